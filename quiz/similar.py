"""Which questions of the bank ask nearly the same; pure, without Django.

Stems are compared folded: without marks, capitals and punctuation. Numbers and the signs of
documents decide: «Điều 5» and «Điều 6» are two questions, however alike the rest is. What is near
may still mean the opposite («không» added), so `difference` says in what two stems differ.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from search.text import fold

NEAR_ENOUGH = 85.0
SAME = 100.0
ALL_BUT_SAME = 99.0
RAREST_WORDS = 5

NEGATIONS = frozenset("khong chua chang cam sai tru ngoai".split())
# Roman numerals that are no folded Vietnamese words, as «vi» and «xi» are.
ROMAN = frozenset("ii iii iv vii viii ix xii xiii xiv xv xvi xvii xviii xix xx".split())
DOCUMENT_KINDS = frozenset("bc cd ct cv hd kh kl nd nq pl qc qd tb tt ttlt ttr vbhn".split())
LETTERED = frozenset("bang bieu diem mau muc nhom phan".split())
_WORDS = re.compile(r"[^\W_]+")


class Near(NamedTuple):
    """A candidate and how near it is: 100 says the same, marks, capitals and punctuation aside."""

    key: Any
    ratio: float


class Difference(NamedTuple):
    """Words that stand in one of two stems only, as they are written there."""

    first_only: list[str]
    second_only: list[str]

    @property
    def may_reverse(self) -> bool:
        """Whether one of them denies or excludes, so that the answer may be the opposite."""
        return any(fold(word) in NEGATIONS for word in self.first_only + self.second_only)


def near(stem: str, candidates: Mapping[Any, str], *, limit: int = 5) -> list[Near]:
    """The candidates that ask nearly the same, nearest first; their stems come folded."""
    text = fold(stem)
    if not text:
        return []
    ratios: dict[Any, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        found = process.extract(
            text, candidates, scorer=scorer, score_cutoff=NEAR_ENOUGH, limit=None
        )
        for other, ratio, key in found:
            is_same = other == text
            most = SAME if is_same else min(ratio, ALL_BUT_SAME)
            ratios[key] = max(ratios.get(key, 0), most)
    own = Counter(_signs(text))
    kept = [Near(key, ratio) for key, ratio in ratios.items() if _may_be_one(own, candidates[key])]
    return sorted(kept, key=lambda one: -one.ratio)[:limit]


class StemIndex:
    """Many folded stems to ask for near ones again and again, without comparing all with all.

    Asked are the candidates that share one of the rarest words of the stem, or all its words.
    """

    def __init__(self, candidates: Mapping[Any, str] | None = None) -> None:
        self._stems: dict[Any, str] = {}
        self._keys_of: dict[str, set[Any]] = defaultdict(set)
        for key, folded in (candidates or {}).items():
            self.add(key, folded)

    def add(self, key: Any, folded: str) -> None:
        """Take in one more candidate."""
        self._stems[key] = folded
        for word in set(folded.split()):
            self._keys_of[word].add(key)

    def near(self, stem: str, *, limit: int = 5) -> list[Near]:
        """The candidates that ask nearly the same, nearest first."""
        known = [word for word in set(fold(stem).split()) if word in self._keys_of]
        rarest = sorted(known, key=lambda word: (len(self._keys_of[word]), word))[:RAREST_WORDS]
        keys = set().union(*(self._keys_of[word] for word in rarest))
        return near(stem, {key: self._stems[key] for key in keys}, limit=limit)


def difference(first: str, second: str) -> Difference:
    """Words that only one of two stems has; both empty where only order or marks differ."""
    ours, theirs = _WORDS.findall(first), _WORDS.findall(second)
    return Difference(_without(ours, theirs), _without(theirs, ours))


def _without(words: Iterable[str], others: Iterable[str]) -> list[str]:
    """The words that the others do not have, each as often as it is missing there."""
    left = Counter(fold(word) for word in others)
    missing = []
    for word in words:
        folded = fold(word)
        if left[folded]:
            left[folded] -= 1
        else:
            missing.append(word)
    return missing


def _may_be_one(own: Counter[str], other: str) -> bool:
    """Whether numbers and signs do not tell two stems apart; one may name fewer of them."""
    theirs = Counter(_signs(other))
    return own <= theirs or theirs <= own


def _signs(folded: str) -> Iterable[str]:
    """Words that name one thing among others of its kind: numbers, letters of points, codes."""
    before = ""
    for word in folded.split():
        is_number = any(char.isdigit() for char in word) or word in ROMAN
        is_code = word in DOCUMENT_KINDS and before.isdigit()
        is_letter = len(word) == 1 and before in LETTERED
        if is_number or is_code or is_letter:
            yield word
        before = word
