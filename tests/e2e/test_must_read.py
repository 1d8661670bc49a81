"""A reader confirms a document on a phone, and again after a change in substance."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.must_read import NOTE
from tests.e2e.test_accessibility import NARROWEST, assert_accessible

pytestmark = pytest.mark.browser

CONFIRM = "Tôi đã đọc và hiểu"


@pytest.fixture
def plan(own_site):
    """The address of the plan, once it must be confirmed."""
    return "/" + own_site.run("-m", "tests.e2e.must_read", "first").strip()


def confirm(page):
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.locator(".messages")).to_contain_text("đã được ghi nhận")
    expect(page.locator("#xac-nhan")).to_contain_text("đã đọc và hiểu văn bản này")
    expect(page.get_by_role("button", name=CONFIRM)).to_have_count(0)


def test_confirmed_on_a_phone_and_again_after_a_change(own_site, plan, sign_in):
    page = sign_in("canbo", site=own_site, viewport=PHONE)
    page.goto("/viec-cua-toi/")
    page.locator(f"main a[href$='{plan}']").first.click()
    page.wait_for_url(f"**{plan}")
    page.locator("a[href='#xac-nhan']").click()
    expect(page.locator("#xac-nhan")).to_be_in_viewport()
    assert_accessible(page)
    page.set_viewport_size(NARROWEST)
    assert_accessible(page)
    confirm(page)
    assert_accessible(page)

    own_site.run("-m", "tests.e2e.must_read", "again")
    page.goto(plan)
    panel = page.locator("#xac-nhan")
    expect(panel).to_contain_text(NOTE)
    expect(panel.locator(".changes ins")).to_contain_text("Ưu tiên dịch vụ công trực tuyến.")
    assert_accessible(page)
    panel.locator(".changes a").first.click()
    expect(page.locator("[id='III.1.c']")).to_be_in_viewport()
    confirm(page)


def test_a_stale_screen_stores_nothing(own_site, plan, sign_in):
    page = sign_in("canbo", site=own_site, viewport=PHONE)
    page.goto(plan)
    own_site.run("-m", "tests.e2e.must_read", "again")
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.locator(".messages")).to_contain_text("Chưa ghi nhận")
    confirm(page)


def test_a_head_records_a_meeting_without_script(own_site, plan, sign_in):
    page = sign_in("truongphong", site=own_site, viewport=PHONE)
    page.goto(plan)
    page.locator("#xac-nhan a", has_text="Ghi nhận cuộc họp").click()
    assert_accessible(page)
    page.set_viewport_size(DESKTOP)
    assert_accessible(page)
    page.locator("[name=kind]").select_option("giao-ban")
    page.locator("[name=nguoi]").first.check()
    page.get_by_role("button", name="Ghi nhận cuộc họp").click()
    expect(page.locator(".messages")).to_contain_text("Đã ghi nhận cuộc họp")
    expect(page.locator("[name=nguoi]")).to_have_count(1)
    assert_accessible(page)
