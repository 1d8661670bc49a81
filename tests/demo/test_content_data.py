"""The other data files fit each other and the plan."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from intranet.demo.quizzes import UNCONFIRMED
from intranet.demo.roster import ACCOUNTS, made_up_staff
from quiz.formats import recognise
from quiz.formats.base import NOTICE
from quiz.formats.checking import Known, problems_of, twins
from search.text import fold

DATA = Path(__file__).resolve().parents[2] / "intranet" / "demo" / "data"
PLAN_CODE = "28/KH-SLĐTBXH"


def load(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


BANK = recognise.read(DATA / "ngan-hang-cau-hoi.xlsx")
QUESTIONS = [question for question in BANK.questions if question.code.startswith("Q")]
EXTRA = [question for question in BANK.questions if question.code.startswith("X")]
TOPICS = load("topics.json")
TOPIC_NAMES = {topic["name"]: topic["code"] for topic in TOPICS}
UNITS = load("units.json")
PAGES = load("pages.json")
PARTS = {part["anchor"]: part for part in load("ke-hoach-28.json")["parts"]}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.name)
def test_every_file_is_nfc(path):
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_the_bank_is_read_without_a_word():
    assert (BANK.format, BANK.problems) == ("xlsx", ())
    known = Known(
        topics=set(map(fold, TOPIC_NAMES)), policies={fold(PLAN_CODE)}, default_topic="Kế hoạch 28"
    )
    found = [problem for question in BANK.questions for problem in problems_of(question, known)]
    assert [problem for problem in found if problem.severity != NOTICE] == []
    assert twins(enumerate(BANK.questions)) == {}


@pytest.mark.parametrize("question", QUESTIONS + EXTRA, ids=lambda question: question.code)
def test_question_has_a_topic_and_a_place_in_the_plan(question):
    assert question.topic in TOPIC_NAMES
    assert (question.policy == PLAN_CODE) is (PLAN_CODE in question.source_label)
    assert not question.anchor or question.anchor in PARTS


@pytest.mark.parametrize(
    "question",
    [question for question in QUESTIONS + EXTRA if question.anchor],
    ids=lambda question: question.code,
)
def test_quoted_words_stand_where_the_question_points(question):
    for quoted in re.findall(r"“([^”]+)”", question.explanation):
        place = PARTS[question.anchor]
        assert quoted in place["text"] or f"“{quoted}”" in place["text"]


def test_sixty_questions_and_some_of_other_kinds():
    assert len(QUESTIONS) == 60
    assert Counter(question.kind for question in EXTRA) == {
        "multiple": 4,
        "true_false": 3,
        **dict.fromkeys(
            ["number", "short_text", "matching", "ordering", "survey", "text_block"], 1
        ),
    }
    assert not any(UNCONFIRMED in question.keywords for question in EXTRA)


def test_topics_are_a_tree_with_places_in_the_plan():
    codes = {topic["code"] for topic in TOPICS}
    assert len(codes) == len(TOPICS)
    for topic in TOPICS:
        assert topic["parent"] is None or topic["parent"] in codes
        assert not topic["plan_item"] or topic["plan_item"].replace("#", "-") in PARTS


def test_units_name_what_the_plan_names_and_the_thirteen_districts():
    by_code = {unit["code"]: unit for unit in UNITS}
    named = {unit["name"] for unit in UNITS if unit["source"] == "plan"}
    assert {"Văn phòng Sở", "Phòng Kế hoạch Tài chính"} <= named
    districts = [unit for unit in UNITS if unit["kind"] == "district_office"]
    assert len(districts) == 13
    assert all(unit["source"] == "sample" and unit["parent"] == "cap-huyen" for unit in districts)
    assert by_code["cap-huyen"]["parent"] is None
    assert by_code["h-tx-ky-anh"]["name"] != by_code["h-ky-anh"]["name"]
    assert len({unit["name"] for unit in UNITS}) == len(UNITS)


def test_staff_list_is_made_up_unique_and_the_same_each_time():
    staff = made_up_staff(UNITS)
    assert staff == made_up_staff(UNITS)
    assert len(staff) == len({p.name for p in staff}) == len({p.email for p in staff}) == 240
    assert all(person.staff_code.startswith("MH-") for person in staff)
    assert all(person.email.endswith(".example") for person in staff)
    assert "Nguyễn Trí Lạc" not in {person.name for person in staff}


def test_every_unit_with_staff_has_one_head():
    staff = made_up_staff(UNITS)
    heads = Counter(person.unit for person in staff if person.role == "head")
    assert heads == {unit["code"]: 1 for unit in UNITS if unit["headcount"]}


def test_the_six_accounts_have_their_people():
    people = {person.username: person for person in made_up_staff(UNITS) if person.username}
    assert set(people) == {account.username for account in ACCOUNTS}
    assert people["truongphong"].unit == people["canbo"].unit
    assert people["truongphong"].role == "head"


def test_quiz_draws_only_high_confidence_questions_of_the_plan():
    usable = [q for q in QUESTIONS + EXTRA if UNCONFIRMED not in q.keywords]
    campaign_quiz, *fixed = PAGES["quizzes"]
    assert sum(count for _, count in campaign_quiz["quota"]) == 10
    for topic, count in campaign_quiz["quota"]:
        pool = [q for q in usable if TOPIC_NAMES[q.topic] == topic]
        assert len(pool) > count
        assert {q.policy for q in pool} == {PLAN_CODE}
    for quiz in fixed:
        assert set(quiz["questions"]) <= {q.code for q in usable}


def test_links_into_the_plan_lead_somewhere():
    text = (DATA / "pages.json").read_text(encoding="utf-8")
    anchors = re.findall(r"\{plan_url\}#([^\\\"]+)", text)
    assert anchors
    assert set(anchors) <= set(PARTS)


def test_pictures_are_light_and_described():
    for image in PAGES["images"]:
        assert (DATA / "images" / image["file"]).stat().st_size <= 40_000
        assert image["alt"]
