"""Reminding by hand: who may, whom it reaches, and what is said before and after."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intranet.notices.models import Notice, ReminderRules
from intranet.organisation.models import Audience, Exemption, ExemptionReason
from tests.factories import make_person
from tests.notices.conftest import HANOI
from tests.reports.test_screens import text_of

# person: status of the screen for the first room, its part, the second room, all
RIGHTS = {
    None: (302, 302, 302, 302),
    "civil servant": (403, 403, 403, 403),
    "former head": (403, 403, 403, 403),
    "editor": (403, 403, 403, 403),
    "head": (200, 200, 403, 403),
    "deputy": (200, 200, 403, 403),
    "head of the part": (403, 200, 403, 403),
    "head of the other": (403, 403, 200, 403),
    "Director": (403, 403, 403, 403),
    "Office": (200, 200, 200, 200),
}


def address(body, unit, duty=None):
    duty = duty or body.duty
    return reverse("report_remind", args=[duty.kind, duty.key, unit.pk])


def told():
    return set(Notice.objects.exclude(sent_by=None).values_list("person_id", flat=True))


@pytest.mark.parametrize("person", RIGHTS)
def test_who_may_remind_whom(client, body, person):
    if person:
        client.force_login(body.users[person])
    units = (body.first, body.part, body.second, body.department)
    for unit, status in zip(units, RIGHTS[person], strict=True):
        before = told()
        assert client.get(address(body, unit)).status_code == status
        assert client.post(address(body, unit)).status_code == (302 if status == 200 else status)
        assert (told() != before) <= (status == 200)
        Notice.objects.all().delete()  # nobody is reminded twice on a day


@pytest.fixture
def head(client, body):
    client.force_login(body.users["head"])
    return client


def waiting(body):
    """The people of the first room with its part who are not done, but for its head."""
    leaders = [body.users[name].person for name in ("civil servant", "deputy")]
    part = [*body.staff["part"], body.users["head of the part"].person]
    return {person.pk for person in (*leaders, *part)}


def test_asking_changes_nothing_and_names_whom_it_is_about(head, body):
    screen = text_of(head.get(address(body, body.first)))
    assert "Nhắc 5 người?" in screen
    assert body.staff["part"][0].full_name in screen
    assert body.staff["first"][1].full_name not in screen
    assert "trang chủ" in screen
    assert told() == set()


def test_everybody_who_is_not_done_is_told_and_nobody_else(head, body):
    answer = head.post(address(body, body.first), follow=True)
    assert told() == waiting(body)
    assert "Đã nhắc 5 người." in text_of(answer)


def test_those_picked_are_told(head, body):
    picked = body.staff["part"][0].pk
    form = head.get(address(body, body.first), {"chon": "1", "nguoi": [picked]})
    assert form.context["picked"] == [picked]
    answer = head.post(address(body, body.first), {"chon": "1", "nguoi": [picked]}, follow=True)
    assert told() == {picked}
    assert "Đã nhắc 1 người." in text_of(answer)


def test_nobody_else_can_be_picked(head, body):
    excused = make_person(body.first)
    Exemption.objects.create(
        duty_kind=body.duty.kind, duty_key=body.duty.key, person=excused,
        reason=ExemptionReason.LEAVE,
    )  # fmt: skip
    others = [
        body.staff["second"][8].pk,  # of another unit
        body.staff["first"][1].pk,  # has passed
        excused.pk,
        987654,
    ]
    mine = body.staff["part"][1].pk
    head.post(address(body, body.first), {"chon": "1", "nguoi": [*others, mine]})
    assert told() == {mine}
    answer = head.post(address(body, body.first), {"chon": "1", "nguoi": others}, follow=True)
    assert told() == {mine}
    assert "không còn việc phải làm" in text_of(answer)


@pytest.mark.parametrize("value", ["", "abc", "-1", "1.5", "9" * 50, "٣", "1; DROP TABLE"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_picks_nobody_is_asked_to_pick(head, body, value, method):
    data = {"chon": "1", "nguoi": [value]} if value else {"chon": "1"}
    answer = getattr(head, method)(address(body, body.first), data, follow=True)
    assert "đánh dấu những người cần nhắc" in text_of(answer)
    assert told() == set()


def test_twice_on_a_day_tells_once_and_says_so(head, body):
    picked = body.staff["part"][0].pk
    head.post(address(body, body.first), {"chon": "1", "nguoi": [picked]})
    answer = head.post(address(body, body.first), follow=True)
    assert "Đã nhắc 4 người." in text_of(answer)
    assert Notice.objects.exclude(sent_by=None).count() == 5


def test_whoever_was_reminded_today_is_neither_counted_nor_offered_again(head, body):
    picked = body.staff["part"][0].pk
    head.post(address(body, body.first), {"chon": "1", "nguoi": [picked]})
    listed = head.get(reverse("report_unit", args=[body.duty.kind, body.duty.key, body.first.pk]))
    (row,) = [row for row in listed.context["rows"] if row["reminded_at"]]
    assert (row["id"], row["can_remind"]) == (picked, False)
    assert f"đã nhắc {timezone.localtime(row['reminded_at']):%H:%M}" in text_of(listed)
    assert listed.context["to_remind"] == 4
    assert head.get(address(body, body.first)).context["number"] == 4
    answer = head.post(address(body, body.first), {"chon": "1", "nguoi": [picked]}, follow=True)
    assert "đã được nhắc hôm nay" in text_of(answer)
    assert [message.level_tag for message in answer.context["messages"]] != ["success"]
    assert told() == {picked}


def test_those_on_the_screen_are_reminded_and_nobody_else(head, body):
    wanted = make_person(body.first, full_name="Lê Thị Loan")
    query = {"tim": "loan"}
    listed = head.get(
        reverse("report_unit", args=[body.duty.kind, body.duty.key, body.first.pk]), query
    )
    way = listed.context["remind_url"]
    assert head.get(way).context["number"] == listed.context["to_remind"] == 1
    answer = head.post(way)
    assert told() == {wanted.pk}
    assert "tim=loan" in answer["Location"]


def test_only_those_who_are_under_way_on_demand(head, body):
    under_way = body.staff["part"][0].pk
    way = f"{address(body, body.first)}?trang-thai=dang-lam"
    assert head.get(way).context["number"] == 1
    head.post(way)
    assert told() == {under_way}


def test_of_what_is_closed_nobody_is_reminded(head, body, provider):
    closed = provider.add(
        Audience.objects.everybody(), closes_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    names = head.get(reverse("report_unit", args=[closed.kind, closed.key, body.first.pk]))
    assert names.context["remind_url"] == ""
    assert not any(row["can_remind"] for row in names.context["rows"])
    answer = head.post(address(body, body.first, closed), follow=True)
    assert "Việc này đã đóng" in text_of(answer)
    assert told() == set()


def test_the_list_offers_only_those_who_are_not_done(head, body):
    names = head.get(reverse("report_unit", args=[body.duty.kind, body.duty.key, body.first.pk]))
    offered = {row["id"] for row in names.context["rows"] if row["can_remind"]}
    assert offered == waiting(body)


def test_nobody_reminds_themselves(head, body):
    own = body.users["head"].person.pk
    answer = head.post(address(body, body.first), {"chon": "1", "nguoi": [own]}, follow=True)
    assert answer.redirect_chain
    head.post(address(body, body.first))
    assert own not in told()


def test_a_form_from_elsewhere_reminds_nobody(body):
    client = Client(enforce_csrf_checks=True)
    client.force_login(body.users["head"])
    assert client.post(address(body, body.first)).status_code == 403
    assert told() == set()


def test_too_many_reminders_have_to_wait(head, body, settings):
    settings.RATE_LIMITS = {
        "reminders": {"times": 2, "seconds": 600, "asked": {"POST report_remind"}}
    }
    statuses = [head.post(address(body, body.first)).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    assert head.get(address(body, body.first)).status_code == 302


@pytest.mark.parametrize("person", ["head", "Office"])
def test_asking_takes_the_same_few_statements_at_any_size(client, body, sql, person):
    client.force_login(body.users[person])
    sql.flat(
        lambda: client.get(address(body, body.first)),
        lambda: [make_person(body.part) for _ in range(30)],
        maximum=12,
    )


def test_unknown_duties_and_units_are_not_found(head, body):
    for kind, key, unit in (("test", "999", body.first.pk), ("test", body.duty.key, 987654)):
        assert head.get(reverse("report_remind", args=[kind, key, unit])).status_code == 404


@pytest.mark.parametrize(
    ("hour", "words"),
    [(9, "trong ít phút nữa"), (20, "Lúc 07:00 24/11/2026")],
)
def test_the_screen_says_when_the_letter_goes(client, body, hour, words):
    with time_machine.travel(datetime.datetime(2026, 11, 23, hour, tzinfo=HANOI), tick=False):
        client.force_login(body.users["head"])
        assert words.lower() in text_of(client.get(address(body, body.first))).lower()
        ReminderRules.objects.update_or_create(defaults={"sends_letters": False})
        assert "thư điện tử," not in text_of(client.get(address(body, body.first)))
