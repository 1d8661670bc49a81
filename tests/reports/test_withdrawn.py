"""What is frozen stays in every report when its page is edited, withdrawn or taken away."""

import dataclasses
import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.api.models import Scope
from intranet.organisation import duties
from intranet.organisation.freezing import freeze, freeze_due
from intranet.organisation.models import Audience
from intranet.reports.wording import renamed
from tests.api.conftest import program_of
from tests.factories import make_audience
from tests.reports.conftest import passed
from tests.reports.test_exports import csv_rows
from tests.reports.test_screens import read, text_of

DAY = datetime.timedelta(days=1)
THEN = "Việc đã đóng"


@pytest.fixture
def closed(body, provider):
    """A duty that closed in the running quarter, frozen: done by six of the first room."""
    end = timezone.now() - datetime.timedelta(minutes=5)
    duty = provider.add(
        Audience.objects.everybody(),
        title=THEN,
        progress={person.pk: passed() for person in body.staff["first"]},
        has_pass_mark=True,
        score_label="%",
        opens_at=end - 20 * DAY,
        due_at=end - 2 * DAY,
        closes_at=end,
    )
    freeze(duty, timezone.now())
    return duty


def edited(provider, duty):
    """The page gets other words, another circle, and no pass mark."""
    provider.known[duty.key] = dataclasses.replace(
        duty,
        title="Tên mới",
        kind_label="Loại mới",
        has_pass_mark=False,
        score_label="",
        due_at=duty.due_at - DAY,
        audience_id=make_audience().pk,
    )


def withdrawn(provider, duty):
    provider.withdraw(duty)


def deleted(provider, duty):
    provider.withdraw(duty)
    del provider.withdrawn[duty.key]


LATER = pytest.mark.parametrize("happens", [edited, withdrawn, deleted])


def screens(body, duty):
    """Addresses of everything that shows the duty."""
    key = [duty.kind, duty.key]
    query = f"?nhiem-vu={duty.kind}:{duty.key}"
    return [
        reverse("reports") + "?xem=da-dong",
        reverse("report", args=key),
        reverse("report_below", args=[*key, body.first.pk]),
        reverse("report_unit", args=[*key, body.first.pk]),
        reverse("report_differences", args=key),
        reverse("report_overview") + query,
        reverse("report_league") + query,
        reverse("report_silent") + query,
        reverse("report_late") + query,
        reverse("report_league") + "?nhiem-vu=da-dong",
    ]


FIGURES = ("rows", "bars", "summaries", "trend", "cards", "roll", "labels",
           "classes", "groups", "stats", "duties", "breadcrumb")  # fmt: skip


def told(client, addresses):
    """What the screens say, title and figures; a new title stands in one line of a report alone."""
    found, (new_title,) = [], renamed("Tên mới")
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert THEN in text_of(response), address
        assert "Tên mới" not in text_of(response).replace(new_title, "", 1), address
        found.append([response.context.get(name) for name in FIGURES])
        meta = response.context.get("meta") or []
        found.append([line for line in meta if line != new_title])
    return found


@LATER
@pytest.mark.parametrize("person", ["head", "Office"])
def test_every_screen_stays_as_it_was(client, body, provider, closed, happens, person):
    client.force_login(body.users[person])
    addresses = screens(body, closed)
    before = told(client, addresses)
    happens(provider, closed)
    assert told(client, addresses) == before


@LATER
def test_every_file_stays_as_it_was(client, body, provider, closed, happens):
    client.force_login(body.users["Office"])
    key = [closed.kind, closed.key]
    addresses = [
        reverse("report_csv", args=key),
        reverse("report_unit_csv", args=[*key, body.first.pk]),
        reverse("report_overview_csv"),
        reverse("report_late_csv") + "?nhiem-vu=da-dong",
    ]
    before = [csv_rows(client.get(address)) for address in addresses]
    happens(provider, closed)
    assert [csv_rows(client.get(address)) for address in addresses] == before


