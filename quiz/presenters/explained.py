"""A question that practice explains before the hand-in."""

from copy import copy
from typing import Any

from quiz.correction import mark
from quiz.marking import stored
from quiz.presenters.questions import field_name, marked


def explained(response: Any, number: int | None) -> dict[str, Any]:
    """The question as the result will show it; its answer is shut, its mark not yet stored.

    The source stands there without a link: the attempt is still running.
    """
    version = response.question_version
    shown = copy(response)
    earned = mark(
        version.kind,
        version.item,
        response.answer,
        negative=response.attempt.negative_marks,
    )
    if earned is not None:
        shown.mark = stored(earned)
    return {**marked(shown, number, {}), "anchor": f"{field_name(response.slot)}-vi-sao"}
