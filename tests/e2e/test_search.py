"""A reader on a phone gets from three letters to the paragraph; without script it is a form."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP
from tests.e2e.test_accessibility import NARROWEST, assert_accessible

pytestmark = pytest.mark.browser


def test_from_three_letters_to_the_document(sign_in):
    page = sign_in("canbo")
    page.goto("/tim-kiem/")
    page.get_by_label("Anh/chị muốn tìm gì?").press_sequentially("tuy")
    first = page.locator("[data-suggestion-list] a").first
    expect(first).to_contain_text("uyên truyền")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_have_count(0)
    page.keyboard.type("en")
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_contain_text("uyên truyền")


def test_from_a_line_without_marks_to_its_paragraph(sign_in):
    page = sign_in("canbo")
    page.goto("/")
    page.get_by_label("Tìm kiếm").fill("nang cao nhan thuc trach nhiem")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator("main mark").first).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(NARROWEST)
    assert_accessible(page)
    link = page.locator(".result-item__heading a[href*='#']").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_filters_and_corrections_without_script(sign_in, open_page):
    page = sign_in("canbo", java_script_enabled=False, viewport=DESKTOP)
    page.goto("/tim-kiem/?q=cai+cahc")
    expect(page.locator(".search__note")).to_contain_text("Có phải anh/chị muốn tìm")
    assert page.locator(".result-item").count() > 1
    page.get_by_text("Thu hẹp kết quả").click()
    page.locator("#loc-nam").select_option(index=1)
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**nam=*")
    expect(page.locator(".result-item").first).to_be_visible()


def test_nothing_found_helps_on(sign_in):
    page = sign_in("canbo", viewport=DESKTOP)
    page.goto("/tim-kiem/?q=xyzzy")
    expect(page.locator(".empty")).to_contain_text("Không tìm thấy")
    assert_accessible(page)
    page.goto("/tim-kiem/?q=cai+cach+hanh+chinh")
    assert_accessible(page)
