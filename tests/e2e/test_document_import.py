"""An editor takes a PDF, a Word file and the plan in, corrects them and hands the drafts in."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from intranet.policies.reading.document import read_text
from tests.e2e.approval import approve, submit
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import assert_accessible
from tests.e2e.test_roll_import import assert_own_part_accessible
from tests.policies.reading.papers import pdf_file, word_file

pytestmark = pytest.mark.browser

DOCUMENTS = Path(__file__).parents[1] / "policies" / "reading" / "documents"
PLAN = Path(__file__).parents[2] / "intranet" / "demo" / "data" / "ke-hoach-28.txt"


def paper(name):
    """A document of the reading tests."""
    return read_text((DOCUMENTS / f"{name}.txt").read_text())


def look(page):
    """The screen passes axe and fits, on a desktop and on a phone."""
    assert_own_part_accessible(page)
    page.set_viewport_size(PHONE)
    assert_own_part_accessible(page)
    overflow = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"
    page.set_viewport_size(DESKTOP)


def take_in(page, name, content):
    """Send the file through the form and wait for what was read."""
    page.goto("/quan-tri/nhap-van-ban/")
    look(page)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Đọc và xem trước").click()
    page.wait_for_selector("#truong-form")
    look(page)


def make_draft(page):
    """Press the button and arrive at the editor of the page."""
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.wait_for_url("**/quan-tri/pages/*/edit/")


def states(site):
    """Title and state of approval of the pages that were handed in."""
    return dict(
        site.rows(
            "SELECT page.draft_title, state.status FROM wagtailcore_page page JOIN "
            "wagtailcore_workflowstate state ON state.object_id = CAST(page.id AS TEXT)"
        )
    )


def read_once_approved(site, sign_in, title, words=""):
    """The Office approves; a reader finds the document in the register with its original."""
    approve(sign_in("vanphong", site=site, viewport=DESKTOP), title)
    reader = sign_in("canbo", site=site, viewport=PHONE)
    reader.goto("/van-ban/")
    reader.get_by_role("link", name=title).first.click()
    expect(reader.locator("h1")).to_have_text(title)
    expect(reader.locator("article.document")).to_contain_text(words)
    expect(reader.locator("main .file a").first).to_be_visible()
    assert_accessible(reader)


def test_a_pdf_is_corrected_part_by_part_and_handed_in(own_site, sign_in):
    page = sign_in("bientap", site=own_site, viewport=DESKTOP)
    take_in(page, "QD-ky-so.pdf", pdf_file(paper("quyet-dinh")))
    page.get_by_label("Tên trang").fill("Quyết định đã đối chiếu")
    page.get_by_label("Ngày ban hành").fill("")
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.locator("#id_issued_on_error")).to_be_visible()
    expect(page.get_by_label("Tên trang")).to_have_value("Quyết định đã đối chiếu")
    look(page)
    page.get_by_label("Ngày ban hành").fill("2021-03-05")

    page.locator(".docimport__part").nth(2).get_by_role("button", name="Sửa").click()
    page.wait_for_url("**/phan/*/")
    look(page)
    page.locator("#main [name=text]").fill("Câu đã sửa tay.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".docimport__outline")).to_contain_text("Câu đã sửa tay.")
    expect(page.get_by_label("Ngày ban hành")).to_have_value("2021-03-05")

    make_draft(page)
    expect(page.locator("[name=title]")).to_have_value("Quyết định đã đối chiếu")
    submit(page)
    assert states(own_site)["Quyết định đã đối chiếu"] == "in_progress"
    read_once_approved(own_site, sign_in, "Quyết định đã đối chiếu", "Câu đã sửa tay.")


def test_a_word_file_becomes_a_draft_once(own_site, sign_in):
    page = sign_in("bientap", site=own_site, viewport=DESKTOP)
    content = word_file(paper("cong-van"))
    take_in(page, "cong-van.docx", content)
    address = page.url
    page.get_by_label("Tên trang").fill("Công văn nhập từ Word")
    make_draft(page)
    submit(page)
    assert states(own_site)["Công văn nhập từ Word"] == "in_progress"
    read_once_approved(own_site, sign_in, "Công văn nhập từ Word")

    page.goto(address)
    expect(page.get_by_role("link", name="Công văn nhập từ Word")).to_be_visible()
    look(page)
    page.goto("/quan-tri/nhap-van-ban/")
    file = {"name": "lan-hai.docx", "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.locator(".docimport__wrong a")).to_have_attribute(
        "href", address.removeprefix(own_site.url)
    )


def test_the_plan_that_is_there_is_told_and_entered_as_another(own_site, open_page, sign_in):
    known = sign_in("bientap", site=own_site, viewport=DESKTOP).context.storage_state()
    page = open_page(
        site=own_site, viewport=DESKTOP, storage_state=known, java_script_enabled=False
    )
    page.goto("/quan-tri/nhap-van-ban/")
    page.locator("[name=text]").fill(PLAN.read_text())
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_label("Ký hiệu")).to_have_value("KH-SLĐTBXH")
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.locator(".docimport__wrong a")).to_be_visible()

    page.locator("[name=number]").fill("29")
    page.get_by_label("Tên trang").fill("Kế hoạch nhập lại")
    make_draft(page)
    ((live,),) = own_site.rows(
        "SELECT live FROM wagtailcore_page WHERE draft_title = 'Kế hoạch nhập lại'"
    )
    assert not live
    scripted = sign_in("bientap", site=own_site, viewport=DESKTOP)
    scripted.goto(page.url)
    submit(scripted)
    read_once_approved(own_site, sign_in, "Kế hoạch nhập lại", "MỤC ĐÍCH, YÊU CẦU")
