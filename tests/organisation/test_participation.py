"""The count of a duty: who is on the roll of the cut-off, in which unit, how far."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Mod

from intranet.organisation.duties import Progress, State
from intranet.organisation.models import (
    Excuse,
    Exemption,
    ExemptionReason,
    Membership,
    Person,
    StaffCategory,
    Unit,
    UnitKind,
    UnitPeriod,
)
from intranet.organisation.participation import UNPLACED, participation, people
from intranet.organisation.progress import Counts
from tests.factories import (
    LONG_AGO,
    make_audience,
    make_person,
    make_succession,
    make_unit,
)
from tests.organisation.counting import own_counts, rows_of, total_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def at(day: datetime.date, hour: int = 17) -> datetime.datetime:
    """A moment of the day in Vietnam."""
    return datetime.datetime.combine(day, datetime.time(hour), HANOI)


@pytest.fixture
def department():
    return make_unit("Sở", kind=UnitKind.DEPARTMENT)


def test_each_person_is_counted_in_the_own_unit_and_in_all_above(department, provider, everybody):
    room = make_unit("Phòng A", department)
    group = make_unit("Tổ 1", room)
    boss = make_person(department)
    clerk = make_person(room)
    make_person(group)
    duty = provider.add(
        everybody,
        progress={boss.pk: Progress(State.PASSED, 90.0), clerk.pk: Progress(State.IN_PROGRESS)},
    )

    count = participation(duty, moment=NOW)

    assert [(row.node.name, row.depth) for row in count.rows] == [
        ("Sở", 0),
        ("Phòng A", 1),
        ("Tổ 1", 2),
    ]
    top, middle, leaf = count.rows
    assert own_counts(duty, department, moment=NOW) == Counts(
        assigned=1, done=1, passed=1, score_sum=90.0, score_count=1
    )
    assert own_counts(duty, room, moment=NOW) == Counts(assigned=1, in_progress=1)
    assert middle.total == Counts(assigned=2, in_progress=1, not_started=1)
    assert leaf.total == Counts(assigned=1, not_started=1)
    assert top.total == count.total
    assert count.total.assigned == 3
    assert count.total.average == 90.0
    assert count.total.share(count.total.done) == pytest.approx(100 / 3)


def test_nobody_asked_has_no_share_and_no_average(department, provider):
    duty = provider.add(make_audience(make_unit("Phòng trống", department)))

    total = participation(duty, moment=NOW).total

    assert total == Counts()
    assert total.share(0) is None
    assert total.average is None


def test_a_unit_is_seen_with_the_way_to_it_and_what_stands_below(department, provider, everybody):
    room = make_unit("Phòng A", department)
    make_unit("Phòng B", department)
    make_unit("Tổ 1", room)
    figures = participation(provider.add(everybody), moment=NOW)

    view = figures.view(room.pk)

    assert view.row.node.name == "Phòng A"
    assert [row.node.name for row in view.path] == ["Sở", "Phòng A"]
    assert [row.node.name for row in view.children] == ["Tổ 1"]
    assert [row.node.name for row in figures.tops()] == ["Sở"]
    assert figures.view(999_999) is None


@pytest.mark.parametrize(
    ("moment", "unit"),
    [
        pytest.param(at(TODAY - 11 * DAY), "old", id="before the move"),
        pytest.param(at(TODAY - 10 * DAY), "new", id="on the day of the move"),
        pytest.param(at(TODAY + 30 * DAY), "new", id="long after the closing"),
    ],
)
def test_a_moved_person_counts_once_in_the_unit_of_the_cut_off(
    department, provider, everybody, moment, unit
):
    units = {"old": make_unit("Cũ", department), "new": make_unit("Mới", department)}
    moved_on = TODAY - 10 * DAY
    person = make_person(units["old"], valid_to=moved_on)
    Membership.objects.create(person=person, unit=units["new"], valid_from=moved_on)
    duty = provider.add(everybody, closes_at=at(TODAY))

    count = participation(duty, moment=moment)

    assert count.total.assigned == 1
    assert own_counts(duty, units[unit], moment=moment).assigned == 1


def test_the_roll_is_that_of_the_closing_not_of_today(department, provider, everybody):
    make_person(department, valid_to=TODAY - 5 * DAY)
    duty = provider.add(everybody, closes_at=at(TODAY - 6 * DAY))

    count = participation(duty, moment=NOW)

    assert count.cut_off == duty.closes_at
    assert count.total.assigned == 1


def test_the_day_of_the_cut_off_is_the_day_in_vietnam(department, provider, everybody):
    make_person(department, valid_from=TODAY)
    just_after_midnight = datetime.datetime.combine(TODAY, datetime.time(0, 30), HANOI)
    duty = provider.add(everybody)

    count = participation(duty, moment=just_after_midnight.astimezone(datetime.UTC))

    assert count.total.assigned == 1


def test_what_closes_at_midnight_counts_by_the_day_that_ends_then(department, provider, everybody):
    new_year = TODAY - 5 * DAY
    old = make_unit("Cũ", department, valid_to=new_year)
    new = make_unit("Mới", department, valid_from=new_year)
    person = make_person(old, valid_to=new_year)
    Membership.objects.create(person=person, unit=new, valid_from=new_year)
    make_person(new, valid_from=new_year)
    duty = provider.add(everybody, closes_at=at(new_year, hour=0))

    figures = participation(duty, moment=NOW)

    assert total_of(figures, old) == figures.total == Counts(assigned=1, not_started=1)
    assert total_of(figures, new) is None


def test_a_second_post_counts_nowhere(department, provider, everybody):
    room = make_unit("Phòng A", department)
    person = make_person(department)
    Membership.objects.create(person=person, unit=room, valid_from=LONG_AGO, is_primary=False)

    duty = provider.add(everybody)

    assert own_counts(duty, room, moment=NOW) == Counts()
    assert participation(duty, moment=NOW).total.assigned == 1


def test_the_excused_stand_outside_the_assigned_even_if_they_took_part(
    department, provider, everybody
):
    on_leave = make_person(department)
    make_person(department)
    duty = provider.add(everybody, progress={on_leave.pk: Progress(State.PASSED, 100.0)})
    Exemption.objects.create(
        duty_kind=duty.kind, duty_key=duty.key, person=on_leave, reason=ExemptionReason.LEAVE
    )
    other = provider.add(everybody)

    assert participation(duty, moment=NOW).total == Counts(assigned=1, excused=1, not_started=1)
    assert participation(other, moment=NOW).total == Counts(assigned=2, not_started=2)


@pytest.mark.parametrize(
    ("joined_on", "excused"),
    [
        (LONG_AGO, 0),
        (TODAY - 3 * DAY, 0),
        (TODAY - 2 * DAY, 1),
        (TODAY, 1),
    ],
)
def test_who_joined_after_the_last_day_is_excused(
    department, provider, everybody, joined_on, excused
):
    make_person(department, valid_from=joined_on)
    duty = provider.add(everybody, due_at=at(TODAY - 3 * DAY))

    assert participation(duty, moment=NOW).total.excused == excused


def test_who_only_moved_after_the_last_day_is_not_excused(department, provider, everybody):
    room = make_unit("Phòng A", department)
    person = make_person(department, valid_to=TODAY - DAY)
    Membership.objects.create(person=person, unit=room, valid_from=TODAY - DAY)
    duty = provider.add(everybody, due_at=at(TODAY - 3 * DAY))

    assert own_counts(duty, room, moment=NOW) == Counts(assigned=1, not_started=1)


def test_the_audience_narrows_by_unit_and_category(department, provider):
    room = make_unit("Phòng A", department)
    group = make_unit("Tổ 1", room)
    make_person(department)
    make_person(room, staff_category=StaffCategory.CONTRACT_WORKER)
    make_person(group)
    make_person(group, staff_category=StaffCategory.CONTRACT_WORKER)

    by_unit = provider.add(make_audience(room))
    by_category = provider.add(make_audience(categories=[StaffCategory.CONTRACT_WORKER]))
    by_both = provider.add(make_audience(room, categories=[StaffCategory.CIVIL_SERVANT]))
    by_nothing = provider.add(make_audience())

    assert participation(by_unit, moment=NOW).total.assigned == 3
    assert participation(by_category, moment=NOW).total.assigned == 2
    assert participation(by_both, moment=NOW).total.assigned == 1
    assert participation(by_nothing, moment=NOW).total.assigned == 0


def test_a_closed_unit_resolves_to_its_successors_at_the_cut_off(department, provider):
    closed_on = TODAY - 10 * DAY
    old = make_unit("Cũ", department, valid_to=closed_on)
    new = make_unit("Mới", department, valid_from=closed_on)
    make_succession(old, new, closed_on)
    person = make_person(old, valid_to=closed_on)
    Membership.objects.create(person=person, unit=new, valid_from=closed_on)
    duty = provider.add(make_audience(old))

    before = participation(duty, moment=at(closed_on - DAY))
    after = participation(duty, moment=NOW)

    assert total_of(before, old).assigned == 1
    assert total_of(after, new).assigned == 1
    assert total_of(after, old) is None


def test_people_of_a_unit_that_is_gone_stand_in_a_row_of_their_own(department, provider, everybody):
    gone = make_unit("Đã giải thể", department, valid_to=TODAY - DAY)
    make_person(gone, full_name="Trần Thị Bơ Vơ")
    duty = provider.add(everybody)

    count = participation(duty, moment=NOW)

    assert count.total.assigned == 1
    assert count.rows[-1].node.id == UNPLACED
    assert count.view(UNPLACED).row.total == Counts(assigned=1, not_started=1)
    assert [row.person.full_name for row in people(duty, moment=NOW)] == ["Trần Thị Bơ Vơ"]


def test_the_roster_says_why_somebody_is_excused(department, provider, everybody):
    on_leave = make_person(department, full_name="Nguyễn Văn An")
    late = make_person(department, full_name="Nguyễn Văn Bình", valid_from=TODAY)
    asked = make_person(department, full_name="Nguyễn Văn Cường")
    duty = provider.add(everybody, due_at=at(TODAY - DAY))
    Exemption.objects.create(
        duty_kind=duty.kind, duty_key=duty.key, person=on_leave, reason=ExemptionReason.LEAVE
    )

    assert dict(people(duty, moment=NOW).values_list("person", "excused")) == {
        on_leave.pk: Excuse.LEAVE,
        late.pk: Excuse.JOINED_LATE,
        asked.pk: "",
    }


def test_names_and_figures_agree(department, provider):
    """Whoever is listed is counted, with the same state, and nobody else is."""
    rooms = [make_unit(f"Phòng {number}", department) for number in range(4)]
    asked = [make_person(rooms[number % 4]) for number in range(20)]
    progress = {
        person.pk: Progress(State(number % 4), 10.0 * number, NOW)
        for number, person in enumerate(asked[:15])
    }
    duty = provider.add(make_audience(*rooms[:3]), progress=progress)

    figures = participation(duty, moment=NOW)
    for room in rooms:
        states = [row[4] for row in rows_of(duty, moment=NOW) if row[1] == room.pk]
        own = total_of(figures, room)
        assert own.assigned == len(states)
        assert own.in_progress == states.count(State.IN_PROGRESS)
        assert own.done == sum(state >= State.DONE for state in states)
        assert own.passed == states.count(State.PASSED)


def fill(units: int, people: int) -> None:
    """Add units below one another, ten to each, and people spread over them, by plain SQL."""
    start = Unit.objects.count()
    made = Unit.objects.bulk_create(
        Unit(code=f"lon-{start + number}", kind=UnitKind.DIVISION, valid_from=LONG_AGO)
        for number in range(units)
    )
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=unit,
            name=f"Đơn vị {number}",
            parent=made[number // 10 - 1] if number >= 10 else None,
            valid_from=LONG_AGO,
        )
        for number, unit in enumerate(made)
    )
    first = Person.objects.count()
    numbers = (
        f"WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL "
        f"SELECT n + 1 FROM numbers WHERE n < {first + people - 1})"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_person (staff_code, full_name, work_email, phone,"
            f" is_sample, search_name, sort_name) {numbers}"
            " SELECT 'L-' || n, 'Người ' || n, '', '', false, '', '' FROM numbers"
        )
        cursor.execute(
            "INSERT INTO organisation_membership (person_id, unit_id, role, staff_category,"
            " position_title, is_primary, valid_from)"
            f" SELECT id, {made[0].pk} + id %% {units}, 'member', 'civil_servant', '', true, %s"
            " FROM organisation_person p WHERE NOT EXISTS"
            " (SELECT 1 FROM organisation_membership m WHERE m.person_id = p.id)",
            [LONG_AGO],
        )
        cursor.execute("ANALYZE")  # as the database does by itself when it has grown this much


def half_have_passed(duty, moment):
    """Standings that name nobody one by one: everybody with an even id has passed."""
    even = Person.objects.annotate(odd=Mod("pk", 2)).filter(odd=0).order_by()
    return even.values(
        person_id=F("pk"),
        reached=Value(State.PASSED.value),
        percent=Value(80.0),
        reached_at=Value(None, DateTimeField()),
    )


def test_the_same_statements_for_ten_units_and_for_a_thousand(provider, everybody, sql):
    fill(units=10, people=300)
    duty = provider.add(everybody, due_at=at(TODAY))

    with sql.count(maximum=6) as small:
        assert participation(duty, moment=NOW).total.assigned == 300
    fill(units=990, people=99_700)
    provider.standings = half_have_passed
    with sql.count(maximum=6) as large:
        count = participation(duty, moment=NOW)

    assert len(large) == len(small)
    assert (count.total.assigned, count.total.passed) == (100_000, 50_000)
    assert len(count.rows) == 1000


def test_a_closed_unit_in_the_audience_costs_one_more_statement_and_no_more(
    department, provider, sql
):
    rooms = [make_unit("Cũ", department, valid_to=TODAY) for _ in range(10)]
    for room in rooms:
        make_succession(room, department, TODAY)
    make_person(department)
    duty = provider.add(make_audience(*rooms), due_at=at(TODAY))

    with sql.count(maximum=6):
        assert participation(duty, moment=NOW).total.assigned == 1
