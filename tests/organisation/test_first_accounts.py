"""The IT officer gives out accounts by unit, and a new first password to one person."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.organisation.first_accounts.choices import Naming, Way, Who
from intranet.organisation.first_accounts.plan import plan
from intranet.organisation.first_accounts.services import Slip
from intranet.organisation.first_accounts.views import SLIPS_ON_A_SHEET, sheets
from intranet.organisation.models import Person
from tests.factories import PASSWORD, make_person, make_unit, make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/cap-tai-khoan/"


@pytest.fixture
def officer(client):
    make_site()
    sync_roles()
    user = make_user("quantri")
    user.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(user)
    return user


def chosen(unit, who=Who.WITHOUT, naming=Naming.NAME, way=Way.SLIP):
    return f"{INDEX}?unit={unit.pk}&who={who}&naming={naming}&way={way}"


def passwords(response):
    return re.findall(r'class="typed">([^<]+)</dd>', response.text)


def test_slips_of_a_unit_with_all_below_it_open_the_door_once(client, officer):
    so = make_unit("Sở")
    phong = make_unit("Phòng Người có công", so)
    elsewhere = make_unit("Nơi khác")
    first = make_person(so, full_name="Trần Văn An")
    second = make_person(phong, full_name="Trịnh Vân An")
    make_person(elsewhere, full_name="Lê Thị Bình")
    has_account = make_person(phong, user=True)

    preview = client.get(chosen(so))
    assert "antv2" in preview.text
    assert has_account.full_name not in preview.text
    response = client.post(chosen(so), {"person": [first.pk, second.pk]})

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    found = passwords(response)
    assert found[::2] == ["antv", "antv2"]
    for person, password in zip((first, second), found[1::2], strict=True):
        person.refresh_from_db()
        assert person.user.check_password(password)
        assert person.user.must_change_password
    logged = ModelLogEntry.objects.filter(action="accounts.first_password_issued")
    assert {line.user for line in logged} == {officer}
    assert not any(found[1] in f"{line.data}{line.label}" for line in ModelLogEntry.objects.all())
    client.logout()
    signed_in = client.post("/dang-nhap/", {"username": "antv", "password": found[1]}, follow=True)
    assert signed_in.redirect_chain[-1][0] == reverse("first_password")


def test_only_who_is_ticked_gets_one(client, officer):
    unit = make_unit()
    people = [make_person(unit) for _ in range(3)]

    client.post(chosen(unit), {"person": [people[1].pk]})

    assert list(Person.objects.exclude(user=None).filter(memberships__unit=unit)) == [people[1]]


def test_nobody_outside_the_choice_can_be_slipped_in(client, officer):
    unit, elsewhere = make_unit(), make_unit()
    make_person(unit)
    outsider = make_person(elsewhere)

    response = client.post(chosen(unit), {"person": [outsider.pk]})

    assert response.status_code == 302
    outsider.refresh_from_db()
    assert outsider.user is None


def test_links_go_to_addresses_and_slips_to_the_others(client, officer):
    unit = make_unit()
    with_mail, without = make_person(unit), make_person(unit)
    Person.objects.filter(pk=with_mail.pk).update(work_email="hoa@so.example")

    response = client.post(chosen(unit, way=Way.LINK), {"person": [with_mail.pk, without.pk]})

    assert len(passwords(response)) == 2
    assert [message.to for message in mail.outbox] == [["hoa@so.example"]]
    with_mail.refresh_from_db()
    assert with_mail.user.email == "hoa@so.example"
    assert not with_mail.user.has_usable_password()


def test_staff_codes_name_accounts_too(officer):
    unit = make_unit()
    person = make_person(unit)

    (line,) = plan(unit=unit, who=Who.WITHOUT, naming=Naming.CODE, way=Way.SLIP).lines

    assert line.username == person.staff_code.lower()


def test_what_was_never_used_is_given_again_and_nothing_else(client, officer):
    unit = make_unit()
    unused, used, imported = make_person(unit), make_person(unit, user=True), make_person(unit)
    client.post(chosen(unit), {"person": [unused.pk]})
    unused.refresh_from_db()
    old = unused.user.password
    User.objects.filter(pk=used.user_id).update(last_login=timezone.now())
    bare = User(username="tu-danh-sach")
    bare.set_unusable_password()
    bare.save()
    Person.objects.filter(pk=imported.pk).update(user=bare)

    again = plan(unit=unit, who=Who.UNUSED, naming=Naming.NAME, way=Way.SLIP).lines
    without = plan(unit=unit, who=Who.WITHOUT, naming=Naming.NAME, way=Way.SLIP).lines
    assert [line.person for line in again] == [unused]
    assert [(line.person, line.username) for line in without] == [(imported, "tu-danh-sach")]
    client.post(chosen(unit, who=Who.UNUSED), {"person": [unused.pk, used.pk]})

    unused.user.refresh_from_db()
    assert unused.user.password != old
    used.user.refresh_from_db()
    assert used.user.check_password(PASSWORD)


def test_one_person_gets_a_new_one_with_a_reason(client, officer):
    person = make_person(make_unit("Phòng Trẻ em"), user=True)
    address = f"{INDEX}{person.user_id}/cap-lai/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"way": "slip"}).context["form"].errors
    assert client.post(address, {"way": "link", "reason": "Quên"}).context["form"].errors

    response = client.post(address, {"way": "slip", "reason": "Quên, đã gặp trực tiếp"})

    username, password = passwords(response)
    assert "Phòng Trẻ em" in response.text
    person.user.refresh_from_db()
    assert person.user.username == username
    assert person.user.check_password(password)
    line = ModelLogEntry.objects.get(action="accounts.first_password_issued")
    assert line.data["reason"] == "Quên, đã gặp trực tiếp"


def test_a_superuser_and_oneself_are_out_of_reach(client, officer):
    for account in (make_user("goc", is_superuser=True), officer):
        before = account.password
        address = f"{INDEX}{account.pk}/cap-lai/"
        for response in (
            client.get(address),
            client.post(address, {"way": "slip", "reason": "Thử"}),
        ):
            assert response.status_code in (302, 403)
        account.refresh_from_db()
        assert account.password == before


@pytest.mark.parametrize(
    ("role", "expected"),
    [(None, 403), (LEADERSHIP, 403), (EDITORS, 302), (OFFICE, 302), (IT_OFFICERS, 200)],
)
def test_who_may(client, role, expected):
    make_site()
    sync_roles()
    user = make_user()
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    other = make_person(make_unit(), user=True)

    for address in (INDEX, f"{INDEX}{other.user_id}/cap-lai/"):
        assert client.get(address).status_code == expected
    client.post(f"{INDEX}{other.user_id}/cap-lai/", {"way": "slip", "reason": "Thử"})
    other.user.refresh_from_db()
    assert other.user.must_change_password is (role == IT_OFFICERS)


def test_a_password_typed_in_the_admin_is_a_first_one_too(client, officer):
    account = make_user("hoa")
    fields = {"username": "hoa", "email": "hoa@so.example", "first_name": "Hoa", "is_active": "on"}
    new = "mat-khau-go-tay-2026"

    client.post(
        reverse("wagtailusers_users:edit", args=[account.pk]),
        {**fields, "password1": new, "password2": new},
    )

    account.refresh_from_db()
    assert account.check_password(new)
    assert account.must_change_password


def test_the_preview_costs_the_same_at_any_size(client, officer, sql):
    unit = make_unit()
    make_person(unit)

    sql.flat(
        lambda: client.get(chosen(unit)),
        lambda: [make_person(unit) for _ in range(20)],
        maximum=40,
    )


class TestRounds:
    """More people than slips in a round: the screen leads from one round to the next."""

    @pytest.fixture(autouse=True)
    def _small_rounds(self, monkeypatch):
        monkeypatch.setattr("intranet.organisation.first_accounts.plan.MOST_AT_ONCE", 2)

    def give(self, client, address):
        """Give out to everybody on the screen; the slips, and where the next round is."""
        people = re.findall(r'name="person" value="([0-9]+)"', client.get(address).text)
        response = client.post(address, {"person": people})
        following = re.search(r'class="next" href="([^"]+)"', response.text)
        return response, html.unescape(following[1]) if following else ""

    @pytest.mark.parametrize("who", [Who.WITHOUT, Who.UNUSED])
    def test_everybody_gets_one_and_nobody_two(self, client, officer, who):
        unit = make_unit()
        people = [make_person(unit) for _ in range(5)]
        address = chosen(unit, who=Who.WITHOUT)
        if who == Who.UNUSED:
            while address:
                _response, address = self.give(client, address)
            address = chosen(unit, who=Who.UNUSED)
        names, said = [], []
        while address:
            response, address = self.give(client, address)
            names += passwords(response)[::2]
            said.append(re.findall(r"[0-9]+/[0-9]+ người", response.text))
        assert len(names) == len(set(names)) == len(people)
        assert said == [["2/5 người"], ["4/5 người"], []]

    def test_the_next_screen_says_how_far_it_is(self, client, officer):
        unit = make_unit()
        for _ in range(5):
            make_person(unit)
        _response, address = self.give(client, chosen(unit))
        assert "2/5 người" in client.get(address).text

    @pytest.mark.parametrize(
        "query", ["&bat-dau=x&tong=5", "&bat-dau=2026-01-01&tong=5", "&tong=x"]
    )
    def test_an_odd_address_is_a_first_round(self, client, officer, query):
        unit = make_unit()
        make_person(unit)
        assert "tien-do" not in client.get(chosen(unit) + query).text


def test_the_log_of_the_person_tells_too(client, officer):
    unit = make_unit()
    person = make_person(unit)
    client.post(chosen(unit), {"person": [person.pk]})
    line = ModelLogEntry.objects.for_instance(person).get(action="organisation.account_given")
    person.refresh_from_db()
    assert line.user == officer
    assert person.user.username in line.message


def test_each_unit_begins_on_a_sheet_of_its_own():
    slips = [Slip(str(number), "A" if number < 9 else "B", "x", "y") for number in range(12)]

    assert [len(sheet) for sheet in sheets(slips)] == [SLIPS_ON_A_SHEET, 1, 3]
