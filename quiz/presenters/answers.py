"""The inputs of each kind of question, and how its answer looks beside the right one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quiz.choices import QuestionKind
from quiz.correction import shown
from quiz.drawing import letter
from quiz.types import Tokens, type_of
from quiz.types.matching import SIGN, first_with_partner, partners_of
from quiz.types.numerals import LONGEST as LONGEST_NUMBER
from quiz.types.writing import SHORT_LENGTH, SURVEY_LENGTH

LONGEST_IN_SELECT = 24

LETTERED = {
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.TRUE_FALSE,
    QuestionKind.SURVEY,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A question where it is asked: what its inputs are called and what they hold."""

    name: str
    version: Any
    tokens: Tokens
    texts: Mapping[str, str]
    order: Sequence[str]
    values: Sequence[str]


def is_lettered(kind: str) -> bool:
    """Whether the options of a kind bear letters."""
    return kind in LETTERED


def hint(version: Any) -> str:
    """What the person is to do, in a sentence."""
    hints = {
        QuestionKind.SINGLE: _("Choose one answer."),
        QuestionKind.MULTIPLE: _("Choose every right answer."),
        QuestionKind.TRUE_FALSE: _("True or false?"),
        QuestionKind.SHORT_TEXT: _("Write a few words; capitals and accents do not matter."),
        QuestionKind.NUMBER: _("Write a number; decimals follow a comma."),
        QuestionKind.MATCHING: _("Choose for each line what belongs to it."),
        QuestionKind.ORDERING: _("Give each line its number, beginning with 1."),
        QuestionKind.PREDICTION: _("Write a whole number. Your prediction earns no marks."),
        QuestionKind.SURVEY: _("Choose what applies. There is no right or wrong, and no marks."),
        QuestionKind.SURVEY_TEXT: _(
            "Write what you think, in at most 1,000 characters. It earns no marks."
        ),
    }
    return hints.get(version.kind, "")


def inputs(place: Place) -> dict[str, Any]:
    """The template of a question's inputs and what it prints."""
    return _INPUTS[place.version.kind](place)


def compared(response: Any, texts: Mapping[str, str]) -> dict[str, Any]:
    """One's own answer beside the right one: line by line, or as two texts."""
    kind = response.question_version.kind
    if is_lettered(kind):
        return {"options": _result_options(response, texts)}
    if kind == QuestionKind.MATCHING:
        return {"lines": _matched_lines(response)}
    if kind == QuestionKind.ORDERING:
        return {"lines": _ordered_lines(response), "partly": _why_partly_ordered()}
    question_type, item = type_of(kind), shown(response.question_version.item)
    return {
        "own": question_type.describe(item, response.answer),
        "solution": question_type.solution(item),
    }


def _choice(place: Place) -> dict[str, Any]:
    token_of = place.tokens.of_options
    return {
        "template": "quiz/types/choice.html",
        "input_type": "checkbox" if place.version.kind == QuestionKind.MULTIPLE else "radio",
        "options": [
            {
                "id": f"{place.name}-{number}",
                "value": token_of[option_id],
                "text": place.texts[option_id],
                "checked": token_of[option_id] in place.values,
            }
            for number, option_id in enumerate(place.order)
        ],
    }


def _text(place: Place) -> dict[str, Any]:
    is_long = place.version.kind == QuestionKind.SURVEY_TEXT
    return {
        "template": "quiz/types/long_text.html" if is_long else "quiz/types/short_text.html",
        "value": "".join(place.values),
        "longest": SURVEY_LENGTH if is_long else SHORT_LENGTH,
    }


def _number(place: Place) -> dict[str, Any]:
    is_whole = place.version.kind == QuestionKind.PREDICTION
    return {
        "template": "quiz/types/number.html",
        "value": "".join(place.values),
        "unit": place.version.unit,
        "input_mode": "numeric" if is_whole else "decimal",
        "longest": LONGEST_NUMBER,
    }


def _matching(place: Place) -> dict[str, Any]:
    """The right side stands in the order of its tokens, which is another in each attempt.

    Texts too long for a closed select are listed in full above the lines.
    """
    token_of, partners = place.tokens.of_options, partners_of(place.version.item)
    offered = set(first_with_partner(place.version.item).values())
    tokens = sorted(token for token, one in place.tokens.matches.items() if one in offered)
    right = [
        (token, f"{letter(number)}. {partners[place.tokens.matches[token]]}")
        for number, token in enumerate(tokens)
    ]
    return {
        "template": "quiz/types/selects.html",
        "partners": [text for _token, text in right] if _is_long(right) else [],
        "lines": [
            _select(
                place,
                number,
                option_id,
                [(f"{token_of[option_id]}{SIGN}{token}", text) for token, text in right],
            )
            for number, option_id in enumerate(place.order)
        ],
    }


def _is_long(right: Sequence[tuple[str, str]]) -> bool:
    return any(len(text) > LONGEST_IN_SELECT for _token, text in right)


def _ordering(place: Place) -> dict[str, Any]:
    token_of = place.tokens.of_options
    numbers = [str(number) for number in range(1, len(place.order) + 1)]
    return {
        "template": "quiz/types/selects.html",
        "is_ordering": True,
        "lines": [
            _select(
                place,
                number,
                option_id,
                [(f"{token_of[option_id]}{SIGN}{place_}", place_) for place_ in numbers],
            )
            for number, option_id in enumerate(place.order)
        ],
    }


def _select(
    place: Place, number: int, option_id: str, offered: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "id": f"{place.name}-{number}",
        "text": place.texts[option_id],
        "choices": [
            {"value": value, "text": text, "selected": value in place.values}
            for value, text in offered
        ],
    }


def _nothing(place: Place) -> dict[str, Any]:
    return {"template": ""}


def _result_options(response: Any, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    version = response.question_version
    is_scored, key = version.is_scored, shown(version.item).key
    return [
        {
            "text": texts[option_id],
            "is_key": is_scored and option_id in key,
            "is_chosen": is_scored and option_id in response.answer,
            "is_own": not is_scored and option_id in response.answer,
        }
        for option_id in response.option_order
    ]


def _matched_lines(response: Any) -> list[dict[str, Any]]:
    item = response.question_version.item
    partners, first = partners_of(item), first_with_partner(item)
    chosen = dict(response.answer)
    return [
        {
            "text": item.texts[option_id],
            "own": partners.get(chosen.get(option_id, ""), ""),
            "solution": partners[option_id],
            "is_right": chosen.get(option_id) == first[option_id],
        }
        for option_id in response.option_order
    ]


def _why_partly_ordered() -> str:
    """Why an order can earn something although no line stands in its place."""
    return _("Each two lines that rightly follow each other earn a share of the mark.")


def _ordered_lines(response: Any) -> list[dict[str, Any]]:
    """The options in their right order, each with the place it was given."""
    item = response.question_version.item
    places = dict(response.answer)
    return [
        {
            "text": text,
            "own": str(places.get(option_id, "")),
            "solution": str(place),
            "is_right": places.get(option_id) == place,
        }
        for place, (option_id, text) in enumerate(item.texts.items(), start=1)
    ]


_INPUTS: Mapping[str, Callable[[Place], dict[str, Any]]] = {
    **dict.fromkeys(LETTERED, _choice),
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.SURVEY_TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.PREDICTION: _number,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.TEXT_BLOCK: _nothing,
}
