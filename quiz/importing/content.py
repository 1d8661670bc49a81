"""What a question says, of the bank or of a file, so that the two can be compared; pure.

Where a file says nothing the bank stays as it is: an empty explanation, no keywords, no picture,
no difficulty. Which options are right is compared as the type of question sees it, so that a tick
that means nothing is no change.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from quiz.decided import Wording
from quiz.formats.base import ReadOption, ReadQuestion
from quiz.formats.checking import DIFFICULTIES, HANDLINGS, tolerance_of
from quiz.importing.tidy import tidy
from quiz.rules import alike
from quiz.types import Item, type_of
from search.text import fold, slug

DEFAULT_MARKING, DEFAULT_DIFFICULTY, AUTO = "all_or_nothing", "medium", "auto"
# Formats that have no way to say how a question is marked.
WITHOUT_MARKING = frozenset(("aiken", "typed", "docx"))
SHARED_OPTIONS = 0.5
LONGEST_SOURCE = 255


class OptionContent(NamedTuple):
    """An option by what it says."""

    text: str
    is_correct: bool = False
    match: str = ""
    is_pinned: bool = False
    reference_handling: str = AUTO


@dataclass(frozen=True, slots=True)
class Content:
    """All that a question says; `image` is the hash of a picture, keywords are as written."""

    kind: str
    stem: str
    topic_id: int
    options: tuple[OptionContent, ...] = ()
    code: str = ""
    marking_rule: str = DEFAULT_MARKING
    tolerance: Decimal | None = None
    unit: str = ""
    explanation: str = ""
    difficulty: str = DEFAULT_DIFFICULTY
    policy_id: int | None = None
    anchor: str = ""
    source_label: str = ""
    keywords: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""

    def says_the_same(self, other: "Content") -> bool:
        """Whether nobody would see a difference between the two."""
        return _comparable(self) == _comparable(other)

    @property
    def wording(self) -> Wording:
        """The content as decisions about keys see it, without ids of options."""
        return Wording(self.kind, self.stem, Item(_kept(self), unit=self.unit))

    @property
    def mark(self) -> str:
        """A digest by which a later change of the question is noticed."""
        text = json.dumps(_comparable(self), ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


class Names(NamedTuple):
    """What names in files stand for, by folded name, and the topic where none is named."""

    topics: Mapping[str, int]
    policies: Mapping[str, int]
    default_topic: int


def wanted(question: ReadQuestion, image: tuple[str, str], names: Names) -> Content:
    """What the file says, as a new question would have it; `image` is a hash and its words."""
    policy_id = names.policies.get(fold(question.policy)) if question.policy else None
    source_label = question.source_label
    if question.policy and policy_id is None:
        source_label = source_label or question.policy[:LONGEST_SOURCE]
    return Content(
        kind=question.kind,
        stem=question.stem,
        topic_id=topic_of(question, names),
        options=tuple(map(_option, question.options)),
        code=question.code.strip(),
        marking_rule=question.marking_rule,
        tolerance=tolerance_of(question.tolerance) if question.tolerance else None,
        unit=question.unit,
        explanation=question.explanation,
        difficulty=question.difficulty if question.difficulty in DIFFICULTIES else "",
        policy_id=policy_id,
        anchor=question.anchor,
        source_label=source_label,
        keywords=_once(question.keywords),
        image=image[0],
        image_alt=image[1],
    )


def topic_of(question: ReadQuestion, names: Names) -> int:
    """The topic that the file names, else the one of the import."""
    return names.topics.get(fold(question.topic), names.default_topic)


def as_new(content: Content) -> Content:
    """The content with what a question cannot be without."""
    return replace(content, difficulty=content.difficulty or DEFAULT_DIFFICULTY)


def upon(content: Content, before: Content, *, names_topic: bool, format_name: str) -> Content:
    """The content of the file laid upon what the bank has."""
    keeps_marking = format_name in WITHOUT_MARKING and content.kind == before.kind
    return replace(
        content,
        topic_id=content.topic_id if names_topic else before.topic_id,
        options=_options_upon(content.options, before.options),
        code=before.code or content.code,
        marking_rule=before.marking_rule if keeps_marking else content.marking_rule,
        tolerance=before.tolerance if content.tolerance is None else content.tolerance,
        unit=content.unit or before.unit,
        explanation=content.explanation or before.explanation,
        difficulty=content.difficulty or before.difficulty,
        policy_id=content.policy_id or before.policy_id,
        anchor=content.anchor or before.anchor,
        source_label=content.source_label or before.source_label,
        keywords=content.keywords or before.keywords,
        image=content.image or before.image,
        image_alt=content.image_alt or before.image_alt,
    )


def _options_upon(
    options: Sequence[OptionContent], before: Sequence[OptionContent]
) -> tuple[OptionContent, ...]:
    """The options, those that the bank has with the place and handling that somebody chose."""
    known = {tidy(option.text): option for option in before}
    return tuple(_option_upon(option, known.get(tidy(option.text), option)) for option in options)


def _option_upon(option: OptionContent, before: OptionContent) -> OptionContent:
    is_open = option.reference_handling == AUTO
    return option._replace(
        is_pinned=option.is_pinned or before.is_pinned,
        reference_handling=before.reference_handling if is_open else option.reference_handling,
    )


def is_about_the_same(content: Content, before: Content) -> bool:
    """Whether two questions of one wording are one: they share half of the options, or have none.

    «Khẳng định nào sau đây đúng?» is the wording of many questions.
    """
    if content.kind != before.kind:
        return False
    ours = {alike(tidy(option.text)) for option in content.options}
    theirs = {alike(tidy(option.text)) for option in before.options}
    if not ours and not theirs:
        return True
    return len(ours & theirs) >= SHARED_OPTIONS * max(len(ours), len(theirs))


def _option(option: ReadOption) -> OptionContent:
    handling = option.reference_handling
    return OptionContent(
        text=option.text,
        is_correct=option.is_correct,
        match=option.match,
        is_pinned=option.is_pinned,
        reference_handling=handling if handling in HANDLINGS else AUTO,
    )


def _once(keywords: Sequence[str]) -> tuple[str, ...]:
    """The keywords without those that differ in case or marks only."""
    known = {slug(keyword): keyword.strip() for keyword in reversed(keywords)}
    return tuple(keyword for mark, keyword in reversed(known.items()) if mark)


def _comparable(content: Content) -> list[Any]:
    """The content as plain values, without what only looks different."""
    tolerance = content.tolerance
    return [
        content.kind,
        tidy(content.stem),
        content.topic_id,
        _comparable_options(content),
        content.code,
        content.marking_rule,
        format(tolerance.normalize(), "f") if tolerance is not None else "",
        tidy(content.unit),
        tidy(content.explanation),
        content.difficulty,
        content.policy_id or 0,
        tidy(content.anchor),
        tidy(content.source_label),
        sorted(map(slug, content.keywords)),
        content.image,
        tidy(content.image_alt),
    ]


def _comparable_options(content: Content) -> list[Any]:
    """The options as a version would keep them, and how somebody wants them handled."""
    kept = _kept(content)
    return [[tidy(str(option.get(name, ""))) for name in OptionContent._fields] for option in kept]


def _kept(content: Content) -> list[dict[str, Any]]:
    """The options as their kind keeps them."""
    options = [{"id": "", **option._asdict()} for option in content.options]
    try:
        return type_of(content.kind).kept(options)
    except KeyError:
        return options
