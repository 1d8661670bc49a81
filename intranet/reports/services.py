"""Files taken out of the reports: which kinds there are, and the line each leaves in the log."""

from collections.abc import Callable
from typing import NamedTuple

from wagtail.log_actions import log

from intranet.organisation.duties import Duty
from intranet.organisation.models import Unit
from intranet.organisation.permissions import Reader
from intranet.reports.exports import as_csv, as_xlsx
from intranet.reports.sheets import Sheet

EXPORT_ACTION = "reports.export"


class FileKind(NamedTuple):
    """How a sheet becomes a file."""

    suffix: str
    content_type: str
    write: Callable[[Sheet], bytes]


CSV = FileKind("csv", "text/csv; charset=utf-8", as_csv)
XLSX = FileKind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx
)


def log_export(
    *, user: Reader, duty: Duty, unit_id: int | None, sheet: Sheet, file_kind: FileKind
) -> None:
    """Write down who took what, as of when.

    The line stands in the history of the unit, or of the account for people without a unit.
    """
    log(
        instance=Unit.objects.filter(pk=unit_id or 0).first() or user,
        action=EXPORT_ACTION,
        user=user,
        title=sheet.title,
        data={
            "title": sheet.title,
            "duty": f"{duty.kind}:{duty.key}",
            "facts": [list(fact) for fact in sheet.facts],
            "rows": len(sheet.rows),
            "file": file_kind.suffix.upper(),
        },
    )
