"""The way into the reports stands on the home page of whoever may see figures."""

import pytest
from django.urls import reverse

from tests.factories_pages import make_site


@pytest.mark.parametrize(
    ("person", "is_shown"),
    [
        ("civil servant", False),
        ("former head", False),
        ("editor", False),
        ("head", True),
        ("deputy", True),
        ("Director", True),
        ("Office", True),
    ],
)
def test_the_way_stands_there_by_the_table(client, body, person, is_shown):
    make_site()
    client.force_login(body.users[person])
    page = client.get("/").content.decode()
    for name in ("report_overview", "report_silent", "report_late"):
        assert (f'href="{reverse(name)}"' in page) is is_shown
