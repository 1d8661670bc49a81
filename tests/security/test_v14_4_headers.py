"""ASVS 4.0.3, 14.4 and 3.4 (5.0: 3.3 and 3.4): headers and cookies as production sends them."""

import re

import pytest
from django.test import Client

from intranet.accounts.roles import EDITORS
from tests.factories import PASSWORD, make_person, make_unit
from tests.factories_pages import (
    make_campaign,
    make_information,
    make_news,
    make_policy,
)
from tests.factories_quiz import make_attempt, make_quiz

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>"
    r"|<style|\sstyle=|\son[a-z]+=\"|javascript:"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(site):
    return make_person(make_unit(), user=True)


@pytest.fixture
def addresses(site, person):
    """One address of each kind of page and screen that a civil servant opens."""
    quiz = make_quiz(parent=site.quizzes)
    running = make_attempt(quiz, person)
    pages = [
        site.home,
        site.policies,
        site.public,
        make_policy(site.policies),
        make_news(site.news),
        make_information(site.guidance),
        make_campaign(site.campaigns),
        quiz,
    ]
    return [
        *(page.url for page in pages),
        f"/bai-lam/{running.pk}/1/",
        f"/bai-lam/{running.pk}/kiem-tra/",
        "/viec-cua-toi/",
        "/doi-mat-khau/",
        "/tai-khoan/thiet-bi/",
        "/tai-khoan/bao-mat/",
        "/tai-khoan/du-lieu/",
        "/tai-khoan/du-lieu/yeu-cau/",
        "/du-lieu-ca-nhan/",
        "/khong-co/",
        "/bao-cao/",
        "/quan-tri/",
    ]


def asked(client, address, **extra):
    return client.get(address, secure=True, headers={"x-forwarded-proto": "https"}, **extra)


def directives(response):
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


def test_v14_4_every_page_carries_the_headers(production, person, addresses):
    client = Client()
    client.force_login(person.user)

    for address in addresses:
        response = asked(client, address)
        assert response.status_code in (200, 302, 403, 404), address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), address
        assert response["Referrer-Policy"] == "same-origin", address
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in response["Permissions-Policy"], address
        age = re.search(r"max-age=(\d+)", response["Strict-Transport-Security"])
        assert int(age[1]) >= 31_536_000, address
        assert "Server" not in response, address
        assert "X-Powered-By" not in response, address


def test_v14_4_3_every_page_forbids_foreign_and_inline_script(production, person, addresses):
    client = Client()
    client.force_login(person.user)

    for address in addresses:
        found = directives(asked(client, address))
        assert found["default-src"] == ["'self'"], address
        assert found["object-src"] == ["'none'"], address
        assert found["base-uri"] == ["'self'"], address
        assert found["form-action"] == ["'self'"], address
        assert found["frame-ancestors"] == ["'self'"], address
        said = {value for values in found.values() for value in values}
        assert not said & {"'unsafe-eval'", "*", "http:", "https:"}, address
        if address != "/quan-tri/":
            assert not any("unsafe" in value for value in said), address


def test_v14_4_3_pages_need_nothing_that_the_policy_forbids(person, addresses):
    client = Client()
    client.force_login(person.user)
    for address in addresses:
        if address != "/quan-tri/":
            assert not INLINE.search(client.get(address).content.decode()), address


def test_v14_4_3_the_admin_loads_nothing_from_elsewhere(production, signed_in):
    found = directives(asked(signed_in(EDITORS), "/quan-tri/"))
    assert all(
        value.startswith("'") or value in ("data:", "blob:")
        for values in found.values()
        for value in values
    )


def test_v8_3_pages_are_kept_by_no_cache(person, addresses):
    client = Client()
    client.force_login(person.user)
    for address in addresses:
        response = client.get(address)
        assert {"private", "no-store"} <= set(re.split(r",\s*", response["Cache-Control"])), address


def test_v3_4_cookies_are_for_this_site_over_tls_and_not_for_scripts(production, person):
    client = Client()
    client.get("/dang-nhap/", secure=True)
    form = {"username": person.user.username, "password": PASSWORD}
    client.post("/dang-nhap/", form, secure=True, headers={"x-forwarded-proto": "https"})

    session = client.cookies["phien"]
    assert session["secure"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["path"] == "/"
    assert not session["domain"]
    assert session["max-age"] <= 12 * 60 * 60
    assert client.cookies["csrftoken"]["secure"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"
    assert {"phien", "csrftoken"} >= set(client.cookies)


def test_v9_1_1_plain_http_is_led_to_tls_but_for_probes(production, site):
    client = Client()

    answer = client.get("/van-ban/?nam=2021")
    assert answer.status_code == 301
    assert answer.url == "https://testserver/van-ban/?nam=2021"
    assert client.get("/healthz").status_code == 200


def test_v14_5_methods_nobody_needs_change_nothing(person, addresses):
    client = Client()
    client.force_login(person.user)
    for method in ("TRACE", "DELETE", "PUT", "PATCH"):
        for address in ("/", "/viec-cua-toi/", "/tai-khoan/du-lieu/yeu-cau/"):
            response = client.generic(method, address)
            assert response.status_code in (200, 405), (method, address)
            assert "TRACE" not in response.content.decode()


@pytest.mark.parametrize(
    "host", ["la.example", "testserver.la.example", "testserver@la.example", "la.example:443", ""]
)
def test_v14_5_another_host_name_is_refused(site, host):
    assert Client().get("/dang-nhap/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    "header", ["x-forwarded-host", "x-host", "x-original-url", "x-rewrite-url"]
)
def test_v14_5_headers_of_proxies_do_not_change_addresses(site, header):
    client = Client(headers={header: "la.example"})

    assert client.get("/van-ban/").url == "/dang-nhap/?next=/van-ban/"
    assert "la.example" not in client.get("/dang-nhap/").content.decode()
