"""Every kind of question on its way from the bank to the result, as a browser without script."""

import re
from decimal import Decimal
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.choices import QuestionKind
from quiz.models import Attempt, Question
from quiz.presenters.questions import answer_text, stored_values
from quiz.services import submit_attempt
from quiz.versions import content_hash
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import (
    make_attempt,
    make_question,
    make_quiz,
    make_topic,
    posted_values,
    right_answers,
    save,
)

pytestmark = pytest.mark.django_db

PAIRS = {"Kế hoạch 28": "Sở", "Kế hoạch 493": "Tỉnh", "Quyết định 36": "Tỉnh"}


OPTIONS = {
    "multiple": [("Một", True), ("Hai", True), ("Ba", False)],
    "true_false": [("Đúng", True), ("Sai", False)],
    "short_text": [("Một cửa liên thông", False)],
    "number": [("1.234,5", False)],
    "matching": [(text, False) for text in PAIRS],
    "ordering": [(text, False) for text in ("Tiếp nhận", "Giải quyết", "Trả kết quả")],
    "survey": [("Hài lòng", False), ("Chưa hài lòng", False)],
    "prediction": [],
    "survey_text": [],
    "text_block": [],
}
FIELDS = {
    "multiple": {"marking_rule": "partial"},
    "number": {"tolerance": Decimal("0.5"), "unit": "ngày"},
    "matching": {"partners": PAIRS, "marking_rule": "partial"},
    "prediction": {"unit": "người"},
}


def one(kind, topic=None):
    """A published question of a kind."""
    options = OPTIONS.get(kind, [("Đúng ý", True), ("Sai ý", False), ("Khác", False)])
    fields = FIELDS.get(kind, {})
    return make_question(topic, kind=kind, stem=f"Câu về {kind}", options=options, **fields)


def one_of_each(topic=None):
    """A published question of every kind, in the order of the kinds."""
    topic = topic or make_topic()
    return {kind: one(kind, topic) for kind in QuestionKind.values}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def person():
    return make_person(make_unit(), user=True)


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def attempt(site, person):
    """A running attempt at a quiz with every kind on one screen."""
    quiz = make_quiz(
        questions=one_of_each().values(),
        parent=site.quizzes,
        questions_per_page=0,
        shuffle_questions=False,
        pass_mark=50,
    )
    return make_attempt(quiz, person)


def rows_of(attempt):
    """The rows of an attempt by kind."""
    rows = attempt.responses.select_related("question_version", "attempt").order_by("slot")
    return {row.question_version.kind: row for row in rows}


def page(attempt):
    return reverse("attempt_step", args=[attempt.pk, 1])


def tree_of(response):
    return BeautifulSoup(response.content, "html.parser")


def inputs(tree, row):
    """The inputs of a question."""
    return tree.find_all(attrs={"name": f"cau-{row.slot}"})


def form(client, attempt):
    """The page and what a browser would send of its form unchanged."""
    tree = tree_of(client.get(page(attempt)))
    element = tree.find(attrs={"name": "nguoi-ghi"}).find_parent("form")
    fields = {}
    for one in element.find_all(["input", "select", "textarea"]):
        if one.get("type") in ("radio", "checkbox") and not one.has_attr("checked"):
            continue
        fields.setdefault(one["name"], []).append(value_of(one))
    return tree, fields


def value_of(field):
    """What a field holds."""
    if field.name == "textarea":
        return field.text.removeprefix("\n")
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return chosen["value"]
    return field.get("value", "")


def answer_everything(client, attempt):
    """Give the right answer to all, and some answer where nothing is right."""
    rows = rows_of(attempt)
    _tree, fields = form(client, attempt)
    for kind, row in rows.items():
        item = row.question_version.item
        wanted = {
            "prediction": ["250"],
            "survey": [item.options[0]["id"]] if item.options else [],
            "survey_text": ["Nên làm tiếp."],
            "text_block": [],
        }.get(kind) or right_answers(attempt)[row.slot]
        fields[f"cau-{row.slot}"] = list(posted_values(row, wanted))
    return client.post(page(attempt), {**fields, "go": "overview"})


