"""The screens of reorganisation: four steps, a list, and who may."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.organisation.models import (
    ActKind,
    MembershipRole,
    ReorganisationAct,
    Unit,
    UnitPeriod,
)
from intranet.organisation.reorganisation import services
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.organisation.reorganisation.acting import carry_out, make_act, new_unit, post_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NAMESPACE = "sap-xep"
STEPS = ["act", "details", "people", "preview", "outcome", "discard"]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def it_officer(client):
    """A signed-in IT officer."""
    sync_roles()
    return signed_in(client, IT_OFFICERS)


def signed_in(client, group):
    user = make_user()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    client.user = user
    return client


def url(step, record=None):
    return reverse(f"{NAMESPACE}:{step}", args=[record.pk] if record else [])


def first_step(kind, day, *units, **values):
    """The fields of the first step as a browser sends them."""
    return {
        "kind": kind,
        "effective_on": f"{day:%d/%m/%Y}",
        "decision_number": "12/QĐ-UBND",
        "decision_on": "20/12/2024",
        "reason": "Sắp xếp đơn vị hành chính",
        "units": [unit.pk for unit in units],
        **values,
    }


class TestManyAtOnce:
    """People of a function go together: ticked one by one, or a whole unit."""

    @pytest.fixture
    def act(self, today):
        old, new = make_unit("Phòng Cũ"), make_unit("Phòng Mới")
        people = [make_person(old) for _ in range(3)]
        record = make_act(ActKind.TRANSFER, today + DAY, old, function="Trẻ em", targets=[new.pk])
        return SimpleNamespace(record=record, old=old, new=new, people=people)

    def press(self, client, act, **answers):
        data = {"rest": "0", "together": "1", **answers}
        return client.post(url("people", act.record), data)

    def went(self, act):
        act.record.refresh_from_db()
        return set(act.record.details.get("people", {}).values())

    def posts(self, act, *people):
        return [post_of(person, act.record.effective_on).pk for person in people]

    def test_ticked_people(self, it_officer, act):
        first, second, third = act.people
        ticked = self.posts(act, first, second)
        response = self.press(it_officer, act, ticked=ticked, together_to=act.new.pk)
        assert response.url == url("people", act.record)
        act.record.refresh_from_db()
        assert act.record.details["people"] == {str(post): act.new.pk for post in ticked}
        page = it_officer.get(response.url)
        assert "2 người: Phòng Mới" in page.text
        services.carry_out(record=act.record, user=it_officer.user)
        on_day = act.record.effective_on
        places = [post_of(person, on_day).unit for person in (first, second, third)]
        assert places == [act.new, act.new, act.old]

    def test_a_whole_unit(self, it_officer, act):
        self.press(it_officer, act, whole=[act.old.pk], together_to=act.new.pk)
        assert self.went(act) == {act.new.pk}
        assert len(act.record.details["people"]) == 3

    def test_what_was_said_of_others_stays(self, it_officer, act):
        (first, second) = self.posts(act, *act.people[:2])
        self.press(it_officer, act, ticked=[first], together_to=act.new.pk)
        answers = {f"to_{first}": str(act.new.pk)}
        self.press(it_officer, act, ticked=[second], together_to=act.new.pk, **answers)
        assert len(ReorganisationAct.objects.get().details["people"]) == 2

    def test_nobody_need_have_a_place_yet(self, it_officer, today):
        old, new = make_unit("Phòng Cũ"), make_unit("Phòng Mới")
        first, _second = make_person(old), make_person(old)
        record = make_act(ActKind.DISSOLVE, today + DAY, old, targets=[new.pk])
        act = SimpleNamespace(record=record)
        ticked = self.posts(act, first)
        response = self.press(it_officer, act, rest="", ticked=ticked, together_to=new.pk)
        assert response.status_code == 302
        going_on = it_officer.post(url("people", record), {"rest": ""})
        assert going_on.status_code == 200

    @pytest.mark.parametrize(
        "answers", [{}, {"together_to": "1"}, {"ticked": ["999999"]}, {"together_to": "-7"}]
    )
    def test_who_and_where_are_both_asked(self, it_officer, act, answers):
        response = self.press(it_officer, act, **answers)
        assert response.status_code == 200
        assert response.context["form"].errors
        assert self.went(act) == set()


@pytest.mark.parametrize(
    ("group", "is_allowed"),
    [(IT_OFFICERS, True), (OFFICE, False), (EDITORS, False), (LEADERSHIP, False), (None, False)],
)
def test_who_may(client, today, group, is_allowed):
    sync_roles()
    if group:
        signed_in(client, group)
    unit = make_unit("Phòng A")
    record = make_act(ActKind.RENAME, today, unit, name="Phòng B")
    addresses = [url("index"), url("add"), *(url(step, record) for step in STEPS)]
    opened = [address for address in addresses if client.get(address).status_code == 200]
    posted = client.post(url("preview", record), {"seen": ""})
    record.refresh_from_db()

    # A rename has no people: the step still answers, with nobody on it.
    assert opened == (addresses if is_allowed else [])
    assert posted.status_code in (302, 403)
    assert not record.is_done


def test_a_merger_step_by_step(it_officer, today):
    district = make_unit("Phòng LĐTBXH huyện Thạch Hà")
    old = make_unit("Phòng LĐTBXH huyện Lộc Hà")
    head = make_person(old, full_name="Trần Văn Đầu", role=MembershipRole.HEAD)
    make_person(old, full_name="Bùi Thị Ánh")
    leaver = make_person(old, full_name="Lê Thị Nghỉ")
    make_audience(old, name="Cán bộ Lộc Hà")
    day = today + DAY

    response = it_officer.post(url("add"), first_step(ActKind.MERGE, day, old))
    record = ReorganisationAct.objects.get()
    assert response.url == url("details", record)

    response = it_officer.post(response.url, {"target": district.pk})
    assert response.url == url("people", record)

    page = it_officer.get(response.url).content.decode()
    assert "Trần Văn Đầu" in page
    answers = {
        "rest": str(district.pk),
        f"to_{post_of(leaver, day).pk}": "leave",
        f"role_{post_of(head, day).pk}": MembershipRole.DEPUTY,
    }
    response = it_officer.post(response.url, answers)
    assert response.url == url("preview", record)

    shown = it_officer.get(response.url)
    page = shown.content.decode()
    for text in ("Trần Văn Đầu", "Cán bộ Lộc Hà", "Bùi Thị Ánh", "Lê Thị Nghỉ"):
        assert text in page
    seen = {"seen": shown.context["preview"].fingerprint}
    first = it_officer.post(response.url, seen)
    second = it_officer.post(response.url, seen)

    assert first.url == second.url == url("outcome", record)
    outcome = it_officer.get(first.url).content.decode()
    assert "Phòng LĐTBXH huyện Lộc Hà" in outcome
    assert post_of(head, day).role == MembershipRole.DEPUTY
    assert leaver.memberships.get().valid_to == day
    assert Unit.objects.get(pk=old.pk).valid_to == day
    assert ModelLogEntry.objects.filter(action="organisation.reorganise").count() == 1
    assert "Phòng LĐTBXH huyện Lộc Hà" in it_officer.get(url("index")).content.decode()


@pytest.mark.parametrize(
    ("kind", "details", "after"),
    [
        (ActKind.RENAME, {"name": "Phòng Mới", "short_name": "PM"}, ["Sở", "  Phòng Mới", "Khác"]),
        (ActKind.MOVE, {"parent": "other"}, ["Sở", "Khác", "  Phòng Cũ"]),
        (
            ActKind.MERGE,
            {"name": "Phòng Gộp", "kind": "division", "parent": "top"},
            ["Sở", "  Phòng Gộp", "Khác"],
        ),
        (
            ActKind.SPLIT,
            {"way": "stays", "names": "Phòng Ba; P3\n\nPhòng Tư"},
            ["Sở", "  Phòng Cũ", "  Phòng Ba", "  Phòng Tư", "Khác"],
        ),
        (
            ActKind.SPLIT,
            {"way": "ends", "names": "Phòng Ba\nPhòng Tư"},
            ["Sở", "  Phòng Ba", "  Phòng Tư", "Khác"],
        ),
        (ActKind.DISSOLVE, {}, ["Sở", "Khác"]),
        (
            ActKind.TRANSFER,
            {"function": "Giảm nghèo", "targets": ["other"]},
            ["Sở", "  Phòng Cũ", "Khác"],
        ),
    ],
)
def test_every_kind_through_the_screens(it_officer, today, kind, details, after):
    units = {"top": make_unit("Sở"), "other": make_unit("Khác")}
    room = make_unit("Phòng Cũ", units["top"])

    def ids(value):
        if isinstance(value, list):
            return [ids(item) for item in value]
        return units[value].pk if value in units else value

    it_officer.post(url("add"), first_step(kind, today, room))
    record = ReorganisationAct.objects.get()
    answers = {name: ids(value) for name, value in details.items()}
    response = it_officer.post(url("details", record), answers)
    assert response.status_code == 302, response.context["form"].errors
    assert it_officer.get(url("details", record)).status_code == 200
    if response.url == url("people", record):
        response = it_officer.post(response.url, {"rest": ""})
    shown = it_officer.get(response.url)
    assert shown.context["preview"].problems == []
    it_officer.post(response.url, {"seen": shown.context["preview"].fingerprint})

    found = UnitPeriod.objects.tree_on(today)
    assert [f"{'  ' * depth}{node.name}" for node, depth in found.walk()] == after


class TestErrors:
    """What is refused, in words."""

    def test_one_unit_only(self, it_officer, today):
        data = first_step(ActKind.RENAME, today, make_unit(), make_unit())
        response = it_officer.post(url("add"), data)
        assert response.context["form"].errors["units"]
        assert not ReorganisationAct.objects.exists()

    @pytest.mark.parametrize("both", [True, False])
    def test_a_merger_needs_one_target(self, it_officer, today, both):
        record = make_act(ActKind.MERGE, today, make_unit())
        data = {"target": make_unit().pk, "name": "Mới"} if both else {}
        response = it_officer.post(url("details", record), data)
        assert response.context["form"].errors["target"]

    @pytest.mark.parametrize("names", ["", " \n ;x", "Một", "\n".join("abcdefghijk")])
    def test_the_names_of_a_division(self, it_officer, today, names):
        record = make_act(ActKind.SPLIT, today, make_unit())
        response = it_officer.post(url("details", record), {"way": "ends", "names": names})
        assert response.context["form"].errors["names"]

    def test_everybody_needs_a_place(self, it_officer, today):
        unit = make_unit()
        person = make_person(unit)
        record = make_act(ActKind.DISSOLVE, today, unit, targets=[])
        response = it_officer.post(url("people", record), {"rest": ""})
        assert response.context["form"].errors[f"to_{post_of(person, today).pk}"]

    def test_a_problem_is_told_and_hides_the_button(self, it_officer, today):
        unit = make_unit("Phòng A")
        UnitPeriod.objects.filter(unit=unit).update(valid_to=today + DAY)
        UnitPeriod.objects.create(unit=unit, name="Phòng B", valid_from=today + DAY)
        record = make_act(ActKind.RENAME, today, unit, name="Phòng C")
        page = it_officer.get(url("preview", record)).content.decode()
        assert f"{today + DAY:%d/%m/%Y}" in page
        assert 'name="seen"' not in page

    def test_what_changed_since_is_shown_again(self, it_officer, today):
        unit, other = make_unit("Phòng A"), make_unit("Phòng B")
        record = make_act(ActKind.MERGE, today, unit, targets=[other.pk], rest=other.pk)
        seen = it_officer.get(url("preview", record)).context["preview"].fingerprint
        make_person(unit)
        response = it_officer.post(url("preview", record), {"seen": seen})
        record.refresh_from_db()
        assert response.url == url("preview", record)
        assert not record.is_done


class TestDrafts:
    """A draft can be changed and thrown away, an act carried out cannot."""

    def test_without_details_nothing_is_shown_or_done(self, it_officer, today):
        top = make_unit("Sở")
        record = make_act(ActKind.MOVE, today, make_unit("Phòng", top))
        for send in (it_officer.get, it_officer.post):
            assert send(url("preview", record)).url == url("details", record)

    def test_another_kind_begins_anew(self, it_officer, today):
        unit = make_unit()
        record = make_act(ActKind.RENAME, today, unit, name="Phòng Mới")
        it_officer.post(url("act", record), first_step(ActKind.RENAME, today + DAY, unit))
        record.refresh_from_db()
        assert record.details == {"name": "Phòng Mới"}
        it_officer.post(url("act", record), first_step(ActKind.DISSOLVE, today, unit))
        record.refresh_from_db()
        assert record.details == {}

    def test_people_stay_assigned_while_the_places_are_the_same(self, it_officer, today):
        unit, other, third = make_unit(), make_unit(), make_unit()
        record = make_act(ActKind.MERGE, today, unit, targets=[other.pk], rest=other.pk)
        it_officer.post(url("details", record), {"target": other.pk})
        record.refresh_from_db()
        assert record.details["rest"] == other.pk
        it_officer.post(url("details", record), {"target": third.pk})
        record.refresh_from_db()
        assert "rest" not in record.details

    def test_throwing_away(self, it_officer, today):
        draft = make_act(ActKind.RENAME, today, make_unit(), name="Phòng Mới")
        done = carry_out(ActKind.RENAME, today, make_unit(), name="Phòng Khác")
        for record in (draft, done):
            it_officer.post(url("discard", record))
        assert list(ReorganisationAct.objects.all()) == [done]

    def test_an_act_carried_out_is_only_read(self, it_officer, today):
        done = carry_out(ActKind.RENAME, today, make_unit(), name="Phòng Khác")
        for step in ("act", "details", "people", "preview"):
            assert it_officer.get(url(step, done)).url == url("outcome", done)
            assert it_officer.post(url(step, done)).url == url("outcome", done)


def test_statements_at_two_sizes(it_officer, today, sql):
    top = make_unit("Sở")
    target = make_unit("Đích", top)
    source = make_unit("Nguồn", top)
    make_audience(source)
    record = make_act(ActKind.MERGE, today, source, targets=[target.pk], rest=target.pk)

    def grow():
        for _ in range(5):
            make_person(source)
            unit = make_unit("", source)
            make_audience(unit)
            make_person(unit)
            act = make_act(
                ActKind.MERGE, today, unit, new_units=[new_unit("Gộp", parent=top)], rest=-1
            )
            act.units.add(make_unit())

    grow()
    sql.flat(lambda: it_officer.get(url("index")), grow)
    sql.flat(lambda: it_officer.get(url("people", record)), grow)
    sql.flat(lambda: it_officer.get(url("preview", record)), grow)
