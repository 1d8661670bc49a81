"""Sessions: a working day, a new key when it matters, a list, and out everywhere."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import Session
from intranet.accounts.roles import IT_OFFICERS, sync_roles
from intranet.accounts.sessions import SEEN_EVERY, remove_expired
from tests.factories import PASSWORD, make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Mobile Safari/537.36"
)
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
LIST = "/tai-khoan/thiet-bi/"


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def user():
    return make_user("canbo")


def sign_in(name="canbo", agent=DESKTOP, address="10.1.1.1"):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    client.post("/dang-nhap/", {"username": name, "password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get("/").status_code == 200


def key(client) -> str:
    return client.cookies["phien"].value


def test_signing_in_gives_another_key_than_the_one_brought_along(user):
    client = Client()
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["phien"] = planted.session_key

    client.post("/dang-nhap/", {"username": "canbo", "password": PASSWORD})

    assert key(client) != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()


def test_a_session_ends_after_a_working_day_however_busy_it_was(user):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in()
        for _ in range(9):
            clock.shift(datetime.timedelta(hours=1))
            assert is_in(client)
        session = client.session
        session["something"] = "changed"
        session.save()
        clock.shift(datetime.timedelta(minutes=59))
        assert is_in(client)
        clock.shift(datetime.timedelta(minutes=2))
        assert not is_in(client)
        assert remove_expired(now=timezone.now()) >= 1


def test_a_person_sees_the_own_devices_and_nobody_elses(user):
    make_user("khac")
    sign_in("khac", address="10.9.9.9")
    sign_in(agent=PHONE, address="10.1.1.2")
    client = sign_in()

    page = client.get(LIST)

    assert [s.device for s in page.context["sessions"]] == ["Firefox · Windows", "Chrome · Android"]
    text = page.content.decode()
    assert "10.1.1.2" in text
    assert "10.9.9.9" not in text
    assert not any(s.session_key in text for s in page.context["sessions"])


def test_one_device_is_signed_out(user):
    phone, client = sign_in(agent=PHONE), sign_in()
    other = Session.objects.get(pk=key(phone))

    response = client.post(f"{LIST}{other.public_id}/thoat/")

    assert response.url == LIST
    assert not is_in(phone)
    assert is_in(client)


def test_signing_the_own_device_out_leads_out(user):
    client = sign_in()
    own = Session.objects.get(pk=key(client))

    response = client.post(f"{LIST}{own.public_id}/thoat/")

    assert response.url == "/dang-xuat/"
    assert not is_in(client)


def test_another_persons_device_is_out_of_reach(user):
    make_user("khac")
    theirs = sign_in("khac")
    client = sign_in()
    other = Session.objects.get(pk=key(theirs))

    assert client.post(f"{LIST}{other.public_id}/thoat/").status_code == 404
    assert is_in(theirs)


def test_out_everywhere(user):
    clients = [sign_in(), sign_in(agent=PHONE), sign_in(address="10.2.2.2")]

    assert clients[0].post(f"{LIST}thoat-het/").url == "/dang-xuat/"

    assert not any(is_in(client) for client in clients)
    assert ModelLogEntry.objects.filter(action="accounts.signed_out_everywhere").count() == 1


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(user):
    other, client = sign_in(agent=PHONE), sign_in()
    before = key(client)
    new = "một mật khẩu khác hẳn"

    client.post(
        "/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )

    assert is_in(client)
    assert key(client) != before
    assert not is_in(other)
    assert Session.objects.of(user).count() == 1
    assert ModelLogEntry.objects.filter(action="accounts.password_changed").exists()


@pytest.mark.parametrize("how", ["add", "reverse add", "clear", "reverse clear"])
def test_a_change_of_rights_renews_the_key_and_keeps_the_person_in(user, how):
    sync_roles()
    group = Group.objects.get(name=IT_OFFICERS)
    if "clear" in how:
        user.groups.add(group)
    client = sign_in()
    before, started = key(client), Session.objects.of(user).get().started_at

    {
        "add": lambda: user.groups.add(group),
        "reverse add": lambda: group.user_set.add(user),
        "clear": user.groups.clear,
        "reverse clear": group.user_set.clear,
    }[how]()
    assert is_in(client)

    assert key(client) != before
    session = Session.objects.of(user).get()
    assert session.pk == key(client)
    assert not session.must_rotate
    assert session.started_at == started


def test_when_a_device_was_seen_is_written_every_few_minutes_only(user, sql):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in()
        is_in(client)
        with sql.capture() as soon:
            is_in(client)
        clock.shift(SEEN_EVERY)
        with sql.capture() as later:
            is_in(client)
        assert Session.objects.of(user).get().last_seen_at == timezone.now()
    assert len(later) == len(soon) + 1


def test_the_list_costs_the_same_with_many_devices(user, sql):
    client = sign_in()
    client.get(LIST)

    def more() -> None:
        for number in range(6):
            sign_in(address=f"10.3.3.{number}")

    sql.flat(lambda: client.get(LIST), more)


def test_a_deleted_account_takes_its_sessions_along(user):
    sign_in()
    user.delete()

    assert not Session.objects.exclude(user=None).exists()


def test_signing_out_has_the_browser_forget_and_pages_are_never_kept(user):
    client = sign_in()

    page = client.get("/")
    response = client.post("/dang-xuat/")

    assert "no-store" in page["Cache-Control"]
    assert "no-store" in client.get("/doi-mat-khau/")["Cache-Control"]
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["phien"].value == ""


def test_signing_in_and_out_is_logged(user):
    client = sign_in(agent=PHONE)
    client.post("/dang-xuat/")

    lines = ModelLogEntry.objects.filter(user=user, action__startswith="accounts.sign_")
    assert set(lines.values_list("action", flat=True)) == {"accounts.sign_in", "accounts.sign_out"}
    assert lines[0].data == {"address": "10.1.1.1", "device": "Chrome · Android"}
