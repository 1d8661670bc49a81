"""An institution at its full size: units in five levels, dated people, quizzes, many attempts.

``python -m tests.load.institution`` fills an empty, migrated database in whose environment it runs
and prints as JSON what it made. The same seed makes the same institution, but for the day.
"""

import argparse
import datetime
import itertools
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

import django

SEED = 28
LEVELS = 5
SINCE = datetime.date(2020, 1, 1)
DAY = 86_400
MAXIMUM, PASS_MARK = 10, 50
ITEMS = 10
OFFICE_ACCOUNT, HEAD_ACCOUNT, PLAIN_ACCOUNT = "vanphong", "truongkhoi", "canbo"
FATES = (("stayed", "moved", "late", "left"), (87, 8, 3, 2))
SECOND_POSTS, EXEMPT = 0.01, 0.01
TRIES = ((1, 2, 3), (80, 15, 5))
CATEGORIES = (
    ("civil_servant", "public_employee", "contract_worker", "elected_official"),
    (45, 40, 13, 2),
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phan", "Hoàng", "Phạm", "Võ", "Đặng", "Bùi", "Hồ", "Đinh")
MIDDLE = ("Thị", "Văn", "Đức", "Ngọc", "Quang", "Minh", "Xuân", "Hữu", "Thanh", "Khánh")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hương", "Lan", "Sơn", "Thủy", "Yến")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large everything is; `attempts` are those of all quizzes but the one that is studied."""

    people: int
    units: int
    quizzes: int
    attempts: int
    studied: int


class Post(NamedTuple):
    """Where a person belongs: in `unit` between two days, the end exclusive; None: still."""

    unit: int
    start: datetime.date
    end: datetime.date | None


class Window(NamedTuple):
    """One quiz: its key, and between which seconds of the epoch it is taken."""

    quiz: int
    opens: int
    ends: int
    is_open: bool


class Sitting(NamedTuple):
    """One attempt; `start` leads, so that sorting them is putting them in the order of time."""

    start: int
    quiz: int
    person: int
    unit: int
    number: int
    state: str
    finish: int | None
    score: float | None


class Roll:
    """Who belongs where, by place in the list of people; the first `units` of them are heads."""

    def __init__(self, sizes: Sizes, today: datetime.date) -> None:
        chance = Random(f"{SEED}: roll")
        self.today = today
        self.size, self.units = sizes.people, sizes.units
        weights = [0 if unit % 20 == 19 else 1 + unit % 7 for unit in range(sizes.units)]
        weights[0] = 1
        chosen = chance.choices(range(sizes.units), weights, k=sizes.people)
        chosen[: sizes.units] = range(sizes.units)
        self.posts = [
            [Post(unit, SINCE, None)] if place < sizes.units else self._posts(unit, chance)
            for place, unit in enumerate(chosen)
        ]
        self.activity = [0.3 + 0.7 * chance.random() for _ in range(sizes.units)]

    def _posts(self, unit: int, chance: Random) -> list[Post]:
        fate, day = (
            chance.choices(*FATES)[0],
            self.today - datetime.timedelta(chance.randint(1, 300)),
        )
        if fate == "moved":
            return [Post(chance.randrange(self.units), SINCE, day), Post(unit, day, None)]
        return [Post(unit, day if fate == "late" else SINCE, day if fate == "left" else None)]

    def unit_on(self, place: int, day: datetime.date) -> int | None:
        """The unit of the person on the day, None off the roll."""
        for post in self.posts[place]:
            if post.start <= day and (post.end is None or day < post.end):
                return post.unit
        return None


def fan_out(units: int) -> int:
    """How many units stand below each, so that all find a place in the levels."""
    return next(
        width
        for width in itertools.count(2)
        if sum(width**level for level in range(LEVELS)) >= units
    )


def make_units(number: int) -> list[int]:
    """Make the tree, filled level by level; returns the keys."""
    from intranet.organisation.models import Unit, UnitKind, UnitPeriod

    width = fan_out(number)
    depths = [0] * number
    for place in range(1, number):
        depths[place] = depths[(place - 1) // width] + 1
    kinds = (UnitKind.DEPARTMENT, UnitKind.GROUP, UnitKind.PUBLIC_SERVICE_UNIT)
    units = Unit.objects.bulk_create(
        Unit(
            code=f"dv-{place:04d}",
            kind=kinds[depths[place]] if depths[place] < len(kinds) else UnitKind.DIVISION,
            valid_from=SINCE,
        )
        for place in range(number)
    )
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=unit,
            name=f"Đơn vị thuộc cấp {depths[place] + 1}, số {place:04d}",
            short_name=f"ĐV {place:04d}",
            parent=units[(place - 1) // width] if place else None,
            position=place,
            valid_from=SINCE,
        )
        for place, unit in enumerate(units)
    )
    return [unit.pk for unit in units]


def make_people(roll: Roll, unit_ids: list[int]) -> int:
    """Write people and memberships; returns the key of the first person, the rest follow."""
    from intranet.organisation.models import Membership, Person
    from tests.load.bulk import next_id, write

    first = next_id(Person)
    chance = Random(f"{SEED}: people")
    write(Person, PERSON, (_person(first + place, place, chance) for place in range(roll.size)))
    numbers = itertools.count(next_id(Membership))
    write(
        Membership,
        ("id", "person", "unit", "role", "staff_category", "is_primary", "valid_from", "valid_to"),
        (
            (next(numbers), first + place, unit_ids[unit], *post)
            for place in range(roll.size)
            for unit, *post in _memberships(roll, place, len(unit_ids), chance)
        ),
    )
    return first


PERSON = ("id", "staff_code", "full_name", "work_email", "search_name", "sort_name")


def _person(key: int, place: int, chance: Random) -> tuple[Any, ...]:
    from intranet.organisation.models import Person

    name = " ".join(chance.choice(words) for words in (FAMILY, MIDDLE, GIVEN))
    code = f"TC-{place:06d}"
    person = Person(staff_code=code, full_name=name, work_email=f"{code.lower()}@minhhoa.example")
    derived = (Person._meta.get_field(field).derive(person) for field in PERSON[-2:])
    return key, code, name, person.work_email, *derived


def _memberships(roll: Roll, place: int, units: int, chance: Random) -> Iterator[tuple[Any, ...]]:
    category = chance.choices(*CATEGORIES)[0]
    role = "head" if place < units else "member"
    for post in roll.posts[place]:
        yield post.unit, role, category, True, str(post.start), post.end and str(post.end)
    if place >= units and chance.random() < SECOND_POSTS:
        yield chance.randrange(units), "member", category, False, str(SINCE), None


def make_quizzes(number: int, now: datetime.datetime) -> list[Window]:
    """Publish quizzes, every fourth open now, some of those already due; the others are over."""
    from tests.factories_quiz import make_question, make_quiz

    questions = [make_question() for _ in range(ITEMS)]
    windows = []
    for place in range(number):
        is_open = place % 4 == 0
        opened, closes = (-30 - place, 10 + place) if is_open else (-75 - 16 * place, -16 * place)
        due = -5 if is_open and place else closes - 5
        opens_at, due_at, closes_at = (
            now + datetime.timedelta(days) for days in (opened, due, closes)
        )
        quiz = make_quiz(
            questions=questions,
            title=f"Trắc nghiệm số {place + 1}",
            opens_at=opens_at,
            due_at=due_at,
            closes_at=closes_at,
            max_attempts=3,
            pass_mark=PASS_MARK,
            grading_method=("best", "best", "last", "first")[place % 4],
        )
        ends = min(closes_at, now)
        windows.append(Window(quiz.pk, int(opens_at.timestamp()), int(ends.timestamp()), is_open))
    return windows


def sittings_of(window: Window, roll: Roll, wanted: int) -> Iterator[Sitting]:
    """As many attempts at one quiz, by people of lively units rather than of others."""
    chance = Random(f"{SEED}: {window.opens}")
    eager = [chance.random() / roll.activity[posts[-1].unit] for posts in roll.posts]
    for person in sorted(range(roll.size), key=eager.__getitem__):
        for sitting in _tries(window, roll, person, chance):
            if not wanted:
                return
            wanted -= 1
            yield sitting
    if wanted:
        raise SystemExit(f"too few people for {wanted} more attempts")


def _tries(window: Window, roll: Roll, person: int, chance: Random) -> Iterator[Sitting]:
    """The attempts of one person; only the last may be open still, of a quiz that is open."""
    start = chance.randint(window.opens, window.ends - 7200)
    unit = roll.unit_on(person, datetime.date.fromtimestamp(start))
    if unit is None:
        return
    skill = 0.45 + 0.25 * roll.activity[unit]
    tries = chance.choices(*TRIES)[0]
    for number in range(1, tries + 1):
        finish = start + chance.randint(300, 2400)
        share = min(1.0, max(0.0, chance.gauss(skill, 0.2)))
        score = round(share * MAXIMUM * 2) / 2
        again = finish + chance.randint(1, 5) * DAY
        is_last = number == tries or again > window.ends - 7200
        state = _state(chance.random(), may_be_open=is_last and window.is_open)
        is_over = state != "in_progress"
        yield Sitting(start, window.quiz, person, unit, number, state,
                      finish if is_over else None, score if is_over else None)  # fmt: skip
        if is_last:
            return
        start = again


def _state(fate: float, *, may_be_open: bool) -> str:
    if may_be_open and fate < 0.04:
        return "in_progress"
    if fate < 0.07:
        return "expired"
    return "voided" if fate < 0.08 else "submitted"


ATTEMPT = (
    *("id", "quiz", "person", "unit", "number", "attempts_allowed", "salt", "slots", "state"),
    *("started_at", "finished_at", "pass_mark", "score", "maximum", "is_passed"),
)


def write_attempts(sittings: Iterable[Sitting], first_person: int, unit_ids: list[int]) -> int:
    """Write the attempts in the order given; returns the key of the first."""
    from quiz.models import Attempt
    from tests.load.bulk import next_id, write

    first = next_id(Attempt)
    rows = (
        (
            first + place,
            one.quiz,
            first_person + one.person,
            unit_ids[one.unit],
            one.number,
            3,
            f"{place:032x}",
            ITEMS,
            one.state,
            moment(one.start),
            moment(one.finish),
            PASS_MARK,
            one.score,
            MAXIMUM,
            None if one.score is None else one.score * 100 >= PASS_MARK * MAXIMUM,
        )
        for place, one in enumerate(sittings)
    )
    write(Attempt, ATTEMPT, rows)
    return first


def moment(seconds: int | None) -> str | None:
    """The second of the epoch as both databases read it, in UTC."""
    if seconds is None:
        return None
    return str(datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(tzinfo=None))


def write_exemptions(windows: list[Window], roll: Roll, first_person: int) -> None:
    """Excuse a few people from each quiz."""
    from intranet.organisation.models import Exemption
    from tests.load.bulk import next_id, write

    chance = Random(f"{SEED}: exemptions")
    numbers = itertools.count(next_id(Exemption))
    few = round(roll.size * EXEMPT)
    write(
        Exemption,
        ("id", "duty_kind", "duty_key", "person", "reason"),
        (
            (next(numbers), "quiz", str(window.quiz), first_person + person, reason)
            for window in windows
            for person in chance.sample(range(roll.size), few)
            for reason in [chance.choice(("leave", "organiser", "other"))]
        ),
    )


def study(wanted: int, roll: Roll, first_person: int, unit_ids: list[int],
          now: datetime.datetime) -> int:  # fmt: skip
    """Make a quiz of ten questions of which every answer is there; returns its key."""
    from quiz.models import QuestionVersion, Response
    from tests.factories_quiz import make_question, make_quiz, make_topic
    from tests.load.bulk import filling, next_id, write

    topics = [make_topic(name) for name in ("Người có công", "Bảo trợ xã hội", "Việc làm")]
    options = (("Đúng", True), ("Gần đúng", False), ("Sai", False), ("Xa", False))
    questions = [make_question(topics[item % 3], options=options) for item in range(ITEMS)]
    opens_at, closes_at = (now + datetime.timedelta(days) for days in (-40, 20))
    quiz = make_quiz(questions=questions, title="Trắc nghiệm để tìm hiểu", opens_at=opens_at,
                     closes_at=closes_at, max_attempts=3, pass_mark=PASS_MARK)  # fmt: skip
    versions = list(QuestionVersion.objects.filter(question__in=questions).order_by("question_id"))
    chance = Random(f"{SEED}: study")
    window = Window(quiz.pk, int(opens_at.timestamp()), int(now.timestamp()), is_open=False)
    sittings = sorted(
        sitting._replace(score=None, state="submitted")
        for sitting in sittings_of(window, roll, wanted)
    )
    chosen = [_chosen_options(chance) for _ in sittings]
    scored = [
        sitting._replace(score=float(sum(option == 0 for option in answers)))
        for sitting, answers in zip(sittings, chosen, strict=True)
    ]
    with filling():
        first = write_attempts(scored, first_person, unit_ids)
        numbers = itertools.count(next_id(Response))
        write(
            Response,
            ("id", "attempt", "slot", "question_version", "option_order", "answer", "mark",
             "version_counter", "saved_at", "is_closed"),
            (
                (next(numbers), first + place, slot, version.pk, ids, json.dumps([keys[option]]),
                 int(option == 0), 1, moment(scored[place].start + 30 * slot), True)
                for place, answers in enumerate(chosen)
                for slot, (version, option) in enumerate(zip(versions, answers, strict=True), 1)
                for keys in [[option["id"] for option in version.options]]
                for ids in [json.dumps(keys)]
            ),
        )  # fmt: skip
    return quiz.pk


def _chosen_options(chance: Random) -> list[int]:
    """The place of the option chosen in each question: the first is right, later ones harder."""
    skill = chance.gauss(0, 1)
    return [
        0 if chance.gauss(skill, 1) > (item - 5) / 4 else chance.choices((1, 2, 3), (5, 3, 1))[0]
        for item in range(ITEMS)
    ]


def make_accounts(roll: Roll, first_person: int, units: int) -> dict[str, str]:
    """Sign in the Office, the head of a unit of the third level and a member; keys by name."""
    from django.contrib.auth.models import Group

    from intranet.accounts.models import User
    from intranet.accounts.roles import OFFICE, sync_roles
    from intranet.organisation.models import Person
    from tests.load.populate import make_sessions

    sync_roles()
    width = fan_out(units)
    places = {
        OFFICE_ACCOUNT: units,
        HEAD_ACCOUNT: min(1 + width, units - 1),
        PLAIN_ACCOUNT: units + 1,
    }
    users = {}
    for name, place in places.items():
        users[name] = User.objects.create(username=name, is_staff=name == OFFICE_ACCOUNT)
        Person.objects.filter(pk=first_person + place).update(user=users[name])
    users[OFFICE_ACCOUNT].groups.add(Group.objects.get(name=OFFICE))
    return dict(zip(users, make_sessions(list(users.values())), strict=True))


def make(sizes: Sizes) -> dict[str, Any]:
    """Fill the database; returns what a measurement has to know of it."""
    from django.utils import timezone

    from tests.factories_pages import plant_site
    from tests.load.bulk import filling

    now = timezone.now().replace(microsecond=0)
    plant_site()
    windows = make_quizzes(sizes.quizzes, now)
    roll = Roll(sizes, now.date())
    unit_ids = make_units(sizes.units)
    each = sizes.attempts // sizes.quizzes
    with filling():
        first_person = make_people(roll, unit_ids)
        sittings = itertools.chain.from_iterable(
            sittings_of(window, roll, each) for window in windows
        )
        write_attempts(sorted(sittings), first_person, unit_ids)
        write_exemptions(windows, roll, first_person)
    studied = study(sizes.studied, roll, first_person, unit_ids, now)
    middle = min(1 + fan_out(sizes.units), sizes.units - 1)
    return {
        "open": [window.quiz for window in windows if window.is_open],
        "closed": [window.quiz for window in windows if not window.is_open],
        "studied": studied,
        "root": unit_ids[0],
        "unit": unit_ids[middle],
        "leaf": unit_ids[-1],
        "sessions": make_accounts(roll, first_person, sizes.units),
    }


def arguments() -> argparse.ArgumentParser:
    """The sizes; a hundredth of the people as units, ten attempts a person."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--units", type=int)
    parser.add_argument("--quizzes", type=int, default=20)
    parser.add_argument("--attempts", type=int)
    parser.add_argument("--studied", type=int, default=5_000)
    return parser


def main() -> None:
    """Make what the command line asks for."""
    wanted = arguments().parse_args()
    django.setup()
    logging.disable(logging.INFO)  # a line for each page and question
    people = wanted.people
    sizes = Sizes(
        people=people,
        units=wanted.units or max(10, people // 100),
        quizzes=wanted.quizzes,
        attempts=wanted.attempts or people // 2 * wanted.quizzes,
        studied=min(wanted.studied, people // 2),
    )
    print(json.dumps(make(sizes)))


if __name__ == "__main__":
    main()
