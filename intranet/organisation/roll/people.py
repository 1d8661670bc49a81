"""Which person on the roll a row means, and whether that is sure; pure, without Django."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from intranet.organisation.roll import words
from intranet.organisation.roll.rows import ERROR, Problem, RollRow
from intranet.organisation.roll.units import NEW, Option, Place, Question

SKIP = "skip"
_LEFT_OUT = Option(SKIP, "left_out")


class KnownPerson(NamedTuple):
    """A person with the primary membership of the day; without one `unit_id` is None.

    `next_from` is the day on which a later membership begins.
    """

    id: int
    staff_code: str
    full_name: str
    email: str
    phone: str
    username: str
    membership_id: int | None = None
    unit_id: int | None = None
    role: str = ""
    category: str = ""
    title: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    next_from: datetime.date | None = None


class Change(NamedTuple):
    """One thing that the file says otherwise."""

    field: str
    before: str
    after: str


class Decision(NamedTuple):
    """Whom a row without a known code means: nobody known is somebody new."""

    is_clear: bool
    person: KnownPerson | None = None


JOINS = Decision(is_clear=True)
OPEN = Decision(is_clear=False)


MEMBERSHIP_FIELDS = ("role", "category", "title")
CONTACT_FIELDS = ("full_name", "email", "phone", "staff_code", "username")


def changes(person: KnownPerson, row: RollRow) -> list[Change]:
    """What the row says otherwise than the roll; where the row says nothing all stays."""
    found = []
    for name in (*MEMBERSHIP_FIELDS, *CONTACT_FIELDS):
        before, after = getattr(person, name) or "", getattr(row, name) or ""
        if name == "staff_code":
            is_other = bool(after) and after != norm_code(before)
        elif name == "username":
            is_other = bool(after) and not before
        else:
            is_other = bool(after) and after != before
        if is_other:
            found.append(Change(name, before, after))
    return found


def norm_code(code: str) -> str:
    """A staff code as it is compared."""
    return "".join(code.split()).upper()


class Matcher:
    """Finds for each row the person: by code, else by name and unit, else by an answer."""

    def __init__(self, people: Iterable[KnownPerson], answers: Mapping[str, str]) -> None:
        self.people = {person.id: person for person in people}
        self.answers = answers
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self.claimed: set[int] = set()
        self.maybe: set[int] = set()
        self._twins_seen: set[tuple[str, Place]] = set()
        self._by_code = {norm_code(p.staff_code): p.id for p in self.people.values()}
        self._by_name: dict[str, list[int]] = {}
        for person in self.people.values():
            self._by_name.setdefault(words.folded(person.full_name), []).append(person.id)

    def match(
        self, rows: Iterable[tuple[RollRow, Place | None]]
    ) -> Iterable[tuple[RollRow, Place, KnownPerson | None]]:
        """Each row that is clear, with its person; None for somebody new."""
        clear: list[tuple[RollRow, Place, KnownPerson | None]] = []
        unclear: list[tuple[RollRow, Place | None]] = []
        seen: dict[str, int] = {}
        for row, place in rows:
            if row.staff_code and row.staff_code in seen:
                self._complain(ERROR, "code_twice", row, row.staff_code)
                continue
            if row.staff_code:
                seen[row.staff_code] = row.number
            person_id = self._by_code.get(row.staff_code) if row.staff_code else None
            if person_id is None:
                unclear.append((row, place))
                continue
            self.claimed.add(person_id)
            person = self.people[person_id]
            if self._is_meant(person, row) and place is not None:
                clear.append((row, place, person))
        clear.extend(self._by_name_and_unit(unclear))
        return clear

    def _by_name_and_unit(
        self, rows: list[tuple[RollRow, Place | None]]
    ) -> Iterable[tuple[RollRow, Place, KnownPerson | None]]:
        """Rows whose code says nothing: exact twins first, so that the same file adds nothing."""
        twins = Counter(
            (words.folded(row.full_name), place) for row, place in rows if not row.staff_code
        )
        open_rows: list[tuple[RollRow, Place]] = []
        for row, place in rows:
            if place is None:
                self.maybe.update(self._free(row))
                continue
            same = next((p for p in self._free_in(row, place) if not changes(p, row)), None)
            if same is not None and not row.staff_code:
                self.claimed.add(same.id)
                self._twins_seen.add((words.folded(row.full_name), place))
                yield row, place, same
            else:
                open_rows.append((row, place))
        for row, place in open_rows:
            is_twin = twins[words.folded(row.full_name), place] > 1 and not row.staff_code
            decision = self._decide(row, place, is_twin=is_twin)
            if decision.is_clear:
                yield row, place, decision.person

    def _decide(self, row: RollRow, place: Place, *, is_twin: bool) -> Decision:
        """Whom the row means, or that this is open."""
        here = self._free_in(row, place)
        if row.staff_code:
            return self._answered(row, here) if here else JOINS
        is_one = len(here) == 1 and here[0].full_name.casefold() == row.full_name.casefold()
        if is_one and not is_twin:
            self.claimed.add(here[0].id)
            return Decision(is_clear=True, person=here[0])
        candidates = here or [self.people[person_id] for person_id in self._free(row)]
        if candidates:
            return self._answered(row, candidates)
        return self._asked_about_twin(row, place) if is_twin else JOINS

    def _answered(self, row: RollRow, found: list[KnownPerson]) -> Decision:
        options = [
            Option(
                f"person:{person.id}",
                "person",
                f"{person.full_name} ({person.staff_code})",
                str(person.unit_id or ""),
            )
            for person in found
        ]
        answer = self._ask(row, "person", [*options, Option(NEW, "person_new"), _LEFT_OUT])
        if answer == NEW:
            return JOINS
        if not answer.startswith("person:"):
            self.maybe.update(person.id for person in found)
            return OPEN
        person_id = int(answer.removeprefix("person:"))
        if person_id in self.claimed:
            self._complain(ERROR, "person_twice", row, row.full_name)
            return OPEN
        self.claimed.add(person_id)
        return Decision(is_clear=True, person=self.people[person_id])

    def _asked_about_twin(self, row: RollRow, place: Place) -> Decision:
        """Two rows of one name without a code in a unit: two people, or one written twice."""
        key = (words.folded(row.full_name), place)
        if key not in self._twins_seen:
            self._twins_seen.add(key)
            return JOINS
        answer = self._ask(row, "twin", [Option(NEW, "person_new"), _LEFT_OUT])
        return JOINS if answer == NEW else OPEN

    def _is_meant(self, person: KnownPerson, row: RollRow) -> bool:
        """Whether the code belongs to this name; quite another name is asked about."""
        if set(words.folded(person.full_name).split()) & set(words.folded(row.full_name).split()):
            return True
        option = Option(f"person:{person.id}", "renamed", f"{person.full_name} → {row.full_name}")
        return self._ask(row, "code_of_another", [option, _LEFT_OUT]) == option.value

    def _ask(self, row: RollRow, code: str, options: list[Option]) -> str:
        """The answer to the question, empty while there is none that is offered."""
        key = f"row:{row.place}"
        text = f"{row.full_name} ({row.staff_code})" if row.staff_code else row.full_name
        self.questions.append(
            Question(key, code, text, row.sheet, row.number, tuple(options), row.unit)
        )
        answer = self.answers.get(key, "")
        return answer if answer in {option.value for option in options} else ""

    def _free(self, row: RollRow) -> list[int]:
        """People of this name whom no row has claimed."""
        return [
            i for i in self._by_name.get(words.folded(row.full_name), []) if i not in self.claimed
        ]

    def _free_in(self, row: RollRow, place: Place) -> list[KnownPerson]:
        people = [self.people[person_id] for person_id in self._free(row)]
        return [person for person in people if person.unit_id == place]

    def _complain(self, severity: str, code: str, row: RollRow, text: str) -> None:
        self.problems.append(Problem(severity, code, row.sheet, row.number, "", text))
