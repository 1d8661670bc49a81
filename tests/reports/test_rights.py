"""Who opens which report, list of names and file: one table for all of them."""

import pytest
from django.urls import reverse

NOBODY_IN = 302

# person: (list, report, names of the first room, of its part, of the second room, of all)
RIGHTS = {
    None: (302, 302, 302, 302, 302, 302),
    "civil servant": (403, 403, 403, 403, 403, 403),
    "former head": (403, 403, 403, 403, 403, 403),
    "editor": (403, 403, 403, 403, 403, 403),
    "head": (200, 200, 200, 200, 403, 403),
    "deputy": (200, 200, 200, 200, 403, 403),
    "head of the part": (200, 200, 403, 200, 403, 403),
    "head of the other": (200, 200, 403, 403, 200, 403),
    "Director": (200, 200, 403, 403, 403, 403),
    "Office": (200, 200, 200, 200, 200, 200),
}


@pytest.mark.parametrize("person", RIGHTS)
def test_screens_and_files_open_by_the_table(client, body, person):
    if person:
        client.force_login(body.users[person])
    listing, report, *names = RIGHTS[person]
    kind, key = body.duty.kind, body.duty.key
    units = (body.first, body.part, body.second, body.department)
    expected = {reverse("reports"): listing}
    for suffix in ("", "_csv", "_xlsx"):
        expected[reverse(f"report{suffix}", args=[kind, key])] = report
        for unit, status in zip(units, names, strict=True):
            expected[reverse(f"report_unit{suffix}", args=[kind, key, unit.pk])] = status

    assert {address: client.get(address).status_code for address in expected} == expected


def test_everybody_signed_in_has_own_tasks(client, body):
    for user in body.users.values():
        client.force_login(user)
        assert client.get(reverse("my_tasks")).status_code == 200


@pytest.mark.parametrize("kind_and_key", [("test", "999"), ("khong-co", "1"), ("test", "x'y")])
def test_an_unknown_duty_is_not_found(client, body, kind_and_key):
    client.force_login(body.users["Office"])
    assert client.get(reverse("report", args=kind_and_key)).status_code == 404


def test_an_unknown_unit_is_not_found(client, body):
    client.force_login(body.users["Office"])
    address = reverse("report_unit", args=[body.duty.kind, body.duty.key, 987654])
    assert client.get(address).status_code == 404


def test_a_duty_of_others_is_not_even_named(client, body, provider):
    from tests.factories import make_audience

    duty = provider.add(make_audience(body.second), title="Việc riêng của Phòng Hai")
    address = reverse("report", args=[duty.kind, duty.key])
    for person, status in (("head", 404), ("head of the other", 200), ("Director", 200)):
        client.force_login(body.users[person])
        assert client.get(address).status_code == status
        listing = client.get(reverse("reports")).content.decode()
        assert ("Việc riêng của Phòng Hai" in listing) == (status == 200)


def test_figures_of_other_units_are_closed_to_a_head(client, body):
    client.force_login(body.users["head"])
    screen = client.get(reverse("report", args=[body.duty.kind, body.duty.key])).content.decode()
    assert "Phòng Một" in screen
    assert "Tổ Một A" in screen
    assert "Phòng Hai" not in screen


def test_screens_take_no_post(client, body):
    client.force_login(body.users["Office"])
    for name in ("report", "report_csv", "report_xlsx"):
        assert client.post(reverse(name, args=[body.duty.kind, body.duty.key])).status_code == 405
