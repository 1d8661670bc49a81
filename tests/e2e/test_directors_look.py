"""The Director between two meetings: a phone, the home page, and whom to call."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser

SCREENS = ("tong-quan", "xep-hang", "chu-de", "im-lang", "tre-han")


def assert_sound(page):
    """Axe has nothing to say, and nothing has to be moved sideways."""
    results = Axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    overflow = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"


def test_from_home_to_the_unit_that_nobody_has_heard_of(sign_in):
    page = sign_in("giamdoc")
    page.goto("/")
    page.click("text=Xem tổng quan")
    page.wait_for_url("**/bao-cao/tong-quan/")
    silent = page.locator(".stat", has_text="đơn vị chưa có ai tham gia")
    assert int(silent.locator(".stat__value").inner_text()) == 3
    assert silent.bounding_box()["y"] < 740, "the essential stands on the first screen"
    assert_sound(page)

    silent.locator("a").click()
    page.wait_for_url("**/bao-cao/im-lang/?nhiem-vu=dang-chay")
    assert page.locator(".unit-list li").count() == 3
    page.click(".unit-list a:has-text('Phòng, chống tệ nạn')")
    page.wait_for_url("**/don-vi/**")
    assert "Phòng Phòng, chống tệ nạn xã hội" in page.inner_text("main")
    assert "0,0" in page.inner_text("main")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_reads_on_a_phone_and_at_a_desk(sign_in, screen):
    page = sign_in("giamdoc")
    page.goto(f"/bao-cao/{screen}/")
    assert_sound(page)
    page.set_viewport_size(DESKTOP)
    page.reload()
    assert_sound(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_sound(page)


def test_the_ranking_is_narrowed_down_without_script(open_page, sign_in, site):
    cookies = sign_in("vanphong").context.cookies()
    page = open_page(java_script_enabled=False)
    page.context.add_cookies(cookies)
    page.goto("/bao-cao/xep-hang/")
    page.select_option("#nhiem-vu", label="Tự luyện: thể thức văn bản – 5 câu")
    page.click("text=Xem số liệu")
    page.wait_for_url("**nhiem-vu=quiz**")
    assert page.locator(".league").count() >= 1
    assert page.locator("#nhiem-vu option[selected]").inner_text().startswith("Tự luyện")
