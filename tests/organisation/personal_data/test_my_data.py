"""My data: seen, downloaded, put right; the notice; and nothing that follows people."""

import datetime
import io
import json
import re
import zipfile
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.organisation.freezing import freeze
from intranet.organisation.models import CorrectionRequest
from intranet.organisation.personal_data.working_days import working_days_after
from quiz.duties import QuizDuties
from quiz.services import submit_attempt
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_site
from tests.factories_quiz import make_attempt, make_quiz, right_answers, save

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MINE, FILE, ASK = "/tai-khoan/du-lieu/", "/tai-khoan/du-lieu/tai-ve/", "/tai-khoan/du-lieu/yeu-cau/"
REQUESTS = "/quan-tri/yeu-cau-du-lieu/"


@pytest.fixture
def person(client):
    make_site()
    person = make_person(make_unit("Phòng Trẻ em"), user=True, full_name="Phan Thị Mơ")
    client.force_login(person.user)
    return person


def unpacked(response):
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return json.loads(archive.read("du-lieu.json")), archive.read("du-lieu.html").decode()


def finished_attempt(person, quiz=None):
    attempt = make_attempt(quiz, person)
    now = timezone.now()
    save(attempt, right_answers(attempt), now=now)
    return submit_attempt(attempt=attempt, now=now)


def test_the_file_holds_everything_and_nothing_of_others(client, person):
    attempt = finished_attempt(person)
    other = make_person(make_unit("Phòng khác"), user=True, full_name="Hà Văn Khác")
    finished_attempt(other, attempt.quiz)

    response = client.get(FILE)

    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    data, page = unpacked(response)
    assert data["person"][0]["full_name"] == "Phan Thị Mơ"
    assert [row["unit"] for row in data["memberships"]] == ["Phòng Trẻ em"]
    assert data["account"][0]["username"] == person.user.username
    assert [(row["score"], row["passed"]) for row in data["attempts"]] == [("3", True)]
    assert [row["answer"].partition(". ")[2] for row in data["answers"]] == ["Đúng ý"] * 3
    assert "sign_ins" in data
    assert "Phan Thị Mơ" in page
    assert "Hà Văn Khác" not in f"{data}{page}"
    assert person.user.password not in f"{data}{page}"
    assert client.session.session_key not in f"{data}{page}"


def test_the_download_leaves_a_line(client, person):
    client.get(FILE)

    line = ModelLogEntry.objects.get(action="personal_data.downloaded")
    assert line.user == person.user
    assert line in ModelLogEntry.objects.for_instance(person.user)


def test_the_screen_shows_it_and_the_account_menu_leads_there(client, person):
    finished_attempt(person)

    screen = client.get(MINE)

    assert screen.status_code == 200
    assert "Phòng Trẻ em" in screen.text
    assert "no-store" in screen["Cache-Control"]
    assert f'href="{MINE}"' in client.get("/").text


def test_an_account_off_the_roll_has_data_too(client):
    make_site()
    client.force_login(make_user("goc"))

    assert client.get(MINE).status_code == 200
    data, _page = unpacked(client.get(FILE))
    assert data["account"][0]["username"] == "goc"
    assert "person" not in data


def test_frozen_rosters_are_among_it(client, person):
    closed = timezone.now()
    quiz = make_quiz(opens_at=closed - DAY, closes_at=closed, title="Cải cách hành chính 2026")
    freeze(QuizDuties().get(str(quiz.pk)), closed)

    [row] = unpacked(client.get(FILE))[0]["frozen_rosters"]

    assert row["duty"] == "Cải cách hành chính 2026"
    assert (row["unit"], row["score"]) == ("Phòng Trẻ em", None)


def test_the_download_costs_the_same_at_any_size(client, person, sql):
    quizzes = [make_quiz() for _ in range(5)]
    finished_attempt(person)

    sql.flat(
        lambda: client.get(MINE),
        lambda: [finished_attempt(person, quiz) for quiz in quizzes],
    )


