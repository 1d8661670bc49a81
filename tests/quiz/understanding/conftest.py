"""A quiz of three questions on two topics, taken by forty people of two rooms."""

from dataclasses import dataclass
from typing import Any

import pytest

from intranet.accounts.roles import OFFICE, sync_roles
from intranet.organisation.models import Unit
from intranet.pages.models import Topic
from quiz.models import QuizPage
from tests.factories import make_person, make_unit, of_role, signed_in
from tests.factories_quiz import make_question, make_quiz, make_topic
from tests.factories_sittings import sit

OPTIONS = [("Đúng", True), ("Sai một", False), ("Sai hai", False), ("Sai ba", False)]


@dataclass
class House:
    """Where those who took the quiz belong: 34 to «Phòng Một», 6 to «Tổ Hai A» in «Phòng Hai»."""

    department: Unit
    first: Unit
    second: Unit
    part: Unit
    quiz: QuizPage
    topics: list[Topic]
    people: list[Any]


@pytest.fixture
def house(db):
    department = make_unit("Sở Thử nghiệm", kind="department")
    first, second = make_unit("Phòng Một", department), make_unit("Phòng Hai", department)
    part = make_unit("Tổ Hai A", second)
    topics = [make_topic("Một cửa"), make_topic("Văn hóa công sở")]
    questions = [make_question(topics[place // 2], options=OPTIONS) for place in range(3)]
    quiz = make_quiz(questions=questions, max_attempts=0, title="Trắc nghiệm hiểu bài")
    people = [make_person(first) for _ in range(34)] + [make_person(part) for _ in range(6)]
    sit(quiz, people)
    return House(department, first, second, part, quiz, topics, people)


@pytest.fixture
def office():
    sync_roles()
    return signed_in(of_role(OFFICE))
