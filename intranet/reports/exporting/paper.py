"""Sheets as PDF for paper and for the file: tagged, so that a screen reader reads the table.

typst holds the whole table in memory, 80 MB for a thousand rows: `EXPORT_ROWS_ON_PAPER` says what
is too long for paper.
"""

from pathlib import Path
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from intranet.pages.models import SiteIdentity
from intranet.pages.typesetting import pdf
from intranet.reports.sheets import Sheet, cell_text

WIDE = 120  # characters in all columns together from which the page is turned
TEMPLATE = Path(__file__).with_name("table.typ")


def write_pdf(sheet: Sheet, file: IO[bytes]) -> None:
    """The table with title, facts, body, moment and page numbers."""
    file.write(pdf(TEMPLATE, _told(sheet)))


def _told(sheet: Sheet) -> dict[str, object]:
    """What the template prints, all of it text."""
    now = cell_text(timezone.now())
    return {
        "title": sheet.title,
        "body": _body_name(),
        "made": _("Made at %(moment)s") % {"moment": now},
        "facts": sheet.facts,
        "is_wide": sum(column.width for column in sheet.columns) > WIDE,
        "widths": [column.width for column in sheet.columns],
        "numeric": [column.numeric for column in sheet.columns],
        "labels": sheet.labels,
        "rows": [[cell_text(cell, empty="–") for cell in row] for row in sheet.cells()],
    }


def _body_name() -> str:
    """Whose figures these are."""
    sites = Site.objects.filter(is_default_site=True).select_related("siteidentity")
    try:
        return sites.get().siteidentity.body_name
    except (Site.DoesNotExist, SiteIdentity.DoesNotExist):
        return ""
