"""Which cells of a table by units stay hidden, so that no group below five can be told; pure.

A table by units shows for each unit the figure of the unit with all below it. Whoever subtracts the
units below from the unit above learns the figure of those who are left over: a hidden unit, or the
unit's own people, who have no line of their own. Each visible unit therefore has a *rest*: its
people who stand in no visible unit below it. The rests share out all people, and any figure that
can be computed from the visible ones is a sum of rests; so the table gives nothing away if and only
if no rest has one to four people. A rest without anybody says nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeAlias

MINIMUM = 5

UnitId: TypeAlias = int | None
"""A unit's id; None stands for the line of all units together."""


def hidden_units(
    parents: Mapping[int, int | None], own: Mapping[int, int], *, minimum: int = MINIMUM
) -> set[UnitId]:
    """The units whose figure must not be shown.

    `parents` names for each unit the one above it (None at the top), `own` how many people of the
    unit itself the figure rests on. Hidden are units below the minimum, and where their figure
    could be found by subtraction as few and as small others as will do.
    """
    table = _Table(parents, own)
    for unit in table.from_below():
        table.protect(unit, minimum)
    return table.hidden


def joined_bands(
    others: Sequence[int], passed: Sequence[int], *, minimum: int = MINIMUM
) -> list[range]:
    """Neighbouring bands of scores put together until none tells of fewer people than the minimum.

    `others` and `passed` count in each band, the lowest first, who has not passed and who has.
    Lists of names tell the two apart, so each of them is missing from a band or large enough in it.
    A group that is too small altogether stands in one band, with every place where its people can
    be: it says no more of them than that they passed, or did not.
    """
    groups = _score_groups(others, passed)
    size = len(others)
    most: list[list[range]] = [[]]  # the most bands up to each place; empty where there are none
    for end in range(1, size + 1):
        ways = (
            [*most[start], band]
            for start in range(end)
            if (most[start] or start == 0) and _is_safe(band := range(start, end), groups, minimum)
        )
        most.append(max(ways, key=len, default=[]))
    return most[size] or [range(size)]


def banded_units(
    parents: Mapping[int, int | None],
    own: Mapping[int, Sequence[Sequence[int]]],
    hidden: Collection[UnitId],
    *,
    minimum: int = MINIMUM,
) -> dict[UnitId, list[range]]:
    """In which bands of scores each line of a table by units may stand; hidden lines are left out.

    `own` has for each unit how many of its own people have not passed, and how many have, in each
    step of scores. All units together stand in the finest bands (see `joined_bands`), every other
    line in those or in coarser ones made of them, down to a single one. For each fineness the lines
    that have it or a finer one are a table, of which every rest has nobody or enough people in each
    band, passed and not: so has whatever is worked out by taking units from the one above. A single
    band says no more than the number who have passed.
    """
    whole = _added(own.values())
    finest = joined_bands(*whole, minimum=minimum) if whole else []
    told: dict[UnitId, list[range]] = {}
    unseen = set(hidden)
    for bands in _coarser(finest, whole):
        cells = {unit: _in_bands(steps, bands) for unit, steps in own.items()}
        if len(bands) > 1:
            unseen = _with_small_rests(parents, cells, unseen, minimum)
        told |= dict.fromkeys({None, *parents} - unseen, bands)
    return {**told, None: finest}


def _added(steps: Iterable[Sequence[Sequence[int]]]) -> list[list[int]]:
    """Those of several units together."""
    groups = zip(*steps, strict=True)
    return [[sum(numbers) for numbers in zip(*group, strict=True)] for group in groups]


def _in_bands(steps: Sequence[Sequence[int]], bands: Sequence[range]) -> list[int]:
    """How many people of each group stand in each band."""
    return [sum(group[place] for place in band) for group in steps for band in bands]


