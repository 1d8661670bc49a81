"""Which units are compared with each other; pure but for the names of the kinds."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from intranet.organisation.models import UnitKind

# These stand for the units below them wherever units are compared.
CONTAINERS = (UnitKind.DEPARTMENT, UnitKind.GROUP)


class OfKind(Protocol):
    """A unit in whatever form."""

    @property
    def kind(self) -> str: ...


Of = TypeVar("Of", bound=OfKind)


def side_by_side(starts: Iterable[Of], parts_of: Callable[[Of], Sequence[Of]]) -> list[Of]:
    """The units, and in the place of a container its parts, in the order of the tree.

    Nobody stands in two of them; whoever belongs to a container itself stands in none.
    """
    found: list[Of] = []
    waiting = list(starts)[::-1]
    while waiting:
        unit = waiting.pop()
        parts = parts_of(unit) if unit.kind in CONTAINERS else []
        if parts:
            waiting += reversed(parts)
        else:
            found.append(unit)
    return found
