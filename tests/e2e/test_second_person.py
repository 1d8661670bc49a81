"""A request to withdraw, from the editor's button to the confirmation; its screens pass axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser


def assert_accessible(page):
    """The part of the screen that is ours passes; what frames it is Wagtail's own."""
    results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()


def test_one_asks_and_another_confirms(sign_in, own_site):
    path = own_site.page_path("NewsPage")
    ((number, title),) = own_site.rows(
        "SELECT id, title FROM wagtailcore_page WHERE url_path LIKE ?", f"%{path}"
    )
    editor = sign_in("bientap", site=own_site, viewport=DESKTOP)
    editor.goto(f"/quan-tri/de-nghi/pages/newspage/{number}/unpublish/")
    assert_accessible(editor)
    editor.get_by_role("textbox", name="Lý do").fill("Số liệu đã cũ.")
    editor.get_by_role("button", name="Gửi đề nghị").click()
    expect(editor.get_by_role("link", name=title)).to_be_visible()
    assert_accessible(editor)

    office = sign_in("vanphong", site=own_site, viewport=PHONE)
    office.goto("/quan-tri/")
    office.get_by_role("link", name=title).first.click()
    expect(office.get_by_text("Số liệu đã cũ.")).to_be_visible()
    assert_accessible(office)
    office.get_by_role("button", name="Xác nhận và thực hiện").click()
    office.wait_for_url("**/quan-tri/de-nghi/")
    assert_accessible(office)
    assert office.goto(path).status == 404
