"""The tree of units on a date, from one list of rows; pure, without Django."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar


class Addable(Protocol):
    """What can be summed up along the tree."""

    def __add__(self, other: Any, /) -> Any: ...


Sum = TypeVar("Sum", bound=Addable)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it stood on the date."""

    id: int
    parent_id: int | None
    name: str
    short_name: str = ""
    kind: str = ""
    position: int = 0


class Tree:
    """Units of one date; children stand in order of position, then name.

    Whatever the rows say, this is a forest: a unit whose parent is not there stands at the top,
    and a circle of parents is opened at its smallest id, so that no walk runs for ever and no
    unit is lost.
    """

    __slots__ = ("children", "nodes", "parents")

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: dict[int, Node] = {node.id: node for node in nodes}
        self.parents = _sound_parents(self.nodes)
        self.children: dict[int | None, list[Node]] = {}
        for node in sorted(self.nodes.values(), key=lambda node: (node.position, node.name)):
            self.children.setdefault(self.parents[node.id], []).append(node)

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self.nodes

    def path(self, unit_id: int) -> list[Node]:
        """The unit and all above it, the top first; empty for a unit that is not in the tree."""
        path: list[Node] = []
        current: int | None = unit_id if unit_id in self.nodes else None
        while current is not None:
            path.append(self.nodes[current])
            current = self.parents[current]
        return path[::-1]

    def descendants(self, unit_id: int) -> set[int]:
        """Ids of the unit and of all below it; empty for a unit that is not in the tree."""
        return {node.id for node, _ in self.walk(unit_id)} if unit_id in self.nodes else set()

    def walk(self, unit_id: int | None = None, depth: int = 0) -> Iterator[tuple[Node, int]]:
        """Units depth first with their depth: below the given one (itself first), or all."""
        starts = [self.nodes[unit_id]] if unit_id is not None else self.children.get(None, [])
        stack = [(node, depth) for node in reversed(starts)]
        while stack:
            node, level = stack.pop()
            yield node, level
            stack.extend((child, level + 1) for child in reversed(self.children.get(node.id, [])))

    def roll_up(self, own: Mapping[int, Sum], zero: Sum) -> dict[int, Sum]:
        """For each unit its own figure and that of all below it."""
        totals = {unit_id: own.get(unit_id, zero) for unit_id in self.nodes}
        for node, _ in reversed(list(self.walk())):
            parent_id = self.parents[node.id]
            if parent_id is not None:
                totals[parent_id] = totals[parent_id] + totals[node.id]
        return totals


def _sound_parents(nodes: Mapping[int, Node]) -> dict[int, int | None]:
    """The parent of each unit, without parents that are missing and without circles."""
    parents = {
        node.id: node.parent_id if node.parent_id in nodes else None for node in nodes.values()
    }
    for circle in _circles(parents):
        parents[min(circle)] = None
    return parents


def _circles(parents: Mapping[int, int | None]) -> Iterator[list[int]]:
    """Each circle that following the parents runs into, once."""
    sound: set[int] = set()
    for start in parents:
        steps: dict[int, int] = {}
        current: int | None = start
        while current is not None and current not in sound and current not in steps:
            steps[current] = len(steps)
            current = parents.get(current)
        if current is not None and current in steps:
            yield [unit_id for unit_id, step in steps.items() if step >= steps[current]]
        sound |= steps.keys()


def has_cycle(parents: Mapping[int, int | None]) -> bool:
    """Whether following parents from any unit comes back to it."""
    return next(_circles(parents), None) is not None
