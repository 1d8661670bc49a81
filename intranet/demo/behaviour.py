"""Who of the made-up staff takes the quiz, when and how well: a pure and repeatable plan."""

import datetime
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from intranet.demo.roster import MadeUpPerson, dice
from intranet.demo.timeline import Timeline, moment

# Share of the unit that takes part, and the chance of a right answer there. A unit not named is
# in the middle; two rooms and two districts stay silent, as happens in real life.
MOODS = {
    "lanh-dao": (1.0, 0.92),
    "van-phong": (0.9, 0.9),
    "khtc": (0.78, 0.82),
    "thanh-tra": (1.0, 0.88),
    "lao-dong": (0.55, 0.75),
    "nguoi-co-cong": (0.75, 0.85),
    "bao-tro": (0.45, 0.7),
    "tre-em": (1.0, 0.93),
    "te-nan": (0.0, 0.0),
    "tt-bao-tro": (0.38, 0.66),
    "tt-viec-lam": (0.24, 0.68),
    "h-can-loc": (1.0, 0.86),
    "h-vu-quang": (0.0, 0.0),
    "h-huong-khe": (0.0, 0.0),
    "h-loc-ha": (0.25, 0.6),
}
MIDDLING = (0.6, 0.74)
# The same of the quiz that is over: a division and two districts were silent then.
PAST_MOODS = {
    "lanh-dao": (1.0, 0.9),
    "van-phong": (0.93, 0.86),
    "gdnn": (0.0, 0.0),
    "nguoi-co-cong": (0.84, 0.8),
    "bao-tro": (0.78, 0.62),
    "tre-em": (1.0, 0.88),
    "tt-bao-tro": (0.5, 0.58),
    "tt-viec-lam": (0.6, 0.64),
    "h-ky-anh": (0.0, 0.0),
    "h-nghi-xuan": (0.0, 0.0),
}
PAST_MIDDLING = (0.68, 0.7)
# Left to whoever tries the site out: this person has everything that is open still to do.
STILL_TO_DO = "canbo"
HEAD = "truongphong"
ABANDONED_SHARE = 0.06
SECOND_TRY_BELOW = 0.7
PRACTICE_TAKERS = 18
RUNNING = 4
LATE_UNITS = ("bao-tro", "lao-dong", "tt-bao-tro", "tt-viec-lam")


@dataclass(frozen=True)
class PlannedAttempt:
    """One sitting: its start, how long it takes, how likely each answer is right."""

    staff_code: str
    started_at: datetime.datetime
    minutes: int
    skill: float
    answered_share: float = 1.0
    is_handed_in: bool = True

    @property
    def finished_at(self) -> datetime.datetime:
        """When the person hands in, unless the paper is left lying."""
        return self.started_at + datetime.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class PlannedConfirmation:
    """Somebody confirms a document, at a moment."""

    staff_code: str
    at: datetime.datetime


@dataclass(frozen=True)
class Turnout:
    """How a quiz is taken: when, how many of each unit and how well, and by whom for certain."""

    name: str
    hours: Sequence[datetime.datetime]
    moods: Mapping[str, tuple[float, float]]
    middling: tuple[float, float]
    certain: frozenset[str]


def planned_attempts(
    people: Sequence[MadeUpPerson], timeline: Timeline, now: datetime.datetime
) -> list[PlannedAttempt]:
    """Return first attempts of the campaign quiz in the order of time, all over by `now`."""
    hours = _working_hours(timeline.quiz_opens, now)
    turnout = Turnout("attempts", hours, MOODS, MIDDLING, frozenset({HEAD}))
    absent = {person.staff_code for person in people if person.username == STILL_TO_DO}
    return _planned(people, turnout, absent)


def past_attempts(
    people: Sequence[MadeUpPerson], timeline: Timeline, excused: Collection[str]
) -> list[PlannedAttempt]:
    """Return first attempts of the quiz that is over; the staff codes are of who was excused."""
    hours = _working_hours(timeline.past_opens, timeline.past_closes)
    certain = frozenset({HEAD, STILL_TO_DO})
    return _planned(people, Turnout("past", hours, PAST_MOODS, PAST_MIDDLING, certain), excused)


