"""What a token may read, taken from the same rows as the screens."""

import datetime
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.circle import NOBODY, Circle
from intranet.organisation.duties import Duty
from intranet.organisation.participation import Participation, UnitRow
from intranet.organisation.permissions import (
    Reader,
    frame_of,
    sees_all_figures,
    sees_figures,
    visible_units,
)
from intranet.reports.listing import own_counts


def duties_for(user: Reader, moment: datetime.datetime) -> list[Duty]:
    """Duties that have opened and were given to somebody in the account's reach, newest first.

    Of what is frozen the frozen figures tell it; of the rest today's units.
    """
    found = duties.reported(moment)
    if not sees_all_figures(user):
        frame = frame_of(user, timezone.localdate(moment))
        units = visible_units(user, frame.tree)
        own = own_counts(user, [duty.roster for duty in found if duty.roster])
        found = [
            duty
            for duty in found
            if (
                duty.roster.pk in own
                if duty.roster
                else _touches(frame.circle(duty.audience_id), units)
            )
        ]
    return sorted(found, key=_age)


def rows_within(
    user: Reader, figures: Participation, unit_id: int | None
) -> list[tuple[UnitRow, int]]:
    """The rows that the account may see, of one unit with all below it if one is named.

    Each with its level in the tree. Units of which nobody is asked are left out, and a unit of
    others is refused with all that stands below it, as on the screen.
    """
    found = []
    for row, path in _with_paths(figures):
        if unit_id is not None and unit_id not in path:
            continue
        if sees_figures(user, path):
            found.append((row, len(path) - 1))
        elif row.node.id == unit_id:
            raise PermissionDenied
    return [(row, level) for row, level in found if row.total.assigned or row.total.excused]


def _with_paths(figures: Participation) -> Iterator[tuple[UnitRow, list[int]]]:
    """Every row with the ids from the top down to it; the rows come in the order of the tree."""
    path: list[int] = []
    for row in figures.rows:
        path = [*path[: row.depth], row.node.id]
        yield row, path


def _touches(circle: Circle, unit_ids: set[int]) -> bool:
    """Whether the audience may hold somebody of these units."""
    if circle is NOBODY:
        return False
    return circle.unit_ids is None or not circle.unit_ids.isdisjoint(unit_ids)


def _age(duty: Duty) -> tuple[float, str, str]:
    opened = duty.opens_at.timestamp() if duty.opens_at else 0.0
    return -opened, duty.kind, duty.key
