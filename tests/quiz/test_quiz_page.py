"""A quiz in the admin: what cannot be drawn is not published, what decides results is frozen."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from intranet.accounts.roles import sync_roles
from intranet.pages.models import PublicationRefusedError
from quiz.models import QuizPage, QuizQuestion, TopicQuota
from quiz.services import submit_attempt
from tests.approving import approve
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_site
from tests.factories_quiz import NOW, make_attempt, make_question, make_quiz, make_topic

pytestmark = pytest.mark.django_db

OTHER_RULES = [
    {"pass_mark": 10},
    {"time_limit": 99},
    {"max_attempts": 9},
    {"grading_method": "last"},
    {"negative_marks": True},
    {"opens_at": NOW},
    {"closes_at": NOW + datetime.timedelta(days=365)},
]


@pytest.fixture
def section():
    return make_site().quizzes


@pytest.fixture
def editor():
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def published(quiz):
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def draft(section, **fields):
    return make_quiz(parent=section, live=False, **fields)


@pytest.mark.parametrize(
    ("minutes", "is_sound"), [(None, True), (1, True), (1440, True), (0, False), (10**11, False)]
)
def test_a_time_limit_is_between_a_minute_and_a_day(section, minutes, is_sound):
    quiz = draft(section)
    quiz.time_limit = minutes
    if is_sound:
        quiz.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        quiz.full_clean()
    assert set(refusal.value.message_dict) == {"time_limit"}


class TestPublication:
    def test_sound_quizzes_go_live(self, section):
        topic = make_topic()
        for _ in range(3):
            make_question(topic)
        assert published(draft(section)).live
        assert published(draft(section, quotas=[(topic, 3)])).live

    def test_without_questions_it_is_refused(self, section):
        with pytest.raises(PublicationRefusedError) as refusal:
            published(draft(section, questions=[]))
        assert len(refusal.value.messages) == 1

    @pytest.mark.parametrize(
        ("preset", "closes_at", "is_sound"),
        [
            ("practice", None, True),
            ("contest", None, False),
            ("examination", None, False),
            ("contest", NOW, True),
            ("examination", NOW, True),
        ],
    )
    def test_what_waits_for_a_common_end_has_one(self, section, preset, closes_at, is_sound):
        quiz = draft(section, preset=preset, closes_at=closes_at)
        if is_sound:
            assert published(quiz).live
            return
        with pytest.raises(PublicationRefusedError, match="phải có thời điểm đóng"):
            published(quiz)

    def test_a_draft_question_is_named(self, section):
        question = make_question(stem="Nháp này?", is_published=False)
        with pytest.raises(PublicationRefusedError, match="Nháp này"):
            published(draft(section, questions=[question]))

    def test_a_small_topic_is_named_with_its_numbers(self, section):
        topic = make_topic("Thủ tục")
        fixed = make_question(topic)
        make_question(topic)
        make_question(topic, is_published=False)
        quiz = draft(section, questions=[fixed], quotas=[(topic, 2)])
        with pytest.raises(PublicationRefusedError, match=r"Thủ tục.*2.*1"):
            published(quiz)

    def test_bulk_publication_says_why(self, editor, section):
        quiz = draft(section, questions=[])
        quiz.save_revision()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = editor.post(f"{address}?id={quiz.pk}", {"include_descendants": ""}, follow=True)
        assert response.status_code == 200
        assert list(response.context["messages"])
        assert not QuizPage.objects.get(pk=quiz.pk).live


class TestFreeze:
    @pytest.mark.parametrize("change", OTHER_RULES)
    def test_before_the_first_attempt_everything_may_change(self, section, change):
        quiz = make_quiz(parent=section)
        for name, value in change.items():
            setattr(quiz, name, value)
        quiz = published(quiz)
        assert {name: getattr(quiz, name) for name in change} == change

    @pytest.mark.parametrize("change", OTHER_RULES)
    def test_afterwards_other_rules_are_refused(self, section, change):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        for name, value in change.items():
            setattr(quiz, name, value)
        with pytest.raises(ValidationError) as refusal:
            quiz.full_clean()
        assert set(refusal.value.message_dict) == set(change)
        with pytest.raises(ValidationError):
            quiz.save_revision()
        with pytest.raises(PublicationRefusedError):
            quiz.save_revision(clean=False).publish()

    def test_the_preset_is_frozen(self, section):
        later = NOW + datetime.timedelta(days=1)
        quiz = make_quiz(parent=section, preset="contest", closes_at=later)
        make_attempt(quiz, now=NOW)
        quiz.preset = "practice"
        with pytest.raises(ValidationError) as refusal:
            quiz.clean()
        assert set(refusal.value.message_dict) == {"preset"}

    @pytest.mark.parametrize("state", ["running", "submitted", "unpublished"])
    def test_an_old_draft_is_refused_whatever_became_of_the_attempt(self, section, state):
        quiz = make_quiz(parent=section)
        quiz.pass_mark = 10
        old = quiz.save_revision()
        attempt = make_attempt(QuizPage.objects.get(pk=quiz.pk))
        if state == "submitted":
            submit_attempt(attempt=attempt, now=timezone.now())
        if state == "unpublished":
            QuizPage.objects.get(pk=quiz.pk).unpublish()
        with pytest.raises(PublicationRefusedError):
            old.publish()
        assert QuizPage.objects.get(pk=quiz.pk).pass_mark == 70

    def test_other_questions_are_refused(self, section):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        quiz.fixed_questions = [*quiz.fixed_questions.all(), QuizQuestion(question=make_question())]
        with pytest.raises(PublicationRefusedError):
            published(quiz)

    def test_other_quotas_are_refused(self, section):
        topic = make_topic()
        make_question(topic)
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        quiz.topic_quotas = [TopicQuota(topic=topic, count=1)]
        with pytest.raises(PublicationRefusedError):
            published(quiz)

    def test_the_rest_may_change(self, section):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        quiz.title, quiz.due_at, quiz.questions_per_page = "Tên mới", NOW, 0
        quiz = published(quiz)
        assert (quiz.title, quiz.due_at, quiz.questions_per_page) == ("Tên mới", NOW, 0)

    def test_a_copy_is_free(self, section):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        copy = quiz.copy(update_attrs={"title": "Bản sao", "slug": "ban-sao"})
        copy.pass_mark = 10
        assert published(copy).pass_mark == 10


def form(quiz, **change):
    places = [
        {"id": str(place.pk), "question": str(place.question_id)}
        for place in quiz.fixed_questions.all()
    ]
    data = {
        "title": quiz.title,
        "slug": quiz.slug,
        "summary": "",
        "introduction": rich_text(""),
        "audience": str(quiz.audience_id),
        "keywords": "",
        "preset": quiz.preset,
        "opens_at": "",
        "closes_at": "",
        "due_at": "",
        "time_limit": "",
        "questions_per_page": "1",
        "max_attempts": "1",
        "grading_method": "best",
        "pass_mark": "70",
        "shuffle_questions": "on",
        "shuffle_options": "on",
        "comments": inline_formset([]),
        "fixed_questions": inline_formset(places, initial=len(places)),
        "topic_quotas": inline_formset([]),
    }
    return nested_form_data({**data, **change})


class TestForm:
    def send(self, editor, quiz, action="action-publish", **change):
        address = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
        return editor.post(address, {**form(quiz, **change), action: "1"})

    def test_a_sound_quiz_is_published(self, editor, section):
        quiz = draft(section)
        sync_roles()
        response = self.send(editor, quiz, action="action-submit")
        assert response.status_code == 302, response.context["form"].errors
        second = Client()
        second.force_login(make_user(is_superuser=True))
        approve(second, quiz)
        assert QuizPage.objects.get(pk=quiz.pk).live

    def test_the_same_question_twice_is_refused_with_a_message(self, editor, section):
        quiz = draft(section)
        rows = [
            {"id": str(place.pk), "question": str(place.question_id)}
            for place in quiz.fixed_questions.all()
        ]
        rows.append({"id": "", "question": rows[0]["question"]})
        response = self.send(editor, quiz, fixed_questions=inline_formset(rows, initial=3))
        assert response.status_code == 200
        assert not QuizPage.objects.get(pk=quiz.pk).live

    def test_a_question_taken_out_and_put_in_again_is_saved(self, editor, section):
        quiz = make_quiz(parent=section)
        rows = [
            {"id": str(place.pk), "question": str(place.question_id)}
            for place in quiz.fixed_questions.all()
        ]
        rows.append({"id": "", "question": rows[0]["question"]})
        rows[0]["DELETE"] = "1"
        response = self.send(editor, quiz, fixed_questions=inline_formset(rows, initial=3))
        assert response.status_code == 302
        assert QuizPage.objects.get(pk=quiz.pk).fixed_questions.count() == 3

    def test_without_questions_the_form_says_so(self, editor, section):
        response = self.send(editor, draft(section), fixed_questions=inline_formset([]))
        assert response.status_code == 200
        assert len(response.context["form"].non_field_errors()) == 1

    def test_without_an_end_the_form_says_so_at_the_field(self, editor, section):
        response = self.send(editor, draft(section), preset="examination")
        assert list(response.context["form"].errors) == ["closes_at"]

    def test_a_draft_may_be_without_questions(self, editor, section):
        response = self.send(editor, draft(section), action="x", fixed_questions=inline_formset([]))
        assert response.status_code == 302

    @pytest.mark.parametrize("action", ["action-publish", "save-a-draft"])
    def test_a_frozen_rule_is_refused_at_its_field(self, editor, section, action):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        response = self.send(editor, quiz, action=action, pass_mark="10")
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"pass_mark"}

    @pytest.mark.parametrize("action", ["action-publish", "save-a-draft"])
    def test_frozen_questions_are_refused(self, editor, section, action):
        quiz = make_quiz(parent=section)
        make_attempt(quiz)
        other = inline_formset([{"question": str(make_question().pk)}])
        response = self.send(editor, quiz, action=action, fixed_questions=other)
        assert response.status_code == 200
        assert response.context["form"].non_field_errors()

    def test_the_forms_are_shown(self, editor, section):
        quiz = make_quiz(parent=section)
        for address in (
            reverse("wagtailadmin_pages:edit", args=[quiz.pk]),
            reverse("wagtailadmin_pages:add", args=["quiz", "quizpage", section.pk]),
            reverse("wagtailadmin_pages:preview_on_edit", args=[quiz.pk]),
        ):
            assert editor.get(address).status_code == 200


class TestList:
    @pytest.mark.parametrize(
        ("rules", "label"),
        [
            ({}, "đang mở"),
            ({"opens_at": 1}, "chưa mở"),
            ({"opens_at": -2, "closes_at": -1}, "đã đóng"),
        ],
    )
    def test_a_card_says_whether_it_is_open(self, section, rules, label):
        now = timezone.now()
        moments = {name: now + datetime.timedelta(days=days) for name, days in rules.items()}
        make_quiz(parent=section, title="Có thẻ", time_limit=15, **moments)
        client = Client()
        client.force_login(make_person(make_unit(), user=True).user)
        content = client.get(section.url).content.decode().lower()
        for text in ("có thẻ", label, "15 phút"):
            assert text in content


class TestStartPage:
    @pytest.fixture
    def person(self):
        return make_person(make_unit(), user=True)

    @pytest.fixture
    def reader(self, person):
        client = Client()
        client.force_login(person.user)
        return client

    @pytest.mark.parametrize(
        ("rules", "has_button"),
        [
            ({}, True),
            ({"opens_at": 1}, False),
            ({"closes_at": -1}, False),
            ({"opens_at": -1, "closes_at": 1}, True),
        ],
    )
    def test_the_button_stands_there_only_while_it_is_open(
        self, reader, section, rules, has_button
    ):
        now = timezone.now()
        moments = {name: now + datetime.timedelta(days=days) for name, days in rules.items()}
        quiz = make_quiz(parent=section, **moments)
        content = reader.get(quiz.url).content.decode()
        assert (reverse("quiz_start", args=[quiz.pk]) in content) is has_button

    def test_the_rules_are_told(self, reader, section):
        quiz = make_quiz(parent=section, time_limit=15, max_attempts=3, pass_mark=67)
        content = reader.get(quiz.url).content.decode()
        for text in ("15 phút", "đúng 3/3 câu (67%)", "3 lượt, còn 3 lượt"):
            assert text in content

    @pytest.mark.parametrize(("preset", "is_told"), [("practice", True), ("examination", False)])
    def test_the_latest_attempts_stand_there_and_the_one_that_counts(
        self, reader, person, section, preset, is_told
    ):
        closes_at = timezone.now() + datetime.timedelta(days=9)
        quiz = make_quiz(parent=section, max_attempts=0, preset=preset, closes_at=closes_at)
        for _ in range(12):
            submit_attempt(attempt=make_attempt(quiz, person), now=timezone.now())
        quiz.attempts.filter(number=1).update(score=3, is_passed=True)

        rows = reader.get(quiz.url).context["attempts"]

        told = [1] if is_told else []
        assert [row["number"] for row in rows] == [*told, *range(3, 13)]
