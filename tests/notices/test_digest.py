"""The week of a unit head: once a week, own unit with all below, only where something is left."""

import datetime

import pytest
from django.utils import timezone

from intranet.notices.models import DIGEST, Letter, Notice, ReminderPreference, Round
from intranet.organisation.leaders import leaders_on, topmost
from intranet.organisation.models import Membership, MembershipRole
from intranet.organisation.progress import Progress, State
from tests.factories import make_delegation, make_person, make_unit
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def house(rules):
    """A department with a division of two parts, and who leads what."""
    rules(sends_digest=True)
    department = make_unit("Sở")
    division = make_unit("Phòng A", department)
    part = make_unit("Tổ A1", division)
    other = make_unit("Phòng B", department)
    return {
        "department": department,
        "division": division,
        "part": part,
        "other": other,
        "head": make_person(division, role=MembershipRole.HEAD, user=True),
        "deputy": make_person(division, role=MembershipRole.DEPUTY),
        "acting": make_person(other),
        "member": make_person(part),
    }


def digests():
    rows = Notice.objects.filter(rung=DIGEST).order_by("pk")
    return {notice.person: notice for notice in rows}


def test_who_leads(house):
    make_delegation(house["acting"], house["part"], MONDAY.date(), MONDAY.date() + 3 * DAY)
    led = leaders_on(MONDAY.date())
    assert led == {
        house["head"].pk: {house["division"].pk},
        house["deputy"].pk: {house["division"].pk},
        house["acting"].pk: {house["part"].pk},
    }
    assert house["acting"].pk not in leaders_on(MONDAY.date() + 3 * DAY)


def test_off_the_roll_a_delegation_is_nothing(house):
    make_delegation(house["acting"], house["part"], MONDAY.date(), None)
    Membership.objects.filter(person=house["acting"]).update(valid_to=MONDAY.date())
    assert house["acting"].pk not in leaders_on(MONDAY.date())


def test_of_units_below_one_another_the_topmost_counts(house):
    from intranet.organisation.frames import Frame

    tree = Frame(MONDAY.date()).tree
    units = {house[name].pk for name in ("division", "part", "other")}
    assert topmost(units, tree) == [house["division"].pk, house["other"].pk]
    assert topmost({10_000_000}, tree) == []


def test_head_deputy_and_acting_head_are_told_about_their_unit(house, provider, everybody, tell):
    make_delegation(house["acting"], house["part"], MONDAY.date(), None)
    done = {house["head"].pk: Progress(State.DONE)}
    duty = provider.add(everybody, title="Cùng hiểu", progress=done)

    tell()

    found = digests()
    assert set(found) == {house["head"], house["deputy"], house["acting"]}
    (line,) = found[house["head"]].facts["lines"]
    assert (line["assigned"], line["done"], line["not_started"]) == (3, 1, 2)
    assert line["url"] == f"/bao-cao/test/{duty.key}/{house['division'].pk}/"
    (line,) = found[house["acting"]].facts["lines"]
    assert (line["assigned"], line["done"], line["not_started"]) == (1, 0, 1)


def test_letter_and_notice_once_a_week(house, provider, everybody, tell):
    provider.add(everybody)
    head = house["head"]
    head.user.email = "truong@so.example"
    head.user.save()
    for hour in range(-9, 9 * 24, 5):
        tell(MONDAY + hour * HOUR)
    weeks = Notice.objects.filter(person=head, rung=DIGEST).order_by("pk")
    assert [notice.duty_key for notice in weeks] == ["2026-11-16", "2026-11-23", "2026-11-30"]
    letters = Letter.objects.filter(person=head, kind="digest")
    assert letters.count() == 2
    assert "/bao-cao/test/1/" in letters[0].text
    assert "Mở danh sách: http" in letters[0].text
    assert ">Mở danh sách</a>" in letters[0].html
    assert f"{timezone.localtime(weeks[2].created_at):%H:%M %d/%m/%Y}" in letters[0].text
    assert "Phòng A" in letters[0].subject


def test_not_before_monday_morning(house, provider, everybody, tell):
    provider.add(everybody)
    tell(MONDAY - 3 * DAY)
    Notice.objects.all().delete()
    tell(MONDAY.replace(hour=6, minute=50))
    assert digests() == {}
    tell(MONDAY.replace(hour=7))
    assert len(digests()) == 2


def test_after_a_standstill_over_monday_it_comes_later(house, provider, everybody, tell):
    provider.add(everybody)
    tell(MONDAY - 3 * DAY)
    tell(MONDAY + 2 * DAY)
    assert {notice.duty_key for notice in digests().values()} == {"2026-11-23"}


def test_what_is_due_first_stands_first_with_when_it_closes(house, provider, everybody, tell):
    provider.add(everybody, title="Không hạn")
    provider.add(everybody, title="Sau", due_at=MONDAY + 9 * DAY)
    provider.add(everybody, title="Trước", due_at=MONDAY + DAY, closes_at=MONDAY + 2 * DAY)
    tell()
    lines = digests()[house["head"]].facts["lines"]
    assert [line["title"] for line in lines] == ["Trước", "Sau", "Không hạn"]
    assert [line["closes_at"] for line in lines] == [(MONDAY + 2 * DAY).isoformat(), None, None]


@pytest.mark.parametrize("window", [{"closes_at": MONDAY - DAY}, {"opens_at": MONDAY + DAY}])
def test_what_does_not_run_is_left_out(house, provider, everybody, tell, window):
    provider.add(everybody, **window)
    tell()
    assert digests() == {}


def test_where_everybody_is_done_nothing_is_said(house, provider, everybody, tell):
    people = Membership.objects.values_list("person_id", flat=True)
    provider.add(everybody, progress={pk: Progress(State.DONE) for pk in people})
    tell()
    assert digests() == {}
    assert Round.objects.get().digest_for == MONDAY.date()


def test_it_can_be_switched_off_for_all_and_for_oneself(house, provider, everybody, rules, tell):
    provider.add(everybody)
    head = house["head"]
    head.user.email = "truong@so.example"
    head.user.save()
    ReminderPreference.objects.create(person=head, digest_by_email=False)
    tell()
    assert head in digests()
    assert not Letter.objects.filter(person=head, kind="digest").exists()
    rules(sends_digest=False)
    tell(MONDAY + 7 * DAY)
    assert digests()[head].duty_key == "2026-11-23"


def test_statements_do_not_grow_with_units_and_heads(house, provider, everybody, rules, sql):
    from intranet.notices.digest import tell_leaders
    from intranet.notices.models import ReminderRules

    for _ in range(2):
        provider.add(everybody)

    def act():
        Notice.objects.all().delete()
        tell_leaders(Round(slot=MONDAY), ReminderRules(), MONDAY)

    def grow():
        for _ in range(20):
            make_person(make_unit("", house["department"]), role=MembershipRole.HEAD)

    sql.flat(act, grow, maximum=18)
