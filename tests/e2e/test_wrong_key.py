"""A wrong key found and repaired in a browser: two people, every screen accessible and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser

MAIN = "main .nice-padding"


@pytest.fixture
def question(own_site):
    """The demonstration with a wrong key; the question's."""
    return own_site.run("-m", "tests.e2e.wrong_key").split()[-1]


def press(page, selector):
    """Press something that leads on, and wait for where it leads."""
    with page.expect_navigation():
        page.click(selector)


def check(page):
    results = Axe().run(page, context=MAIN, options=OPTIONS)
    assert not results.violations_count, f"{page.url}\n{results.generate_report()}"
    assert page.evaluate(
        "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
    ), f"{page.url} is wider than the screen"


def test_two_people_repair_a_key(own_site, question, sign_in):
    author = sign_in("bientap", site=own_site, viewport=PHONE)
    author.goto(f"/quan-tri/dap-an-sai/cau-hoi/{question}/")
    check(author)
    author.check("input[name=act][value=accept]")
    author.locator("input[name=options]").nth(1).check()
    press(author, "button[value=preview]")
    check(author)
    assert "người đổi điểm" in author.inner_text("main")
    author.fill("textarea[name=reason]", "Báo cáo này cũng nộp trực tuyến toàn trình")
    press(author, "button[value=propose]")
    check(author)
    assert author.locator("button[value=agree]").count() == 0

    office = sign_in("vanphong", site=own_site, viewport=DESKTOP)
    office.goto("/quan-tri/dap-an-sai/")
    check(office)
    press(office, "text=Thủ tục hành chính nào được tiếp nhận")
    check(office)
    press(office, "button[value=agree]")
    check(office)
    assert "Những gì đã thay đổi" in office.inner_text("main")
    assert office.locator("button[value=agree]").count() == 0
