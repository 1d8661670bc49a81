"""Reads the lines of one question: its text, its options, its key and what else is said; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from intranet.pages.files.word.words import Words
from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadImage
from quiz.formats.documents.marks import mark_of
from quiz.formats.documents.options import DraftOption, has_mark, tidy
from quiz.formats.documents.segments import Block, Piece
from quiz.formats.documents.words import (
    attribute_of,
    brackets_of,
    key_inside,
    true_false_of,
)
from quiz.formats.labels import (
    Key,
    Labelled,
    choice_of,
    follows,
    key_of,
    labels_in,
    option_of,
    options_on,
    truth_of,
)
from quiz.formats.sheets.words import difficulty_of

_FIRST_INSIDE = re.compile(r"(?<=\S)\s+(?=\*?[(\[]?[Aa]\ ?[.):/])")
_POINT = re.compile(r"\s*[-–•+○▪●➢]\s+(?=\S)")
FARTHEST = 2  # letters that may lie between two options before the second is taken for text


MOST_OPTIONS = 200  # of a question; many questions that ran into one have more


class GivenKey(NamedTuple):
    """A key as written, and where."""

    value: str
    place: Place


@dataclass(slots=True)
class Draft:
    """A question as understood so far."""

    block: Block
    stem: list[Words] = field(default_factory=list)
    options: list[DraftOption] = field(default_factory=list)
    keys: list[GivenKey] = field(default_factory=list)
    values: dict[str, list[Words]] = field(default_factory=dict)
    images: list[ReadImage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.block.pieces[0].source.place

    def said(self, name: str) -> str:
        """What is said about it under this name, empty if nothing is."""
        return tidy(line.text for line in self.values.get(name, ()))

    @property
    def question(self) -> str:
        """Its text."""
        return tidy(line.text for line in self.stem)


class Shape(NamedTuple):
    """What a line of a question may be: a key, something said about it, options, or plain text."""

    piece: Piece
    key: Key | None = None
    said: tuple[str, str] | None = None
    options: Sequence[Labelled] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but text."""
        return not (self.key or self.said or self.options)


def split(block: Block) -> list[Block]:
    """Cut a block where a second question begins without saying so: options or a key anew."""
    shapes = [_shape(piece) for piece in block.pieces]
    cuts = _cuts(shapes)
    if not cuts:
        return [block]
    bounds = [0, *cuts, len(shapes)]
    blocks = [
        replace(block, pieces=block.pieces[start:end], number=None, is_started=False)
        for start, end in pairwise(bounds)
    ]
    blocks[0].number, blocks[0].is_started = block.number, block.is_started
    return blocks


def is_question(block: Block) -> bool:
    """Whether a block that does not say so is a question: it has two options or a key."""
    shapes = [_shape(piece) for piece in block.pieces]
    options = sum(len(shape.options) for shape in shapes)
    return block.is_started or options > 1 or any(shape.key for shape in shapes)


def draft_of(block: Block) -> Draft:
    """Return what the lines of a question say."""
    return _Reader(block).read()


def _shape(piece: Piece) -> Shape:
    """What a line may be."""
    return Shape(piece, *_meaning(piece.text))


@lru_cache(maxsize=4096)
def _meaning(text: str) -> tuple[Key | None, tuple[str, str] | None, tuple[Labelled, ...]]:
    """The key, the remark or the options that a line may be; asked several times for each."""
    if key := key_of(text):
        return key, None, ()
    if said := attribute_of(text):
        return None, said, ()
    if true_false_of(text):
        return None, None, ()
    options = (option for option in options_on(text) if not option.label.isdigit())
    return None, None, tuple(options)


