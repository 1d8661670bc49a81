"""Two quizzes that differ only in what is right answer alike, byte for byte, until they may tell.

Each twin is built and taken in a transaction of its own that is rolled back, so that the second one
gets the very ids of the first; chance and clock stand still. What differs then comes from the key.
"""

import datetime
import itertools
import json
import re
from collections import Counter
from contextlib import contextmanager
from random import Random

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from quiz.choices import Preset, QuestionKind
from quiz.models import Attempt
from tests.factories import make_person, make_unit, signed_in
from tests.factories_pages import make_site
from tests.factories_quiz import NOW, make_question, make_quiz, posted_values

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

HOUR = datetime.timedelta(hours=1)
NAMES = ("Một", "Hai", "Ba")
FIRST_LAST = (0, 2)
PER_PAGE = 5
TOKEN = re.compile(rb"\b[0-9a-f]{10}\b")


def one_right(twin):
    options = [(name, place == FIRST_LAST[twin]) for place, name in enumerate(NAMES)]
    return {"kind": QuestionKind.SINGLE, "options": options}


def several(twin):
    right = [("Một", "Ba"), ("Hai",)][twin]
    return {"kind": QuestionKind.MULTIPLE, "options": [(name, name in right) for name in NAMES]}


def true_or_false(twin):
    options = [("Đúng", twin == 0), ("Sai", twin == 1)]
    return {"kind": QuestionKind.TRUE_FALSE, "options": options}


def few_words(twin):
    options = [[("Hà Tĩnh", True), ("TP Hà Tĩnh", True)], [("Kỳ Anh", True)]][twin]
    return {"kind": QuestionKind.SHORT_TEXT, "options": options}


def a_number(twin):
    return {
        "kind": QuestionKind.NUMBER,
        "options": [(["15", "2.021"][twin], True)],
        "tolerance": [None, 3][twin],
        "unit": "ngày",
    }


def speaking_of_others(twin):
    names = ("Một", "Hai", "Tất cả các phương án trên")
    options = [(name, place == FIRST_LAST[twin]) for place, name in enumerate(names)]
    return {"kind": QuestionKind.SINGLE, "options": options}


def with_picture(twin):
    """The file is called after what is right."""
    file = get_test_image_file(filename=["mot-la-dung.png", "ba-la-dung-nhe.png"][twin])
    image = get_image_model().objects.create(title=["Một đúng", "Ba đúng"][twin], file=file)
    return {**one_right(twin), "image": image, "image_alt": "Sơ đồ"}


EXACT = (
    one_right,
    several,
    true_or_false,
    few_words,
    a_number,
    speaking_of_others,
    with_picture,
)


def pairs(twin):
    partners = [("Bốn", "Năm", "Sáu"), ("Năm", "Sáu", "Bốn")][twin]
    return {
        "kind": QuestionKind.MATCHING,
        "options": [(name, True) for name in NAMES],
        "partners": dict(zip(NAMES, partners, strict=True)),
    }


def in_order(twin):
    names = [NAMES, NAMES[::-1]][twin]
    return {"kind": QuestionKind.ORDERING, "options": [(name, True) for name in names]}


@contextmanager
def rewound():
    """Take back everything that is written, the numbers that the database gave out included."""
    with connection.cursor() as cursor:
        sequences = []
        if connection.vendor == "postgresql":
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
            sequences = cursor.fetchall()
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)
        for name, last in sequences:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


@pytest.fixture
def still(monkeypatch):
    """Chance that repeats itself for each twin."""

    def restart():
        cache.clear()
        monkeypatch.setattr("tests.factories_quiz._numbers", itertools.count(1000))
        monkeypatch.setattr("quiz.services.starting.SystemRandom", lambda: Random(7))
        monkeypatch.setattr("quiz.presenters.taking.new_writer", lambda: "m" * 24)
        monkeypatch.setattr(
            "django.middleware.csrf.get_random_string", lambda length, **_: "c" * length
        )

    return restart


