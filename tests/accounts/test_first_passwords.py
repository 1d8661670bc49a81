"""First passwords: readable, good once, never stored, and nothing else opens with them."""

import datetime
import math
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from intranet.accounts import first_passwords
from intranet.accounts.models import User
from intranet.accounts.readable import (
    GROUP_LENGTH,
    GROUPS,
    LETTERS,
    free_username,
    readable_password,
    username_of_code,
    username_of_name,
)
from tests.factories import PASSWORD, make_user
from tests.factories_pages import make_site

OWN = "hoa-sen-mua-ha-2026"


def test_a_password_is_long_enough_and_no_keyboard_changes_it():
    assert GROUPS * GROUP_LENGTH * math.log2(len(LETTERS)) >= 50
    assert not set("0o1il5szdwaeuy") & set(LETTERS) - {"5"}
    password = readable_password()
    assert re.fullmatch(rf"([{LETTERS}]{{4}}-){{2}}[{LETTERS}]{{4}}", password)
    assert len({readable_password() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nguyễn Thị Hoa", "hoant"),
        ("Đặng Đức", "ducd"),
        ("Y", "y"),
        ("", "tai-khoan"),
        ("  Lê   Văn  Ân ", "anlv"),
    ],
)
def test_a_user_name_of_a_name(name, expected):
    assert username_of_name(name) == expected


def test_a_user_name_of_a_code():
    assert username_of_code("CB 0012/Đ") == "cb-0012-d"


@given(st.text(max_size=150), st.sets(st.text(max_size=10)))
def test_any_name_makes_a_free_user_name_that_an_account_may_have(name, taken):
    found = free_username(username_of_name(name), taken)

    assert found not in taken
    assert re.fullmatch(r"[\w.@+-]{1,150}", found, re.ASCII)


@pytest.mark.django_db
class TestGivingOut:
    def test_only_the_hash_is_kept_and_the_log_says_nothing_of_it(self):
        officer, account = make_user(), make_user()

        password = first_passwords.issue(account=account, by=officer, reason="Quên mật khẩu")

        account.refresh_from_db()
        assert account.check_password(password)
        assert account.must_change_password
        line = ModelLogEntry.objects.for_instance(account).get()
        assert line.action == first_passwords.ISSUED
        assert line.user == officer
        assert password not in f"{line.label}{line.data}"
        assert "Quên mật khẩu" in line.message

    @pytest.mark.parametrize("fields", [{"is_superuser": True}, {"is_active": False}])
    def test_superusers_and_closed_accounts_get_none(self, fields):
        account = make_user(**fields)

        with pytest.raises(PermissionDenied):
            first_passwords.issue(account=account, by=make_user())
        with pytest.raises(PermissionDenied):
            first_passwords.prepare_link(account=account, by=make_user())

        account.refresh_from_db()
        assert account.check_password(PASSWORD)

    def test_whoever_is_signed_in_is_out(self, client):
        make_site()
        account = make_user()
        client.force_login(account)

        first_passwords.issue(account=account, by=make_user())

        assert client.get("/").url.startswith("/dang-nhap/")

    def test_what_is_not_used_in_time_is_void(self):
        now = timezone.now()
        late, early, done = make_user(), make_user(), make_user()
        password = first_passwords.issue(account=late, by=late)
        other = first_passwords.issue(account=early, by=early)
        User.objects.filter(pk=late.pk).update(first_password_until=now)

        assert first_passwords.expire_unused(now=now) == 1
        assert first_passwords.expire_unused(now=now) == 0

        for account in (late, early, done):
            account.refresh_from_db()
        assert not late.check_password(password)
        assert early.check_password(other)
        assert done.check_password(PASSWORD)
        assert ModelLogEntry.objects.filter(action=first_passwords.EXPIRED).count() == 1


