"""The report of a duty within a reader's reach: which units, whose names, which figures."""

import datetime
import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.differences import by_today
from intranet.organisation.duties import Duty
from intranet.organisation.participation import (
    Participation,
    UnitRow,
    UnitView,
    participation,
)
from intranet.organisation.permissions import (
    Reader,
    frame_of,
    led_unit_ids,
    sees_all_figures,
    sees_figures,
    sees_names,
)
from intranet.reports.figures import Figures, Line, Order, line_of, line_of_own, ordered
from intranet.reports.people import frame_for

LINES_ON_A_PAGE = 50


class Places(enum.StrEnum):
    """In which units people stand once a duty is frozen; the value is what the address says."""

    THEN = ""
    TODAY = "hien-nay"


class Depth(enum.StrEnum):
    """How far down a report goes; the value is what the address says."""

    BELOW = ""
    ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one duty within a reader's reach.

    `lines` has the units looked at (depth 0) with those below them, `path` the units from the
    topmost that the reader sees down to the one looked at, `named` whose names the reader may see.
    `is_whole` where the reader sees all units and looks at all of them; `start_id` is the one unit
    that the report without a unit is about, if it stands on the path.
    """

    duty: Duty
    moment: datetime.datetime
    figures: Participation
    lines: list[Line]
    path: list[UnitRow]
    named: frozenset[int]
    depth: Depth
    places: Places
    is_whole: bool
    start_id: int | None = None

    @property
    def is_of_nobody(self) -> bool:
        """Whether nobody of the units looked at was given the duty."""
        return not self.lines

    @property
    def is_placed_anew(self) -> bool:
        """Whether people stand in the units of today instead of those of the closing."""
        return self.places is Places.TODAY

    @property
    def own(self) -> list[Line]:
        """The units looked at: one, or the topmost of a reader who has several."""
        return [line for line in self.lines if line.depth == 0]

    @property
    def department(self) -> Figures:
        """All units together."""
        return Figures(self.figures.total, self.figures.hiding)

    @property
    def department_line(self) -> Line | None:
        """All units together for comparison; None where the lines say it already."""
        if self.is_of_nobody:
            return None
        if len(self.own) == 1 and self.own[0].counts.assigned == self.figures.total.assigned:
            return None
        return Line(None, None, _("The whole body"), "", "", 0, self.department, is_total=True)

    @property
    def focus(self) -> Line | None:
        """The one line that the report is about; None where several units stand side by side."""
        if self.is_whole and (whole := self.department_line):
            return whole
        return self.own[0] if len(self.own) == 1 else None

    def ordered_lines(self, order: Order) -> list[Line]:
        """The units in the order asked for, and all together last."""
        department = self.department_line
        return [*ordered(self.lines, order), *([department] if department else [])]

    def page(self, order: Order, number: str | None) -> Page:
        """One page of the lines below the unit looked at, or of the topmost units."""
        lines = ordered(self.lines, order)
        below = [line for line in lines if line.depth] if len(self.own) == 1 else lines
        return Paginator(below, LINES_ON_A_PAGE).get_page(number)

    def lines_around(self, page: Page) -> list[Line]:
        """The page below the unit looked at, and all together last."""
        first = self.own if len(self.own) == 1 else []
        department = self.department_line
        return [*first, *page, *([department] if department else [])]


def report_of(
    user: Reader,
    duty: Duty,
    moment: datetime.datetime,
    *,
    unit_id: int | None = None,
    depth: Depth = Depth.BELOW,
    places: Places = Places.THEN,
) -> Report | None:
    """The report of a unit, without one of the reader's own; PermissionDenied for one of others.

    None for a unit that is not in the tree, and where nobody in reach was given the duty; who sees
    all figures is told that.
    """
    figures = _figures(user, duty, moment, places)
    if unit_id is None:
        return report_on(user, figures, moment, depth=depth, places=places)
    views = figures.views([unit_id])
    if not all(sees_figures(user, _ids(view.path)) for view in views):
        raise PermissionDenied
    return _report(user, figures, views, moment, depth=depth, places=places, is_whole=False)


def _figures(user: Reader, duty: Duty, moment: datetime.datetime, places: Places) -> Participation:
    """The figures; those of people in the units of today only of what is frozen."""
    if places is Places.TODAY:
        today = frame_of(user, timezone.localdate(moment))
        if placed := by_today(duty, moment=moment, today=today):
            return placed
    return participation(duty, moment=moment, frame=frame_for(user, duty, moment))


def report_on(
    user: Reader,
    figures: Participation,
    moment: datetime.datetime,
    *,
    depth: Depth = Depth.BELOW,
    places: Places = Places.THEN,
) -> Report | None:
    """The report of the reader's own units from figures that have been read; None as above."""
    is_whole = sees_all_figures(user)
    views = _all_tops(figures, depth) if is_whole else _led(user, figures)
    return _report(user, figures, views, moment, depth=depth, places=places, is_whole=is_whole)


