"""The product's main job, played once from end to end by the people it is for."""

import datetime

import pytest
from playwright.sync_api import expect

from tests.demo_site import PASSWORD
from tests.e2e.conftest import DESKTOP

pytestmark = pytest.mark.browser

CAMPAIGN_TITLE = "Tháng cao điểm niêm yết thủ tục hành chính"
QUIZ_TITLE = "Cùng hiểu Kế hoạch số 28"
FORWARD = "[data-move='1']"
MORE_ACTIONS = "footer [data-w-dropdown-target=toggle]"


def sign_in_by_keyboard(page, username):
    """Sign in without touching a pointer: the cursor already stands in the first field."""
    page.goto("/dang-nhap/")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


def read_the_plan(page):
    """Open the plan from the home page and go to one of its points by the outline."""
    page.goto("/")
    page.locator("a[href^='/van-ban/']", has_text="Kế hoạch").first.click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch tuyên truyền cải cách hành chính")
    page.locator("details.outline summary").click()
    page.locator(".outline a[href='#III']").click()
    expect(page.locator("[id='III']")).to_be_in_viewport()
    expect(page.locator("[id='III.1.c']")).to_have_count(1)


def take_the_quiz(page):
    """Take the quiz that home asks for, answering by keyboard."""
    page.goto("/")
    page.locator(".task-list a", has_text=QUIZ_TITLE).first.click()
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/bai-lam/**")
    while page.locator("main fieldset:visible").count():
        for question in page.locator("main fieldset:visible").all():
            question.locator("input, select").first.focus()
            page.keyboard.press("Space")
        page.locator(FORWARD).click()
    page.locator("button[form=nop-bai]").click()
    page.wait_for_url("**/ket-qua/")


def submit_a_campaign(page, site):
    """Write a campaign page and hand it in; the editor has no way to publish it."""
    today = datetime.date.today()
    ((section_id,),) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = 'chien-dich'")
    page.goto(f"/quan-tri/pages/add/campaigns/campaignpage/{section_id}/")
    page.fill("[name=title]", CAMPAIGN_TITLE)
    page.fill("[name=summary]", "Mỗi đơn vị rà soát bảng niêm yết và báo cáo kết quả.")
    page.fill("[name=starts_on]", today.strftime("%d/%m/%Y"))
    page.fill("[name=ends_on]", (today + datetime.timedelta(days=30)).strftime("%d/%m/%Y"))
    page.keyboard.press("Escape")
    page.locator(MORE_ACTIONS).click()
    expect(page.locator("button[name=action-publish]")).to_have_count(0)
    page.locator("button[name=action-submit]").click()
    page.wait_for_url("**/quan-tri/pages/*/")


def approve_the_campaign(page):
    """Approve what the dashboard says is waiting."""
    page.goto("/quan-tri/")
    page.get_by_role("link", name=CAMPAIGN_TITLE).first.click()
    page.wait_for_url("**/edit/")
    page.locator(MORE_ACTIONS).click()
    page.locator("button[data-workflow-action-name=approve]").first.click()
    page.wait_for_url("**/quan-tri/pages/*/")


def state_in_report(page, name):
    """Return what the report of the unit head's own unit says of the person."""
    page.goto("/bao-cao/")
    page.locator("main a[href^='/bao-cao/quiz/']", has_text=QUIZ_TITLE).first.click()
    page.get_by_role("link", name="chưa hoàn thành").first.click()
    page.get_by_role("link", name="Tất cả (").click()
    return page.locator("main tr", has_text=name).locator("td .badge").inner_text()


def test_read_take_the_quiz_publish_and_see_who_took_part(own_site, open_page, sign_in):
    head = sign_in("truongphong", site=own_site, viewport=DESKTOP)
    staff = open_page(site=own_site)
    sign_in_by_keyboard(staff, "canbo")
    ((name, unit_id),) = own_site.rows(
        "SELECT full_name, unit_id FROM organisation_person AS person"
        " JOIN organisation_membership ON person_id = person.id"
        " JOIN accounts_user AS account ON account.id = user_id WHERE username = 'canbo'"
    )
    assert state_in_report(head, name) == "Chưa làm"
    assert head.url.endswith(f"/{unit_id}/")

    read_the_plan(staff)
    take_the_quiz(staff)
    expect(staff.locator("main .stats")).to_contain_text("%")
    expect(staff.locator("main a[href*='/van-ban/'][href*='#']").first).to_be_visible()

    editor = sign_in("bientap", site=own_site, viewport=DESKTOP)
    submit_a_campaign(editor, own_site)
    staff.goto("/chien-dich/")
    expect(staff.get_by_role("link", name=CAMPAIGN_TITLE)).to_have_count(0)
    approve_the_campaign(sign_in("vanphong", site=own_site, viewport=DESKTOP))
    staff.goto("/chien-dich/")
    staff.get_by_role("link", name=CAMPAIGN_TITLE).first.click()
    expect(staff.locator("h1")).to_have_text(CAMPAIGN_TITLE)
    assert staff.url.endswith("/thang-cao-diem-niem-yet-thu-tuc-hanh-chinh/")

    assert state_in_report(head, name) in ("Đạt", "Hoàn thành, chưa đạt")
    ((other_unit,),) = own_site.rows(
        "SELECT id FROM organisation_unit WHERE code = 'van-phong' AND id != ?", unit_id
    )
    answer = head.goto(head.url.replace(f"/{unit_id}/", f"/{other_unit}/"))
    assert answer.status == 403
    expect(head.locator("h1")).to_contain_text("quyền")
