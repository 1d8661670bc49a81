"""The second factor with real codes: set up, asked for, enforced by role, lost and removed."""

import datetime
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.lockout import LIMIT_FROM_ONE_ADDRESS
from intranet.accounts.models import Session, SignInRules, User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from tests.factories import PASSWORD, make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

SECURITY = "/tai-khoan/bao-mat/"
APP = f"{SECURITY}ung-dung/"
CODES = f"{SECURITY}ma/"
STEP = "/dang-nhap/xac-thuc/"


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def user():
    return make_user("canbo")


@pytest.fixture
def now():
    """Time stands still unless the test moves it: a code is good for half a minute."""
    with time_machine.travel("2026-11-23T02:00:00+00:00", tick=False) as clock:
        yield clock


def sign_in(client, name="canbo", **fields):
    return client.post("/dang-nhap/", {"username": name, "password": PASSWORD, **fields})


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(client):
    return client.post(f"{SECURITY}xac-nhan/", {"password": PASSWORD, "next": SECURITY})


def set_up(client):
    """Set an app up as a person does; returns its key and the recovery codes shown once."""
    confirm(client)
    secret = client.get(APP).context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        shown = client.post(APP, {"code": code(secret)}, follow=True)
    return secret, shown.context["unused_codes"]


@pytest.fixture
def secured(user, now):
    """An account with an app, signed out; its key and its recovery codes."""
    client = Client()
    sign_in(client)
    found = set_up(client)
    now.shift(60)
    return found


def is_in(client):
    return client.get("/").status_code == 200


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(secured, client):
    secret, _codes = secured

    step = sign_in(client, next="/van-ban/")
    assert step.url == STEP
    assert not is_in(client)
    form = client.get(STEP)
    assert form.status_code == 200
    assert "no-store" in form["Cache-Control"]

    assert client.post(STEP, {"code": code(secret)}).url == "/van-ban/"
    assert is_in(client)


def test_a_wrong_code_is_refused_in_vietnamese(secured, client):
    sign_in(client)

    page = client.post(STEP, {"code": "000000"})

    assert "Mã chưa đúng" in page.content.decode()
    assert not is_in(client)


def test_a_code_works_once(secured, client):
    secret, _codes = secured
    sign_in(client)
    client.post(STEP, {"code": code(secret)})
    other = Client()
    sign_in(other)

    other.post(STEP, {"code": code(secret)})

    assert not is_in(other)


def test_a_recovery_code_works_once(secured, client):
    _secret, codes = secured
    assert len(codes) == 10
    sign_in(client)
    assert client.post(STEP, {"code": codes[0]}).url == "/"
    other = Client()
    sign_in(other)

    other.post(STEP, {"code": codes[0]})

    assert not is_in(other)


def test_recovery_codes_are_shown_once_and_can_be_renewed(secured, client):
    secret, codes = secured
    sign_in(client)
    client.post(STEP, {"code": code(secret)})
    confirm(client)

    page = client.get(CODES)
    assert not any(shown in page.content.decode() for shown in codes)
    client.post(f"{CODES}tao/")
    new = client.get(CODES).context["unused_codes"]

    assert len(new) == 10
    assert not set(new) & set(codes)


def test_guessed_codes_lock_the_account_like_passwords(secured, client):
    secret, _codes = secured
    sign_in(client)
    for _ in range(LIMIT_FROM_ONE_ADDRESS):
        page = client.post(STEP, {"code": "000000"})

    assert "quá nhiều lần" in client.post(STEP, {"code": code(secret)}).content.decode()
    assert page.status_code == 200
    assert not is_in(client)


def test_secrets_stand_encrypted_in_the_database(secured):
    secret, codes = secured
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())

    assert secret not in kept
    assert not any(one in kept for one in codes)


@pytest.mark.parametrize("path", [APP, f"{SECURITY}khoa/them/"])
def test_a_session_left_open_is_asked_for_the_password_first(user, client, path):
    client.force_login(user)

    assert client.get(path).url.startswith(f"{SECURITY}xac-nhan/")
    wrong = client.post(f"{SECURITY}xac-nhan/", {"password": "sai", "next": path})
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    right = client.post(f"{SECURITY}xac-nhan/", {"password": PASSWORD, "next": path})
    assert right.url == path
    assert client.get(path).status_code == 200


def require(*names):
    sync_roles()
    rules = SignInRules.load()
    rules.second_factor_roles.set(Group.objects.filter(name__in=names))
    rules.save()


@pytest.mark.parametrize(
    ("role", "superuser", "expected"),
    [
        (IT_OFFICERS, False, True),
        (EDITORS, False, False),
        (None, False, False),
        (None, True, True),
    ],
)
def test_who_is_led_to_set_one_up(client, role, superuser, expected):
    require(IT_OFFICERS, OFFICE)
    user = make_user("nguoi", is_superuser=superuser)
    if role:
        user.groups.add(Group.objects.get(name=role))
    sign_in(client, "nguoi")

    for path in ("/", "/viec-cua-toi/", "/quan-tri/", "/tai-khoan/thiet-bi/"):
        response = client.get(path)
        assert (response.status_code == 302 and response.url == SECURITY) == expected, path
    assert client.get(SECURITY).status_code == 200
    assert client.post("/dang-xuat/").status_code == 302