class TestTaking:
    def test_each_kind_has_native_inputs_with_names_and_labels(self, client, attempt):
        tree, _fields = form(client, attempt)
        types = {
            kind: {(one.name, one.get("type")) for one in inputs(tree, row)}
            for kind, row in rows_of(attempt).items()
        }
        assert types == {
            "single": {("input", "radio")},
            "multiple": {("input", "checkbox")},
            "true_false": {("input", "radio")},
            "short_text": {("input", "text")},
            "number": {("input", "text")},
            "matching": {("select", None)},
            "ordering": {("select", None)},
            "prediction": {("input", "text")},
            "survey": {("input", "radio")},
            "survey_text": {("textarea", None)},
            "text_block": set(),
        }
        named = [one for row in rows_of(attempt).values() for one in inputs(tree, row)]
        labels = {label.get("for") for label in tree.find_all("label")}
        assert {one["id"] for one in named} <= labels
        assert len({one["id"] for one in named}) == len(named)
        assert len([one for one in tree.find_all("fieldset") if one.find("legend")]) == 10

    def test_texts_have_no_number_and_no_place_in_the_list(self, client, attempt):
        tree, _fields = form(client, attempt)
        numbers = [one.text.strip() for one in tree.find_all(class_="question__number")]
        assert numbers == [f"Câu {number}" for number in range(1, 11)]
        assert len(tree.select(".palette ol > li")) == 10

    def test_nothing_lasting_is_named_and_no_form_is_shown(self, client, attempt):
        text = unescape(client.get(page(attempt)).content.decode())
        for row in rows_of(attempt).values():
            version = row.question_version
            assert not any(option["id"] in text for option in version.options)
            if version.kind in ("short_text", "number"):
                assert not any(option["text"] in text for option in version.options)

    def test_every_answer_is_kept_and_marked(self, client, attempt):
        response = answer_everything(client, attempt)
        assert response.url == reverse("attempt_overview", args=[attempt.pk])
        submitted = submit_attempt(attempt=attempt, now=timezone.now())
        marks = {kind: row.mark for kind, row in rows_of(attempt).items()}
        unscored = {"prediction", "survey", "survey_text", "text_block"}
        assert marks == {kind: None if kind in unscored else 1 for kind in marks}
        assert (submitted.score, submitted.maximum) == (7, 7)
        assert submitted.is_passed

    def test_a_page_shows_the_answers_that_stand(self, client, attempt):
        answer_everything(client, attempt)
        _tree, fields = form(client, attempt)
        for row in rows_of(attempt).values():
            sent = [value for value in fields.get(f"cau-{row.slot}", []) if value]
            assert sorted(sent) == sorted(stored_values(row))

    def test_sent_again_unchanged_nothing_changes(self, client, attempt):
        answer_everything(client, attempt)
        before = {kind: row.answer for kind, row in rows_of(attempt).items()}
        _tree, fields = form(client, attempt)
        assert client.post(page(attempt), fields).status_code == 302
        assert {kind: row.answer for kind, row in rows_of(attempt).items()} == before

    def test_texts_can_be_emptied_again(self, client, attempt):
        answer_everything(client, attempt)
        _tree, fields = form(client, attempt)
        rows = rows_of(attempt)
        for kind in ("short_text", "number", "survey_text", "matching", "ordering"):
            fields[f"cau-{rows[kind].slot}"] = [""]
        assert client.post(page(attempt), fields).status_code == 302
        for kind in ("short_text", "number", "survey_text", "matching", "ordering"):
            assert rows_of(attempt)[kind].answer == [], kind

    @pytest.mark.parametrize(
        ("kind", "value", "says"),
        [
            ("number", "khoảng ba mươi", "ngày"),
            ("number", "30 tháng", "ngày"),
            ("prediction", "2,5", "số nguyên"),
            ("short_text", "dài " * 60, "200"),
            ("survey_text", "dài " * 260, "1.000"),
        ],
    )
    def test_what_cannot_be_read_is_refused_and_kept_in_the_field(
        self, client, attempt, kind, value, says
    ):
        slot = rows_of(attempt)[kind].slot
        other = rows_of(attempt)["single"]
        _tree, fields = form(client, attempt)
        right = list(posted_values(other, other.question_version.key))
        response = client.post(
            page(attempt), {**fields, f"cau-{slot}": [value], f"cau-{other.slot}": right}
        )
        assert response.status_code == 422
        tree = tree_of(response)
        field = tree.find(attrs={"name": f"cau-{slot}"})
        assert value_of(field).strip() == value.strip()
        assert field["aria-invalid"] == "true"
        assert says in tree.find(id=f"cau-{slot}-error").text
        assert rows_of(attempt)[kind].answer == []
        assert rows_of(attempt)["single"].answer

    def test_the_right_side_stands_in_another_order_in_each_attempt(self, site):
        pairs = {f"Văn bản {n}": f"Cơ quan {n}" for n in range(6)}
        question = make_question(
            kind="matching", options=[(text, False) for text in pairs], partners=pairs
        )
        quiz = make_quiz(questions=[question], parent=site.quizzes, max_attempts=0)
        orders = set()
        for _ in range(6):
            person = make_person(make_unit(), user=True)
            client = Client()
            client.force_login(person.user)
            client.post(reverse("quiz_start", args=[quiz.pk]))
            tree, _fields = form(client, Attempt.objects.get(person=person))
            offered = tree.find("select").find_all("option")
            orders.add(tuple(option.text[len("A. ") :] for option in offered if option["value"]))
        assert len(orders) > 1
        assert all(sorted(order) == sorted(pairs.values()) for order in orders)

    def test_partners_too_long_for_a_closed_field_are_listed_in_full(self, client, site, person):
        long = "Ủy ban nhân dân tỉnh và các cơ quan chuyên môn"
        partners = {"Kế hoạch 28": "Sở", "Kế hoạch 493": long}
        question = make_question(
            kind="matching", options=[(text, False) for text in partners], partners=partners
        )
        for asked, count in ((question, 2), (one("matching"), 0)):
            attempt = make_attempt(make_quiz(questions=[asked], parent=site.quizzes), person)
            tree, _fields = form(client, attempt)
            assert len(tree.select(".partners li")) == count

    def test_an_order_is_never_asked_in_the_right_order_on_purpose(self, site):
        question = make_question(
            kind="ordering", options=[(f"Bước {n}", False) for n in range(6)], pinned=["Bước 0"]
        )
        quiz = make_quiz(questions=[question], shuffle_options=False)
        attempt = make_attempt(quiz)
        version = question.current_version
        assert attempt.responses.get().option_order != [one["id"] for one in version.options]


