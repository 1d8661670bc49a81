"""The browser and the site that the other tests of this folder stand on."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "username", ["canbo", "bientap", "truongphong", "vanphong", "giamdoc", "quantri"]
)
def test_every_demonstration_account_signs_in(username, sign_in, site):
    page = sign_in(username)
    assert page.url.startswith(site.url)
    assert page.locator("h1").count() == 1
