"""The bank's own screens in a browser: accessible, narrow, near questions while one types."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser

STEM = "Theo Quy chế văn hóa công sở, hành vi nào dưới đây được thực hiện tại công sở?"
BANK = "/quan-tri/snippets/quiz/question/"


@pytest.fixture(scope="module")
def bank(site):
    """The demonstration with a question in use; its key."""
    return site.run("-m", "tests.e2e.bank_in_use").split()[-1]


def own_screens(key):
    """Address of each screen by the part of it that is ours."""
    return {
        f"/quan-tri/bulk/quiz/question/topic/?id={key}": "main .nice-padding",
        f"/quan-tri/bulk/quiz/question/keywords/?id={key}": "main .nice-padding",
        f"/quan-tri/bulk/quiz/question/withdraw/?id={key}": "main .nice-padding",
        f"{BANK}usage/{key}/": "main .nice-padding",
        f"{BANK}history/{key}/revisions/compare/live...latest/": "main .nice-padding",
        f"/quan-tri/cau-hoi/{key}/so-sanh/2/3/": "main .nice-padding",
        "/quan-tri/cau-hoi/tim-giong/?cau=van+hoa+cong+so": "main .nice-padding",
        f"{BANK}edit/{key}/": ".bank-near",
    }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_our_part_of_each_screen(site, bank, sign_in, viewport):
    page = sign_in("bientap", site=site, viewport=viewport)
    found = {}
    for address, part in own_screens(bank).items():
        answer = page.goto(address)
        assert answer.status == 200, page.url
        results = Axe().run(page, context=part, options=OPTIONS)
        if results.violations_count:
            found[address] = results.generate_report()
        assert is_narrow_enough(page), f"{address} is wider than the screen"
    assert not found, "\n".join(f"{name}\n{report}" for name, report in found.items())


def is_narrow_enough(page):
    return page.evaluate(
        "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_near_questions_are_named_while_one_types(site, bank, sign_in):
    page = sign_in("bientap", site=site, viewport=DESKTOP)
    page.goto(f"{BANK}add/")
    page.fill("#id_stem", STEM)
    page.wait_for_selector("[data-near-list] a")
    assert "văn hóa công sở" in page.inner_text("[data-near-list]")
    page.fill("#id_stem", "Một câu hỏi hoàn toàn khác hẳn những câu đã có?")
    page.wait_for_selector("text=chưa có câu nào gần giống")


def test_what_the_list_shows_is_chosen(site, bank, sign_in):
    page = sign_in("bientap", site=site, viewport=DESKTOP)
    page.goto(f"{BANK}?q=cong+so")
    rows = page.locator("#listing-results tbody tr").count()
    assert 0 < rows < 50
    page.check("thead input[data-bulk-action-select-all-checkbox]", force=True)
    page.click("[data-bulk-action-button][href*='/difficulty/']")
    page.wait_for_url("**/difficulty/**")
    assert f"{rows} câu hỏi" in page.inner_text("main")
