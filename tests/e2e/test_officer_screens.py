"""What is ours on the IT officer's screens passes axe on a desktop and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser

SCREENS = (
    "cap-tai-khoan/",
    "giao-quyen/",
    "khoa-dang-nhap/",
    "nguoi-da-roi/",
    "nhap-danh-sach/",
    "nhat-ky/",
    "sap-xep/",
    "sap-xep/moi/",
    "yeu-cau-du-lieu/",
)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_our_part_of_each_screen(site, sign_in, viewport):
    page = sign_in("quantri", site=site, viewport=viewport)
    found = {}
    for name in SCREENS:
        answer = page.goto(f"/quan-tri/{name}")
        assert answer.status == 200, page.url
        results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
        if results.violations_count:
            found[name] = results.generate_report()
    assert not found, "\n".join(f"{name}\n{report}" for name, report in found.items())
