"""Who opens which of the screens over several duties, and their files."""

import pytest
from django.urls import reverse

from intranet.reports.overview.urls import SCREENS

# person: (screen over everything, own room, the office, all units)
RIGHTS = {
    None: (302, 302, 302, 302),
    "civil servant": (403, 403, 403, 403),
    "former head": (403, 403, 403, 403),
    "editor": (403, 403, 403, 403),
    "IT officer": (403, 403, 403, 403),
    "head": (200, 200, 403, 403),
    "deputy": (200, 200, 403, 403),
    "acting head": (200, 200, 403, 403),
    "head of the office": (200, 403, 200, 403),
    "Director": (200, 200, 200, 200),
    "Office": (200, 200, 200, 200),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("person", RIGHTS)
def test_screens_and_files_open_by_the_table(client, house, person, screen):
    if person:
        client.force_login(house.users[person])
    named = () if screen == "report_topics" else ("room", "office", "department")
    units = ("", *(house.units[name].pk for name in named))
    found = {
        (suffix, unit): client.get(reverse(f"{screen}{suffix}"), {"don-vi": unit}).status_code
        for suffix in ("", "_csv", "_xlsx")
        for unit in units
    }
    assert found == {
        (suffix, unit): status
        for suffix in ("", "_csv", "_xlsx")
        for unit, status in zip(units, RIGHTS[person], strict=False)
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_take_no_post(client, house, screen):
    client.force_login(house.users["Office"])
    assert client.post(reverse(screen)).status_code == 405
    assert client.post(reverse(f"{screen}_csv")).status_code == 405


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "query",
    [
        {"ky": "2026-q9", "nhiem-vu": "<script>", "don-vi": "abc", "trang": "-3", "tu": "x"},
        {"ky": "9" * 400, "nhiem-vu": "quiz:" + "9" * 400, "don-vi": "9" * 400, "tu": "9" * 400},
        {"ky": "\x00", "nhiem-vu": "\x00", "don-vi": "١٢", "trang": "x"},
        {"don-vi": "0"},
    ],
)
def test_what_an_address_gets_wrong_is_as_if_it_were_not_there(client, house, screen, query):
    client.force_login(house.users["Office"])
    assert client.get(reverse(screen), query).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_an_unknown_unit_is_not_found(client, house, screen):
    client.force_login(house.users["Office"])
    assert client.get(reverse(screen), {"don-vi": "98765"}).status_code == 404


@pytest.mark.parametrize("screen", ["report_league", "report_silent", "report_overview"])
def test_a_duty_of_others_is_not_even_named(client, house, screen):
    client.force_login(house.users["head"])
    duty = house.provider.add(
        house.make_circle("office"), title="Việc riêng của Văn phòng", due_at=house.running.due_at
    )
    assert "Việc riêng" not in client.get(reverse(screen)).content.decode()
    query = {"nhiem-vu": f"{duty.kind}:{duty.key}"}
    assert client.get(reverse(screen), query).status_code == 404
    client.force_login(house.users["head of the office"])
    assert "Việc riêng" in client.get(reverse(screen)).content.decode()


def test_a_head_reads_nothing_of_other_units(client, house):
    client.force_login(house.users["head"])
    for screen in SCREENS:
        page = client.get(reverse(screen)).content.decode()
        assert "Trung tâm" not in page
        assert "Huyện" not in page
        assert "Sở Thử nghiệm" not in page
