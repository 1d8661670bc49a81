"""Reports of what is over: as it was frozen, in the units of today, and what has changed since."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.organisation.duties import Progress, State
from intranet.organisation.freezing import freeze
from intranet.organisation.models import Audience, Membership, UnitPeriod
from tests.factories import make_person, make_unit
from tests.reports.conftest import passed
from tests.reports.test_exports import csv_rows, xlsx_page
from tests.reports.test_screens import read, rows_of, text_of

DAY = datetime.timedelta(days=1)


@pytest.fixture
def closed(body, provider):
    """A duty that closed three days ago: done by the first six of the first room; frozen."""
    end = timezone.now() - 3 * DAY
    done = {
        person.pk: Progress(State.PASSED, 80.0, end - DAY * (place % 3))
        for place, person in enumerate(body.staff["first"])
    }
    duty = provider.add(
        Audience.objects.everybody(),
        title="Việc đã đóng",
        progress=done,
        has_pass_mark=True,
        score_label="%",
        opens_at=end - 10 * DAY,
        closes_at=end,
    )
    freeze(duty, timezone.now())
    return duty


def move(person, unit, day=None):
    """Move the person to another unit, today or on an earlier day."""
    day = day or timezone.localdate()
    old = Membership.objects.get(person=person, valid_to=None)
    old.valid_to = day
    old.save()
    Membership.objects.create(person=person, unit=unit, valid_from=day)


@pytest.fixture
def changed(body, closed):
    """Afterwards a room is renamed, people move, somebody's answer is accepted late."""
    UnitPeriod.objects.filter(unit=body.second).update(name="Phòng Hai mới")
    move(body.staff["first"][0], body.second)
    move(body.staff["first"][1], body.second, timezone.localdate() - 9 * DAY)
    body.provider.done[closed.key][body.staff["second"][0].pk] = passed()
    return closed


@pytest.mark.parametrize("person", ["head", "Director", "Office"])
def test_nothing_that_happens_later_changes_the_screen(client, body, closed, person, request):
    client.force_login(body.users[person])
    addresses = [
        reverse("report", args=[closed.kind, closed.key]),
        reverse("report_below", args=[closed.kind, closed.key, body.part.pk]),
        reverse("reports") + "?xem=da-dong",
    ]
    if person != "Director":
        addresses.append(reverse("report_unit", args=[closed.kind, closed.key, body.first.pk]))

    def figures():
        contexts = [client.get(address).context for address in addresses]
        keys = ("rows", "bars", "summaries", "trend", "cards", "roll")
        return [[context.get(key) for key in keys] for context in contexts]

    before = figures()
    request.getfixturevalue("changed")
    assert figures() == before
    assert "đã chốt lúc" in text_of(client.get(addresses[0]))


def test_frozen_figures_lead_to_exactly_their_people(client, body, changed):
    client.force_login(body.users["Office"])
    report = read(client, "report", changed.kind, changed.key, cap="tat-ca")
    for row in report.context["rows"]:
        for cell in row["cells"]:
            if cell["url"]:
                assert len(client.get(cell["url"]).context["rows"]) == int(cell["text"])


def test_the_course_ends_with_the_frozen_figure(client, body, changed):
    client.force_login(body.users["head"])
    trend = read(client, "report", changed.kind, changed.key).context["trend"]
    assert trend["rows"][-1]["total"] == 6


def test_the_same_people_in_the_units_of_today(client, body, changed):
    client.force_login(body.users["Office"])
    query = {"theo": "hien-nay", "cap": "tat-ca"}
    response = read(client, "report", changed.kind, changed.key, **query)
    rows = rows_of(response)
    assert rows["Phòng Một"][0:5:4] == ["11", "4"]
    assert rows["Phòng Hai mới"][0:5:4] == ["12", "2"]
    assert rows["Sở Thử nghiệm"][0:5:4] == ["23", "6"]
    assert not any(cell["url"] for row in response.context["rows"] for cell in row["cells"])
    file = client.get(reverse("report_csv", args=[changed.kind, changed.key]), query)
    assert "Phòng Hai mới" in file.getvalue().decode()


