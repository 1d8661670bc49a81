"""The result of an attempt, as far as it may be shown."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.pages.text_links import NO_LINKS, TextLinks
from intranet.policies.citations.linking import citation_links
from intranet.policies.models import PolicyPage
from quiz.choices import AttemptState, Preset
from quiz.citations import QuestionTexts
from quiz.disclosure import Disclosure, disclosed
from quiz.presenters.corrected import remarked_notes
from quiz.presenters.granted import grant_of
from quiz.presenters.late import late_rows
from quiz.presenters.questions import marked, numbers
from quiz.presenters.verdict import verdict
from quiz.presenters.words import moment_text, number_text, score_text
from quiz.preset_wording import WAITING


def result(
    attempt: Any,
    responses: Sequence[Any],
    late_answers: Sequence[Any],
    remarked: Sequence[Any],
    user: Any,
    now: datetime.datetime,
) -> dict[str, Any]:
    """What the preset of the quiz lets the person know at the moment."""
    quiz = attempt.quiz
    shown = disclosed(quiz.preset, is_finished=True, is_round_over=quiz.is_round_over(now))
    number_of = numbers(responses)
    urls = _policy_urls(responses, user) if shown.key else {}
    told = responses if shown.key else ()
    links = _links(told, user)
    explained = [
        (
            response.question_version.question_id,
            marked(response, number_of[response.slot], urls, links),
        )
        for response in told
    ]
    questions = [question for _pk, question in explained]
    return {
        "attempt": attempt,
        "quiz": quiz,
        "quiz_url": quiz.get_url() or "/",
        "history_url": reverse("my_attempts"),
        "finished": moment_text(attempt.finished_at),
        "how_it_ended": _how_it_ended(attempt, shown),
        "waiting": "" if shown.key else _waiting(quiz, now),
        "score": _score(attempt, responses) if shown.score else None,
        "remarked": (
            remarked_notes(remarked, dict(explained), with_reason=shown.key) if shown.score else []
        ),
        "may_repeat": shown.key and not attempt.is_passed and _may_take_again(attempt, user, now),
        "has_links_to_missed": any(map(_is_missed_with_link, questions)),
        "questions": questions,
        "late_answers": late_rows(responses, late_answers),
    }


def _is_missed_with_link(question: Mapping[str, Any]) -> bool:
    """Whether a question that was not answered rightly leads to where its answer stands."""
    return bool(question["source_url"] and question["is_scored"] and not question["is_right"])


def _how_it_ended(attempt: Any, shown: Disclosure) -> str:
    """A sentence where the person might wonder what became of the answers; else empty."""
    if attempt.state == AttemptState.EXPIRED:
        return _("The time was over: what had been saved until then was handed in.")
    return "" if shown.score else _("Your work has arrived. Nothing is left to do.")


def _waiting(quiz: Any, now: datetime.datetime) -> str:
    """What follows later; the time is named while it is the one that everybody knows."""
    promise = str(WAITING[Preset(quiz.preset)])
    if quiz.closes_at is None or quiz.closes_at <= now:
        return promise
    return _("%(promise)s It closes at %(end)s.") % {
        "promise": promise,
        "end": moment_text(quiz.closes_at),
    }


def _score(attempt: Any, responses: Sequence[Any]) -> dict[str, Any]:
    """Points, percent and whether that is enough; nothing of it without scored questions."""
    return {
        "is_scored": bool(attempt.maximum),
        "points": score_text(attempt),
        "percent": number_text(attempt.percent),
        "verdict": verdict(attempt, responses),
    }


def _may_take_again(attempt: Any, user: Any, now: datetime.datetime) -> bool:
    """Whether another attempt may begin by the terms of the person."""
    quiz = attempt.quiz
    terms = quiz.terms.extended(grant_of(quiz, user, now))
    if not (quiz.live and terms.has_opened(now)) or terms.has_closed(now):
        return False
    return terms.allows(quiz.attempts.filter(person_id=attempt.person_id).count() + 1)


def _links(responses: Sequence[Any], user: Any) -> TextLinks:
    """What sets the links to the documents that explanations cite, in one statement."""
    ids = {response.question_version.question_id for response in responses}
    return citation_links(QuestionTexts.kind, ids, user) if ids else NO_LINKS


def _policy_urls(responses: Sequence[Any], user: Any) -> dict[int, str]:
    """Addresses of the policies that the questions rest on, as far as the person may read them."""
    ids = {response.question_version.source_policy_id for response in responses} - {None}
    if not ids:
        return {}
    pages = PolicyPage.objects.visible_to(user).filter(pk__in=ids).defer_streamfields()
    return {page.pk: page.get_url() or "" for page in pages}
