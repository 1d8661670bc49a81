"""Questions and problems as plain values, the way a dry run keeps them; pure, without Django.

The values of a question are the fields of `quiz.formats.base.ReadQuestion` without place, picture
and problems, and with `image_alt`. A problem is kept with its place laid flat.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from quiz.formats.base import Place, Problem, ReadOption, ReadQuestion

APART = {"place", "image", "problems"}
OPTION_FIELDS = tuple(field.name for field in fields(ReadOption))
FIELDS = tuple(field.name for field in fields(ReadQuestion) if field.name not in APART)


def data_of(question: ReadQuestion) -> dict[str, Any]:
    """The values of a question."""
    values: dict[str, Any] = {name: getattr(question, name) for name in FIELDS}
    values["options"] = [asdict(option) for option in question.options]
    values["keywords"] = list(question.keywords)
    values["image_alt"] = question.image.alt if question.image else ""
    return values


def digest(data: Mapping[str, Any]) -> str:
    """A mark of the values, to see whether somebody has changed them since they were shown."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def question_of(
    data: Mapping[str, Any], place: Place, problems: Iterable[Problem] = ()
) -> ReadQuestion:
    """The question that has these values; what is not there is as if the file said nothing."""
    values = {name: data[name] for name in FIELDS if name in data}
    values["options"] = tuple(option_of(option) for option in data.get("options", ()))
    values["keywords"] = tuple(data.get("keywords", ()))
    values.setdefault("kind", "")
    values.setdefault("stem", "")
    return ReadQuestion(place=place, problems=tuple(problems), **values)


def option_of(data: Mapping[str, Any]) -> ReadOption:
    """The option that has these values."""
    return ReadOption(**{name: data[name] for name in OPTION_FIELDS if name in data})


def kept_problem(problem: Problem) -> dict[str, Any]:
    """The values of a problem."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "line": problem.place.line,
        "sheet": problem.place.sheet,
        "column": problem.place.column,
        "text": problem.text,
        "details": dict(problem.details),
    }


def problem_of(data: Mapping[str, Any]) -> Problem:
    """The problem that has these values."""
    place = Place(data["line"], data["sheet"], data["column"])
    return Problem(data["severity"], data["code"], place, data["text"], data["details"])
