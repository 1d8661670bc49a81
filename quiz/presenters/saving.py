"""What the script on the attempt's page is told, in values that JSON knows."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quiz.presenters.questions import answer_text, stored_values
from quiz.services import Status, Told
from quiz.wording import NO_SUCH_ANSWER, refusal


def saved(attempt: Any, told: Iterable[Told], now: datetime.datetime) -> dict[str, Any]:
    """The state of the attempt and what became of each answer."""
    return {**_state(attempt, now), "answers": [_told(one) for one in told]}


def standing(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    """The state of the attempt and every answer as it stands."""
    return {**_state(attempt, now), "answers": [_stored(response) for response in responses]}


def message(told: Told) -> str:
    """What the person reads about an answer that was not saved, empty for one that was."""
    if told.status is Status.CONFLICT:
        return _("Another answer to this question was saved elsewhere in the meantime.")
    if told.status is Status.LATE:
        return _("This answer arrived after the end and does not count.")
    if told.status is Status.REFUSED and told.response and told.response.revealed_at:
        return _("The explanation was shown; the answer stays as it was.")
    if told.status is Status.REFUSED:
        version = told.response and told.response.question_version
        return refusal(version.kind, version.unit) if version else str(NO_SUCH_ANSWER)
    return ""


def clock_text(moment: datetime.datetime | None) -> str:
    """A time of the day to the second, empty for none: 14:03:22."""
    return f"{timezone.localtime(moment):%H:%M:%S}" if moment else ""


def seconds_left(attempt: Any, now: datetime.datetime) -> int | None:
    """Whole seconds to the deadline that the person sees, None without one."""
    if attempt.deadline is None:
        return None
    return max(int((attempt.deadline - now).total_seconds()), 0)


def _state(attempt: Any, now: datetime.datetime) -> dict[str, Any]:
    is_running = attempt.is_running
    return {
        "now": now.isoformat(),
        "seconds": seconds_left(attempt, now) if is_running else None,
        "deadline": clock_text(attempt.deadline),
        "state": str(attempt.state),
        "url": "" if is_running else reverse("attempt_result", args=[attempt.pk]),
    }


def _told(told: Told) -> dict[str, Any]:
    stored = _stored(told.response) if told.response else {"slot": told.sent.slot}
    shown = answer_text(told.response) if told.response else ""
    return {**stored, "status": str(told.status), "shown": shown, "message": message(told)}


def _stored(response: Any) -> dict[str, Any]:
    return {
        "slot": response.slot,
        "version": response.version_counter,
        "values": stored_values(response),
        "at": clock_text(response.saved_at),
        "flagged": response.is_flagged,
    }
