"""Taking a quiz while line, server, session, browser or clock fail: no answer is lost."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import fill_sign_in_form, find_program, sign_in_by_form
from tests.demo_site import DemoSite
from tests.e2e.conftest import DESKTOP
from tests.e2e.sitting import Sitting, begin, write
from tests.e2e.test_accessibility import assert_accessible

pytestmark = pytest.mark.browser

LOST = "Mất kết nối"
SIGNED_OUT = "Phiên đăng nhập đã hết"
JOURNALS = "Object.keys(localStorage).filter((key) => key.startsWith('bai-lam.'))"
WRONG_CLOCK = "{ const now = Date.now; Date.now = () => now() + %d; }"
DAY = 24 * 60 * 60 * 1000
SECONDS_TO_DISK = 6  # the browser writes what pages keep a few seconds later


def test_answers_given_without_a_line_arrive_when_it_returns(sit):
    sitting = sit()
    sitting.choose("Một")
    sitting.expect_status("saved")
    sitting.page.context.set_offline(True)
    for slot, text in ((2, "Hai"), (3, "Ba")):
        sitting.go(slot)
        sitting.choose(text)
        sitting.expect_status("unsent")
    sitting.go(2)
    sitting.choose("Ba")
    sitting.expect_notice(LOST)
    assert sitting.stored() == sitting.told() == {1: ["Một"]}

    sitting.page.context.set_offline(False)
    sitting.expect_status("saved", 2)
    sitting.expect_status("saved", 3)
    assert sitting.stored() == sitting.told() == {1: ["Một"], 2: ["Ba"], 3: ["Ba"]}
    expect(sitting.page.locator("[data-notices]")).to_be_empty()
    assert sitting.page.evaluate(JOURNALS) == []


def test_a_killed_server_loses_nothing_and_the_quiz_is_handed_in_once_it_is_back(sit, quiz_site):
    sitting = sit(viewport=DESKTOP)
    sitting.choose("Một")
    sitting.expect_status("saved")
    quiz_site.kill()
    sitting.go(2)
    sitting.choose("Hai")
    sitting.expect_status("unsent")
    sitting.hand_in()
    sitting.expect_notice("Chưa nộp được")
    assert sitting.page.url.endswith("#kiem-tra")

    quiz_site.start()
    sitting.page.wait_for_url("**/ket-qua/", timeout=40_000)
    assert sitting.stored() == {1: ["Một"], 2: ["Hai"]}
    assert sitting.state() == "submitted"
    assert sitting.page.evaluate(JOURNALS) == []


def test_a_session_that_ended_is_renewed_and_the_answer_follows(sit, quiz_site):
    sitting = sit()
    write(quiz_site, "DELETE FROM accounts_session")
    sitting.choose("Hai")
    sitting.expect_notice(SIGNED_OUT)
    assert sitting.stored() == {}

    sitting.page.locator("[data-notices] a").click()
    fill_sign_in_form(sitting.page, "canbo")
    sitting.page.wait_for_url("**/bai-lam/**")
    sitting.expect_status("saved", 1)
    assert sitting.stored() == sitting.told() == {1: ["Hai"]}


def test_a_tab_left_open_goes_on_after_signing_in_elsewhere(sit, quiz_site):
    sitting = sit()
    write(quiz_site, "DELETE FROM accounts_session")
    sitting.choose("Hai")
    sitting.expect_notice(SIGNED_OUT)
    other = sitting.page.context.new_page()
    sign_in_by_form(other, "canbo")
    other.close()

    sitting.page.bring_to_front()
    sitting.page.evaluate("window.dispatchEvent(new Event('focus'))")
    sitting.expect_status("saved")
    sitting.choose("Ba")
    sitting.expect_status("saved")
    assert sitting.stored() == {1: ["Ba"]}
    expect(sitting.page.locator("[data-notices]")).to_be_empty()


def test_a_browser_that_died_sends_what_it_kept_when_it_is_opened_again(
    browser, quiz_site, sit, tmp_path
):
    def open_again():
        context = browser.browser_type.launch_persistent_context(
            tmp_path,
            executable_path=find_program(),
            args=["--no-sandbox"],
            base_url=quiz_site.url,
            locale="vi-VN",
        )
        return context, context.pages[0]

    context, page = open_again()
    sign_in_by_form(page, "canbo")
    sitting = begin(page, quiz_site, f"/{quiz_site.short_quiz}")
    context.set_offline(True)
    sitting.choose("Ba")
    sitting.expect_status("unsent")
    page.wait_for_timeout(SECONDS_TO_DISK * 1000)
    with pytest.raises(Exception, match=r"closed|crashed"):
        context.new_cdp_session(page).send("Browser.crash")

    context, page = open_again()
    assert sitting.stored() == {}
    page.goto(sitting.path)
    if "/dang-nhap/" in page.url:  # the session may have died with the browser
        fill_sign_in_form(page, "canbo")
    again = Sitting(page, quiz_site, sitting.attempt_id)
    again.expect_status("saved", 1)
    assert again.stored() == again.told() == {1: ["Ba"]}
    context.close()


def test_the_clock_of_the_device_decides_nothing(sit):
    sitting = sit()
    sitting.page.context.set_offline(True)
    sitting.choose("Một")
    sitting.expect_status("unsent")
    sitting.page.context.set_offline(False)
    sitting.page.add_init_script(WRONG_CLOCK % (30 * DAY))
    sitting.page.reload()
    expect(sitting.page.get_by_role("timer")).to_have_text(re.compile(r"^29:"))
    sitting.expect_status("saved", 1)
    sitting.page.evaluate(WRONG_CLOCK % (-60 * DAY))
    sitting.choose("Hai")
    sitting.expect_status("saved")
    expect(sitting.page.get_by_role("timer")).to_have_text(re.compile(r"^29:"))
    assert sitting.stored() == {1: ["Hai"]}


def test_at_the_end_of_the_time_the_page_hands_in_what_was_answered(sit):
    sitting = sit()
    sitting.end_in(4)
    sitting.page.add_init_script(WRONG_CLOCK % -DAY)
    sitting.page.reload()
    sitting.go(5)
    sitting.write("Hà Tĩnh")
    sitting.page.wait_for_url("**/ket-qua/")
    assert sitting.stored() == {5: ["Hà Tĩnh"]}
    assert sitting.page.evaluate(JOURNALS) == []


def test_an_extension_is_noticed_at_the_end_and_the_quiz_goes_on(sit):
    sitting = sit()
    sitting.end_in(3)
    sitting.page.reload()
    sitting.choose("Một")
    sitting.expect_status("saved")
    sitting.end_in(900)
    expect(sitting.page.get_by_role("timer")).to_have_text(re.compile(r"^14:"))
    sitting.choose("Hai")
    sitting.expect_status("saved")
    assert sitting.stored() == {1: ["Hai"]}


def test_an_answer_given_on_leaving_the_page_arrives(sit):
    sitting = sit()
    sitting.go(5)
    sitting.write("Hà Tĩnh")
    sitting.page.goto("/")
    sitting.page.wait_for_load_state()
    wait_until(lambda: sitting.stored() == {5: ["Hà Tĩnh"]})


def test_an_answer_just_written_is_sent_before_signing_out(sit):
    sitting = sit()
    sitting.go(5)
    sitting.write("Hà Tĩnh")
    sitting.page.locator(".account summary").click()
    sitting.page.locator(".account form button").click()
    sitting.page.wait_for_url("**/dang-xuat/")
    assert sitting.stored() == {5: ["Hà Tĩnh"]}
    assert sitting.page.evaluate(JOURNALS) == []


def test_before_a_full_door_the_page_knocks_again_by_itself(sign_in):
    with DemoSite(QUIZ_STARTS_AT_ONCE="0", WEB_CONCURRENCY="1") as full:
        page = sign_in("canbo", site=full)
        page.goto(full.page_path("QuizPage"))
        page.get_by_role("button", name=re.compile("^(Bắt đầu|Làm)")).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Đang vào phòng thi…")
        assert_accessible(page)
        address = page.locator("form[data-send-again]").get_attribute("action")
        with page.expect_request(lambda request: request.method == "POST") as knock:
            pass
    assert knock.value.url.endswith(address)
    assert "da-cho=1" in knock.value.post_data


def test_a_reply_that_was_lost_makes_no_conflict(sit):
    sitting = sit()
    sitting.page.route("**/luu/", lose_reply, times=1)
    sitting.choose("Một")
    sitting.expect_status("unsent")
    assert sitting.stored() == {1: ["Một"]}
    sitting.page.context.set_offline(True)
    sitting.choose("Hai")
    sitting.page.context.set_offline(False)
    sitting.page.reload()
    sitting.expect_status("saved", 1)
    assert sitting.stored() == sitting.told() == {1: ["Hai"]}


def lose_reply(route):
    """Let the server do its part and cut the line before the browser hears of it."""
    route.fetch()
    route.abort()


def wait_until(is_so, seconds=5):
    """Wait for something outside the browser."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_two_tabs_the_person_decides_which_answer_holds(sit):
    sitting = sit()
    other = Sitting(sitting.page.context.new_page(), sitting.site, sitting.attempt_id)
    other.page.goto(f"{sitting.path}1/#cau-1")
    other.choose("Hai")
    other.expect_status("saved")
    sitting.page.bring_to_front()
    sitting.choose("Ba")
    sitting.expect_status("conflict")
    box = sitting.question.get_by_role("alert")
    expect(box).to_contain_text(re.compile(r"lưu lúc \d\d:\d\d:\d\d: B\. Hai\s+Ở đây: C\. Ba"))
    assert_accessible(sitting.page)
    box.get_by_role("button", name="Dùng câu ở đây").click()
    sitting.expect_status("saved")
    assert sitting.stored() == sitting.told() == {1: ["Ba"]}


