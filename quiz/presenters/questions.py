"""One question: as it is asked, and as it looks once it is marked.

Whatever a page says about an option before the result it says by its token, which holds in one
attempt only; `values` are strings as a form posts them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from intranet.pages.text_links import NO_LINKS, TextLinks
from quiz.drawing import letter
from quiz.pictures import picture_of
from quiz.presenters import answers
from quiz.presenters.corrected import correction_note
from quiz.presenters.words import mark_text
from quiz.references import shown_text
from quiz.tokens import tokens_of
from quiz.types import Tokens, type_of


def field_name(slot: int) -> str:
    """The name of a question's inputs."""
    return f"cau-{slot}"


def numbers(responses: Iterable[Any]) -> dict[int, int | None]:
    """The number of each place as people count: texts between the questions have none."""
    counted = 0
    by_slot: dict[int, int | None] = {}
    for response in responses:
        is_question = type_of(response.question_version.kind).is_answerable
        counted += is_question
        by_slot[response.slot] = counted if is_question else None
    return by_slot


def stored_values(response: Any) -> list[str]:
    """What a form would post to give the answer that is stored."""
    version = response.question_version
    return type_of(version.kind).values(version.item, response.answer, response.tokens)


def is_answered(response: Any) -> bool:
    """Whether nothing of the question is left open."""
    version = response.question_version
    if not response.answer:
        return False
    return type_of(version.kind).is_complete(version.item, response.answer)


def answer_text(response: Any, answer: Sequence[Any] | None = None) -> str:
    """An answer in words, the stored one unless another is given: «B. Thanh tra Sở»."""
    given = response.answer if answer is None else answer
    question_type = type_of(response.question_version.kind)
    if not answers.is_lettered(response.question_version.kind):
        return question_type.describe(response.question_version.item, given)
    texts = lettered(response)
    return "; ".join(texts[option_id] for option_id in response.option_order if option_id in given)


def lettered(response: Any) -> dict[str, str]:
    """Options in the order shown with their letters, by id."""
    order = response.option_order
    options = {option["id"]: option for option in response.question_version.options}
    return {
        option_id: f"{letter(place)}. {shown_text(options[option_id], order)}"
        for place, option_id in enumerate(order)
    }


def asked(
    response: Any,
    number: int | None,
    *,
    values: Sequence[str] | None = None,
    error: str = "",
) -> dict[str, Any]:
    """A question as it is asked, with the stored answer or the `values` of a form come back."""
    version = response.question_version
    question_type, tokens = type_of(version.kind), response.tokens
    name = field_name(response.slot)
    if values is None:
        values = question_type.values(version.item, response.answer, tokens)
    place = answers.Place(
        name=name,
        version=version,
        tokens=tokens,
        texts=lettered(response) if answers.is_lettered(version.kind) else version.texts,
        order=response.option_order,
        values=values,
    )
    return {
        "number": number,
        "slot": response.slot,
        "name": name,
        "kind": version.kind,
        "stem": version.stem,
        "picture": picture_of(version),
        "hint": answers.hint(version),
        "error": error,
        "is_answerable": question_type.is_answerable,
        "saved_at": response.saved_at,
        **answers.inputs(place),
    }


def marked(
    response: Any, number: int | None, urls: Mapping[int, str], links: TextLinks = NO_LINKS
) -> dict[str, Any]:
    """A question with one's own answer, the right one and why."""
    version = response.question_version
    question_type = type_of(version.kind)
    url = urls.get(version.source_policy_id, "")
    anchor = f"#{version.source_anchor}" if version.source_anchor else ""
    is_lettered = answers.is_lettered(version.kind)
    return {
        "number": number,
        "slot": response.slot,
        "anchor": field_name(response.slot),
        "kind": version.kind,
        "stem": version.stem,
        "picture": picture_of(version),
        "is_answerable": question_type.is_answerable,
        "is_scored": version.is_scored,
        "note": correction_note(version),
        "is_right": response.mark == 1,
        "is_partly_right": bool(response.mark) and 0 < response.mark < 1,
        "is_answered": bool(response.answer),
        "mark": mark_text(response.mark),
        "explanation": links.in_text(version.explanation),
        "source_label": version.source_label if url else links.in_text(version.source_label),
        "source_url": f"{url}{anchor}" if url else "",
        **answers.compared(response, lettered(response) if is_lettered else version.texts),
    }


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as if somebody had drawn it, in the order of its author, never stored."""

    question_version: Any
    answer: Sequence[Any] = ()
    mark: Decimal | None = None
    slot: int = 1
    saved_at: None = None

    @property
    def tokens(self) -> Tokens:
        """Tokens that lead nowhere."""
        return tokens_of("", self.slot, self.question_version.options)

    @property
    def option_order(self) -> list[str]:
        """The options as they were written."""
        return [option["id"] for option in self.question_version.options]


def preview(version: Any) -> dict[str, Any]:
    """The question as it is asked, and as the result shows it to somebody who was right."""
    right = type_of(version.kind).right_answer(version.item)
    mark = Decimal(1) if right else None
    return {
        "question": asked(Sample(version), 1),
        "explained": marked(Sample(version, right, mark), 1, {}),
    }
