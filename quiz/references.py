"""Options that speak of other options, and what follows from it for their order and their text.

Pure, without Django. `quiz.phrases` reads one option; here the options of a question are weighed
together: which of them are meant, whether letters belong to the story rather than to the options,
what the author decided instead, and how a text reads in the order in which it is shown.
"""

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from quiz.drawing import Choice, letter
from quiz.phrases import Kind, Name, Phrase, Reach, letters_anywhere, understood
from search.text import fold

# The values of quiz.choices.ReferenceHandling; «auto» needs no name here.
PLAIN, KEEP_PLACE, REWRITE = "plain", "keep_place", "rewrite"

USUAL_LETTERS = 8

WHOLE = {Reach.OTHERS, Reach.ABOVE, Reach.BELOW}

_LABEL = re.compile(r"[\s«“\"]*([A-Za-z]|\d{1,2})\s*[.):]\s*(?=\S)")
_BREAKS_A_LIST = re.compile(
    r"\b(?:dung|sai|khong|chua|con|nhung|khi|tru|ngoai|is|are|but|not|nor|correct|wrong)\b"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What an option says of others, with the options counted from zero as the author has them.

    With `spans`, which stand parallel to `places`, letters in the text are rewritten to the order
    shown; without, the text is true only where it stands. `missing` are letters without an option.
    """

    kind: Kind
    places: tuple[int, ...]
    spans: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()


class ReferenceFault(enum.Enum):
    """What the author must mend, or overrule."""

    NO_SUCH_OPTION = "no_such_option"
    ITSELF = "itself"
    NOTHING_THERE = "nothing_there"
    NOTHING_TO_REWRITE = "nothing_to_rewrite"
    TYPED_LABEL = "typed_label"


# Recognising -------------------------------------------------------------------------------------


def recognised(texts: Sequence[str], stem: str = "") -> list[Reference | None]:
    """What each option of a question says of the others; None for an ordinary one."""
    read, bodies = _read(texts)
    phrases = [_credible(at, texts, read, bodies, stem) for at in range(len(texts))]
    if not _lead_to_content(phrases, read):
        phrases = [None if phrase and phrase.names else phrase for phrase in phrases]
    for at, phrase in enumerate(phrases):
        if phrase and phrase.needs_count and phrase.count != len(_content(phrases, at)):
            phrases[at] = None
    return [
        _reference(phrase, at, phrases, texts[at]) if phrase else None
        for at, phrase in enumerate(phrases)
    ]


def _read(texts: Sequence[str]) -> tuple[list[Phrase | None], list[str]]:
    """What the options say one by one, and their texts without a typed label («D. …»)."""
    labels = [_label(text, at) for at, text in enumerate(texts)]
    is_numbered = bool(labels) and all(re.search(r"\d", label) for label in labels)
    bodies = [text[len(label) :] for text, label in zip(texts, labels, strict=True)]
    return [
        _shifted(understood(body, is_numbered=is_numbered), len(label))
        for body, label in zip(bodies, labels, strict=True)
    ], bodies


def _label(text: str, at: int) -> str:
    """The letter or number of the option's own place if the author typed it before the text."""
    match = _LABEL.match(text)
    return match[0] if match and match[1].upper() in {letter(at), str(at + 1)} else ""


def _shifted(phrase: Phrase | None, by: int) -> Phrase | None:
    if not phrase:
        return None
    names = tuple(Name(name.start + by, name.end + by, name.place) for name in phrase.names)
    return replace(phrase, names=names)


def _credible(
    at: int,
    texts: Sequence[str],
    read: Sequence[Phrase | None],
    bodies: Sequence[str],
    stem: str,
) -> Phrase | None:
    """The phrase, unless its letters cannot or need not be those of options."""
    phrase = read[at]
    if not phrase or not phrase.names:
        return phrase
    named = {name.place for name in phrase.names}
    if min(named) < 0 or max(named) >= max(USUAL_LETTERS, len(texts)):
        return None
    if phrase.is_bare and (at in named or max(named) >= len(texts)):
        return None
    own = {texts[at][name.start : name.end] for name in phrase.names}
    others = [body for body, other in zip(bodies, read, strict=True) if not other]
    return None if _belong_to_the_story(own, phrase, others, stem) else phrase


def _belong_to_the_story(own: set[str], phrase: Phrase, others: Sequence[str], stem: str) -> bool:
    """Whether the letters name people, plans or vitamins of the question itself.

    Then every one of them stands alone in the stem, or in options that say something by themselves.
    Small letters that are judged («a và b đều đúng») are options even beside «điểm a khoản 1».
    """
    if own <= _alone(stem):
        return True
    is_option = phrase.is_judged and all(mark.islower() for mark in own)
    return not is_option and own <= set().union(*map(_alone, others))


def _alone(text: str) -> set[str]:
    return {text[name.start : name.end] for name in letters_anywhere(text)}


def _lead_to_content(phrases: Sequence[Phrase | None], read: Sequence[Phrase | None]) -> bool:
    """Whether letters lead to any option that says something by itself, or to none at all.

    Where «Chỉ A», «Chỉ B», «Cả A và B» is all there is, the letters are those of the stem.
    """
    named = {name.place for phrase in phrases if phrase for name in phrase.names}
    return any(place >= len(read) or read[place] is None for place in named)


def _content(phrases: Sequence[Phrase | None], at: int) -> list[int]:
    """The options that say something by themselves: above this one if it stands last of them."""
    content = [place for place, phrase in enumerate(phrases) if phrase is None and place != at]
    return [place for place in content if place < at] or content


def _reference(
    phrase: Phrase, at: int, phrases: Sequence[Phrase | None], text: str
) -> Reference | None:
    if phrase.names:
        return _naming(phrase, phrases, text)
    total = len(phrases)
    if phrase.reach is Reach.FIRST:
        return Reference(Kind.LETTERS, tuple(range(min(phrase.count or 0, total))))
    if phrase.reach is Reach.ORDINALS:
        there = tuple(place for place in phrase.ordinals if place < total)
        missing = tuple(str(place + 1) for place in phrase.ordinals if place >= total)
        return Reference(Kind.LETTERS, there, missing=missing)
    meant = [
        place
        for place, other in enumerate(phrases)
        if place != at and not (other and not other.names and other.reach in WHOLE)
    ]
    if phrase.reach is Reach.ABOVE:
        meant = [place for place in meant if place < at]
    elif phrase.reach is Reach.BELOW:
        meant = [place for place in meant if place > at]
    if phrase.reach is Reach.ABOVE and phrase.count and 0 < phrase.count < len(meant):
        content = [place for place in meant if phrases[place] is None]
        if phrase.count != len(content):
            return Reference(Kind.LETTERS, tuple(meant[-phrase.count :]))
        meant = content
    if not meant and phrase.reach is Reach.OTHERS:
        return None
    return Reference(phrase.kind, tuple(meant))


def _naming(phrase: Phrase, phrases: Sequence[Phrase | None], text: str) -> Reference:
    total = len(phrases)
    there = [name for name in phrase.names if name.place < total]
    missing = tuple(text[name.start : name.end] for name in phrase.names if name.place >= total)
    places = [name.place for name in there]
    if phrase.is_range and len(places) == 2:
        places = list(range(places[0], places[1] + 1))
    content = {place for place, other in enumerate(phrases) if other is None}
    is_all = phrase.kind is Kind.LETTERS and len(content) > 1 and content == set(places)
    return Reference(
        kind=Kind.ALL if is_all and not (phrase.is_bare or phrase.is_mixed) else phrase.kind,
        places=tuple(places),
        spans=() if phrase.is_range else _spans(there),
        missing=missing,
    )


def _spans(names: Iterable[Name]) -> tuple[tuple[int, int], ...]:
    return tuple((name.start, name.end) for name in names)


# What the author decided -------------------------------------------------------------------------


def decided(
    texts: Sequence[str], handlings: Sequence[str], stem: str = ""
) -> list[Reference | None]:
    """What each option is treated as, after what the author chose instead of the recognised."""
    return [
        _overruled(reference, handling, text, len(texts))
        for reference, handling, text in zip(recognised(texts, stem), handlings, texts, strict=True)
    ]


def _overruled(
    reference: Reference | None, handling: str, text: str, total: int
) -> Reference | None:
    if handling == PLAIN:
        return None
    if handling == KEEP_PLACE:
        return _kept(reference)
    if handling == REWRITE and not (reference and reference.spans):
        names = [name for name in letters_anywhere(text) if name.place < total]
        return Reference(Kind.LETTERS, tuple(name.place for name in names), _spans(names))
    return reference


def _kept(reference: Reference | None) -> Reference:
    """A reference that keeps its place, and with it the options it names."""
    if not reference:
        return Reference(Kind.LETTERS, ())
    kind = Kind.LETTERS if reference.spans else reference.kind
    return replace(reference, kind=kind, spans=())


def faults(
    texts: Sequence[str], handlings: Sequence[str], stem: str = ""
) -> list[tuple[int, ReferenceFault, tuple[str, ...]]]:
    """What is wrong with references: the place of the option, the fault, the letters at fault."""
    found: list[tuple[int, ReferenceFault, tuple[str, ...]]] = []
    references = decided(texts, handlings, stem)
    if any(reference and reference.spans for reference in references) and all(
        _label(text, at) for at, text in enumerate(texts)
    ):
        found.append((0, ReferenceFault.TYPED_LABEL, ()))
    for at, reference in enumerate(references):
        if not reference:
            continue
        if reference.missing:
            found.append((at, ReferenceFault.NO_SUCH_OPTION, reference.missing))
        elif at in reference.places:
            found.append((at, ReferenceFault.ITSELF, (letter(at),)))
        elif handlings[at] == REWRITE and not reference.spans:
            found.append((at, ReferenceFault.NOTHING_TO_REWRITE, ()))
        elif handlings[at] != KEEP_PLACE and not reference.places:
            found.append((at, ReferenceFault.NOTHING_THERE, ()))
    return found


# What a version keeps of it ----------------------------------------------------------------------


def with_references(
    options: Sequence[Mapping[str, Any]], handlings: Sequence[str], stem: str = ""
) -> list[dict[str, Any]]:
    """The options of a version, those that speak of others with a `reference` to their ids."""
    references = decided([option["text"] for option in options], handlings, stem)
    ids = [option["id"] for option in options]
    return [
        {**option, "reference": _as_kept(reference, ids)} if reference else {**option}
        for option, reference in zip(options, references, strict=True)
    ]


def _as_kept(reference: Reference, ids: Sequence[str]) -> dict[str, Any]:
    return {
        "kind": str(reference.kind),
        "options": [ids[place] for place in reference.places],
        "spans": [list(span) for span in reference.spans],
    }


def choices(options: Sequence[Mapping[str, Any]]) -> list[Choice]:
    """The options of a version for `quiz.drawing.order_options`.

    What cannot be rewritten stays where it is, with the options it names. «All of the above»
    moreover keeps what stands above it above, and what stands below it below.
    """
    ids = [option["id"] for option in options]
    kept = [option.get("reference") for option in options]
    pinned_along = {
        named
        for reference in kept
        if reference and not reference["spans"] and reference["kind"] == Kind.LETTERS
        for named in reference["options"]
    }
    return [
        Choice(
            option["id"],
            is_pinned=option["is_pinned"]
            or option["id"] in pinned_along
            or bool(reference and (reference["kind"] != Kind.LETTERS or not reference["spans"])),
            divides=bool(reference and _divides(reference, ids[:at], ids[at + 1 :])),
        )
        for at, (option, reference) in enumerate(zip(options, kept, strict=True))
    ]


def _divides(reference: Mapping[str, Any], above: Sequence[str], below: Sequence[str]) -> bool:
    meant = set(reference["options"])
    if reference["kind"] == Kind.LETTERS or reference["spans"] or not meant:
        return False
    return meant <= set(above) or meant <= set(below)


# As it is shown ----------------------------------------------------------------------------------


def shown_text(option: Mapping[str, Any], order: Sequence[str]) -> str:
    """The text of a version's option where the options stand in this order, given as ids."""
    reference = option.get("reference")
    text: str = option["text"]
    if not reference:
        return text
    return _replaced(
        text,
        [
            (start, end, order.index(named))
            for (start, end), named in zip(reference["spans"], reference["options"], strict=False)
            if named in order
        ],
    )


def rewritten(text: str, reference: Reference, places: Sequence[int]) -> str:
    """The text with its letters for the order shown; `places` says where each option went."""
    return _replaced(
        text,
        [
            (start, end, places[place])
            for (start, end), place in zip(reference.spans, reference.places, strict=False)
        ],
    )


def _replaced(text: str, targets: Sequence[tuple[int, int, int]]) -> str:
    """Put new letters in the place of the old; a list that was in order stays in order."""
    shown = list(text)
    for run in _runs(text, targets):
        old = [text[start:end].casefold() for start, end, _place in run]
        places = [place for _start, _end, place in run]
        if all(first < second for first, second in pairwise(old)):
            places.sort()
        for (start, end, _place), place in zip(run, places, strict=True):
            shown[start:end] = [_sign(text[start:end], place), *[""] * (end - start - 1)]
    return "".join(shown)


def _runs(text: str, targets: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """The letters by the lists they stand in: «A và B đúng, C sai» has two."""
    runs: list[list[tuple[int, int, int]]] = []
    for target in sorted(targets):
        is_same = runs and not _BREAKS_A_LIST.search(fold(text[runs[-1][-1][1] : target[0]]))
        if is_same:
            runs[-1].append(target)
        else:
            runs.append([target])
    return runs


def _sign(old: str, place: int) -> str:
    """The letter or number of a place, written as the one it replaces."""
    if old.isdigit():
        new = str(place + 1).zfill(len(old))
    else:
        new = letter(place).lower() if old.islower() else letter(place)
    return old if fold(old) == fold(new) else new
