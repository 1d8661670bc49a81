"""What proves that a frozen roster is still the one that was written down.

The canonical form is one JSON array per line (UTF-8, no spaces, line feed): first duty, cut-off
and title, then everybody by person id, then every unit in the order of the tree. Moments are
ISO 8601 in UTC, numbers as JSON writes them. Its SHA-256 is kept with the roster and in the log.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from intranet.organisation.models import FrozenRoster, FrozenUnit
from intranet.organisation.models.frozen import COUNTS
from intranet.organisation.roster import COLUMNS

AT_A_TIME = 5_000
UNIT_COLUMNS = ("unit_id", "parent_id", "path", "name", "short_name", "kind", *COUNTS, "hiding")


def fingerprint_of(roster: FrozenRoster, units: Iterable[FrozenUnit] | None = None) -> str:
    """The SHA-256 of the rows, people read in portions; `units` where they are not stored yet."""
    digest = hashlib.sha256()
    for line in canonical_lines(roster, units):
        digest.update(line.encode())
    return digest.hexdigest()


def is_intact(roster: FrozenRoster) -> bool:
    """Whether nothing of a frozen roster was changed since."""
    return fingerprint_of(roster) == roster.fingerprint


def canonical_lines(
    roster: FrozenRoster, units: Iterable[FrozenUnit] | None = None
) -> Iterator[str]:
    """The canonical form, line by line."""
    yield _line([roster.duty_kind, roster.duty_key, roster.cut_off, roster.title])
    people = roster.people.order_by("person_id").values_list(*COLUMNS)
    for row in people.iterator(chunk_size=AT_A_TIME):
        yield _line(row)
    for unit in units or roster.units.order_by("place"):
        yield _line([getattr(unit, column) for column in UNIT_COLUMNS])


def _line(values: Any) -> str:
    plain = [_told(value) for value in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n"


def _told(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value
