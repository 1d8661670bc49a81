"""Questions of every kind as hypothesis makes them, for the round trips of all formats.

Texts are in the form that readers return: composed, lines without space around them, at most one
blank line between two, one space between words. They are full of the signs that formats use.
"""

import functools
import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from quiz.formats.base import Place, ReadOption, ReadQuestion
from quiz.rules import alike
from quiz.types import numerals

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạằễộửỵ ABCDĐTFÔƯ 0123456789   "
SIGNS = "{}=~#:\\%<>&\"'*[]()/|;,.-+?!$_@^`→≥«»"
WORDS = (
    "Câu A. B) Đúng Sai TRUE F ANSWER: Đáp án: -> // :: #### $CATEGORY: ... %50% [id:1] [html] "
    "<b> </p> &amp; ]]> Hà Nội https://vi.vn/a?b=1 =1+1 3,5 1.234 0 \\n \\= Tất cả các ý trên"
).split(" ")

ALL_KINDS = (
    "single",
    "multiple",
    "true_false",
    "short_text",
    "number",
    "matching",
    "ordering",
    "prediction",
    "survey",
    "survey_text",
    "text_block",
)
RULES = st.sampled_from(["all_or_nothing", "partial"])


def tidy(text: str) -> str:
    """The text in the form that readers return."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@functools.cache
def texts(*, several_lines: bool = True, longest: int = 60) -> st.SearchStrategy[str]:
    """Texts that say something; plain ones, and ones full of signs and words of the formats."""
    alphabet = LETTERS + SIGNS + ("\n" if several_lines else "")
    signs = st.text(st.sampled_from(alphabet), max_size=longest)
    joints = st.sampled_from([" ", "", "\n"] if several_lines else [" ", ""])
    words = st.lists(st.tuples(st.sampled_from(WORDS) | signs, joints), max_size=5)
    joined = words.map(lambda pairs: "".join(word + joint for word, joint in pairs))
    return (signs | joined).map(tidy).map(lambda text: text[:longest].strip()).filter(alike)


LINES = texts(several_lines=False)
TEXTS = texts()
NO_OR_LINE = st.just("") | LINES
NO_OR_TEXT = st.just("") | TEXTS
KEYWORDS = st.lists(LINES, max_size=3, unique_by=alike).map(tuple)
CODES = st.builds("{}{}".format, st.sampled_from(["A-", "CCHC.", "V/1_"]), st.integers(0, 999))


@functools.cache
def option_texts(smallest: int, largest: int = 6) -> st.SearchStrategy[list[str]]:
    """Texts of options, no two of them alike."""
    return st.lists(texts(longest=40), min_size=smallest, max_size=largest, unique_by=alike)


@st.composite
def _choices(draw, kind):
    wordings = draw(option_texts(2))
    places = st.integers(0, len(wordings) - 1)
    right = {draw(places)} if kind == "single" else draw(st.sets(places, min_size=1))
    handlings = st.sampled_from(["auto", "plain", "keep_place", "rewrite"])
    return [
        ReadOption(
            text,
            is_correct=kind != "survey" and place in right,
            is_pinned=draw(st.booleans()),
            reference_handling=draw(handlings),
        )
        for place, text in enumerate(wordings)
    ]


@st.composite
def _true_false(draw):
    wordings = draw(st.sampled_from([("Đúng", "Sai"), ("Đồng ý", "Không đồng ý")]))
    right = draw(st.sampled_from(wordings))
    return [ReadOption(text, is_correct=text == right) for text in wordings]


def _right(wordings):
    return [ReadOption(text, is_correct=True) for text in wordings]


WHOLE = st.integers(-(10**7), 10**7)
NUMBERS = st.builds(lambda whole, places: Decimal(whole).scaleb(-places), WHOLE, st.integers(0, 4))
TOLERANCES = st.just("") | NUMBERS.map(abs).filter(bool).map(numerals.canonical)


@st.composite
def _pairs(draw):
    left = draw(option_texts(2))
    right = draw(st.lists(texts(longest=40), min_size=len(left), max_size=len(left)))
    if len(set(map(alike, right))) == 1:
        right[0] += " khác"
    pairs = zip(left, right, strict=True)
    return [ReadOption(text, is_correct=True, match=match) for text, match in pairs]


def options(kind: str) -> st.SearchStrategy[list[ReadOption]]:
    """Options as a question of this kind may have them."""
    if kind in {"single", "multiple", "survey"}:
        return _choices(kind)
    if kind == "number":
        numbers = st.lists(NUMBERS.map(numerals.typed), min_size=1, max_size=3, unique=True)
        return numbers.map(_right)
    return {
        "true_false": _true_false(),
        "short_text": option_texts(1, 4).map(_right),
        "matching": _pairs(),
        "ordering": option_texts(2).map(_right),
    }.get(kind, st.just([]))


@st.composite
def of_kind(draw, kind: str) -> ReadQuestion:
    """A valid question of one kind with all that may stand beside it."""
    has_parts = kind in {"multiple", "matching", "ordering"}
    return ReadQuestion(
        place=Place(1),
        kind=kind,
        stem=draw(TEXTS),
        options=tuple(draw(options(kind))),
        code=draw(st.just("") | CODES),
        topic=draw(NO_OR_LINE),
        keywords=draw(KEYWORDS),
        difficulty=draw(st.sampled_from(["", "easy", "medium", "hard"])),
        explanation=draw(NO_OR_TEXT),
        policy=draw(NO_OR_LINE),
        anchor=draw(st.sampled_from(["", "III.1.c", "dieu-5", "II.2-1"])),
        source_label=draw(NO_OR_LINE),
        marking_rule=draw(RULES) if has_parts else "all_or_nothing",
        tolerance=draw(TOLERANCES) if kind == "number" else "",
        unit=draw(NO_OR_LINE) if kind in {"number", "prediction"} else "",
    )


def questions(*kinds: str) -> st.SearchStrategy[ReadQuestion]:
    """Valid questions of these kinds, or of all."""
    return st.one_of(*map(of_kind, kinds or ALL_KINDS))


def content(question: ReadQuestion) -> ReadQuestion:
    """The question without place, labels and problems: what a round trip must keep."""
    bare = tuple(replace(option, label="") for option in question.options)
    return replace(
        question,
        place=Place(0),
        options=bare,
        keywords=tuple(question.keywords),
        problems=(),
    )
