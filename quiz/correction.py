"""What counts as right once a wrong key was found; pure, without Django.

The one place where marking learns of corrections: hand-in, clock, late answers, practice and
re-marking all ask `mark`. A correction says how things stand now, not what was done, so that
applying it again changes nothing:

- `is_void`: the question counts for nobody;
- `keys`: sets of option ids, each of which earns the full mark;
- `forms`: texts or numbers that are accepted.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from quiz.rules import Row
from quiz.types import Item, type_of
from quiz.types.writing import as_accepted_form, comparable

BY_OPTIONS = ("single", "multiple", "true_false")
BY_FORMS = ("short_text", "number")
MOST_FORMS = 20


class Act(enum.StrEnum):
    """What is done about a wrong key."""

    VOID = "void"
    ACCEPT = "accept"
    CHANGE = "change"


def acts_for(kind: str) -> list[Act]:
    """What can be done about a question of this kind: others than those with a key are voided."""
    if not type_of(kind).is_scored:
        return []
    return list(Act) if kind in (*BY_OPTIONS, *BY_FORMS) else [Act.VOID]


def is_void(item: Item) -> bool:
    """Whether the question counts for nobody."""
    return bool(item.correction and item.correction.get("is_void"))


def counts(kind: str, item: Item) -> bool:
    """Whether an answer can earn a mark, so that the question stands in the maximum."""
    return type_of(kind).is_scored and not is_void(item)


def mark(
    kind: str, item: Item, answer: Sequence[Any], *, negative: bool = False
) -> Fraction | None:
    """The exact mark for an answer by the key as it stands now; None where nothing counts."""
    if not counts(kind, item):
        return None
    asked = type_of(kind)
    return max(asked.mark(one, answer, negative=negative) for one in accepted(item))


def accepted(item: Item) -> list[Item]:
    """The question once for every key that is right: an answer earns what the best one gives."""
    correction = item.correction or {}
    if correction.get("forms"):
        return [_with_forms(item, correction["forms"])]
    return [_with_key(item, key) for key in correction.get("keys") or ()] or [item]


def shown(item: Item) -> Item:
    """The question as the result explains it: everything that is right now is marked so."""
    ways = accepted(item)
    if len(ways) == 1:
        return ways[0]
    return _with_key(item, frozenset().union(*(way.key for way in ways)))


def corrected(
    item: Item, act: Act, *, keys: Sequence[Sequence[str]] = (), forms: Sequence[str] = ()
) -> dict[str, Any]:
    """The correction of the question after one more act, whatever was decided before it.

    To accept something of a void question makes it count again, with its key and what is accepted.
    """
    if act is Act.VOID:
        return {**(item.correction or {}), "is_void": True}
    now_right = accepted(item) if act is Act.ACCEPT else []
    if forms:
        known = [option["text"] for one in now_right for option in one.options]
        return {"is_void": False, "forms": _once([*known, *forms])}
    known_keys = [_ordered(item, one.key) for one in now_right]
    return {"is_void": False, "keys": _distinct([*known_keys, *(_ordered(item, k) for k in keys)])}


def correction_faults(
    kind: str, item: Item, act: Act, keys: Sequence[Sequence[str]], forms: Sequence[str]
) -> list[str]:
    """Names of what is wrong with an act: nothing chosen, too many, unknown, or nothing new."""
    if act not in acts_for(kind):
        return ["not_for_kind"]
    if act is Act.VOID:
        return ["no_change"] if is_void(item) else []
    found = _form_faults(kind, forms) if kind in BY_FORMS else _key_faults(kind, item, keys)
    if found:
        return found
    after = replace(item, correction=corrected(item, act, keys=keys, forms=forms))
    is_same = not is_void(item) and _ways(kind, item) == _ways(kind, after)
    return ["no_change"] if is_same else []


def _key_faults(kind: str, item: Item, keys: Sequence[Sequence[str]]) -> list[str]:
    known = set(item.texts)
    if not keys or not all(keys):
        return ["nothing_chosen"]
    if not all(known.issuperset(key) for key in keys):
        return ["unknown_option"]
    return ["not_exactly_one"] if kind != "multiple" and any(len(key) != 1 for key in keys) else []


def _form_faults(kind: str, forms: Sequence[str]) -> list[str]:
    written = [form for form in forms if form.strip()]
    if not written:
        return ["nothing_chosen"]
    if len(written) > MOST_FORMS:
        return ["too_many_forms"]
    return [fault.value for fault in type_of(kind).faults([Row(form) for form in written])]


def _ways(kind: str, item: Item) -> set[frozenset[str]]:
    """What counts as right, so that it can be compared: texts as they are compared, or options."""
    if kind not in BY_FORMS:
        return {way.key for way in accepted(item)}
    return {
        frozenset(comparable(option["text"]) for option in way.options) for way in accepted(item)
    }


def _with_key(item: Item, key: Any) -> Item:
    right = frozenset(key)
    options = [{**option, "is_correct": option["id"] in right} for option in item.options]
    return replace(item, options=options, correction=None)


def _with_forms(item: Item, forms: Sequence[str]) -> Item:
    known: Mapping[str, str] = {option["text"]: option["id"] for option in item.options}
    options = [
        as_accepted_form({"id": known.get(form, f"form-{number}"), "text": form})
        for number, form in enumerate(forms)
    ]
    return replace(item, options=options, correction=None)


def _ordered(item: Item, key: Any) -> list[str]:
    """A key in the order of the options, so that the same key always reads the same."""
    return [option_id for option_id in item.texts if option_id in key]


def _once(forms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(form.strip() for form in forms if form.strip()))


def _distinct(keys: Sequence[list[str]]) -> list[list[str]]:
    return [list(key) for key in dict.fromkeys(tuple(key) for key in keys) if key]
