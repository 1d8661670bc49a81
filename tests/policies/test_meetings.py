"""Meetings at which a document was made understood: who may record them, for whom they count."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from intranet.organisation.models import MembershipRole
from intranet.policies import meeting_views
from intranet.policies.meetings import RECORDED, TAKEN_BACK
from intranet.policies.models import Acknowledgement, BriefingMeeting, PublishedVersion
from tests.factories import make_person, make_unit, make_user, signed_in
from tests.factories_pages import make_site
from tests.policies.test_must_read import changed, confirm, confirmed, must_read, text_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
VIEW_NAMES = "organisation.view_participants"


@pytest.fixture
def page():
    found = must_read(make_site())
    PublishedVersion.objects.update(published_at=timezone.now() - 10 * DAY)
    return found


@pytest.fixture
def department():
    return make_unit("Sở")


@pytest.fixture
def room(department):
    return make_unit("Phòng Người có công", department)


@pytest.fixture
def head(room):
    return make_person(room, role=MembershipRole.HEAD, user=True)


def address(page):
    return reverse("policy_meetings", args=[page.pk])


def filled(*people, day=None, **extra):
    held_on = day or timezone.localdate() - DAY
    return {
        "viec": "ghi",
        "kind": "giao-ban",
        "held_on": held_on.isoformat(),
        "place": "Phòng họp số 2",
        "nguoi": [person.pk for person in people],
        **extra,
    }


def record(user, page, *people, **extra):
    return signed_in(user).post(address(page), filled(*people, **extra), follow=True)


def test_a_meeting_counts_for_those_ticked(page, room, head):
    present, absent = make_person(room), make_person(room)

    answer = record(head.user, page, present)

    assert answer.status_code == 200
    assert confirmed(page) == {(present.pk, 1)}
    assert absent.full_name not in answer.content.decode()
    assert PageLogEntry.objects.filter(action=RECORDED, page=page.pk).count() == 1


def test_everybody_of_a_unit_is_ticked_at_once(page, room, head):
    people = [make_person(room) for _n in range(3)]

    record(head.user, page, **{"don-vi": [room.pk]})

    assert confirmed(page) == {(one.pk, 1) for one in (*people, head)}


def test_the_person_reads_at_which_occasion_it_was(page, room, head):
    present = make_person(room, user=True)
    record(head.user, page, present)

    day = timezone.localdate() - DAY
    assert f"{day:%d/%m/%Y}" in text_of(present, page)
    assert 'name="phien-ban"' not in text_of(present, page)


def test_who_has_confirmed_alone_stays_as_it_was(page, room, head):
    present = make_person(room, user=True)
    confirm(present, page)
    record(head.user, page, present)

    assert Acknowledgement.objects.get().meeting is None
    assert not BriefingMeeting.objects.exists()


def test_rights(page, department, room):
    deputy = make_person(room, role=MembershipRole.DEPUTY, user=True).user
    other_head = make_person(make_unit("Khác", department), role=MembershipRole.HEAD, user=True)
    above = make_person(department, role=MembershipRole.HEAD, user=True)
    present = make_person(room)
    table = {
        "deputy": (deputy, 200, True),
        "head above": (above.user, 200, True),
        "office": (make_user(permissions=[VIEW_NAMES]), 200, True),
        "head of another unit": (other_head.user, 200, False),
        "colleague": (make_person(room, user=True).user, 403, False),
        "figures only": (make_user(permissions=["organisation.view_participation"]), 403, False),
    }
    for who, (user, status, is_stored) in table.items():
        Acknowledgement.objects.all().delete()
        assert signed_in(user).get(address(page)).status_code == status, who
        assert record(user, page, present).status_code == status, who
        assert bool(confirmed(page)) is is_stored, who


def test_names_of_other_units_are_not_shown(page, department, head):
    stranger = make_person(make_unit("Khác", department), full_name="Trần Thị Xa")

    assert stranger.full_name not in signed_in(head.user).get(address(page)).content.decode()


@pytest.mark.parametrize("days", [-1, 11, 4000])
def test_neither_in_the_future_nor_before_the_text_was_published(page, room, head, days):
    present = make_person(room)
    answer = record(head.user, page, present, day=timezone.localdate() - days * DAY)

    assert answer.status_code == 200
    assert confirmed(page) == set()
    assert f'value="{present.pk}" checked' in answer.content.decode()


def test_a_meeting_before_a_material_change_counts_no_more(page, room, head):
    present = make_person(room)
    changed(page)
    record(head.user, page, present)
    assert confirmed(page) == set()

    record(head.user, page, present, day=timezone.localdate())
    assert confirmed(page) == {(present.pk, 2)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "x"},
        {"held_on": "hôm qua"},
        {"held_on": ""},
        {"nguoi": ["x", "9" * 30, "-1", "999999999"]},
        {"nguoi": []},
        {"place": "x" * 300},
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(page, room, head, wrong):
    answer = record(head.user, page, make_person(room), **wrong)

    assert answer.status_code == 200
    assert not BriefingMeeting.objects.exists()


def test_a_search_keeps_what_was_filled_in_and_ticked(page, room, head):
    ticked = make_person(room, full_name="Lê Văn Ân")
    make_person(room, full_name="Phạm Thị Đào")
    other = make_person(room, full_name="Hồ Văn Khác")
    form = {**filled(ticked), "viec": "tim", "tim-ten": "dao"}

    text = signed_in(head.user).post(address(page), form).content.decode()

    assert f'value="{ticked.pk}" checked' in text
    assert "Phạm Thị Đào" in text
    assert other.full_name not in text
    assert "Phòng họp số 2" in text
    assert not BriefingMeeting.objects.exists()


def test_what_was_counted_wrongly_is_taken_back_with_a_reason(page, room, head):
    present, absent = make_person(room), make_person(room)
    record(head.user, page, present, absent)
    meeting = BriefingMeeting.objects.get()
    browser = signed_in(head.user)
    where = reverse("policy_meeting", args=[meeting.pk])

    browser.post(where, {"nguoi": [absent.pk], "reason": "  "})
    assert len(confirmed(page)) == 2
    browser.post(where, {"nguoi": [absent.pk], "reason": "Đi công tác hôm đó."})

    assert confirmed(page) == {(present.pk, 1)}
    line = PageLogEntry.objects.get(action=TAKEN_BACK)
    assert line.data["reason"] == "Đi công tác hôm đó."


def test_only_the_recorder_and_the_office_take_back(page, room, department, head):
    record(head.user, page, make_person(room))
    where = reverse("policy_meeting", args=[BriefingMeeting.objects.get().pk])
    above = make_person(department, role=MembershipRole.HEAD, user=True).user
    table = [
        (head.user, 200),
        (make_user(permissions=[VIEW_NAMES]), 200),
        (above, 403),
        (make_person(room, user=True).user, 403),
    ]

    assert [signed_in(user).get(where).status_code for user, _status in table] == [
        status for _user, status in table
    ]
    assert signed_in(head.user).get(reverse("policy_meeting", args=[10**9])).status_code == 404


def test_the_screen_takes_as_many_statements_for_many_people(page, room, head, sql):
    make_person(room)
    browser = signed_in(head.user)

    sql.flat(
        lambda: browser.get(address(page)),
        lambda: [make_person(room) for _n in range(20)],
        maximum=20,
    )


def test_a_list_of_five_hundred_is_folded_and_recorded_in_few_statements(page, department, sql):
    rooms = [make_unit(f"Phòng {n}", department) for n in range(5)]
    people = [make_person(room) for room in rooms for _n in range(100)]
    browser = signed_in(make_user(permissions=[VIEW_NAMES]))

    with sql.count(maximum=20):
        screen = browser.get(address(page)).text
    assert screen.count("<details") - screen.count("<details open") >= len(rooms)
    assert 'name="don-vi"' in screen
    with sql.count(maximum=30):
        answer = browser.post(address(page), filled(**{"don-vi": [room.pk for room in rooms]}))

    assert answer.status_code == 302
    assert len(confirmed(page)) == len(people)


def test_a_unit_with_somebody_ticked_stays_unfolded(page, department, monkeypatch):
    monkeypatch.setattr(meeting_views, "UNFOLDED", 1)
    rooms = [make_unit(f"Phòng {n}", department) for n in range(2)]
    ticked, _other = (make_person(room) for room in rooms)
    browser = signed_in(make_user(permissions=[VIEW_NAMES]))

    answer = browser.post(address(page), {**filled(ticked), "viec": "tim"})

    assert [unit["is_open"] for unit in answer.context["units"]] == [True, False]
    assert [unit["waiting"] for unit in answer.context["units"]] == [1, 1]
