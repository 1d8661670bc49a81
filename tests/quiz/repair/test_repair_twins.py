"""What was decided about a key is not seen before the result may be."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from quiz.choices import Preset
from quiz.models import QuestionVersion
from quiz.services import start_attempt
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import NOW, make_question, make_quiz
from tests.quiz.test_concurrency import MINUTE

pytestmark = pytest.mark.django_db

ADDRESSES = ("attempt", "attempt_overview", "attempt_state")


NOISE = re.compile(rb"[A-Za-z0-9_-]{22,64}")  # tokens against forgery, names of writers


def pages_of(reader, attempt):
    """What is answered before the hand-in, without what differs from one load to the next."""
    addresses = [reverse(name, args=[attempt.pk]) for name in ADDRESSES]
    return [NOISE.sub(b"", reader.get(one, follow=True).content) for one in addresses]


@pytest.mark.parametrize("preset", [Preset.CONTEST, Preset.EXAMINATION])
@pytest.mark.parametrize("decided", ["void", "key"])
def test_a_running_attempt_looks_the_same(preset, decided):
    section = make_site().quizzes
    question = make_question()
    person = make_person(make_unit(), user=True)
    quiz = make_quiz(
        questions=[question, make_question()], parent=section, preset=preset,
        closes_at=NOW + 60 * MINUTE, shuffle_questions=False,
    )  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        attempt = start_attempt(quiz=quiz, person=person, now=NOW)
        reader = Client()
        reader.force_login(person.user)
        version = question.current_version
        other = version.options[1]["id"]
        before = pages_of(reader, attempt)
        correction = {"is_void": True} if decided == "void" else {"keys": [[other]]}
        QuestionVersion.objects.correct({version.pk: correction})
        assert pages_of(reader, attempt) == before
