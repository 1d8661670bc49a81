"""Which options were chosen, and how those did who chose them; what few chose is not told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from intranet.organisation.disclosure import MINIMUM, hidden_units
from quiz.choices import QuestionKind
from quiz.correction import shown
from quiz.presenters.answers import is_lettered
from quiz.types import type_of
from quiz.understanding.item_advice import Chosen
from quiz.understanding.weights import Weighted, count, mean

WRITTEN = (QuestionKind.SHORT_TEXT, QuestionKind.NUMBER)
MOST_WRITTEN = 5
# What is kept of an answer that no figure names: that there was one.
UNNAMED: list[Any] = [None]


class Given(NamedTuple):
    """Equal answers: what was answered, the result in percent, the rest as a share, how many."""

    answer: Sequence[Any]
    percent: float
    rest: float | None
    attempts: int


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """An option: how many attempts chose it, of how many; the mean result of those in percent.

    `mean` and `rest` (the mean share of the other marks) are None where somebody could be told.
    """

    text: str
    is_right: bool
    chosen: int
    attempts: int
    mean: float | None = None
    rest: float | None = None

    @property
    def share(self) -> float:
        """The share of attempts that chose it."""
        return self.chosen / self.attempts

    @property
    def as_chosen(self) -> Chosen:
        """The option as advice sees it."""
        return Chosen(self.is_right, self.share, self.rest)


def option_figures(
    version: Any, given: Sequence[Given], *, has_one_each: bool
) -> list[OptionFigures]:
    """The options of a version in its order, or the wrong answers that were written most often.

    Results are told only where each person stands in the sample once: else five attempts may be
    those of one person.
    """
    if version.kind in WRITTEN:
        return _written(version, given)
    if not is_lettered(version.kind):
        return []
    item, attempts = shown(version.item), sum(one.attempts for one in given)
    chosen = {
        option_id: [one for one in given if option_id in one.answer] for option_id in item.texts
    }
    told = _told(version.kind, chosen, attempts) if has_one_each else set()
    return [
        OptionFigures(
            text=text,
            is_right=option_id in item.key,
            chosen=_times(chosen[option_id]),
            attempts=attempts,
            mean=_mean(chosen[option_id], _percent) if option_id in told else None,
            rest=_mean(chosen[option_id], _rest) if option_id in told else None,
        )
        for option_id, text in item.texts.items()
    ]


def unanswered(given: Iterable[Given]) -> int:
    """How many attempts left the question open."""
    return _times(one for one in given if not one.answer)


def _told(kind: str, chosen: Mapping[str, Sequence[Given]], attempts: int) -> set[str]:
    """Options of which the result can be told, so that no group below five can be worked out.

    Where one option is chosen they share out all attempts (with those left open), like units that
    stand side by side. Where several are, each option divides the attempts in two.
    """
    times = {option_id: _times(rows) for option_id, rows in chosen.items()}
    if kind == QuestionKind.MULTIPLE:
        return {
            option_id
            for option_id, number in times.items()
            if number >= MINIMUM and not 0 < attempts - number < MINIMUM
        }
    places = list(times)
    own = dict(enumerate(times.values()))
    own[len(places)] = attempts - sum(times.values())
    hidden = hidden_units(dict.fromkeys(own), own)
    return {
        option_id
        for place, option_id in enumerate(places)
        if times[option_id] and place not in hidden
    }


def kept_answers(version: Any, given: Sequence[tuple[list[Any], int]]) -> list[list[Any]]:
    """The answers (with how many attempts gave each) as far as figures can name them."""
    if is_lettered(version.kind):
        return [answer for answer, _attempts in given]
    named: set[str] = set()
    if version.kind in WRITTEN:
        found = Counter[str]()
        for answer, attempts in given:
            found[_told_wrong(version, answer)] += attempts
        named = {text for text, attempts in found.items() if text and attempts >= MINIMUM}
    return [
        answer if not answer or (named and _told_wrong(version, answer) in named) else UNNAMED
        for answer, _attempts in given
    ]


def _told_wrong(version: Any, answer: Sequence[Any]) -> str:
    """A wrong answer as it is told; empty for a right one, an open one and one not kept."""
    kind, item = type_of(version.kind), shown(version.item)
    if not answer or answer == UNNAMED or kind.mark(item, answer) >= 1:
        return ""
    return kind.describe(item, answer)


def _written(version: Any, given: Sequence[Given]) -> list[OptionFigures]:
    """Wrong answers that at least five attempts gave alike, the most frequent first."""
    times: Counter[str] = Counter()
    for one in given:
        if text := _told_wrong(version, one.answer):
            times[text] += one.attempts
    attempts = _times(given)
    return [
        OptionFigures(text, is_right=False, chosen=number, attempts=attempts)
        for text, number in times.most_common(MOST_WRITTEN)
        if number >= MINIMUM
    ]


def _times(given: Iterable[Given]) -> int:
    return sum(one.attempts for one in given)


def _percent(one: Given) -> float | None:
    return one.percent


def _rest(one: Given) -> float | None:
    return one.rest


def _mean(given: Iterable[Given], value: Callable[[Given], float | None]) -> float | None:
    weighted: dict[float, int] = defaultdict(int)
    for one in given:
        number = value(one)
        if number is not None:
            weighted[number] += one.attempts
    numbers: list[Weighted] = list(weighted.items())
    return mean(numbers) if count(numbers) else None
