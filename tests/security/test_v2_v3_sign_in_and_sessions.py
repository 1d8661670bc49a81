"""ASVS 4.0.3, chapters 2, 3, 5.1.5 and 13.2.3 (5.0: 6, 7, 3.5): the door and who stands in it."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory
from wagtail.models import ModelLogEntry

from intranet.accounts.views import safe_next
from intranet.settings import base
from tests.factories import PASSWORD, make_user
from tests.security.walk import ALL, address_of

pytestmark = pytest.mark.django_db

SIGN_IN = "/dang-nhap/"

AWAY = [
    "https://la.example/",
    "HTTPS://LA.EXAMPLE",
    "//la.example",
    "///la.example",
    "////la.example/%2f..",
    "/\\la.example",
    "\\\\la.example",
    "\\/la.example",
    "/\t/la.example",
    "\t//la.example",
    " //la.example",
    "/\n/la.example",
    "http:la.example",
    "http:///la.example",
    "https:/\\la.example",
    "https://testserver@la.example/",
    "https://testserver.la.example/",
    "https://testserver:80@la.example",
    "//testserver\\@la.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//la。example",
    "ftp://la.example",
    "\x00//la.example",
    "//[::1]@la.example",
    "//%6c%61.example",
]


@pytest.fixture
def user(site):
    return make_user("canbo")


def stays_here(response, target):
    """Whether a browser that follows the answer, as lenient as they are, stays on this site."""
    address = response.url.replace("\\", "/").strip()
    return address.startswith("/") and not address.startswith("//") and address != target


@pytest.mark.parametrize("target", AWAY)
def test_v5_1_5_nobody_is_led_away_after_signing_in(user, target):
    form = {"username": "canbo", "password": PASSWORD, "next": target}

    assert stays_here(Client().post(SIGN_IN, form), target)


@pytest.mark.parametrize("target", AWAY)
def test_v5_1_5_nor_by_any_other_door(user, target):
    client = Client()
    client.force_login(user)
    asked = [
        client.get(SIGN_IN, {"next": target}),
        client.get("/quan-tri/login/", {"next": target}),
        client.get("/_util/login/", {"next": target}),
        client.post("/tai-khoan/bao-mat/xac-nhan/", {"next": target, "password": PASSWORD}),
        client.post("/dang-xuat/", {"next": target}),
        Client().get("/quan-tri/login/", {"next": target}),
        Client().post("/van-ban/", headers={"referer": target}),
    ]
    for response in asked:
        assert response.status_code == 302
        assert "la.example" not in response.url.partition("?")[0]
        assert stays_here(response, target)


@pytest.mark.parametrize("target", AWAY)
def test_v5_1_5_an_address_that_leads_away_is_not_carried_along(target):
    assert safe_next(RequestFactory().get(SIGN_IN, {"next": target})) == ""


def exempt_from_csrf():
    return {text for text, entry in ALL if getattr(entry.callback, "csrf_exempt", False)}


def test_v13_2_3_every_post_needs_the_token_of_the_site(site):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(make_user(is_superuser=True))
    texts = sorted({text for text, _entry in ALL} - exempt_from_csrf())

    taken = {}
    for text in texts:
        response = client.post(address_of(text, {}), {"username": "x", "name": "x"})
        is_led_back = response.status_code == 302 and response.url == SIGN_IN == f"/{text}"
        if response.status_code != 403 and not is_led_back:
            taken[text] = response.status_code

    assert taken == {}


def test_v13_2_3_what_checks_the_token_itself_refuses_too(site):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(is_superuser=True))
    for text in exempt_from_csrf():
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(address_of(text, {}))
            assert answer.status_code in (401, 403, 404, 405), text


@pytest.mark.parametrize("origin", ["https://la.example", "null"])
def test_v13_2_3_a_form_of_another_site_is_refused_even_with_the_token(user, origin):
    client = Client(enforce_csrf_checks=True)
    token = client.get(SIGN_IN).cookies["csrftoken"].value
    form = {"username": "canbo", "password": PASSWORD, "csrfmiddlewaretoken": token}

    answer = client.post(SIGN_IN, form, headers={"origin": origin})

    assert answer.url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_v3_2_1_a_session_planted_by_another_is_not_taken_over(user):
    attacker, victim = Client(), Client()
    session = attacker.session
    session["x"] = 1
    session.save()
    victim.cookies["phien"] = attacker.cookies["phien"] = session.session_key

    victim.post(SIGN_IN, {"username": "canbo", "password": PASSWORD})

    assert victim.cookies["phien"].value != session.session_key
    assert attacker.get("/").status_code == 302


@pytest.mark.parametrize("made_up", ["a" * 32, "../../etc/passwd", "1", "'; drop table", "%00"])
def test_v3_2_1_a_made_up_key_is_never_used(user, made_up):
    client = Client()
    client.cookies["phien"] = made_up

    client.post(SIGN_IN, {"username": "canbo", "password": PASSWORD})

    assert client.cookies["phien"].value != made_up


def test_v3_2_2_keys_are_long_and_never_the_same(user):
    keys = set()
    for _ in range(20):
        client = Client()
        client.post(SIGN_IN, {"username": "canbo", "password": PASSWORD})
        keys.add(client.cookies["phien"].value)
    assert len(keys) == 20
    assert all(len(key) >= 26 for key in keys)


def test_v3_3_1_a_copied_cookie_is_worth_nothing_after_sign_out(user):
    client, copy = Client(), Client()
    client.post(SIGN_IN, {"username": "canbo", "password": PASSWORD})
    copy.cookies["phien"] = client.cookies["phien"].value
    assert copy.get("/").status_code == 200

    client.post("/dang-xuat/")

    assert copy.get("/").status_code == 302


def test_v3_3_a_closed_account_is_out_at_once(user):
    client = Client()
    client.force_login(user)
    user.is_active = False
    user.save()

    assert client.get("/").status_code == 302


def test_v3_1_1_keys_and_passwords_never_stand_in_addresses(user):
    client = Client()
    answer = client.get(SIGN_IN, {"username": "canbo", "password": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert PASSWORD not in answer.content.decode()


def test_v2_2_1_an_unknown_name_costs_as_much_as_a_wrong_password(user, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),
    )
    make_user("nghi", is_active=False)
    costs = {}
    for name in ("canbo", "khong-co", "nghi", "quantri"):
        hashed.clear()
        Client().post(SIGN_IN, {"username": name, "password": "sai"})
        costs[name] = len(hashed)

    assert len(set(costs.values())) == 1, costs
    assert costs["canbo"] >= 1


def test_v2_2_1_an_unknown_name_costs_as_many_statements_as_a_wrong_password(user, sql):
    def fail(name):
        with sql.capture() as captured:
            Client().post(SIGN_IN, {"username": name, "password": "sai"})
        return [statement.split()[0] for statement in captured]

    for name in ("canbo", "khong-co"):
        fail(name)
    assert fail("canbo") == fail("khong-co")


def test_v7_1_1_an_unknown_name_leaves_a_line_without_what_was_typed(user):
    typed = "Mat-khau-go-nham-o"
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.post(SIGN_IN, {"username": typed, "password": "sai"})
    line = ModelLogEntry.objects.get(action="accounts.unknown_name")
    assert line.user is None
    assert line.data["address"] == "203.0.113.9"
    assert typed not in f"{line.label} {line.object_id} {line.data}"


def test_v2_2_1_the_answer_to_unknown_closed_and_wrong_is_the_same(user):
    make_user("nghi", is_active=False)

    def said(name, password):
        response = Client().post(SIGN_IN, {"username": name, "password": password})
        return response.status_code, dict(response.context["form"].errors)

    assert said("canbo", "sai") == said("khong-co", "sai") == said("nghi", PASSWORD)


def test_v2_5_a_guessed_link_and_a_link_of_nobody_are_answered_alike(user):
    answers = {
        (response.status_code, response.url)
        for response in (
            Client().get(f"/mat-khau/{uid}/abc-def/") for uid in ("MQ", "OTk5OTk", "x", "Li4v")
        )
    }
    assert answers == {(302, SIGN_IN)}


def test_v2_4_passwords_are_kept_by_argon2id():
    first = base.PASSWORD_HASHERS[0]
    assert first.endswith("OwaspArgon2PasswordHasher")


def test_v2_1_long_passwords_are_taken_whole(user):
    user.set_password("mật khẩu rất dài " * 8 + "A")
    user.save()
    short = {"username": "canbo", "password": "mật khẩu rất dài " * 8}

    assert Client().post(SIGN_IN, short).status_code == 200
    assert Client().post(SIGN_IN, {**short, "password": short["password"] + "A"}).status_code == 302
