"""What the answers say of each question of a quiz."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.choices import QuestionKind
from quiz.understanding.answers import AnswerRow
from quiz.understanding.item_advice import HINTS, Advice, advice
from quiz.understanding.item_figures import Answered
from quiz.understanding.item_statistics import (
    Answers,
    ItemStatistics,
    item_statistics,
    rest_share,
)
from quiz.understanding.options import Given, OptionFigures, option_figures, unanswered
from quiz.understanding.weights import median
from quiz.understanding.whole import Whole

# Whose wrong options an author wrote so that somebody might choose them.
WITH_DISTRACTORS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


@dataclass(frozen=True)
class Figures:
    """Figures of a question that enough people answered.

    `effective_weight` is in percent, None where attempts were asked differently; `seconds` is the
    median time, None where it cannot be told.
    """

    statistics: ItemStatistics
    effective_weight: float | None
    options: Sequence[OptionFigures]
    unanswered: int
    seconds: float | None
    advice: Sequence[Advice]


@dataclass(frozen=True)
class Line:
    """A question as it was asked: versions that differ by typing errors at most, the last newest.

    Without `figures` too few have answered it, or it counts for nobody any more.
    """

    versions: Sequence[Any]
    answered: Answered
    figures: Figures | None

    @property
    def version(self) -> Any:
        """The newest of its versions."""
        return self.versions[-1]

    @property
    def is_void(self) -> bool:
        """Whether the question counts for nobody any more."""
        return not self.version.is_scored

    @property
    def needs_attention(self) -> bool:
        """Whether something is wrong with the question; an option that nobody chooses is a hint."""
        return self.figures is not None and not HINTS.issuperset(self.figures.advice)


def lines_of(whole: Whole) -> list[Line]:
    """All questions of the quiz that were asked."""
    rows: dict[int, list[AnswerRow]] = defaultdict(list)
    for row in whole.answers:
        rows[whole.versions[row.version_id].line_id].append(row)
    versions: dict[int, list[Any]] = defaultdict(list)
    for version in whole.versions.values():
        versions[version.line_id].append(version)
    return [_line(whole, versions[line_id], of_line) for line_id, of_line in rows.items()]


def _people(whole: Whole, versions: Sequence[Any], attempts: int) -> int:
    """How many people answered it at least: where some did so often, those of one version."""
    if whole.sample.has_one_each:
        return attempts
    return max(whole.answered.people.get(version.pk, 0) for version in versions)


def _line(whole: Whole, versions: Sequence[Any], rows: Sequence[AnswerRow]) -> Line:
    marked = [row for row in rows if row.mark is not None]
    attempts = sum(row.attempts for row in marked)
    answered = Answered(
        attempts=attempts,
        right=sum(row.attempts for row in marked if row.mark is not None and row.mark >= 1),
        people=_people(whole, versions, attempts),
    )
    if not answered.is_telling:
        return Line(versions, answered, None)
    times: Counter[float] = Counter()
    for version in versions:
        for number, often in whole.answered.seconds.get(version.pk, ()):
            times[number] += often
    return Line(versions, answered, _figures(whole, versions[-1], answered, marked, times))


def _figures(
    whole: Whole,
    version: Any,
    answered: Answered,
    rows: Sequence[AnswerRow],
    times: Mapping[float, int],
) -> Figures:
    rests = [_rest(row, is_fixed=version.is_fixed) for row in rows]
    statistics = item_statistics(
        [
            Answers(float(row.mark or 0), rest, row.attempts)
            for row, rest in zip(rows, rests, strict=True)
        ]
    )
    given = [
        Given(row.answer, row.percent, rest, row.attempts)
        for row, rest in zip(rows, rests, strict=True)
    ]
    options = option_figures(version, given, has_one_each=whole.sample.has_one_each)
    return Figures(
        statistics=statistics,
        effective_weight=whole.weights.get(version.question_id),
        options=options,
        unanswered=unanswered(given),
        seconds=median(list(times.items())),
        advice=advice(
            answered.share,
            statistics,
            [one.as_chosen for one in options] if version.kind in WITH_DISTRACTORS else (),
        ),
    )


def _rest(row: AnswerRow, *, is_fixed: bool) -> float | None:
    mark, score, maximum = float(row.mark or 0), float(row.score), float(row.maximum)
    return rest_share(mark, score, maximum, is_fixed=is_fixed)