class Walk:
    """One person's way through a quiz, with everything that was answered to it."""

    def __init__(self, person, reader, quiz):
        self.quiz, self.person = quiz, person
        self.client, self.reader = signed_in(person.user), signed_in(reader)
        self.answers = []

    def get(self, address):
        self.note("GET", address, self.client.get(address))
        self.note("HEAD", address, self.client.head(address))

    def post(self, address, data=None):
        self.note("POST", address, self.client.post(address, data or {}))

    def note(self, method, address, response):
        content = b"".join(response) if response.streaming else response.content
        headers = sorted(response.headers.items())
        cookies = sorted(morsel.OutputString() for morsel in response.cookies.values())
        self.answers.append((method, address, response.status_code, headers, cookies, content))

    def take(self):
        """Start, look at everything, save in every way, come back."""
        self.get(self.quiz.url)
        self.post(reverse("quiz_start", args=[self.quiz.pk]))
        self.attempt = Attempt.objects.get(quiz=self.quiz)
        own = self.address("attempt")
        self.get(own)
        self.save_by_forms()
        self.save_by_script()
        for address in (own, self.address("attempt_overview"), self.quiz.url):
            self.get(address)
        for name in ("my_tasks", "my_attempts", "my_data"):
            self.get(reverse(name))
        self.get("/")

    def save_by_forms(self):
        for page in range(1, -(-self.attempt.slots // PER_PAGE) + 1):
            step, fields = self.address("attempt_step", page), self.fields(page)
            self.get(step)
            self.post(step, {**fields, "nguoi-ghi": "m" * 24, "go": "overview"})
            self.post(step, {**fields, "nguoi-ghi": "n" * 24, "go": "overview"})
            self.get(step)
        self.post(self.address("attempt_flag", 1))
        self.client.cookies["co_script"] = "1"
        self.get(self.address("attempt_step", 1))

    def save_by_script(self):
        save, state = self.address("attempt_save"), self.address("attempt_state")
        self.get(state)
        for number, base in ((1, 1), (2, 0), (3, 5)):
            answers = [
                {"slot": slot, "base": base, "number": number, "values": self.values(slot)}
                for slot in range(1, self.attempt.slots + 2)
            ]
            body = {"writer": "trang", "answers": answers, "flags": {"2": True}}
            self.post(save, {"payload": json.dumps(body)})
        refused = [{"slot": 1, "base": 1, "number": 9, "values": ["khong-co"]}]
        self.post(save, {"payload": json.dumps({"writer": "trang", "answers": refused})})
        self.post(save, {"payload": "{"})
        self.get(state)

    def hand_in(self):
        """Hand in and look wherever a result might stand."""
        self.post(self.address("attempt_submit"))
        for name in ("attempt", "attempt_result", "attempt_state"):
            self.get(self.address(name))
        self.post(self.address("attempt_reveal", 1))
        for name in ("my_tasks", "my_attempts", "my_data", "my_data_download"):
            self.get(reverse(name))
        for address in ("/", self.quiz.url):
            self.get(address)

    def look_as_stranger(self):
        """Addresses of authors and of the Office, asked by the person and by another colleague."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.quiz.pk])
        bank = reverse("wagtailsnippets_quiz_question:list")
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[self.quiz.pk])
        draws = "/quan-tri/trac-nghiem/rut-thu/"
        for address in (edit, bank, preview, draws, self.address("attempt_step", 1)):
            for client in (self.client, self.reader):
                response = client.get(address)
                assert response.status_code in {200, 302, 403, 404}
                self.note("stranger", address, response)

    def address(self, name, *args):
        return reverse(name, args=[self.attempt.pk, *args])

    def values(self, slot):
        """An answer in the same words, worth the same in each twin over every two questions."""
        if slot > self.attempt.slots:
            return ["nowhere"]
        row = self.attempt.responses.select_related("question_version", "attempt").get(slot=slot)
        version = row.question_version
        if version.kind in {QuestionKind.SHORT_TEXT, QuestionKind.NUMBER}:
            return ["7"]
        options = sorted(version.options, key=lambda option: option["text"])
        if version.kind == QuestionKind.MATCHING:
            four = next(option["id"] for option in options if option["match"] == "Bốn")
            answer = [[option["id"], four] for option in options]
        elif version.kind == QuestionKind.ORDERING:
            answer = [[option["id"], place] for place, option in enumerate(options, start=1)]
        else:
            answer = [option["id"] for option in options if option["text"] in {"Hai", "Đúng"}]
        return list(posted_values(row, answer))

    def fields(self, page):
        first = (page - 1) * PER_PAGE + 1
        slots = range(first, min(first + PER_PAGE, self.attempt.slots + 1))
        values = {f"cau-{slot}": self.values(slot) for slot in slots}
        return {**values, **{f"cau-{slot}-phien": "0" for slot in slots}}


def twins(still, kinds, *, preset=Preset.EXAMINATION, is_handed_in=True):
    """What both quizzes answer; each kind is asked twice, the second time the other way round."""
    section = make_site().quizzes
    unit = make_unit()
    person, reader = make_person(unit, user=True), make_person(unit, user=True).user
    walks = []
    with time_machine.travel(NOW, tick=False):
        for twin in (0, 1):
            with rewound():
                still()
                quiz = make_quiz(
                    questions=questions_of(kinds, twin),
                    parent=section,
                    title="Như nhau",
                    preset=preset,
                    closes_at=NOW + HOUR,
                    time_limit=30,
                    max_attempts=2,
                    questions_per_page=PER_PAGE,
                )
                walk = Walk(person, reader, quiz)
                walk.take()
                if is_handed_in:
                    walk.hand_in()
                walk.look_as_stranger()
                walks.append(walk.answers)
    return walks


def questions_of(kinds, twin):
    both_ways = [(one_of, way) for one_of in kinds for way in (twin, 1 - twin)]
    return [
        make_question(
            stem=f"Câu {place}?",
            explanation=f"Lời giải {way}.",
            source_label=f"Mục {way}",
            **one_of(way),
        )
        for place, (one_of, way) in enumerate(both_ways)
    ]


@pytest.mark.parametrize(
    ("preset", "is_handed_in"),
    [(Preset.EXAMINATION, True), (Preset.CONTEST, True), (Preset.PRACTICE, False)],
)
def test_nothing_that_may_not_be_told_is_told(still, preset, is_handed_in):
    """In the contest the scores are equal, so that there too nothing may differ at all."""
    one, other = twins(still, EXACT, preset=preset, is_handed_in=is_handed_in)
    for left, right in zip(one, other, strict=True):
        assert left[:-1] == right[:-1]
        assert left[-1] == right[-1], left[:2]


@pytest.mark.parametrize("one_of", [pairs, in_order])
def test_pairs_and_orders_differ_in_names_and_places_alone(still, one_of):
    """There the key is how the options were typed; names and places are chance of the attempt."""
    one, other = twins(still, [one_of])
    assert neutral(one) == neutral(other)


def neutral(answers):
    """The answers without the names of options, each as the characters it is made of."""
    return [
        (*answer[:3], Counter(TOKEN.sub(b"", answer[-1])))
        for answer in answers
        if answer[1] != reverse("my_data_download")
    ]


def test_the_twins_would_be_told_apart(still):
    """After the hand-in of a practice they do differ: the comparison looks at what matters."""
    one, other = twins(still, [one_right], preset=Preset.PRACTICE)
    assert one != other
    assert "Lời giải 0.".encode() in b"".join(answer[-1] for answer in one)
