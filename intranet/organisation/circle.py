"""Who belongs to an audience on a date; pure, without Django."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from intranet.organisation.tree import Tree


@dataclass(frozen=True, slots=True)
class AudienceRule:
    """An audience as it was chosen: units with all below them, staff categories."""

    id: int
    is_everybody: bool
    unit_ids: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Circle:
    """An audience as it stands on a date; None means that any will do."""

    unit_ids: frozenset[int] | None
    categories: frozenset[str] | None

    @property
    def is_nobody(self) -> bool:
        """Whether no unit is in it."""
        return self.unit_ids is not None and not self.unit_ids

    def includes(self, unit_id: int, category: str) -> bool:
        """Whether somebody of this category in this unit belongs to it."""
        return (self.unit_ids is None or unit_id in self.unit_ids) and (
            self.categories is None or category in self.categories
        )


EVERYBODY = Circle(None, None)
NOBODY = Circle(frozenset(), None)


def circle_of(rule: AudienceRule, tree: Tree, successors: Mapping[int, Collection[int]]) -> Circle:
    """Resolve the audience on the date of the tree; chosen and empty is nobody."""
    if rule.is_everybody:
        return EVERYBODY
    if not rule.unit_ids and not rule.categories:
        return NOBODY
    units = None
    if rule.unit_ids:
        units = frozenset[int]().union(
            *(
                tree.descendants(unit_id)
                for unit_id in standing_units(rule.unit_ids, tree, successors)
            )
        )
    return Circle(units, rule.categories or None)


def standing_units(
    unit_ids: Collection[int], tree: Tree, successors: Mapping[int, Collection[int]]
) -> set[int]:
    """The units of the tree among those given and, for those closed, the ones that came after.

    Chains of successions are followed to the end; a circle in bad data ends the search.
    """
    standing: set[int] = set()
    seen: set[int] = set()
    open_ids = list(unit_ids)
    while open_ids:
        unit_id = open_ids.pop()
        if unit_id in seen:
            continue
        seen.add(unit_id)
        if unit_id in tree:
            standing.add(unit_id)
        else:
            open_ids.extend(successors.get(unit_id, ()))
    return standing
