"""A duty that was given to nobody, and a unit of which nobody was: each address says the same."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.api.models import Scope
from intranet.organisation.freezing import freeze
from tests.api.conftest import program_of
from tests.factories import make_audience
from tests.reports.test_exports import csv_rows
from tests.reports.test_screens import read, text_of

TOLD = "Không ai được giao nhiệm vụ này."
REPORT = ("report", "report_csv", "report_xlsx", "report_pdf")
NAMES = ("report_unit", "report_unit_csv", "report_unit_xlsx", "report_unit_pdf")

# person: (figures of everybody, figures of a unit, names of a unit)
RIGHTS = {
    None: (302, 302, 302),
    "civil servant": (403, 403, 403),
    "editor": (403, 403, 403),
    "former head": (403, 403, 403),
    "head": (404, 404, 200),
    "head of the other": (404, 403, 403),
    "Director": (200, 200, 403),
    "Office": (200, 200, 200),
}


@pytest.fixture(params=["running", "closed", "frozen"])
def duty(request, body, provider):
    """A duty whose audience is empty."""
    closes_at = None if request.param == "running" else timezone.now() - datetime.timedelta(hours=1)
    duty = provider.add(make_audience(), closes_at=closes_at, has_pass_mark=True, score_label="%")
    if request.param == "frozen":
        freeze(duty, timezone.now())
    return duty


@pytest.mark.parametrize("person", RIGHTS)
def test_every_address_answers_by_the_rights_alone(client, body, duty, person):
    if person:
        client.force_login(body.users[person])
    whole, unit, names = RIGHTS[person]
    key = [duty.kind, duty.key]
    for name in REPORT:
        assert client.get(reverse(name, args=key)).status_code == whole, name
        if name != "report":
            answer = client.get(reverse(name, args=key), {"don-vi": body.first.pk})
            assert answer.status_code == unit, name
    assert client.get(reverse("report_below", args=[*key, body.first.pk])).status_code == unit
    for name in NAMES:
        assert client.get(reverse(name, args=[*key, body.first.pk])).status_code == names, name
    assert client.get(reverse("report_below", args=[*key, 10**6])).status_code in (302, 403, 404)


@pytest.mark.parametrize("person", ["Director", "Office"])
def test_it_is_said_plainly(client, body, duty, person):
    client.force_login(body.users[person])
    key = [duty.kind, duty.key]
    for unit in ([], [body.first.pk]):
        response = read(client, "report_below" if unit else "report", *key, *unit)
        assert TOLD in text_of(response)
        assert response.context["rows"] == response.context["bars"] == []
    assert len(csv_rows(client.get(reverse("report_csv", args=key)))) == 1
    for name in ("report_league", "report_silent", "report_overview"):
        assert client.get(reverse(name), {"nhiem-vu": f"{duty.kind}:{duty.key}"}).status_code == 200


@pytest.mark.parametrize(("person", "status"), [("head", 404), ("Director", 200), ("Office", 200)])
def test_programs_get_figures_of_nobody(body, duty, person, status):
    program = program_of(body.users[person], Scope.NAMES)
    path = f"duties/{duty.kind}/{duty.key}/participation"
    for query in ({}, {"unit": body.first.pk}):
        answer = program.get(path, query)
        assert answer.status_code == status
        assert status == 404 or answer.json()["items"] == []
    assert program.get(path, {"unit": 10**6}).status_code == 404


def test_a_unit_of_which_nobody_was_asked_says_so(client, body, provider):
    duty = provider.add(make_audience(body.second))
    client.force_login(body.users["Director"])
    response = read(client, "report_below", duty.kind, duty.key, body.first.pk)
    assert "Không ai của đơn vị này được giao nhiệm vụ này." in text_of(response)
