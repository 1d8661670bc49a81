"""The log and the files of a page pass axe; what frames them in the admin is Wagtail's own."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser


def open_log(page):
    """The log, narrowed so that it shows lines and the way back."""
    page.goto("/quan-tri/nhat-ky/?hanh_dong=wagtail.")


def open_page_files(page):
    """The files of the first page of a section, by the button in its head."""
    page.goto("/quan-tri/pages/")
    page.locator("main a[href^='/quan-tri/pages/'][href$='/edit/']").first.click()
    number = page.url.split("/pages/")[1].split("/")[0]
    page.goto(f"/quan-tri/tep-cua-trang/{number}/")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("username", "way"), [("vanphong", open_log), ("bientap", open_page_files)]
)
def test_what_stands_in_the_screen(sign_in, username, way, viewport):
    page = sign_in(username, viewport=viewport)
    way(page)
    results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()


def test_narrowing_the_log_by_hand(sign_in):
    page = sign_in("vanphong", viewport=DESKTOP)
    page.goto("/quan-tri/nhat-ky/")
    page.get_by_role("textbox", name="Người").fill("vanphong")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_load_state("networkidle")
    assert "nguoi=vanphong" in page.url
    assert page.get_by_role("link", name="Xem tất cả").is_visible()
