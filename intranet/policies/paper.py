"""A document as PDF in the national layout, made from the register for whoever may read it.

Measured: 60 pages take about a second and 150 MB. What is longer than `LETTERS_ON_PAPER` is left to
the print of the browser, which needs no memory here.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intranet.organisation.permissions import Reader
from intranet.pages.typesetting import pdf
from intranet.policies import points, register
from intranet.policies.layout import layout
from intranet.policies.neighbours import cited

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage

TEMPLATE = Path(__file__).with_name("document.typ")
LETTERS_ON_PAPER = 1_500_000
DOCUMENT_HEADING = 1


def document_pdf(page: "PolicyPage", user: Reader) -> bytes:
    """Return the file; the note above the head names what the reader may know only."""
    told = {
        "title": cited(page),
        "note": note(page, user),
        "layout": layout(page),
        "basis": [line for line in page.basis.splitlines() if line.strip()],
        "parts": list(_parts([block.value for block in page.body])),
    }
    return pdf(TEMPLATE, told)


def is_too_long(page: "PolicyPage") -> bool:
    """Whether setting the document would take more memory than one request may."""
    return sum(len(block.value.get("text") or "") for block in page.body) > LETTERS_ON_PAPER


def note(page: "PolicyPage", user: Reader) -> str:
    """Say what the file is, when it was made, and what others have done to its effect."""
    now = localtime()
    made = _("Copied from the register of documents on %(day)s; this is not the signed original.")
    said = [made % {"day": date_format(now, "d/m/Y")}]
    for banner in register.rows(page, user, now.date())["banners"]:
        said.append(banner["text"])
        if banner["other"]:
            said.append(f"{str(banner['label']).capitalize()} {banner['other']['title']}.")
    return " ".join(said)


def _parts(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The parts in their order; headings below each other without a gap in their depth."""
    above: list[int] = []
    for value in values:
        level, title = value["level"] or 1, value.get("title") or ""
        while above and above[-1] >= level:
            above.pop()
        if title:
            above.append(level)
        label = value.get("label") or ""
        yield {
            "depth": DOCUMENT_HEADING + len(above) if title else 0,
            "label": label,
            "is_centred": points.is_centred(label),
            "title": title,
            "lines": [line for line in (value.get("text") or "").splitlines() if line.strip()],
            "columns": [],
            "rows": [],
            **(_table(value["table"]) if "table" in value else {}),
        }


def _printed(value: Any) -> str:
    return "" if value is None else localize(value)


def _table(table: Any) -> dict[str, Any]:
    return {
        "title": table.caption,
        "columns": [column["heading"] for column in table.columns],
        "rows": [
            ["" if cell.value is None else str(cell.value) for cell in row] for row in table.rows
        ],
    }
