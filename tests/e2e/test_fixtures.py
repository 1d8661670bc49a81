"""The browser and the site that the other tests of this folder stand on."""

import pytest

from tests.browser import sign_in_by_form

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "username", ["canbo", "bientap", "truongphong", "vanphong", "giamdoc", "quantri"]
)
def test_every_demonstration_account_signs_in(username, open_page, site):
    page = open_page()
    sign_in_by_form(page, username)
    assert page.url.startswith(site.url)
    assert page.locator("h1").count() == 1
