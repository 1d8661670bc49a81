"""A question that practice explains before the hand-in."""

from copy import copy
from typing import Any

from quiz.marking import stored
from quiz.presenters.questions import field_name, marked
from quiz.types import type_of


def explained(response: Any, number: int | None) -> dict[str, Any]:
    """The question as the result will show it; its answer is shut, its mark not yet stored.

    The source stands there without a link: the attempt is still running.
    """
    version = response.question_version
    question_type = type_of(version.kind)
    shown = copy(response)
    if question_type.is_scored:
        negative = response.attempt.negative_marks
        shown.mark = stored(question_type.mark(version.item, response.answer, negative=negative))
    return {**marked(shown, number, {}), "anchor": f"{field_name(response.slot)}-vi-sao"}
