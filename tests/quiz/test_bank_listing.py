"""The list of questions: what it is narrowed by, what a row tells, what it costs."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intranet.pages.models import Keyword, PublicationChange, Topic
from intranet.pages.second_person import writers_of
from quiz.models import Attempt, Question, QuestionVersion, QuizPage, Response
from quiz.question_filters import chosen, narrowed
from tests.approving import confirm_change
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_policy, make_site
from tests.factories_quiz import make_attempt, make_question, make_quiz, make_topic
from tests.factories_sittings import end

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_quiz_question:list"


def signed_in(*permissions, **fields):
    client = Client()
    user = make_user(permissions=["wagtailadmin.access_admin", *permissions], **fields)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def author():
    return signed_in(*(f"quiz.{act}_question" for act in ("add", "change", "view")))


def stems(query):
    return {question.stem for question in narrowed(Question.objects.all(), QueryDict(query))}


def serve(question, times=1, *, right=0):
    """Let each of so many people answer the question alone, so many of them rightly."""
    quiz, unit = make_quiz(questions=[question]), make_unit()
    now = timezone.now()
    for number in range(times):
        attempt = make_attempt(quiz, make_person(unit), now=now)
        mark = Decimal(1 if number < right else 0)
        Attempt.objects.filter(pk=attempt.pk).update(
            state="submitted", finished_at=now, score=mark, maximum=1
        )
        Response.objects.filter(attempt=attempt).update(mark=mark, is_closed=True)
    return quiz


class TestFilters:
    def test_a_topic_has_all_below_it(self):
        above = make_topic("Trên")
        below = Topic.objects.create(code="duoi", name="Dưới", parent=above)
        deepest = Topic.objects.create(code="duoi-nua", name="Dưới nữa", parent=below)
        for topic, stem in [(above, "A?"), (below, "B?"), (deepest, "C?"), (None, "D?")]:
            make_question(topic, stem=stem, is_published=False)
        assert stems(f"topic={above.pk}") == {"A?", "B?", "C?"}
        assert stems(f"topic={below.pk}") == {"B?", "C?"}

    def test_keyword_source_kind_and_difficulty(self):
        keyword, policy = Keyword.objects.create(name="một cửa"), make_policy(make_site().policies)
        question = make_question(
            stem="A?", source_policy=policy, difficulty="hard", is_published=False
        )
        question.keywords.add(keyword)
        question.save()
        make_question(stem="B?", kind="survey", is_published=False)
        assert stems(f"keyword={keyword.pk}") == {"A?"}
        assert stems(f"source_policy={policy.pk}") == {"A?"}
        assert stems("difficulty=hard") == {"A?"}
        assert stems("kind=survey") == {"B?"}
        assert stems(f"keyword={keyword.pk}&kind=survey") == set()

    def test_states(self):
        make_question(stem="Nháp?", is_published=False)
        make_question(stem="Dùng?")
        gone = make_question(stem="Rút?")
        gone.unpublish()
        assert stems("state=draft") == {"Nháp?"}
        assert stems("state=in_use") == {"Dùng?"}
        assert stems("state=withdrawn") == {"Rút?"}
        assert stems("state=awaiting") == set()

    def test_use_and_exposure(self):
        make_question(stem="Không?")
        make_quiz(questions=[make_question(stem="Xếp?")])
        serve(make_question(stem="Hỏi?"), 3)
        assert stems("use=used") == {"Xếp?", "Hỏi?"}
        assert stems("use=unused") == {"Không?"}
        assert stems("served=never") == {"Không?", "Xếp?"}
        assert stems("served=some") == {"Hỏi?"}
        assert stems("served=many") == set()

    def test_served_often(self, monkeypatch):
        monkeypatch.setattr("quiz.question_filters.OFTEN", 3)
        serve(make_question(stem="Hai?"), 2)
        serve(make_question(stem="Ba?"), 3)
        assert stems("served=some") == {"Hai?"}
        assert stems("served=many") == {"Ba?"}

    @pytest.mark.parametrize(
        "query",
        ["topic=x", "state=khac", "keyword=99999", "source_policy=9" * 3, "kind=;", "id=all"],
    )
    def test_a_filter_that_nobody_offers_narrows_nothing(self, query, author):
        make_question(stem="A?")
        assert stems(query) == {"A?"}
        assert author.get(reverse(LIST) + f"?{query}").status_code == 200

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("thoi han", {"Thời hạn nào?"}),
            ("HẠN THỜI", {"Thời hạn nào?"}),
            ("nghi dinh 61", {"Thời hạn nào?"}),
            ("hạn công sở", set()),
            ("cong so", {"Văn hóa công sở?"}),
            ("%", {"Thời hạn nào?", "Văn hóa công sở?"}),
        ],
    )
    def test_search_knows_vietnamese(self, query, found, author):
        make_question(stem="Thời hạn nào?", explanation="Nghị định 61/2018.")
        make_question(stem="Văn hóa công sở?")
        response = author.get(reverse(LIST), {"q": query})
        assert {question.stem for question in response.context["page_obj"]} == found

    def test_all_in_the_list_are_those_on_all_its_pages(self):
        for number in range(3):
            make_question(stem=f"Thời hạn {number}?", is_published=False)
        make_question(stem="Khác?", is_published=False)
        data = QueryDict("id=all&q=thoi%20han")
        assert chosen(data).count() == 3
        one = Question.objects.first()
        assert list(chosen(QueryDict(f"id={one.pk}&id=x&id=²&id={'9' * 40}"))) == [one]


def row_of(client, question, **query):
    page = BeautifulSoup(client.get(reverse(LIST), query).content, "html.parser")
    title = page.find(id=f"snippet_{question.pk}_title")
    return [cell.get_text(" ", strip=True) for cell in title.find_parent("tr").find_all("td")]


class TestRows:
    def test_a_row_tells_use_and_success(self, author):
        question = make_question(stem="Dài " * 100)
        end(serve(question, 30, right=24))
        cells = row_of(author, question)
        assert cells[6:9] == ["30", "80%", "đang dùng"]
        assert len(cells[1]) < 200

    @pytest.mark.parametrize("sizes", [[29], [4] * 8, [25, 4]])
    def test_too_little_is_not_told(self, author, sizes):
        question = make_question()
        for times in sizes:
            end(serve(question, times, right=times))
        assert row_of(author, question)[6:8] == [str(sum(sizes)), ""]

    def test_several_quizzes_are_enough_together(self, author):
        question = make_question()
        for right in (5, 10):
            end(serve(question, 15, right=right))
        assert row_of(author, question)[6:8] == ["30", "50%"]

    def test_what_runs_is_not_counted(self, author):
        question = make_question()
        serve(question, 30, right=30)
        assert row_of(author, question)[6:8] == ["30", ""]

    def test_an_end_that_was_put_off_is_waited_for(self, author):
        question = make_question()
        quiz = serve(question, 30, right=30)
        end(quiz)
        later = timezone.now() + datetime.timedelta(days=1)
        QuizPage.objects.filter(pk=quiz.pk).update(closes_at=later)
        assert row_of(author, question)[6:8] == ["30", ""]

    def test_typing_errors_keep_the_figures_together(self, author):
        question = make_question(stem="Thời hạng?")
        end(serve(question, 30, right=15))
        for stem, is_minor, share in [("Thời hạn?", True, "50%"), ("Khác hẳn?", False, "")]:
            question = Question.objects.get(pk=question.pk)
            question.stem, question.is_minor_change = stem, is_minor
            question.save_revision().publish()
            assert row_of(author, question)[7] == share
        assert QuestionVersion.objects.count() == 3

    def test_it_is_sorted_by_use(self, author):
        rarely, often = make_question(), make_question()
        serve(rarely, 1)
        serve(often, 2)
        for ordering, expected in [("served", [rarely, often]), ("-served", [often, rarely])]:
            response = author.get(reverse(LIST), {"ordering": ordering})
            assert list(response.context["page_obj"]) == expected

    def test_fifty_a_page_at_the_same_cost(self, author, sql):
        def grow():
            for _ in range(10):
                serve(make_question(), 1)

        grow()
        sql.flat(lambda: author.get(reverse(LIST)), grow, maximum=24)
        sql.flat(
            lambda: author.get(reverse(LIST) + "?state=in_use&served=some&q=cau"), grow, maximum=24
        )


def bulk(action, *questions, query=""):
    ids = "&".join(f"id={question.pk}" for question in questions)
    address = reverse("wagtail_bulk_action", args=["quiz", "question", action])
    return f"{address}?{query or ids}&next=/quan-tri/"


class TestBulkActions:
    def test_moving_counts_at_once_for_draft_and_published(self, author):
        old, new = make_topic(), make_topic()
        live, draft = make_question(old), make_question(old, is_published=False)
        live.stem = "Bản nháp?"
        live.save_revision()
        draft.save_revision()
        page = author.get(bulk("topic", live, draft)).content.decode()
        assert live.stem.replace("Bản nháp", "Câu hỏi")[:7] in page
        assert author.post(bulk("topic", live, draft), {"topic": new.pk}).status_code == 302
        for question in (live, draft):
            question = Question.objects.get(pk=question.pk)
            assert question.topic == new
            assert question.get_latest_revision_as_object().topic == new
        assert live.versions.get().topic == new
        assert Question.objects.get(pk=live.pk).get_latest_revision_as_object().stem == "Bản nháp?"
        assert QuestionVersion.objects.count() == 1

    def test_what_was_served_stays_counted_where_it_was(self, author):
        old, new = make_topic(), make_topic()
        question = make_question(old)
        serve(question)
        author.post(bulk("topic", question), {"topic": new.pk})
        assert Question.objects.get().topic == new
        assert QuestionVersion.objects.get().topic == old

    def test_whoever_moves_a_draft_is_not_its_writer(self, author):
        writer = make_user()
        question = make_question()
        question.stem = "Khác?"
        question.save_revision(user=writer)
        question.save_revision(user=make_user())
        author.post(bulk("topic", question), {"topic": make_topic().pk})
        author.post(bulk("keywords", question), {"add": "một cửa", "remove": ""})
        assert writers_of(Question.objects.get()) == {writer.pk}

    def test_keywords_are_put_on_and_taken_off(self, author):
        old = Keyword.objects.create(name="cũ")
        question, other = make_question(), make_question(is_published=False)
        question.keywords.add(old)
        question.save_revision().publish()
        other.save_revision()
        address = bulk("keywords", question, other)
        author.post(address, {"add": "Một cửa, MỘT CỬA, Cũ", "remove": old.pk})
        for found in Question.objects.all():
            draft = found.get_latest_revision_as_object()
            for instance in (found, draft):
                names = {keyword.name for keyword in instance.keywords.all()}
                assert names == {"Một cửa", "cũ"}
        assert set(Question.objects.saying("mot cua")) == {question, other}

    def test_a_keyword_is_asked_for(self, author):
        response = author.post(bulk("keywords", make_question()), {"add": " , ", "remove": ""})
        assert response.status_code == 200
        assert response.context["form"].non_field_errors()

    def test_difficulty(self, author):
        questions = [make_question() for _ in range(2)]
        author.post(bulk("difficulty", *questions), {"difficulty": "hard"})
        assert set(Question.objects.values_list("difficulty", flat=True)) == {"hard"}
        history = reverse("wagtailsnippets_quiz_question:history", args=[questions[0].pk])
        assert "phân loại" in author.get(history).content.decode()

    def test_all_in_the_list(self, author):
        topic = make_topic()
        for number in range(3):
            make_question(stem=f"Thời hạn {number}?", is_published=False)
        make_question(stem="Khác?", is_published=False)
        address = bulk("topic", query="q=thoi+han&id=all")
        assert "3 câu hỏi" in author.get(address).content.decode()
        author.post(address, {"topic": topic.pk})
        assert topic.questions.count() == 3

    def test_withdrawing_waits_for_a_second_person(self, author):
        live, draft = make_question(), make_question(is_published=False)
        author.post(bulk("withdraw", live, draft), {"reason": "Văn bản đã hết hiệu lực."})
        assert Question.objects.get(pk=live.pk).live
        assert PublicationChange.objects.get().reason == "Văn bản đã hết hiệu lực."
        author.post(bulk("withdraw", live), {"reason": "Lần nữa."})
        assert PublicationChange.objects.count() == 1
        confirm_change(signed_in(is_superuser=True), live)
        assert not Question.objects.get(pk=live.pk).live

    def test_the_history_of_each_question_shows_that_somebody_asked(self, author):
        questions = [make_question(), make_question()]
        author.post(bulk("withdraw", *questions), {"reason": "Văn bản đã hết hiệu lực."})
        for question in questions:
            address = reverse("wagtailsnippets_quiz_question:history", args=[question.pk])
            assert "Văn bản đã hết hiệu lực." in author.get(address).content.decode()

    @pytest.mark.parametrize("action", ["topic", "keywords", "difficulty", "withdraw"])
    @pytest.mark.parametrize(
        ("permissions", "may"),
        [
            ([], False),
            (["quiz.view_question"], False),
            (["quiz.add_question"], False),
            (["quiz.change_question"], True),
        ],
    )
    def test_who_may(self, action, permissions, may):
        question = make_question()
        client = signed_in(*permissions)
        data = {"topic": make_topic().pk, "add": "a", "difficulty": "hard", "reason": "Vì thế."}
        assert (client.get(bulk(action, question)).status_code == 200) is may
        client.post(bulk(action, question), data)
        found = Question.objects.get()
        is_done = (
            found.topic_id == data["topic"]
            or found.difficulty == "hard"
            or found.keywords.exists()
            or PublicationChange.objects.exists()
        )
        assert is_done is may

    def test_many_cost_no_more_statements_than_few(self, author, sql):
        topics = [make_topic(), make_topic()]

        def move():
            topics.reverse()
            author.post(bulk("topic", query="id=all"), {"topic": topics[0].pk})

        def grow():
            for _ in range(10):
                make_question(topics[0])

        grow()
        sql.flat(move, grow, maximum=40)
