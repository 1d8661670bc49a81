"""What the author is told about options that speak of each other."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from quiz.drawing import letter
from quiz.phrases import Kind
from quiz.presenters.answers import is_lettered
from quiz.references import (
    PLAIN,
    Reference,
    ReferenceFault,
    decided,
    faults,
    recognised,
)


def notes(kind: str, texts: Sequence[str], handlings: Sequence[str], stem: str) -> list[str]:
    """For each option how it was understood and what follows; empty for an ordinary one."""
    if not is_lettered(kind):
        return [""] * len(texts)
    return [
        _overruled(found) if handling == PLAIN else _note(at, taken)
        for at, (found, taken, handling) in enumerate(
            zip(
                recognised(texts, stem),
                decided(texts, handlings, stem),
                handlings,
                strict=True,
            )
        )
    ]


def lettered_notes(
    kind: str, texts: Sequence[str], handlings: Sequence[str], stem: str
) -> list[tuple[str, str]]:
    """The letters of the options about which there is something to say, with it."""
    said = enumerate(notes(kind, texts, handlings, stem))
    return [(letter(at), note) for at, note in said if note]


def messages(kind: str, texts: Sequence[str], handlings: Sequence[str], stem: str) -> list[str]:
    """What the author must mend, or overrule, before the question is asked."""
    if not is_lettered(kind):
        return []
    return [
        _message(fault) % {"option": letter(at), "letters": _listed(letters)}
        for at, fault, letters in faults(texts, handlings, stem)
    ]


def _note(at: int, reference: Reference | None) -> str:
    if not reference:
        return ""
    named = _listed(letter(place) for place in sorted(set(reference.places)))
    if reference.kind is Kind.LETTERS:
        return _note_of_letters(reference, named)
    if reference.kind is Kind.NONE and reference.spans:
        text = _(
            "Understood as: denies %(named)s; keeps its place, its letters follow the order shown."
        )
    elif reference.kind is Kind.NONE:
        text = _("Understood as: denies the other options; keeps its place.")
    elif reference.places and max(reference.places) < at and reference.spans:
        text = _(
            "Understood as: mentions %(named)s, all options above; keeps its place below them."
        )
    elif reference.places and max(reference.places) < at:
        text = _("Understood as: speaks of all options above; keeps its place below them.")
    else:
        text = _("Understood as: speaks of all other options; keeps its place.")
    return text % {"named": named}


def _note_of_letters(reference: Reference, named: str) -> str:
    if reference.spans:
        text = _("Understood as: mentions %(named)s; the letters will follow the order shown.")
    elif reference.places:
        text = _("Understood as: mentions %(named)s; it and they keep their places.")
    else:
        text = _("Keeps its place.")
    return text % {"named": named}


def _overruled(found: Reference | None) -> str:
    """What was recognised although the author says that there is nothing."""
    if not found:
        return ""
    return _("It reads as if it spoke of other options, but is treated as ordinary, as you chose.")


def _listed(letters: Iterable[str]) -> str:
    """Letters in a row: A, B và C."""
    *others, last = list(letters) or [""]
    if not others:
        return last
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}


def _message(fault: ReferenceFault) -> str:
    return {
        ReferenceFault.NO_SUCH_OPTION: _(
            "Option %(option)s mentions %(letters)s, but there is no such option: correct the "
            "letter, or choose «speaks of no other option» for it."
        ),
        ReferenceFault.ITSELF: _(
            "Option %(option)s mentions itself: correct the letter, or choose «speaks of no other "
            "option» for it."
        ),
        ReferenceFault.NOTHING_THERE: _(
            "Option %(option)s speaks of options that are not there: move it behind the options "
            "it means, or choose «speaks of no other option» for it."
        ),
        ReferenceFault.NOTHING_TO_REWRITE: _(
            "Option %(option)s has no letter that could follow the order shown: choose something "
            "else for it."
        ),
        ReferenceFault.TYPED_LABEL: _(
            "The options begin with letters of their own: remove them, for each option gets its "
            "letter when it is shown."
        ),
    }[fault]
