"""The import of the roll in a browser, without a script of ours: file, question, apply, again."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP
from tests.e2e.test_accessibility import OPTIONS
from tests.organisation.roll import files

pytestmark = pytest.mark.browser

ROWS = [
    files.HEADINGS,
    ("BR-1", "Phan Thị Trình Duyệt", "Văn phòng Sở", "", "Công chức", ""),
    ("BR-2", "Lê Văn Hỏi", "Phòng Lao động - Thương binh và Xã hội Kỳ Anh", "", "Công chức", ""),
]


def assert_own_part_accessible(page):
    """Examine what stands within Wagtail's frame."""
    results = Axe().run(page, context="main", options=OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def take_in(page, content):
    """Send the file through the form and wait for its dry run."""
    page.goto("/quan-tri/nhap-danh-sach/")
    assert_own_part_accessible(page)
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.click("main form button[type=submit]")
    page.wait_for_selector(".roll__counts")
    assert_own_part_accessible(page)


def numbers(page):
    """New units, joined, moved, changed, left, unchanged."""
    return [int(text) for text in page.locator(".roll__counts dd").all_inner_texts()]


def test_a_file_is_tried_asked_about_applied_and_adds_nothing_again(own_site, sign_in):
    page = sign_in("quantri", site=own_site, viewport=DESKTOP)
    take_in(page, files.xlsx(*ROWS))
    assert page.locator("button:has-text('Áp dụng từ')").count() == 0

    page.check("fieldset label:has-text('thị xã Kỳ Anh') input")
    page.click("button:has-text('Lưu câu trả lời')")
    page.wait_for_selector("button:has-text('Áp dụng từ')")
    assert numbers(page) == [0, 2, 0, 0, 0, 0]
    assert_own_part_accessible(page)
    page.click("button:has-text('Áp dụng từ')")
    page.wait_for_selector("text=Đã áp dụng lúc")

    take_in(page, files.xlsx(*ROWS))
    assert numbers(page) == [0, 0, 0, 0, 0, 2]
    page.goto("/quan-tri/nguoi/?q=trinh+duyet")
    assert "Phan Thị Trình Duyệt" in page.inner_text("main")
