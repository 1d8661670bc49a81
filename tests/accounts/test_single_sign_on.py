"""Signing in with the account of another system, against a real OpenID Connect provider."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from oidc_provider_mock import User as OutsideAccount
from oidc_provider_mock import run_server_in_thread

from intranet.accounts.models import SignInRules, User
from intranet.accounts.roles import IT_OFFICERS, sync_roles
from tests.factories import PASSWORD, make_person, make_unit
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

START = "/dang-nhap/lien-thong/sso/"
NAME = "Tài khoản công vụ của tỉnh"

OUTSIDE = {
    "by-code": {"ma_can_bo": "CB-001", "email": "khac@so.example", "email_verified": True},
    "by-mail": {"email": "LAN@so.example", "email_verified": True},
    "unverified": {"email": "lan@so.example", "email_verified": False},
    "wrong-code": {"ma_can_bo": "CB-999", "email": "lan@so.example", "email_verified": True},
    "unknown": {"email": "la@noi-khac.example", "email_verified": True},
    "twice": {"email": "chung@so.example", "email_verified": True},
}


@pytest.fixture(scope="module")
def provider():
    accounts = [OutsideAccount(sub=sub, claims=claims) for sub, claims in OUTSIDE.items()]
    with run_server_in_thread(user_claims=accounts) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configured(settings, provider):
    """The site with what OIDC_NAME, OIDC_ISSUER and the others would configure."""
    settings.OIDC_NAME = NAME
    settings.OIDC_STAFF_CODE_CLAIM = "ma_can_bo"
    app = {
        "provider_id": "sso",
        "name": NAME,
        "client_id": "mang-noi-bo",
        "secret": "khoa",
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return make_site()


@pytest.fixture
def person():
    return on_the_roll("CB-001", "lan@so.example")


def on_the_roll(staff_code, work_email):
    person = make_person(make_unit(), user=True)
    person.staff_code, person.work_email = staff_code, work_email
    person.save()
    return person


def sign_in(client, sub, target="/"):
    """Go to the provider, say there who one is, and come back."""
    start = client.post(START, {"next": target})
    assert start.status_code == 302, start.content.decode()
    said = requests.post(start.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(said.headers["Location"])
    assert back.path == f"{START}ket-qua/"
    return client.get(f"{back.path}?{back.query}")


def signed_in_as(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


@pytest.mark.parametrize("sub", ["by-code", "by-mail"])
def test_whoever_the_provider_vouches_for_is_let_in(configured, person, client, sub):
    page = client.get("/dang-nhap/").content.decode()
    assert NAME in page

    assert sign_in(client, sub, "/van-ban/").url == "/van-ban/"

    assert signed_in_as(client) == person.user
    assert client.get("/").status_code == 200


def test_the_link_lasts_when_the_address_there_changes(configured, person, client):
    sign_in(client, "by-mail")
    client.post("/dang-xuat/")
    person.work_email = "moi@so.example"
    person.save()

    sign_in(client, "by-mail")

    assert signed_in_as(client) == person.user
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("sub", ["unverified", "wrong-code", "unknown", "twice"])
def test_nobody_else_is_let_in_and_no_account_is_made(configured, person, client, sub):
    on_the_roll("CB-002", "chung@so.example")
    on_the_roll("CB-003", "chung@so.example")
    before = User.objects.count()

    page = sign_in(client, sub)

    assert page.status_code == 403
    assert "cán bộ CNTT" in page.content.decode()
    assert signed_in_as(client) is None
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(configured, person, client):
    sign_in(client, "by-mail")
    client.post("/dang-xuat/")
    User.objects.update(is_active=False)

    sign_in(client, "by-mail")

    assert signed_in_as(client) is None


def test_the_second_factor_of_the_role_is_asked_for_here_too(configured, person, client):
    sync_roles()
    rules = SignInRules.load()
    rules.second_factor_roles.set(Group.objects.filter(name=IT_OFFICERS))
    rules.save()
    person.user.groups.add(Group.objects.get(name=IT_OFFICERS))

    sign_in(client, "by-code")

    assert client.get("/").url == "/tai-khoan/bao-mat/"


@pytest.mark.parametrize("target", ["https://la.example/", "//la.example/", "/\\la.example"])
def test_nobody_is_led_away(configured, person, client, target):
    assert sign_in(client, "by-code", target).url == "/"


def test_an_answer_that_nobody_asked_for_is_refused(configured, person, client):
    page = client.get(f"{START}ket-qua/?code=abc&state=xyz")

    assert signed_in_as(client) is None
    assert "chưa xác nhận" in page.content.decode()


def test_the_password_still_works(configured, person, client):
    name = person.user.username
    person.user.set_password(PASSWORD)
    person.user.save()
    client.post("/dang-nhap/", {"username": name, "password": PASSWORD})

    assert signed_in_as(client) == person.user


def test_without_configuration_nothing_is_offered(client):
    make_site()

    assert "lien-thong" not in client.get("/dang-nhap/").content.decode()
    assert client.post(START).status_code == 404
