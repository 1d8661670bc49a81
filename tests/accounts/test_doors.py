"""Sign-in, sign-out, password change, and Wagtail's own doors behind them."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

SIGN_IN = "/dang-nhap/"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def user(site):
    return make_user("canbo")


def sign_in(client, name="canbo", password=PASSWORD, **fields):
    return client.post(SIGN_IN, {"username": name, "password": password, **fields})


def test_a_stranger_is_led_in_and_back_to_where_they_wanted_to_go(client, user):
    away = client.get("/van-ban/?nam=2021")
    assert away.status_code == 302
    assert away.url == f"{SIGN_IN}?next=/van-ban/%3Fnam%3D2021"

    form = client.get(away.url)
    assert form.context["next"] == "/van-ban/?nam=2021"

    back = sign_in(client, next=form.context["next"])
    assert back.url == "/van-ban/?nam=2021"


@pytest.mark.parametrize("target", ["https://la.example/", "//la.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_to_another_site(client, user, target):
    assert sign_in(client, next=target).url == "/"


@pytest.mark.parametrize("target", [SIGN_IN, "/dang-xuat/"])
def test_a_door_leads_to_no_door(client, user, target):
    assert sign_in(client, next=target).url == "/"


@pytest.mark.parametrize("name", [" canbo ", "canbo\t"])
def test_space_around_the_name_does_no_harm(client, user, name):
    assert sign_in(client, name).status_code == 302


def test_a_name_and_a_password_typed_decomposed_are_the_same(client, site):
    person = make_user("nguyễn.đức")
    person.set_password("mật khẩu rất dài")
    person.save()
    typed = [unicodedata.normalize("NFD", text) for text in ("nguyễn.đức", "mật khẩu rất dài")]

    assert sign_in(client, *typed).status_code == 302


@pytest.mark.parametrize(
    ("name", "password"), [("canbo", "sai"), ("khong-co", PASSWORD), ("", ""), ("nghi", PASSWORD)]
)
def test_what_does_not_fit_is_said_in_vietnamese_and_lets_nobody_in(client, user, name, password):
    make_user("nghi", is_active=False)

    response = sign_in(client, name, password)

    assert response.status_code == 200
    errors = [error for errors in response.context["form"].errors.values() for error in errors]
    assert errors
    assert all("Please" not in error and "This field" not in error for error in errors)
    assert "_auth_user_id" not in client.session


def test_somebody_signed_in_passes_the_door(client, user):
    client.force_login(user)

    assert client.get(SIGN_IN).url == "/"
    assert client.get(f"{SIGN_IN}?next=/van-ban/").url == "/van-ban/"


def test_somebody_without_access_to_the_admin_is_told_so_in_vietnamese(client, user):
    client.force_login(user)

    response = client.get("/quan-tri/")

    assert response.status_code == 403
    assert 'lang="vi"' in response.content.decode()
    assert client.get(f"{SIGN_IN}?next=/quan-tri/").url == "/quan-tri/"


def test_signing_out_ends_the_session_and_says_so(client, user):
    client.force_login(user)

    response = client.post("/dang-xuat/", follow=True)

    assert response.status_code == 200
    assert response.templates[0].name == "registration/logged_out.html"
    assert client.get("/").url.startswith(SIGN_IN)


def test_a_link_does_not_sign_anybody_out(client, user):
    client.force_login(user)

    assert client.get("/dang-xuat/").url == "/"
    assert client.get("/").status_code == 200


def test_the_admin_signs_out_through_the_same_door(client, user):
    client.force_login(user)

    assert client.post(reverse("wagtailadmin_logout")).url == "/dang-xuat/"
    assert "_auth_user_id" not in client.session


def test_the_password_is_changed_and_the_session_stays(client, user):
    client.force_login(user)
    new = "một mật khẩu khác hẳn"

    response = client.post(
        "/doi-mat-khau/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        follow=True,
    )

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == "/doi-mat-khau/xong/"
    user.refresh_from_db()
    assert user.check_password(new)


def test_a_weak_password_is_refused_in_vietnamese(client, user):
    client.force_login(user)

    response = client.post(
        "/doi-mat-khau/",
        {"old_password": PASSWORD, "new_password1": "123", "new_password2": "123"},
    )

    errors = response.context["form"].errors["new_password2"]
    assert any("quá ngắn" in error for error in errors)


def test_the_password_change_is_for_people_who_are_signed_in(client, site):
    assert client.get("/doi-mat-khau/").url.startswith(SIGN_IN)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/quan-tri/login/", SIGN_IN),
        ("/quan-tri/login/?next=/quan-tri/pages/", f"{SIGN_IN}?next=%2Fquan-tri%2Fpages%2F"),
        ("/quan-tri/login/?next=https://la.example/", SIGN_IN),
        ("/_util/login/?next=/van-ban/", f"{SIGN_IN}?next=%2Fvan-ban%2F"),
    ],
)
def test_the_sign_in_pages_of_wagtail_lead_to_ours(client, site, address, expected):
    assert client.get(address).url == expected
    assert client.post(address, {"username": "canbo", "password": PASSWORD}).url == expected


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/password_reset/",
        "/quan-tri/password_reset/confirm/MQ/set-password/",
        "/_util/authenticate_with_password/1/1/",
        "/tep/van-ban/authenticate_with_password/1/",
    ],
)
def test_reset_links_and_shared_passwords_do_not_exist(client, user, address):
    assert client.get(address).status_code == 404
    client.force_login(user)
    assert client.post(address).status_code == 404


def test_a_sign_in_page_left_open_too_long_is_given_anew(user):
    client = Client(enforce_csrf_checks=True)

    response = client.post(f"{SIGN_IN}?next=/van-ban/", {"username": "canbo", "password": PASSWORD})

    assert response.url == f"{SIGN_IN}?next=/van-ban/"


def test_another_form_left_open_too_long_is_refused_in_vietnamese(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    response = client.post("/doi-mat-khau/", {"old_password": PASSWORD})

    assert response.status_code == 403
    assert 'lang="vi"' in response.content.decode()


def test_what_was_being_sent_without_a_session_leads_back_to_its_page(client, site):
    response = client.post(
        "/bai-lam/1/nop-bai/", headers={"referer": "http://testserver/bai-lam/1/2/"}
    )
    assert response.url == f"{SIGN_IN}?chua-luu=1&next=/bai-lam/1/2/"
    assert "chưa được lưu" in client.get(response.url).content.decode()
    assert "chưa được lưu" not in client.get(SIGN_IN).content.decode()

    elsewhere = client.post("/bai-lam/1/nop-bai/", headers={"referer": "https://la.example/x/"})
    assert elsewhere.url == f"{SIGN_IN}?chua-luu=1&next=/"