class TestResult:
    @pytest.mark.parametrize(
        ("places", "is_told"), [((2, 3, 1), True), ((1, 2, 3), False), ((3, 2, 1), False)]
    )
    def test_a_partly_right_order_tells_how_it_earned(self, client, site, person, places, is_told):
        question = make_question(
            kind="ordering",
            options=[(f"Bước {n}", False) for n in range(3)],
            marking_rule="partial",
        )
        attempt = make_attempt(make_quiz(questions=[question], parent=site.quizzes), person)
        row = attempt.responses.get()
        order = [one["id"] for one in row.question_version.options]
        answer = [list(pair) for pair in zip(order, places, strict=True)]
        save(attempt, {row.slot: answer}, now=timezone.now())
        submit_attempt(attempt=attempt, now=timezone.now())
        content = client.get(reverse("attempt_result", args=[attempt.pk])).content.decode()
        assert ("hai dòng liền nhau xếp đúng thứ tự" in content) is is_told

    def test_own_and_right_answers_stand_beside_each_other(self, client, attempt):
        rows = rows_of(attempt)
        matching, ordering = rows["matching"], rows["ordering"]
        first, second, third = (one["id"] for one in ordering.question_version.options)
        one, two, _three = (o["id"] for o in matching.question_version.options)
        save(
            attempt,
            {
                rows["short_text"].slot: ["Một cửa"],
                rows["number"].slot: ["1200"],
                matching.slot: [[one, one], [two, one]],
                ordering.slot: [[first, 1], [second, 3], [third, 2]],
                rows["survey_text"].slot: ["Nên\nlàm tiếp."],
            },
            now=timezone.now(),
        )
        submit_attempt(attempt=attempt, now=timezone.now())
        response = client.get(reverse("attempt_result", args=[attempt.pk]))
        text = re.sub(r"\s+", " ", tree_of(response).text)
        for words in (
            "Một cửa liên thông",
            "1.200 ngày",
            "1.234,5 (± 0,5) ngày",
            "Kế hoạch 28 → Sở",
            "Kế hoạch 493 → Tỉnh",
            "Quyết định 36 → Tỉnh",
            "Giải quyết → 2",
            "Không tính điểm",
            "0,33",
        ):
            assert words in text, words

    def test_in_words(self, attempt):
        rows = rows_of(attempt)
        single = rows["single"]
        place = single.option_order.index(single.question_version.key[0])
        assert answer_text(single, single.question_version.key) == f"{'ABC'[place]}. Đúng ý"
        assert answer_text(rows["number"], ["30"]) == "30 ngày"
        assert answer_text(rows["survey"]) == ""


