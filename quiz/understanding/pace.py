"""How long people stay with a question, from the moments at which answers were saved.

The time of an answer is the time since the answer saved before it in the same attempt, or since the
beginning. An answer that was changed later counts with its last save, so single times say little;
the median of many does. Answers saved at the same moment (one screen sent without script) cannot be
told apart and are left out.
"""

from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet, Window
from django.db.models.functions import Coalesce, Lag
from django_cte import CTE

from quiz.models import Response


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


def saves_of(attempts: CTE) -> CTE:
    """The answers of attempts (`id`, `started_at`) with the moment of the save `before` each.

    `together` counts the answers that were saved at the same moment.
    """
    answers = attempts.join(
        Response.objects.filter(saved_at__isnull=False).order_by(), attempt_id=attempts.col.id
    )
    saves = answers.annotate(
        begun=attempts.col.started_at,
        before=Window(Lag("saved_at"), partition_by="attempt_id", order_by="saved_at"),
        together=Window(Count("pk"), partition_by=[F("attempt_id"), F("saved_at")]),
    )
    return CTE(
        saves.values("question_version_id", "saved_at", "begun", "before", "together"),
        name="saves",
    )


def seconds_of(saves: CTE) -> QuerySet[Any]:
    """The times by version, each with how often it occurs."""
    apart = saves.queryset().filter(together=1)
    timed = apart.annotate(
        span=SecondsBetween(F("saved_at"), Coalesce(F("before"), F("begun"))),
        item=F("question_version_id"),
    )
    return timed.values("item", "span").annotate(times=Count("*"))