def test_figures_in_the_units_of_today_are_told_from_the_frozen_ones(client, body, changed):
    client.force_login(body.users["Office"])
    told = "xếp theo đơn vị hiện nay"
    names, headings, titles = [], [], []
    for query in ({}, {"theo": "hien-nay"}):
        screen = read(client, "report", changed.kind, changed.key, **query)
        assert (told in screen.context["roll"]) is bool(query)
        csv = client.get(reverse("report_csv", args=[changed.kind, changed.key]), query)
        headings.append(csv.getvalue().decode("utf-8-sig").split(";")[0])
        names.append(csv["Content-Disposition"].split('"')[1].rsplit("-", 2)[0])
        page = xlsx_page(
            client.get(reverse("report_xlsx", args=[changed.kind, changed.key]), query)
        )
        assert (told in page["B3"].value) is bool(query)
        titles.append(page["A1"].value)
    assert headings == ["Đơn vị", "Đơn vị hiện nay"]
    assert names == ["viec-da-dong", "theo-don-vi-hien-nay-viec-da-dong"]
    assert titles == ["Việc đã đóng", "Theo đơn vị hiện nay: Việc đã đóng"]


def test_of_what_is_running_there_is_only_today(client, body):
    client.force_login(body.users["Office"])
    response = read(client, "report", body.duty.kind, body.duty.key, theo="hien-nay")
    assert response.context["places"] == []
    assert any(cell["url"] for row in response.context["rows"] for cell in row["cells"])


# person: (screen of differences, whether it names people)
RIGHTS = {
    None: (302, False),
    "civil servant": (403, False),
    "former head": (403, False),
    "editor": (403, False),
    "head": (200, True),
    "deputy": (200, True),
    "head of the part": (200, True),
    "head of the other": (200, True),
    "Director": (200, False),
    "Office": (200, True),
}


@pytest.mark.parametrize("person", RIGHTS)
def test_who_sees_what_has_changed(client, body, changed, person):
    if person:
        client.force_login(body.users[person])
    answer = client.get(reverse("report_differences", args=[changed.kind, changed.key]))
    status, names = RIGHTS[person]
    assert answer.status_code == status
    if status == 200:
        assert answer.context["sees_names"] is names
        assert names or answer.context["people"] == []


class TestDifferences:
    def show(self, client, duty, **query):
        return read(client, "report_differences", duty.kind, duty.key, **query)

    def test_the_office_sees_totals_units_and_people(self, client, body, changed):
        client.force_login(body.users["Office"])
        response = self.show(client, changed)
        totals = {row["label"]: (row["then"], row["now"]) for row in response.context["totals"]}
        assert totals["Hoàn thành"] == (6, 7)
        names = {row["name"] for row in response.context["people"]}
        assert names == {body.staff["first"][1].full_name, body.staff["second"][0].full_name}
        screen = text_of(response)
        assert "nay tên là Phòng Hai mới" in screen
        assert "thuộc đơn vị khác" in screen
        moved = response.context["people"][0]
        assert moved["then"].startswith("Phòng Một – ")
        assert moved["now"].startswith("Phòng Hai mới – ")

    def test_a_head_sees_what_touches_the_own_units(self, client, body, changed):
        client.force_login(body.users["head"])
        response = self.show(client, changed)
        assert [row["name"] for row in response.context["people"]] == [
            body.staff["first"][1].full_name
        ]
        assert {row["name"] for row in response.context["units"]} <= {"Phòng Một", "Tổ Một A"}
        totals = {row["label"]: (row["then"], row["now"]) for row in response.context["totals"]}
        assert totals["Được giao"] == (13, 12)

    def file(self, client, duty, table, suffix="csv"):
        address = reverse(f"differing_{table}_{suffix}", args=[duty.kind, duty.key])
        return client.get(address)

    def test_both_tables_are_there_as_files(self, client, body, changed):
        client.force_login(body.users["Office"])
        screen = self.show(client, changed)
        _, *units = csv_rows(self.file(client, changed, "units"))
        assert [row[0] for row in units] == [row["name"] for row in screen.context["units"]]
        by_name = {row[0]: row for row in units}
        assert by_name["Phòng Một"][1:5] == ["13", "6", "12", "5"]
        assert "nay tên là Phòng Hai mới" in by_name["Phòng Hai"]
        _, *people = csv_rows(self.file(client, changed, "people"))
        moved = body.staff["first"][1]
        assert people[0][:4] == [
            moved.full_name,
            moved.staff_code,
            "thuộc đơn vị khác",
            "Phòng Một",
        ]
        assert people[0][5] == "Phòng Hai mới"
        page = xlsx_page(self.file(client, changed, "people", "xlsx"))
        assert page["A1"].value == "Những người có chênh lệch: Việc đã đóng"
        assert "đã chốt lúc" in page["B3"].value

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    @pytest.mark.parametrize("person", RIGHTS)
    def test_who_takes_them_out(self, client, body, changed, person, suffix):
        if person:
            client.force_login(body.users[person])
        status, names = RIGHTS[person]
        assert self.file(client, changed, "units", suffix).status_code == status
        expected = 403 if status == 200 and not names else status
        assert self.file(client, changed, "people", suffix).status_code == expected

    def test_a_head_takes_out_what_touches_the_own_units(self, client, body, changed):
        client.force_login(body.users["head"])
        _, *people = csv_rows(self.file(client, changed, "people"))
        assert [row[0] for row in people] == [body.staff["first"][1].full_name]

    def test_where_nothing_has_changed_the_screen_says_so(self, client, body, closed):
        client.force_login(body.users["Office"])
        screen = text_of(self.show(client, closed))
        assert "Không đơn vị nào thay đổi." in screen
        assert "0 người có chênh lệch" in screen

    def test_while_nothing_is_frozen_there_is_nothing(self, client, body):
        client.force_login(body.users["Office"])
        address = reverse("report_differences", args=[body.duty.kind, body.duty.key])
        assert client.get(address).status_code == 404

    def test_the_list_has_pages(self, client, body, changed):
        for _ in range(60):
            make_person(body.second)
        client.force_login(body.users["Office"])
        assert len(self.show(client, changed).context["people"]) == 50
        assert len(self.show(client, changed, trang=2).context["people"]) == 12

    def test_the_same_statements_at_any_size(self, client, body, changed, sql):
        client.force_login(body.users["Office"])
        grow = lambda: [make_person(make_unit("", body.second)) for _ in range(20)]  # noqa: E731
        sql.flat(lambda: self.show(client, changed), grow, maximum=12)


