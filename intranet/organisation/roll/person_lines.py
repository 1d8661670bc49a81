"""The line that an import leaves in the log of each person, step by step of its plan."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from intranet.organisation.person_lines import CHANGED, JOINED, LEFT, MOVED, PersonLine, note
from intranet.organisation.roll import plan as steps_of
from intranet.organisation.roll.plan import Plan, Step
from intranet.organisation.roll.wording import FIELDS

ACTIONS = {
    steps_of.JOINED: JOINED,
    steps_of.MOVED: MOVED,
    steps_of.CHANGED: CHANGED,
    steps_of.LEFT: LEFT,
}


class PersonLines:
    """Notes the steps of one plan, as far as they are written."""

    def __init__(self, plan: Plan, *, day: datetime.date, source: str, user: Any) -> None:
        self.names = plan.unit_names
        self.facts = {"day": day.isoformat(), "source": source}
        self.user = user

    def note(self, steps: Iterable[Step], person_ids: dict[int, int]) -> None:
        """Write the lines of these steps; `person_ids` by the identity of the step."""
        note(self._lines(steps, person_ids), user=self.user)

    def _lines(self, steps: Iterable[Step], person_ids: dict[int, int]) -> Iterator[PersonLine]:
        for step in steps:
            name = step.row.full_name if step.row else step.person.full_name if step.person else ""
            data = {**self.facts, **self._places(step), "fields": _fields(step)}
            yield PersonLine(ACTIONS[step.kind], person_ids[id(step)], name, data)

    def _places(self, step: Step) -> dict[str, str]:
        before = step.person.unit_id if step.person else None
        return {
            "unit": "" if step.unit is None else self.names.get(step.unit, ""),
            "before": "" if before is None else self.names.get(before, ""),
        }


def _fields(step: Step) -> str:
    """What changed by its name; old contacts and names belong into no log."""
    return ", ".join(str(FIELDS[change.field]) for change in step.changes)
