"""The totals of an open quiz as one statement written by hand: what the product is measured by.

It reads on SQLite and PostgreSQL alike and knows of the duty what it needs and no more: everybody
is asked, the best attempt counts, nobody came too late. As good as it could be made: grouping by
person follows the unique index of attempts and needs neither a window nor a sort.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection

from intranet.organisation.progress import Counts, State, Tally, counted

TOTALS = """
SELECT membership.unit_id,
       exemption.id IS NOT NULL AS is_excused,
       CASE WHEN best.person_id IS NULL THEN 0 ELSE 1 + best.is_over + best.is_passed END AS state,
       count(*) AS people,
       sum(best.share) AS score_sum,
       count(best.share) AS score_count
FROM organisation_membership AS membership
LEFT JOIN organisation_exemption AS exemption
  ON exemption.person_id = membership.person_id
 AND exemption.duty_kind = 'quiz' AND exemption.duty_key = %s
LEFT JOIN (
    SELECT person_id,
           max(CASE WHEN state = 'in_progress' THEN 0 ELSE 1 END) AS is_over,
           max(CASE WHEN is_passed THEN 1 ELSE 0 END) AS is_passed,
           max(score * 100.0 / maximum) AS share
    FROM quiz_attempt
    WHERE quiz_id = %s AND state <> 'voided'
    GROUP BY person_id
) AS best ON best.person_id = membership.person_id
WHERE membership.is_primary
  AND membership.valid_from <= %s
  AND (membership.valid_to IS NULL OR membership.valid_to > %s)
GROUP BY 1, 2, 3
"""


def totals(quiz_id: int, day: datetime.date) -> dict[int, Counts]:
    """The counts of each unit's own people."""
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, [str(quiz_id), quiz_id, day, day])
        return counted(_tallies(cursor.fetchall()))


def _tallies(rows: Iterable[tuple[Any, ...]]) -> list[Tally]:
    return [
        Tally(unit_id, State(state), people, bool(is_excused), float(score_sum or 0), score_count)
        for unit_id, is_excused, state, people, score_sum, score_count in rows
    ]