@pytest.mark.django_db
class TestFirstSignIn:
    @pytest.fixture
    def newcomer(self, client):
        make_site()
        account = make_user("hoant")
        account.given = first_passwords.issue(account=account, by=account)
        response = client.post("/dang-nhap/", {"username": "hoant", "password": account.given})
        assert response.status_code == 302
        return account

    @pytest.mark.parametrize(
        "address",
        ["/", "/viec-cua-toi/", "/quan-tri/", "/doi-mat-khau/", "/tai-khoan/du-lieu/",
         "/tai-khoan/bao-mat/", "/tep/van-ban/1/a.pdf", "/tep/images/a.png"],
    )  # fmt: skip
    def test_nothing_opens_but_the_own_password(self, client, newcomer, address):
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 302
            assert response.url == reverse("first_password")

    def test_leaving_and_the_notice_stay_open(self, client, newcomer):
        assert client.get(reverse("first_password")).status_code == 200
        assert client.get("/du-lieu-ca-nhan/").status_code == 200
        assert client.post("/dang-xuat/").url == "/dang-xuat/"

    def test_the_own_password_opens_everything(self, client, newcomer):
        response = client.post(
            reverse("first_password"), {"new_password1": OWN, "new_password2": OWN}
        )

        assert response.url == "/"
        assert client.get("/").status_code == 200
        newcomer.refresh_from_db()
        assert newcomer.check_password(OWN)
        assert not newcomer.must_change_password
        assert client.get(reverse("first_password")).url == "/doi-mat-khau/"
        actions = ModelLogEntry.objects.for_instance(newcomer).values_list("action", flat=True)
        assert first_passwords.CHOSEN in actions

    @pytest.mark.parametrize("chosen", ["ngan", "1234567890123", "given"])
    def test_a_bad_one_is_refused_with_a_reason(self, client, newcomer, chosen):
        chosen = newcomer.given if chosen == "given" else chosen

        response = client.post(
            reverse("first_password"), {"new_password1": chosen, "new_password2": chosen}
        )

        assert response.status_code == 200
        assert response.context["form"].errors
        assert client.get("/").url == reverse("first_password")

    def test_an_expired_one_leads_to_the_door(self, client, newcomer):
        past = timezone.now() - datetime.timedelta(minutes=1)
        User.objects.filter(pk=newcomer.pk).update(first_password_until=past)

        response = client.get(reverse("first_password"), follow=True)

        assert response.redirect_chain[-1][0] == "/dang-nhap/"
        assert "không còn hiệu lực" in response.text

    def test_everybody_else_pays_nothing(self, client, sql):
        make_site()
        client.force_login(make_user())
        client.get("/viec-cua-toi/")
        with sql.capture() as statements:
            client.get("/viec-cua-toi/")
        assert not [text for text in statements if text.startswith(("UPDATE", "INSERT"))]


@pytest.mark.django_db
class TestLink:
    @pytest.fixture
    def account(self):
        make_site()
        account = make_user("hoant", email="hoant@so.example")
        first_passwords.prepare_link(account=account, by=account)
        return account

    def link(self, account):
        first_passwords.send_links.enqueue([account.pk], account.pk)
        (found,) = re.findall(r"http://testserver(\S+)", mail.outbox[-1].body)
        return found

    def test_the_link_leads_to_the_form_and_works_once(self, client, account):
        link = self.link(account)
        assert mail.outbox[0].to == ["hoant@so.example"]
        assert "hoant" in mail.outbox[0].body

        form = client.get(link, follow=True)
        shown = form.redirect_chain[-1][0]
        assert "-" not in shown.removesuffix("/").rsplit("/", 1)[-1]
        answer = client.post(shown, {"new_password1": OWN, "new_password2": OWN})

        assert answer.url == "/dang-nhap/"
        account.refresh_from_db()
        assert account.check_password(OWN)
        assert not account.must_change_password
        assert "không còn hiệu lực" in client.get(link, follow=True).text

    def test_a_newer_link_voids_the_older_one(self, client, account):
        older = self.link(account)
        first_passwords.prepare_link(account=account, by=account)

        assert "không còn hiệu lực" in client.get(older, follow=True).text
        assert "new_password1" in client.get(self.link(account), follow=True).text

    def test_it_ends_after_72_hours(self, client, account, settings):
        link = self.link(account)
        assert settings.PASSWORD_RESET_TIMEOUT == 72 * 3600
        past = timezone.now() - datetime.timedelta(seconds=1)
        User.objects.filter(pk=account.pk).update(first_password_until=past)

        assert "không còn hiệu lực" in client.get(link, follow=True).text

    @pytest.mark.parametrize("address", ["/mat-khau/MQ/abc-def/", "/mat-khau/x/y/"])
    def test_a_guessed_one_says_no_more_than_an_old_one(self, client, address):
        make_site()
        response = client.get(address, follow=True)
        assert response.redirect_chain[0][0] == "/dang-nhap/"
        assert "không còn hiệu lực" in response.text

    def test_an_address_that_takes_no_mail_keeps_nobody_waiting(self, account, monkeypatch):
        other = make_user(email="khac@so.example")
        first_passwords.prepare_link(account=other, by=account)
        real = mail.EmailMultiAlternatives.send

        def send(message):
            if message.to == [account.email]:
                raise ConnectionRefusedError
            return real(message)

        monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
        first_passwords.send_links.enqueue([account.pk, other.pk], account.pk)

        assert [message.to for message in mail.outbox] == [["khac@so.example"]]
        failed = ModelLogEntry.objects.get(action=first_passwords.LINK_FAILED)
        assert failed.object_id == str(account.pk)
