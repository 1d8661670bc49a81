"""Which unit a cell means: one that stands, a new one, or a question; pure, without Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from intranet.organisation.roll import words
from intranet.organisation.roll.rows import ERROR, WARNING, Problem, RollRow

NEW = "new"


class KnownUnit(NamedTuple):
    """A unit as it stands on the day."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the file brings; the parent is an id, the key of another new one, or nothing."""

    key: str
    code: str
    name: str
    kind: str
    parent: int | str | None


class Option(NamedTuple):
    """One answer to a question: what is stored, and what it means."""

    value: str
    kind: str
    text: str = ""
    detail: str = ""


class Question(NamedTuple):
    """Something that only a person knows; `key` is the same in every reading of the file."""

    key: str
    code: str
    text: str
    sheet: str
    row: int
    options: tuple[Option, ...]
    detail: str = ""


# Where a person belongs: the id of a unit that stands, or the key of a new one.
Place = int | str


class UnitIndex:
    """The units of the day with the new ones, found by code, name and answers."""

    def __init__(
        self,
        units: Iterable[KnownUnit],
        all_codes: Iterable[str],
        answers: Mapping[str, str],
    ) -> None:
        self.known = {unit.id: unit for unit in units}
        self.by_code = {unit.code: unit.id for unit in self.known.values()}
        self.closed_codes = set(all_codes) - self.by_code.keys()
        self.answers = answers
        self.new: dict[str, NewUnit] = {}
        self.questions: dict[str, Question] = {}
        self.new_by_question: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._new_by_code: dict[str, str] = {}
        self._codes = set(self.by_code) | self.closed_codes
        self._by_name: dict[str, set[int]] = {}
        self._by_bare: dict[str, set[int]] = {}
        for unit in self.known.values():
            for name in filter(None, (unit.name, unit.short_name)):
                self._by_name.setdefault(words.folded(name), set()).add(unit.id)
                self._by_bare.setdefault(words.bare(name), set()).add(unit.id)
        self._resolved: dict[tuple[str, str, str], Place | None] = {}

    def place_of(self, row: RollRow) -> Place | None:
        """The unit of the row, None while a question or a fault stands in the way."""
        asked = (words.code_of(row.unit_code), words.folded(row.unit), words.folded(row.parent))
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(row)
        return self._resolved[asked]

    def name_of(self, place: Place) -> str:
        """What the unit is called."""
        return self.new[place].name if isinstance(place, str) else self.known[place].name

    def _resolve(self, row: RollRow) -> Place | None:
        code = words.code_of(row.unit_code)
        if code in self.by_code:
            return self._by_its_code(self.by_code[code], row)
        if code in self.closed_codes:
            self._complain(ERROR, "unit_closed", row, row.unit_code)
            return None
        if code in self._new_by_code:
            return self._new_by_code[code]
        if not row.unit:
            self._complain(ERROR, "unit_code_unknown", row, row.unit_code)
            return None
        parent = self._parent_of(row)
        if row.parent and parent is None:
            return None
        return self._by_name_below(row, parent)

    def _by_its_code(self, unit_id: int, row: RollRow) -> int:
        """The code decides; another name is a matter of reorganisation, not of the roll."""
        unit = self.known[unit_id]
        if row.unit and words.folded(row.unit) not in {
            words.folded(unit.name),
            words.folded(unit.short_name),
        }:
            self._complain(WARNING, "unit_named_otherwise", row, f"{row.unit} → {unit.name}")
        return unit_id

    def _parent_of(self, row: RollRow) -> Place | None:
        if not row.parent:
            return None
        upper = RollRow(row.sheet, row.number, "", "", row.parent)
        if words.folded(row.parent) == words.folded(row.unit):
            self._complain(ERROR, "unit_below_itself", row, row.unit)
            return None
        return self.place_of(upper)

    def _by_name_below(self, row: RollRow, parent: Place | None) -> Place | None:
        name = words.folded(row.unit)
        found = self._by_name.get(name, set())
        if parent is not None and found:
            below = {unit_id for unit_id in found if self.known[unit_id].parent_id == parent}
            found = below or found
            is_sure = len(below) == 1
        else:
            is_sure = len(found) == 1
        if is_sure:
            return next(iter(found))
        if not found and words.bare(row.unit) == name:
            found = self._by_bare.get(name, set())
        if not found:
            return self._new(row, parent)
        return self._answered(row, parent, found)

    def _answered(self, row: RollRow, parent: Place | None, found: set[int]) -> Place | None:
        key = f"unit:{words.folded(row.unit)}:{words.folded(row.parent)}"
        options = [
            Option(f"unit:{unit.id}", "unit", unit.name, self._parent_name(unit))
            for unit in sorted((self.known[i] for i in found), key=lambda unit: unit.name)
        ]
        options.append(Option(NEW, "unit_new", row.unit))
        self.questions[key] = Question(
            key, "unit", row.unit, row.sheet, row.number, tuple(options), row.parent
        )
        answer = self.answers.get(key)
        if answer == NEW:
            self.new_by_question[key] = self._new(row, parent)
            return self.new_by_question[key]
        if answer in {option.value for option in options}:
            return int(str(answer).removeprefix("unit:"))
        return None

    def _parent_name(self, unit: KnownUnit) -> str:
        parent = self.known.get(unit.parent_id or 0)
        return parent.name if parent else ""

    def _new(self, row: RollRow, parent: Place | None) -> str:
        """A unit of the file; it stands below the department if the file names no other."""
        namesakes = [key for key in self.new if key.startswith(f"{words.folded(row.unit)}|")]
        if parent is None and len(namesakes) == 1:
            return namesakes[0]
        if parent is None:
            parent = self._only_top()
        key = f"{words.folded(row.unit)}|{parent if parent is not None else ''}"
        if key not in self.new:
            code = self._free_code(words.code_of(row.unit_code) or words.code_of(row.unit))
            kind = words.kind_of_unit(row.unit)
            self.new[key] = NewUnit(key, code, row.unit, kind, parent)
            self._new_by_code[code] = key
            if parent is None:
                self._complain(WARNING, "unit_on_top", row, row.unit)
        return key

    def _only_top(self) -> int | None:
        """The department if there is one, else the only unit on top."""
        tops = [unit for unit in self.known.values() if unit.parent_id not in self.known]
        departments = [unit for unit in tops if unit.kind == words.DEPARTMENT]
        only = departments or tops
        return only[0].id if len(only) == 1 else None

    def _free_code(self, wanted: str) -> str:
        wanted = wanted[:45] or "don-vi"
        code, number = wanted, 2
        while code in self._codes:
            code, number = f"{wanted}-{number}", number + 1
        self._codes.add(code)
        return code

    def _complain(self, severity: str, code: str, row: RollRow, text: str) -> None:
        self.problems.append(Problem(severity, code, row.sheet, row.number, "", text))
