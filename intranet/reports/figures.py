"""The figures of a duty by units, as every screen and every export shows them."""

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from intranet.organisation.participation import Counts, Hiding, Participation, UnitRow
from intranet.reports.shares import one_decimal, shares
from search.text import fold

LONG_NAME = 48  # longer names break over two lines beside the bars


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one unit with all below it, or of all units; what stands on too few is hidden."""

    counts: Counts
    hiding: Hiding | None = None

    @property
    def shares(self) -> tuple[Decimal, ...] | None:
        """Shares of done, in progress and not started; together 100."""
        counts = self.counts
        return shares((counts.done, counts.in_progress, counts.not_started))

    @property
    def done_share(self) -> Decimal | None:
        """Share of those assigned who are done."""
        return self.shares[0] if self.shares else None

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
    """One unit of the table; `depth` counts from the topmost units that the reader sees.

    Without a `unit_id` it is the line of all units together.
    """

    unit_id: int | None
    parent_id: int | None
    name: str
    short_name: str
    parent_name: str
    depth: int
    figures: Figures

    @property
    def label(self) -> str:
        """The name for a narrow column: a long one gives way to the short name."""
        return self.short_name if self.short_name and len(self.name) > LONG_NAME else self.name

    @property
    def counts(self) -> Counts:
        """Numbers of people of the unit with all below it."""
        return self.figures.counts


def lines_of(figures: Participation, units: Collection[int]) -> list[Line]:
    """The given units in the order of the tree, without those of which nobody is asked."""
    rows = {row.node.id: row for row in figures.rows}
    depths: dict[int, int] = {}
    lines = []
    for row in rows.values():
        if row.node.id not in units:
            continue
        above = row.node.parent_id
        depths[row.node.id] = depths[above] + 1 if above in depths else 0
        if row.total.assigned or row.total.excused:
            lines.append(line_of(row, rows.get(above or 0), depths[row.node.id]))
    return lines


def line_of(row: UnitRow, parent: UnitRow | None, depth: int) -> Line:
    """One unit as a line of the table; `parent` is the unit right above it, if it has one."""
    return Line(
        unit_id=row.node.id,
        parent_id=row.node.parent_id,
        name=row.node.name,
        short_name=row.node.short_name,
        parent_name=parent.node.name if parent else "",
        depth=depth,
        figures=Figures(row.total, row.hiding),
    )


class Order(enum.StrEnum):
    """How units that stand side by side are ordered; the value is what the address says."""

    TREE = "don-vi"
    NAME = "ten"
    SHARE = "ty-le"
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
        stack.extend(sorted(children.get(line.unit_id, []), key=_KEYS[order])[::-1])
    return result
