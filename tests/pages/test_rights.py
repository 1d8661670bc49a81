"""Who may read which page: one table for the address and for every list."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.organisation.models import MembershipRole
from intranet.pages.models import InformationPage, NewsPage, SectionPage
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_information, make_news, make_policy, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

STRANGER = "stranger"
OFF_THE_ROLL = "account off the roll"
OF_A = "member of A"
BELOW_A = "member of a unit below A"
HEAD_ABOVE = "head of the department above"
OF_B = "member of B"
EDITOR = "editor in B"
OFFICER = "Office in B"
DIRECTOR = "Director in B"
IT = "IT officer in B"
SUPERUSER = "superuser off the roll"


@pytest.fixture
def people():
    sync_roles()
    department = make_unit("Sở")
    a, b = make_unit("Phòng A", department), make_unit("Phòng B", department)
    below = make_unit("Tổ thuộc phòng A", a)

    def in_group(name: str) -> User:
        user = make_person(b, user=True).user
        user.groups.add(Group.objects.get(name=name))
        return user

    return {
        "a": a,
        STRANGER: None,
        OFF_THE_ROLL: make_user(),
        OF_A: make_person(a, user=True).user,
        BELOW_A: make_person(below, user=True).user,
        HEAD_ABOVE: make_person(department, role=MembershipRole.HEAD, user=True).user,
        OF_B: make_person(b, user=True).user,
        EDITOR: in_group(EDITORS),
        OFFICER: in_group(OFFICE),
        DIRECTOR: in_group(LEADERSHIP),
        IT: in_group(IT_OFFICERS),
        SUPERUSER: make_user(is_superuser=True),
    }


@pytest.fixture
def pages(people):
    site = make_site()
    only_a = make_audience(people["a"])
    nobody = make_audience()
    closed = SectionPage(title="Đã đóng", slug="da-dong", is_public=True, live=False)
    site.home.add_child(instance=closed)
    return {
        "home": site.home,
        "for everybody": make_policy(site.policies),
        "for A": make_news(site.news, audience=only_a),
        "for nobody": make_news(site.news, audience=nobody),
        "draft": make_news(site.news, live=False),
        "public": make_information(site.public, audience=only_a),
        "public section": site.public,
        "public draft": make_information(site.public, live=False),
        "public but withdrawn with its section": make_information(closed, audience=only_a),
    }


ON_THE_ROLL = {OF_A, BELOW_A, HEAD_ABOVE, OF_B, EDITOR, OFFICER, DIRECTOR, IT}
SIGNED_IN = ON_THE_ROLL | {OFF_THE_ROLL, SUPERUSER}
WRITERS = {EDITOR, OFFICER, SUPERUSER}

READERS = {
    "home": SIGNED_IN,
    "for everybody": ON_THE_ROLL | WRITERS,
    "for A": {OF_A, BELOW_A} | WRITERS,
    "for nobody": WRITERS,
    "draft": set(),
    "public": SIGNED_IN | {STRANGER},
    "public section": SIGNED_IN | {STRANGER},
    "public draft": set(),
    "public but withdrawn with its section": {OF_A, BELOW_A} | WRITERS,
}
PEOPLE = [STRANGER, *sorted(SIGNED_IN)]


@pytest.mark.parametrize("person", PEOPLE)
def test_addresses(client, people, pages, person):
    if people[person]:
        client.force_login(people[person])

    answers = {name: client.get(page.url).status_code for name, page in pages.items()}

    closed = 404 if people[person] else 302
    expected = {name: 200 if person in readers else closed for name, readers in READERS.items()}
    assert answers == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_lists_show_no_more_than_addresses(client, people, pages, person):
    """Writers see in lists what is addressed to them; the rest they find in the admin."""
    user = people[person] or client.get("/").wsgi_request.user
    listed = {
        page.pk
        for model in (NewsPage, InformationPage, SectionPage)
        for page in model.objects.visible_to(user)
    }
    expected = {name for name, readers in READERS.items() if person in readers and name != "home"}
    if person in WRITERS:
        expected -= {"for A", "for nobody", "public but withdrawn with its section"}
    expected -= {"for everybody"}  # a policy, of another model
    names = {name for name, page in pages.items() if page.pk in listed and name != "home"}
    assert names == expected


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete"])
def test_a_page_that_is_not_addressed_answers_no_method(client, people, pages, method):
    client.force_login(people[OF_B])
    assert getattr(client, method)(pages["for A"].url).status_code == 404
    client.logout()
    assert getattr(client, method)(pages["for A"].url).status_code == 302


def test_a_page_is_read_only(client, people, pages):
    client.force_login(people[OF_A])
    assert client.post(pages["for A"].url).status_code == 405


def test_not_addressed_withdrawn_and_never_there_look_alike(client, people, pages):
    client.force_login(people[OF_B])
    bodies = {
        client.get(path).content
        for path in (pages["for A"].url, "/tin-tuc/chua-tung-co/", "/tin-tuc/x/y/")
    }
    assert len(bodies) == 1


def test_a_page_that_is_not_one_of_ours_is_nobodys(client, people):
    site = make_site()
    site.home.add_child(instance=Page(title="Trang lạ", slug="trang-la"))
    client.force_login(people[SUPERUSER])
    assert client.get("/trang-la/").status_code == 404


def test_a_restriction_of_wagtail_is_no_second_rule(client, people, pages):
    from wagtail.models import PageViewRestriction

    page = pages["for everybody"]
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    client.force_login(people[OF_B])
    assert client.get(page.url).status_code == 200


def test_pages_stay_out_of_shared_caches(client, people, pages):
    client.force_login(people[OF_B])
    assert "private" in client.get(pages["for everybody"].url)["Cache-Control"]


def test_previews_are_for_writers(client, people, pages):
    address = f"/quan-tri/pages/{pages['draft'].pk}/view_draft/"
    pages["draft"].save_revision()
    client.force_login(people[EDITOR])
    assert client.get(address).status_code == 200
    client.force_login(people[OF_A])
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("count", [2, 20])
def test_asking_costs_the_same_for_a_long_list(people, sql, count):
    site = make_site()
    for _ in range(count):
        make_news(site.news)
    with sql.count(maximum=5):
        assert len(NewsPage.objects.visible_to(people[OF_A])) == count
