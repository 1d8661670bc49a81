"""What stands around every page, and what answers when there is no page."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import checks
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Site

from intranet.accounts.backends import RolesBackend
from intranet.organisation.models import MembershipRole
from intranet.organisation.permissions import audience_ids_of
from intranet.pages.checks import page_types_are_complete
from intranet.pages.context_processors import Shell
from intranet.pages.models import Alert, NewsPage, SiteIdentity
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_news, make_section, make_site

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def site():
    return make_site()


def shell_for(user, path="/"):
    request = RequestFactory().get(path)
    request.user = RolesBackend().get_user(user.pk) if user else AnonymousUser()
    return Shell(request)


def make_alert(title, start, end=None, **fields):
    now = timezone.now()
    return Alert.objects.create(
        title=title, starts_at=now + start, ends_at=end and now + end, **fields
    )


def test_the_name_of_the_body_is_a_setting(site):
    SiteIdentity.objects.create(site=site.site, body_name="Sở Lao động", contact_line="Số 1")
    shell = shell_for(None)
    assert (shell.body_name, shell.contact_line) == ("Sở Lao động", "Số 1")
    assert shell.site_title


@pytest.mark.usefixtures("first_day")
def test_a_bare_database_has_a_frame_too(db):
    shell = shell_for(None)
    assert shell.body_name == ""
    assert shell.menu == []


def test_the_menu_has_the_sections_one_may_read_in_their_order(site):
    a, b = make_unit(), make_unit()
    make_section(site.home, "Chỉ phòng A", "phong-a", audience=make_audience(a))
    hidden = make_section(site.home, "Ngoài trình đơn", "an")
    hidden.show_in_menus = False
    hidden.save()

    def titles(user):
        return [item["title"] for item in shell_for(user).menu]

    usual = ["Văn bản", "Tin tức", "Chiến dịch", "Trắc nghiệm", "Thông tin công khai", "Hướng dẫn"]
    assert titles(make_person(a, user=True).user) == [*usual, "Chỉ phòng A"]
    assert titles(make_person(b, user=True).user) == usual
    assert titles(None) == ["Thông tin công khai"]


def test_the_menu_marks_where_one_is(site):
    user = make_person(make_unit(), user=True).user
    current = [
        item["title"] for item in shell_for(user, "/tin-tuc/tin-1/").menu if item["is_current"]
    ]
    assert current == ["Tin tức"]


def test_alerts_show_in_their_time_and_inside_only(site):
    make_alert("Đang có", -HOUR, HOUR)
    make_alert("Không hạn", -2 * HOUR)
    make_alert("Đã qua", -2 * HOUR, -HOUR)
    make_alert("Sắp tới", HOUR)
    user = make_user()
    assert [alert["title"] for alert in shell_for(user).alerts] == ["Đang có", "Không hạn"]
    assert shell_for(None).alerts == []


def test_alerts_and_menu_come_with_the_site_even_after_wagtail_has_asked_for_it(site, sql):
    make_alert("Đang có", -HOUR)
    request = RequestFactory().get("/")
    request.user = make_person(make_unit(), user=True).user
    Site.find_for_request(request)
    audience_ids_of(request.user)  # whom a section is for
    shell = Shell(request)
    with sql.count(maximum=1):
        assert shell.identity is not None
        assert shell.menu
        assert [alert["title"] for alert in shell.alerts] == ["Đang có"]


def test_the_account_is_named_after_the_roll(site):
    unit = make_unit("Phòng Người có công")
    shell = shell_for(make_person(unit, user=True, full_name="Lê Thị Hoa").user)
    assert (shell.person_name, shell.unit_name) == ("Lê Thị Hoa", "Phòng Người có công")


def test_an_account_off_the_roll_has_its_own_name(site):
    shell = shell_for(make_user("quantri"))
    assert (shell.person_name, shell.unit_name) == ("quantri", "")


MY_ATTEMPTS = "/bai-lam/"
MY_LETTERS = "/viec-cua-toi/nhac-viec/"
MY_DATA = "/tai-khoan/du-lieu/"


@pytest.mark.parametrize(
    ("role", "permissions", "expected"),
    [
        (MembershipRole.MEMBER, [], ["/viec-cua-toi/", MY_ATTEMPTS, MY_LETTERS, MY_DATA]),
        (
            MembershipRole.HEAD,
            [],
            ["/viec-cua-toi/", MY_ATTEMPTS, "/bao-cao/", MY_LETTERS, MY_DATA],
        ),
        (
            MembershipRole.MEMBER,
            ["wagtailadmin.access_admin"],
            ["/viec-cua-toi/", MY_ATTEMPTS, MY_LETTERS, MY_DATA, "/quan-tri/"],
        ),
        (
            MembershipRole.MEMBER,
            ["organisation.view_participation"],
            ["/viec-cua-toi/", MY_ATTEMPTS, "/bao-cao/", MY_LETTERS, MY_DATA],
        ),
    ],
)
def test_the_account_menu_offers_what_one_may(site, role, permissions, expected):
    user = make_user(permissions=permissions)
    make_person(make_unit(), role=role, user=user)
    assert [link["url"] for link in shell_for(user).links] == expected
    assert shell_for(None).links == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (MembershipRole.MEMBER, ["/viec-cua-toi/"]),
        (MembershipRole.HEAD, ["/viec-cua-toi/", "/bao-cao/"]),
    ],
)
def test_the_menu_leads_to_what_people_come_for(site, client, role, expected):
    user = make_person(make_unit(), role=role, user=True).user
    ways = shell_for(user, "/viec-cua-toi/").ways
    assert [way["url"] for way in ways] == expected
    assert [way["is_current"] for way in ways] == [True, False][: len(expected)]
    assert shell_for(None).ways == []
    client.force_login(user)
    page = client.get("/").content.decode()
    for address in expected:
        assert page.count(f'<li><a href="{address}">') == 2, "phone and desk"


@pytest.mark.parametrize("count", [1, 15])
def test_the_frame_costs_the_same_whatever_there_is(site, sql, count):
    user = make_person(make_unit(), user=True).user
    for number in range(count):
        make_section(site.home, f"Mục {number}", f"muc-{number}")
        make_alert(f"Thông báo {number}", -HOUR)
    assert shell_for(user).menu, "from here on the cache has the addresses of the site"
    shell = shell_for(user)
    with sql.count(maximum=6):
        assert len(shell.menu) == 6 + count
        assert len(shell.alerts) == count
        assert shell.links
        assert shell.ways
        assert shell.person_name
        assert shell.unit_name
        assert shell.site_title


def test_a_page_in_the_frame(client, site):
    client.force_login(make_person(make_unit("Văn phòng Sở"), user=True).user)
    make_alert("Nghỉ lễ", -HOUR, body="<p>Trực theo <b>lịch</b>.</p>", level="urgent")
    page = make_news(site.news)
    html = client.get(page.url).content.decode()
    assert "Nghỉ lễ" in html
    assert "<b>lịch</b>" in html
    assert "Văn phòng Sở" in html
    assert "Dữ liệu minh họa" in html


def test_healthz_asks_nobody(client, sql):
    with sql.count(maximum=0):
        assert client.get("/healthz").content == b"ok\n"


def test_readyz_asks_database_and_cache(client, monkeypatch):
    assert client.get("/readyz").json() == {"database": True, "cache": True}

    def broken():
        raise OSError("/bi/mat")

    monkeypatch.setattr("intranet.pages.views.ask_cache", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "cache": False}


def test_robots_stay_outside(client):
    assert b"Disallow: /\n" in client.get("/robots.txt").content


def test_not_found_is_said_in_vietnamese(client, site):
    client.force_login(make_user())
    response = client.get("/khong-co/")
    assert response.status_code == 404
    html = response.content.decode()
    assert 'lang="vi"' in html
    assert "không gửi đến anh/chị" in html


@pytest.mark.parametrize("path", ["/khong.co", "/khong-co.php"])
def test_what_no_pattern_knows_is_not_found_for_strangers_too(client, site, path):
    assert client.get(path).status_code == 404


def test_a_crash_is_said_in_vietnamese_without_asking_anybody(client, site, monkeypatch, sql):
    client.raise_request_exception = False
    client.force_login(make_user())
    monkeypatch.setattr(Shell, "menu", property(lambda self: 1 / 0))
    response = client.get("/")
    assert response.status_code == 500
    assert 'lang="vi"' in response.content.decode()


def test_too_many_fields_are_a_bad_request_in_vietnamese(client, site):
    response = client.post("/dang-nhap/", {f"o{number}": "1" for number in range(10_001)})
    assert response.status_code == 400
    assert 'lang="vi"' in response.content.decode()


def test_every_page_type_says_where_it_may_stand():
    assert page_types_are_complete() == []
    assert page_types_are_complete in checks.registry.registry.registered_checks


def test_a_page_type_that_does_not_say_so_is_an_error(monkeypatch):
    monkeypatch.setattr("intranet.pages.checks.get_page_models", lambda: [NewsPage])
    monkeypatch.delattr(NewsPage, "parent_page_types")
    assert [error.id for error in page_types_are_complete()] == ["pages.E001"]


def test_a_page_type_below_a_page_type_is_an_error(monkeypatch):
    class Deeper(NewsPage):
        parent_page_types: list[str] = []
        subpage_types: list[str] = []

        class Meta:
            abstract = True

    monkeypatch.setattr("intranet.pages.checks.get_page_models", lambda: [Deeper])
    assert [error.id for error in page_types_are_complete()] == ["pages.E002"]
