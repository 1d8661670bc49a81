"""Every screen, file and API answer of the reports takes at most twelve statements.

The addresses come from the URL conf: a new one is counted, or the table says that it is missing.
"""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from intranet.accounts import roles
from intranet.organisation import duties
from intranet.organisation.freezing import freeze
from intranet.organisation.models import MembershipRole, StaffCategory
from quiz.models import Attempt, AttemptState, QuizPage
from tests.api.conftest import program_of
from tests.factories import (
    LONG_AGO,
    make_audience,
    make_delegation,
    make_person,
    make_succession,
    make_unit,
    of_role,
    signed_in,
)
from tests.factories_quiz import make_question, make_quiz, make_topic
from tests.factories_sittings import sit
from tests.load.probes import routes
from tests.statements import Captured

pytestmark = pytest.mark.django_db

MOST = 12
DAY = datetime.timedelta(days=1)
READERS = ("head", "acting head", "Office", "Director")
STATES = ("open", "over", "frozen")
# What is no figure, or what its own area counts.
OTHERS = {
    "tick_off_notices",
    "quiz_understanding",
    "quiz_understanding_csv",
    "quiz_understanding_xlsx",
}
NOWHERE = {"api:api-root", "api:root", "api:nothing"}
OPTIONS = [("Đúng", True), ("Sai", False)]
QUERIES = {
    "reports": ({}, {"xem": "da-dong"}),
    "report": ({}, {"cap": "tat-ca"}, {"theo": "hien-nay"}),
    "report_below": ({}, {"theo": "hien-nay"}),
    "report_csv": ({}, {"theo": "hien-nay"}),
    "report_unit": ({}, {"tim": "n"}),
    "report_overview": ({}, {"nhiem-vu": "da-dong"}),
    "report_league": ({}, {"nhiem-vu": "da-dong"}),
    "report_silent": ({}, {"nhiem-vu": "da-dong"}),
    "report_late": ({}, {"nhiem-vu": "da-dong"}),
}


@pytest.fixture(autouse=True)
def _no_limits(settings):
    """Let everybody ask as often as the table does; the asking is counted all the same."""
    rules = settings.RATE_LIMITS
    settings.RATE_LIMITS = {kind: {**rule, "times": 10**6} for kind, rule in rules.items()}


class Academy:
    """A department with a room of two groups that took over another; three quizzes by `STATES`."""

    def __init__(self):
        roles.sync_roles()
        now, today = timezone.now(), timezone.localdate()
        self.department = make_unit("Sở Thử nghiệm", kind="department")
        self.room = make_unit("Phòng Một", self.department)
        self.other = make_unit("Phòng Hai", self.department)
        before = today - 40 * DAY
        old = make_unit("Phòng Cũ", self.department, valid_to=before)
        make_succession(old, self.room, before)
        self.audience = make_audience(
            self.department, old, categories=[StaffCategory.CIVIL_SERVANT], name="Cả Sở"
        )
        self.people = [make_person(unit) for unit in (self.room, self.other) for _ in range(6)]
        self.readers = self._readers(today)
        topics = [make_topic(), make_topic()]
        questions = [make_question(topic, options=OPTIONS) for topic in topics for _ in "ab"]
        self.quizzes = {
            state: make_quiz(
                questions=questions,
                title=f"Trắc nghiệm {state}",
                audience=self.audience,
                opens_at=now - 20 * DAY,
                closes_at=now + DAY,
                due_at=now - DAY,
                pass_mark=50,
                max_attempts=2,
            )
            for state in STATES
        }
        for quiz in self.quizzes.values():
            sit(quiz, self.people[:8], answering=_right)
        for hours in (1, 2, 3):  # due before the others, and nobody has begun
            end = now + datetime.timedelta(hours=hours)
            make_quiz(audience=self.audience, opens_at=now - DAY, closes_at=end)
        ends = {"over": now, "frozen": now - DAY}
        for state, end in ends.items():
            QuizPage.objects.filter(pk=self.quizzes[state].pk).update(closes_at=end)
        freeze(duties.find("quiz", str(self.quizzes["frozen"].pk)), now)
        changed = Attempt.objects.filter(quiz=self.quizzes["frozen"], person=self.people[0])
        changed.update(state=AttemptState.VOIDED)

    def grow(self):
        """More units and people, who take the quizzes that are not frozen; more quizzes."""
        for _ in range(3):
            parts = [make_unit("", room) for room in (self.room, self.other)]
            joined = [make_person(part) for part in parts for _ in range(2)]
            for quiz in self.quizzes.values():
                sit(quiz, joined, answering=_right)
            make_quiz(audience=self.audience, opens_at=timezone.now() - DAY)

    def _readers(self, today):
        acting = make_person(self.other, user=True)
        make_delegation(acting, self.room, LONG_AGO, None)
        return {
            "head": make_person(self.room, role=MembershipRole.HEAD, user=True).user,
            "acting head": acting.user,
            "Office": make_person(self.other, user=of_role(roles.OFFICE)).user,
            "Director": make_person(self.department, user=of_role(roles.LEADERSHIP)).user,
        }


def _right(version, _share, _chance):
    return [option["id"] for option in version.options if option["is_correct"]]


@pytest.fixture
def academy(db):
    return Academy()


class Call(NamedTuple):
    """One request: the name of its address, what a failure calls it, how to ask."""

    name: str
    title: str
    ask: Callable[[], HttpResponse]


def calls_of(academy, reader) -> list[Call]:
    """Everything below the reports and the interface, as the reader asks for it."""
    client, program = signed_in(academy.readers[reader]), program_of(academy.readers[reader])
    by_program = partial(program.client.get, headers=program.headers)
    return [
        Call(
            name,
            f"{path} {query or ''}",
            partial(by_program if name.startswith("api:") else client.get, path, query),
        )
        for name, path, query in _addresses(academy)
    ]


def _addresses(academy) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every address of the URL conf, of each quiz; on paper stands what the other files hold."""
    unit = academy.room.pk
    for name, parts in routes("bao-cao/", "api/v1/", "viec-cua-toi/"):
        if name in OTHERS or name.endswith("_pdf"):
            continue
        for quiz in academy.quizzes.values() if "key" in parts else [academy.quizzes["open"]]:
            known = {"kind": "quiz", "key": str(quiz.pk), "unit_id": unit, "rest": "khac"}
            path = reverse(name, kwargs={part: known[part] for part in parts})
            for query in QUERIES.get(name, ({},)):
                yield name, path, {**query, **({"unit": unit} if name == "api:people" else {})}


def _took(sql, calls) -> dict[str, Captured]:
    """The statements of each call, the file written out."""
    found = {}
    for call in calls:
        with sql.capture() as captured:
            b"".join(call.ask())
        found[call.title] = captured
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("reader", READERS)
def test_everything_takes_at_most_twelve_statements_at_any_size(academy, sql, reader):
    calls = calls_of(academy, reader)
    warm = {call.name: call for call in calls}  # what is read once per process does not count
    for call in warm.values():
        call.ask()
    small = _took(sql, calls)
    academy.grow()
    large = _took(sql, calls)
    many = {name: captured for name, captured in large.items() if len(captured) > MOST}
    assert not many, "\n".join(f"{len(one)}: {name}\n{one}" for name, one in many.items())
    grown = {
        name: (len(small[name]), len(captured))
        for name, captured in large.items()
        if len(captured) > len(small[name])
    }
    assert not grown


def test_each_address_answers_the_office(academy):
    calls = calls_of(academy, "Office")
    asked = {call.name for call in calls} - NOWHERE
    assert {call.name for call in calls if call.ask().status_code == 200} == asked
