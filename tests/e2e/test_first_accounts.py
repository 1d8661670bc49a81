"""From the list of a unit to the slip, and from the slip to the first screen on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS, assert_accessible

pytestmark = pytest.mark.browser

OWN = "hoa-sen-mua-ha-2026"


def assert_own_part_accessible(page):
    """Examine what stands within Wagtail's frame."""
    results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


@pytest.fixture
def slips(own_site, sign_in):
    """The sheet of slips of the whole body, given out on the way there."""
    page = sign_in("quantri", site=own_site, viewport=DESKTOP)
    page.goto("/quan-tri/cap-tai-khoan/")
    page.select_option("[name=unit]", index=1)
    page.click("main form[method=get] button[type=submit]")
    page.wait_for_selector("[name=person]")
    assert_own_part_accessible(page)
    page.click("main form[method=post] button[type=submit]", timeout=60_000)
    page.wait_for_selector(".slip")
    return page


def test_slips_fit_their_sheets(slips):
    assert_accessible(slips)
    sheets = slips.locator(".sheet").count()
    pages = re.findall(rb"/Type\s*/Page\b", slips.pdf(prefer_css_page_size=True))
    assert len(pages) == sheets
    for slip in slips.locator(".slip").all()[:16]:
        assert slip.evaluate("box => box.scrollHeight <= box.clientHeight + 1")


def test_a_slip_opens_the_door_once_and_leads_to_the_own_password(slips, own_site, open_page):
    name, password = slips.locator(".slip").first.locator(".typed").all_inner_texts()
    page = open_page(site=own_site, viewport=PHONE)
    page.goto("/dang-nhap/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/mat-khau/lan-dau/")
    assert_accessible(page)
    page.fill("[name=new_password1]", OWN)
    page.fill("[name=new_password2]", OWN)
    page.press("[name=new_password2]", "Enter")
    page.wait_for_url(f"{own_site.url}/")
    page.goto("/tai-khoan/du-lieu/")
    assert_accessible(page)


def test_the_screens_of_personal_data_in_the_admin(site, sign_in):
    page = sign_in("quantri", site=site, viewport=DESKTOP)
    for address in ("/quan-tri/nguoi-da-roi/", "/quan-tri/yeu-cau-du-lieu/"):
        assert page.goto(address).status == 200
        assert_own_part_accessible(page)
