"""The bank: sound questions only, immutable versions, nothing used is lost."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from intranet.accounts.roles import sync_roles
from intranet.pages.models import PublicationRefusedError, Topic
from quiz.models import (
    Attempt,
    ImmutableError,
    Question,
    QuestionKind,
    QuestionOption,
    QuestionVersion,
)
from tests.approving import approve, confirm_change
from tests.factories import make_person, make_user
from tests.factories_quiz import make_attempt, make_question, make_quiz, make_topic

pytestmark = pytest.mark.django_db


def signed_in():
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def editor():
    return signed_in()


@pytest.fixture
def second():
    """Whoever approves what the editor submits."""
    sync_roles()
    return signed_in()


class TestVersions:
    def test_publishing_makes_the_first(self):
        question = make_question(explanation="Vì lẽ đó.", source_label="Điều 5")
        version = question.current_version
        assert version.number == 1
        assert version.stem == question.stem
        assert [option["text"] for option in version.options] == ["Đúng ý", "Sai ý", "Khác"]
        assert version.key == [version.options[0]["id"]]
        assert (version.explanation, version.source_label) == ("Vì lẽ đó.", "Điều 5")

    def test_a_draft_has_none(self):
        question = make_question(is_published=False)
        question.stem = "Nháp?"
        question.save_revision()
        assert not QuestionVersion.objects.exists()
        assert question not in Question.objects.drawable()

    def test_the_same_content_again_makes_none(self):
        question = make_question()
        before = question.current_version
        question.save_revision().publish()
        question.refresh_from_db()
        assert question.current_version == before
        assert question.versions.count() == 1

    def test_options_typed_anew_are_the_same_content(self):
        question = make_question()
        before = question.current_version
        question.options = [
            QuestionOption(text=option.text, is_correct=option.is_correct)
            for option in question.options.all()
        ]
        question.save_revision().publish()
        assert Question.objects.get(pk=question.pk).current_version == before

    @pytest.mark.parametrize(
        "change",
        [
            {"stem": "Khác đi?"},
            {"explanation": "Khác đi."},
            {"source_label": "Khác"},
            {"source_anchor": "III.1"},
        ],
    )
    def test_other_content_makes_the_next(self, change):
        question = make_question()
        for name, value in change.items():
            setattr(question, name, value)
        question.save_revision().publish()
        question.refresh_from_db()
        assert question.current_version.number == 2

    def test_another_key_makes_the_next_with_the_same_option_ids(self):
        question = make_question()
        first = question.current_version
        one, two, *_rest = question.options.all()
        one.is_correct, two.is_correct = False, True
        question.options = [one, two, *_rest]
        question.save_revision().publish()
        second = Question.objects.get(pk=question.pk).current_version
        assert second.number == 2
        assert [option["id"] for option in second.options] == [
            option["id"] for option in first.options
        ]
        assert second.key != first.key

    def test_going_back_takes_the_old_one_up_again(self):
        question = make_question(stem="Một?")
        first = question.current_version
        for stem in ("Hai?", "Một?"):
            question.stem = stem
            question.save_revision().publish()
        assert Question.objects.get(pk=question.pk).current_version == first

    def test_a_version_never_changes(self):
        version = make_question().current_version
        version.stem = "Khác?"
        with pytest.raises(ImmutableError):
            version.save()
        with pytest.raises(ImmutableError):
            QuestionVersion.objects.update(stem="Khác?")

    def test_a_version_that_was_served_cannot_be_deleted(self):
        attempt = make_attempt()
        with pytest.raises(ProtectedError):
            attempt.responses.first().question_version.delete()


class TestPublication:
    def test_a_faulty_draft_is_refused(self):
        question = make_question(options=[("Một", True)], is_published=False)
        with pytest.raises(PublicationRefusedError):
            question.save_revision().publish()
        question.refresh_from_db()
        assert not question.live

    def test_the_clock_refuses_and_goes_on(self):
        faulty = make_question(options=[("Một", True)], is_published=False)
        sound = make_question(is_published=False)
        soon = timezone.now() + datetime.timedelta(hours=1)
        for question in (faulty, sound):
            question.go_live_at = soon
            revision = question.save_revision(approved_go_live_at=soon)
            revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
            content = {**revision.content, "go_live_at": None}
            type(revision).objects.filter(pk=revision.pk).update(
                approved_go_live_at=revision.approved_go_live_at, content=content
            )
        call_command("publish_scheduled", verbosity=0)
        call_command("publish_scheduled", verbosity=0)
        faulty.refresh_from_db()
        sound.refresh_from_db()
        assert (faulty.live, sound.live) == (False, True)


def form(topic, options, *, kind="single", stem="Câu hỏi mới?", **extra):
    rows = [
        {
            "text": text,
            "is_correct": "on" if is_correct else "",
            "is_pinned": "",
            "match": "",
            "reference_handling": "auto",
        }
        for text, is_correct in options
    ]
    data = nested_form_data(
        {
            "code": "",
            "kind": kind,
            "stem": stem,
            "options": inline_formset(rows),
            "marking_rule": "all_or_nothing",
            "tolerance": "",
            "unit": "",
            "explanation": "",
            "topic": str(topic.pk),
            "difficulty": "easy",
            "source_policy": "",
            "source_anchor": "",
            "source_label": "",
        }
    )
    return {**data, **extra}


class TestAdmin:
    ADD = "wagtailsnippets_quiz_question:add"

    def test_approving_what_was_submitted_makes_a_version(self, editor, second):
        data = form(make_topic(), [("Một", True), ("Hai", False)])
        response = editor.post(reverse(self.ADD), {**data, "action-submit": "1"})
        assert response.status_code == 302
        approve(second, Question.objects.get())
        assert Question.objects.get().current_version.number == 1

    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("single", [("Một", True)]),
            ("single", [("Một", True), ("Hai", True)]),
            ("single", [("Một", True), ("một", False)]),
            ("multiple", [("Một", False), ("Hai", False)]),
            ("true_false", [("Đúng", True), ("Sai", False), ("Khác", False)]),
        ],
    )
    def test_faults_are_told_and_nothing_is_lost(self, editor, kind, options):
        data = form(make_topic(), options, kind=kind)
        response = editor.post(reverse(self.ADD), {**data, "action-publish": "1"})
        assert response.status_code == 200
        assert response.context["form"].non_field_errors()
        assert not Question.objects.exists()
        assert "Câu hỏi mới?" in response.content.decode()

    @pytest.mark.parametrize(
        ("kind", "options", "extra", "says"),
        [
            ("short_text", [], {}, "đáp án đúng"),
            ("number", [("năm ngày", True)], {}, "1.234,5"),
            ("matching", [("Một", False), ("Hai", False)], {"options-0-match": "1"}, "cần ghép"),
            ("ordering", [("Một", False)], {}, "hai phương án"),
            ("number", [("5", True)], {"tolerance": "-1"}, "0"),
        ],
    )
    def test_faults_of_other_kinds_are_told_in_words(self, editor, kind, options, extra, says):
        data = form(make_topic(), options, kind=kind, **extra)
        response = editor.post(reverse(self.ADD), {**data, "action-publish": "1"})
        errors = response.context["form"].errors
        assert says in " ".join(message for messages in errors.values() for message in messages)
        assert not Question.objects.exists()

    def test_what_a_kind_needs_is_kept(self, editor, second):
        topic = make_topic()
        number = form(topic, [("1.234,5", False)], kind="number", tolerance="0.5", unit="ngày")
        partners = {"options-0-match": "Sở", "options-1-match": "Tỉnh", "marking_rule": "partial"}
        matching = form(topic, [("Một", False), ("Hai", False)], kind="matching", **partners)
        for data in (number, matching):
            editor.post(reverse(self.ADD), {**data, "action-submit": "1"})
        for question in Question.objects.all():
            approve(second, question)
        found = {version.kind: version for version in QuestionVersion.objects.all()}
        assert (found["number"].unit, str(found["number"].tolerance)) == ("ngày", "0.500000")
        assert [option["match"] for option in found["matching"].options] == ["Sở", "Tỉnh"]
        assert found["matching"].marking_rule == "partial"

    def test_the_form_names_for_each_kind_what_it_needs(self, editor):
        page = BeautifulSoup(editor.get(reverse(self.ADD)).content, "html.parser")
        hints = page.find_all(attrs={"data-w-rules-target": "show"})
        shown = {kind for hint in hints for kind in json.loads(hint["data-w-rules"])["kind"]}
        assert shown == set(QuestionKind.values)
        assert page.find(attrs={"data-controller": "w-rules"}).find(attrs={"name": "kind"})

    def test_a_draft_may_be_unfinished(self, editor):
        data = form(make_topic(), [("Một", True)])
        assert editor.post(reverse(self.ADD), data).status_code == 302
        question = Question.objects.get()
        assert not question.live

    def test_editing_and_publishing_unchanged_makes_no_version(self, editor, second):
        topic = make_topic()
        data = form(topic, [("Một", True), ("Hai", False)])
        editor.post(reverse(self.ADD), {**data, "action-submit": "1"})
        question = Question.objects.get()
        approve(second, question)
        edit = reverse("wagtailsnippets_quiz_question:edit", args=[question.pk])
        assert editor.get(edit).status_code == 200
        editor.post(edit, {**data, "action-submit": "1"})
        approve(second, question)
        assert question.versions.count() == 1
        assert Question.objects.get().revisions.count() == 2

    def test_two_questions_without_a_code(self, editor):
        topic = make_topic()
        for stem in ("Một?", "Hai?"):
            data = form(topic, [("Một", True), ("Hai", False)], stem=stem)
            editor.post(reverse(self.ADD), {**data, "action-publish": "1"})
        assert Question.objects.count() == 2

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?q=Thủ tục", {"Thủ tục nào?"}),
            ("?q=M-07", {"Thủ tục nào?"}),
            ("?difficulty=hard", {"Văn bản nào?"}),
            ("?kind=multiple", {"Văn bản nào?"}),
            ("", {"Thủ tục nào?", "Văn bản nào?"}),
        ],
    )
    def test_the_bank_is_searched_and_filtered(self, editor, query, found):
        make_question(stem="Thủ tục nào?", code="M-07")
        make_question(stem="Văn bản nào?", difficulty="hard", kind="multiple")
        response = editor.get(reverse("wagtailsnippets_quiz_question:list") + query)
        assert {question.stem for question in response.context["page_obj"]} == found

    def test_the_preview_shows_the_question(self, editor):
        question = make_question()
        address = reverse("wagtailsnippets_quiz_question:preview_on_edit", args=[question.pk])
        data = form(question.topic, [("Một", True), ("Hai", False)], stem="Xem trước?")
        assert editor.post(address, data).json()["is_valid"]
        response = editor.get(address + "?mode=")
        assert "Xem trước?" in response.content.decode()


class TestDeletion:
    @pytest.fixture
    def used(self):
        return make_attempt().responses.first().question_version.question

    def test_a_used_question_is_refused_before_the_button(self, editor, used):
        for address in (
            reverse("wagtailsnippets_quiz_question:delete", args=[used.pk]),
            reverse("wagtail_bulk_action", args=["quiz", "question", "delete"]) + f"?id={used.pk}",
        ):
            for send in (editor.get, editor.post):
                response = send(address)
                assert response.status_code == 302
                assert response.url.endswith(f"/edit/{used.pk}/")
        assert Question.objects.filter(pk=used.pk).exists()

    def test_a_used_question_can_be_withdrawn(self, editor, second, used):
        address = reverse("wagtailsnippets_quiz_question:unpublish", args=[used.pk])
        ask = editor.post(address).url
        assert editor.post(ask, {"reason": "Đã lạc hậu."}).status_code == 302
        confirm_change(second, used)
        used.refresh_from_db()
        assert not used.live

    def test_a_topic_stays_while_a_served_version_says_it(self, editor):
        old, free = make_topic(), make_topic()
        question = make_question(old)
        make_attempt(make_quiz(questions=[question]))
        question.topic = make_topic()
        question.save_revision().publish()
        for topic, is_kept in [(old, True), (free, False)]:
            for address in (
                reverse("wagtailsnippets_pages_topic:delete", args=[topic.pk]),
                reverse("wagtail_bulk_action", args=["pages", "topic", "delete"])
                + f"?id={topic.pk}",
            ):
                assert editor.post(address, follow=True).status_code in (200, 404)
            assert Topic.objects.filter(pk=topic.pk).exists() is is_kept

    def test_a_used_question_is_not_deleted_on_request_either(self, editor, second, used):
        ask = reverse("publication_change_new", args=["quiz", "question", used.pk, "delete"])
        editor.post(ask, {"reason": "Nhầm."})
        assert confirm_change(second, used).url.endswith(f"/edit/{used.pk}/")
        assert Question.objects.filter(pk=used.pk, live=True).exists()

    def test_an_unused_question_goes_with_its_versions(self, editor, second):
        question = make_question()
        address = reverse("wagtailsnippets_quiz_question:delete", args=[question.pk])
        ask = editor.get(address).url
        editor.post(ask, {"reason": "Nhầm."})
        confirm_change(second, question)
        assert not QuestionVersion.objects.exists()

    def test_a_taken_quiz_and_what_stands_above_it_stay(self, editor):
        quiz = make_quiz()
        make_attempt(quiz, make_person())
        for page in (quiz, quiz.get_parent()):
            address = reverse("wagtailadmin_pages:delete", args=[page.pk])
            assert editor.get(address).status_code == 302
            assert editor.post(address).status_code == 302
            bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            assert editor.post(f"{bulk}?id={page.pk}").status_code == 302
        quiz.refresh_from_db()


@pytest.mark.parametrize("size", [2, 20])
@pytest.mark.parametrize("name", ["wagtailsnippets_quiz_question:list", "quiz_attempts:index"])
def test_lists_take_the_same_statements_at_any_length(editor, sql, name, size):
    quiz = make_quiz()
    for _ in range(size):
        make_question()
        make_attempt(quiz, make_person())
    editor.get(reverse(name))
    with sql.count(maximum=22):
        editor.get(reverse(name))


class TestAttemptsInTheAdmin:
    def test_they_are_listed_and_nothing_else(self, editor):
        attempt = make_attempt(person=make_person(full_name="Trần Thị Lan"))
        listing = editor.get(reverse("quiz_attempts:index"))
        assert "Trần Thị Lan" in listing.content.decode()
        for name, arguments in [("add", []), ("edit", [attempt.pk]), ("delete", [attempt.pk])]:
            response = editor.get(reverse(f"quiz_attempts:{name}", args=arguments))
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")

    def test_nobodys_score_is_shown_or_sorted_by(self, editor):
        now = timezone.now()
        earlier = make_attempt(now=now - datetime.timedelta(minutes=5))
        later = make_attempt(now=now)
        Attempt.objects.filter(pk=earlier.pk).update(score=7, maximum=10)
        Attempt.objects.filter(pk=later.pk).update(score=3, maximum=10)
        response = editor.get(reverse("quiz_attempts:index"), {"ordering": "-score"})
        assert [row.pk for row in response.context["object_list"]] == [later.pk, earlier.pk]
        assert "7/10" not in response.content.decode()

    def test_only_with_the_right_to_view(self):
        make_attempt()
        client = Client()
        client.force_login(make_user(permissions=["wagtailadmin.access_admin"]))
        assert client.get(reverse("quiz_attempts:index")).status_code == 302
        client.force_login(
            make_user(permissions=["wagtailadmin.access_admin", "quiz.view_attempt"])
        )
        assert client.get(reverse("quiz_attempts:index")).status_code == 200
