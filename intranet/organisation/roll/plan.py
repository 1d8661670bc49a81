"""What a file would change on the roll of a day: the dry run; pure, without Django."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from intranet.organisation.roll import words
from intranet.organisation.roll.people import (
    CONTACT_FIELDS,
    Change,
    KnownPerson,
    Matcher,
    changes,
)
from intranet.organisation.roll.rows import ERROR, WARNING, Problem, RollRow
from intranet.organisation.roll.units import KnownUnit, NewUnit, Place, Question, UnitIndex

JOINED, MOVED, CHANGED, LEFT, SAME = "joined", "moved", "changed", "left", "same"
MANY_LEAVE = 0.2


class KnownAccount(NamedTuple):
    """An account named in the file; `is_free` if the roll may link it to a person."""

    id: int
    is_free: bool


@dataclass(frozen=True)
class Roll:
    """The roll as it stands on the day."""

    units: list[KnownUnit]
    codes: list[str]
    people: Iterable[KnownPerson]
    accounts_named: Callable[[set[str]], Mapping[str, KnownAccount]]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one person; `unit` is where the person belongs afterwards."""

    kind: str
    person: KnownPerson | None
    row: RollRow | None
    unit: Place | None
    changes: tuple[Change, ...] = ()


@dataclass
class Plan:
    """Everything that applying the file would do, and what stands in the way."""

    new_units: list[NewUnit] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    open_questions: int = 0
    unit_names: dict[Place, str] = field(default_factory=dict)
    new_by_question: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many faults have to be put right in the file first."""
        return sum(problem.severity == ERROR for problem in self.problems)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.errors and not self.open_questions

    @property
    def changes_anything(self) -> bool:
        """Whether applying it would write anything."""
        return bool(self.new_units or self.steps)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        text = hashlib.sha256()
        for unit in self.new_units:
            text.update(repr(unit).encode())
        for step in self.steps:
            person_id = step.person.id if step.person else None
            text.update(repr((step.kind, person_id, step.row, step.unit, step.changes)).encode())
        return text.hexdigest()


def make_plan(
    lines: Iterable[RollRow | Problem],
    roll: Roll,
    answers: Mapping[str, str],
    *,
    is_complete: bool,
) -> Plan:
    """Compare the file with the roll; with `is_complete` who is missing from its units leaves."""
    plan = Plan()
    units = UnitIndex(roll.units, roll.codes, answers)
    matcher = Matcher(roll.people, answers)
    people = list(_sorted_out(lines, plan))
    for row in people:
        if row.parent:  # rows that name a unit's place come first, whatever their order
            units.place_of(row)
    rows = [(row, units.place_of(row)) for row in people]
    for row, place, person in matcher.match(rows):
        _add_step(plan, units, row, place, person)
    plan.new_units = list(units.new.values())
    plan.new_by_question = units.new_by_question
    plan.problems += [*units.problems, *matcher.problems]
    plan.problems += _problems_of_accounts(plan.steps, roll)
    plan.problems += _problems_of_days(plan.steps)
    plan.questions = [*units.questions.values(), *matcher.questions]
    plan.open_questions = sum(not _is_answered(q, answers) for q in plan.questions)
    if is_complete:
        _add_leavers(plan, matcher, {place for _row, place in rows if isinstance(place, int)})
    plan.unit_names = {unit.id: unit.name for unit in roll.units} | {
        unit.key: unit.name for unit in plan.new_units
    }
    plan.counts["units"] = len(plan.new_units)
    return plan


def _sorted_out(lines: Iterable[RollRow | Problem], plan: Plan) -> Iterator[RollRow]:
    for line in lines:
        if isinstance(line, Problem):
            plan.problems.append(line)
        else:
            plan.counts["rows"] += 1
            yield line


def _is_answered(question: Question, answers: Mapping[str, str]) -> bool:
    return answers.get(question.key) in {option.value for option in question.options}


def _add_step(
    plan: Plan, units: UnitIndex, row: RollRow, place: Place, person: KnownPerson | None
) -> None:
    if person is None or person.unit_id is None:
        found = tuple(change for change in changes(person, row)) if person else ()
        contacts = tuple(change for change in found if change.field in CONTACT_FIELDS)
        step = Step(JOINED, person, row, place, contacts)
    else:
        found = tuple(changes(person, row))
        if person.unit_id != place:
            move = Change("unit", units.name_of(person.unit_id), units.name_of(place))
            step = Step(MOVED, person, row, place, (move, *found))
        else:
            step = Step(CHANGED if found else SAME, person, row, place, found)
    plan.counts[step.kind] += 1
    if step.kind != SAME:
        plan.steps.append(step)


def _add_leavers(plan: Plan, matcher: Matcher, unit_ids: set[int]) -> None:
    """Who belongs to a unit of the file and stands in no row of it."""
    staying = matcher.claimed | matcher.maybe
    members = [person for person in matcher.people.values() if person.unit_id in unit_ids]
    leavers = [person for person in members if person.id not in staying]
    for person in leavers:
        plan.steps.append(Step(LEFT, person, None, person.unit_id))
        if person.next_from:
            plan.problems.append(Problem(ERROR, "later_membership", text=_named(person), row=0))
    plan.counts[LEFT] = len(leavers)
    if len(leavers) > max(3, MANY_LEAVE * len(members)):
        plan.problems.append(Problem(WARNING, "many_leave", text=f"{len(leavers)}/{len(members)}"))


def _problems_of_days(steps: list[Step]) -> Iterator[Problem]:
    """People with a later membership: the day of the file would overlap with it."""
    for step in steps:
        person, row = step.person, step.row
        if person and row and person.next_from and needs_membership(step):
            yield Problem(ERROR, "later_membership", row.sheet, row.number, "", _named(person))


def _problems_of_accounts(steps: list[Step], roll: Roll) -> Iterator[Problem]:
    """Names of accounts that are taken, in the file or outside of it."""
    accounts = roll.accounts_named({name for step in steps if (name := new_username(step))})
    seen: set[str] = set()
    for step in steps:
        name = new_username(step)
        if not name or step.row is None:
            continue
        account = accounts.get(name)
        if name in seen or (account and not account.is_free):
            code = "username_twice" if name in seen else "username_taken"
            yield Problem(ERROR, code, step.row.sheet, step.row.number, "", name)
        seen.add(name)


def _named(person: KnownPerson) -> str:
    return f"{person.full_name} ({person.staff_code})"


def needs_membership(step: Step) -> bool:
    """Whether the person gets a membership of the day."""
    if step.kind in {JOINED, MOVED}:
        return True
    return step.kind == CHANGED and any(c.field not in CONTACT_FIELDS for c in step.changes)


def new_username(step: Step) -> str:
    """The account that the person gets, empty for none."""
    if step.row is None or (step.person and step.person.username):
        return ""
    return step.row.username


def role_of(step: Step) -> str:
    """The role in the unit; kept in the same unit where the file does not say."""
    before = step.person.role if step.person and _stays(step) else ""
    return (step.row.role if step.row else None) or before or words.MEMBER


def category_of(step: Step) -> str:
    """The staff category; a civil servant where neither file nor roll says."""
    before = step.person.category if step.person else ""
    return (step.row.category if step.row else None) or before or words.CIVIL_SERVANT


def title_of(step: Step) -> str:
    """The title; kept in the same unit where the file does not say."""
    kept = step.person.title if step.person and _stays(step) else ""
    return (step.row.title if step.row else "") or kept


def _stays(step: Step) -> bool:
    return bool(step.person and step.person.unit_id == step.unit)
