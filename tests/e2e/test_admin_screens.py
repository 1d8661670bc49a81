"""What is ours on the screens of the admin passes axe on a desktop and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import OPTIONS, assert_accessible

pytestmark = pytest.mark.browser

SCREENS = {
    "quantri": (
        "cap-tai-khoan/",
        "giao-quyen/",
        "khoa-dang-nhap/",
        "nguoi-da-roi/",
        "nhap-danh-sach/",
        "nhat-ky/",
        "sap-xep/",
        "sap-xep/moi/",
        "yeu-cau-du-lieu/",
    ),
    "vanphong": ("cau-tra-loi-muon/", "gia-han/", "gia-han/new/", "luot-lam-bai/"),
}


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("username", SCREENS)
def test_our_part_of_each_screen(site, sign_in, viewport, username):
    page = sign_in(username, site=site, viewport=viewport)
    found = {}
    for name in SCREENS[username]:
        answer = page.goto(f"/quan-tri/{name}")
        assert answer.status == 200, page.url
        results = Axe().run(page, context="main .nice-padding", options=OPTIONS)
        if results.violations_count:
            found[name] = results.generate_report()
    assert not found, "\n".join(f"{name}\n{report}" for name, report in found.items())


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_sample_draw(site, sign_in, viewport):
    [[quiz]] = site.rows("SELECT page_ptr_id FROM quiz_quizpage ORDER BY 1 LIMIT 1")
    page = sign_in("bientap", site=site, viewport=viewport)
    page.goto(f"/quan-tri/trac-nghiem/{quiz}/rut-thu/")
    assert_accessible(page)