@LATER
@pytest.mark.parametrize("person", ["head", "Office"])
def test_programs_read_what_they_read_before(body, provider, closed, happens, person):
    program = program_of(body.users[person], Scope.NAMES)
    path = f"duties/{closed.kind}/{closed.key}"
    asked = [
        ("duties", {}),
        (f"{path}/participation", {}),
        (f"{path}/people", {"unit": body.first.pk}),
    ]
    before = [program.get(*ask).json() for ask in asked]
    assert before[1]["duty"]["title"] == THEN
    happens(provider, closed)
    assert [program.get(*ask).json() for ask in asked] == before


@pytest.mark.parametrize("person", ["civil servant", "editor", "former head"])
def test_withdrawing_opens_it_to_nobody(client, body, provider, closed, person):
    withdrawn(provider, closed)
    client.force_login(body.users[person])
    assert client.get(reverse("report", args=[closed.kind, closed.key])).status_code == 403


def test_without_a_page_nothing_leads_to_it(body, provider, closed):
    provider.withdraw(closed)
    assert duties.find(closed.kind, closed.key).url == ""
    assert duties.find(closed.kind, "0" + closed.key) is None
    assert duties.find(closed.kind, "\x00") is None
    assert duties.find("khac", closed.key) is None


def test_what_runs_vanishes_with_its_page(client, body, provider):
    client.force_login(body.users["Office"])
    provider.withdraw(body.duty)
    address = reverse("report", args=[body.duty.kind, body.duty.key])
    assert client.get(address).status_code == 404
    assert freeze_due(now=timezone.now() + 400 * DAY) == 0


def test_of_an_end_put_off_the_running_one_counts(client, body, provider, closed):
    later = dataclasses.replace(closed, title="Gia hạn", closes_at=timezone.now() + DAY)
    provider.known[closed.key] = later
    client.force_login(body.users["Office"])
    response = read(client, "report", closed.kind, closed.key)
    assert response.context["duty"].title == "Gia hạn"
    assert THEN not in text_of(client.get(reverse("reports") + "?xem=da-dong"))
    provider.withdraw(later)
    assert read(client, "report", closed.kind, closed.key).context["duty"].title == THEN


def test_a_quarter_of_what_has_no_end_stays(client, body, provider):
    hanoi = timezone.get_default_timezone()
    start = datetime.datetime(2026, 1, 1, tzinfo=hanoi)
    done = {person.pk: dataclasses.replace(passed(), at=start) for person in body.staff["first"]}
    endless = provider.add(
        Audience.objects.everybody(), title="Luyện tập", progress=done, opens_at=start
    )
    freeze_due(now=datetime.datetime(2026, 4, 2, tzinfo=hanoi))
    freeze_due(now=datetime.datetime(2026, 7, 2, tzinfo=hanoi))
    client.force_login(body.users["Office"])

    def seen(quarter):
        address = f"{reverse('report_league')}?ky={quarter}&nhiem-vu=da-dong"
        return [row["label"] for row in client.get(address).context["duties"]]

    assert "Luyện tập" in seen("2026-q1")
    before = seen("2026-q1"), seen("2026-q2")
    provider.withdraw(endless)
    assert (seen("2026-q1"), seen("2026-q2")) == before
    assert "Luyện tập" not in seen("2026-q3")
    assert read(client, "report", endless.kind, endless.key).context["places"]


def test_a_roster_from_before_takes_the_rest_from_its_page(body, provider, closed):
    roster = duties.find(closed.kind, closed.key).roster
    type(roster).objects.update(audience_id=None, opens_at=None, due_at=None)
    found = duties.find(closed.kind, closed.key)
    assert (found.due_at, found.opens_at) == (closed.due_at, closed.opens_at)
    deleted(provider, closed)
    assert duties.find(closed.kind, closed.key).due_at is None
