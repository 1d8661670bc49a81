"""A sample draw, for authors to see what somebody taking the quiz would see."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from quiz.presenters.questions import asked, numbers


def sample(
    quiz: Any,
    responses: Sequence[Any],
    errors: Sequence[str],
    *,
    seed: str,
    number: int,
    of: int,
) -> dict[str, Any]:
    """The questions of one draw, the ways to the others, and what keeps it from being drawn."""
    address = reverse("quiz_sample_draws", args=[quiz.pk])
    number_of = numbers(responses)
    return {
        "quiz": quiz,
        "number": number,
        "errors": errors,
        "questions": [asked(response, number_of[response.slot]) for response in responses],
        "draws": [
            {
                "number": place,
                "url": f"{address}?hat={seed}&de={place}",
                "is_current": place == number,
            }
            for place in range(1, of + 1)
        ],
        "again_url": address,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[quiz.pk]),
    }
