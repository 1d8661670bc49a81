"""Writing GIFT so that Moodle reads it as it is meant, and this site reads back all of it.

Every text is marked as plain, so that no system looks for HTML in it. What GIFT has no place for
stands in comment lines before the question; kinds that Moodle's GIFT does not know stand there as a
whole, and are named among what was left out, for only this site will read them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quiz.formats import html
from quiz.formats.base import LeftOut, ReadOption, ReadQuestion, Written
from quiz.formats.gift import marks, numbers
from quiz.formats.gift.answers import ARROW, FALSE, TRUE
from quiz.formats.gift.noted import UNKNOWN_TO_MOODLE, WITH_PARTS
from quiz.formats.gift.reading import topic_of
from quiz.formats.gift.signs import escaped
from quiz.rules import Row
from quiz.types import numerals, type_of

ROOT = "$course$/top/"
PLAIN, HTML = "[plain]", "[html]"
ALL_OR_NOTHING = "all_or_nothing"
FULL = "100"


def write(questions: Sequence[ReadQuestion]) -> Written:
    """The questions as a file, in their order."""
    parts: list[str] = []
    left_out: list[LeftOut] = []
    notes: list[LeftOut] = []
    topic = ""
    for question in questions:
        if code := _obstacle(question):
            left_out.append(LeftOut(question, code))
            continue
        if _has_category(question.topic) and question.topic != topic:
            topic = question.topic
            parts.append(_category(topic))
        parts.append("\n".join([*_comments(question, topic), *_body(question)]))
        left_out += _only_here(question)
        notes += _other_elsewhere(question)
    content = "".join(f"{part}\n\n" for part in parts).encode()
    return Written(content, tuple(left_out), tuple(notes))


def _obstacle(question: ReadQuestion) -> str:
    """Why a question cannot stand in the file at all."""
    rows = [Row(option.text, option.is_correct, option.match) for option in question.options]
    if not question.stem.strip() or type_of(question.kind).faults(rows):
        return "gift_incomplete"
    return ""


def _only_here(question: ReadQuestion) -> list[LeftOut]:
    """What Moodle will not find in the file though the question stands in it."""
    codes = [
        (_is_remembered(question), "gift_skipped_by_moodle"),
        (question.image is not None, "gift_without_picture"),
    ]
    return [LeftOut(question, code) for holds, code in codes if holds]


def _other_elsewhere(question: ReadQuestion) -> list[LeftOut]:
    """What Moodle marks in another way, or finds in comment lines only."""
    if _is_remembered(question):
        return []
    is_whole = question.kind in WITH_PARTS and question.marking_rule == ALL_OR_NOTHING
    codes = [
        (is_whole, "gift_marked_in_parts"),
        (bool(question.unit), "gift_unit_in_comment"),
        (_has_more_in_comments(question), "gift_rest_in_comments"),
    ]
    return [LeftOut(question, code) for holds, code in codes if holds]


def _has_more_in_comments(question: ReadQuestion) -> bool:
    """Whether comment lines say what Moodle has no name for."""
    return any(getattr(question, field) for field in marks.FIELDS.values() if field != "unit") or (
        any(one.is_pinned or one.reference_handling != "auto" for one in question.options)
    )


def _is_remembered(question: ReadQuestion) -> bool:
    """Whether Moodle has no such kind, or would take it for another."""
    has_arrow = any(ARROW in option.text for option in question.options)
    return question.kind in UNKNOWN_TO_MOODLE or (question.kind == "short_text" and has_arrow)


# Comment lines -----------------------------------------------------------------------------------


def _category(topic: str) -> str:
    """The line that says where the following questions belong."""
    return f"$CATEGORY: {ROOT}{topic.replace('/', '//')}"


def _has_category(topic: str) -> bool:
    """Whether a topic comes back from its category as it was."""
    return bool(topic) and "\\" not in topic and topic_of(_path(topic)) == topic


def _path(topic: str) -> str:
    return _category(topic).partition(":")[2].strip()


def _comments(question: ReadQuestion, topic: str) -> Iterator[str]:
    """Comment lines with all that has no place of its own in the signs of GIFT."""
    for name, value in _notes(question, topic):
        yield f"// {marks.written(name, value)}"


def _notes(question: ReadQuestion, topic: str) -> Iterator[tuple[str, str]]:
    if question.code:
        yield "id", question.code
    yield from (("tag", keyword) for keyword in question.keywords)
    if question.topic != topic:
        yield "topic", question.topic
    if _needs_kind(question):
        yield "kind", question.kind
    for name, field in marks.FIELDS.items():
        if value := getattr(question, field):
            yield name, value
    if question.kind in WITH_PARTS and question.marking_rule == ALL_OR_NOTHING:
        yield "rule", question.marking_rule
    if _is_remembered(question):
        yield "stem", question.stem
    if _is_remembered(question) or question.kind == "text_block":
        yield from [("explanation", question.explanation)] if question.explanation else []
    yield from _option_notes(question)


def _needs_kind(question: ReadQuestion) -> bool:
    """Whether the signs alone would leave a doubt about the kind."""
    if _is_remembered(question) or question.kind in {"text_block", "short_text"}:
        return True
    has_arrow = any(ARROW in option.match for option in question.options)
    return has_arrow or (question.kind == "true_false" and not _is_plain_truth(question))


def _option_notes(question: ReadQuestion) -> Iterator[tuple[str, str]]:
    """What the bank keeps of each option beside its text and key."""
    options = question.options
    if _is_remembered(question) or _has_own_numerals(question):
        yield from (("option", option.text) for option in options)
    numbered = list(enumerate(options, start=1))
    if pinned := [str(number) for number, option in numbered if option.is_pinned]:
        yield "pinned", ",".join(pinned)
    handled = [
        f"{number}={option.reference_handling}"
        for number, option in numbered
        if option.reference_handling != "auto"
    ]
    if handled:
        yield "references", ",".join(handled)


def _has_own_numerals(question: ReadQuestion) -> bool:
    """Whether a number is typed in another way than it would be read back."""
    return question.kind == "number" and any(
        numerals.typed(_value(option)) != option.text for option in question.options
    )


def _value(option: ReadOption) -> Decimal:
    read = numerals.read(option.text)
    return read[0] if read else Decimal(0)


# What Moodle reads -------------------------------------------------------------------------------


def _body(question: ReadQuestion) -> list[str]:
    """The lines of the question itself."""
    if _is_remembered(question):
        return []
    stem = f"{PLAIN}{escaped(question.stem)}"
    if question.kind == "text_block":
        return [stem]
    answers = [f"\t{line}" for line in _answers(question)]
    if question.explanation:
        answers.append(f"\t####{_text(question.explanation)}")
    return [f"{stem} {{{_opening(question)}", *answers, "}"]


def _opening(question: ReadQuestion) -> str:
    """What stands directly behind the opening brace."""
    if question.kind == "true_false" and _is_plain_truth(question):
        return "TRUE" if question.options[0].is_correct else "FALSE"
    return "#" if question.kind == "number" else ""


def _answers(question: ReadQuestion) -> Iterator[str]:
    """The answers, one a line."""
    options = question.options
    if question.kind == "number":
        tolerance = f":{numbers.written(Decimal(question.tolerance))}" if question.tolerance else ""
        yield from (f"={numbers.written(_value(option))}{tolerance}" for option in options)
    elif question.kind == "matching":
        yield from (f"={_left(option.text)} {ARROW} {_text(option.match)}" for option in options)
    elif question.kind == "short_text":
        yield from (f"={_text(option.text.replace('*', chr(92) + '*'))}" for option in options)
    elif question.kind == "multiple":
        share = _share(sum(option.is_correct for option in options))
        cost = FULL if question.marking_rule == ALL_OR_NOTHING else share
        for option in options:
            yield f"~%{share if option.is_correct else f'-{cost}'}%{_text(option.text)}"
    elif not _is_plain_truth(question):
        for option in options:
            yield f"{'=' if option.is_correct else '~'}{_text(option.text)}"


def _text(text: str) -> str:
    """A text within braces; one that begins like a share or a format names its own format."""
    return f"{PLAIN if text.startswith(('%', '[')) else ''}{escaped(text)}"


def _left(text: str) -> str:
    """The left side of a pair; HTML has a way to write an arrow that does not end it."""
    return f"{HTML}{escaped(html.written(text))}" if ARROW in text else _text(text)


def _share(right: int) -> str:
    """The share in percent of each right option, as Moodle writes it."""
    return format(round(Decimal(100) / right, 5).normalize(), "f")


def _is_plain_truth(question: ReadQuestion) -> bool:
    """Whether the options say true and false in the usual words and order."""
    return question.kind == "true_false" and [option.text for option in question.options] == [
        TRUE,
        FALSE,
    ]
