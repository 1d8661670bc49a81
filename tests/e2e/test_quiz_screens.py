"""The screens of taking a quiz: moving, kinds of answers, keyboard, states, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import sign_in_by_form
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.sitting import begin, write
from tests.e2e.test_accessibility import NARROWEST, assert_accessible
from tests.e2e.test_keyboard import STEADY, focused, stops
from tests.e2e.test_weight import FIRST_VISIT, FIRST_VISIT_TOTAL, Scale

pytestmark = pytest.mark.browser

EVERY_KIND = {
    1: ["Hai"],
    2: ["Một"],
    3: ["Ba", "Một"],
    4: ["30"],
    5: ["Hà Tĩnh"],
}


def give_every_kind(sitting):
    """Answer one question of each kind and wait until the page says that all are saved."""
    sitting.choose("Hai")
    sitting.go(2)
    sitting.choose("Một")
    sitting.go(3)
    sitting.choose("Một")
    sitting.choose("Ba")
    sitting.go(4)
    sitting.write("30")
    sitting.go(5)
    sitting.write("Hà Tĩnh")
    sitting.go(6)
    for line in sitting.question.locator("select").all():
        line.select_option(index=1)
    for slot in range(1, 7):
        sitting.expect_status("saved", slot)


def test_every_kind_of_answer_is_saved_and_found_again(sit):
    sitting = sit(viewport=DESKTOP)
    give_every_kind(sitting)
    stored = sitting.stored()
    assert {slot: stored[slot] for slot in EVERY_KIND} == EVERY_KIND
    assert 6 in stored
    told = sitting.told()
    sitting.page.reload()
    assert sitting.told() == told
    sitting.check()
    expect(sitting.page.locator("#kiem-tra")).to_contain_text("Tất cả các câu đã có câu trả lời.")
    sitting.page.locator("button[form=nop-bai]").click()
    sitting.page.wait_for_url("**/ket-qua/")
    assert sitting.state() == "submitted"


def test_a_choice_can_be_taken_back(sit):
    sitting = sit(viewport=PHONE)
    expect(sitting.question.get_by_role("button", name="Bỏ chọn")).to_be_hidden()
    sitting.choose("Hai")
    sitting.expect_status("saved")
    sitting.question.get_by_role("button", name="Bỏ chọn").click()
    sitting.expect_status("saved")
    expect(sitting.page.locator("[data-count]")).to_contain_text("0")
    sitting.page.reload()
    assert sitting.told() == {} == sitting.stored()


def test_a_question_half_paired_is_still_open(sit):
    sitting = sit(viewport=DESKTOP)
    sitting.go(6)
    lines = sitting.question.locator("select").all()
    lines[0].select_option(index=1)
    sitting.expect_status("saved")
    place = sitting.page.locator("[data-place='6']")
    expect(place.locator("[data-mark=answered]")).to_be_hidden()
    for line in lines:
        line.select_option(index=1)
    expect(place.locator("[data-mark=answered]")).to_be_visible()


def test_moving_needs_no_line_and_follows_the_browser_s_own_way_back(sit):
    sitting = sit(**STEADY)
    page = sitting.page
    page.context.set_offline(True)
    page.get_by_role("button", name="Câu tiếp").click()
    assert page.url.endswith("#cau-2")
    expect(page).to_have_title(re.compile(r"^Câu 2/6 – Bài thử ngắn"))
    assert focused(page)["name"].startswith("Câu 2")
    page.keyboard.press("Tab")
    assert focused(page)["role"] == "radio"
    sitting.go(6)
    page.get_by_role("button", name="Câu tiếp").click()
    expect(page).to_have_title(re.compile(r"^Bài thử ngắn"))
    page.get_by_role("button", name="Kiểm tra và nộp bài").click()
    assert focused(page) == {**focused(page), "role": "heading", "name": "Kiểm tra và nộp bài"}
    page.get_by_role("link", name="Câu 4", exact=True).click()
    expect(page.locator("#cau-4")).to_be_visible()
    page.go_back()
    expect(page.locator("#kiem-tra")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.locator("#cau-6")).to_be_visible()
    expect(page.locator("[data-place='6']")).to_have_attribute("aria-current", "step")


def test_what_does_not_answer_the_question_is_said_and_stays_in_the_field(sit):
    sitting = sit()
    sitting.go(4)
    sitting.write("ba mươi")
    sitting.question.locator("input[type=text]").blur()
    sitting.expect_status("refused")
    assert sitting.stored() == {}
    sitting.page.reload()
    sitting.expect_status("refused", 4)
    expect(sitting.question.locator("input[type=text]")).to_have_value("ba mươi")
    sitting.write("30,5")
    sitting.expect_status("saved")
    assert sitting.told() == {4: ["30,5"]}


def test_a_question_is_flagged_in_words_and_found_again(sit, quiz_site):
    sitting = sit()
    flag = sitting.question.get_by_role("button", name="Xem lại sau")
    flag.click()
    expect(flag).to_have_attribute("aria-pressed", "true")
    place = sitting.page.get_by_role("link", name="Câu 1 chưa trả lời cần xem lại", exact=True)
    expect(place).to_be_visible()
    sitting.page.wait_for_load_state("networkidle")
    sitting.page.reload()
    expect(place).to_be_visible()
    assert quiz_site.rows(
        "SELECT slot FROM quiz_response WHERE is_flagged AND attempt_id = ?", sitting.attempt_id
    ) == [(1,)]


def test_the_right_answer_is_shown_for_practice_and_the_answer_stays(sit):
    sitting = sit()
    sitting.choose("Hai")
    sitting.question.get_by_role("button", name="Xem đáp án").click()
    expect(sitting.question).to_contain_text("Đáp án đúng")
    expect(sitting.page.locator("#cau-1")).to_be_focused()
    expect(sitting.question.locator("input:not([type=hidden])")).to_have_count(0)
    assert_accessible(sitting.page)
    assert sitting.stored() == {1: ["Hai"]}


def test_the_keyboard_reaches_everything_and_nothing_is_covered(sit):
    sitting = sit(viewport=PHONE, **STEADY)
    found = stops(sitting.page)
    assert all(place["name"] for place in found)
    names = [place["name"] for place in found]
    assert names.index("Câu tiếp") < names.index("Câu 1 chưa trả lời")


def test_five_minutes_and_one_minute_before_the_end_are_spoken(sit):
    sitting = sit()
    for seconds, minutes in ((302, "5"), (62, "1")):
        sitting.end_in(seconds)
        sitting.page.reload()
        expect(sitting.page.locator("[data-timer-say]")).to_contain_text(
            re.compile(rf" {minutes}$")
        )


def test_states_are_accessible_also_with_text_twice_as_large(sit, quiz_site):
    sitting = sit(viewport=NARROWEST)
    sitting.end_in(50)
    sitting.page.reload()
    sitting.choose("Một")
    sitting.expect_status("saved")
    assert_accessible(sitting.page)
    sitting.page.context.set_offline(True)
    sitting.choose("Hai")
    sitting.expect_status("unsent")
    assert_accessible(sitting.page)
    write(quiz_site, "DELETE FROM accounts_session")
    sitting.page.context.set_offline(False)
    sitting.expect_notice("Phiên đăng nhập đã hết")
    sitting.check()
    assert_accessible(sitting.page)
    sitting.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_accessible(sitting.page)
    sitting.go(6)
    assert_accessible(sitting.page)


def test_a_first_visit_weighs_little(sit, quiz_site):
    sitting = sit()
    sitting.page.goto("about:blank")
    sitting.page.context.new_cdp_session(sitting.page).send("Network.clearBrowserCache")
    scale = Scale(sitting.page)
    sitting.page.goto(sitting.path, wait_until="networkidle")
    assert scale.total <= FIRST_VISIT_TOTAL, scale.weights
    assert scale.weights["script"] <= FIRST_VISIT["script"], scale.weights


def test_without_script_plain_forms_do_it_all(sit, quiz_site, open_page):
    page = open_page(site=quiz_site, java_script_enabled=False)
    sign_in_by_form(page, "canbo")
    sitting = begin(page, quiz_site, f"/{quiz_site.short_quiz}")
    forward = page.locator(".attempt__steps button:not([class*='--'])")
    sitting.choose("Hai")
    page.get_by_role("button", name="Xem lại sau").click()
    expect(page.get_by_role("button", name="Xem lại sau")).to_have_attribute("aria-pressed", "true")
    forward.click()
    sitting.choose("Một")
    forward.click()
    sitting.choose("Một")
    sitting.choose("Ba")
    forward.click()
    sitting.write("ba mươi")
    forward.click()
    expect(sitting.question).to_contain_text("Lỗi:")
    sitting.write("30")
    forward.click()
    sitting.write("Hà Tĩnh")
    forward.click()
    sitting.question.locator("select").first.select_option(index=1)
    forward.click()
    expect(sitting.question).to_contain_text("Hết câu hỏi.")
    forward.click()
    stored = sitting.stored()
    assert {slot: stored[slot] for slot in EVERY_KIND} == EVERY_KIND
    page.locator("form[action*='nop-bai'] button").click()
    page.wait_for_url("**/ket-qua/")
    assert sitting.state() == "submitted"
