"""An author's morning: a workbook goes into the bank, out again, and a wrong key comes to light."""

import pytest
from playwright.sync_api import expect

from quiz.formats.moodle_xml import reading as moodle_xml
from tests.e2e import author_workbook as workbook
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.sitting import begin
from tests.e2e.test_accessibility import assert_accessible
from tests.e2e.test_roll_import import assert_own_part_accessible

pytestmark = pytest.mark.browser

FILE_NAME = "Câu hỏi một cửa.xlsx"
REASON = "Hồ sơ gửi ngoài giờ được tính từ đầu giờ làm việc kế tiếp, theo quy chế của Sở"
RIGHT = "Đầu giờ làm việc kế tiếp"
ROW_OF = {stem: row for row, (_, stem, _, _) in enumerate(workbook.QUESTIONS, start=2)}


def look(page):
    """Examine the page at a desk and on a phone, then go on at the desk."""
    assert_own_part_accessible(page)
    page.set_viewport_size(PHONE)
    assert_own_part_accessible(page)
    too_wide = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the screen"
    page.set_viewport_size(DESKTOP)


def downloaded(page, selector):
    """Follow a link to a file and return its content."""
    with page.expect_download() as download:
        page.click(selector)
    return download.value.path().read_bytes()


def take_in(page, content):
    """Send the workbook through the form and wait for its dry run."""
    page.goto("/quan-tri/nhap-cau-hoi/")
    file = {"name": FILE_NAME, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.select_option("[name=topic]", index=1)
    page.click("main form button[type=submit]")
    page.wait_for_selector(".import__card")


def card(page, stem):
    """Return the card of the question, the one without a stem for an empty one."""
    return page.locator(f"#cau-{ROW_OF[stem] - 1}")


def read_the_faults(page):
    """Each fault stands at its question, with sheet and row, in Vietnamese."""
    for stem, said in (
        (workbook.NO_SUCH_OPTION, "Đáp án «E» chỉ vào phương án để trống"),
        ("", "không có nội dung câu hỏi"),
        (workbook.TWO_ALIKE, "Hai phương án trùng nhau"),
    ):
        fault = card(page, stem).locator(".import__problem--critical")
        expect(fault).to_have_count(1)
        expect(fault).to_contain_text(said)
        expect(fault).to_contain_text(f"trang tính «Câu hỏi», dòng {ROW_OF[stem]}")
    expect(page.locator(".import__problem--critical:visible")).to_have_count(3)
    expect(card(page, workbook.KNOWN)).to_contain_text("Đã có trong ngân hàng")
    expect(page.locator("button:has-text('Ghi vào ngân hàng')")).to_be_disabled()


def mend(page, stem, change):
    """Open the question as a form, change it, and keep it."""
    card(page, stem).get_by_role("link", name="Sửa tại đây").click()
    change(card(page, stem))
    card(page, stem).get_by_role("button", name="Giữ lại và kiểm tra").click()
    expect(card(page, stem).locator(".import__problem--critical")).to_have_count(0)


def in_use(site):
    """Return for each question of the workbook that was taken over whether people are asked it."""
    marks = ", ".join("?" * len(workbook.TAKEN_OVER))
    statement = f"SELECT live FROM quiz_question WHERE stem IN ({marks})"
    return [bool(is_live) for (is_live,) in site.rows(statement, *workbook.TAKEN_OVER)]


def number_in_bank(site):
    """Return how many questions the bank has."""
    return site.rows("SELECT count(*) FROM quiz_question")[0][0]


def write_and_hand_in(page, content, site):
    """Mend two, leave one out, write the rest and hand the lot in; return its address."""
    before = number_in_bank(site)
    take_in(page, content)
    read_the_faults(page)
    look(page)
    mend(
        page,
        workbook.NO_SUCH_OPTION,
        lambda form: form.locator("[name$='-2-is_correct']").check(),
    )
    mend(page, workbook.TWO_ALIKE, lambda form: form.locator("[name$='-2-text']").fill("Lái xe"))
    card(page, "").get_by_role("button", name="Bỏ qua").click()
    page.get_by_role("button", name="Ghi vào ngân hàng").click()
    page.get_by_role("button", name="Gửi duyệt cả lô").click()
    expect(page.locator("main")).to_contain_text("Đang chờ người thứ hai duyệt")
    expect(page.get_by_role("button", name="Duyệt cả lô")).to_have_count(0)
    assert number_in_bank(site) == before + len(workbook.TAKEN_OVER)
    assert in_use(site) == [False] * len(workbook.TAKEN_OVER)
    return page.url


def approve(page, address, site):
    """Look through the lot and approve it."""
    page.goto(address)
    expect(page.locator("main")).to_contain_text(workbook.WRONG_KEY)
    look(page)
    page.get_by_role("button", name="Duyệt cả lô").click()
    page.wait_for_selector("text=Từ nay các câu hỏi này được đưa vào sử dụng")
    assert in_use(site) == [True] * len(workbook.TAKEN_OVER)


def take_the_same_file_in_again(page, content, site):
    """Nothing of it is new but the row that was left out, which has its fault again."""
    before = number_in_bank(site)
    take_in(page, content)
    page.get_by_role("button", name="Bỏ qua tất cả câu có lỗi").click()
    expect(page.locator("main")).to_contain_text("không còn gì để ghi")
    expect(page.get_by_role("button", name="Ghi vào ngân hàng")).to_be_disabled()
    assert number_in_bank(site) == before


def export(page):
    """Take what is found in the bank out as Moodle XML; return what stands in the file."""
    page.goto("/quan-tri/snippets/quiz/question/?q=dot+thang+muoi+mot")
    page.click("a:has-text('Xuất ra tệp')")
    page.check("[name=dinh-dang][value=moodle_xml]")
    page.get_by_role("button", name="Xem những gì sẽ vào tệp").click()
    expect(page.locator(".import__box--warning")).to_contain_text(workbook.SURVEY)
    look(page)
    return moodle_xml.read(downloaded(page, "a[download]"))


def answer(page, site, path):
    """Take the quiz: the answer that the file calls wrong, and the right one of the other."""
    sitting = begin(page, site, path)
    sitting.choose(RIGHT)
    sitting.page.locator("[data-move='1']").click()
    sitting.question.locator("label").first.click()
    sitting.expect_status("saved")
    sitting.hand_in()
    page.wait_for_url("**/ket-qua/")


def propose(page):
    """Propose another key, having seen whose result it changes; return the proposal's address."""
    page.goto(f"/quan-tri/snippets/quiz/question/?q={workbook.CODE_OF_FIRST}")
    page.locator("main tbody [data-w-dropdown-target=toggle]").click()
    page.get_by_role("link", name="Đáp án sai?").click()
    page.wait_for_url("**/dap-an-sai/cau-hoi/**")
    look(page)
    page.check("input[name=act][value=change]")
    page.get_by_label(RIGHT).check()
    page.click("button[value=preview]")
    expect(page.locator(".bank-figures")).to_contain_text("người đổi điểm")
    page.fill("textarea[name=reason]", REASON)
    look(page)
    page.click("button[value=propose]")
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("button[value=agree]")).to_have_count(0)
    return page.url


