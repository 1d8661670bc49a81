"""Files of a page cost three statements, those for session and account among them.

The same people and pages show that a file follows its page: who may open the one may have the
other, whatever decides about it.
"""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import GroupPagePermission

from intranet.accounts.roles import EDITORS
from intranet.organisation.models import Audience, StaffCategory, SuccessionKind
from intranet.pages.files.bindings import bind_collection
from tests.factories import (
    make_audience,
    make_person,
    make_succession,
    make_unit,
    make_user,
)
from tests.factories_pages import (
    make_campaign,
    make_document,
    make_image,
    make_information,
    make_news,
    make_policy,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
YESTERDAY = datetime.date.today() - datetime.timedelta(days=1)
LAST_YEAR = YESTERDAY - datetime.timedelta(days=365)
TOMORROW = YESTERDAY + datetime.timedelta(days=2)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _asked_once_per_process():
    """Django asks SQLite once whether it knows JSON."""
    assert connection.features.supports_json_field


@pytest.fixture
def units():
    """A department with a room, and with rooms that are no more."""
    department = make_unit("Sở")
    room = make_unit("Phòng", department)
    merged = make_unit("Phòng đã nhập", department, valid_to=YESTERDAY)
    older = make_unit("Phòng cũ hơn", department, valid_to=LAST_YEAR)
    ended = make_unit("Phòng đã giải thể", department, valid_to=YESTERDAY)
    standing = make_unit("Phòng còn", department)
    other = make_unit("Đơn vị khác")
    make_succession(older, merged, LAST_YEAR)
    make_succession(merged, room, YESTERDAY)
    make_succession(ended, None, YESTERDAY, SuccessionKind.DISSOLVE)
    make_succession(standing, other, LAST_YEAR, SuccessionKind.TRANSFER)
    make_succession(ended, other, TOMORROW)
    return {
        "department": department,
        "room": room,
        "merged": merged,
        "older": older,
        "ended": ended,
        "standing": standing,
        "other": other,
    }


@pytest.fixture
def people(units):
    contract = make_person(
        units["room"], user=True, staff_category=StaffCategory.CONTRACT_WORKER
    ).user
    return {
        "head office": make_person(units["department"], user=True).user,
        "room": make_person(units["room"], user=True).user,
        "contract worker": contract,
        "standing": make_person(units["standing"], user=True).user,
        "other": make_person(units["other"], user=True).user,
        "gone": make_person(units["room"], user=True, valid_to=YESTERDAY).user,
        "not yet": make_person(units["room"], user=True, valid_from=TOMORROW).user,
        "off the roll": make_user(),
    }


DEPARTMENT = {"head office", "room", "contract worker", "standing"}
AUDIENCES = {
    "everybody": ({}, DEPARTMENT | {"other"}),
    "a unit with all below": ({"units": ["department"]}, DEPARTMENT),
    "a unit": ({"units": ["room"]}, {"room", "contract worker"}),
    "two units": ({"units": ["room", "other"]}, {"room", "contract worker", "other"}),
    "a category": ({"categories": ["contract_worker"]}, {"contract worker"}),
    "a category of another unit": (
        {"units": ["other"], "categories": ["contract_worker"]},
        set(),
    ),
    "a closed unit": ({"units": ["merged"]}, {"room", "contract worker"}),
    "a chain of closed units": ({"units": ["older"]}, {"room", "contract worker"}),
    "a dissolved unit": ({"units": ["ended"]}, set()),
    "a unit that handed over a part": ({"units": ["standing"]}, {"standing"}),
    "nobody": ({"units": []}, set()),
}


def audience_of(name, units):
    chosen = AUDIENCES[name][0]
    if not chosen:
        return Audience.objects.everybody()
    return make_audience(
        *(units[key] for key in chosen.get("units", [])), categories=chosen.get("categories", ())
    )


def addresses_of(page):
    """A document, a picture and a size of it in the collection of the page."""
    collection = bind_collection(page=page, user=None).collection
    image = make_image(collection=collection)
    return [
        make_document(collection=collection).url,
        image.file.url,
        image.get_rendition("width-100").url,
    ]


@pytest.mark.parametrize("name", AUDIENCES)
def test_three_statements_whoever_the_page_is_for(client, site, units, people, sql, name):
    expected = AUDIENCES[name][1]
    page = make_information(site.guidance, audience=audience_of(name, units))
    addresses = addresses_of(page)
    for who, user in people.items():
        client.force_login(user)
        assert (client.get(page.url).status_code == 200) == (who in expected), who
        for address in addresses:
            if who in expected:
                with sql.count(maximum=3):
                    assert client.get(address).status_code == 200, who
            else:
                assert client.get(address).status_code == 404, who


@pytest.mark.parametrize("make", [make_news, make_policy, make_campaign])
def test_three_statements_for_each_type_of_page(client, site, units, people, sql, make):
    page = make(site.news, audience=make_audience(units["room"]))
    client.force_login(people["room"])
    for address in addresses_of(page):
        with sql.count(maximum=3):
            assert client.get(address).status_code == 200
    client.force_login(people["other"])
    for address in addresses_of(page):
        assert client.get(address).status_code == 404


def test_the_home_page_is_for_whoever_is_signed_in(client, site, people, sql):
    site.home.audience = make_audience()
    site.home.save()
    addresses = addresses_of(site.home)
    client.force_login(people["off the roll"])
    for address in addresses:
        with sql.count(maximum=3):
            assert client.get(address).status_code == 200
    client.logout()
    assert client.get(addresses[0]).status_code == 302


def test_one_statement_for_strangers_where_the_page_is_open(client, site, units, sql):
    page = make_information(site.public, audience=make_audience(units["room"]))
    for address in addresses_of(page):
        with sql.count(maximum=1):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["editor", "superuser"])
