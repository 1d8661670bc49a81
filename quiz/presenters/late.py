"""Answers that came after the closing, as the person who sent them reads of them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from quiz.choices import LateState
from quiz.presenters.questions import answer_text, numbers
from quiz.presenters.words import exact_moment_text

DECIDED = (LateState.ACCEPTED, LateState.REFUSED)
OWN_STATES = {
    LateState.LATE: (_("came after the closing, not counted"), "warning"),
    LateState.PROPOSED: (_("came after the closing, under examination"), "info"),
    LateState.ACCEPTED: (_("came after the closing, accepted"), "success"),
    LateState.REFUSED: (_("came after the closing, not accepted"), "neutral"),
}


def late_rows(responses: Sequence[Any], late_answers: Sequence[Any]) -> list[dict[str, Any]]:
    """One row for each late answer, in the order of the questions, then of arrival."""
    number_of = numbers(responses)
    by_id = {response.pk: response for response in responses}
    found = [(by_id[late.response_id], late) for late in late_answers]
    found.sort(key=lambda pair: (pair[0].slot, pair[1].arrived_at))
    return [
        {
            "number": number_of[response.slot],
            "answer": answer_text(response, late.answer),
            "arrived": exact_moment_text(late.arrived_at),
            "state_label": OWN_STATES[LateState(late.state)][0],
            "state_tone": OWN_STATES[LateState(late.state)][1],
            "reason": late.reason if late.state in DECIDED else "",
        }
        for response, late in found
    ]
