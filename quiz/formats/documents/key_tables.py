"""Tables of keys: what one line of them says, and which question each entry means; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from quiz.formats.base import Place

_LETTER = r"[A-HĐa-hđ](?![^\W\d_])"
_VALUE = rf"{_LETTER}(?:\s*[,+&]\s*{_LETTER})*|[A-HĐ]{{2,5}}(?!\w)|[Đđ]úng|ĐÚNG|[Ss]ai|SAI|S"
_ENTRY = re.compile(
    rf"[\s,;|.•/]*(?:(?i:từ\s+)?(?i:câu\s*(?:hỏi\s*)?|question\s*))?(?P<number>\d{{1,4}})"
    rf"(?:\s{{0,4}}(?:[-–—]|(?i:đến|tới|to)\s)\s{{0,4}}(?i:câu\s*)?(?P<last>\d{{1,4}}))?\s{{0,4}}"
    rf"(?:->|=>|[.):=|/→–—-]){{0,2}}\s{{0,4}}(?P<value>{_VALUE})(?=$|[\s,;|.)])[)]?"
)
_LEAD = re.compile(
    r"\s*(?:câu(?:\s*(?:hỏi|số))?|stt|question|đáp\s*án|đ/a|đa|answer|key)[\s.:|]+", re.IGNORECASE
)
_END = re.compile(r"[\s,;|.•]*")
_BORDER = re.compile(r"[\t|]+")
_CELL = re.compile(r"[\s,;]+")
_KEY = re.compile(rf"{_LETTER}(?:[\s,&+]*{_LETTER})*|[A-HĐ]{{1,5}}|S|đúng|sai", re.IGNORECASE)


LONGEST_RANGE = 100  # questions that one key may be for: «Câu 1-20: A»


class Entry(NamedTuple):
    """What a table says: the key of the question with this number, in which part if it says so.

    `written` is how a range is written that this entry is one question of: «1-20: A».
    """

    number: int
    value: str
    place: Place
    part: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Entries that stand together, and how many questions stand before them."""

    entries: Sequence[Entry]
    after: int


class Numbered(NamedTuple):
    """A question as tables see it: its number, and which part of the file it belongs to."""

    number: int | None
    part: int
    part_name: str


def entries_on(line: str, place: Place, part: str = "") -> list[Entry]:
    """The entries of a line that holds nothing else: «1. C  2. A», «1-C, 2-A», «Câu 1-3: A»."""
    found: list[Entry] = []
    offset = 0
    while match := _ENTRY.match(line, offset):
        first, last = int(match["number"]), int(match["last"] or match["number"])
        if not first <= last < first + LONGEST_RANGE:
            return []
        written = match[0].strip(" \t,;|.•/") if last > first else ""
        found += [
            Entry(number, match["value"], place, part, written) for number in range(first, last + 1)
        ]
        offset = match.end()
    return found if _END.fullmatch(line, offset) else []


def numbers_on(line: str) -> list[int]:
    """The numbers of a line that holds nothing else, as the upper row of a table: «Câu 1 2 3»."""
    cells = _cells(line)
    if len(cells) < 2 or not all(cell.isascii() and cell.isdigit() for cell in cells):
        return []
    numbers = [int(cell) for cell in cells if len(cell) < 5]
    is_rising = all(one < two for one, two in pairwise(numbers))
    return numbers if is_rising and len(numbers) == len(cells) else []


def letters_on(line: str) -> list[str]:
    """The keys of a line that holds nothing else, as the lower row of a table: «C A B D»."""
    cells = _cells(line)
    return cells if all(_KEY.fullmatch(cell) for cell in cells) else []


def owners(
    tables: Sequence[Table], questions: Sequence[Numbered]
) -> tuple[dict[int, list[Entry]], list[Entry], list[tuple[int, Entry]]]:
    """Whose key each entry is, by the question's place; entries without a question; doubtful ones.

    A table speaks of the questions since the table before it, else of the whole file. Where the
    numbers begin anew in each part, its own parts or named parts have to say which is meant. What
    an earlier entry said alike is not said again.
    """
    own: dict[int, list[Entry]] = {}
    lost: list[Entry] = []
    doubtful: list[tuple[int, Entry]] = []
    numbered: dict[int | None, list[int]] = {}
    for place, question in enumerate(questions):
        numbered.setdefault(question.number, []).append(place)
    repeated: set[tuple[tuple[int, ...], str]] = set()
    earlier = 0
    for table in tables:
        scope = range(earlier, table.after) or range(len(questions))
        parts = _parts(table.entries, [questions[place].part for place in scope])
        for run, entry in _with_runs(table.entries):
            everywhere = numbered.get(entry.number, [])
            within = [place for place in everywhere if place in scope]
            places = _meant(entry, within or everywhere, questions, parts[run : run + 1])
            said = (tuple(places), entry.value)
            if places and said in repeated:
                continue
            repeated.add(said)
            if len(places) == 1:
                own.setdefault(places[0], []).append(entry)
            elif places:
                doubtful += [(place, entry) for place in places]
            else:
                lost.append(entry)
        earlier = table.after or earlier
    return own, lost, doubtful


def _parts(entries: Sequence[Entry], parts: Sequence[int]) -> list[int]:
    """Which part of the file each run of a table means, if there are as many runs as parts."""
    meant = sorted(set(parts))
    return meant if _runs(entries) == len(meant) else []


def _meant(
    entry: Entry, places: Sequence[int], questions: Sequence[Numbered], parts: Sequence[int]
) -> Sequence[int]:
    """The questions of its number that an entry may mean, by its part's name or its run."""
    if len(places) < 2:
        return places
    if entry.part:
        return [place for place in places if questions[place].part_name == entry.part] or places
    return [place for place in places if questions[place].part in parts] if parts else places


def _with_runs(entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Each entry with the number of the run it stands in; a run ends where numbers begin anew."""
    run, highest, found = 0, -1, []
    for entry in entries:
        if entry.number == 1 and highest > 1:
            run, highest = run + 1, -1
        highest = max(highest, entry.number)
        found.append((run, entry))
    return found


def _runs(entries: Sequence[Entry]) -> int:
    """How many runs there are."""
    return 1 + max((run for run, _entry in _with_runs(entries)), default=-1)


def _cells(line: str) -> list[str]:
    """The cells of a row without its name."""
    bare = _LEAD.sub("", line, count=1) if _LEAD.match(line) else line
    cells = _BORDER.split(bare) if _BORDER.search(bare.strip()) else _CELL.split(bare)
    return [cell.strip() for cell in cells if cell.strip()]
