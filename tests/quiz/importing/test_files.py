"""Real bytes of every format, whole and damaged: a dry run or a refusal, never a crash."""

from pathlib import Path
from random import Random

import pytest
from django.core.files.base import ContentFile

from quiz.importing import services
from quiz.importing.wording import messages
from quiz.models import ImportState, Question
from tests.factories import make_user
from tests.factories_quiz import make_topic

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
WORKBOOK = (ROOT / "intranet" / "demo" / "data" / "ngan-hang-cau-hoi.xlsx").read_bytes()
TEXTS = {
    "gift": "::T1:: Thủ đô là? {=Hà Nội ~Huế ~Vinh}\n",
    "aiken": "Thủ đô là?\nA. Hà Nội\nB. Huế\nANSWER: A\n",
    "typed": "Câu 1: Thủ đô là?\nA. Hà Nội\nB. Huế\nĐáp án: A\n",
    "moodle_xml": (
        '<quiz><question type="multichoice"><name><text>T1</text></name>'
        '<questiontext format="html"><text>Thủ đô là?</text></questiontext><single>true</single>'
        '<answer fraction="100"><text>Hà Nội</text></answer>'
        '<answer fraction="0"><text>Huế</text></answer></question></quiz>'
    ),
    "csv": "Câu hỏi,A,B,Đáp án\nThủ đô là?,Hà Nội,Huế,A\n",
}


def take_in(content, name="tep"):
    return services.take_in(
        file=ContentFile(content), file_name=name, topic=make_topic(), user=make_user()
    )


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_question_in_every_format_is_one_question(name):
    for text in (TEXTS[name], *TEXTS.values()):
        question_import = take_in(text.encode())
        assert question_import.state == ImportState.DRAFT, question_import.report
        assert services.apply(question_import=question_import, user=make_user())
    question = Question.objects.get()
    assert question.stem == "Thủ đô là?"
    assert [(one.text, one.is_correct) for one in question.options.all()] == [
        ("Hà Nội", True),
        ("Huế", False),
    ]


def test_the_bank_of_the_demonstration_twice():
    first = take_in(WORKBOOK, "ngan-hang.xlsx")
    assert services.apply(question_import=first, user=make_user())
    again = take_in(WORKBOOK, "ngan-hang.xlsx")
    assert set(again.rows.values_list("outcome", flat=True)) == {"same"}
    assert again.report["missing_count"] == 0


def damaged(content, random):
    """The content cut, with bytes turned over, or with noise in it."""
    kind, place = random.randrange(3), random.randrange(1, len(content))
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
    return content[:place] + random.randbytes(random.randrange(1, 40)) + content[place:]


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_are_read_or_refused(seed):
    random = Random(seed)
    whole = [WORKBOOK, *(text.encode() for text in TEXTS.values())]
    question_import = take_in(damaged(whole[seed % len(whole)], random))
    check(question_import)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 50,
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7",
        b"\xff\xfe\x00\xd8",
        "Câu 1: \ud7ff\x00\x01?\nA. x\x0b\nB. y\nĐáp án: A".encode(),
        b"<quiz><question type='x'>",
        b"::a:: {}{}{}}{=~",
        b"ANSWER: A",
        ("{" * 3000).encode(),
    ],
    ids=range(11),
)
def test_strange_files_are_read_or_refused(content):
    check(take_in(content))


def check(question_import):
    """It is in a state that a screen can show, and whoever brought it is told in words."""
    question_import.refresh_from_db()
    assert question_import.state in (ImportState.DRAFT, ImportState.MAPPING, ImportState.REFUSED)
    refusal = question_import.report.get("refusal")
    if refusal:
        assert refusal["code"] in messages()
        assert refusal["code"] != "compare_file_unreadable"
    for row in question_import.rows.all():
        assert all(problem["code"] in messages() for problem in row.problems)
