"""Options out of the cells of a row, and which of them a key names; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from quiz.formats.base import ERROR, NOTICE, WARNING
from quiz.formats.labels import (
    ALPHABET,
    AMBIGUOUS,
    CONTRADICTION,
    EITHER,
    Labelled,
    choice_of,
    follows,
    key_of,
    labels_in,
    normalised,
    option_of,
    options_on,
    starred,
    truth_of,
    without_mark,
)

TICKS = frozenset(("x", "v", "✓", "✔", "√", "☑", "☒", "✅", "*", "đúng", "đ", "true", "đáp án"))
# A semicolon stays with its option at first, so that a full stop behind the last is understood.
SEPARATORS = (re.compile(r"\|"), re.compile("(?<=;)"))
_ABBREVIATION = re.compile(r"\.\S*\.$")  # «v.v.» and «…» keep their last full stop


class Whole(NamedTuple):
    """A question with its options, and perhaps its key, in one cell."""

    stem: str
    options: str
    key: str = ""


class Fault(NamedTuple):
    """Something about the options or the key of a row."""

    severity: str
    code: str
    text: str = ""
    details: dict[str, object] = {}


@dataclass(slots=True)
class Option:
    """An option while its row is read; `column` is where its cell stands."""

    text: str
    label: str = ""
    is_correct: bool = False
    column: int = -1


@dataclass(slots=True)
class Options:
    """The options of a row and what was noticed on the way."""

    options: list[Option] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    empty_labels: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Label and text of each, as keys are compared with them."""
        return [(option.label, option.text) for option in self.options]


def label_at(place: int) -> str:
    """The label of the option at a place: A … Z, then 27 …."""
    return ALPHABET[place] if place < len(ALPHABET) else str(place + 1)


def from_columns(cells: Sequence[tuple[str, str, int]]) -> Options:
    """Options from columns of their own, each given as label, text and column.

    A label that stands in every cell again is taken off, as is usual where people copy from Word.
    """
    found = Options()
    last = max((place for place, cell in enumerate(cells) if cell[1]), default=-1)
    for place, (label, text, column) in enumerate(cells):
        if text:
            found.options.append(Option(text, label, column=column))
        else:
            found.empty_labels.append(label)
            if place < last:
                found.faults.append(Fault(WARNING, "sheet_option_gap", label))
    _take_labels_off(found)
    return found


def _take_labels_off(found: Options) -> None:
    """Remove the labels that cells repeat; complain of labels that contradict the columns."""
    again = [option_of(option.text) for option in found.options]
    labels = [labelled.label if labelled else "" for labelled in again]
    if len(labels) < 2 or not all(labels):
        return
    own = [normalised(option.label) for option in found.options]
    if labels in (own, [label_at(place) for place in range(len(labels))]):
        for option, labelled in zip(found.options, again, strict=True):
            if labelled and labelled.text:
                option.text = labelled.text
    elif all(follows(two, one) for one, two in pairwise(labels)):
        found.faults.append(Fault(ERROR, "sheet_labels_differ", ", ".join(labels)))


