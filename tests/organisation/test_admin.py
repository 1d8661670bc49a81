"""The admin screens of units, people, audiences and exemptions."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.organisation.models import (
    Audience,
    AudienceKind,
    Exemption,
    ExemptionReason,
    Membership,
    MembershipRole,
    Person,
    StaffCategory,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitPeriod,
)
from tests.factories import make_audience, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db

START = datetime.date(2026, 1, 1)
MIDDLE = datetime.date(2026, 6, 1)
LATER = datetime.date(2026, 9, 1)


@pytest.fixture
def roles():
    sync_roles()


@pytest.fixture
def it_officer(client, roles):
    """A signed-in IT officer."""
    return signed_in(client, IT_OFFICERS)


@pytest.fixture
def office(client, roles):
    """A signed-in member of the Office."""
    return signed_in(client, OFFICE)


def signed_in(client, group):
    """Sign in an account of the group."""
    user = make_user()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    client.user = user
    return client


def shown(day: datetime.date | None) -> str:
    """A day as people type it."""
    return f"{day:%d/%m/%Y}" if day else ""


def period_data(row=None, **values):
    """The fields of one name and place as a browser sends them."""
    data = {
        "id": "",
        "name": "Phòng Một",
        "short_name": "",
        "parent": "",
        "position": 1,
        "valid_from": START,
        "valid_to": None,
        **values,
    }
    if row is not None:
        data["id"] = row.pk
    return data | {name: shown(data[name]) for name in ("valid_from", "valid_to")}


def unit_data(*periods, successions=(), initial=0, **values):
    """The fields of the unit form as a browser sends them."""
    data = {"code": "mot", "kind": UnitKind.DIVISION, "valid_from": START, "valid_to": None}
    data |= values
    data |= {name: shown(data[name]) for name in ("valid_from", "valid_to")}
    return nested_form_data(
        {
            **data,
            "periods": inline_formset(periods, initial=initial, min=1),
            "successions": inline_formset(successions),
        }
    )


def membership_data(unit, row=None, **values):
    """The fields of one membership as a browser sends them."""
    data = {
        "id": row.pk if row else "",
        "unit": unit.pk,
        "role": MembershipRole.MEMBER,
        "staff_category": StaffCategory.CIVIL_SERVANT,
        "position_title": "",
        "valid_from": START,
        "valid_to": None,
        "is_primary": "on",
        **values,
    }
    return data | {name: shown(data[name]) for name in ("valid_from", "valid_to")}


def person_data(*memberships, initial=0, **values):
    """The fields of the person form as a browser sends them."""
    return nested_form_data(
        {
            "full_name": "Nguyễn Thị Ánh",
            "staff_code": "NV-1",
            "work_email": "",
            "phone": "",
            "user": "",
            **values,
            "memberships": inline_formset(memberships, initial=initial),
        }
    )


def errors_of(response, rows):
    """What the form says below the fields of its rows."""
    formset = response.context["form"].formsets[rows]
    return [message for form in formset for field in form.errors.values() for message in field]


SCREENS = [
    "don-vi:index",
    "don-vi:add",
    "nguoi:index",
    "nguoi:add",
    "doi-tuong:index",
    "doi-tuong:add",
    "mien:index",
    "mien:add",
    "chon-nguoi:choose",
    "chon-doi-tuong:choose",
]
ROLL = {"don-vi:index", "don-vi:add", "nguoi:index", "nguoi:add"}
AUDIENCES = {"doi-tuong:index", "doi-tuong:add", "mien:index", "mien:add"}
# The dialogues are open to everybody in the admin, as Wagtail has it: editors choose an audience.
CHOOSERS = {"chon-nguoi:choose", "chon-doi-tuong:choose"}


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        (IT_OFFICERS, ROLL | CHOOSERS),
        (OFFICE, AUDIENCES | CHOOSERS),
        (EDITORS, {"doi-tuong:index"} | CHOOSERS),
        (None, set()),
    ],
)
def test_who_may_open_which_screen(client, roles, group, allowed):
    if group:
        signed_in(client, group)
    opened = {name for name in SCREENS if client.get(reverse(name)).status_code == 200}
    assert opened == allowed


class TestUnits:
    """The tree, and a unit with its names and places."""

    def test_the_tree_of_a_day_with_heads_and_people(self, it_officer):
        top = make_unit("Sở Lao động", kind=UnitKind.DEPARTMENT)
        room = make_unit("Phòng Người có công", top)
        make_unit("Phòng đã đóng", top, valid_to=START)
        make_person(room, role=MembershipRole.HEAD, full_name="Lê Viết Sơn")
        make_person(room)

        today = it_officer.get(reverse("don-vi:index")).content.decode()
        before = it_officer.get(reverse("don-vi:index"), {"ngay": "2025-01-01"}).content.decode()

        assert today.index("Sở Lao động") < today.index("Phòng Người có công")
        assert "Lê Viết Sơn" in today
        assert "2 người" in today
        assert "Phòng đã đóng" not in today
        assert "Phòng đã đóng" in before

    @pytest.mark.parametrize("day", ["2025-02-30", "hôm qua", "", "9999-99-99"])
    def test_a_day_that_is_none_shows_today(self, it_officer, day):
        response = it_officer.get(reverse("don-vi:index"), {"ngay": day})
        assert response.context["day"] == timezone.localdate()

    def test_the_tree_takes_the_same_statements_at_any_size(self, it_officer, sql):
        def grow():
            for _ in range(10):
                make_person(make_unit(parent=make_unit()), role=MembershipRole.HEAD)

        grow()
        sql.flat(lambda: it_officer.get(reverse("don-vi:index")), grow)

    def test_adding_a_unit(self, it_officer):
        top = make_unit("Sở")
        rename = SuccessionKind.RENAME
        data = unit_data(
            period_data(parent=top.pk),
            successions=[
                {"kind": rename, "successor": top.pk, "effective_on": "01/02/2026", "decision": ""}
            ],
        )

        response = it_officer.post(reverse("don-vi:add"), data)

        unit = Unit.objects.get(code="mot")
        assert response.status_code == 302
        assert str(unit) == "Phòng Một"
        assert unit.periods.get().parent == top
        assert unit.successions.get().successor == top

    def test_a_unit_that_succeeds_itself_is_refused(self, it_officer):
        unit = make_unit("Phòng Một")
        data = unit_data(
            period_data(unit.periods.get(), valid_from=unit.valid_from),
            successions=[
                {
                    "kind": SuccessionKind.MERGE,
                    "successor": unit.pk,
                    "effective_on": "01/02/2026",
                    "decision": "",
                }
            ],
            initial=1,
            valid_from=unit.valid_from,
        )

        response = it_officer.post(reverse("don-vi:edit", args=[unit.pk]), data)

        assert errors_of(response, "successions") == ["Đơn vị không thể kế tục chính mình."]
        assert not unit.successions.exists()

    def test_a_unit_without_a_name_is_refused(self, it_officer):
        response = it_officer.post(reverse("don-vi:add"), unit_data())
        assert response.status_code == 200
        assert not Unit.objects.exists()

    @pytest.mark.parametrize(
        ("spans", "is_sound"),
        [
            ([(START, None)], True),
            ([(START, MIDDLE), (MIDDLE, None)], True),
            ([(MIDDLE, None), (START, MIDDLE)], True),
            ([(START, None), (MIDDLE, None)], False),
            ([(START, LATER), (MIDDLE, None)], False),
            ([(START, MIDDLE), (LATER, None)], False),
            ([(MIDDLE, None)], False),
            ([(START, MIDDLE)], False),
        ],
    )
    def test_names_must_follow_one_another(self, it_officer, spans, is_sound):
        rows = [period_data(valid_from=start, valid_to=end) for start, end in spans]
        response = it_officer.post(reverse("don-vi:add"), unit_data(*rows))
        assert (response.status_code == 302) is is_sound
        assert Unit.objects.exists() is is_sound
        if not is_sound:
            assert errors_of(response, "periods")

    @pytest.mark.parametrize("boundary", [datetime.date(2026, 3, 1), LATER])
    def test_the_day_of_a_renaming_can_be_moved_either_way(self, it_officer, boundary):
        unit = Unit.objects.create(code="mot", kind=UnitKind.DIVISION, valid_from=START)
        first = UnitPeriod.objects.create(
            unit=unit, name="Cũ", valid_from=START, valid_to=MIDDLE, position=1
        )
        second = UnitPeriod.objects.create(unit=unit, name="Mới", valid_from=MIDDLE, position=1)
        data = unit_data(
            period_data(first, name="Cũ", valid_to=boundary),
            period_data(second, name="Mới", valid_from=boundary),
            initial=2,
        )

        response = it_officer.post(reverse("don-vi:edit", args=[unit.pk]), data)

        assert response.status_code == 302
        spans = UnitPeriod.objects.filter(unit=unit).values_list("pk", "valid_from", "valid_to")
        assert set(spans) == {(first.pk, START, boundary), (second.pk, boundary, None)}

    def test_a_circle_is_refused_for_a_new_line_too(self, it_officer):
        unit = make_unit("Trên", valid_from=START)
        below = make_unit("Dưới", unit, valid_from=START)
        period = unit.periods.get()
        data = unit_data(
            period_data(period, name="Trên", valid_to=MIDDLE),
            period_data(name="Trên", valid_from=MIDDLE, parent=below.pk),
            initial=1,
            code=unit.code,
        )

        response = it_officer.post(reverse("don-vi:edit", args=[unit.pk]), data)

        assert response.status_code == 200
        assert any("01/06/2026" in message for message in errors_of(response, "periods"))

    @pytest.mark.parametrize("what", ["a person", "a unit", "nothing"])
    def test_only_an_empty_unit_is_closed(self, it_officer, what):
        unit = make_unit("Phòng Một", valid_from=START)
        if what == "a person":
            make_person(unit)
        if what == "a unit":
            make_unit("Tổ còn lại", unit, valid_from=START)
        period = period_data(unit.periods.get())
        data = unit_data(period, initial=1, code=unit.code, valid_to=MIDDLE)

        response = it_officer.post(reverse("don-vi:edit", args=[unit.pk]), data)

        unit.refresh_from_db()
        assert unit.valid_to == (MIDDLE if what == "nothing" else None)
        if what != "nothing":
            assert response.context["form"].errors["valid_to"]

    def test_units_and_people_are_never_deleted(self, it_officer, admin_client):
        unit = make_unit()
        person = make_person()
        for client in (it_officer, admin_client):
            for url in (
                reverse("don-vi:delete", args=[unit.pk]),
                reverse("nguoi:delete", args=[person.pk]),
            ):
                client.post(url)
        edit = it_officer.get(reverse("don-vi:edit", args=[unit.pk])).content.decode()
        assert Unit.objects.filter(pk=unit.pk).exists()
        assert Person.objects.filter(pk=person.pk).exists()
        assert reverse("don-vi:delete", args=[unit.pk]) not in edit
        assert "Đóng đơn vị" in edit


class TestPeople:
    """The list, the search and a person with memberships."""

    def test_the_list_stands_in_order_and_says_where_people_are(self, it_officer):
        room = make_unit("Phòng Người có công")
        make_person(room, full_name="Võ Văn Đức")
        make_person(room, full_name="Bùi Thị Ánh", role=MembershipRole.HEAD)
        make_person(full_name="Cao Văn Dũng")

        page = it_officer.get(reverse("nguoi:index")).content.decode()

        assert page.index("Bùi Thị Ánh") < page.index("Cao Văn Dũng") < page.index("Võ Văn Đức")
        assert "Phòng Người có công" in page
        assert "Trưởng đơn vị" in page

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("anh bui", {"Bùi Thị Ánh"}),
            ("ÁNH", {"Bùi Thị Ánh"}),
            ("duc", {"Võ Văn Đức"}),
            ("an", {"Bùi Thị Ánh"}),
            ("uc", set()),
            ("nv", {"Bùi Thị Ánh", "Võ Văn Đức"}),
            ("không có ai", set()),
        ],
    )
    def test_the_search_ignores_marks_and_order(self, it_officer, search, found):
        make_person(full_name="Bùi Thị Ánh")
        make_person(full_name="Võ Văn Đức")
        response = it_officer.get(reverse("nguoi:index"), {"q": search})
        assert {person.full_name for person in response.context["object_list"]} == found

    def test_people_of_a_unit_with_all_below_it(self, it_officer):
        room = make_unit("Phòng")
        make_person(room, full_name="Trong phòng")
        make_person(make_unit("Tổ", room), full_name="Trong tổ")
        make_person(make_unit("Khác"), full_name="Nơi khác")
        response = it_officer.get(reverse("nguoi:index"), {"unit": room.pk})
        names = {person.full_name for person in response.context["object_list"]}
        assert names == {"Trong phòng", "Trong tổ"}

    def test_the_list_takes_the_same_statements_at_any_size(self, it_officer, sql):
        def grow():
            for _ in range(10):
                make_person(make_unit())

        grow()
        sql.flat(lambda: it_officer.get(reverse("nguoi:index")), grow)

    def test_moving_somebody(self, it_officer):
        old, new = make_unit("Cũ"), make_unit("Mới")
        person = make_person(old, valid_from=START)
        data = person_data(
            membership_data(old, person.memberships.get(), valid_to=MIDDLE),
            membership_data(new, valid_from=MIDDLE),
            initial=1,
            staff_code=person.staff_code,
        )

        response = it_officer.post(reverse("nguoi:edit", args=[person.pk]), data)

        assert response.status_code == 302
        rows = Membership.objects.filter(person=person).order_by("valid_from")
        assert list(rows.values_list("unit", "valid_from", "valid_to")) == [
            (old.pk, START, MIDDLE),
            (new.pk, MIDDLE, None),
        ]

    def test_two_primary_memberships_at_once_are_refused_at_the_later_line(self, it_officer):
        unit = make_unit()
        data = person_data(membership_data(unit), membership_data(unit, valid_from=MIDDLE))
        response = it_officer.post(reverse("nguoi:add"), data)
        first, second = response.context["form"].formsets["memberships"].forms
        assert not first.errors
        assert "01/01/2026" in second.errors["valid_from"][0]
        assert not Person.objects.exists()

    def test_a_second_post_beside_the_primary_one_is_allowed(self, it_officer):
        unit = make_unit()
        besides = membership_data(make_unit(), valid_from=MIDDLE)
        del besides["is_primary"]
        data = person_data(membership_data(unit), besides)
        assert it_officer.post(reverse("nguoi:add"), data).status_code == 302
        assert Membership.objects.count() == 2

    @pytest.mark.parametrize(
        ("days", "is_deleted"), [(-400, False), (-1, False), (0, True), (1, True)]
    )
    def test_a_membership_that_was_in_force_is_ended_and_not_deleted(
        self, it_officer, days, is_deleted
    ):
        """Deleting is for what was entered by mistake: today, or for a day to come."""
        begins = timezone.localdate() + datetime.timedelta(days=days)
        unit = make_unit(valid_from=datetime.date(2020, 1, 1))
        person = make_person(unit, valid_from=begins)
        row = membership_data(unit, person.memberships.get(), valid_from=begins, DELETE="on")
        data = person_data(row, initial=1, staff_code=person.staff_code)

        response = it_officer.post(reverse("nguoi:edit", args=[person.pk]), data)

        assert person.memberships.exists() != is_deleted
        if not is_deleted:
            (form,) = response.context["form"].formsets["memberships"].forms
            assert "bằng chứng" in form.errors["valid_to"][0]
            assert form["DELETE"].value() in ("", False)

    def test_a_later_day_typed_along_with_it_makes_it_no_mistake(self, it_officer):
        unit = make_unit()
        person = make_person(unit, valid_from=START)
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        row = membership_data(unit, person.memberships.get(), valid_from=tomorrow, DELETE="on")
        data = person_data(row, initial=1, staff_code=person.staff_code)
        it_officer.post(reverse("nguoi:edit", args=[person.pk]), data)
        assert person.memberships.get().valid_from == START

    def test_a_day_before_all_history_is_refused(self, it_officer):
        unit = make_unit()
        person = make_person(unit)
        long_ago = datetime.date(1206, 1, 1)
        data = person_data(
            membership_data(unit, person.memberships.get()),
            membership_data(unit, valid_from=long_ago, valid_to=START),
            initial=1,
            staff_code=person.staff_code,
        )

        response = it_officer.post(reverse("nguoi:edit", args=[person.pk]), data)

        assert "01/01/1900" in errors_of(response, "memberships")[0]
        assert person.memberships.count() == 1

    def test_a_membership_of_a_closed_unit_can_still_be_saved(self, it_officer):
        closed = make_unit("Đã đóng", valid_to=MIDDLE)
        person = make_person(closed, valid_from=START, valid_to=MIDDLE)
        data = person_data(
            membership_data(closed, person.memberships.get(), valid_to=MIDDLE),
            initial=1,
            staff_code=person.staff_code,
        )
        assert it_officer.post(reverse("nguoi:edit", args=[person.pk]), data).status_code == 302


class TestAudiences:
    """Whom a page or a duty is for."""

    def test_units_and_categories(self, office):
        unit = make_unit()
        data = {
            "name": "Công chức phòng Một",
            "units": [unit.pk],
            "staff_categories": [StaffCategory.CIVIL_SERVANT],
        }
        assert office.post(reverse("doi-tuong:add"), data).status_code == 302
        audience = Audience.objects.get(name="Công chức phòng Một")
        assert audience.kind == AudienceKind.CHOSEN
        assert list(audience.units.all()) == [unit]
        assert audience.staff_categories == [StaffCategory.CIVIL_SERVANT]

    def test_chosen_and_empty_is_refused(self, office):
        response = office.post(reverse("doi-tuong:add"), {"name": "Không ai"})
        assert response.context["form"].errors["units"]
        assert not Audience.objects.filter(name="Không ai").exists()

    def test_from_categories_to_units(self, office):
        audience = make_audience(categories=[StaffCategory.CIVIL_SERVANT])
        unit = make_unit()
        data = {"name": audience.name, "units": [unit.pk]}
        assert office.post(reverse("doi-tuong:edit", args=[audience.pk]), data).status_code == 302
        audience.refresh_from_db()
        assert audience.staff_categories == []
        assert list(audience.units.all()) == [unit]

    def test_everybody_has_a_name_only_and_stays(self, office):
        everybody = Audience.objects.everybody()
        edit = reverse("doi-tuong:edit", args=[everybody.pk])
        delete = reverse("doi-tuong:delete", args=[everybody.pk])

        page = office.get(edit).content.decode()
        office.post(edit, {"name": "Tất cả"})
        office.post(delete)

        everybody.refresh_from_db()
        assert 'name="units"' not in page
        assert delete not in page
        assert (everybody.name, everybody.kind) == ("Tất cả", AudienceKind.EVERYBODY)

    def test_the_dialogue_searches_by_name(self, office):
        make_audience(name="Lãnh đạo các phòng")
        make_audience(name="Viên chức")
        found = office.get(reverse("chon-doi-tuong:choose"), {"q": "LANH đạo"}).json()["html"]
        assert "Lãnh đạo các phòng" in found
        assert "Viên chức" not in found


class TestExemptions:
    """Who need not fulfil a duty."""

    @pytest.fixture
    def duty(self, provider, everybody):
        return provider.add(everybody, title="Bài kiểm tra số 1")

    def send(self, office, duty, person):
        return office.post(
            reverse("mien:add"),
            {
                "duty": f"{duty.kind}:{duty.key}",
                "person": person.pk,
                "reason": ExemptionReason.LEAVE,
                "note": "Nghỉ thai sản",
            },
        )

    def test_excusing_somebody_notes_who_did_it(self, office, duty):
        person = make_person(full_name="Bùi Thị Ánh")
        assert self.send(office, duty, person).status_code == 302
        exemption = Exemption.objects.get()
        assert (exemption.duty_kind, exemption.duty_key) == (duty.kind, duty.key)
        assert exemption.granted_by == office.user
        page = office.get(reverse("mien:index")).content.decode()
        assert "Bùi Thị Ánh" in page
        assert "Bài kiểm tra số 1" in page

    def test_twice_is_refused_in_words(self, office, duty):
        person = make_person()
        self.send(office, duty, person)
        response = self.send(office, duty, person)
        assert response.context["form"].errors["person"]
        assert Exemption.objects.count() == 1

    def test_the_person_is_chosen_in_the_dialogue(self, office):
        assert reverse("chon-nguoi:choose") in office.get(reverse("mien:add")).content.decode()

    def test_changing_and_taking_back(self, office, duty):
        self.send(office, duty, make_person())
        exemption = Exemption.objects.get()
        page = office.get(reverse("mien:edit", args=[exemption.pk]))
        assert page.context["form"].initial["duty"] == f"{duty.kind}:{duty.key}"
        office.post(reverse("mien:delete", args=[exemption.pk]))
        assert not Exemption.objects.exists()

    def test_the_dialogue_searches_people_without_marks(self, office):
        make_person(full_name="Bùi Thị Ánh")
        make_person(full_name="Võ Văn Đức")
        found = office.get(reverse("chon-nguoi:choose"), {"q": "anh"}).json()["html"]
        assert "Bùi Thị Ánh" in found
        assert "Võ Văn Đức" not in found
