"""What the figures of a duty say of one unit, for tests that spell it out."""

import datetime
from typing import Any

from intranet.organisation.duties import Duty
from intranet.organisation.models import Unit
from intranet.organisation.participation import Participation, people
from intranet.organisation.progress import ZERO, Counts, counted
from intranet.organisation.roster import COLUMNS, tallies


def own_counts(duty: Duty, unit: Unit, *, moment: datetime.datetime) -> Counts:
    """The counts of the people of the unit itself, from the rows behind the figures."""
    return counted(tallies(people(duty, moment=moment))).get(unit.pk, ZERO)


def total_of(figures: Participation, unit: Unit) -> Counts | None:
    """The counts of the unit with all below it; None where the figures do not know it."""
    view = figures.view(unit.pk)
    return view.row.total if view else None


def rows_of(duty: Duty, *, moment: datetime.datetime) -> list[tuple[Any, ...]]:
    """Everybody on the roster with all that it says, by person."""
    return sorted(people(duty, moment=moment).values_list(*COLUMNS))
