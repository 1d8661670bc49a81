"""Every screen passes axe on a phone, key screens on a desktop and with text twice as large."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.screens import CHANGING, KEY_SCREENS, all_screens, page_types

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
NARROWEST = {"width": 320, "height": 640}
STATUS = {"not found": 404, "no right": 403}
DESKTOP_SCREENS = sorted({*page_types(), *KEY_SCREENS})


@pytest.fixture
def show(request, open_page, sign_in):
    """Return a function that opens a screen by name as whoever sees it."""

    def show(name, viewport):
        username, way = all_screens()[name]
        site = request.getfixturevalue("own_site" if name in CHANGING else "site")
        page = (
            sign_in(username, site=site, viewport=viewport)
            if username
            else open_page(site=site, viewport=viewport)
        )
        answers = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - not a builtin
        way(page, site)
        page.wait_for_load_state("networkidle")
        (answer,) = [answer for answer in answers if answer.url == page.url.split("#")[0]][-1:]
        assert answer.status == STATUS.get(name, 200), f"{page.url} answered {answer.status}"
        return page

    return show


def assert_accessible(page):
    """Fail with axe's own report, and when the page has to be moved sideways to be read."""
    results = Axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    overflow = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"


@pytest.mark.parametrize("name", sorted(all_screens()))
def test_a_screen_on_a_phone(name, show):
    page = show(name, PHONE)
    assert_accessible(page)
    page.set_viewport_size(NARROWEST)
    assert_accessible(page)


@pytest.mark.parametrize("name", DESKTOP_SCREENS)
def test_a_key_screen_on_a_desktop_and_with_text_twice_as_large(name, show):
    page = show(name, DESKTOP)
    assert_accessible(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_accessible(page)