def from_cell(text: str, named: Sequence[str] = ()) -> Options:
    """Options that stand together in one cell: on lines of their own, or several on one line.

    A last line without a label is an option if the key names the label that it would have.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    is_labelled = any(option_of(line) for line in lines)
    found = _labelled(lines, named) if is_labelled else _unlabelled(lines)
    _take_signs_off(found.options)
    return found


def _labelled(lines: Sequence[str], named: Sequence[str]) -> Options:
    parts = [labelled for line in lines for labelled in options_on(line) or [Labelled("", line)]]
    found = Options()
    for place, part in enumerate(parts):
        following = next((later.label for later in parts[place + 1 :] if later.label), "")
        _add(found, part, following, named if place + 1 == len(parts) else ())
    return found


def _take_signs_off(options: Sequence[Option]) -> None:
    """Remove the semicolons between options; a full stop behind the last belongs to them.

    Where the others end without semicolons the full stop is the option's own.
    """
    is_row = len(options) > 1 and all(option.text.endswith(";") for option in options[:-1])
    for option in options:
        option.text = option.text.rstrip("; ") or option.text
    if is_row and not _ABBREVIATION.search(options[-1].text):
        options[-1].text = options[-1].text.removesuffix(".").rstrip() or options[-1].text


def _unlabelled(lines: Sequence[str]) -> Options:
    """Each line an option, or the parts of the only line."""
    texts = list(lines)
    for separator in SEPARATORS:
        if len(texts) == 1:
            parts = map(str.strip, separator.split(texts[0]))
            texts = [text for text in parts if text.strip("; ")]
    found = Options()
    for place, text in enumerate(texts):
        bare, is_marked = starred(text.strip())
        found.options.append(Option(bare, label_at(place), is_marked))
    found.faults.append(Fault(WARNING, "sheet_options_unlabelled"))
    return found


def _add(found: Options, part: Labelled, following: str, named: Sequence[str]) -> None:
    """Add a part of the cell: an option, one whose label is missing, or more of the one before."""
    last = found.options[-1] if found.options else None
    if part.label:
        found.options.append(Option(part.text, part.label, part.is_marked))
        return
    before = last.label if last else ""
    named_next = next((label for label in named if follows(label, before)), "")
    missing = _label_between(before, following) or named_next
    if missing:
        found.options.append(Option(part.text.strip(), missing, part.is_marked))
        found.faults.append(
            Fault(WARNING, "sheet_option_label_missing", part.text.strip(), {"label": missing})
        )
    elif last:
        last.text = f"{last.text}\n{part.text.strip()}"
        if not following:
            found.faults.append(
                Fault(NOTICE, "sheet_option_line_joined", part.text.strip(), {"label": last.label})
            )
    else:
        found.faults.append(Fault(ERROR, "sheet_option_before_label", part.text.strip()))


def _label_between(before: str, after: str) -> str:
    """The one label that is missing between two, empty if none or more are."""
    if not after or (before and follows(after, before)):
        return ""
    candidates = [*ALPHABET, "Đ", *map(str, range(1, 31))]
    if not before:
        return next((one for one in ("A", "1") if follows(after, one)), "")
    return next((one for one in candidates if follows(one, before) and follows(after, one)), "")


def whole_of(text: str) -> Whole | None:
    """The parts of a cell that holds the question and its options A, B … on lines below it."""
    lines = text.split("\n")
    labels = [labelled.label if (labelled := option_of(line)) else "" for line in lines]
    for place in range(1, len(lines)):
        if labels[place] == "A" and ("B" in labels[place:] or len(options_on(lines[place])) > 1):
            options, key = without_key("\n".join(lines[place:]))
            return Whole("\n".join(lines[:place]).strip(), options, key)
    return None


def without_key(text: str) -> tuple[str, str]:
    """The options of a cell without a last line that gives the key, and that key."""
    options, _end, last = text.rpartition("\n")
    found = key_of(last) if options and option_of(last) is None else None
    return (options.strip(), found.value) if found and found.value else (text, "")


def right_and_wrong(right: str, wrong: Sequence[str]) -> Options:
    """The right option from a column of its own, and the wrong ones from theirs."""
    found = Options([Option(right, "A", is_correct=True)] if right else [])
    found.options += [
        Option(text, label_at(place))
        for place, text in enumerate(wrong, len(found.options))
        if text
    ]
    return found


def is_tick(text: str) -> bool:
    """Whether a cell beside an option says that it is right."""
    return text.strip().lower() in TICKS


def take_marks(found: Options) -> None:
    """Take marks of the right option off the texts: «(đúng)», «✓», a star in front."""
    for option in found.options:
        text, is_marked = without_mark(option.text)
        bare, is_starred = starred(text)
        if is_marked or is_starred:
            option.text, option.is_correct = bare, True


def resolve(key: str, found: Options, *, by_label: bool = False, by_text: bool = False) -> None:
    """Mark the options that the key names, or say why none could be.

    With `by_label` a label is only a label, as in the template; with `by_text` only whole texts of
    options count, for columns that say so.
    """
    named = labels_in(key)
    pairs = found.pairs
    choice = choice_of(key, [("", text) for _label, text in pairs] if by_text else pairs)
    if named and not by_label and not by_text:
        same = [place for place, (_, text) in enumerate(pairs) if _alike(text) == _alike(key)]
        if same and choice.places and same != list(choice.places):
            found.faults.append(Fault(ERROR, "sheet_key_ambiguous", key))
            return
    if not choice.places:
        found.faults.append(_unresolved(key, choice.fault, named, found))
        return
    for place in choice.places:
        found.options[place].is_correct = True
    found.faults += _remarks(key, choice.rest, named, [pairs[place][1] for place in choice.places])


def _remarks(key: str, rest: str, named: Sequence[str], texts: Sequence[str]) -> list[Fault]:
    """What is worth a look about a key that was understood."""
    if rest:
        return [Fault(WARNING, "sheet_key_text_differs", key)]
    is_by_text = not named and len(texts) == 1 and truth_of(key) is None
    if is_by_text and not _alike(key).endswith(_alike(texts[0])):
        return [Fault(WARNING, "sheet_key_nearly", key, {"option": texts[0]})]
    return []


def _unresolved(key: str, fault: str, named: Sequence[str], found: Options) -> Fault:
    """Why a key names no option."""
    labels = ", ".join(option.label for option in found.options)
    if fault in {AMBIGUOUS, CONTRADICTION, EITHER}:
        return Fault(ERROR, f"sheet_key_{fault}", key)
    if any(normalised(label) in named for label in found.empty_labels):
        return Fault(ERROR, "sheet_key_of_empty_option", key)
    return Fault(ERROR, "sheet_key_unknown", key, {"labels": labels})


def _alike(text: str) -> str:
    return " ".join(text.casefold().split())