def _planned(
    people: Sequence[MadeUpPerson], turnout: Turnout, absent: Collection[str]
) -> list[PlannedAttempt]:
    """Return first attempts in the order of time."""
    rng = dice(turnout.name)
    if not turnout.hours:
        return []
    plan: list[PlannedAttempt] = []
    for unit in dict.fromkeys(person.unit for person in people):
        share, skill = turnout.moods.get(unit, turnout.middling)
        members = [p for p in people if p.unit == unit]
        wanted = round(share * len(members))
        willing = [p for p in members if p.staff_code not in absent]
        for person in _takers(willing, wanted, turnout.certain, rng):
            started = rng.choice(turnout.hours) + datetime.timedelta(seconds=rng.randrange(2400))
            is_certain = person.username in turnout.certain
            abandoned = not is_certain and rng.random() < ABANDONED_SHARE
            plan.append(
                PlannedAttempt(
                    staff_code=person.staff_code,
                    started_at=started,
                    minutes=rng.randint(4, 13),
                    skill=min(0.98, max(0.3, rng.gauss(skill, 0.08))),
                    answered_share=rng.uniform(0.3, 0.8) if abandoned else 1.0,
                    is_handed_in=not abandoned,
                )
            )
    return sorted(plan, key=lambda attempt: (attempt.started_at, attempt.staff_code))


def second_try(
    first: PlannedAttempt, share: float, now: datetime.datetime
) -> PlannedAttempt | None:
    """Return a better attempt the day after a weak one, when that day has already come."""
    started = first.started_at + datetime.timedelta(days=1)
    is_over = started + datetime.timedelta(hours=1) < now
    is_weekday = started.weekday() < 5
    is_willing = int(first.staff_code[-1]) % 2 == 0
    if share >= SECOND_TRY_BELOW or not (is_over and is_weekday and is_willing):
        return None
    return PlannedAttempt(first.staff_code, started, first.minutes, min(0.97, first.skill + 0.12))


def _takers(
    willing: list[MadeUpPerson], wanted: int, usernames: Collection[str], rng: random.Random
) -> list[MadeUpPerson]:
    """Draw who of a unit takes part; those with the usernames always do."""
    certain = [p for p in willing if p.username in usernames]
    others = [p for p in willing if p.username not in usernames]
    missing = min(len(willing), wanted) - len(certain)
    return certain + rng.sample(others, max(0, missing))


def _working_hours(opens: datetime.datetime, until: datetime.datetime) -> list[datetime.datetime]:
    """Return the beginnings of office hours since the opening that end by the moment."""
    days = (until.date() - opens.date()).days + 1
    starts = (
        moment(opens.date() + datetime.timedelta(days=day), hour)
        for day in range(days)
        for hour in (8, 9, 10, 14, 15, 16)
    )
    latest = until - datetime.timedelta(hours=1)
    return [at for at in starts if at.weekday() < 5 and opens < at < latest]


def running_attempts(
    people: Sequence[MadeUpPerson], done: Sequence[PlannedAttempt], now: datetime.datetime
) -> list[PlannedAttempt]:
    """Return sittings that began minutes ago, of people who had not taken the quiz before."""
    over = {attempt.staff_code for attempt in done}
    late = [p for p in people if p.staff_code not in over and p.unit in LATE_UNITS]
    starts = now - datetime.timedelta(minutes=2)
    return [
        PlannedAttempt(p.staff_code, starts, 1, 0.8, answered_share=0.5, is_handed_in=False)
        for p in dice("running").sample(late, min(RUNNING, len(late)))
    ]


def practice_attempts(
    people: Sequence[MadeUpPerson], timeline: Timeline, now: datetime.datetime
) -> list[PlannedAttempt]:
    """Return a few sittings of the practice quiz; some are still open, for it has no time limit."""
    rng = dice("practice")
    hours = _working_hours(timeline.quiz_opens, now)
    willing = [p for p in people if p.username != STILL_TO_DO]
    takers = rng.sample(willing, min(PRACTICE_TAKERS, len(willing)))
    return [
        PlannedAttempt(
            staff_code=person.staff_code,
            started_at=rng.choice(hours),
            minutes=rng.randint(2, 6),
            skill=rng.uniform(0.55, 0.95),
            answered_share=1.0 if place % 3 else 0.4,
            is_handed_in=bool(place % 3),
        )
        for place, person in enumerate(takers)
    ]


def planned_confirmations(
    people: Sequence[MadeUpPerson],
    name: str,
    since: datetime.datetime,
    until: datetime.datetime,
    *,
    share: float,
    certain: Collection[str] = (),
) -> list[PlannedConfirmation]:
    """Return who confirms a document between two moments, as eager as each unit is in MOODS.

    `share` is the part of those who take part in quizzes that confirms; those with the usernames in
    `certain` do, other accounts that visitors try out have it still to do.
    """
    rng = dice("confirmations", name)
    hours = _working_hours(since, until)
    plan = []
    for person in people:
        mood, _skill = MOODS.get(person.unit, MIDDLING)
        chance, seconds = rng.random(), rng.randrange(2400)
        is_left = person.username == STILL_TO_DO and person.username not in certain
        if hours and not is_left and (person.username in certain or chance < mood * share):
            at = rng.choice(hours) + datetime.timedelta(seconds=seconds)
            plan.append(PlannedConfirmation(person.staff_code, at))
    return sorted(plan, key=lambda one: (one.at, one.staff_code))
