"""Usage, comparisons, near questions and the form of a question that is in use."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from intranet.accounts.roles import sync_roles
from quiz.models import Attempt, Question, Response
from quiz.understanding.item_advice import Advice, advice
from quiz.understanding.item_statistics import Answers, item_statistics
from tests.approving import approve, posted
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import make_attempt, make_question, make_quiz, make_topic
from tests.factories_sittings import end, sit

AUTHOR = [f"quiz.{act}_question" for act in ("add", "change", "view")]


def signed_in(*permissions, **fields):
    client = Client()
    client.force_login(make_user(permissions=["wagtailadmin.access_admin", *permissions], **fields))
    return client


def address(name, question, *arguments):
    return reverse(f"wagtailsnippets_quiz_question:{name}", args=[question.pk, *arguments])


def text_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def author():
    return signed_in(*AUTHOR)


@pytest.fixture
def second():
    sync_roles()
    return signed_in(is_superuser=True)


def changed(question, *, is_minor_change=False, **fields):
    """Publish the question with other content."""
    question = Question.objects.get(pk=question.pk)
    for name, value in fields.items():
        setattr(question, name, value)
    question.is_minor_change = is_minor_change
    question.save_revision().publish()
    return Question.objects.get(pk=question.pk)


def answer(question, marks):
    """A quiz of two questions that is over: of each person the mark here, and that of the other."""
    quiz, unit = make_quiz(questions=[question, make_question()]), make_unit()
    for mark, rest in marks:
        attempt = make_attempt(quiz, make_person(unit))
        Attempt.objects.filter(pk=attempt.pk).update(
            state="submitted", score=Decimal(mark + rest), maximum=2, finished_at=attempt.started_at
        )
        responses = Response.objects.filter(attempt=attempt)
        responses.filter(question_version__question=question).update(mark=mark)
        responses.exclude(question_version__question=question).update(mark=rest)
    end(quiz)
    return quiz


@pytest.mark.parametrize(
    ("marks", "rests", "expected"),
    [
        ([1, 0] * 15, [1, 0] * 15, [Advice.SOUND]),
        ([1, 0] * 15, [0, 1] * 15, [Advice.CHECK_KEY]),
        ([1] + [0] * 29, [0] + [1] * 29, [Advice.CHECK_KEY, Advice.TOO_HARD]),
        ([1] * 30, [1, 0] * 15, [Advice.TOO_EASY]),
        ([1, 0, 1, 0] * 10, [1, 1, 0, 0] * 10, [Advice.WEAK]),
    ],
)
def test_advice(marks, rests, expected):
    answers = [Answers(mark, rest, 1) for mark, rest in zip(marks, rests, strict=True)]
    assert advice(sum(marks) / len(marks), item_statistics(answers)) == expected


@pytest.mark.django_db
class TestUsage:
    def test_quizzes_by_place_by_quota_and_earlier(self, author):
        topic = make_topic()
        question = make_question(topic)
        make_quiz(title="Cố định", questions=[question])
        make_quiz(title="Theo chủ đề", quotas=[(topic, 1)])
        earlier = make_quiz(title="Trước đây", questions=[question])
        make_attempt(earlier)
        earlier.fixed_questions.all().delete()
        make_quiz(title="Không liên quan")
        page = BeautifulSoup(author.get(address("usage", question)).content, "html.parser")
        rows = {
            row.find("td").get_text(strip=True): [
                cell.get_text(strip=True) for cell in row.find_all("td")[1:]
            ]
            for row in page.find(attrs={"aria-labelledby": "bank-quizzes"}).find_all("tr")[1:]
        }
        assert rows["Cố định"][0] == "câu cố định"
        assert rows["Theo chủ đề"][0].startswith("có thể được rút")
        assert rows["Trước đây"][0] == "trước đây, nay không còn"
        assert rows["Trước đây"][2] == "1"
        assert len(rows) == 3

    def test_figures_and_what_to_do(self, author):
        question = make_question()
        answer(question, [(1, 0), (0, 1)] * 15)
        text = text_of(author.get(address("usage", question)))
        assert "Phiên bản 1" in text
        assert "50%" in text
        assert "-100%" in text
        assert "nên xem lại vì" in text

    @pytest.mark.parametrize(("quizzes", "people"), [(1, 28), (8, 4)])
    def test_too_little_is_not_told(self, author, quizzes, people):
        question = make_question()
        for _ in range(quizzes):
            answer(question, [(1, 0), (0, 1)] * (people // 2))
        text = text_of(author.get(address("usage", question)))
        assert "Chưa đủ dữ liệu" in text
        assert "50%" not in text

    def test_what_is_told_of_several_quizzes_is_added_up(self, author):
        question = make_question()
        for marks in ([(1, 0)] * 20, [(0, 1)] * 10, [(0, 1)] * 4):
            answer(question, marks)
        text = text_of(author.get(address("usage", question)))
        assert "67%" in text
        assert "34" in text

    def test_a_running_quiz_is_told_of_in_its_own_figures(self, author):
        quiz = make_quiz(questions=[make_question()])
        question = quiz.fixed_questions.get().question
        sit(quiz, [make_person(make_unit()) for _ in range(40)])
        response = author.get(address("usage", question))
        assert "Chưa đủ dữ liệu" in text_of(response)
        assert reverse("quiz_understanding", args=[quiz.pk]) in response.content.decode()

    def test_typing_errors_stand_with_what_they_mend(self, author):
        question = changed(make_question(stem="Thời hạng?"), is_minor_change=True, stem="Thời hạn?")
        changed(question, stem="Hỏi khác hẳn?")
        text = text_of(author.get(address("usage", question)))
        assert "Phiên bản 1, 2" in text
        assert "Phiên bản 3" in text

    def test_a_draft_has_neither(self, author):
        question = make_question(is_published=False)
        assert author.get(address("usage", question)).status_code == 200

    def test_it_costs_the_same_for_a_question_asked_often(self, author, sql):
        question = make_question()

        def grow():
            answer(question, [(1, 0)] * 4)
            changed(question, stem=f"Câu {question.versions.count()}?")

        grow()
        sql.flat(lambda: author.get(address("usage", question)), grow, maximum=28)


@pytest.mark.django_db
class TestComparison:
    def test_versions_word_by_word(self, author):
        question = changed(make_question(stem="Việc nào được làm?"), stem="Việc nào không làm?")
        one, two, *rest = question.options.all()
        one.is_correct, two.is_correct = False, True
        question.options = [one, two, *rest]
        question.save_revision().publish()
        response = author.get(reverse("quiz_version_comparison", args=[question.pk, 1, 3]))
        page = BeautifulSoup(response.content, "html.parser")
        assert "được" in page.select_one(".bank-diff del").get_text()
        assert "không" in page.select_one(".bank-diff ins").get_text()
        assert "Đáp án đúng thay đổi" in text_of(response)
        assert "sai → đúng" in text_of(response)

    def test_a_draft_with_what_is_published(self, author):
        question = make_question(stem="Một?")
        question.stem = "Hai?"
        question.save_revision()
        response = author.get(address("revisions_compare", question, "live", "latest"))
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select_one(".bank-diff ins").get_text().endswith("Hai")
        assert "bản đang dùng" in text_of(response)
        older = question.revisions.order_by("pk").first()
        response = author.get(address("revisions_compare", question, older.pk, "latest"))
        assert "bản lưu lúc" in text_of(response)

    def test_it_says_whether_the_author_called_it_a_typing_error(self, author):
        question = changed(make_question(stem="Hạng nào?"), stem="Hạn nào?", is_minor_change=True)
        changed(question, stem="Ai ký duyệt?")
        told = [
            "đánh dấu thay đổi này là «không đổi nội dung»" in text_of(author.get(page))
            for page in (
                reverse("quiz_version_comparison", args=[question.pk, 1, 2]),
                reverse("quiz_version_comparison", args=[question.pk, 2, 3]),
            )
        ]
        assert told == [True, False]

    def test_a_draft_says_it_too(self, author):
        question = make_question(stem="Hạng nào?")
        question.stem, question.is_minor_change = "Hạn nào?", True
        question.save_revision()
        page = author.get(address("revisions_compare", question, "live", "latest"))
        assert "«không đổi nội dung»" in text_of(page)

    def test_the_same(self, author):
        question = make_question()
        response = author.get(address("revisions_compare", question, "live", "latest"))
        assert "giống nhau" in text_of(response)

    def test_what_there_is_not(self, author):
        question = make_question()
        for numbers in ([1, 9], [0, 1]):
            found = author.get(reverse("quiz_version_comparison", args=[question.pk, *numbers]))
            assert found.status_code == 404


@pytest.mark.django_db
class TestNear:
    def test_the_list_names_what_differs(self, author):
        question = make_question(stem="Việc nào được phép làm trong giờ hành chính?", code="M-07")
        make_question(stem="Thủ tục nào thuộc một cửa?")
        query = {"cau": "Việc nào không được phép làm trong giờ hành chính?", "manh": "1"}
        response = author.get(reverse("quiz_near_questions"), query)
        text = text_of(response)
        assert "M-07" in text
        assert "thiếu «không»" in text
        assert "<html" not in response.content.decode()
        other = author.get(reverse("quiz_near_questions"), {**query, "tru": question.pk})
        assert "M-07" not in text_of(other)

    def test_the_page_works_without_script(self, author):
        make_question(stem="Việc nào được phép làm?")
        response = author.get(reverse("quiz_near_questions"), {"cau": "việc nào được phép làm"})
        assert "cùng từ ngữ" in text_of(response)
        assert author.get(reverse("quiz_near_questions")).status_code == 200

    @pytest.mark.parametrize("query", ["cau=%00", "cau=x&tru=abc", "tru=²", "cau=" + "a" * 3000])
    def test_anything_is_answered(self, author, query):
        assert author.get(reverse("quiz_near_questions") + f"?{query}").status_code == 200

    def test_saving_a_new_one_names_it_and_saves(self, author):
        old = make_question(stem="Việc nào được phép làm?")
        fresh = make_question(stem="Tạm?", is_published=False)
        data = posted(fresh, stem="Việc nào được phép làm")
        Question.objects.filter(pk=fresh.pk).delete()
        data = {**data, "options-INITIAL_FORMS": "0"}
        data = {name: value for name, value in data.items() if not name.endswith("-id")}
        response = author.post(reverse("wagtailsnippets_quiz_question:add"), data, follow=True)
        assert Question.objects.count() == 2
        assert address("edit", old) in response.content.decode()
        assert "gần giống" in text_of(response)

    def test_handing_in_names_it_although_the_stem_has_saved_itself(self, author, second):
        old = make_question(stem="Việc nào được phép làm?")
        fresh = make_question(stem="Việc nào được phép làm", is_published=False)
        data = {**posted(fresh), "action-submit": "1"}
        response = author.post(address("edit", fresh), data, follow=True)
        assert address("edit", old) in response.content.decode()
        assert "gần giống" in text_of(response)

    def test_saving_names_it_although_the_stem_has_saved_itself(self, author):
        old = make_question(stem="Việc nào được phép làm?")
        fresh = make_question(stem="Việc nào được phép làm", is_published=False)
        data = posted(fresh) | {"overwrite_revision_id": ""}
        quiet = author.post(address("edit", fresh), data, follow=True)
        assert address("edit", old) not in quiet.content.decode()
        revision = Question.objects.get(pk=fresh.pk).latest_revision_id
        data["overwrite_revision_id"] = str(revision)
        response = author.post(address("edit", fresh), data, follow=True)
        assert address("edit", old) in response.content.decode()

    def test_who_approves_finds_it_on_the_page(self, author, second):
        old = make_question(stem="Việc nào được phép làm?", code="M-07")
        fresh = make_question(stem="Việc nào được phép làm", is_published=False)
        before = second.get(address("edit", fresh)).content.decode()
        author.post(address("edit", fresh), {**posted(fresh), "action-submit": "1"})
        page = second.get(address("edit", fresh)).content.decode()
        assert address("edit", old) in page
        assert address("edit", old) not in before
        assert "Duyệt và xuất bản" in page

    def test_two_statements_whatever_the_size(self, author, sql):
        def grow():
            for number in range(10):
                make_question(stem=f"Việc {number} khác?", is_published=False)

        grow()
        ask = {"cau": "Việc nào khác?", "manh": "1"}
        sql.flat(lambda: author.get(reverse("quiz_near_questions"), ask), grow, maximum=10)


@pytest.mark.django_db
class TestForm:
    def test_a_used_question_says_what_becomes_of_a_change(self, author):
        question = make_question()
        make_attempt(make_quiz(questions=[question]))
        text = text_of(author.get(address("edit", question)))
        assert "phiên bản 1" in text
        assert "phiên bản 2" in text
        assert "Không đổi nội dung" in text

    def test_wagtails_count_of_references_does_not_contradict_ours(self, author):
        question = make_question()
        make_attempt(make_quiz(questions=[question]))
        page = author.get(address("edit", question))
        assert not re.search(r"Dùng \d+ lần|Used \d+ time", text_of(page))
        assert address("usage", question) in page.content.decode()

    def test_a_draft_says_nothing_of_it(self, author):
        page = author.get(address("edit", make_question(is_published=False)))
        assert "is_minor_change" not in page.content.decode()
        assert "phiên bản" not in text_of(page)

    def test_the_tick_is_offered_after_the_first_approval(self, author, second):
        question = make_question(is_published=False)
        author.post(address("edit", question), {**posted(question), "action-submit": "1"})
        approve(second, question)
        page = author.get(address("edit", question)).content.decode()
        assert "is_minor_change" in page

    def test_a_typing_error_is_joined_and_the_tick_is_gone_afterwards(self, author, second):
        question = make_question(stem="Thời hạng?")
        data = posted(question, stem="Thời hạn?", is_minor_change="on")
        author.post(address("edit", question), {**data, "action-submit": "1"})
        approve(second, question)
        version = Question.objects.get().current_version
        assert (version.number, version.joined_to.number) == (2, 1)
        page = BeautifulSoup(author.get(address("edit", question)).content, "html.parser")
        assert not page.find(attrs={"name": "is_minor_change"}).has_attr("checked")

    def test_a_new_question_begins_with_four_empty_options(self, author):
        page = author.get(reverse("wagtailsnippets_quiz_question:add"))
        formset = page.context["form"].formsets["options"]
        assert [form["text"].value() for form in formset.forms] == [None] * 4
        old = author.get(address("edit", make_question())).context["form"]
        assert len(old.formsets["options"].forms) == 3

    @pytest.mark.parametrize("initial", [3, 4])
    def test_an_option_in_which_nothing_stands_is_none(self, author, second, initial):
        question = make_question(is_published=False)
        data = posted(question) | {
            "options-TOTAL_FORMS": "4",
            "options-INITIAL_FORMS": str(initial),
            "options-3-id": "",
            "options-3-text": " ",
            "options-3-ORDER": "4",
            "options-3-reference_handling": "auto",
            "action-submit": "1",
        }
        author.post(address("edit", question), data)
        question.refresh_from_db()
        assert question.workflow_in_progress
        assert question.get_latest_revision_as_object().options.count() == 3

    def test_two_spaces_become_one_and_lines_stay(self, author):
        question = make_question(is_published=False)
        data = posted(question, stem="Việc  nào\n\nđược   làm?")
        data["options-0-text"] = "Hai   chữ"
        author.post(address("edit", question), data)
        draft = Question.objects.get(pk=question.pk).get_latest_revision_as_object()
        assert draft.stem.split("\n") == ["Việc nào", "", "được làm?"]
        assert draft.options.first().text == "Hai chữ"

    def test_another_key_is_refused_at_the_tick(self, author, second):
        question = make_question()
        data = posted(question, is_minor_change="on")
        data |= {"options-0-is_correct": "", "options-1-is_correct": "on"}
        response = author.post(address("edit", question), {**data, "action-submit": "1"})
        assert response.status_code == 200
        assert "is_minor_change" in response.context["form"].errors
        assert Revision.objects.for_instance(question).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permissions", "reads", "writes"),
    [
        ([], False, False),
        (["quiz.view_question"], True, False),
        (["quiz.add_question"], True, False),
        (["quiz.change_question"], True, True),
        (AUTHOR, True, True),
    ],
)
def test_who_may(permissions, reads, writes):
    question = changed(make_question(), stem="Khác?")
    client = signed_in(*permissions)
    screens = {
        reverse("quiz_near_questions"): reads,
        reverse("quiz_version_comparison", args=[question.pk, 1, 2]): reads,
        reverse("wagtailsnippets_quiz_question:list"): reads,
        address("usage", question): writes,
        address("edit", question): writes,
    }
    found = {url: client.get(url).status_code == 200 for url in screens}
    assert found == screens


@pytest.mark.django_db
def test_nobody_reads_the_bank_without_signing_in():
    question = make_question()
    for url in (
        reverse("quiz_near_questions"),
        reverse("quiz_version_comparison", args=[question.pk, 1, 1]),
        address("usage", question),
    ):
        assert Client().get(url).status_code == 302
