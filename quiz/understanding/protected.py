"""Results and topics of a unit with all below it, as far as they give away nobody."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from intranet.organisation.disclosure import MINIMUM, UnitId, banded_units, hidden_units
from intranet.organisation.participation import UNPLACED, Hiding, with_unplaced
from intranet.organisation.tree import Tree
from intranet.organisation.understanding import TopicShare
from quiz.understanding.answers import AnsweredByUnit, ResultRow
from quiz.understanding.steps import in_steps
from quiz.understanding.topics import Earned


@dataclass(frozen=True, slots=True)
class UnitUnderstanding:
    """A unit with all below it, or all units together; without results they are hidden.

    `bands` are those in which its results may be told.
    """

    people: int
    results: Sequence[ResultRow]
    bands: Sequence[range]
    topics: Mapping[int, TopicShare]
    hiding: Hiding | None


class UnitTable:
    """All units of one quiz; the same cells are hidden from every reader.

    People whose unit is not in the tree stand in a row of their own, as in the report.
    """

    def __init__(self, tree: Tree, answered: AnsweredByUnit, *, has_pass_mark: bool) -> None:
        units = {unit_id for unit_id, _result in answered.results}
        self.tree = tree if all(unit in tree for unit in units) else with_unplaced(tree)
        self._has_pass_mark = has_pass_mark
        self._results: dict[int, list[ResultRow]] = defaultdict(list)
        for unit_id, result in answered.results:
            self._results[self._place(unit_id)].append(result)
        self._earned: dict[int, dict[int, Earned]] = defaultdict(lambda: defaultdict(Earned))
        self._answered: dict[int, Counter[int]] = defaultdict(Counter)
        for row in answered.marks:
            place = self._place(row.unit_id)
            self._earned[row.topic_id][place] += Earned(row.marks, row.maximum)
            self._answered[row.topic_id][place] += row.people
        self._people = {
            unit_id: sum(row.people for row in rows) for unit_id, rows in self._results.items()
        }

    def of(self, unit_id: UnitId) -> UnitUnderstanding:
        """What may be told of the unit with all below it; None: of all people together."""
        units = set(self.tree.nodes) if unit_id is None else self.tree.descendants(unit_id)
        people = sum(self._people.get(unit, 0) for unit in units)
        hiding = _hiding(unit_id, self._hidden, people)
        rows = [row for unit in units for row in self._results.get(unit, ())]
        return UnitUnderstanding(
            people=people,
            results=[] if hiding else rows,
            bands=[] if hiding else self._bands[unit_id],
            topics=self.topics(unit_id),
            hiding=hiding,
        )

    def topics(self, unit_id: UnitId) -> dict[int, TopicShare]:
        """What may be told of each topic."""
        units = set(self.tree.nodes) if unit_id is None else self.tree.descendants(unit_id)
        return {topic_id: self._topic(topic_id, unit_id, units) for topic_id in self._earned}

    @cached_property
    def _hidden(self) -> set[UnitId]:
        return hidden_units(self.tree.parents, self._people)

    @cached_property
    def _hidden_by_topic(self) -> dict[int, set[UnitId]]:
        return {
            topic_id: self._hidden | hidden_units(self.tree.parents, people)
            for topic_id, people in self._answered.items()
        }

    @cached_property
    def _bands(self) -> dict[UnitId, list[range]]:
        steps = {
            unit_id: in_steps(rows, has_pass_mark=self._has_pass_mark)
            for unit_id, rows in self._results.items()
        }
        return banded_units(self.tree.parents, steps, self._hidden)

    def _topic(self, topic_id: int, unit_id: UnitId, units: Iterable[int]) -> TopicShare:
        by_unit, answered = self._earned[topic_id], self._answered[topic_id]
        earned = sum((by_unit[unit] for unit in units if unit in by_unit), Earned())
        people = sum(answered[unit] for unit in units)
        hiding = _hiding(unit_id, self._hidden_by_topic[topic_id], people)
        return TopicShare(None, hiding) if hiding else TopicShare(earned.share)

    def _place(self, unit_id: int) -> int:
        return unit_id if unit_id in self.tree else UNPLACED


def _hiding(unit_id: UnitId, hidden: Collection[UnitId], people: int) -> Hiding | None:
    if people < MINIMUM:
        return Hiding.FEW
    return Hiding.ALONG if unit_id in hidden else None
