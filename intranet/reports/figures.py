"""The figures of a duty by units, as every screen and every export shows them."""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from intranet.organisation.disclosure import MINIMUM
from intranet.organisation.participation import Hiding, UnitRow, UnitView
from intranet.organisation.progress import Counts
from intranet.reports.shares import one_decimal, rate
from search.text import fold

LONG_NAME = 48  # longer names break over two lines beside the bars


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one unit with all below it, or of all units; what stands on too few is hidden."""

    counts: Counts
    hiding: Hiding | None = None

    @property
    def done_share(self) -> Decimal | None:
        """Share of those assigned who are done."""
        return rate(self.counts.done, self.counts.assigned)

    @property
    def passed(self) -> int | None:
        """How many passed; None where hidden."""
        return None if self.hiding else self.counts.passed

    @property
    def average(self) -> Decimal | None:
        """Average score in percent; None where hidden, and where nobody has a score."""
        average = self.counts.average
        return None if self.hiding or average is None else one_decimal(average)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `depth` counts from the topmost units of it.

    Without a `unit_id` it is the line of all units together (`is_total`), or of those who stand in
    the unit above itself and in none below it.
    """

    unit_id: int | None
    parent_id: int | None
    name: str
    short_name: str
    parent_name: str
    depth: int
    figures: Figures
    is_total: bool = False

    @property
    def label(self) -> str:
        """The name for a narrow column: a long one gives way to the short name."""
        return self.short_name if self.short_name and len(self.name) > LONG_NAME else self.name

    @property
    def counts(self) -> Counts:
        """Numbers of people of the unit with all below it."""
        return self.figures.counts


def line_of(row: UnitRow, parent: UnitRow | None, depth: int) -> Line:
    """One unit as a line of the table; `parent` is the unit right above it, where that is shown."""
    return Line(
        unit_id=row.node.id,
        parent_id=row.node.parent_id,
        name=row.node.name,
        short_name=row.node.short_name,
        parent_name=parent.node.name if parent else "",
        depth=depth,
        figures=Figures(row.total, row.hiding),
    )


def line_of_own(view: UnitView) -> Line | None:
    """Those who stand in the unit itself, so that the lines below a unit add up to it.

    None where nobody does, and where no unit stands below. What they understood is what the lines
    shown leave over; it is hidden unless all of those are shown, see `disclosure`.
    """
    parts = [child.total for child in view.children]
    own = Counts(*(whole - sum(part) for whole, *part in _columns(view.row.total, parts)))
    if not parts or not (own.assigned or own.excused):
        return None
    hidden = [row.hiding for row in (view.row, *view.children) if row.hiding]
    hiding = Hiding.FEW if own.done < MINIMUM else Hiding.ALONG if hidden else None
    node = view.row.node
    name = _("Directly in %(unit)s") % {"unit": node.short_name or node.name}
    return Line(None, node.id, name, "", node.name, 1, Figures(own, hiding))


def _columns(whole: Counts, parts: Iterable[Counts]) -> Iterator[tuple[Any, ...]]:
    """Each figure of the whole with those of the parts."""
    return zip(*(astuple(counts) for counts in (whole, *parts)), strict=True)


class Order(enum.StrEnum):
    """How units that stand side by side are ordered; the value is what the address says."""

    SHARE = "ty-le"
    TREE = "don-vi"
    NAME = "ten"
    NOT_STARTED = "chua-lam"


_KEYS: dict[Order, Callable[[Line], tuple[object, ...]]] = {
    Order.NAME: lambda line: (fold(line.name),),
    Order.SHARE: lambda line: (line.figures.done_share is None, line.figures.done_share),
    Order.NOT_STARTED: lambda line: (-line.counts.not_started,),
}


def ordered(lines: list[Line], order: Order) -> list[Line]:
    """The lines ordered among their siblings, each still below the unit it belongs to."""
    if order is Order.TREE:
        return lines
    present = {line.unit_id for line in lines}
    children: dict[int | None, list[Line]] = {}
    for line in lines:
        parent_id = line.parent_id if line.parent_id in present else None
        children.setdefault(parent_id, []).append(line)
    stack = sorted(children.get(None, []), key=_KEYS[order])[::-1]
    result = []
    while stack:
        line = stack.pop()
        result.append(line)
        below = children.get(line.unit_id, []) if line.unit_id is not None else []
        stack.extend(sorted(below, key=_KEYS[order])[::-1])
    return result
