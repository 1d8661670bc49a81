"""One question of a file as it will appear, with what is wrong with it and what it would change."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.choices import Difficulty, MarkingRule, QuestionKind
from quiz.drawing import letter
from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadOption, ReadQuestion
from quiz.importing.kinds_asked import KINDS_ASKED
from quiz.importing.wording import message
from quiz.presenters.answers import is_lettered

ACCEPTED = (QuestionKind.SHORT_TEXT, QuestionKind.NUMBER)
# Kinds in which some options are right and others are not; a tick elsewhere means nothing.
CHOSEN = ("", QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
SEVERITIES = {
    ERROR: {"label": gettext_lazy("Fault"), "tone": "critical", "icon": "warning"},
    WARNING: {"label": gettext_lazy("Please check"), "tone": "warning", "icon": "help"},
    NOTICE: {"label": gettext_lazy("Note"), "tone": "info", "icon": "info-circle"},
}
COMPARED = "compare_"  # problems that name a question of the bank
ORDER = (ERROR, WARNING, NOTICE)


def anchor(number: int) -> str:
    """The mark of a question on the page of its import."""
    return f"cau-{number}"


def place_text(place: Place) -> str:
    """Where something stands in a file: trang tính «Câu hỏi», dòng 18, cột D."""
    parts = [
        _("sheet «%(sheet)s»") % {"sheet": place.sheet} if place.sheet else "",
        _("line %(line)d") % {"line": place.line} if place.line else "",
        _("column %(column)s") % {"column": place.column} if place.column else "",
    ]
    return ", ".join(part for part in parts if part)


def problem(found: Problem, *, is_settled: bool = False) -> dict[str, Any]:
    """A problem in words: how grave, where, what stands there, what it is and what to do.

    What it leaves open is asked; a mere doubt no more once somebody has mended the question.
    """
    is_asked = found.severity == ERROR or not is_settled
    asked = KINDS_ASKED.get(found.code, ()) if is_asked else ()
    said = message(found.code, found.text, found.details)
    return {
        **SEVERITIES.get(found.severity, SEVERITIES[WARNING]),
        "severity": found.severity,
        "place": place_text(found.place),
        "text": "" if found.text in str(said.what) else found.text,
        "what": said.what,
        "advice": said.advice,
        "bank_id": found.details.get("question") if found.code.startswith(COMPARED) else None,
        "kinds": [{"value": kind.value, "label": kind.label} for kind in asked],
    }


def problems(found: Iterable[Problem], *, is_settled: bool = False) -> list[dict[str, Any]]:
    """Problems in words, grave ones first."""
    return [problem(one, is_settled=is_settled) for one in sorted(found, key=_gravity)]


def _gravity(found: Problem) -> int:
    return ORDER.index(found.severity) if found.severity in ORDER else len(ORDER)


def question(read: ReadQuestion, *, default_topic: str = "") -> dict[str, Any]:
    """What a question says, in the order in which it is read."""
    return {
        "kind": kind_text(read.kind),
        "stem": read.stem,
        "options": options(read),
        "is_accepted": read.kind in ACCEPTED,
        "explanation": read.explanation,
        "facts": [fact for fact in _facts(read, default_topic) if fact["text"]],
    }


def kind_text(kind: str) -> str:
    """The name of a kind; a kind that was not understood says so."""
    return str(QuestionKind(kind).label) if kind in QuestionKind else _("kind not recognised")


def options(read: ReadQuestion) -> list[dict[str, Any]]:
    """The options with the signs they will bear and what is right about them."""
    return [
        {
            "sign": _sign(read.kind, number),
            "text": option.text,
            "match": option.match,
            "is_right": option.is_correct and read.kind in CHOSEN,
            "is_pinned": option.is_pinned,
        }
        for number, option in enumerate(read.options)
    ]


def _sign(kind: str, number: int) -> str:
    if is_lettered(kind) or not kind:
        return f"{letter(number)}."
    return f"{number + 1}." if kind == QuestionKind.ORDERING else "•"


def _facts(read: ReadQuestion, default_topic: str) -> Iterable[dict[str, str]]:
    """What else is known of a question, each with its name."""
    yield {"label": _("Topic"), "text": read.topic or default_topic}
    yield {"label": _("Difficulty"), "text": _label(Difficulty, read.difficulty)}
    yield {"label": _("Question code"), "text": read.code}
    yield {"label": _("Source"), "text": source_text(read)}
    yield {"label": _("Keywords"), "text": ", ".join(read.keywords)}
    if read.marking_rule == MarkingRule.PARTIAL:
        yield {"label": _("Marking"), "text": str(MarkingRule.PARTIAL.label)}
    yield {"label": _("Tolerance"), "text": read.tolerance.replace(".", ",")}
    yield {"label": _("Unit of the number"), "text": read.unit}


def source_text(read: ReadQuestion) -> str:
    """What the question rests on: policy, part of it, and the source in words."""
    named = " ".join(part for part in (read.policy, read.anchor) if part)
    return " · ".join(part for part in (named, read.source_label) if part)


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices else value


def changes(before: ReadQuestion, after: ReadQuestion) -> list[dict[str, Any]]:
    """What stands in the bank beside what will, part by part; only what differs.

    Where a file says nothing the bank keeps what it has; an option that is gone is gone.
    """
    old, new = _lines(before), _lines(after)
    kept = {label for label, text in new.items() if not text}
    return [
        {"label": label, "before": old.get(label, ""), "after": new.get(label, "")}
        for label in dict.fromkeys([*old, *new])
        if label not in kept and old.get(label, "") != new.get(label, "")
    ]


def _lines(read: ReadQuestion) -> dict[str, str]:
    """The parts of a question that are compared, by their names."""
    lines = {_("Question"): read.stem, _("Kind"): kind_text(read.kind)}
    for number, option in enumerate(read.options):
        label = _("Option %(letter)s") % {"letter": letter(number)}
        lines[label] = _option_line(option, read.kind)
    lines[_("Explanation")] = read.explanation
    lines |= {fact["label"]: fact["text"] for fact in _facts(read, "")}
    return lines


def _option_line(option: ReadOption, kind: str) -> str:
    text = f"{option.text} → {option.match}" if option.match else option.text
    if option.is_correct and kind in CHOSEN:
        return _("%(text)s (right answer)") % {"text": text}
    return text


def outcome_tone(outcome: str, *, is_skipped: bool, has_errors: bool) -> str:
    """The tone of a card: what asks for a hand stands out, what stays as it is steps back."""
    if is_skipped:
        return "muted"
    if has_errors:
        return "critical"
    return TONES.get(outcome, "info")


TONES: Mapping[str, str] = {
    "new": "positive",
    "changed": "warning",
    "same": "muted",
    "repeated": "muted",
}