def _coarser(finest: list[range], whole: Sequence[Sequence[int]]) -> list[list[range]]:
    """The bands, each time about half as many by joining the smallest neighbours; coarsest first.

    The sizes are those of all units together, so that the bands are the same for every unit.
    """
    found = [finest]
    while len(found[-1]) > 1:
        bands = found[-1]
        for _joined in range(len(bands) // 2):
            sizes = [sum(group[place] for group in whole for place in band) for band in bands]
            at = min(range(len(bands) - 1), key=lambda place: sizes[place] + sizes[place + 1])
            bands = [*bands[:at], range(bands[at].start, bands[at + 1].stop), *bands[at + 2 :]]
        found.append(bands)
    return found[::-1]


def _with_small_rests(
    parents: Mapping[int, int | None],
    own: Mapping[int, Sequence[int]],
    hidden: Collection[UnitId],
    minimum: int,
) -> set[UnitId]:
    """The hidden lines and those that have to be hidden too, for several figures at once.

    Unlike `hidden_units`, which hides as little as will do, this hides the smallest lines right
    below until each figure of the rest is nought or large enough: bands have many figures, and few
    units have enough people for them anyway.
    """
    table, unseen = _Table(parents, {}), set(hidden)
    size = max((len(cells) for cells in own.values()), default=0)
    rests: dict[UnitId, list[int]] = {}
    lines: dict[UnitId, list[tuple[int, int]]] = {}  # visible right below: people, unit
    totals: dict[UnitId, int] = {}
    for unit in table.from_below():
        rest = list(own.get(unit, [0] * size)) if unit is not None else [0] * size
        below: list[tuple[int, int]] = []
        totals[unit] = sum(rest)
        for child in table.children.get(unit, []):
            totals[unit] += totals[child]
            if child in unseen:
                rest = _sum(rest, rests[child])
                below += lines[child]
            else:
                below.append((totals[child], child))
        heapify(below)
        while unit not in unseen and any(0 < number < minimum for number in rest):
            if not below:
                unseen.add(unit)
                break
            _people, smallest = heappop(below)
            unseen.add(smallest)
            rest = _sum(rest, rests[smallest])
            for line in lines[smallest]:
                heappush(below, line)
        rests[unit], lines[unit] = rest, below
    return unseen


def _sum(first: Sequence[int], second: Sequence[int]) -> list[int]:
    return [one + two for one, two in zip(first, second, strict=True)]


class _Scores(NamedTuple):
    """How many people of a group are in each band, and the bands where they can be."""

    counts: Sequence[int]
    places: range


def _score_groups(others: Sequence[int], passed: Sequence[int]) -> list[_Scores]:
    """Who has not passed and who has; the pass mark lies between the best and the worst of them."""
    places = range(len(others))
    best = max((place for place in places if others[place]), default=0)
    worst = min((place for place in places if passed[place]), default=len(others) - 1)
    return [
        _Scores(others, places[: max(best, worst) + 1]),
        _Scores(passed, places[min(best, worst) :]),
    ]


def _is_safe(band: range, groups: Sequence[_Scores], minimum: int) -> bool:
    """Whether the band tells of nobody or of enough; it stays so when a safe one joins it."""
    found = [sum(group.counts[place] for place in band) for group in groups]
    return _is_enough(sum(found), minimum) and all(
        _is_apart_or_whole(band, group.places)
        if 0 < sum(group.counts) < minimum
        else _is_enough(number, minimum)
        for group, number in zip(groups, found, strict=True)
    )


def _is_enough(people: int, minimum: int) -> bool:
    return people == 0 or people >= minimum


def _is_apart_or_whole(band: range, places: range) -> bool:
    """Whether the band has none of the places or all."""
    return len({*band} & {*places}) in (0, len(places))


class _Table:
    """The lines of the table, and the rest of each as far as it has been protected."""

    def __init__(self, parents: Mapping[int, int | None], own: Mapping[int, int]) -> None:
        self.own = own
        self.rest: dict[UnitId, int] = {}
        self.hidden: set[UnitId] = set()
        self.children: dict[UnitId, list[int]] = {}
        for unit, parent in parents.items():
            self.children.setdefault(parent if parent in parents else None, []).append(unit)

    def from_below(self) -> Iterator[UnitId]:
        """Every unit after all that stand below it, the line of all units last."""
        order: list[UnitId] = [None]
        for unit in order:
            order.extend(self.children.get(unit, []))
        return reversed(order)

    def protect(self, unit: UnitId, minimum: int) -> None:
        """Hide below the unit, or the unit itself, until its rest is empty or large enough.

        What is hidden gives its rest to the nearest visible unit above, so a rest only ever grows
        and those protected before stay so.
        """
        own = self.own.get(unit, 0) if unit is not None else 0
        below = self.children.get(unit, [])
        self.rest[unit] = own + sum(self.rest[child] for child in below if child in self.hidden)
        while 0 < self.rest[unit] < minimum:
            path = min(self._paths(unit), key=self._loss, default=None)
            if path is None:
                self.hidden.add(unit)
                return
            self.hidden.update(path)
            self.rest[unit] += sum(self.rest[node] for node in path)

    def _paths(self, unit: UnitId) -> Iterator[tuple[int, ...]]:
        """For each visible unit below with a rest: itself and the visible ones on the way to it."""
        waiting: list[tuple[int, tuple[int, ...]]] = [
            (child, ()) for child in self.children.get(unit, [])
        ]
        while waiting:
            node, above = waiting.pop()
            path = above if node in self.hidden else (*above, node)
            if node not in self.hidden and self.rest[node]:
                yield path
            waiting.extend((child, path) for child in self.children.get(node, []))

    def _loss(self, path: tuple[int, ...]) -> tuple[int, int, int]:
        """What hiding the path costs: cells first, then people, then any firm order."""
        return len(path), sum(self.rest[node] for node in path), path[-1]
