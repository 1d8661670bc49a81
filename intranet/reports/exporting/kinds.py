"""Which kinds of files there are."""

import tempfile
from collections.abc import Callable
from typing import IO, Any, NamedTuple

from intranet.reports.exporting.paper import write_pdf
from intranet.reports.exporting.spreadsheets import write_csv, write_xlsx
from intranet.reports.sheets import Sheet


class FileKind(NamedTuple):
    """How a sheet becomes a file."""

    suffix: str
    content_type: str
    write: Callable[[Sheet, IO[bytes]], None]


CSV = FileKind("csv", "text/csv; charset=utf-8", write_csv)
XLSX = FileKind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx
)
PDF = FileKind("pdf", "application/pdf", write_pdf)
KINDS = {kind.suffix: kind for kind in (CSV, XLSX, PDF)}


def written(sheet: Sheet, kind: FileKind) -> IO[bytes]:
    """A file on disk, open for reading, that is gone when it is closed."""
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115  (who asked closes it)
    try:
        kind.write(sheet, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
