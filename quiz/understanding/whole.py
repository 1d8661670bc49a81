"""The attempts of one quiz that are looked at, read once: what every figure of it rests on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from intranet.organisation.disclosure import MINIMUM
from quiz.models import QuizPage
from quiz.understanding.answers import AnsweredSample, AnswerRow, ResultRow
from quiz.understanding.item_statistics import ENOUGH, effective_weights
from quiz.understanding.quiz_statistics import QuizStatistics, quiz_statistics
from quiz.understanding.samples import Sample
from quiz.understanding.served import name_topics, served_versions
from quiz.understanding.weights import Pair, covariance


@dataclass(frozen=True)
class Whole:
    """The attempts of one quiz that are looked at, of all people together.

    `versions` are those that were asked, as `served_versions` has them.
    """

    quiz: QuizPage
    sample: Sample
    answered: AnsweredSample = field(repr=False)
    versions: Mapping[int, Any] = field(repr=False)

    @property
    def results(self) -> Sequence[ResultRow]:
        """How the attempts ended."""
        return self.answered.results

    @property
    def answers(self) -> Sequence[AnswerRow]:
        """What was answered."""
        return self.answered.answers

    @property
    def attempts(self) -> int:
        """How many attempts are looked at."""
        return sum(row.attempts for row in self.results)

    @property
    def people(self) -> int:
        """How many people took them."""
        return sum(row.people for row in self.results)

    @property
    def is_shown(self) -> bool:
        """Whether something can be said without saying it of somebody."""
        return self.people >= MINIMUM

    @property
    def is_telling(self) -> bool:
        """Whether there is enough for figures of the quiz and of its questions."""
        return self.is_shown and self.attempts >= ENOUGH

    @property
    def draws(self) -> bool:
        """Whether attempts drew questions of their own."""
        return any(not version.is_fixed for version in self.versions.values())

    @cached_property
    def statistics(self) -> QuizStatistics:
        """Figures of the quiz; results are in percent of the maximum."""
        results: Counter[float] = Counter()
        for row in self.results:
            results[row.percent] += row.attempts
        variances = None
        if self._places is not None:
            variances = [
                covariance([(mark, mark, times) for mark, _result, times in pairs])
                for pairs in self._places.values()
            ]
        return quiz_statistics(list(results.items()), variances)

    @cached_property
    def weights(self) -> Mapping[int, float | None]:
        """Effective weights in percent by question; none where attempts were asked differently."""
        places = self._places or {}
        weights = effective_weights([covariance(pairs) for pairs in places.values()])
        return dict(zip(places, weights, strict=True))

    @cached_property
    def _places(self) -> dict[int, list[Pair]] | None:
        """For each question its marks with the results, where all attempts were asked the same.

        Both are in percent of the maximum of the attempt.
        """
        if self.attempts < 2 or self.draws or len({row.maximum for row in self.results}) > 1:
            return None
        places: dict[int, list[Pair]] = defaultdict(list)
        for row in self.answers:
            if row.mark is not None and row.maximum:
                whole = float(row.maximum) / 100
                pair = float(row.mark) / whole, float(row.score) / whole, row.attempts
                places[self.versions[row.version_id].question_id].append(pair)
        is_complete = all(
            sum(times for _mark, _result, times in pairs) == self.attempts
            for pairs in places.values()
        )
        return places if is_complete else None


def whole_of(quiz: QuizPage, sample: Sample, answered: AnsweredSample, user: Any) -> Whole:
    """The attempts of the sample with the versions asked; the reader decides what is a link."""
    versions = served_versions(quiz, {row.version_id for row in answered.answers}, user)
    if answered.corrections is not None:
        for version in versions.values():
            version.correction = answered.corrections[version.pk]
    name_topics(versions.values(), answered.topics or {})
    return Whole(quiz, sample, answered, versions)