def _report(
    user: Reader,
    figures: Participation,
    views: list[UnitView],
    moment: datetime.datetime,
    *,
    depth: Depth,
    places: Places,
    is_whole: bool,
) -> Report | None:
    lines = list(_lines(figures, views, depth))
    if not any(line.depth == 0 for line in lines) and not (views and sees_all_figures(user)):
        return None
    is_placed_anew = figures.frozen_at is not None and places is Places.TODAY
    path = list(_seen_part(user, views[0].path)) if len(views) == 1 else []
    return Report(
        duty=figures.duty,
        moment=moment,
        figures=figures,
        lines=lines,
        path=path,
        named=frozenset() if is_placed_anew else frozenset(_named(user, views, lines)),
        depth=depth,
        places=Places.TODAY if is_placed_anew else Places.THEN,
        is_whole=is_whole,
        start_id=path[0].node.id if path and _is_start(user, path[0], figures) else None,
    )


def _is_start(user: Reader, top: UnitRow, figures: Participation) -> bool:
    """Whether the reader has no other units than this one and those below it."""
    if sees_all_figures(user):
        return top.total == figures.total
    return led_unit_ids(user) == {top.node.id}


def _all_tops(figures: Participation, depth: Depth) -> list[UnitView]:
    """The units at the top, a single one with those right below it if that is asked for."""
    if depth is Depth.ALL:
        tops = [row for row in figures.rows if row.depth == 0]
    else:
        tops = figures.tops()
        if len(tops) == 1:
            return figures.views([tops[0].node.id])
    return [UnitView(row, [row], []) for row in tops]


def _led(user: Reader, figures: Participation) -> list[UnitView]:
    """The units that the reader leads and that stand below no other of them."""
    led = led_unit_ids(user)
    return [view for view in figures.views(led) if led.isdisjoint(_ids(view.path[:-1]))]


def _lines(figures: Participation, views: list[UnitView], depth: Depth) -> Iterator[Line]:
    """The units of the views and what stands below them, without those of which nobody is asked."""
    rows = _all_below(figures, views) if depth is Depth.ALL else _right_below(views)
    shown: dict[int, UnitRow] = {}
    for row, level in rows:
        shown[row.node.id] = row
        if row.total.assigned or row.total.excused:
            yield line_of(row, shown.get(row.node.parent_id or 0), level)
    if depth is Depth.BELOW and len(views) == 1 and (own := line_of_own(views[0])):
        yield own


def _right_below(views: list[UnitView]) -> Iterator[tuple[UnitRow, int]]:
    for view in views:
        yield view.row, 0
        if len(views) == 1:
            yield from ((child, 1) for child in view.children)


def _all_below(figures: Participation, views: list[UnitView]) -> Iterator[tuple[UnitRow, int]]:
    """The rows stand depth first, so what follows a unit and is deeper stands below it."""
    starts = {view.row.node.id for view in views}
    start: UnitRow | None = None
    for row in figures.rows:
        if row.node.id in starts:
            start = row
        elif start is not None and row.depth <= start.depth:
            start = None
        if start is not None:
            yield row, row.depth - start.depth


def _named(user: Reader, views: list[UnitView], lines: Iterable[Line]) -> Iterator[int]:
    """Units of the lines whose names the reader may see; each line stands after the one above."""
    paths = {view.row.node.id: _ids(view.path) for view in views}
    for line in lines:
        if line.unit_id is None:
            continue
        above = paths.get(line.parent_id or 0, [])
        path = paths.setdefault(line.unit_id, [*above, line.unit_id])
        if sees_names(user, path):
            yield line.unit_id


def _seen_part(user: Reader, path: Sequence[UnitRow]) -> Iterator[UnitRow]:
    """The units of the path whose figures the reader may see."""
    for place, row in enumerate(path, 1):
        if sees_figures(user, _ids(path[:place])):
            yield row


def _ids(path: Iterable[UnitRow]) -> list[int]:
    return [row.node.id for row in path]
