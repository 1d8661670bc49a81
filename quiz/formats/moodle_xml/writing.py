"""Writes Moodle XML, so that Moodle takes it in and `reading` finds the very same questions."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from quiz.formats.base import LeftOut, ReadImage, ReadOption, ReadQuestion, Written
from quiz.formats.html import one_line
from quiz.formats.html import written as as_html
from quiz.formats.labels import truth_of
from quiz.formats.moodle_xml import extras, fractions
from quiz.formats.moodle_xml.kinds import ALL_OR_NOTHING, FALSE, PARTIAL, TRUE
from quiz.formats.moodle_xml.reading import topic_of
from quiz.formats.moodle_xml.texts import PLUGIN_FILE
from quiz.rules import Row
from quiz.types import numerals, type_of

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "short_text": "shortanswer",
    "number": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "text_block": "description",
}
LONGEST_NAME = 80
MARKING_IN_PARTS = {"multiple", "matching"}
_NO_CHARACTER = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OUTSIDE_NAMES = re.compile(r"[\\/\x00-\x1f]")


def write(questions: Sequence[ReadQuestion]) -> Written:
    """The questions in their order, each under its topic; those that Moodle cannot hold apart."""
    left_out = [LeftOut(one, code) for one in questions if (code := reason_against(one))]
    kept = [one for one in questions if not reason_against(one)]
    topics = ["", *(one.topic for one in kept)]
    parts = [
        f"{_category(topic) if topic != earlier else ''}{_question(one)}"
        for (earlier, topic), one in zip(pairwise(topics), kept, strict=True)
    ]
    body = _NO_CHARACTER.sub("", "".join(parts))
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}</quiz>\n'
    notes = [note for one in kept for note in _other_elsewhere(one)]
    return Written(text.encode(), tuple(left_out), tuple(notes))


def reason_against(question: ReadQuestion) -> str:
    """Why Moodle cannot hold a question, as a code; empty if it can."""
    if question.kind not in TYPES:
        return "xml_kind_without_counterpart"
    rows = [Row(one.text, one.is_correct, one.match) for one in question.options]
    if type_of(question.kind).faults(rows):
        return "xml_unfinished"
    right = sum(one.is_correct for one in question.options)
    if question.kind == "multiple" and fractions.share(right) is None:
        return "xml_too_many_right"
    return ""


def _other_elsewhere(question: ReadQuestion) -> list[LeftOut]:
    """What Moodle marks in another way, or passes over because the element is ours."""
    is_whole = question.kind in MARKING_IN_PARTS and question.marking_rule == ALL_OR_NOTHING
    understood = _understood(question)
    said = set(extras.attributes(question, understood)) - {"rule"}
    said.update(*extras.option_attributes(question.options, understood.options))
    codes = [(is_whole, "xml_marked_in_parts"), (bool(said - {"text"}), "xml_rest_only_here")]
    return [LeftOut(question, code) for holds, code in codes if holds]


def _category(topic: str) -> str:
    text = _text(_path(topic))
    return f'  <question type="category">\n    <category>{text}</category>\n  </question>\n'


def _path(topic: str) -> str:
    """The path of a topic's category, directly below the top."""
    return "/".join(["$course$", "top", *([topic.replace("/", "//")] if topic else [])])


def _question(question: ReadQuestion) -> str:
    """The element of a question."""
    parts = [
        f"<name>{_text(_name(question))}</name>",
        f'<questiontext format="html">{_stem(question)}</questiontext>',
        f'<generalfeedback format="html">{_html(question.explanation)}</generalfeedback>',
        f"<defaultgrade>{0 if question.kind == 'text_block' else 1}</defaultgrade>",
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>{escape(question.code)}</idnumber>",
        *_BODIES[question.kind](question),
        *_tags(question.keywords),
        *_extras(question),
    ]
    lines = "\n".join(f"    {part}" for part in parts)
    return f'  <question type="{TYPES[question.kind]}">\n{lines}\n  </question>\n'


def _name(question: ReadQuestion) -> str:
    return one_line(question.stem)[:LONGEST_NAME].strip()


def _text(text: str) -> str:
    """A text as it is, in CDATA where that is easier to read."""
    if not set("<>&") & set(text):
        return f"<text>{text}</text>"
    inner = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{inner}]]></text>"


def _html(text: str) -> str:
    """A text as HTML."""
    return _text(as_html(text))


def _stem(question: ReadQuestion) -> str:
    """The stem with its picture, whose file follows it."""
    image = question.image
    if image is None:
        return _html(question.stem)
    name = _file_name(image)
    source = quoteattr(f"{PLUGIN_FILE}{quote(name)}")
    shown = (
        f"<p>{as_html(question.stem)}</p>\n<p><img src={source} alt={_attribute(image.alt)}></p>"
    )
    content = base64.b64encode(image.content).decode()
    file = f'<file name={quoteattr(name)} path="/" encoding="base64">{content}</file>'
    return f"{_text(shown)}\n      {file}"


def _file_name(image: ReadImage) -> str:
    return _OUTSIDE_NAMES.sub("_", image.name) or "hinh"


def _attribute(value: str) -> str:
    """A value of an HTML attribute with its quotation marks."""
    return f'"{escape(value, {chr(34): "&quot;", chr(10): "&#10;"})}"'


def _tags(keywords: Sequence[str]) -> list[str]:
    tags = "".join(f"<tag>{_text(keyword)}</tag>" for keyword in keywords)
    return [f"<tags>{tags}</tags>"] if tags else []


