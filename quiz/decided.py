"""What was decided about wrong keys, held against what is published later; pure, without Django.

A key that was found wrong must not come back with an explanation, a source or a few words that
were mended. So the options and the key are compared by what they say, in whatever order. Where
the question was voided, or is only true or false, its wording is part of what is asked: rewriting
it is the way to mend it.
"""

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from quiz.correction import BY_FORMS, BY_OPTIONS, accepted, is_void
from quiz.similar import difference
from quiz.types import Item, numerals
from quiz.types.writing import comparable

NEARLY = 90.0
_DIGITS = re.compile(r"\d+")


class Standing(enum.Enum):
    """How a question that is to be published stands to what was decided about its versions."""

    UNTOUCHED = "untouched"
    OPEN = "open"
    RIGHT = "right"
    OVERRULED = "overruled"
    VOIDED = "voided"


REFUSED = frozenset((Standing.OVERRULED, Standing.VOIDED))


class Wording(NamedTuple):
    """A question as far as decisions about its key are concerned."""

    kind: str
    stem: str
    item: Item


def standing(now: Wording, versions: Iterable[Wording], *, is_minor: bool = False) -> Standing:
    """What the latest of the decisions that fit says; versions are those with a correction.

    A minor change says itself that it asks the same, whatever became of the wording.
    """
    found = [
        ((one.item.correction or {}).get("repair", 0), _opinion(now, one, is_minor=is_minor))
        for one in versions
    ]
    fitting = [(number, opinion) for number, opinion in found if opinion is not Standing.OPEN]
    if not fitting:
        return Standing.OPEN if found else Standing.UNTOUCHED
    return max(fitting, key=lambda one: (one[0], one[1] in REFUSED))[1]


def carried(before: Wording, now: Wording, *, is_minor: bool) -> Mapping[str, Any] | None:
    """The correction of the version before for one that asks the same, so that marks stay equal."""
    correction = before.item.correction
    if not correction or not (is_minor or _asks_the_same(before, now)):
        return None
    if "keys" not in correction:
        return correction
    ids = _ids_now(before.item.options, now.item.options)
    keys = [[ids[one] for one in key if one in ids] for key in correction["keys"]]
    return {**correction, "keys": keys}


def _opinion(now: Wording, then: Wording, *, is_minor: bool) -> Standing:
    """What was decided about one version says of the question now."""
    is_one_text = is_minor or comparable(now.stem) == comparable(then.stem)
    if is_void(then.item):
        is_same = is_one_text and _same_parts(now, then)
        return Standing.VOIDED if is_same else Standing.OPEN
    if now.kind in BY_FORMS and now.kind == then.kind:
        return _of_forms(now, then)
    if now.kind not in BY_OPTIONS or then.kind not in BY_OPTIONS:
        return Standing.OPEN
    if "true_false" in (now.kind, then.kind) and not is_one_text:
        return Standing.OPEN
    return _of_options(now.item, then.item)


def _of_forms(now: Wording, then: Wording) -> Standing:
    if comparable(now.item.unit) != comparable(then.item.unit):
        return Standing.OPEN
    given = _forms(now.kind, now.item)
    right = frozenset().union(*(_forms(then.kind, way) for way in accepted(then.item)))
    written = _forms(then.kind, replace(then.item, correction=None))
    if given & (written - right):
        return Standing.OVERRULED
    return Standing.RIGHT if given & right else Standing.OPEN


def _of_options(now: Item, then: Item) -> Standing:
    names = _names(now.options, then.options)
    key = {names[at] for at, option in enumerate(now.options) if option["is_correct"]}
    ways = [way.key for way in accepted(then)]
    if key in ways:
        return Standing.RIGHT
    is_asked = any(way <= set(names) for way in ways)
    return Standing.OVERRULED if key == then.key and is_asked else Standing.OPEN


def _forms(kind: str, item: Item) -> frozenset[str]:
    """Accepted forms as marking compares them."""
    return frozenset(_form(kind, option["text"]) for option in item.options)


def _form(kind: str, text: str) -> str:
    number = numerals.read(text) if kind == "number" else None
    return numerals.canonical(number[0]) if number else comparable(text)


def _names(
    options: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]
) -> list[str | None]:
    """For each option the id of the one that said the same, None for a new one."""
    left = {option["id"]: option["text"] for option in known}
    found: dict[int, str] = {}
    for is_one in (_is_one, _is_nearly):
        for at, option in enumerate(options):
            name = next((pk for pk, text in left.items() if is_one(option["text"], text)), None)
            if at not in found and name is not None:
                found[at] = name
                del left[name]
    return [found.get(at) for at in range(len(options))]


def _is_one(first: str, second: str) -> bool:
    return comparable(first) == comparable(second)


def _is_nearly(first: str, second: str) -> bool:
    """Whether two texts differ by a typing error: no number, nothing that turns the sense round."""
    return (
        fuzz.ratio(comparable(first), comparable(second)) >= NEARLY
        and _DIGITS.findall(first) == _DIGITS.findall(second)
        and not difference(first, second).may_reverse
    )


def _asks_the_same(before: Wording, now: Wording) -> bool:
    return comparable(before.stem) == comparable(now.stem) and _same_parts(now, before)


def _same_parts(now: Wording, then: Wording) -> bool:
    """Whether options, key and unit say the same."""
    if now.kind != then.kind or comparable(now.item.unit) != comparable(then.item.unit):
        return False
    ours, theirs = _parts(now), _parts(then)
    return ours == theirs if now.kind == "ordering" else sorted(ours) == sorted(theirs)


def _parts(asked: Wording) -> list[tuple[Any, ...]]:
    return [
        (
            _form(asked.kind, option["text"]),
            bool(option["is_correct"]),
            comparable(option.get("match", "")),
        )
        for option in asked.item.options
    ]


def _ids_now(
    before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """The ids that options have now by those they had: the same, of the same text, of the place."""
    kept = {option["id"] for option in before} & {option["id"] for option in now}
    ids = {pk: pk for pk in kept}
    fresh = {option["id"]: option["text"] for option in now if option["id"] not in kept}
    for option in before:
        name = next((pk for pk, text in fresh.items() if _is_one(option["text"], text)), None)
        if option["id"] not in ids and name is not None:
            ids[option["id"]] = name
            del fresh[name]
    lost = [option["id"] for option in before if option["id"] not in ids]
    return {**ids, **dict(zip(lost, fresh, strict=False))}
