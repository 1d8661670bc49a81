"""Filters above a list of results: what can be chosen, and how many results each choice leaves."""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from search.text import slug

KIND, YEAR, ISSUER, TOPIC, EFFECT = "loai", "nam", "co-quan", "chu-de", "hieu-luc"
PARAMETERS = (KIND, YEAR, ISSUER, TOPIC, EFFECT)
Key: TypeAlias = tuple[str, int | None, str, str, bool]


class Row(NamedTuple):
    """What of each result the filters and their counts go by."""

    pk: int
    score: float
    kind: str
    issuer: str
    day: datetime.date | None
    topics: str
    effective_from: datetime.date | None
    effective_to: datetime.date | None

    def is_in_effect(self, today: datetime.date) -> bool:
        """Whether it is a document that is in effect on the day."""
        begun = self.effective_from is not None and self.effective_from <= today
        return begun and (self.effective_to is None or today < self.effective_to)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many results it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the screen; `chosen` is empty where everything is shown."""

    parameter: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


def narrowed(
    rows: Sequence[Row],
    chosen: Mapping[str, str],
    today: datetime.date,
    topics: Mapping[str, str],
) -> tuple[tuple[Filter, ...], list[Row]]:
    """Return the filters with their counts, each as the others leave them, and what is left.

    `topics` has the names by number. A value that no result has is no choice, and ignored.
    """
    alike = Counter(map(_key(today), rows))
    values = {key: _values(key, topics) for key in alike}
    wanted = {
        name: value
        for name, value in chosen.items()
        if any(value in of_key.get(name, ()) for of_key in values.values())
    }

    def fits(key: Key, without: str = "") -> bool:
        return all(
            value in values[key].get(name, ()) for name, value in wanted.items() if name != without
        )

    filters = []
    for name, label in _labels().items():
        counts: Counter[str] = Counter()
        labels: dict[str, str] = {}
        for key, count in alike.items():
            if fits(key, name):
                for value, shown in values[key].get(name, {}).items():
                    counts[value] += count
                    labels[value] = shown
        ordered = sorted(labels, key=_newest if name == YEAR else _most_frequent(counts))
        choices = tuple(Choice(value, labels[value], counts[value]) for value in ordered)
        filters.append(Filter(name, label, choices, wanted.get(name, "")))
    left = {key for key in alike if fits(key)}
    key_of = _key(today)
    return tuple(filters), [row for row in rows if key_of(row) in left]


def _labels() -> dict[str, str]:
    return {
        KIND: _("Kind"),
        YEAR: _("Year"),
        ISSUER: _("Issuer"),
        TOPIC: _("Topic"),
        EFFECT: _("Effect"),
    }


def _key(today: datetime.date) -> Callable[[Row], Key]:
    """What of a row decides whether it fits: very many rows are alike."""

    def key(row: Row) -> Key:
        year = row.day.year if row.day else None
        return row.kind, year, row.issuer, row.topics, row.is_in_effect(today)

    return key


def _values(key: Key, topics: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By filter the values that such rows have, each with its label."""
    kind, year, issuer, numbers, is_in_effect = key
    return {
        KIND: {slug(kind): kind},
        YEAR: {str(year): str(year)} if year else {},
        ISSUER: {slug(issuer): issuer} if issuer else {},
        TOPIC: {number: topics[number] for number in numbers.split() if number in topics},
        EFFECT: {"con": _("Only what is in effect")} if is_in_effect else {},
    }


def _newest(year: str) -> int:
    return -int(year)


def _most_frequent(counts: Counter[str]) -> Callable[[str], tuple[int, str]]:
    return lambda value: (-counts[value], value)
