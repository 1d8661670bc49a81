"""Who sees which understanding, what the screens and the file say, in how many statements."""

import csv
import datetime
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.organisation.models import MembershipRole
from quiz.models import Attempt, QuestionVersion, QuizPage, Response
from quiz.understanding.samples import Sample
from tests.factories import make_audience, make_person, make_unit, of_role, signed_in
from tests.factories_quiz import make_question, make_quiz
from tests.factories_sittings import repeat, sit
from tests.reports.conftest import former_head

pytestmark = pytest.mark.django_db

STATEMENTS = 12


def screen(key, **query):
    return reverse("quiz_understanding", args=[key], query=query)


def unit_screen(key, unit):
    return screen(key, **{"don-vi": unit.pk})


def file_of(key, suffix):
    return reverse(f"quiz_understanding_{suffix}", args=[key])


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return re.sub(r"\s+", " ", soup(response).find("main").get_text(" "))


@pytest.fixture
def users(house):
    sync_roles()
    return {
        "civil servant": make_person(house.first, user=True).user,
        "head": make_person(house.first, role=MembershipRole.HEAD, user=True).user,
        "deputy": make_person(house.first, role=MembershipRole.DEPUTY, user=True).user,
        "head of the other": make_person(house.second, role=MembershipRole.HEAD, user=True).user,
        "head of the part": make_person(house.part, role=MembershipRole.HEAD, user=True).user,
        "former head": former_head(house.first),
        **{name: on_roll(house, role) for name, role in ROLES.items()},
    }


ROLES = {
    "Office": OFFICE, "Director": LEADERSHIP, "editor": EDITORS, "IT officer": IT_OFFICERS,
}  # fmt: skip


def on_roll(house, role):
    """An account of the role whose person belongs to the department itself."""
    account = of_role(role)
    make_person(house.department, user=account)
    return account


# person: (screen, first room, second room, its part, the department, file)
RIGHTS = {
    None: (302, 302, 302, 302, 302, 302),
    "civil servant": (403, 403, 403, 403, 403, 403),
    "former head": (403, 403, 403, 403, 403, 403),
    "IT officer": (403, 403, 403, 403, 403, 403),
    "head": (200, 200, 403, 403, 403, 403),
    "deputy": (200, 200, 403, 403, 403, 403),
    "head of the other": (200, 403, 200, 200, 403, 403),
    "head of the part": (200, 403, 403, 200, 403, 403),
    "Office": (200, 200, 200, 200, 200, 200),
    "Director": (200, 200, 200, 200, 200, 200),
    "editor": (200, 403, 403, 403, 403, 200),
}


