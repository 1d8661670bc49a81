"""Problems of question files in words; each area of codes has its module with `MESSAGES`."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _

from quiz.formats.base import Problem
from quiz.importing.wording.message import Message

UNKNOWN = Message(
    _("Something is wrong here: «%(text)s»."),
    _("Please look at this place in the file, correct it and choose the file again."),
)
UNSAID = "…"


@cache
def messages() -> Mapping[str, Message]:
    """The messages of all areas by code."""
    found: dict[str, Message] = {}
    for module in pkgutil.iter_modules(__path__):
        area = import_module(f"{__name__}.{module.name}")
        found.update(getattr(area, "MESSAGES", {}))
    return found


def message(code: str, text: str = "", details: Mapping[str, Any] | None = None) -> Message:
    """What a code says with its details filled in; a code that nobody knows says so in general."""
    found = messages().get(code, UNKNOWN)
    values = _Details({**(details or {}), "text": text})
    return Message(str(found.what) % values, str(found.advice) % values)


def sentence(problem: Problem) -> str:
    """What the problem is, and what to do about it, in one go."""
    said = message(problem.code, problem.text, problem.details)
    return f"{said.what} {said.advice}".strip()


class _Details(dict[str, Any]):
    """Details of a problem; one that is not there leaves a gap in the sentence, never an error."""

    def __missing__(self, key: str) -> str:
        return UNSAID