def _cuts(shapes: Sequence[Shape]) -> list[int]:
    """Where further questions begin within these lines."""
    cuts: list[int] = []
    labels: list[str] = []
    has_key, tail, loose = False, -1, -1
    for place, shape in enumerate(shapes):
        is_blank = shape.piece.source.is_after_blank
        begins = bool(shape.options) and shape.options[0].label == "A" and len(labels) > 1
        again = begins or (shape.key is not None and has_key)
        start = tail if tail >= 0 else loose if begins else -1
        if again and start >= 0:
            cuts.append(start)
            labels, has_key = [], False
        if shape.is_plain:
            loose = place if loose < 0 else loose
            may_begin = has_key or (is_blank and len(labels) > 1)
            tail = place if tail < 0 and may_begin else tail
            continue
        tail = loose = -1
        labels += [option.label for option in shape.options]
        has_key = has_key or shape.key is not None
        if shape.said:
            has_key = has_key and shape.said[0] != "explanation"
    return [cut for cut in cuts if cut > 0]


class _Reader:
    """Goes through the lines of one question."""

    def __init__(self, block: Block) -> None:
        self.draft = Draft(block)
        self.shapes = [_shape(piece) for piece in _options_apart(_keys_apart(block.pieces))]
        self.first = _first_option(self.shapes)
        self.next_labels = _next_labels(self.shapes)
        self.labels: set[str] = set()
        self.target: list[Words] | None = self.draft.stem  # where text without a name belongs
        self.awaits_key = False
        self.is_full = False

    def read(self) -> Draft:
        """Read all lines."""
        for place, shape in enumerate(self.shapes):
            self._take(place, shape)
            self._take_along(shape.piece)
        self._clean_start()
        self._offer_truths()
        self._number_options()
        self._point_options()
        return self.draft

    def _take(self, place: int, shape: Shape) -> None:
        """Read one line."""
        if self.awaits_key and shape.piece.text:
            self.awaits_key = False
            if shape.is_plain or labels_in(shape.piece.text):
                self._key(Key(shape.piece.text), shape.piece)
                return
        if shape.key:
            self._key(shape.key, shape.piece)
        elif shape.said:
            self._said(*shape.said, shape.piece)
        elif shape.options and place >= self.first and self._fits(shape.options[0]):
            self._options(place, shape)
        else:
            self._text(shape.piece)

    def _key(self, key: Key, piece: Piece) -> None:
        """A key of this question."""
        self.target = None
        if key.value:
            self.draft.keys.append(GivenKey(key.value, piece.source.place))
        else:
            self.awaits_key = True

    def _said(self, name: str, value: str, piece: Piece) -> None:
        """Something said about the question, which may go on in the next lines."""
        lines = self.draft.values.setdefault(name, [])
        lines += [Words(value)] if value else []
        self.target = lines if name in {"explanation", "source_label"} else None
        if name == "difficulty" and not difficulty_of(value):
            self._tell(WARNING, "typed_difficulty_unknown", piece, value)

    def _fits(self, option: Labelled) -> bool:
        """Whether a label can be that of an option here, and not the beginning of a sentence."""
        options = self.draft.options
        if not options or not option.label or not options[-1].label:
            return True
        last = options[-1].label
        if follows(option.label, last):
            return True
        distance = ord(option.label[0]) - ord(last[0])
        return -len(options) - 1 <= distance <= FARTHEST and not option.is_tight

    def _options(self, place: int, shape: Shape) -> None:
        """One or several options of a line."""
        if len(self.draft.options) >= MOST_OPTIONS:
            self._leave_out(shape.piece)
            return
        found = list(shape.options)
        following = self.next_labels[place]
        whole = option_of(shape.piece.text)
        is_single = len(found) > 1 and following == found[1].label
        if is_single and whole:
            found = [whole]
        words, offset = shape.piece.words, 0
        for option in found:
            start = words.text.find(option.text, offset + 1 if option.label else offset)
            start = start if start >= 0 and option.text else offset
            text = words.cut(start, start + len(option.text)) if option.text else Words("")
            label = words.cut(offset, start)
            offset = start + len(option.text)
            is_marked = option.is_marked or has_mark(option.text)
            self._check_order(option, shape.piece)
            self.draft.options.append(DraftOption(option.label, [text], label, is_marked))
        self.target = None

    def _check_order(self, option: Labelled, piece: Piece) -> None:
        """Labels that do not follow each other point to a lost option."""
        last = self.draft.options[-1].label if self.draft.options else None
        if option.label and option.label in self.labels:
            self._tell(WARNING, "typed_label_twice", piece, option.label)
        elif option.label and last is not None and not follows(option.label, last):
            details = {"label": option.label, "earlier": last}
            self._tell(WARNING, "typed_label_order", piece, option.label, details)
        elif option.label not in {"", "A", "1"} and last is None:
            details = {"label": option.label, "earlier": "–"}
            self._tell(WARNING, "typed_label_order", piece, option.label, details)
        self.labels.add(option.label)

    def _leave_out(self, piece: Piece) -> None:
        """One option too many: it and the text behind it are not read, which is said once."""
        self.target = []
        if not self.is_full:
            self.is_full = True
            details = {"most": MOST_OPTIONS}
            self._tell(ERROR, "typed_options_left_out", piece, piece.text, details)

    def _text(self, piece: Piece) -> None:
        """Text that goes on with what it stands behind; behind a key it belongs to nothing."""
        if not piece.text:
            return
        if self.target is not None:
            self.target.append(piece.words)
        elif self.draft.options and not self.draft.keys and not self.draft.values:
            option = self.draft.options[-1]
            option.lines.append(piece.words)
            option.is_marked = option.is_marked or has_mark(piece.text)
        else:
            self.draft.unread.append(piece)

    def _take_along(self, piece: Piece) -> None:
        """Pictures and messages that came with a line."""
        self.draft.problems += piece.source.problems
        if self.draft.options and piece.source.images:
            self._tell(WARNING, "docx_picture_in_option", piece, self.draft.options[-1].text)
        else:
            self.draft.images += piece.source.images

    def _clean_start(self) -> None:
        """Take difficulty and points from the brackets before the question."""
        if not self.draft.stem:
            return
        first = self.draft.stem[0]
        offset, difficulty, points = brackets_of(first.text)
        self.draft.stem[0] = first.cut(offset)
        if difficulty:
            self.draft.values.setdefault("difficulty", []).append(Words(difficulty))
        if points:
            self._tell(NOTICE, "typed_points", self.draft.block.pieces[0], points)

    def _offer_truths(self) -> None:
        """A line «Đúng / Sai», or two lines with these words, are the options."""
        stem = self.draft.stem
        if self.draft.options or not stem:
            return
        if words := true_false_of(stem[-1].text):
            self.draft.options = [_unlabelled(Words(word)) for word in words]
            stem.pop()
        elif len(stem) > 2 and {truth_of(line.text) for line in stem[-2:]} == {True, False}:
            self.draft.options = [_unlabelled(line) for line in stem[-2:]]
            del stem[-2:]

    def _number_options(self) -> None:
        """Numbered lines at the end of the text are the options where nothing else is."""
        stem = self.draft.stem
        if self.draft.options:
            return
        found: list[tuple[int, Labelled]] = []
        for place, line in enumerate(stem[1:], start=1):
            option = option_of(line.text)
            if option and option.label == str(len(found) + 1):
                found.append((place, option))
        if len(found) < 2:
            return
        starts = [place for place, _option in found] + [len(stem)]
        for (place, option), end in zip(found, starts[1:], strict=True):
            text = stem[place].part(option.text)
            label = stem[place].cut(0, len(stem[place].text) - len(text.text))
            lines = [text, *stem[place + 1 : end]]
            is_marked = option.is_marked or has_mark(option.text)
            self.draft.options.append(DraftOption(option.label, lines, label, is_marked))
        del stem[starts[0] :]

    def _point_options(self) -> None:
        """Points of a list are the options where the key or a mark chooses among them."""
        stem = self.draft.stem
        count = next((at for at, line in enumerate(reversed(stem)) if not _point(line)), len(stem))
        if self.draft.options or count < 2 or count == len(stem):
            return
        options = [_unlabelled(point) for point in map(_point, stem[-count:]) if point]
        for option in options:
            option.is_marked = has_mark(option.lines[0].text)
        pairs = [("", option.text) for option in options]
        chosen = [choice_of(key.value, pairs) for key in self.draft.keys]
        is_chosen = all(choice.places for choice in chosen) if chosen else mark_of(options).places
        if is_chosen or any(labels_in(key.value) for key in self.draft.keys):
            self.draft.options = options
            del stem[-count:]

    def _tell(
        self,
        severity: str,
        code: str,
        piece: Piece,
        text: str,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Keep a message about a line."""
        problem = Problem(severity, code, piece.source.place, text, details or {})
        self.draft.problems.append(problem)


def _point(line: Words) -> Words | None:
    """A point of a list without its sign, None for another line."""
    match = _POINT.match(line.text)
    return line.cut(match.end()) if match else None


def _unlabelled(words: Words) -> DraftOption:
    """An option that stands there without a label."""
    return DraftOption("", [words], Words(""))


def _keys_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines, those cut in two where a key stands behind an option or the question."""
    found: list[Piece] = []
    for piece in pieces:
        place = key_inside(piece.words.text)
        if place is None or key_of(piece.text):
            found.append(piece)
            continue
        bare = replace(piece.source, images=(), problems=())
        found.append(Piece(piece.source, piece.words.cut(0, place)))
        text = piece.words.text[place:].strip(" \t()[]")
        found.append(Piece(bare, Words(text)))
    return found


def _options_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines, one cut in two where its options begin behind the question: «Là gì? A. x B. y».

    Only where no line begins with an option.
    """
    if any(_shape(piece).options for piece in pieces):
        return list(pieces)
    found: list[Piece] = []
    for piece in pieces:
        text = piece.words.text
        cuts = [match.end() for match in _FIRST_INSIDE.finditer(text)]
        cut = next((place for place in cuts if len(options_on(text[place:])) > 1), None)
        if cut is None or key_of(piece.text):
            found.append(piece)
            continue
        bare = replace(piece.source, images=(), problems=())
        found += [Piece(piece.source, piece.words.cut(0, cut)), Piece(bare, piece.words.cut(cut))]
    return found


def _next_labels(shapes: Sequence[Shape]) -> list[str | None]:
    """For each line the label of the first option below it, if there is one."""
    labels: list[str | None] = []
    following: str | None = None
    for shape in reversed(shapes):
        labels.append(following)
        following = shape.options[0].label if shape.options else following
    return labels[::-1]


def _first_option(shapes: Sequence[Shape]) -> int:
    """Where the options begin: with an A that a B follows, not with «A. Nguyễn … là ai?».

    Below the first line an A that another A follows at once is an option whose letter stands twice.
    """
    labels = [
        (place, option.label) for place, shape in enumerate(shapes) for option in shape.options
    ]
    places = [
        place
        for (place, label), (next_place, following) in pairwise(labels)
        if label == "A" and (following != "A" or 0 < place == next_place - 1)
    ]
    if places:
        return _behind_lists(places, shapes)
    later = [place for place, _label in labels if place > 0]
    if len(labels) > 1 and len(later) < len(labels) and labels[0][1] != "A":
        return later[0] if later else 0
    return later[0] if later else len(shapes)


def _behind_lists(places: Sequence[int], shapes: Sequence[Shape]) -> int:
    """The first of these lines, or a later one where a list in small letters comes before it."""
    first, last = places[0], places[-1]
    forms = [shapes[place].options[0].form for place in (first, last)]
    return last if forms[0] != forms[1] else first
