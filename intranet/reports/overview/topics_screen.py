"""The map of topics and units: a table that is its own picture."""

import itertools
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.disclosure import MINIMUM
from intranet.organisation.participation import Hiding
from intranet.organisation.understanding import TopicShare
from intranet.reports.overview.boards import key_text
from intranet.reports.overview.league_screen import short
from intranet.reports.overview.lines import lines
from intranet.reports.overview.screen import TITLES, option, period_options
from intranet.reports.overview.topics import TopicMap, TopicRow
from intranet.reports.overview.wording import period_label
from intranet.reports.shares import one_decimal
from intranet.reports.sheets import Cell, Column, Sheet, sheet
from intranet.reports.wording import header_meta, roll_text

HIDDEN: dict[Hiding, Promise] = {
    Hiding.FEW: gettext_lazy("fewer than 5 people"),
    Hiding.ALONG: gettext_lazy("hidden as well"),
}
NO_SHARE = TopicShare(None, Hiding.FEW)
UNIT = "don-vi"


def scale() -> list[dict[str, Any]]:
    """The steps of the scale, the weakest first, as the legend names them."""
    ends = lines().steps
    if not ends:
        return []
    between = [
        _("%(least)s to under %(most)s %%") % {"least": least, "most": most}
        for least, most in itertools.pairwise(ends)
    ]
    labels = [
        _("under %(most)s %%") % {"most": ends[0]},
        *between,
        _("%(least)s %% and more") % {"least": ends[-1]},
    ]
    return [{"level": level, "label": label} for level, label in enumerate(labels)]


def level_of(percentage: Decimal) -> int:
    """On which step of the scale a percentage stands."""
    return sum(percentage >= least for least in lines().steps)


def percentage_of(found: TopicShare) -> Decimal | None:
    """The share in percent; None where it is hidden."""
    return None if found.share is None else one_decimal(100 * found.share)


def topics_context(topic_map: TopicMap, page: Page[Any]) -> dict[str, Any]:
    """What the template of the map prints."""
    return {
        "page": page,
        "topics": [name for _topic_id, name in topic_map.topics],
        "totals": [_row(topic_map, row) for row in topic_map.totals],
        "rows": [_row(topic_map, row) for row in page],
        "scale": scale(),
        "owner": lines().owner,
        "weak": _weak(topic_map),
        "reading_url": _reading_url(
            topic_map, topic_map.rows[0].unit_id if topic_map.rows else None
        ),
    }


def head_context(topic_map: TopicMap) -> dict[str, Any]:
    """Heading, choices and files of the screen."""
    address = reverse("report_topics")
    query = f"?nhiem-vu={key_text(topic_map.duty)}" if topic_map.duty else ""
    if topic_map.unit_id:
        query += f"&{UNIT}={topic_map.unit_id}"
    if query and topic_map.period.key:
        query += f"&ky={topic_map.period.key}"
    duty = topic_map.duty
    return {
        "title": TITLES["report_topics"],
        "unit_name": topic_map.unit_name,
        "meta": [duty.title, *header_meta(duty, topic_map.moment)] if duty else [],
        "periods": period_options(topic_map.period, topic_map.moment),
        "choices": [
            option(key_text(offered), offered.title, offered == duty)
            for offered in topic_map.duties
        ],
        "unit_id": topic_map.unit_id,
        "csv_url": f"{address}xuat.csv{query}",
        "xlsx_url": f"{address}xuat.xlsx{query}",
        "pdf_url": f"{address}xuat.pdf{query}",
        "query": f"{query[1:]}&" if query else "",
    }


def row_name(row: TopicRow) -> str:
    """The unit, or what all people together are called."""
    return row.name or _("The whole body")


def _row(topic_map: TopicMap, row: TopicRow) -> dict[str, Any]:
    """One line of the map; a unit of which nothing may be told says so once."""
    cells = [_cell(name, row.shares.get(topic_id, NO_SHARE)) for topic_id, name in topic_map.topics]
    reasons = {cell["text"] for cell in cells if cell["share"] is None}
    is_hidden = len(reasons) == 1 and all(cell["share"] is None for cell in cells)
    return {
        "name": short(row_name(row), row.short_name),
        "url": _reading_url(topic_map, row.unit_id),
        "cells": cells,
        "hidden": next(iter(reasons)) if is_hidden else "",
        "shown": [] if is_hidden else cells,
    }


def _cell(topic: str, found: TopicShare) -> dict[str, Any]:
    percentage = percentage_of(found)
    if percentage is None:
        hiding = found.hiding or Hiding.FEW
        sign = f"< {MINIMUM}" if hiding is Hiding.FEW else ""
        return {"topic": topic, "share": None, "text": HIDDEN[hiding], "sign": sign}
    return {"topic": topic, "share": percentage, "level": level_of(percentage)}


def _weak(topic_map: TopicMap) -> list[str]:
    """The topics that are weak for everybody within the reach."""
    shares = topic_map.rows[0].shares if topic_map.rows else {}
    limit = topic_map.duty.weak_below if topic_map.duty else 0.0
    return [
        name
        for topic_id, name in topic_map.topics
        if (share := shares.get(topic_id, NO_SHARE).share) is not None and share < limit
    ]


def _reading_url(topic_map: TopicMap, unit_id: int | None) -> str:
    """The screen that says what to read again, of the unit."""
    return f"{topic_map.url}?{UNIT}={unit_id}" if unit_id else topic_map.url


def topics_sheet(topic_map: TopicMap) -> Sheet:
    """The map as a file: a row for each unit, a column for each topic."""

    def share_of(topic_id: int) -> Any:
        def value(row: TopicRow) -> Cell:
            found = row.shares.get(topic_id, NO_SHARE)
            percentage = percentage_of(found)
            return HIDDEN[found.hiding or Hiding.FEW] if percentage is None else percentage

        return value

    columns: list[Column[TopicRow]] = [
        Column(gettext_lazy("Unit"), row_name, width=48),
        *(
            Column(f"{name} (%)", share_of(topic_id), numeric=True, width=20)
            for topic_id, name in topic_map.topics
        ),
    ]
    return sheet(
        title=str(TITLES["report_topics"]),
        facts=_facts(topic_map),
        columns=columns,
        rows=topic_map.rows,
    )


def _facts(topic_map: TopicMap) -> list[tuple[str, str]]:
    """What stands above the table in a file."""
    facts = [(_("Period"), period_label(topic_map.period))]
    duty = topic_map.duty
    if duty is None:
        return facts
    roll = roll_text(duty.cut_off(topic_map.moment))
    return [(_("Duty"), duty.title), (_("Counted"), roll), *facts]