@pytest.mark.parametrize("is_live", [True, False])
def test_three_statements_for_who_may_change_the_page(client, site, units, sql, role, is_live):
    page = make_information(site.guidance, audience=make_audience(units["room"]))
    addresses = addresses_of(page)
    user = make_user(is_superuser=role == "superuser")
    if role == "editor":
        user.groups.add(Group.objects.get(name=EDITORS))
    if not is_live:
        page.unpublish()
    client.force_login(user)
    for address in addresses:
        with sql.count(maximum=3):
            assert client.get(address).status_code == 200


class TestRarerRights:
    """Who may only add pages, or approve this one: Wagtail is asked, in statements of its own."""

    @pytest.fixture
    def adder(self, site):
        user, group = make_user(), Group.objects.create(name="Cộng tác viên")
        GroupPagePermission.objects.create(
            group=group,
            page=site.guidance,
            permission=Permission.objects.get(codename="add_page"),
        )
        user.groups.add(group)
        return user

    def test_the_own_page_is_five_because_wagtail_asks_its_rights_itself(
        self, client, site, units, adder, sql
    ):
        page = make_information(site.guidance, audience=make_audience(units["room"]), owner=adder)
        addresses = addresses_of(page)
        client.force_login(adder)
        for address in addresses:
            with sql.count(maximum=5):
                assert client.get(address).status_code == 200

    def test_the_page_of_somebody_else_is_not_theirs(self, client, site, units, adder):
        page = make_information(site.guidance, audience=make_audience(units["room"]))
        client.force_login(adder)
        for address in addresses_of(page):
            assert client.get(address).status_code == 404

    def test_a_right_to_change_other_pages_opens_nothing_here(self, client, site, units, adder):
        group = adder.groups.get()
        change = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page=site.news, permission=change)
        page = make_information(site.guidance, audience=make_audience(units["room"]))
        client.force_login(adder)
        for address in addresses_of(page):
            assert client.get(address).status_code == 404


def test_the_cost_does_not_grow_with_the_organisation(client, site, units, people, sql):
    page = make_information(site.guidance, audience=make_audience(units["older"]))
    address = addresses_of(page)[0]
    client.force_login(people["room"])

    def grow():
        for number in range(5):
            closed = make_unit(f"Phòng thêm {number}", units["department"], valid_to=YESTERDAY)
            make_succession(closed, units["room"], YESTERDAY)
            make_person(units["room"], user=True)
            make_document(collection=bind_collection(page=page, user=None).collection)
            make_information(site.guidance, audience=make_audience(closed, units["other"]))

    sql.flat(lambda: client.get(address), grow, maximum=3)
