"""The result of an attempt."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from intranet.policies.models import PolicyPage
from quiz.choices import AttemptState
from quiz.marking import marks_needed
from quiz.presenters.questions import marked, numbers
from quiz.presenters.words import moment_text, number_text, score_text


def result(attempt: Any, responses: Sequence[Any], user: Any) -> dict[str, Any]:
    """The score, and each question with one's own answer, the right one and why."""
    urls = _policy_urls(responses, user)
    number_of = numbers(responses)
    needed = marks_needed(attempt.maximum, attempt.pass_mark)
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "quiz_url": attempt.quiz.get_url() or "/",
        "score": score_text(attempt),
        "percent": number_text(attempt.percent),
        "right": sum(response.mark == 1 for response in responses),
        "total": len(responses),
        "needed": needed,
        "missing": max(needed - int(attempt.score), 0),
        "has_pass_mark": attempt.pass_mark > 0,
        "may_repeat": not attempt.is_passed and _may_take_again(attempt),
        "is_expired": attempt.state == AttemptState.EXPIRED,
        "finished": moment_text(attempt.finished_at),
        "questions": [marked(response, number_of[response.slot], urls) for response in responses],
    }


def _may_take_again(attempt: Any) -> bool:
    """Whether the quiz is still open to the person for another attempt."""
    quiz = attempt.quiz
    if not quiz.is_open(timezone.now()):
        return False
    if not quiz.max_attempts:
        return True
    return quiz.attempts.filter(person_id=attempt.person_id).count() < quiz.max_attempts


def _policy_urls(responses: Sequence[Any], user: Any) -> dict[int, str]:
    """Addresses of the policies that the questions rest on, as far as the person may read them."""
    ids = {response.question_version.source_policy_id for response in responses} - {None}
    if not ids:
        return {}
    pages = PolicyPage.objects.visible_to(user).filter(pk__in=ids).defer_streamfields()
    return {page.pk: page.get_url() or "" for page in pages}
