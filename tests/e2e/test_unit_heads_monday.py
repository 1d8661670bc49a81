"""A unit head on Monday morning, on an old phone: how do we stand, who is missing, remind them."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import assert_accessible

pytestmark = pytest.mark.browser

QUIZ_TITLE = "Cùng hiểu Kế hoạch số 28"


def open_own_list(page, check):
    """Go from the list of reports to those of the own unit who are not done, checking each."""
    page.goto("/bao-cao/")
    card = page.locator(".report-card", has_text=QUIZ_TITLE)
    expect(card.locator(".summary__share")).to_contain_text("%")
    check(page)
    card.locator("h2 a").click()
    expect(page.locator(".trend__plot")).to_be_visible()
    check(page)
    page.get_by_role("link", name="chưa hoàn thành").first.click()
    check(page)
    return page.locator("table.names input[type=checkbox]")


def forget_reminders(site):
    """Let nobody have been reminded by hand yet."""
    site.rows("DELETE FROM notices_notice WHERE sent_by_id IS NOT NULL")


def is_anything(_page):
    """Check nothing: the examination of a page is itself a script."""


def reminded(site):
    """How many notices a person has sent by hand."""
    ((number,),) = site.rows("SELECT count(*) FROM notices_notice WHERE sent_by_id IS NOT NULL")
    return number


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_head_sees_the_share_and_reminds_one_and_then_all(own_site, sign_in, script):
    forget_reminders(own_site)
    page = sign_in("truongphong", site=own_site, viewport=PHONE, java_script_enabled=script)
    check = assert_accessible if script else is_anything
    boxes = open_own_list(page, check)
    number = boxes.count()
    assert number > 1

    boxes.first.check()
    page.get_by_role("button", name="Nhắc những người đã chọn").click()
    expect(page.locator("h1")).to_have_text("Nhắc 1 người?")
    check(page)
    page.get_by_role("button", name="Gửi lời nhắc").click()
    expect(page.locator(".messages")).to_contain_text("Đã nhắc 1 người.")
    assert reminded(own_site) == 1

    page.get_by_role("link", name="Nhắc tất cả").click()
    expect(page.locator("h1")).to_have_text(f"Nhắc {number - 1} người?")
    page.get_by_role("button", name="Gửi lời nhắc").click()
    expect(page.locator(".messages")).to_contain_text(f"Đã nhắc {number - 1} người.")
    assert reminded(own_site) == number


def test_at_a_desk_the_report_shows_trend_bars_and_figures(site, sign_in):
    page = sign_in("vanphong", site=site, viewport=DESKTOP)
    page.goto("/bao-cao/")
    page.locator(".report-card", has_text=QUIZ_TITLE).locator("h2 a").click()
    expect(page.locator(".trend__plot")).to_be_visible()
    unit = page.locator(".bars th a").first
    name = unit.inner_text()
    unit.click()
    expect(page.locator(".summary__title")).to_have_text(name)
    page.locator(".trend__table summary").click()
    expect(page.locator(".trend__table tbody tr").first).to_be_visible()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.locator(".print-only").first).to_be_visible()
    expect(page.locator(".summary .button").first).to_be_hidden()
    expect(page.locator(".masthead .brand__name")).to_be_visible()
