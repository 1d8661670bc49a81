"""The tree of units on a date, from one list of rows; pure, without Django."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it stood on the date."""

    id: int
    parent_id: int | None
    name: str
    short_name: str = ""
    kind: str = ""
    position: int = 0


@dataclass(slots=True)
class Tree:
    """Units of one date; children stand in order of position, then name."""

    nodes: dict[int, Node]
    children: dict[int | None, list[Node]] = field(init=False)

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.children = {}
        for node in sorted(self.nodes.values(), key=lambda node: (node.position, node.name)):
            parent_id = node.parent_id if node.parent_id in self.nodes else None
            self.children.setdefault(parent_id, []).append(node)

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self.nodes

    def path(self, unit_id: int) -> list[Node]:
        """The unit and all above it, the top first; empty for a unit that is not in the tree."""
        path: list[Node] = []
        node = self.nodes.get(unit_id)
        while node is not None:
            path.append(node)
            node = self.nodes.get(node.parent_id) if node.parent_id is not None else None
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

    def roll_up(self, own: Mapping[int, int]) -> dict[int, int]:
        """For each unit its own number and that of all below it."""
        totals = {unit_id: own.get(unit_id, 0) for unit_id in self.nodes}
        for node, _ in reversed(list(self.walk())):
            if node.parent_id in totals:
                totals[node.parent_id] += totals[node.id]
        return totals


def has_cycle(parents: Mapping[int, int | None]) -> bool:
    """Whether following parents from any unit comes back to it."""
    sound: set[int] = set()
    for start in parents:
        seen: set[int] = set()
        unit_id: int | None = start
        while unit_id is not None and unit_id not in sound:
            if unit_id in seen:
                return True
            seen.add(unit_id)
            unit_id = parents.get(unit_id)
        sound |= seen
    return False