def test_a_request_is_due_in_two_working_days_and_its_answer_is_read(client, person):
    assert client.get(ASK).status_code == 200
    response = client.post(ASK, {"kind": "correct", "text": "Sai <b>tên</b> đệm"}, follow=True)

    asked = CorrectionRequest.objects.get()
    assert asked.person == person
    assert asked.due_on == working_days_after(timezone.localdate())
    assert f"{asked.due_on:%d/%m/%Y}" in response.text
    assert "&lt;b&gt;" in response.text
    assert ModelLogEntry.objects.filter(action="personal_data.asked").count() == 1

    sync_roles()
    officer = make_user()
    officer.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(officer)
    assert "Phan Thị Mơ" in client.get(REQUESTS).text
    screen = client.get(f"{REQUESTS}edit/{asked.pk}/")
    assert "Sai &lt;b&gt;tên&lt;/b&gt; đệm" in screen.text
    client.post(f"{REQUESTS}edit/{asked.pk}/", {"answer": "Đã sửa tên đệm.", "text": "khác"})

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Đã sửa tên đệm.", officer)
    assert asked.text == "Sai <b>tên</b> đệm"
    line = ModelLogEntry.objects.get(action="personal_data.answered")
    assert line.user == officer
    client.force_login(person.user)
    assert "Đã sửa tên đệm." in client.get(MINE).text


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"kind": "khac", "text": "x"}])
def test_an_incomplete_request_is_told_why(client, person, fields):
    response = client.post(ASK, fields)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not CorrectionRequest.objects.exists()


def test_a_flood_of_requests_stops(client, person):
    for number in range(8):
        client.post(ASK, {"kind": "explain", "text": f"Lần {number}"})
    assert CorrectionRequest.objects.count() == 5


@pytest.mark.parametrize(
    ("role", "expected"), [(None, 403), (EDITORS, 302), (OFFICE, 302), (IT_OFFICERS, 200)]
)
def test_who_reads_and_answers_requests(client, person, role, expected):
    client.post(ASK, {"kind": "correct", "text": "Riêng tư"})
    asked = CorrectionRequest.objects.get()
    sync_roles()
    user = make_user()
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    for address in (REQUESTS, f"{REQUESTS}edit/{asked.pk}/"):
        assert client.get(address).status_code == expected
    for address in (f"{REQUESTS}new/", f"{REQUESTS}delete/{asked.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
    client.post(f"{REQUESTS}edit/{asked.pk}/", {"answer": "Thử"})
    asked.refresh_from_db()
    assert asked.is_waiting is (role != IT_OFFICERS)


def test_the_list_of_requests_costs_the_same_at_any_size(client, person, sql):
    sync_roles()
    officer = make_user()
    officer.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(officer)

    def grow():
        for _ in range(12):
            asker = make_person(user=True)
            CorrectionRequest.objects.create(
                person=asker, asked_by=asker.user, text="x", due_on=timezone.localdate()
            )

    grow()
    sql.flat(lambda: client.get(REQUESTS), grow)


def test_the_notice_is_read_signed_out_and_linked_on_every_page(client):
    make_site()
    response = client.get("/du-lieu-ca-nhan/")
    assert response.status_code == 200
    assert "91/2025/QH15" in response.text
    assert 'href="/du-lieu-ca-nhan/"' in client.get("/dang-nhap/").text


SCREENS = ["/", "/van-ban/", "/tin-tuc/", "/trac-nghiem/", "/chien-dich/", "/viec-cua-toi/",
           "/du-lieu-ca-nhan/", MINE, ASK, "/tai-khoan/thiet-bi/", "/doi-mat-khau/"]  # fmt: skip
LOADED = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|form|object|embed|use)\b[^>]*?"""
    r"""\b(?:src|href|action|srcset|data|poster)\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("address", [*SCREENS, "/dang-nhap/"])
def test_no_page_asks_another_host_for_anything(client, person, address):
    if address == "/dang-nhap/":
        client.logout()
    response = client.get(address)
    assert response.status_code == 200

    hosts = {urlsplit(found).netloc for found in LOADED.findall(response.text)}
    assert hosts <= {""}
    policy = response["Content-Security-Policy"]
    assert not re.findall(r"https?:|\*|ws:", policy)


def test_reading_a_page_writes_nothing_down(client, person, sql):
    make_quiz(audience=make_audience(person.memberships.get().unit))
    for address in SCREENS:
        client.get(address)
    with sql.capture() as statements:
        for address in SCREENS:
            client.get(address)

    assert [text for text in statements if not text.lstrip().startswith("SELECT")] == []


def test_nobody_reads_the_data_of_another_by_an_address():
    for name in ("my_data", "my_data_download", "my_data_request"):
        assert "<" not in reverse(name)