def test_phone_and_desktop_the_answer_saved_elsewhere_may_stay(sit, quiz_site):
    phone = sit()
    desktop = sit(viewport=DESKTOP)
    assert desktop.attempt_id == phone.attempt_id
    desktop.page.goto(f"{desktop.path}1/#cau-1")
    phone.page.context.set_offline(True)
    phone.choose("Ba")
    phone.go(2)
    desktop.choose("Hai")
    desktop.expect_status("saved")
    phone.page.context.set_offline(False)
    phone.expect_notice("hai câu trả lời khác nhau")
    phone.hand_in()
    phone.question.get_by_role("button", name="Giữ câu đã lưu").click()
    phone.expect_status("saved")
    assert phone.stored() == phone.told() == {1: ["Hai"]}
    phone.hand_in()
    phone.page.wait_for_url("**/ket-qua/")


def test_what_arrives_after_the_end_is_named_and_kept_apart(sit, quiz_site):
    phone = sit()
    desktop = sit(viewport=DESKTOP)
    desktop.hand_in()
    desktop.page.wait_for_url("**/ket-qua/")
    phone.choose("Hai")
    phone.expect_status("late")
    phone.expect_notice("Câu trả lời đến sau giờ, chưa được tính, ở câu: 1")
    assert phone.stored() == phone.told() == {}
    assert len(quiz_site.rows("SELECT id FROM quiz_lateanswer")) == 1
    assert phone.page.evaluate(JOURNALS) == []
    phone.page.locator("[data-notices] a").click()
    phone.page.wait_for_url("**/ket-qua/")


def test_journals_of_others_are_not_sent_old_ones_go_and_signing_out_takes_all(sit):
    sitting = sit()
    sitting.page.evaluate(
        """() => {
        const answers = { 1: { number: 1, base: 0, values: ["x"], tried: [] } };
        const put = (key, at) => localStorage.setItem(key, JSON.stringify({ at, answers }));
        put("bai-lam.other.page", Number(document.querySelector("[data-now]").dataset.now));
        put("bai-lam.older.page", 0);
    }"""
    )
    sent = []
    sitting.page.on("request", lambda request: sent.append(request.method))
    sitting.page.reload()
    sitting.page.wait_for_load_state("networkidle")
    assert set(sent) == {"GET"}
    assert sitting.page.evaluate(JOURNALS) == ["bai-lam.other.page"]

    sitting.page.locator(".account summary").click()
    sitting.page.locator(".account form button").click()
    sitting.page.wait_for_url("**/dang-xuat/")
    sitting.page.wait_for_load_state("networkidle")
    assert sitting.page.evaluate(JOURNALS) == []
