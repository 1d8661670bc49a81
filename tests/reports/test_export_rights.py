"""Who takes which table out, in every form of file: the same as who sees the screen."""

import pytest
from django.urls import reverse

from tests.api.conftest import PERSONS, people  # noqa: F401  (a fixture)
from tests.factories import signed_in

pytestmark = pytest.mark.django_db

# person: (figures, names of the first room, its part, the second room, the whole)
RIGHTS = {
    "own head": (200, 200, 200, 403, 403),
    "deputy": (200, 200, 200, 403, 403),
    "acting head": (200, 200, 200, 403, 403),
    "head of the part": (200, 403, 200, 403, 403),
    "head of the other": (200, 403, 403, 200, 403),
    "former head": (403, 403, 403, 403, 403),
    "civil servant": (403, 403, 403, 403, 403),
    "Director": (200, 403, 403, 403, 403),
    "Office": (200, 200, 200, 200, 200),
    "editor": (403, 403, 403, 403, 403),
    "IT officer": (403, 403, 403, 403, 403),
}


def test_the_table_knows_everybody():
    assert set(RIGHTS) == set(PERSONS)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
@pytest.mark.parametrize("person", RIGHTS)
def test_files_open_by_the_table(body, people, person, suffix):  # noqa: F811
    client = signed_in(people[person])
    duty = [body.duty.kind, body.duty.key]
    units = (body.first, body.part, body.second, body.department)
    addresses = [
        reverse(f"report_{suffix}", args=duty),
        *(reverse(f"report_unit_{suffix}", args=[*duty, unit.pk]) for unit in units),
    ]
    assert tuple(client.get(address).status_code for address in addresses) == RIGHTS[person]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_strangers_are_led_to_the_door(client, body, suffix):
    address = reverse(f"report_{suffix}", args=[body.duty.kind, body.duty.key])
    assert client.get(address).url.startswith("/dang-nhap/")
