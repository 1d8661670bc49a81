"""Menus, outline and print in a browser: by keyboard, and with script switched off."""

import pytest

from tests.e2e.conftest import DESKTOP

pytestmark = pytest.mark.browser

OPEN_MENU = ".masthead details[open]"


def press(page, key, times=1):
    """Press a key several times."""
    for _ in range(times):
        page.keyboard.press(key)


def test_skip_link_is_first_and_leads_to_the_content(sign_in):
    page = sign_in("canbo")
    page.goto("/")
    press(page, "Tab")
    assert page.locator(".skip-link").bounding_box()["x"] >= 0
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_menu_opens_and_closes_by_keyboard(sign_in):
    page = sign_in("canbo")
    page.goto("/")
    page.locator(".menu-phone > summary").focus()
    press(page, "Enter")
    assert page.locator(f"{OPEN_MENU} a[href='/van-ban/']").is_visible()
    press(page, "Escape")
    assert page.locator(OPEN_MENU).count() == 0
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_one_menu_at_a_time_and_none_after_a_press_elsewhere(sign_in):
    page = sign_in("canbo")
    page.goto("/")
    page.locator(".account > summary").click()
    page.locator(".menu-phone > summary").click()
    assert page.locator(OPEN_MENU).count() == 1
    page.locator("footer").click()
    assert page.locator(OPEN_MENU).count() == 0


def test_menus_work_without_script(open_page, sign_in, site):
    cookies = sign_in("canbo").context.cookies()
    page = open_page(java_script_enabled=False)
    page.context.add_cookies(cookies)
    page.goto("/")
    page.locator(".menu-phone > summary").click()
    page.locator(".menu-phone a[href='/van-ban/']").click()
    page.wait_for_url("**/van-ban/")
    page.locator(".account > summary").click()
    page.locator(".account button[type=submit]").click()
    page.goto("/viec-cua-toi/")
    assert "/dang-nhap/" in page.url


def test_outline_is_folded_on_a_phone_and_beside_the_text_on_a_desktop(sign_in, site):
    page = sign_in("canbo")
    page.goto(site.page_path("PolicyPage"))
    first = page.locator(".outline a").first
    assert not first.is_visible()
    page.locator(".outline > summary").click()
    first.click()
    assert not first.is_visible()
    assert "#" in page.url
    page.set_viewport_size(DESKTOP)
    assert first.is_visible()
    outline, text = page.locator(".outline"), page.locator("article.document")
    assert outline.bounding_box()["x"] < text.bounding_box()["x"]


def test_focus_can_be_seen_on_every_stop_of_the_home_page(sign_in):
    page = sign_in("canbo", viewport=DESKTOP)
    page.goto("/")
    for _ in range(15):
        press(page, "Tab")
        drawn = page.evaluate(
            """() => {
                const element = document.activeElement;
                return [null, "::after"]
                    .map((part) => getComputedStyle(element, part))
                    .some((look) => look.outlineStyle === "solid" && look.outlineWidth === "3px");
            }"""
        )
        assert drawn, page.evaluate("document.activeElement.outerHTML")


def test_paper_shows_the_document_without_the_menus(sign_in, site):
    page = sign_in("canbo", viewport=DESKTOP)
    page.goto(site.page_path("PolicyPage"))
    page.emulate_media(media="print")
    for hidden in (".masthead", ".mainnav", ".outline", ".breadcrumb", ".account"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("article.document").is_visible()
    assert page.locator(".paper-head").is_visible()
