"""The line that an act leaves in the log of each person whom it moves."""

from collections.abc import Iterator
from typing import Any

from intranet.organisation.person_lines import LEFT, MOVED, POST_ENDED, PersonLine
from intranet.organisation.reorganisation.acts import Move, Plan
from intranet.organisation.reorganisation.words import Names


def lines_of(plan: Plan, names: Names, source: str) -> Iterator[PersonLine]:
    """One line for each move of the plan."""
    for move in plan.moves:
        data: dict[str, Any] = {
            "before": names.unit(move.post.unit_id),
            "unit": names.unit(move.unit_id),
            "day": plan.act.day.isoformat(),
            "source": source,
        }
        yield PersonLine(_action(move), move.post.person_id, move.post.person_name, data)


def _action(move: Move) -> str:
    if move.unit_id is not None:
        return MOVED
    return LEFT if move.post.is_primary else POST_ENDED
