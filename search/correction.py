"""What somebody may have meant whose words stand nowhere; pure.

The vocabulary given has only words that the person may read, so that no suggestion tells of others.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, product

from rapidfuzz.distance import OSA

from search.tokens import Token, tokens

Vocabulary = Mapping[str, int]
SHORTEST, LONG = 3, 6  # letters: shorter words are not corrected, long ones may have two faults
MOST_PER_WORD, MOST = 4, 8  # suggestions
SWAPPED, OTHER, FAR, SPLIT = 0.8, 1.0, 2.2, 1.2
LONGEST_SYLLABLE = 7


def corrected(text: str, known: Vocabulary) -> list[str]:
    """Return other texts whose words all stand somewhere, the most likely first."""
    found = tokens(text)
    joined = list(_joined(text, found, known))
    unknown = [token for token in found if _is_unknown(token, known)]
    if not unknown or len(unknown) > 4:
        return joined
    choices = [suggestions(token.folded, known) for token in unknown]
    if not all(choices):
        return joined
    combined = sorted(
        product(*choices), key=lambda combination: sum(cost for cost, _word in combination)
    )
    texts = [
        _replaced(text, unknown, [word for _cost, word in combination])
        for combination in islice(combined, MOST)
    ]
    return [*joined, *texts]


def suggestions(word: str, known: Vocabulary) -> list[tuple[float, str]]:
    """Return what stands in the vocabulary and may have been meant, each with its price."""
    found = [(SPLIT + 0.1 * len(split), " ".join(split)) for split in _split(word, known)]
    if len(word) >= SHORTEST:
        found += _near(word, known)
    return sorted(found)[:MOST_PER_WORD]


def nearest(word: str, known: Vocabulary) -> list[str]:
    """Return words of the vocabulary one fault away, though the word itself stands there too."""
    return [other for _cost, other in sorted(_near(word, known))[:MOST_PER_WORD]]


def _is_unknown(token: Token, known: Vocabulary) -> bool:
    return token.folded.isalpha() and token.folded not in known


def _near(word: str, known: Vocabulary) -> Iterator[tuple[float, str]]:
    most = 2 if len(word) >= LONG else 1
    for other, count in known.items():
        if abs(len(other) - len(word)) > most or other == word or len(other) < 2:
            continue
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            yield _price(word, other, distance) - 0.05 * math.log(1 + count), other


def _price(word: str, other: str, distance: int) -> float:
    if distance > 1:
        return FAR
    return SWAPPED if sorted(word) == sorted(other) else OTHER + 0.2 * (word[0] != other[0])


def _split(word: str, known: Vocabulary) -> list[tuple[str, ...]]:
    """The word as syllables that were typed without a space: the fewest, then the most usual."""
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0.0, ())
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end - 1):
            before, syllable = best[start], word[start:end]
            if before is None or syllable not in known:
                continue
            price = before[0] + 3.0 - 0.1 * math.log(1 + known[syllable])
            current = best[end]
            if current is None or price < current[0]:
                best[end] = (price, (*before[1], syllable))
    whole = best[-1]
    return [whole[1]] if whole is not None and len(whole[1]) > 1 else []


def _joined(text: str, found: Sequence[Token], known: Vocabulary) -> Iterator[str]:
    """The text with two pieces joined that are one word together, and none alone."""
    for before, after in pairwise(found):
        whole = before.folded + after.folded
        is_apart = not text[before.end : after.start].strip()
        alone = [_is_unknown(token, known) or len(token.folded) == 1 for token in (before, after)]
        if is_apart and any(alone) and whole in known:
            yield f"{text[: before.start]}{whole}{text[after.end :]}"


def _replaced(text: str, places: Sequence[Token], others: Sequence[str]) -> str:
    for token, other in reversed(list(zip(places, others, strict=True))):
        text = f"{text[: token.start]}{other}{text[token.end :]}"
    return text
