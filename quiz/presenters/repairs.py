"""What is read about repairing a wrong key: what would change, for how many, and for whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz.correction import BY_FORMS, Act, shown
from quiz.drawing import letter
from quiz.models import KeyRepair, QuestionVersion
from quiz.presenters.answers import is_lettered
from quiz.presenters.words import moment_text
from quiz.repair.effects import is_swap, people
from quiz.repair.wording import IN_BANK

NAMES_SHOWN = 20
FEWEST = 5  # below this a number of people says too much of each to whom reads no names


def versions_named(versions: Iterable[QuestionVersion]) -> list[tuple[str, str]]:
    """Versions to choose from, each with when it was published."""
    return [
        (
            str(version.pk),
            _("Version %(number)d, published %(time)s")
            % {"number": version.number, "time": moment_text(version.created_at)},
        )
        for version in versions
    ]


def options_shown(version: QuestionVersion) -> list[str]:
    """The options in the order of their author; none where they are the accepted answers."""
    if version.kind in BY_FORMS:
        return []
    if is_lettered(version.kind):
        return list(lettered_texts(version).values())
    matched = ((option["text"], option.get("match", "")) for option in version.options)
    return [f"{text} → {match}" if match else text for text, match in matched]


def lettered_texts(version: QuestionVersion) -> dict[str, str]:
    """The options by id, with the letters that they bear in the bank."""
    if not is_lettered(version.kind):
        return version.texts
    return {
        pk: f"{letter(place)}. {text}" for place, (pk, text) in enumerate(version.texts.items())
    }


def key_text(version: QuestionVersion) -> str:
    """What counts as right in the version now."""
    item = shown(version.item)
    if version.kind in BY_FORMS:
        return " / ".join(option["text"] for option in item.options)
    texts = lettered_texts(version)
    return "; ".join(texts[option["id"]] for option in item.options if option["is_correct"])


def decided_text(repair: KeyRepair, version: QuestionVersion | None) -> str:
    """What is to be right, in words; empty where the question is voided."""
    if repair.act == Act.VOID:
        return ""
    texts = lettered_texts(version) if version else {}
    keys = [" + ".join(texts.get(pk, pk) for pk in key) for key in repair.keys]
    return " / ".join([*keys, *repair.forms])


def consequences(
    preview: Mapping[str, Any],
    titles: Mapping[int, str],
    withheld: Collection[int],
    names: Mapping[int, str] | None,
) -> dict[str, Any]:
    """The preview for a reader; `names` by person for who may read them, else None.

    Of an examination whose results are withheld it says only how many handed in.
    """
    told = [quiz for quiz in preview["quizzes"] if quiz["quiz_id"] not in withheld]
    rest = [quiz for quiz in preview["quizzes"] if quiz["quiz_id"] in withheld]
    is_precise = names is not None
    return {
        "figures": _figures(told, is_precise),
        "quizzes": [_quiz(quiz, titles, is_precise) for quiz in told],
        "withheld": [
            {"title": titles.get(quiz["quiz_id"], ""), "attempts": quiz["attempts"]}
            for quiz in rest
        ],
        "running": _running(preview["running"]),
        "short": [titles[pk] for pk in preview.get("short", []) if pk in titles],
        "bank": IN_BANK[preview["bank"]],
        "to_passed": _named(told, "to_passed", names),
        "to_failed": _named(told, "to_failed", names),
        "moves": _moves(told, titles, names),
    }


def _figures(quizzes: Sequence[Mapping[str, Any]], is_precise: bool) -> list[tuple[str, str]]:
    labels = (
        ("changed", _("people whose result changes")),
        ("up", _("go up")),
        ("down", _("go down")),
        ("to_passed", _("from not passed to passed")),
        ("to_failed", _("from passed to not passed")),
    )
    counted = {name: len(people(quizzes, name)) for name, _label in labels if name != "changed"}
    counted["changed"] = len(people(quizzes, "up") | people(quizzes, "down"))
    parts = {name: [len(quiz[name]) for quiz in quizzes] for name in counted if name != "changed"}
    parts["changed"] = [counted["up"], counted["down"], *parts["up"], *parts["down"]]
    return [(label, _sum(counted[name], parts[name], is_precise)) for name, label in labels]


def _quiz(quiz: Mapping[str, Any], titles: Mapping[int, str], is_precise: bool) -> dict[str, Any]:
    names = ("up", "down", "to_passed", "to_failed")
    return {
        "title": titles.get(quiz["quiz_id"], ""),
        "attempts": quiz["attempts"],
        "numbers": [_number(len(quiz[name]), is_precise) for name in names],
        "moves": _moves_text(quiz["moves"], is_precise),
    }


def _number(count: int, is_precise: bool) -> str:
    """A number of people, blurred where few of them could be recognised."""
    if is_precise or not count or count >= FEWEST:
        return str(count)
    return _("fewer than %(number)d") % {"number": FEWEST}


def _sum(count: int, parts: Iterable[int], is_precise: bool) -> str:
    """A sum, blurred as well where it would give a blurred part of it away."""
    if is_precise or count < FEWEST or not any(0 < part < FEWEST for part in parts):
        return _number(count, is_precise)
    return _("at least %(number)d") % {"number": FEWEST}


def _running(count: int) -> str:
    if not count:
        return ""
    text = ngettext(
        "%(count)d attempt is running: it is marked by the new key when it is handed in.",
        "%(count)d attempts are running: they are marked by the new key when they are handed in.",
        count,
    )
    return text % {"count": count}


def _moves_text(moves: Sequence[Sequence[int]], is_precise: bool) -> str:
    """What happens among the first places, in a line; not how much where few are concerned."""
    found = [(person, before, after) for person, before, after in moves]
    if not found:
        return ""
    if not is_precise and len(found) < FEWEST:
        return _("changes among the first places")
    if swap := is_swap(found):
        return _("places %(one)d and %(other)d change hands") % {"one": swap[0], "other": swap[1]}
    text = ngettext(
        "%(count)d change among the first places",
        "%(count)d changes among the first places",
        len(found),
    )
    return text % {"count": len(found)}


def _named(
    quizzes: Sequence[Mapping[str, Any]], which: str, names: Mapping[int, str] | None
) -> dict[str, Any] | None:
    """Names in the order of the alphabet, the first of many; None for who reads none."""
    found = people(quizzes, which)
    if not names or not found:
        return None
    known = sorted(names.get(person, "") for person in found)
    return {"names": known[:NAMES_SHOWN], "more": max(len(known) - NAMES_SHOWN, 0)}


def _moves(
    quizzes: Sequence[Mapping[str, Any]],
    titles: Mapping[int, str],
    names: Mapping[int, str] | None,
) -> list[dict[str, Any]]:
    """Who changes places in which quiz, for those who read names."""
    if not names:
        return []
    return [
        {
            "title": titles.get(quiz["quiz_id"], ""),
            "name": names.get(person, ""),
            "before": before,
            "after": after,
        }
        for quiz in quizzes
        for person, before, after in quiz["moves"]
    ]
