"""What a person reads of a key that was corrected, and of a result that changed by it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quiz.correction import BY_FORMS, accepted, is_void
from quiz.presenters.words import number_text

DAY = "d/m/Y"


def correction_note(version: Any) -> str:
    """What is to be known about the key of a question; empty where nothing was decided."""
    item = version.item
    if not item.correction:
        return ""
    if is_void(item):
        return _("This question was faulty and is void: it counts for nobody.")
    ways = accepted(item)
    if len(ways) == 1 or version.kind in BY_FORMS:
        note = _("The key was corrected: what is shown as right here is what counts.")
        return f"{note} {_('The explanation was written before.')}" if version.explanation else note
    described = [
        f"«{'; '.join(way.texts[pk] for pk in way.texts if pk in way.key)}»" for way in ways
    ]
    return _("The key was corrected. Each of these answers counts as fully right: %(ways)s.") % {
        "ways": ", ".join(described)
    }


def remarked_notes(
    rows: Sequence[Any], questions: Mapping[int, Any], *, with_reason: bool
) -> list[dict[str, Any]]:
    """When a result was marked again and what it was.

    The reason and the question may tell the key; `questions` are those that are explained, by the
    question of the bank.
    """
    return [
        {
            "day": date_format(timezone.localtime(row.repair.decided_at), DAY),
            "before": _points(row.score_before, row.maximum_before),
            "after": _points(row.score, row.maximum),
            "reason": row.repair.reason.rstrip(" .") if with_reason else "",
            "question": questions.get(row.repair.question_id) if with_reason else None,
        }
        for row in rows
    ]


def _points(score: Any, maximum: Any) -> str:
    return f"{number_text(score)}/{number_text(maximum)}"