class TestBank:
    def test_versions_carry_what_their_kind_needs(self):
        bank = {
            kind: one(kind) for kind in ("single", "number", "matching", "survey", "prediction")
        }
        number = bank["number"].current_version
        assert (number.tolerance, number.unit) == (Decimal("0.5"), "ngày")
        assert [one["match"] for one in bank["matching"].current_version.options] == list(
            PAIRS.values()
        )
        assert bank["survey"].current_version.key == []
        assert bank["prediction"].current_version.unit == "người"
        assert bank["single"].current_version.unit == ""
        assert "match" not in bank["single"].current_version.options[0]

    @pytest.mark.parametrize(
        ("kind", "change"),
        [
            ("number", {"tolerance": Decimal(1)}),
            ("number", {"unit": "giờ"}),
            ("matching", {"marking_rule": "all_or_nothing"}),
        ],
    )
    def test_other_marking_makes_another_version(self, kind, change):
        question = one(kind)
        for name, value in change.items():
            setattr(question, name, value)
        question.save_revision().publish()
        assert Question.objects.get(pk=question.pk).current_version.number == 2

    def test_what_a_kind_does_not_use_makes_no_other_version(self):
        question = one("single")
        question.tolerance, question.unit = Decimal(3), "ngày"
        question.save_revision().publish()
        assert Question.objects.get(pk=question.pk).versions.count() == 1

    def test_the_tolerance_counts_and_not_how_it_is_written(self):
        content = {"tolerance": Decimal("0.500000")}
        assert content_hash(content) == content_hash({"tolerance": Decimal("0.5")})

    def test_versions_from_before_there_were_other_kinds_are_the_same(self):
        question = make_question(stem="Cũ?", options=[("Một", True), ("Hai", False)])
        version = question.current_version
        content = {
            "kind": "single",
            "marking_rule": "all_or_nothing",
            "stem": "Cũ?",
            "options": [
                {
                    "id": option["id"],
                    "text": text,
                    "is_correct": is_correct,
                    "is_pinned": False,
                }
                for option, (text, is_correct) in zip(
                    version.options, [("Một", True), ("Hai", False)], strict=True
                )
            ],
            "explanation": "",
            "source_policy_id": None,
            "source_anchor": "",
            "source_label": "",
        }
        assert version.content_hash == content_hash(content)

    def test_a_quota_draws_nothing_that_earns_no_marks(self):
        topic = make_topic()
        one_of_each(topic)
        quiz = make_quiz(quotas=[(topic, 7)])
        assert not quiz.publication_errors()
        assert make_attempt(quiz).maximum == 7
        quiz.topic_quotas.first().count = 8
        assert make_quiz(quotas=[(topic, 8)], live=False).publication_errors()

    def test_a_text_stays_where_its_author_put_it(self):
        topic = make_topic()
        text = make_question(topic, kind="text_block", options=[], stem="Hãy đọc.")
        questions = [make_question(topic) for _ in range(5)]
        quiz = make_quiz(questions=[*questions[:2], text, *questions[2:]])
        for _ in range(5):
            assert rows_of(make_attempt(quiz))["text_block"].slot == 3

    @pytest.mark.parametrize("kind", QuestionKind.values)
    def test_every_kind_has_a_preview(self, kind, site, rf):
        question = one(kind)
        draft = question.make_preview_request(preview_mode="")
        assert question.stem in unescape(draft.content.decode())
