"""Which options a text sets apart: by a star, a tick, or by how they look; pure.

A look says something only where few options of the question have it and the others do not: where
all are bold, bold means nothing. Label and words are looked at apart, since often only the letter
is underlined.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intranet.pages.files.word.words import Style, Words
from quiz.formats.documents.options import DraftOption

MOSTLY = 0.9  # of the signs of an option that have to share a look


@dataclass(frozen=True, slots=True)
class Mark:
    """The options set apart, and by which looks; by none where a sign such as a star does it."""

    places: tuple[int, ...] = ()
    looks: tuple[str, ...] = ()
    is_unclear: bool = False


def mark_of(options: Sequence[DraftOption]) -> Mark:
    """Return which options are marked; a star or a tick says more than any look."""
    signed = tuple(place for place, option in enumerate(options) if option.is_marked)
    if signed and len(signed) < len(options):
        return Mark(signed)
    apart = _apart(options)
    few = {look: places for look, places in apart.items() if 2 * len(places) <= len(options)}
    looks = tuple(dict.fromkeys(name for _part, name in few))
    if len(set(few.values())) == 1:
        return Mark(next(iter(few.values())), looks)
    return Mark(is_unclear=bool(apart))


def _apart(options: Sequence[DraftOption]) -> dict[tuple[str, str], tuple[int, ...]]:
    """The options that have a look, for each part and look that not all of them have."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, option in enumerate(options):
        for part, pieces in (("label", [option.label_words]), ("words", option.lines)):
            for look in _looks(pieces):
                found.setdefault((part, look), []).append(place)
    return {key: tuple(places) for key, places in found.items() if len(places) < len(options)}


def _looks(pieces: Iterable[Words]) -> list[str]:
    """The looks that nearly all letters of a text share, whatever the signs between them have."""
    signs = [
        (sign, style)
        for piece in pieces
        for sign, style in zip(piece.text, piece.styles, strict=False)
        if not sign.isspace()
    ]
    letters = [style for sign, style in signs if sign.isalnum()]
    styles = letters or [style for _sign, style in signs]
    return [look for look in Style._fields if _share([bool(getattr(one, look)) for one in styles])]


def _share(has_look: Sequence[bool]) -> bool:
    """Whether nearly all are so."""
    return bool(has_look) and sum(has_look) >= MOSTLY * len(has_look)
