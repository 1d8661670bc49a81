"""The screens of a running attempt."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from quiz.presenters.questions import asked, field_name, numbers


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
    attempt: Any, responses: Sequence[Any], page: int, now: datetime.datetime
) -> dict[str, Any]:
    """One screen of questions with what is saved of them."""
    paging = Paging.of(len(responses), attempt.quiz.questions_per_page)
    slots = paging.slots(page)
    number_of = numbers(responses)
    return {
        **_frame(attempt, responses, now),
        "page": page,
        "pages": paging.pages,
        "questions": [asked(responses[slot - 1], number_of[slot]) for slot in slots],
        "is_single": paging.size == 1,
        "first_slot": slots[0],
        "last_slot": slots[-1],
        "palette": _palette(responses, paging, page),
    }


def overview(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    """All questions with what is still open, before handing in."""
    paging = Paging.of(len(responses), attempt.quiz.questions_per_page)
    frame = _frame(attempt, responses, now)
    return {
        **frame,
        "unanswered": frame["total"] - frame["answered"],
        "submit_url": reverse("attempt_submit", args=[attempt.pk]),
        "back_url": step_url(attempt, 1),
        "rows": [
            {
                "number": response.slot,
                "stem": response.question_version.stem,
                "is_answered": bool(response.answer),
                "url": step_url(attempt, paging.page_of(response.slot), response.slot),
            }
            for response in responses
        ],
    }


def step_url(attempt: Any, page: int, slot: int | None = None) -> str:
    """The address of a screen, of a question on it if one is named."""
    anchor = f"#{field_name(slot)}" if slot else ""
    return reverse("attempt_step", args=[attempt.pk, page]) + anchor


def _frame(attempt: Any, responses: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    saved = [response.saved_at for response in responses if response.saved_at]
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "total": len(responses),
        "answered": sum(bool(response.answer) for response in responses),
        "saved_at": max(saved, default=None),
        "deadline": attempt.deadline,
        "seconds": seconds_left(attempt, now),
        "overview_url": reverse("attempt_overview", args=[attempt.pk]),
    }


def seconds_left(attempt: Any, now: datetime.datetime) -> int | None:
    """Whole seconds to the deadline that the person sees, None without one."""
    if attempt.deadline is None:
        return None
    return max(int((attempt.deadline - now).total_seconds()), 0)


def _palette(responses: Sequence[Any], paging: Paging, page: int) -> list[dict[str, Any]]:
    return [
        {
            "number": response.slot,
            "page": paging.page_of(response.slot),
            "is_current": paging.page_of(response.slot) == page,
            "is_answered": bool(response.answer),
        }
        for response in responses
    ]
