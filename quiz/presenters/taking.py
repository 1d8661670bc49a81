"""The screens of a running attempt."""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from quiz.choices import Preset
from quiz.form_answers import WRITER_FIELD, base_field
from quiz.presenters.explained import explained
from quiz.presenters.questions import answer_text, asked, field_name, is_answered, numbers
from quiz.presenters.saving import clock_text, message, seconds_left
from quiz.presenters.script import script
from quiz.services import Status, Told
from quiz.types import type_of

WRITER_BYTES = 12


@dataclass(frozen=True, slots=True)
class Paging:
    """Which slots stand on which screen; screens and slots count from one."""

    total: int
    size: int

    @classmethod
    def of(cls, total: int, per_page: int) -> "Paging":
        """Screens of so many questions; zero puts all on one."""
        return cls(total, per_page or max(total, 1))

    @property
    def pages(self) -> int:
        """How many screens there are, at least one."""
        return max(-(-self.total // self.size), 1)

    def slots(self, page: int) -> range:
        """The slots on a screen."""
        first = (page - 1) * self.size + 1
        return range(first, min(first + self.size, self.total + 1))

    def page_of(self, slot: int) -> int:
        """The screen on which a slot stands."""
        return (slot - 1) // self.size + 1


def step(
    attempt: Any,
    responses: Sequence[Any],
    paging: Paging,
    page: int,
    now: datetime.datetime,
    unsettled: Mapping[int, Told],
) -> dict[str, Any]:
    """One screen of questions with what is saved of them, or with what could not be saved."""
    slots = paging.slots(page)
    number_of = numbers(responses)
    shown = [number for slot in slots if (number := number_of[slot])]
    return {
        **_frame(attempt, responses, now),
        "writer": new_writer(),
        "writer_field": WRITER_FIELD,
        "page": page,
        "pages": paging.pages,
        "per_page": attempt.quiz.questions_per_page,
        "questions": [
            _question(attempt, responses[slot - 1], number_of[slot], unsettled.get(slot))
            for slot in slots
        ],
        "has_unsettled": bool(unsettled),
        "is_single": paging.size == 1,
        "is_whole": paging.pages == 1,
        "first_number": shown[0] if shown else None,
        "last_number": shown[-1] if shown else None,
        "palette": _palette(responses, paging, page),
    }


def _question(
    attempt: Any, response: Any, number: int | None, unsettled: Told | None
) -> dict[str, Any]:
    values = unsettled.sent.values if unsettled else None
    return {
        **asked(response, number, values=values, error=_reason(unsettled, response)),
        "base": response.version_counter,
        "base_field": base_field(response.slot),
        "is_flagged": response.is_flagged,
        "flag_url": reverse("attempt_flag", args=[attempt.pk, response.slot]),
        "is_answered": is_answered(response),
        "is_revealed": response.revealed_at is not None,
        "explained": explained(response, number) if response.revealed_at else None,
        "reveal_url": _reveal_url(attempt, response),
    }


def _reason(unsettled: Told | None, response: Any) -> str:
    """Why an answer was not saved, and what to do about it."""
    if unsettled is None:
        return ""
    if unsettled.status is Status.CONFLICT:
        return _(
            "Elsewhere this answer was saved at %(time)s: %(answer)s. Your own stands below: "
            "save once more to keep it instead."
        ) % {
            "time": clock_text(response.saved_at),
            "answer": answer_text(response) or _("none"),
        }
    return message(unsettled)


def _reveal_url(attempt: Any, response: Any) -> str:
    """Where practice shows the explanation before handing in; empty where there is none to show."""
    may_be_shown = attempt.quiz.preset == Preset.PRACTICE and response.revealed_at is None
    if not (may_be_shown and type_of(response.question_version.kind).is_scored):
        return ""
    return reverse("attempt_reveal", args=[attempt.pk, response.slot])


def new_writer() -> str:
    """A name under which one rendered form saves: sent twice it is the same save."""
    return secrets.token_hex(WRITER_BYTES)


def overview(
    attempt: Any, responses: Sequence[Any], paging: Paging, now: datetime.datetime
) -> dict[str, Any]:
    """All questions with what is still open, before handing in."""
    frame = _frame(attempt, responses, now)
    number_of = numbers(responses)
    return {
        **frame,
        "is_check": True,
        "unanswered": frame["total"] - frame["answered"],
        "submit_url": reverse("attempt_submit", args=[attempt.pk]),
        "back_url": step_url(attempt, 1),
        "rows": [
            {
                "number": number_of[response.slot],
                "stem": response.question_version.stem,
                "is_answered": is_answered(response),
                "is_flagged": response.is_flagged,
                "url": step_url(attempt, paging.page_of(response.slot), response.slot),
            }
            for response in responses
            if _is_question(response)
        ],
    }


def step_url(attempt: Any, page: int, slot: int | None = None) -> str:
    """The address of a screen, of a question on it if one is named."""
    anchor = f"#{field_name(slot)}" if slot else ""
    return reverse("attempt_step", args=[attempt.pk, page]) + anchor


def _frame(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    saved = [response.saved_at for response in responses if response.saved_at]
    questions = [response for response in responses if _is_question(response)]
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "total": len(questions),
        "answered": sum(is_answered(response) for response in questions),
        "saved_at": max(saved, default=None),
        "deadline": attempt.deadline,
        "seconds": seconds_left(attempt, now),
        "overview_url": reverse("attempt_overview", args=[attempt.pk]),
        "script": script(attempt, now),
    }


def _is_question(response: Any) -> bool:
    return type_of(response.question_version.kind).is_answerable


def _palette(responses: Sequence[Any], paging: Paging, page: int) -> list[dict[str, Any]]:
    number_of = numbers(responses)
    return [
        {
            "number": number_of[response.slot],
            "slot": response.slot,
            "page": paging.page_of(response.slot),
            "is_current": paging.page_of(response.slot) == page,
            "is_answered": is_answered(response),
            "is_flagged": response.is_flagged,
        }
        for response in responses
        if _is_question(response)
    ]