class TestRights:
    @pytest.mark.parametrize("person", RIGHTS)
    def test_screens_and_files_open_by_the_table(self, client, house, users, person):
        if person:
            client.force_login(users[person])
        key = house.quiz.pk
        whole, *units, file = RIGHTS[person]
        expected = {screen(key): whole, file_of(key, "csv"): file, file_of(key, "xlsx"): file}
        rooms = (house.first, house.second, house.part, house.department)
        expected |= {
            unit_screen(key, room): status for room, status in zip(rooms, units, strict=True)
        }
        assert {address: client.get(address).status_code for address in expected} == expected

    @pytest.mark.parametrize("person", ["Office", "Director", "editor"])
    def test_the_whole_shows_questions_and_no_names(self, house, users, person):
        text = text_of(signed_in(users[person]).get(screen(house.quiz.pk)))
        assert "Câu hỏi số" in text
        assert not any(someone.full_name in text for someone in house.people)

    def test_who_reads_the_bank_only_sees_no_units(self, house, users):
        page = soup(signed_in(users["editor"]).get(screen(house.quiz.pk)))
        assert page.find("select") is None
        assert "Phòng Một" not in page.get_text()

    def test_only_who_reads_the_bank_is_led_there(self, house, users):
        for person, is_led in (("editor", True), ("Office", True), ("Director", False)):
            page = soup(signed_in(users[person]).get(screen(house.quiz.pk)))
            assert bool(page.select("a[href*='/quan-tri/']")) == is_led or person == "Director"
            links = [a["href"] for a in page.select(".item__body a")]
            assert any("/quan-tri/" in link for link in links) == is_led

    def test_a_head_sees_topics_and_no_question(self, house, users):
        text = text_of(signed_in(users["head"]).get(screen(house.quiz.pk)))
        assert "Văn hóa công sở" in text
        assert "Câu hỏi số" not in text
        assert "Sai một" not in text

    def test_the_screen_of_a_head_begins_with_the_own_unit(self, house, users):
        response = signed_in(users["head"]).get(screen(house.quiz.pk))
        assert response.context["unit_name"] == "Phòng Một"

    def test_a_quiz_of_others_is_not_even_named(self, house, users):
        audience = make_audience(house.second)
        QuizPage.objects.filter(pk=house.quiz.pk).update(audience=audience)
        head, other = signed_in(users["head"]), signed_in(users["head of the part"])
        assert head.get(screen(house.quiz.pk)).status_code == 404
        assert other.get(screen(house.quiz.pk)).status_code == 200

    @pytest.mark.parametrize("key", ["0", "99999", "x", "9" * 30])
    def test_an_unknown_quiz_is_not_found(self, users, key):
        assert signed_in(users["Office"]).get(screen(key)).status_code == 404

    def test_a_withdrawn_quiz_is_not_found(self, house, users):
        QuizPage.objects.filter(pk=house.quiz.pk).update(live=False)
        assert signed_in(users["Office"]).get(screen(house.quiz.pk)).status_code == 404

    @pytest.mark.parametrize("unit", ["x", "0", "-1", "9" * 30])
    def test_an_unknown_unit_is_not_found(self, house, users, unit):
        address = screen(house.quiz.pk, **{"don-vi": unit})
        assert signed_in(users["Office"]).get(address).status_code == 404

    def test_an_examination_tells_nothing_before_it_is_over(self, house, users):
        closes = timezone.now() + datetime.timedelta(hours=1)
        QuizPage.objects.filter(pk=house.quiz.pk).update(preset="examination", closes_at=closes)
        for person in ("Office", "Director", "editor", "head"):
            client = signed_in(users[person])
            response = client.get(screen(house.quiz.pk))
            assert "chưa được công bố" in text_of(response)
            assert not soup(response).select("main table, main svg.bar")
        assert signed_in(users["Office"]).get(file_of(house.quiz.pk, "csv")).status_code == 404

    def test_questions_of_a_running_contest_are_seen_by_who_reads_the_bank(self, house, users):
        closes = timezone.now() + datetime.timedelta(hours=1)
        QuizPage.objects.filter(pk=house.quiz.pk).update(preset="contest", closes_at=closes)
        for person, status in (("Office", 200), ("editor", 200), ("Director", 404)):
            client = signed_in(users[person])
            text = text_of(client.get(screen(house.quiz.pk)))
            assert ("Câu hỏi số" in text) == (status == 200)
            assert client.get(file_of(house.quiz.pk, "xlsx")).status_code == status

    def test_the_report_leads_there(self, house, users):
        page = soup(signed_in(users["head"]).get(reverse("report", args=["quiz", house.quiz.pk])))
        assert page.select(f"a[href='{screen(house.quiz.pk)}']")

    def test_the_admin_leads_there(self, house, users):
        address = reverse("wagtailadmin_pages:edit", args=[house.quiz.pk])
        page = signed_in(users["editor"]).get(address).content.decode()
        assert screen(house.quiz.pk) in page

    def test_screens_take_no_post(self, house, users):
        client = signed_in(users["Office"])
        assert client.post(screen(house.quiz.pk)).status_code == 405
        assert client.post(file_of(house.quiz.pk, "csv")).status_code == 405


