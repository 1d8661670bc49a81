"""What an import would do with each question: checked, and laid beside the bank."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.decided import REFUSED, Standing, standing
from quiz.formats.base import ERROR, WARNING, Problem, ReadQuestion
from quiz.formats.checking import Known, Twin, problems_of, twin_problem
from quiz.importing.bank_state import Bank, Present
from quiz.importing.content import (
    Content,
    Names,
    as_new,
    is_about_the_same,
    topic_of,
    upon,
    wanted,
)
from quiz.models import RowOutcome
from quiz.similar import difference
from search.text import fold

SHOWN = 120
REVERSED_WORDS = 3
KEY_CODES = {
    Standing.OVERRULED: "compare_key_overruled",
    Standing.VOIDED: "compare_key_voided",
    Standing.RIGHT: "compare_key_repaired",
    Standing.OPEN: "compare_key_open",
}


class Line(NamedTuple):
    """A question of the file as it stands in the dry run; `image` is a hash and its words."""

    number: int
    question: ReadQuestion
    image: tuple[str, str] = ("", "")
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a question, and what is said about it."""

    outcome: str
    problems: Sequence[Problem]
    topic_id: int
    content: Content
    present: Present | None = None

    @property
    def has_errors(self) -> bool:
        """Whether something keeps the question out; a repeated one is left out anyway."""
        return self.outcome != RowOutcome.REPEATED and any(
            problem.severity == ERROR for problem in self.problems
        )

    @property
    def question_id(self) -> int | None:
        """The question of the bank that it is or would change."""
        return self.present.question.pk if self.present else None

    @property
    def compared(self) -> str:
        """A mark that is another one as soon as the bank or the outcome is."""
        before = self.present.content.mark if self.present else ""
        seen = (self.outcome, self.has_errors, self.topic_id, before)
        return hashlib.sha256(repr(seen).encode()).hexdigest()


class Comparer:
    """Looks at the questions of one import in batches, in the order of the file."""

    def __init__(
        self, names: Names, default_topic: str, format_name: str, *, is_held: bool = False
    ) -> None:
        self.names = names
        self.known = Known(names.topics.keys(), names.policies.keys(), default_topic)
        self.format_name = format_name
        self.is_held = is_held
        self.bank = Bank()
        self.claimed: set[int] = set()

    def verdicts(self, lines: Sequence[Line], twins: Mapping[int, Twin]) -> list[Verdict]:
        """What becomes of the questions; `twins` are those that stood in the file before."""
        found = {line.number: self._candidates(line.question) for line in lines}
        numbers = {number for some in found.values() for number in some}
        present = self.bank.present(numbers, is_held=self.is_held)
        return [
            self._verdict(
                line,
                [present[number] for number in found[line.number] if number in present],
                twins.get(line.number),
            )
            for line in lines
        ]

    def _candidates(self, question: ReadQuestion) -> list[int]:
        return self.bank.candidates(question.code.strip(), question.stem)

    def _verdict(
        self,
        line: Line,
        candidates: Sequence[Present],
        twin: Twin | None,
    ) -> Verdict:
        question = line.question
        problems = [*question.problems, *problems_of(question, self.known)]
        if twin:
            problems.append(twin_problem(question, twin))
        content = wanted(question, line.image, self.names)
        topic_id = topic_of(question, self.names)
        if twin and twin.is_repeated:
            return Verdict(RowOutcome.REPEATED, problems, topic_id, content)
        present = self._meant(content, candidates)
        if present is None:
            problems += self._of_alike(question, candidates)
            return Verdict(RowOutcome.NEW, problems, topic_id, as_new(content))
        names_topic = fold(question.topic) in self.names.topics
        laid = upon(content, present.content, names_topic=names_topic, format_name=self.format_name)
        if laid.says_the_same(present.content):
            outcome, code = RowOutcome.SAME, ""
        else:
            outcome, code = RowOutcome.CHANGED, _obstacle(present)
        if code and not line.is_skipped:
            problems.append(_say(question, ERROR, code, present.content.stem))
        if outcome == RowOutcome.CHANGED and not line.is_skipped:
            problems += _of_key(question, laid, present)
        if not line.is_skipped:
            self.claimed.add(present.question.pk)
        return Verdict(outcome, problems, laid.topic_id, laid, present)

    def _meant(self, content: Content, candidates: Sequence[Present]) -> Present | None:
        """The question of the bank that this one is, None for a new one."""
        free = [one for one in candidates if one.question.pk not in self.claimed]
        for one in free:
            if content.code and one.content.code.casefold() == content.code.casefold():
                return one
        near = [
            one
            for one in free
            if is_about_the_same(content, one.content) and not (content.code and one.content.code)
        ]
        same = [
            one
            for one in near
            if upon(
                content, one.content, names_topic=False, format_name=self.format_name
            ).says_the_same(one.content)
        ]
        return next(iter(same or near), None)

    def _of_alike(self, question: ReadQuestion, candidates: Sequence[Present]) -> Iterable[Problem]:
        """Questions of the bank that a new one might be after all."""
        if candidates:
            is_claimed = all(one.question.pk in self.claimed for one in candidates)
            code = "compare_claimed" if is_claimed else "compare_same_stem"
            yield _say(question, WARNING, code, candidates[0].content.stem)
            return
        for key, _ratio in self.bank.index.near(question.stem, limit=1):
            stem = self.bank.stems[key]
            found = difference(question.stem, stem)
            words = [*found.first_only, *found.second_only]
            is_reversed = found.may_reverse and len(words) <= REVERSED_WORDS
            code = "compare_reversed" if is_reversed else "compare_near"
            problem = _say(question, WARNING, code, stem)
            details = {"words": ", ".join(words), "question": key}
            yield problem._replace(details=details)


def _obstacle(present: Present) -> str:
    """Why nobody may change the question now."""
    if present.is_locked:
        return "compare_locked"
    return "compare_in_approval" if present.is_in_approval else ""


def _of_key(question: ReadQuestion, laid: Content, present: Present) -> Iterable[Problem]:
    """What was decided about the key that the file would bring, so that it is seen in time."""
    if present.decided:
        found = standing(laid.wording, present.decided)
        severity = ERROR if found in REFUSED else WARNING
        yield _say(question, severity, KEY_CODES[found], present.content.stem)


def _say(question: ReadQuestion, severity: str, code: str, text: str) -> Problem:
    return Problem(severity, code, question.place, text[:SHOWN])
