"""What is wrong with a question, whatever format it came in; pure, without Django.

The same checks run after reading and after each mending. A reader has already said why it could
not tell the key, the kind or the options; where it has, this module does not say it again.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from quiz.drawing import letter
from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadQuestion
from quiz.references import decided
from quiz.references import faults as reference_faults
from quiz.rules import Fault, Row, alike
from quiz.types import Item, type_of
from search.text import fold

LENGTHS = {
    "stem": 2000,
    "explanation": 2000,
    "code": 30,
    "unit": 30,
    "anchor": 160,
    "source_label": 255,
}
OPTION_LENGTH = 1000
KEYWORD_LENGTH = 100
SHOWN = 80
MOST_OPTIONS = 100
MOST_KEYWORDS = 30
TOLERANCE_DIGITS, TOLERANCE_DECIMALS = 20, 6

LETTERED = frozenset(("single", "multiple", "true_false", "survey"))
MARKING_RULES = frozenset(("all_or_nothing", "partial"))
DIFFICULTIES = frozenset(("", "easy", "medium", "hard"))
HANDLINGS = frozenset(("auto", "plain", "keep_place", "rewrite"))

# Faults that follow from a key or options that the reader could not make out.
FOLLOWING = frozenset((Fault.TOO_FEW, Fault.NOT_EXACTLY_ONE, Fault.NONE_RIGHT, Fault.NO_FORM))


@dataclass(frozen=True, slots=True)
class Known:
    """What a question may refer to, as folded names: topics and signs of policies."""

    topics: Collection[str] = ()
    policies: Collection[str] = ()
    default_topic: str = ""


def problems_of(question: ReadQuestion, known: Known) -> list[Problem]:
    """Everything that is wrong with the question or worth a look, errors first."""
    found = [
        *_texts(question),
        *_kind(question),
        *_options(question),
        *_names(question, known),
    ]
    return sorted(found, key=lambda problem: problem.severity != ERROR)


def _say(
    question: ReadQuestion, severity: str, code: str, text: str = "", **details: object
) -> Problem:
    return Problem(severity, f"check_{code}", question.place, text, details)


def _texts(question: ReadQuestion) -> Iterator[Problem]:
    """The texts of the question: there, and no longer than the bank can keep."""
    if not question.stem.strip() and not question.has_errors:
        yield _say(question, ERROR, "no_stem")
    for name, longest in LENGTHS.items():
        text = getattr(question, name)
        if len(text) > longest:
            yield _say(
                question, ERROR, f"{name}_too_long", text[:SHOWN], length=len(text), longest=longest
            )
    for at, option in enumerate(question.options):
        for text in (option.text, option.match):
            if len(text) > OPTION_LENGTH:
                yield _say(
                    question,
                    ERROR,
                    "option_too_long",
                    text[:SHOWN],
                    option=letter(at),
                    length=len(text),
                    longest=OPTION_LENGTH,
                )
    for keyword in question.keywords:
        if len(keyword) > KEYWORD_LENGTH:
            yield _say(question, ERROR, "keyword_too_long", keyword[:SHOWN], longest=KEYWORD_LENGTH)
    if len(question.keywords) > MOST_KEYWORDS:
        yield _say(question, ERROR, "too_many_keywords", most=MOST_KEYWORDS)


def _kind(question: ReadQuestion) -> Iterator[Problem]:
    """Kind, marking and what goes with them are values of the bank."""
    if not question.kind:
        if not question.has_errors:
            yield _say(question, ERROR, "no_kind")
    elif not _is_kind(question.kind):
        yield _say(question, ERROR, "kind_unknown", question.kind)
    if question.marking_rule not in MARKING_RULES:
        yield _say(question, ERROR, "marking_unknown", question.marking_rule)
    if question.difficulty not in DIFFICULTIES:
        yield _say(question, WARNING, "difficulty_unknown", question.difficulty)
    if question.tolerance and tolerance_of(question.tolerance) is None:
        yield _say(question, ERROR, "tolerance_odd", question.tolerance)


def _is_kind(kind: str) -> bool:
    try:
        type_of(kind)
    except KeyError:
        return False
    return True


def tolerance_of(text: str) -> Decimal | None:
    """The tolerance as a number that the bank can keep; None for none and for anything else."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0:
        return None
    _sign, digits, exponent = number.normalize().as_tuple()
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    whole = max(number.adjusted() + 1, 0)
    is_kept = decimals <= TOLERANCE_DECIMALS and whole <= TOLERANCE_DIGITS - TOLERANCE_DECIMALS
    return number if is_kept and len(digits) <= TOLERANCE_DIGITS else None