def _answer(fraction: str | Decimal, text: str, *, kind: str = "html", more: str = "") -> str:
    shown = f"{fraction:f}" if isinstance(fraction, Decimal) else fraction
    inner = _html(text) if kind == "html" else _text(text)
    return f'<answer fraction="{shown}" format="{kind}">{inner}{more}</answer>'


def _single(question: ReadQuestion) -> Iterator[str]:
    yield from _choice_rules(question, is_single=True)
    for option in question.options:
        yield _answer("100" if option.is_correct else "0", option.text)


def _multiple(question: ReadQuestion) -> Iterator[str]:
    """Each right option earns its share, and each other one costs as much.

    With «all or nothing» another one costs everything, which is as near as Moodle comes to it.
    """
    yield from _choice_rules(question, is_single=False)
    right = fractions.share(sum(option.is_correct for option in question.options))
    share = right if right is not None else fractions.FULL
    cost = share if question.marking_rule == PARTIAL else fractions.FULL
    for option in question.options:
        yield _answer(share if option.is_correct else -cost, option.text)


def _choice_rules(question: ReadQuestion, *, is_single: bool) -> Iterator[str]:
    yield f"<single>{'true' if is_single else 'false'}</single>"
    yield f"<shuffleanswers>{'false' if _is_fixed(question.options) else 'true'}</shuffleanswers>"
    yield "<answernumbering>ABCD</answernumbering>"


def _is_fixed(options: Sequence[ReadOption]) -> bool:
    """Whether no option may change its place."""
    return bool(options) and all(option.is_pinned for option in options)


def _true_false(question: ReadQuestion) -> Iterator[str]:
    for option, truth in zip(question.options, _truths(question.options), strict=True):
        fraction = "100" if option.is_correct else "0"
        yield _answer(fraction, "true" if truth else "false", kind="moodle_auto_format")


def _truths(options: Sequence[ReadOption]) -> tuple[bool, bool]:
    """Which of the two options says «true»: by its word, else the first."""
    said = [truth_of(option.text) for option in options]
    return (False, True) if said == [False, True] else (True, False)


def _short_text(question: ReadQuestion) -> Iterator[str]:
    yield "<usecase>0</usecase>"
    for option in question.options:
        yield _answer("100", option.text.replace("*", "\\*"), kind="moodle_auto_format")


def _number(question: ReadQuestion) -> Iterator[str]:
    tolerance = f"<tolerance>{question.tolerance}</tolerance>" if question.tolerance else ""
    for option in question.options:
        number = numerals.canonical(_value(option))
        yield _answer("100", number, kind="moodle_auto_format", more=tolerance)
    if question.unit:
        name = escape(question.unit)
        yield (
            f"<units><unit><multiplier>1</multiplier><unit_name>{name}</unit_name></unit></units>"
        )


def _value(option: ReadOption) -> Decimal:
    """The number that an option names; whether it names one was asked before."""
    read = numerals.read(option.text)
    return read[0] if read else Decimal(0)


def _matching(question: ReadQuestion) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>"
    for option in question.options:
        answer = f'<answer format="plain_text">{_text(option.match)}</answer>'
        yield f'<subquestion format="html">{_html(option.text)}{answer}</subquestion>'


def _ordering(question: ReadQuestion) -> Iterator[str]:
    is_whole = question.marking_rule == ALL_OR_NOTHING
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield f"<selectcount>{len(question.options)}</selectcount>"
    yield f"<gradingtype>{'ALL_OR_NOTHING' if is_whole else 'ABSOLUTE_POSITION'}</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    for place, option in enumerate(question.options, start=1):
        yield _answer(str(place), option.text)


def _description(question: ReadQuestion) -> Iterator[str]:
    yield from ()


_BODIES = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "text_block": _description,
}


def _extras(question: ReadQuestion) -> list[str]:
    """What Moodle's elements do not say, in an element that Moodle ignores."""
    understood = _understood(question)
    said = extras.attributes(question, understood)
    rows = extras.option_attributes(question.options, understood.options)
    if not said and not rows:
        return []
    options = "".join(f"<{extras.OPTION}{_attributes(row)}/>" for row in rows)
    return [f"<{extras.ELEMENT}{_attributes(said)}>{options}</{extras.ELEMENT}>"]


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={_attribute(value)}" for name, value in values.items())


def _understood(question: ReadQuestion) -> ReadQuestion:
    """The question as `reading` finds it in Moodle's own elements."""
    if question.kind == "ordering":
        rule = question.marking_rule
    else:
        rule = PARTIAL if question.kind in MARKING_IN_PARTS else ALL_OR_NOTHING
    is_fixed = TYPES[question.kind] == "multichoice" and _is_fixed(question.options)
    natural = zip(question.options, _natural_texts(question), strict=True)
    return replace(
        question,
        topic=topic_of(_path(question.topic)),
        difficulty="",
        policy="",
        anchor="",
        source_label="",
        marking_rule=rule,
        unit=question.unit if question.kind == "number" else "",
        options=tuple(ReadOption(text, is_pinned=is_fixed) for _option, text in natural),
    )


def _natural_texts(question: ReadQuestion) -> list[str]:
    """The texts of the options as Moodle's elements give them back."""
    if question.kind == "true_false":
        return [TRUE if truth else FALSE for truth in _truths(question.options)]
    if question.kind == "number":
        return [numerals.typed(_value(option)) for option in question.options]
    return [option.text for option in question.options]
