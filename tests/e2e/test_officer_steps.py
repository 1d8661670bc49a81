"""Screens of the IT officer that come after a first step pass axe, wide and narrow."""

import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS
from tests.organisation.roll import files

pytestmark = pytest.mark.browser

# A fault, a question and somebody new.
ROWS = [
    files.HEADINGS,
    ("ST-1", "Phan Thị Trình Duyệt", "Văn phòng Sở", "", "Công chức", ""),
    ("ST-2", "Lê Văn Hỏi", "Phòng Lao động - Thương binh và Xã hội Kỳ Anh", "", "Công chức", ""),
    ("ST-3", "Trần Văn Lỗi", "Văn phòng Sở", "", "Công chức", "không phải thư"),
]


@pytest.fixture
def officer(own_site, sign_in):
    return sign_in("quantri", site=own_site, viewport=DESKTOP)


def assert_accessible(page, part="main .nice-padding"):
    """Examine our part of the screen on a desktop and on a phone."""
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        results = Axe().run(page, context=part, options=OPTIONS)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def test_the_dry_run_with_faults_and_questions(officer):
    officer.goto("/quan-tri/nhap-danh-sach/")
    content = files.xlsx(*ROWS)
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    officer.set_input_files("[name=file]", file)
    officer.click("main form.roll__form button[type=submit]")
    officer.wait_for_selector(".roll__counts")
    assert officer.get_by_role("heading", name="Câu hỏi").count() == 1
    assert_accessible(officer)


def test_slips_with_a_next_round(officer):
    officer.goto("/quan-tri/cap-tai-khoan/")
    officer.select_option("[name=unit]", index=1)
    officer.click("main form[method=get] button[type=submit]")
    officer.wait_for_selector("[name=person]")
    assert_accessible(officer)
    for box in officer.locator("[name=person]").all()[1:]:
        box.uncheck()
    officer.click("main form[method=post] button[type=submit]")
    officer.wait_for_selector(".slip")
    assert_accessible(officer, "body")
    officer.click("a.next")
    officer.wait_for_selector(".first-accounts__progress")
    assert officer.locator("[name=person]").count() > 0
    assert_accessible(officer)


def test_reorganisation_from_the_second_step_on(officer):
    officer.goto("/quan-tri/sap-xep/moi/")
    officer.check("[name=kind][value=transfer]")
    day = datetime.date.today() + datetime.timedelta(days=30)
    for name, text in (
        ("effective_on", f"{day:%d/%m/%Y}"),
        ("decision_number", "12/QĐ-UBND"),
        ("decision_on", "20/12/2025"),
        ("reason", "Sắp xếp tổ chức bộ máy"),
    ):
        officer.fill(f"[name={name}]", text)
    officer.get_by_role("checkbox", name="Văn phòng Sở").first.check()
    officer.click("main form button[type=submit]")
    officer.wait_for_url("**/chi-tiet/")
    assert_accessible(officer)
    officer.fill("[name=function]", "Bảo trợ xã hội")
    officer.get_by_role("checkbox", name="Thanh tra Sở").first.check()
    officer.click("main form button[type=submit]:not([name])")
    officer.wait_for_url("**/nguoi/")
    assert_accessible(officer)
    officer.click("button[name=together]")
    officer.wait_for_selector("text=Mời anh/chị chọn nơi những người này chuyển đến")
    assert_accessible(officer)
    officer.locator("[name=ticked]").first.check()
    officer.select_option("[name=together_to]", index=1)
    officer.click("button[name=together]")
    officer.wait_for_selector("text=1 người:")
    officer.locator("main form button[type=submit]").last.click()
    officer.wait_for_url("**/xem-truoc/")
    assert_accessible(officer)


def test_an_account_with_roles_and_a_lost_factor(officer, own_site):
    ((number,),) = own_site.rows("SELECT id FROM accounts_user WHERE username = ?", "canbo")
    officer.goto(f"/quan-tri/users/edit/{number}/")
    assert officer.locator("[name=role_reason]").is_visible()
    reason = "label[for=id_role_reason], #id_role_reason"
    assert officer.locator(reason).count() == 2
    officer.goto(f"/quan-tri/tai-khoan/{number}/yeu-to-thu-hai/")
    assert_accessible(officer)
