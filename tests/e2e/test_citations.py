"""Citations in a browser: a reader follows them, an editor sees what is missing or in doubt."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.approval import approve, submit
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import NARROWEST, assert_accessible
from tests.e2e.test_roll_import import assert_own_part_accessible

pytestmark = pytest.mark.browser

PLAN = "/van-ban/ke-hoach-28-kh-sldtbxh/"
NOTICE = "/van-ban/thong-bao-minh-hoa-01/"
MISSING = "Kế hoạch số 493/KH-UBND ngày 21/12/2020"
NOTE = "Ngày in là 19/6/2019; kho văn bản ghi 18/6/2019."
TITLE = "Kế hoạch tuyên truyền của tỉnh năm 2021"
PROVINCES_PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 493/KH-UBND                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                    Độc lập - Tự do - Hạnh phúc

                            Hà Tĩnh, ngày 21 tháng 12 năm 2020

                               KẾ HOẠCH
       Về việc tuyên truyền cải cách hành chính tỉnh Hà Tĩnh năm 2021

I. MỤC ĐÍCH
       1. Nâng cao nhận thức về cải cách hành chính.
II. TỔ CHỨC THỰC HIỆN
       1. Các sở, ban, ngành xây dựng kế hoạch của mình.

Nơi nhận:                                        TM. ỦY BAN NHÂN DÂN
- Các sở, ban, ngành;                                KT. CHỦ TỊCH
- Lưu: VT.                                           PHÓ CHỦ TỊCH

                                                     Nguyễn Văn Minh Họa
"""


def test_a_reader_follows_a_citation_to_its_point_and_back(sign_in):
    page = sign_in("canbo", viewport=PHONE)
    page.goto(NOTICE)
    assert_accessible(page)
    page.get_by_role("link", name="mục III.2 Kế hoạch số 28/KH-SLĐTBXH ngày 22/01/2021").click()
    page.wait_for_url(f"**{PLAN}#III.2")
    expect(page.locator("[id='III.2']")).to_be_in_viewport()
    cited_in = page.locator("section", has=page.get_by_role("heading", name="được dẫn trong"))
    expect(cited_in.get_by_role("link", name="Minh họa: Thông báo")).to_have_count(1)
    missing = page.locator("#mo-dau .citation--missing, .citation--missing").first
    expect(missing).to_have_text(MISSING)
    expect(page.get_by_role("link", name=MISSING)).to_have_count(0)
    page.set_viewport_size(NARROWEST)
    assert_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("report", ["", "chua-co/"])
def test_the_reports_can_be_read_by_everybody(report, size, sign_in):
    page = sign_in("bientap", viewport=size)
    page.goto(f"/quan-tri/reports/vien-dan/{report}")
    expect(page.locator("main table tbody tr").first).to_be_visible()
    assert_own_part_accessible(page)


def test_a_doubt_becomes_a_note_in_a_draft_without_script(own_site, open_page, sign_in):
    known = sign_in("bientap", site=own_site, viewport=DESKTOP).context.storage_state()
    page = open_page(
        site=own_site, viewport=DESKTOP, storage_state=known, java_script_enabled=False
    )
    page.goto("/quan-tri/reports/vien-dan/")
    page.get_by_role("link", name="Quyết định số 36/2019/QĐ-UBND ngày 19/6/2019").click()
    note = page.get_by_label("Ghi chú của biên tập viên")
    expect(note).to_have_value(
        "«Quyết định số 36/2019/QĐ-UBND ngày 19/6/2019»: ngày không khớp với kho văn bản."
    )
    note.fill(NOTE)
    page.get_by_role("button", name="Lưu ghi chú thành bản nháp").click()
    page.wait_for_url("**/quan-tri/pages/*/edit/")
    ((draft, text),) = own_site.rows(
        "SELECT page.has_unpublished_changes, revision.content FROM wagtailcore_page page"
        " JOIN wagtailcore_revision revision ON revision.id = page.latest_revision_id"
        " WHERE slug = 'chuong-trinh-minh-hoa-02'"
    )
    assert draft
    body = json.loads(json.loads(text)["body"])
    noted = [block["value"]["anchor"] for block in body if NOTE in block["value"]["note"]]
    assert noted == ["II.1"]


def test_entering_what_is_missing_links_all_places_at_once(own_site, sign_in):
    editor = sign_in("bientap", site=own_site, viewport=DESKTOP)
    editor.goto("/quan-tri/reports/vien-dan/chua-co/")
    row = editor.locator("tr", has_text="493/KH-UBND")
    expect(row.get_by_role("link", name="Kế hoạch tuyên truyền").first).to_be_visible()
    editor.get_by_role("link", name="Đưa văn bản vào").click()
    editor.wait_for_url("**/nhap-van-ban/")
    editor.locator("[name=text]").fill(PROVINCES_PLAN)
    editor.get_by_role("button", name="Đọc và xem trước").click()
    expect(editor.get_by_label("Ký hiệu")).to_have_value("KH-UBND")
    editor.get_by_label("Tên trang").fill(TITLE)
    editor.get_by_role("button", name="Tạo bản nháp").click()
    editor.wait_for_url("**/quan-tri/pages/*/edit/")
    submit(editor)
    approve(sign_in("vanphong", site=own_site, viewport=DESKTOP), TITLE)

    reader = sign_in("canbo", site=own_site, viewport=PHONE)
    for address in (PLAN, "/van-ban/chuong-trinh-minh-hoa-02/"):
        reader.goto(address)
        expect(reader.locator(".citation--missing", has_text="493/KH-UBND")).to_have_count(0)
        expect(reader.get_by_role("link", name=MISSING).first).to_be_visible()
    reader.get_by_role("link", name=MISSING).first.click()
    expect(reader.locator("h1")).to_have_text(TITLE)
    assert_accessible(reader)
    editor.goto("/quan-tri/reports/vien-dan/chua-co/")
    expect(editor.locator("tr", has_text="493/KH-UBND")).to_have_count(0)
