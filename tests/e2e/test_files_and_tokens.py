"""A long list from the wish to the file, and an access token from the form to the first answer."""

import csv
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.demo_site import DemoSite
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS, assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def slow_site(browser):
    """A demonstration site on which every table is a long one, and nobody works unasked."""
    with DemoSite(EXPORT_ROWS_AT_ONCE="0") as site:
        yield site


def work(site):
    """Have the task worker do what waits."""
    site.run("manage.py", "db_worker", "--batch", "--no-startup-delay", "-v", "0")


def test_a_long_list_without_javascript(slow_site, sign_in):
    page = sign_in("vanphong", site=slow_site, viewport=PHONE, java_script_enabled=False)
    page.goto("/bao-cao/")
    page.goto(page.locator("main a[href^='/bao-cao/quiz/']").first.get_attribute("href"))
    page.get_by_role("link", name="Tải tệp CSV").or_(
        page.locator("a[href*='xuat.csv']")
    ).first.click()
    page.wait_for_url("**/tep-xuat/*/")
    assert page.get_by_role("progressbar").is_visible()
    work(slow_site)
    link = page.get_by_role("link", name="Tải tệp CSV")
    link.wait_for(timeout=30_000)  # the page asks again by itself
    with page.expect_download() as download:
        link.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(text.splitlines(), delimiter=";"))
    assert lines[0][0] == "Đơn vị"
    assert len(lines) > 1


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_screens_of_long_lists_are_accessible(slow_site, sign_in, viewport):
    page = sign_in("vanphong", site=slow_site, viewport=viewport)
    page.goto("/bao-cao/")
    address = page.locator("main a[href^='/bao-cao/quiz/']").first.get_attribute("href")
    page.goto(f"{address.split('?')[0]}xuat.xlsx")
    assert_accessible(page)
    work(slow_site)
    page.reload()
    page.get_by_role("link", name="Tải tệp XLSX").wait_for(timeout=30_000)
    assert_accessible(page)
    page.goto("/tep-xuat/")
    assert_accessible(page)


def test_a_token_is_issued_used_and_revoked(slow_site, sign_in):
    page = sign_in("quantri", site=slow_site, viewport=DESKTOP)
    page.goto("/quan-tri/ma-truy-cap/")
    page.get_by_role("link", name="Cấp mã truy cập").click()
    page.fill("[name=owner]", "vanphong")
    page.fill("[name=name]", "Bảng theo dõi của tỉnh")
    page.fill("[name=reason]", "Công văn 12/SNV")
    own_part_is_accessible(page)
    page.get_by_role("button", name="Cấp mã").click()
    text = page.locator("#ma-truy-cap").input_value()
    own_part_is_accessible(page)
    assert ask(slow_site, "units", text)["count"] > 1
    page.get_by_role("link", name="về danh sách").click()
    own_part_is_accessible(page)
    page.get_by_role("button", name="Thu hồi").click()
    page.get_by_text("đã thu hồi").wait_for()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(slow_site, "units", text)


def own_part_is_accessible(page):
    """Examine what stands within Wagtail's frame."""
    results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def ask(site, what, token):
    """Read from the interface as a program does."""
    request = urllib.request.Request(
        f"{site.url}/api/v1/{what}", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
