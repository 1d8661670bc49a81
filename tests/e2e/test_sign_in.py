"""The doors in a real browser: shared computers, codes from a phone, passkeys."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

from tests.browser import sign_in_by_form
from tests.demo_site import PASSWORD
from tests.e2e.test_accessibility import OPTIONS, assert_accessible

pytestmark = pytest.mark.browser

SECURITY = "/tai-khoan/bao-mat/"


def sign_out(page):
    page.locator("details.account summary").click()
    page.locator("form[action='/dang-xuat/'] button").click()
    page.wait_for_url("**/dang-xuat/")


def confirm(page):
    """Give the password once more where the site asks for it."""
    if "xac-nhan" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "xac-nhan" not in url)


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("username", ["canbo", "quantri"])
def test_after_sign_out_the_next_person_finds_nothing(open_page, own_site, username):
    page = open_page(site=own_site)
    sign_in_by_form(page, username)
    seen = ["/viec-cua-toi/", "/doi-mat-khau/"]
    if username == "quantri":
        seen.append("/quan-tri/")
    for path in seen:
        page.goto(path)
    page.goto("/")
    page.evaluate("localStorage.setItem('nhap', 'bài đang viết')")
    sign_out(page)

    for _ in range(len(seen) + 1):
        page.go_back()
        page.wait_for_load_state()
        assert "/dang-" in page.url, page.url
        assert page.locator("details.account").count() == 0
    assert page.evaluate("localStorage.length") == 0
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    assert "phien" not in cookies


def test_a_phone_shows_codes_and_the_screens_are_accessible(open_page, own_site):
    page = open_page(site=own_site)
    sign_in_by_form(page, "canbo")
    page.goto(SECURITY)
    assert_accessible(page)
    page.locator(f"a[href='{SECURITY}ung-dung/']").click()
    assert_accessible(page)
    confirm(page)
    assert_accessible(page)
    secret = page.locator("main code").inner_text()
    page.fill("[name=code]", code(secret))
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"**{SECURITY}ma/")
    assert_accessible(page)
    recovery = page.locator("main code").first.inner_text()
    page.goto("/tai-khoan/thiet-bi/")
    assert_accessible(page)
    sign_out(page)

    page.goto("/dang-nhap/")
    page.fill("[name=username]", "canbo")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/dang-nhap/xac-thuc/")
    assert_accessible(page)
    page.fill("[name=code]", recovery)
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"{own_site.url}/")
    assert page.locator("details.account").count() == 1


def test_a_passkey_is_added_and_used(open_page, own_site):
    page = open_page(site=own_site)
    errors = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in_by_form(page, "canbo")
    page.goto(f"{SECURITY}khoa/them/")
    confirm(page)
    assert_accessible(page)
    page.fill("[name=name]", "Điện thoại")
    page.locator("#passkey-add").click()
    page.wait_for_url(f"**{SECURITY}ma/")
    page.goto(f"{SECURITY}khoa/")
    assert page.locator("main h2").first.inner_text() == "Điện thoại"
    assert_accessible(page)
    sign_out(page)

    page.goto("/dang-nhap/")
    page.fill("[name=username]", "canbo")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/dang-nhap/xac-thuc/")
    page.locator("#passkey-use").click()
    page.wait_for_url(f"{own_site.url}/")

    assert page.locator("details.account").count() == 1
    assert errors == []


def test_the_it_officers_screens_are_accessible(open_page, own_site):
    page = open_page(site=own_site)
    for _ in range(5):
        page.goto("/dang-nhap/")
        page.fill("[name=username]", "ai-do")
        page.fill("[name=password]", "sai")
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    assert "quá nhiều lần" in page.locator(".error-summary").inner_text()
    assert_accessible(page)
    sign_in_by_form(page, "quantri")
    page.goto("/quan-tri/khoa-dang-nhap/")
    assert page.locator(".listing tbody th").inner_text() == "ai-do"
    (account,) = own_site.rows("SELECT id FROM accounts_user WHERE username = 'canbo'")[0]
    for path in ("/quan-tri/khoa-dang-nhap/", f"/quan-tri/tai-khoan/{account}/yeu-to-thu-hai/"):
        page.goto(path)
        found = Axe().run(page, context="#main", options=OPTIONS)
        assert found.violations_count == 0, found.generate_report()
    page.goto("/quan-tri/khoa-dang-nhap/")
    page.locator(".listing tbody button").first.click()
    page.wait_for_load_state()
    assert page.locator(".listing tbody th").count() == 0
