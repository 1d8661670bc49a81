"""The way into the reports stands on the home page of whoever may see figures."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.organisation.duties import Progress, State
from intranet.organisation.models import Audience, MembershipRole
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import make_quiz

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("person", "is_shown"),
    [
        ("civil servant", False),
        ("former head", False),
        ("editor", False),
        ("head", True),
        ("deputy", True),
        ("Director", True),
        ("Office", True),
    ],
)
def test_the_way_stands_there_by_the_table(client, body, person, is_shown):
    make_site()
    client.force_login(body.users[person])
    page = client.get("/").content.decode()
    for name in ("report_overview", "report_silent", "report_late"):
        assert (f'href="{reverse(name)}"' in page) is is_shown


def section_of(client, user):
    client.force_login(user)
    found = client.get("/").context["sections"]
    return next((s.rows for s in found if s.template_name.endswith("reports.html")), None)


@pytest.mark.parametrize(
    ("person", "stand"),
    [
        ("head", ("Phòng Một", "6 trên 12")),
        ("deputy", ("Phòng Một", "6 trên 12")),
        ("head of the part", ("Tổ Một A", "0 trên 3")),
        ("head of the other", ("Phòng Hai", "5 trên 10")),
    ],
)
def test_a_head_sees_how_the_own_unit_stands(client, body, person, stand):
    make_site()
    rows = section_of(client, body.users[person])
    (item,) = rows["items"]
    name, done = stand
    assert rows["units"] == name
    assert item["title"] == body.duty.title
    assert done in item["state_label"]
    assert not item["overdue"]


@pytest.mark.parametrize("person", ["Director", "Office"])
def test_the_whole_body_is_not_counted_for_the_home_page(client, body, person):
    make_site()
    assert section_of(client, body.users[person])["items"] == []


def test_the_head_of_the_whole_body_has_the_ways_only(client, body):
    make_site()
    head = make_person(body.department, role=MembershipRole.HEAD, user=True).user
    rows = section_of(client, head)
    assert (rows["units"], rows["items"]) == ("", [])


def test_what_is_due_first_stands_first_and_what_is_closed_does_not(client, body):
    make_site()
    now, everybody = timezone.now(), Audience.objects.everybody()
    done = {person.pk: Progress(State.DONE) for person in body.staff["part"]}
    done[body.users["head of the part"].person.pk] = Progress(State.DONE)
    body.provider.add(everybody, title="Không hạn")
    body.provider.add(everybody, title="Quá hạn", due_at=now - DAY)
    body.provider.add(everybody, title="Xong rồi", due_at=now - 2 * DAY, progress=done)
    body.provider.add(everybody, title="Đã đóng", due_at=now - DAY, closes_at=now - DAY)
    items = section_of(client, body.users["head of the part"])["items"]
    told = [(item["title"], item["overdue"], item["state_tone"]) for item in items]
    assert told == [
        ("Xong rồi", False, "success"),
        ("Quá hạn", True, "warning"),
        (body.duty.title, False, "warning"),
    ]


@pytest.mark.django_db
def test_a_head_pays_a_few_statements_more_at_any_size(client, sql):
    site = make_site()
    unit = make_unit("Phòng Một", make_unit("Sở"))
    client.force_login(make_person(unit, role=MembershipRole.HEAD, user=True).user)

    def fill() -> None:
        for _ in range(4):
            make_person(make_unit(None, unit))
            make_quiz(parent=site.quizzes, opens_at=None)

    fill()
    sql.flat(lambda: client.get("/"), fill, maximum=15)