def test_nobody_needs_one_where_no_role_does(client):
    sync_roles()
    make_user("goc", is_superuser=True)
    sign_in(client, "goc")

    assert is_in(client)


def test_who_has_set_it_up_goes_on(client, now):
    require(IT_OFFICERS)
    user = make_user("canbo")
    user.groups.add(Group.objects.get(name=IT_OFFICERS))
    sign_in(client)
    assert client.get("/").url == SECURITY

    set_up(client)

    assert is_in(client)


def test_who_gets_such_a_role_is_led_there_in_the_running_session(user, client):
    require(IT_OFFICERS)
    sign_in(client)
    assert is_in(client)

    user.groups.add(Group.objects.get(name=IT_OFFICERS))

    assert client.get("/").url == SECURITY


def test_the_last_factor_stays_where_the_role_needs_it(user, client, now):
    require(IT_OFFICERS)
    user.groups.add(Group.objects.get(name=IT_OFFICERS))
    sign_in(client)
    set_up(client)

    page = client.post(f"{APP}go/")

    assert page.status_code == 200
    assert "bắt buộc" in page.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_an_own_factor_is_removed_with_its_recovery_codes(user, client, now):
    sign_in(client)
    set_up(client)

    client.post(f"{APP}go/")

    assert not Authenticator.objects.filter(user=user).exists()
    actions = ModelLogEntry.objects.filter(user=user).values_list("action", flat=True)
    assert {"accounts.factor_added", "accounts.factor_removed"} <= set(actions)


@pytest.fixture
def officer(client):
    sync_roles()
    officer = make_user("quantri")
    officer.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(officer)
    return officer


def lost(user):
    return reverse("lost_factor", args=[user.pk])


def test_the_it_officer_removes_a_lost_factor_after_a_second_look(secured, officer, client):
    user = Authenticator.objects.first().user
    assert Session.objects.of(user).exists()

    assert client.get(lost(user)).status_code == 200
    assert client.post(lost(user), {"reason": ""}).status_code == 200
    assert Authenticator.objects.filter(user=user).exists()
    client.post(lost(user), {"reason": "Mất điện thoại, đã gặp trực tiếp"})

    assert not Authenticator.objects.filter(user=user).exists()
    assert not Session.objects.filter(user=user).exists()
    line = ModelLogEntry.objects.get(action="accounts.factors_removed")
    assert line.user == officer
    assert "đã gặp trực tiếp" in line.formatter.format_message(line)
    other = Client()
    assert sign_in(other).url == "/"


def test_the_owner_is_told_by_e_mail_and_at_the_next_sign_in(secured, officer, client):
    user = Authenticator.objects.first().user
    User.objects.filter(pk=user.pk).update(
        email="canbo@so.example", last_login=timezone.now() - datetime.timedelta(days=1)
    )
    client.post(lost(user), {"reason": "Mất điện thoại"})

    (letter,) = mail.outbox
    assert letter.to == ["canbo@so.example"]
    assert "Mất điện thoại" in letter.body
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert "Mất điện thoại" in first.get("/").text
    assert "Mất điện thoại" not in second.get("/").text


def test_an_account_without_an_address_is_told_at_the_next_sign_in(secured, officer, client):
    user = Authenticator.objects.first().user
    User.objects.filter(pk=user.pk).update(email="", last_login=None)
    client.post(lost(user), {"reason": "Mất điện thoại"})

    assert mail.outbox == []
    other = Client()
    sign_in(other)
    assert "Mất điện thoại" in other.get("/").text


@pytest.mark.parametrize(
    ("whose", "expected"), [("colleague", 200), ("superuser", 302), ("own", 302)]
)
def test_whose_factor_the_it_officer_removes(officer, client, whose, expected):
    account = {
        "colleague": make_user,
        "superuser": lambda: make_user(is_superuser=True),
        "own": lambda: officer,
    }[whose]()

    assert client.get(lost(account)).status_code == expected


@pytest.mark.parametrize(("role", "expected"), [(OFFICE, 302), (None, 403)])
def test_nobody_else_does(user, client, role, expected):
    sync_roles()
    other = make_user()
    if role:
        other.groups.add(Group.objects.get(name=role))
    client.force_login(other)

    assert client.get(lost(user)).status_code == expected
    assert client.post(lost(user), {"reason": "x"}).status_code == expected


def test_the_it_officer_chooses_the_roles_that_need_one(officer, client):
    group = Group.objects.get(name=EDITORS)
    address = reverse("wagtailsettings:edit", args=["accounts", "signinrules"])
    page = client.get(address, follow=True)
    assert page.status_code == 200

    client.post(page.request["PATH_INFO"], {"second_factor_roles": [group.pk]})

    assert list(SignInRules.load().second_factor_roles.all()) == [group]


def test_the_security_screen_costs_the_same_at_any_size(user, client, sql):
    client.force_login(user)
    client.get(SECURITY)

    def more() -> None:
        for number in range(5):
            Authenticator.objects.create(
                user=user, type="webauthn", data={"name": f"Khóa {number}", "credential": {}}
            )

    sql.flat(lambda: client.get(SECURITY), more)