def _options(question: ReadQuestion) -> Iterator[Problem]:
    """The options as their type wants them, and what they say of each other."""
    if not _is_kind(question.kind):
        return
    rows = [Row(option.text, option.is_correct, option.match) for option in question.options]
    for fault in type_of(question.kind).faults(rows):
        if fault in FOLLOWING and question.has_errors:
            continue
        yield _say(question, ERROR, fault.value, _text_at_fault(fault, rows))
    if len(rows) > MOST_OPTIONS:
        yield _say(question, ERROR, "too_many_options", most=MOST_OPTIONS)
    elif question.kind in LETTERED:
        yield from _references(question)
    if _everything_is_right(question):
        yield _say(question, WARNING, "everything_right")


def _text_at_fault(fault: Fault, rows: Sequence[Row]) -> str:
    """The option that stands twice; other faults have no text of their own."""
    if fault is not Fault.DUPLICATE:
        return ""
    seen: set[str] = set()
    for row in rows:
        if alike(row.text) in seen:
            return row.text
        seen.add(alike(row.text))
    return ""


def _everything_is_right(question: ReadQuestion) -> bool:
    """Whether ticking every option of a question with several right ones earns the full mark."""
    if question.kind != "multiple" or question.marking_rule not in MARKING_RULES:
        return False
    options = [
        {"id": str(at), "text": option.text, "is_correct": option.is_correct}
        for at, option in enumerate(question.options)
    ]
    item = Item(options=options, marking_rule=question.marking_rule)
    answer = [option["id"] for option in options]
    return type_of("multiple").mark(item, answer) == Fraction(1)


def _references(question: ReadQuestion) -> Iterator[Problem]:
    """Options that speak of others: understood, or with letters that lead nowhere."""
    texts = [option.text for option in question.options]
    handlings = [
        option.reference_handling if option.reference_handling in HANDLINGS else "auto"
        for option in question.options
    ]
    at_fault: set[int] = set()
    for at, fault, letters in reference_faults(texts, handlings, question.stem):
        at_fault.add(at)
        yield _say(
            question,
            ERROR,
            f"reference_{fault.value}",
            texts[at],
            option=letter(at),
            letters=", ".join(letters),
        )
    for at, reference in enumerate(decided(texts, handlings, question.stem)):
        if reference and at not in at_fault:
            code = "reference_rewritten" if reference.spans else "reference_kept"
            yield _say(question, NOTICE, code, texts[at], option=letter(at))


def _names(question: ReadQuestion, known: Known) -> Iterator[Problem]:
    """Topic and policy as somebody wrote them are those of the site."""
    if question.topic and fold(question.topic) not in known.topics:
        yield _say(question, WARNING, "topic_unknown", question.topic, instead=known.default_topic)
    if question.policy and fold(question.policy) not in known.policies:
        yield _say(question, WARNING, "policy_unknown", question.policy)


# Questions of one file beside each other ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Twin:
    """A question whose wording stood in the file before, or whose code did; `place` says where.

    A repeated one says the same in all.
    """

    place: Place
    is_repeated: bool = False
    is_code: bool = False


def twins(questions: Iterable[tuple[int, ReadQuestion]]) -> dict[int, Twin]:
    """Which of the numbered questions were in the file before, by their number."""
    by_stem: dict[str, list[tuple[Place, bytes]]] = {}
    by_code: dict[str, Place] = {}
    found: dict[int, Twin] = {}
    for number, question in questions:
        code, says = question.code.strip().casefold(), _says(question)
        stem = fold(question.stem) or alike(question.stem)
        before = by_stem.setdefault(stem, []) if stem else []
        same = next((place for place, said in before if said == says), None)
        if same is not None:
            found[number] = Twin(same, is_repeated=True)
            continue
        if code and code in by_code:
            found[number] = Twin(by_code[code], is_code=True)
        elif before:
            found[number] = Twin(before[0][0])
        before.append((question.place, says))
        by_code.setdefault(code, question.place)
    return found


def twin_problem(question: ReadQuestion, twin: Twin) -> Problem:
    """What is said about a question that stood in the file before."""
    details = {"line": twin.place.line, "sheet": twin.place.sheet}
    if twin.is_code:
        return Problem(ERROR, "check_code_twice", question.place, question.code, details)
    code = "check_repeated" if twin.is_repeated else "check_same_stem"
    return Problem(WARNING, code, question.place, question.stem[:SHOWN], details)


def _says(question: ReadQuestion) -> bytes:
    """A digest of what a question asks and what is right, as far as people call it the same."""
    options = [
        (alike(option.text), option.is_correct, alike(option.match)) for option in question.options
    ]
    if question.kind != "ordering":
        options.sort()
    said = repr((alike(question.stem), question.kind, options))
    return hashlib.sha256(said.encode("utf-8", "replace")).digest()
