"""How long people stay with a question, from the moments at which answers were saved.

The time of an answer is the time since the answer saved before it in the same attempt, or since the
beginning. An answer that was changed later counts with its last save, so single times say little;
the median of many does. Answers saved at the same moment (one screen sent without script) cannot be
told apart and are left out.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Window
from django.db.models.functions import Coalesce, Lag
from django_cte import CTE, with_cte

from quiz.models import Response
from quiz.understanding.samples import Sample, sampled
from quiz.understanding.weights import Weighted


class SecondsBetween(Func):
    """Whole seconds from the second moment to the first."""

    output_field = IntegerField()
    template = "CAST(ROUND(EXTRACT(EPOCH FROM (%(expressions)s))) AS integer)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Moments are texts there; julianday reads them as days."""
        return self.as_sql(
            compiler,
            connection,
            template="CAST(ROUND(86400 * (julianday(%(expressions)s))) AS integer)",
            arg_joiner=") - julianday(",
            **context,
        )


def seconds_by_version(quiz_id: int, sample: Sample) -> dict[int, list[Weighted]]:
    """The times of all answers by version, each with how often it occurs, in one statement."""
    looked_at = CTE(sampled([quiz_id], sample).values("id", "started_at"), name="looked_at")
    answers = looked_at.join(
        Response.objects.filter(saved_at__isnull=False).order_by(),
        attempt_id=looked_at.col.id,
    )
    saves = CTE(
        with_cte(looked_at, select=answers)
        .annotate(
            begun=looked_at.col.started_at,
            before=Window(Lag("saved_at"), partition_by="attempt_id", order_by="saved_at"),
            together=Window(Count("pk"), partition_by=[F("attempt_id"), F("saved_at")]),
        )
        .values("question_version_id", "saved_at", "begun", "before", "together"),
        name="saves",
    )
    rows = (
        with_cte(saves, select=saves)
        .filter(together=1)
        .annotate(seconds=SecondsBetween(F("saved_at"), Coalesce(F("before"), F("begun"))))
        .values_list("question_version_id", "seconds")
        .annotate(times=Count("*"))
    )
    found: dict[int, list[Weighted]] = defaultdict(list)
    for version_id, seconds, times in rows:
        found[version_id].append((seconds, times))
    return found
