"""Each of Moodle's types of questions as a kind of the bank.

What has no counterpart becomes an error on the question, never a guess; its options are kept so
that a person can mend it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from quiz.formats.base import ReadOption
from quiz.formats.labels import truth_of
from quiz.formats.moodle_xml import fractions, texts
from quiz.formats.moodle_xml.answers import (
    Answer,
    Body,
    check_known,
    feedback_of,
    is_no,
    plain_answers,
    rich_answers,
)
from quiz.formats.moodle_xml.fractions import FULL, Judged
from quiz.formats.moodle_xml.notes import Notes
from quiz.formats.moodle_xml.tree import Node
from quiz.types import numerals

ALL_OR_NOTHING, PARTIAL = "all_or_nothing", "partial"
TRUE, FALSE = "Đúng", "Sai"
TWO = 2
HIGHEST_EXPONENT, LOWEST_EXPONENT = 17, -12
WILDCARD = "*"
_WILDCARD = re.compile(r"(?<!\\)\*")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+", re.ASCII)
_LOOKS_LIKE_HTML = re.compile(r"</(p|div|span|b|i|strong|em)>|<br\b", re.IGNORECASE)
_ALL_OR_NOTHING_ORDERS = ("ALL_OR_NOTHING", "-1")


def multichoice(question: Node, notes: Notes) -> Body:
    """One right answer, or several: `single` decides; where it is missing there is one."""
    answers = rich_answers(question, notes)
    check_known(answers, notes)
    shares = [answer.fraction for answer in answers]
    if is_no(question, "single"):
        judged, kind, rule = fractions.judge_several(shares), "multiple", PARTIAL
    else:
        judged, kind, rule = fractions.judge_single(shares), "single", ALL_OR_NOTHING
    _say(judged, answers, notes)
    options = _options(answers, judged.right)
    if options and is_no(question, "shuffleanswers"):
        options = tuple(replace(option, is_pinned=True) for option in options)
        if question.first("bank") is None:
            notes.tell("xml_order_fixed")
    return Body(kind, options, rule, feedback=feedback_of(answers))


def multichoice_set(question: Node, notes: Notes) -> Body:
    """Several right answers, all of them or nothing."""
    answers = rich_answers(question, notes)
    judged = fractions.judge_set([answer.fraction for answer in answers])
    _say(judged, answers, notes)
    return Body("multiple", _options(answers, judged.right), feedback=feedback_of(answers))


def true_false(question: Node, notes: Notes) -> Body:
    """True and false by what the answers say, else by their places."""
    answers = plain_answers(question, notes)
    feedback = feedback_of(answers)
    if len(answers) != TWO:
        notes.error("xml_true_false_answers", count=len(answers))
        return Body("true_false", (ReadOption(TRUE), ReadOption(FALSE)), feedback=feedback)
    truths = [truth_of(answer.text) for answer in answers]
    wordings = [TRUE if truth else FALSE for truth in truths]
    if None in truths or truths[0] == truths[1]:
        wordings = [
            answer.text or word for answer, word in zip(answers, (TRUE, FALSE), strict=True)
        ]
        notes.tell("xml_true_false_by_place", " / ".join(wordings))
    judged = fractions.judge_single([answer.fraction for answer in answers])
    _say(judged, answers, notes)
    pairs = zip(wordings, judged.right, strict=True)
    options = tuple(ReadOption(text, is_correct=is_right) for text, is_right in pairs)
    said = zip(wordings, (answer.feedback for answer in answers), strict=True)
    return Body("true_false", options, feedback=tuple(said))


def short_answer(question: Node, notes: Notes) -> Body:
    """The forms that count in full; others are named, and a sign for «anything» is refused."""
    answers = plain_answers(question, notes)
    accepted = []
    for answer in _accepted(answers, notes):
        if _WILDCARD.search(answer.text):
            notes.warn("xml_wildcard", answer.text)
        accepted.append(answer.text.replace("\\*", "*"))
    if question.text("usecase") == "1":
        notes.tell("xml_case_ignored")
    return Body("short_text", _right(accepted), feedback=feedback_of(answers))


def numerical(question: Node, notes: Notes) -> Body:
    """The numbers that count in full, with one tolerance for all of them and one unit."""
    answers = plain_answers(question, notes)
    accepted = _accepted(answers, notes)
    numbers = [_typed_number(answer.text, notes) for answer in accepted]
    return Body(
        "number",
        _right(numbers),
        tolerance=_tolerance(accepted, notes),
        unit=_unit(question, notes),
        feedback=feedback_of(answers),
    )


def matching(question: Node, notes: Notes) -> Body:
    """Pairs; an answer without a question is one too many on the right, which is not kept here."""
    default = texts.format_of(question.first("questiontext"))
    options = []
    for node in question.all("subquestion"):
        text = texts.without_pictures(node, notes, "xml_picture_in_option", default, is_needed=True)
        match = _matching_answer(node, notes)
        if text:
            options.append(ReadOption(text, is_correct=True, match=match))
        elif match:
            notes.warn("xml_distractor", match)
    if not options:
        notes.error("xml_no_options")
    return Body("matching", tuple(options), PARTIAL)


def ordering(question: Node, notes: Notes) -> Body:
    """Items whose percentages are their places."""
    answers = sorted(rich_answers(question, notes), key=lambda answer: answer.fraction)
    if not answers:
        notes.error("xml_no_options")
    if len({answer.fraction for answer in answers}) < len(answers):
        notes.warn("xml_order_unclear")
    shown = question.text("selectcount")
    is_part = question.text("selecttype") not in ("", "ALL", "0")
    if is_part and shown.isdigit() and int(shown[:9]) < len(answers):
        notes.warn("xml_part_of_order", shown)
    is_whole = question.text("gradingtype") in _ALL_OR_NOTHING_ORDERS
    return Body(
        "ordering",
        _right([answer.text for answer in answers]),
        ALL_OR_NOTHING if is_whole else PARTIAL,
        feedback=feedback_of(answers),
    )


def description(question: Node, notes: Notes) -> Body:
    """A text without a question."""
    return Body("text_block")


NOT_CARRIED = {
    "essay": "xml_essay",
    "cloze": "xml_cloze",
    "multianswer": "xml_cloze",
    "calculated": "xml_calculated",
    "calculatedsimple": "xml_calculated",
    "calculatedmulti": "xml_calculated",
    "random": "xml_random",
    "randomsamatch": "xml_random",
}


def other(question: Node, notes: Notes) -> Body:
    """A type without counterpart; its answers are kept without a key."""
    kind = question.attributes.get("type", "").strip()
    notes.error(NOT_CARRIED.get(kind, "xml_kind_unknown"), kind)
    answers = rich_answers(question, notes) if kind not in NOT_CARRIED else []
    return Body("", tuple(ReadOption(answer.text) for answer in answers if answer.text))


READERS: dict[str, Callable[[Node, Notes], Body]] = {
    "multichoice": multichoice,
    "multichoiceset": multichoice_set,
    "truefalse": true_false,
    "shortanswer": short_answer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ordering": ordering,
    "description": description,
}


def body_of(question: Node, notes: Notes) -> Body:
    """What the type of a question makes of it."""
    return READERS.get(question.attributes.get("type", "").strip(), other)(question, notes)


def _say(judged: Judged, answers: Sequence[Answer], notes: Notes) -> None:
    """Put what the percentages tell into problems, with the percentages as they stand."""
    written = _percentages(answers)
    for code in judged.errors:
        notes.error(code, written)
    for code in judged.warnings:
        notes.warn(code, written)


def _percentages(answers: Sequence[Answer]) -> str:
    """The percentages of all answers, a dash where there are none."""
    return "; ".join(f"{answer.fraction.normalize():f}" for answer in answers) or "–"


def _options(answers: Sequence[Answer], right: Sequence[bool]) -> tuple[ReadOption, ...]:
    pairs = zip(answers, right, strict=True)
    return tuple(ReadOption(answer.text, is_correct=is_right) for answer, is_right in pairs)


def _right(wordings: Sequence[str]) -> tuple[ReadOption, ...]:
    return tuple(ReadOption(text, is_correct=True) for text in wordings)


def _accepted(answers: Sequence[Answer], notes: Notes) -> list[Answer]:
    """Answers that count in full; what is left out is named."""
    accepted = []
    for answer in answers:
        is_full = fractions.nearest(answer.fraction) == FULL
        if answer.text == WILDCARD and answer.fraction > 0:
            notes.error("xml_everything_right", answer.text)
        elif is_full:
            accepted.append(answer)
        elif answer.fraction > 0:
            notes.warn("xml_form_partly_right", answer.text)
        elif answer.text:
            notes.tell("xml_wrong_form", answer.text)
    if not accepted:
        notes.error("xml_no_key", _percentages(answers))
    return accepted


def _typed_number(text: str, notes: Notes) -> str:
    """A number as it is typed here; what is none stays as it is, with an error."""
    if _GROUPED.fullmatch(text):
        notes.warn("xml_comma_in_number", text)
    number = _number(text)
    if number is None:
        notes.error("xml_not_a_number", text)
        return text
    return numerals.typed(number)


def _number(text: str) -> Decimal | None:
    """A number with a decimal dot; a comma alone is taken as one."""
    is_comma = text.count(",") == 1 and "." not in text
    plain = text.replace("−", "-").replace(",", ".") if is_comma else text.replace("−", "-")
    try:
        number = Decimal(plain.replace(" ", ""))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if number and not LOWEST_EXPONENT <= number.adjusted() <= HIGHEST_EXPONENT:
        return None
    is_short = len(number.as_tuple().digits) <= numerals.DIGITS
    return number if is_short else None


def _tolerance(accepted: Sequence[Answer], notes: Notes) -> str:
    """The tolerance that all right numbers share, empty where none is named."""
    written = [answer.node.text("tolerance") for answer in accepted]
    numbers = [_number(text) for text in written if text]
    if any(number is None or number < 0 for number in numbers):
        notes.error("xml_tolerance_unreadable", "; ".join(filter(None, written)))
        return ""
    found = {number for number in numbers if number is not None}
    if len(found | ({Decimal(0)} if "" in written else set())) > 1:
        notes.error("xml_tolerances_differ", "; ".join(text or "0" for text in written))
        return ""
    return next(map(numerals.canonical, found), "")


def _unit(question: Node, notes: Notes) -> str:
    """The unit that is worth one; others would need a conversion that the bank does not make."""
    units = question.first("units")
    unit = ""
    for node in units.all("unit") if units else ():
        name = texts.line_text(node, "unit_name")
        if _number(node.text("multiplier") or "1") == 1 and not unit:
            unit = name
        elif name:
            notes.warn("xml_further_unit", name)
    return unit


def _matching_answer(node: Node, notes: Notes) -> str:
    """The right side of a pair, plain unless it is marked or written as markup."""
    answer = node.first("answer")
    written = texts.raw(answer)
    is_markup = bool(_LOOKS_LIKE_HTML.search(written))
    kind = texts.format_of(answer, "html" if is_markup else "plain_text")
    return texts.without_pictures(answer, notes, "xml_picture_in_option", kind, is_needed=True)