def agree(page, address):
    """Decide about the proposal as the second person."""
    page.goto(address)
    look(page)
    page.click("button[value=agree]")
    expect(page.locator("main")).to_contain_text("Những gì đã thay đổi")


def result(site):
    """Return points, maximum and whether it was enough, of the attempt that was begun last."""
    return site.rows("SELECT score, maximum, is_passed FROM quiz_attempt ORDER BY id DESC")[0]


def see_the_result(page, points, *sentences):
    """The page of the result says so, and is fit for everybody."""
    page.reload()
    expect(page.locator("main .stats")).to_contain_text(points)
    for sentence in sentences:
        expect(page.locator("main")).to_contain_text(sentence)
    assert_accessible(page)


def test_from_the_template_to_the_repair_of_a_wrong_key(own_site, sign_in):
    author = sign_in("bientap", site=own_site, viewport=DESKTOP)
    office = sign_in("vanphong", site=own_site, viewport=DESKTOP)
    staff = sign_in("canbo", site=own_site)

    author.goto("/quan-tri/nhap-cau-hoi/")
    look(author)
    content = workbook.filled(downloaded(author, "a:has-text('XLSX')"))
    lot = write_and_hand_in(author, content, own_site)
    approve(office, lot, own_site)
    take_the_same_file_in_again(author, content, own_site)
    exported = export(author)
    assert not exported.problems
    stems = {question.stem for question in exported.questions}
    assert stems == set(workbook.TAKEN_OVER) - {workbook.SURVEY}

    quiz = own_site.run("-m", "tests.e2e.quiz_of_question", workbook.CODE_OF_FIRST)
    answer(staff, own_site, f"/{quiz}")
    see_the_result(staff, "1/2", "Chưa đạt")
    assert result(own_site) == (1, 2, 0)
    agree(office, propose(author))
    see_the_result(staff, "2/2", "Chấm lại ngày", REASON, "trước là 1/2, nay là 2/2")
    assert result(own_site) == (2, 2, 1)
    assert own_site.rows("SELECT act, state FROM quiz_keyrepair") == [("change", "applied")]
