"""Who may read what, and who may see whose participation: tables of (person, expected)."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from intranet.accounts.models import User
from intranet.organisation.models import (
    Audience,
    Membership,
    MembershipRole,
    StaffCategory,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitPeriod,
)
from intranet.organisation.participation import participation
from intranet.organisation.permissions import (
    VIEW_FIGURES,
    VIEW_NAMES,
    audience_ids_of,
    can_view_participation,
    led_unit_ids,
    person_of,
    sees_figures,
    sees_names,
    visible_units,
)
from tests.factories import (
    LONG_AGO,
    make_audience,
    make_delegation,
    make_person,
    make_succession,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def units():
    """Sở ─ A ─ (A1, A2); B beside A."""
    top = make_unit("Sở", kind=UnitKind.DEPARTMENT)
    room = make_unit("A", top)
    return {
        "top": top,
        "A": room,
        "A1": make_unit("A1", room),
        "A2": make_unit("A2", room),
        "B": make_unit("B", top),
    }


@pytest.fixture
def people(units):
    """An account for each kind of person the table names."""
    today = timezone.localdate()
    away = make_person(units["B"], user=True)
    Membership.objects.create(
        person=away,
        unit=units["A"],
        role=MembershipRole.HEAD,
        is_primary=False,
        valid_from=LONG_AGO,
    )
    return {
        "anonymous": AnonymousUser(),
        "account without a person": make_user(),
        "member of A": make_person(units["A"], user=True).user,
        "focal point of A": make_person(
            units["A"], role=MembershipRole.FOCAL_POINT, user=True
        ).user,
        "head of A": make_person(units["A"], role=MembershipRole.HEAD, user=True).user,
        "deputy of A1": make_person(units["A1"], role=MembershipRole.DEPUTY, user=True).user,
        "member of B heading A besides": away.user,
        "head of A until yesterday": make_person(
            units["A"], role=MembershipRole.HEAD, user=True, valid_to=today
        ).user,
        "head of A from tomorrow": make_person(
            units["A"], role=MembershipRole.HEAD, user=True, valid_from=today + DAY
        ).user,
        "in charge of A": delegated(units["B"], units["A"], today - DAY, today + DAY),
        "in charge of A until yesterday": delegated(units["B"], units["A"], LONG_AGO, today - DAY),
        "in charge of A from tomorrow": delegated(
            units["B"], units["A"], today + DAY, today + 9 * DAY
        ),
        "in charge of A1, heading B": delegated(
            units["B"], units["A1"], today, today + DAY, role=MembershipRole.HEAD
        ),
        "in charge of A2, off the roll": delegated(None, units["A2"], today, today + DAY),
        "head of the department": make_person(
            units["top"], role=MembershipRole.HEAD, user=True
        ).user,
        "Director": make_user(permissions=[VIEW_FIGURES]),
        "Office": make_user(permissions=[VIEW_FIGURES, VIEW_NAMES]),
    }


def delegated(own, led, start, end, **person):
    """The account of somebody of one unit who is delegated to lead another one."""
    somebody = make_person(own, user=True, **person)
    make_delegation(somebody, led, start, end)
    return somebody.user


NOTHING: tuple[str, ...] = ()
ALL = ("A", "A1", "A2", "B", "top")
RIGHTS = [
    # who, units with figures, units with names
    ("anonymous", NOTHING, NOTHING),
    ("account without a person", NOTHING, NOTHING),
    ("member of A", NOTHING, NOTHING),
    ("focal point of A", NOTHING, NOTHING),
    ("head of A", ("A", "A1", "A2"), ("A", "A1", "A2")),
    ("deputy of A1", ("A1",), ("A1",)),
    ("member of B heading A besides", ("A", "A1", "A2"), ("A", "A1", "A2")),
    ("head of A until yesterday", NOTHING, NOTHING),
    ("head of A from tomorrow", NOTHING, NOTHING),
    ("in charge of A", ("A", "A1", "A2"), ("A", "A1", "A2")),
    ("in charge of A until yesterday", NOTHING, NOTHING),
    ("in charge of A from tomorrow", NOTHING, NOTHING),
    ("in charge of A1, heading B", ("A1", "B"), ("A1", "B")),
    ("in charge of A2, off the roll", NOTHING, NOTHING),
    ("head of the department", ALL, ALL),
    ("Director", ALL, NOTHING),
    ("Office", ALL, ALL),
]


@pytest.mark.parametrize(("who", "figures", "names"), RIGHTS)
def test_figures_and_names(units, people, who, figures, names):
    user = people[who]
    tree = UnitPeriod.objects.tree_on(timezone.localdate())
    code = {unit.pk: name for name, unit in units.items()}

    assert sorted(code[pk] for pk in visible_units(user, tree)) == sorted(figures)
    paths = {code[pk]: [node.id for node in tree.path(pk)] for pk in code}
    assert sorted(name for name in paths if sees_figures(user, paths[name])) == sorted(figures)
    assert sorted(name for name in paths if sees_names(user, paths[name])) == sorted(names)
    assert can_view_participation(user) is bool(figures)


def test_a_unit_is_led_on_that_day_only(units, people):
    former = people["head of A until yesterday"]

    assert led_unit_ids(former) == set()
    assert led_unit_ids(AnonymousUser()) == set()
    with time_machine.travel(timezone.now() - DAY):
        assert led_unit_ids(former) == {units["A"].pk}


def test_who_leads_the_successor_leads_the_closed_units_it_took_over(units):
    """Old was merged into older, older into A; B took a function from A1, which goes on."""
    today = timezone.localdate()
    oldest, older, later = (
        make_unit(name, valid_to=end)
        for name, end in [("1", today - DAY), ("2", today), ("3", None)]
    )
    make_succession(oldest, older, today - DAY)
    make_succession(older, units["A"], today)
    make_succession(units["A1"], units["B"], today - DAY, SuccessionKind.TRANSFER)
    make_succession(later, units["B"], today + DAY)
    Unit.objects.filter(pk=later.pk).update(valid_to=today + DAY)

    def led(unit):
        return led_unit_ids(make_person(unit, role=MembershipRole.HEAD, user=True).user)

    assert led(units["A"]) == {units["A"].pk, older.pk, oldest.pk}
    assert led(units["B"]) == {units["B"].pk}
    assert led(units["top"]) == {units["top"].pk}


def test_a_unit_added_below_is_seen_and_one_moved_away_is_not(units, people):
    head = people["head of A"]
    UnitPeriod.objects.filter(unit=units["A2"]).update(parent=units["B"])
    added = make_unit("A3", units["A1"])
    tree = UnitPeriod.objects.tree_on(timezone.localdate())

    assert visible_units(head, tree) == {units["A"].pk, units["A1"].pk, added.pk}


def test_rights_cost_no_statement_twice(units, people, sql):
    head = User.objects.get(pk=people["head of A"].pk)
    tree = UnitPeriod.objects.tree_on(timezone.localdate())
    can_view_participation(head)
    with sql.count(maximum=1):
        assert sees_figures(head, [node.id for node in tree.path(units["A1"].pk)])
        assert not sees_names(head, [node.id for node in tree.path(units["B"].pk)])
    with sql.count(maximum=0):
        can_view_participation(head)
        led_unit_ids(head)
        visible_units(head, tree)


@pytest.fixture
def audiences(units):
    """An audience of each kind."""
    return {
        "everybody": Audience.objects.everybody(),
        "A": make_audience(units["A"]),
        "B": make_audience(units["B"]),
        "contract workers": make_audience(categories=[StaffCategory.CONTRACT_WORKER]),
        "contract workers of A": make_audience(
            units["A"], categories=[StaffCategory.CONTRACT_WORKER]
        ),
        "nobody": make_audience(),
    }


def names_of(audiences, user) -> set[str]:
    """Names of the audiences that the account belongs to."""
    ids = audience_ids_of(user)
    return {name for name, audience in audiences.items() if audience.pk in ids}


def test_audiences_of_people(units, audiences):
    worker = StaffCategory.CONTRACT_WORKER
    expected = [
        (AnonymousUser(), set()),
        (make_user(), set()),
        (make_user(is_superuser=True), set()),
        (make_person(user=True).user, set()),
        (make_person(units["A"], user=True, valid_to=timezone.localdate()).user, set()),
        (make_person(units["top"], user=True).user, {"everybody"}),
        (make_person(units["A"], user=True).user, {"everybody", "A"}),
        (make_person(units["A2"], user=True).user, {"everybody", "A"}),
        (
            make_person(units["A1"], user=True, staff_category=worker).user,
            {"everybody", "A", "contract workers", "contract workers of A"},
        ),
        (
            make_person(units["B"], user=True, staff_category=worker).user,
            {"everybody", "B", "contract workers"},
        ),
    ]
    for user, belongs_to in expected:
        assert names_of(audiences, user) == belongs_to, user


def test_who_is_addressed_is_counted_and_the_other_way_round(units, audiences, provider):
    today = timezone.localdate()
    closed = make_unit("Cũ", units["top"], valid_to=today)
    make_succession(closed, units["B"], today)
    audiences["closed unit"] = make_audience(closed)
    people = [
        make_person(unit, user=True, staff_category=category)
        for unit in [*units.values(), closed]
        for category in (StaffCategory.CIVIL_SERVANT, StaffCategory.CONTRACT_WORKER)
    ]
    for name, audience in audiences.items():
        addressed = sum(audience.pk in audience_ids_of(person.user) for person in people)
        counted = participation(provider.add(audience), moment=timezone.now()).total.assigned
        assert counted == addressed, name


@pytest.mark.parametrize(
    ("with_units", "closed", "maximum"), [(False, False, 2), (True, False, 3), (True, True, 4)]
)
def test_statements_for_the_audiences_of_a_person(units, sql, with_units, closed, maximum):
    person = make_person(units["A"], user=True)
    for _ in range(20):
        make_audience(categories=[StaffCategory.CIVIL_SERVANT])
    if with_units:
        make_audience(units["A"], units["B"])
    if closed:
        make_audience(make_unit("Cũ", valid_to=timezone.localdate()))
    user = User.objects.get(pk=person.user.pk)

    with sql.count(maximum=maximum):
        audience_ids_of(user)
    with sql.count(maximum=0):
        audience_ids_of(user)


def test_person_audiences_and_led_units_share_one_statement(units, sql):
    person = make_person(units["A"], role=MembershipRole.HEAD, user=True)
    user = User.objects.get(pk=person.user.pk)
    with sql.count(maximum=1):
        assert person_of(user) == person
        assert person_of(user) == person
        assert not can_view_participation(AnonymousUser())
    with sql.count(maximum=1):
        assert audience_ids_of(user)
    assert person_of(AnonymousUser()) is None
    assert person_of(make_user()) is None


def test_a_person_who_has_left_is_still_the_person_behind_the_account(units):
    person = make_person(units["A"], user=True, valid_to=timezone.localdate())
    assert person_of(person.user) == person
    assert audience_ids_of(person.user) == []