class TestWhole:
    def test_people_and_attempts_are_told_apart(self, house, users):
        repeat(house.quiz, house.people[:10])
        office = signed_in(users["Office"])
        expected = {"tinh-diem": "40 lượt", "dau-tien": "40 lượt", "tat-ca": "50 lượt"}
        for sample, attempts in expected.items():
            text = text_of(office.get(screen(house.quiz.pk, luot=sample)))
            assert attempts in text
            assert "của 40 người" in text

    def test_figures_stand_from_thirty_attempts_up(self, house, users):
        office = signed_in(users["Office"])
        assert "Độ tin cậy" in text_of(office.get(screen(house.quiz.pk)))
        Attempt.objects.filter(person__in=house.people[:11]).update(state="voided")
        response = office.get(screen(house.quiz.pk))
        text = text_of(response)
        assert "Chưa đủ dữ liệu" in text
        assert "Độ tin cậy" not in text
        assert "figures" not in response.context
        assert "rows" not in response.context
        assert response.context["topics"]

    def test_below_five_people_nothing_stands_there(self, house, users):
        Attempt.objects.filter(person__in=house.people[4:]).update(state="voided")
        response = signed_in(users["Office"]).get(screen(house.quiz.pk))
        assert not soup(response).select("main table")

    def test_five_people_are_not_enough_by_taking_it_often(self, house, users):
        Attempt.objects.filter(person__in=house.people[4:]).update(state="voided")
        for number in range(2, 12):
            sit(house.quiz, house.people[:4], number=number, seed=number)
        response = signed_in(users["Office"]).get(screen(house.quiz.pk, luot="tat-ca"))
        assert not soup(response).select("main table")

    def test_shares_of_the_steps_add_up(self, house, users):
        chart = signed_in(users["Office"]).get(screen(house.quiz.pk)).context["distribution"]
        assert sum(one["share"] for one in chart["bins"]) == 100
        assert sum(one["count"] for one in chart["bins"]) == chart["total"] == 40
        passed = Attempt.objects.filter(is_passed=True).count()
        assert sum(one["passed"] for one in chart["bins"]) == passed

    def test_no_step_tells_of_few(self, house, users):
        office = signed_in(users["Office"])
        for sample in Sample:
            chart = office.get(screen(house.quiz.pk, luot=sample)).context["distribution"]
            told = [number for one in chart["bins"] for number in (one["passed"], one["others"])]
            assert all(number == 0 or number >= 5 for number in told)

    def test_topics_stand_weakest_first(self, house, users):
        rows = signed_in(users["Office"]).get(screen(house.quiz.pk)).context["topics"]
        shares = [row["share"] for row in rows]
        assert shares == sorted(shares)
        assert len(rows) == 2

    def test_no_consistency_where_questions_are_drawn(self, house, users):
        topic = house.topics[0]
        pool = [make_question(topic) for _ in range(3)]
        quiz = make_quiz(questions=[make_question(topic)], quotas=[(topic, 2)], max_attempts=0)
        drawn = [question.current_version for question in pool]
        sit(quiz, house.people, drawn=drawn, draws=2)
        response = signed_in(users["Office"]).get(screen(quiz.pk))
        assert "rút riêng" in text_of(response)
        values = {row["label"]: row["value"] for row in response.context["figures"]}
        assert values["Độ tin cậy nội tại"] == "–"

    def test_a_void_question_stands_there_as_such(self, house, users):
        version = QuestionVersion.objects.first()
        QuestionVersion.objects.correct({version.pk: {"is_void": True}})
        Response.objects.filter(question_version=version).update(mark=None)
        response = signed_in(users["Office"]).get(screen(house.quiz.pk))
        row = next(row for row in response.context["rows"] if row["is_void"])
        assert "has_figures" not in row
        assert "không tính" in text_of(response)

    def test_typing_errors_keep_the_figures_together(self, house, users):
        question = house.quiz.fixed_questions.first().question
        question.stem = question.stem.replace("Câu hỏi", "Câu hoỉ")
        question.is_minor_change = True
        question.save_revision().publish()
        quiz = QuizPage.objects.get(pk=house.quiz.pk)
        sit(quiz, [make_person(house.first) for _ in range(5)])
        rows = signed_in(users["Office"]).get(screen(quiz.pk)).context["rows"]
        joined = [row for row in rows if "phiên bản 1, 2" in row["versions"]]
        assert [row["attempts"] for row in joined] == [45]
        assert len(rows) == 3

    @pytest.mark.parametrize("order", ["", "do-de", "phan-biet", "thoi-gian", "chu-de", "vo-nghia"])
    def test_every_order_shows_every_question(self, house, users, order):
        address = screen(house.quiz.pk, **{"sap-xep": order})
        rows = signed_in(users["Office"]).get(address).context["rows"]
        assert len(rows) == 3

    def test_what_needs_attention_stands_first(self, house, users):
        def answering(version, share, chance):
            right = [option["id"] for option in version.options if option["is_correct"]]
            wrong = [option["id"] for option in version.options if not option["is_correct"]]
            knows = share > 0.5
            if version == bad:
                return wrong[:1] if knows else right
            return right if knows else wrong[1:2]

        questions = [make_question(house.topics[0]) for _ in range(3)]
        bad = questions[1].current_version
        quiz = make_quiz(questions=questions)
        sit(quiz, house.people, answering=answering)
        response = signed_in(users["editor"]).get(screen(quiz.pk))
        first = response.context["rows"][0]
        assert first["stem"] == bad.stem
        assert "nên xem lại vì" in first["advice"][0]
        assert [option["is_tempting"] for option in first["options"]] == [False, True, False]

    def test_long_quizzes_have_pages(self, house, users):
        quiz = make_quiz(questions=[make_question(house.topics[0]) for _ in range(23)])
        sit(quiz, house.people)
        office = signed_in(users["Office"])
        assert len(office.get(screen(quiz.pk)).context["rows"]) == 20
        assert len(office.get(screen(quiz.pk, trang=2)).context["rows"]) == 3