@pytest.mark.parametrize("person", ["head", "Office"])
@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("report", {}),
        ("report", {"cap": "tat-ca"}),
        ("report_below", {}),
        ("report_unit", {"tim": "n"}),
        ("reports", {"xem": "da-dong"}),
        ("report", {"theo": "hien-nay"}),
    ],
)
def test_frozen_screens_take_the_same_few_statements_at_any_size(
    client, body, provider, closed, sql, person, screen, query
):
    client.force_login(body.users[person])
    arguments = [closed.kind, closed.key]
    if screen in ("report_below", "report_unit"):
        arguments.append(body.first.pk)

    def grow():
        for _ in range(5):
            make_person(make_unit("", body.first))
            freeze(
                provider.add(Audience.objects.everybody(), closes_at=closed.closes_at),
                timezone.now(),
            )

    sql.flat(
        lambda: read(client, screen, *(arguments if screen != "reports" else []), **query),
        grow,
        maximum=12,
    )


@pytest.mark.parametrize(
    ("is_extended", "told"),
    [(False, "chốt trong ít phút"), (True, "chốt khi hết thời gian gia hạn")],
)
def test_what_is_over_says_when_it_will_be_frozen(client, body, provider, is_extended, told):
    ended = timezone.now() - datetime.timedelta(seconds=9)
    everybody = Audience.objects.everybody()
    duty = provider.add(everybody, closes_at=ended, is_extended=is_extended)
    client.force_login(body.users["Office"])
    addresses = [
        reverse("report", args=[duty.kind, duty.key]),
        reverse("report_unit", args=[duty.kind, duty.key, body.first.pk]),
        reverse("reports") + "?xem=da-dong",
        f"{reverse('report_overview')}?nhiem-vu={duty.kind}:{duty.key}",
    ]
    for address in addresses:
        assert f"đã kết thúc, số liệu sẽ được {told}" in text_of(client.get(address)), address
    freeze(duty, timezone.now())
    for address in addresses:
        assert "đã chốt lúc" in text_of(client.get(address)), address


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
def test_a_unit_beyond_all_numbers_is_not_found(client, body, closed, number):
    client.force_login(body.users["Office"])
    for name in ("report_below", "report_unit"):
        assert client.get(reverse(name, args=[closed.kind, closed.key, number])).status_code == 404
