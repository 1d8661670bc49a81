"""Which lines of an Aiken file are stems, options and keys.

A line «A. …» may begin an option or a stem («A. Nguyễn Văn Trỗi …»): what follows tells. Options
are a run of labels that begins with the first one; a run without a key is a question without a key,
never part of the next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from quiz.formats.labels import Key, Labelled, follows, key_of, option_of, options_on

FIRST = frozenset({"A", "1"})
FEWEST = 2

_STRICT_KEY = re.compile(r"\s*(?:answer|đáp\s*án|dap\s*an)\s*[:：]", re.IGNORECASE)
_CASE = re.compile("[1Aa]")


class TextLine(NamedTuple):
    """A line that is not blank, with the option or the key that it may be."""

    number: int
    text: str
    is_after_blank: bool = False
    labelled: Labelled | None = None
    key: Key | None = None


@dataclass(slots=True)
class Option:
    """An option with the lines that belong to it."""

    label: str
    text: str
    is_marked: bool
    line: int


@dataclass(slots=True)
class Group:
    """The lines of one question; `lines` are the numbers of all of them."""

    stem: list[TextLine] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    key: TextLine | None = None
    lines: list[int] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where the question begins."""
        return self.lines[0]


def groups_of(text: str) -> Iterator[Group]:
    """The questions of a file; one with neither options nor key is text that belongs to none."""
    block: list[TextLine] = []
    has_option = is_after_blank = False
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            is_after_blank = True
            continue
        line = _line(number, raw.strip(), is_after_blank and bool(block), has_option)
        block.append(line)
        has_option, is_after_blank = has_option or line.labelled is not None, False
        if line.key:
            yield from _groups(block)
            block, has_option = [], False
    yield from _groups(block)


def _line(number: int, text: str, is_after_blank: bool, has_option: bool) -> TextLine:
    """A line with what it may be; a key without its usual words counts only after options."""
    key = key_of(text)
    if key and not (has_option or _STRICT_KEY.match(text)):
        key = None
    labelled = None if key else option_of(text)
    if labelled and not labelled.label:
        labelled = None
    return TextLine(number, text, is_after_blank, labelled, key)


def _groups(block: list[TextLine]) -> Iterator[Group]:
    """The questions of the lines up to a key: one, or several of which only the last has it."""
    if not block:
        return
    key = block[-1] if block[-1].key else None
    lines = block[:-1] if key else block
    runs = _runs(lines)
    if not runs:
        yield _group(lines, [], key)
        return
    begin = 0
    for run, following in pairwise([*runs, []]):
        end = following[0] if following else len(lines)
        if following or key is None:
            end = _end_of_last_option(lines, run[-1], end, is_cut=bool(following))
        yield _group(lines[begin:end], [place - begin for place in run], None if following else key)
        begin = end
    if begin < len(lines):
        yield _group(lines[begin:], [], None)


def _end_of_last_option(lines: Sequence[TextLine], last: int, end: int, *, is_cut: bool) -> int:
    """Where a question without a key ends: at a blank line, else where its last option does."""
    for place in range(last + 1, end):
        if lines[place].is_after_blank:
            return place
    return last + 1 if is_cut else end


def _runs(lines: Sequence[TextLine]) -> list[list[int]]:
    """The places of the options, one list for each question."""
    places = _candidates(lines)
    before: list[int] = []
    runs: list[list[int]] = []
    for place in places:
        if _label(lines[place]) in FIRST:
            runs.append([place])
        else:
            (runs[-1] if runs else before).append(place)
    if not runs:
        return [before] if before else []
    kept = [run for run, later in pairwise(runs) if _are_options(lines, run, later)] + runs[-1:]
    known = {_label(lines[place]) for place in kept[0]}
    is_other_order = before and before[0] > 0 and not known & {_label(lines[at]) for at in before}
    return [before + kept[0], *kept[1:]] if is_other_order else kept


def _are_options(lines: Sequence[TextLine], run: Sequence[int], later: Sequence[int]) -> bool:
    """Whether a run before another is options: «A. Nguyễn …» alone begins the stem of the other."""
    if len(run) >= FEWEST:
        return True
    return run[0] > 0 and any(line.is_after_blank for line in lines[run[0] + 1 : later[0]])


def _candidates(lines: Sequence[TextLine]) -> list[int]:
    """Places of lines with a label, of the same kind as the last one if those are enough.

    Kinds are letters, small letters and numbers: a list in the stem often has another kind.
    """
    places = [place for place, line in enumerate(lines) if line.labelled]
    alike = [place for place in places if _case(lines[place]) == _case(lines[places[-1]])]
    return alike if len({_label(lines[place]) for place in alike}) >= FEWEST else places


def _label(line: TextLine) -> str:
    return line.labelled.label if line.labelled else ""


def _case(line: TextLine) -> str:
    found = _CASE.search(line.labelled.form) if line.labelled else None
    return found[0] if found else ""


def _group(lines: Sequence[TextLine], places: Sequence[int], key: TextLine | None) -> Group:
    """The lines of a question put where they belong."""
    first = places[0] if places else len(lines)
    group = Group(list(lines[:first]), key=key, lines=[line.number for line in lines])
    group.lines += [key.number] if key else []
    is_split = _stand_side_by_side([lines[place] for place in places])
    are_options = frozenset(places)
    for place in range(first, len(lines)):
        line = lines[place]
        if place in are_options:
            group.options += _options(line, is_split=is_split)
        else:
            joint = "\n\n" if line.is_after_blank else "\n"
            group.options[-1].text = f"{group.options[-1].text}{joint}{line.text}".strip()
    return group


def _options(line: TextLine, *, is_split: bool) -> list[Option]:
    """The option of a line, or the options that stand side by side on it."""
    found = options_on(line.text) if is_split else [line.labelled] if line.labelled else []
    return [Option(one.label, one.text, one.is_marked, line.number) for one in found]


def _stand_side_by_side(lines: Sequence[TextLine]) -> bool:
    """Whether several options stand on a line: only so their labels run without a gap."""
    if _is_gapless([_label(line) for line in lines]) and len(lines) >= FEWEST:
        return False
    labels = [one.label for line in lines for one in options_on(line.text)]
    return len(labels) > len(lines) and _is_gapless(labels)


def _is_gapless(labels: Sequence[str]) -> bool:
    """Whether labels begin with the first and each is the next after the one before it."""
    if not labels or labels[0] not in FIRST:
        return False
    return all(follows(later, earlier) for earlier, later in pairwise(labels))