class TestUnit:
    def test_the_own_unit_beside_everybody(self, house, users):
        response = signed_in(users["head"]).get(screen(house.quiz.pk))
        assert "34 người" in text_of(response)
        assert response.context["distribution"]["total"] == 34
        assert all(row["text"].endswith("%") for row in response.context["topics"])

    def test_all_below_a_unit_count_for_it(self, house, users):
        response = signed_in(users["head of the other"]).get(screen(house.quiz.pk))
        assert response.context["distribution"]["total"] == 6

    def test_a_unit_below_five_is_hidden_and_a_second_one_with_it(self, house, users):
        Attempt.objects.filter(person__in=house.people[-2:]).update(state="voided")
        office = signed_in(users["Office"])
        for unit, words in ((house.part, "chưa đủ 5 người"), (house.first, "ẩn kèm")):
            response = office.get(unit_screen(house.quiz.pk, unit))
            assert words in text_of(response)
            assert not soup(response).select("main table, main svg.histogram__plot")
        assert office.get(unit_screen(house.quiz.pk, house.department)).context["topics"]

    def test_whoever_stands_in_no_unit_cannot_be_worked_out(self, house, users):
        closed = make_unit("Phòng Đã giải thể", valid_to=timezone.localdate())
        sit(house.quiz, [make_person(closed) for _ in range(2)])
        office = signed_in(users["Office"])
        hidden = [
            unit
            for unit in (house.department, house.first, house.second)
            if office.get(unit_screen(house.quiz.pk, unit)).context["hiding"]
        ]
        assert hidden

    def test_topics_of_drawn_questions_count_the_people_of_the_unit(self, house, users):
        topic = house.topics[0]
        pool = [make_question(topic) for _ in range(12)]
        quiz = make_quiz(quotas=[(topic, 2)])
        drawn = [question.current_version for question in pool]
        sit(quiz, house.people, drawn=drawn, draws=2)
        response = signed_in(users["head of the part"]).get(screen(quiz.pk))
        assert [row["share"] is not None for row in response.context["topics"]] == [True]

    def test_weak_topics_name_what_to_read_again(self, house, users):
        QuestionVersion._base_manager.filter(topic=house.topics[1]).update(
            source_label="Kế hoạch 28, mục III.1"
        )
        QuizPage.objects.filter(pk=house.quiz.pk).update(pass_mark=100)
        for person in ("head", "Office"):
            text = text_of(signed_in(users[person]).get(screen(house.quiz.pk)))
            assert "Nên đọc lại và tuyên truyền về: Kế hoạch 28, mục III.1" in text

    def test_units_below_can_be_chosen(self, house, users):
        page = soup(signed_in(users["head of the other"]).get(screen(house.quiz.pk)))
        labels = [option.get_text() for option in page.select("#don-vi option")]
        assert labels == ["Phòng Hai", "—\xa0Tổ Hai A"]


class TestFile:
    def test_csv_says_what_the_screen_says(self, house, users):
        office = signed_in(users["Office"])
        content = office.get(file_of(house.quiz.pk, "csv")).getvalue().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
        shown = office.get(screen(house.quiz.pk)).context["rows"]
        assert [row["Câu"] for row in rows] == [row["stem"] for row in shown]
        assert [f"{row['Đúng hoàn toàn (%)']}\xa0%" for row in rows] == [
            row["right"] for row in shown
        ]

    def test_the_workbook_is_typed_and_logged(self, house, users):
        office = signed_in(users["Office"])
        response = office.get(file_of(house.quiz.pk, "xlsx"))
        page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        texts = [cell.value for row in page.iter_rows(max_row=4) for cell in row if cell.value]
        assert any("40 lượt" in str(text) for text in texts)
        numbers = [cell for cell in page[page.max_row] if isinstance(cell.value, int | float)]
        assert len(numbers) >= 6
        entry = ModelLogEntry.objects.filter(action="reports.export").latest("timestamp")
        assert entry.data["duty"] == f"quiz:{house.quiz.pk}"


class TestStatements:
    @pytest.mark.parametrize("sample", ["tinh-diem", "tat-ca"])
    def test_the_whole(self, house, users, sql, sample):
        office = signed_in(users["Office"])

        def grow():
            sit(house.quiz, [make_person(make_unit("", house.part)) for _ in range(10)])

        sql.flat(lambda: office.get(screen(house.quiz.pk, luot=sample)), grow, maximum=STATEMENTS)

    @pytest.mark.parametrize("person", ["head", "Office", "Director"])
    def test_a_unit(self, house, users, sql, person):
        client = signed_in(users[person])

        def grow():
            sit(house.quiz, [make_person(make_unit("", house.first)) for _ in range(10)])

        sql.flat(
            lambda: client.get(unit_screen(house.quiz.pk, house.first)), grow, maximum=STATEMENTS
        )
