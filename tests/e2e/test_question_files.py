"""An author takes a file in, mends and hands in; a second person approves; it goes out again."""

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_roll_import import assert_own_part_accessible

pytestmark = pytest.mark.browser

FILE = """Câu 1: Thủ đô của nước ta là thành phố nào?
A. Hà Nội
B. Huế
C. Đà Nẵng
Đáp án: A

Câu 2: Cơ quan nào chủ trì cải cách hành chính của tỉnh?
A. Sở Nội vụ
B. Thanh tra tỉnh

Câu 3: Bộ phận một cửa làm việc theo nguyên tắc nào?
A. Công khai, minh bạch
B. Tùy nơi
Đáp án: C
"""
SHEET = "X1;X2;X3;X4;X5\n1;Thủ đô?;Hà Nội;Huế;A\n2;Cố đô?;Hà Nội;Huế;B\n"


def take_in(page, content, name="cau-hoi.txt"):
    """Send the file through the form."""
    page.goto("/quan-tri/nhap-cau-hoi/")
    assert_own_part_accessible(page)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content.encode()}
    page.set_input_files("[name=file]", file)
    page.select_option("[name=topic]", index=1)
    page.click("main form button[type=submit]")
    page.wait_for_selector(".import__steps")


def narrow(page):
    """Look at the same page on a phone, and go back to the desktop."""
    page.set_viewport_size(PHONE)
    assert_own_part_accessible(page)
    overflow = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"
    page.set_viewport_size(DESKTOP)


def test_a_file_with_faults_is_mended_written_approved_and_goes_out_again(own_site, sign_in):
    page = sign_in("bientap", site=own_site, viewport=DESKTOP)
    take_in(page, FILE)
    assert page.locator("button:has-text('Ghi vào ngân hàng')").is_disabled()
    assert page.locator("#cau-2 .import__problem--critical").count()
    assert_own_part_accessible(page)
    narrow(page)

    page.click("#cau-2 a:has-text('Sửa tại đây')")
    page.wait_for_selector("#cau-2 [name=cau-options-0-is_correct]")
    assert_own_part_accessible(page)
    narrow(page)
    page.check("#cau-2 [name=cau-options-0-is_correct]")
    page.click("#cau-2 button:has-text('Giữ lại và kiểm tra')")
    page.wait_for_selector("#cau-2 .import__option--right")
    page.click("#cau-3 button:has-text('Bỏ qua')")
    page.click("button:has-text('Ghi vào ngân hàng')")
    page.click("button:has-text('Gửi duyệt cả lô')")
    page.wait_for_selector("text=Đang chờ người thứ hai duyệt")
    assert page.locator("button:has-text('Duyệt cả lô')").count() == 0
    address = page.url

    other = sign_in("vanphong", site=own_site, viewport=DESKTOP)
    other.goto(address)
    assert "Thủ đô của nước ta" in other.inner_text("main")
    assert_own_part_accessible(other)
    narrow(other)
    other.click("button:has-text('Duyệt cả lô')")
    other.wait_for_selector("text=Từ nay các câu hỏi này được đưa vào sử dụng")

    take_in(page, FILE)
    assert "Bỏ qua tất cả câu có lỗi" in page.inner_text("main")
    page.goto("/quan-tri/snippets/quiz/question/?q=thu+do+nuoc+ta")
    page.click("a:has-text('Xuất ra tệp')")
    page.wait_for_selector("[name=dinh-dang]")
    assert_own_part_accessible(page)
    page.check("[name=dinh-dang][value=moodle_xml]")
    page.click("button:has-text('Xem những gì sẽ vào tệp')")
    page.wait_for_selector("a[download]")
    assert_own_part_accessible(page)
    narrow(page)
    with page.expect_download() as download:
        page.click("a[download]")
    assert "Hà Nội" in download.value.path().read_text()


def test_columns_are_named_by_hand_where_they_are_not_understood(own_site, sign_in):
    page = sign_in("bientap", site=own_site, viewport=DESKTOP)
    take_in(page, SHEET, "bang.csv")
    assert "Các cột có nghĩa là gì?" in page.inner_text("main")
    assert_own_part_accessible(page)
    narrow(page)
    for column, field in enumerate(("number", "stem", "option_A", "option_B", "key")):
        page.select_option(f"[name=bang-0-cot-{column}]", field)
    page.select_option("[name=bang-0-tieu-de]", "1")
    page.click("button:has-text('Đọc theo các cột này')")
    page.wait_for_selector(".import__card")
    assert page.locator(".import__card").count() == 2
    assert page.locator(".import__option--right").all_inner_texts()[1].startswith("B.")
