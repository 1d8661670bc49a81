"""What the screens say, against what was counted by hand; frozen figures; statements."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.organisation.duties import Progress, State
from intranet.organisation.freezing import freeze, freeze_due
from intranet.organisation.models import Exemption, ExemptionReason, UnitPeriod
from intranet.organisation.participation import counted_now, figures_of
from intranet.organisation.progress import Counts
from intranet.organisation.tree import Node, Tree
from intranet.reports.overview.boards import DutyFigures, _counted_figures
from intranet.reports.overview.periods import Period
from intranet.reports.overview.urls import SCREENS
from tests.factories import FakeProvider, make_person, make_unit
from tests.reports.overview.conftest import DAY
from tests.reports.test_screens import text_of


def read(client, name, **query):
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response


def ranking(response):
    """Rank, unit, done, assigned of each line, by class."""
    return {
        found["label"]: [
            (row["place"], row["name"], row["done"], row["assigned"]) for row in found["rows"]
        ]
        for found in response.context["classes"]
    }


def only(duty):
    return {"nhiem-vu": f"{duty.kind}:{duty.key}"}


class TestLeague:
    def test_units_stand_among_their_like(self, client, house):
        client.force_login(house.users["Office"])
        found = ranking(read(client, "report_league", **only(house.running)))
        assert found == {
            "Văn phòng và phòng chuyên môn · đến 10 người": [
                (1, "Phòng Một", 3, 4),
                (2, "Văn phòng", 3, 6),
                (3, "Ngoài danh sách được giao", 0, 5),
            ],
            "Đơn vị sự nghiệp công lập · từ 11 đến 30 người": [(None, "Trung tâm", 9, 12)],
            "Phòng cấp huyện · đến 10 người": [(1, "Huyện Bắc", 1, 3), (2, "Huyện Nam", 0, 3)],
        }

    def test_several_duties_are_assignments_and_never_people(self, client, house):
        client.force_login(house.users["Office"])
        response = read(client, "report_league")
        rooms = ranking(response)["Văn phòng và phòng chuyên môn · đến 10 người"]
        assert (1, "Văn phòng", 9, 12) in rooms
        assert (2, "Phòng Một", 4, 8) in rooms
        screen = text_of(response)
        assert "Một người có hai nhiệm vụ được tính là hai lượt giao." in screen
        assert "Hoàn thành / lượt giao" in screen
        assert "12 người" not in screen

    def test_the_file_counts_assignments_of_several_duties_alone(self, client, house):
        client.force_login(house.users["Office"])

        def heading(**query):
            response = client.get(reverse("report_league_csv"), query)
            return b"".join(response.streaming_content).decode().splitlines()[0]

        assert "Lượt giao" in heading()
        assert "Lượt giao" not in heading(**only(house.running))

    def test_a_unit_of_which_nobody_is_asked_is_left_out_and_that_is_said(self, client, house):
        client.force_login(house.users["Office"])
        response = read(client, "report_league", **only(house.overdue))
        assert "Trung tâm" not in str(ranking(response))
        assert "Không xếp 4 đơn vị không có ai được giao." in text_of(response)

    def test_the_lines_and_the_rest_come_to_the_total(self, client, house):
        client.force_login(house.users["Office"])
        response = read(client, "report_league", **only(house.running))
        shown = sum(row[3] for rows in ranking(response).values() for row in rows)
        (duty,) = response.context["duties"]
        assert duty["denominator"] == shown + 1  # one person belongs to the department itself
        assert "1 người không thuộc đơn vị nào trong bảng" in text_of(response)

    def test_the_thresholds_are_named_with_their_owner(self, client, house, settings):
        settings.REPORT_SIZES = [5]
        settings.REPORT_LINES_OWNER = "Phòng Tổ chức"
        client.force_login(house.users["Office"])
        screen = text_of(read(client, "report_league"))
        assert "đến 5 người; trên 5 người" in screen
        assert "ngưỡng do Phòng Tổ chức quy định" in screen

    def test_practice_without_a_last_day_is_not_counted_unless_it_is_chosen(self, client, house):
        practice = house.provider.add(house.everybody, title="Tự luyện")
        client.force_login(house.users["Office"])
        response = read(client, "report_league")
        assert "Tự luyện" not in [row["label"] for row in response.context["duties"]]
        assert "Không tính 1 nhiệm vụ" in text_of(response)
        chosen = read(client, "report_league", **only(practice))
        assert [row["label"] for row in chosen.context["duties"]] == ["Tự luyện"]

    def test_three_are_counted_at_a_time_the_nearest_due_first(self, client, house):
        now = timezone.now()
        for days in (9, 7, 5):
            title = f"Hạn sau {days} ngày"
            house.provider.add(house.everybody, title=title, due_at=now + days * DAY)
        client.force_login(house.users["Office"])
        response = read(client, "report_league")
        told = [row["label"] for row in response.context["duties"]]
        assert told == ["Trắc nghiệm quá hạn", "Trắc nghiệm đang chạy", "Hạn sau 5 ngày"]
        assert "Ở đây tính 3 trong 5 nhiệm vụ đang chạy" in text_of(response)
        next_ones = client.get(response.context["waiting"]["url"])
        told = [row["label"] for row in next_ones.context["duties"]]
        assert told == ["Hạn sau 7 ngày", "Hạn sau 9 ngày"]


def close(house, *, days=2):
    """A duty that closed days ago, of 35 people done by half of the office, frozen."""
    closed = house.provider.add(
        house.everybody,
        title="Trắc nghiệm đã đóng",
        closes_at=timezone.now() - days * DAY,
        progress={
            person.pk: Progress(State.DONE, None, timezone.now() - 9 * DAY)
            for person in house.staff["office"][:3]
        },
    )
    freeze(closed, timezone.now())
    return closed


class TestFrozen:
    def query(self, house, duty):
        day = timezone.localdate(duty.closes_at)
        return {"ky": str(day.year), "nhiem-vu": "da-dong"}

    def test_closed_duties_are_read_from_what_was_frozen(self, client, house):
        closed = close(house)
        make_person(house.units["office"])
        UnitPeriod.objects.filter(unit=house.units["office"]).update(name="Văn phòng mới")
        house.provider.done[closed.key].clear()
        client.force_login(house.users["Office"])
        response = read(client, "report_league", **self.query(house, closed))
        rooms = ranking(response)["Văn phòng và phòng chuyên môn · đến 10 người"]
        assert (1, "Văn phòng", 3, 6) in rooms
        assert "chốt lúc" in text_of(response)

    def test_a_duty_that_is_being_frozen_is_counted_and_that_is_said(self, client, house):
        closed = close(house)
        late = house.provider.add(
            house.everybody, title="Vừa đóng", closes_at=timezone.now() - 2 * DAY
        )
        client.force_login(house.users["Office"])
        response = read(client, "report_league", **self.query(house, closed))
        assert {row["label"] for row in response.context["duties"]} == {late.title, closed.title}
        assert "trừ 1 nhiệm vụ đang chốt" in text_of(response)

    def test_a_head_sees_the_own_part_of_what_was_frozen(self, client, house):
        closed = close(house)
        client.force_login(house.users["head"])
        response = read(client, "report_league", **self.query(house, closed))
        names = {row[1] for rows in ranking(response).values() for row in rows}
        assert names == {"Tổ Một A", "Tổ Một B"}
        other = {**self.query(house, closed), "don-vi": house.units["office"].pk}
        assert client.get(reverse("report_league"), other).status_code == 403

    def test_other_quarters_do_not_show_it(self, client, house):
        closed = close(house)
        year = timezone.localdate(closed.closes_at).year - 1
        client.force_login(house.users["Office"])
        response = read(client, "report_league", ky=str(year))
        assert response.context["duties"] == []

    def test_whoever_did_not_do_it_is_late_for_good(self, client, house):
        closed = close(house)
        client.force_login(house.users["Director"])
        response = read(client, "report_late", **self.query(house, closed))
        (group,) = response.context["groups"]
        assert group["total"] == "32 người quá hạn chưa hoàn thành"
        assert sum(row["people"] for row in group["rows"]) == 32

    def test_more_closed_duties_and_units_take_no_more_statements(self, client, house, sql):
        closed = close(house)
        query = self.query(house, closed)
        client.force_login(seen_everywhere(house))

        def grow():
            for place in range(4):
                make_person(make_unit(f"Phòng {place}", house.units["department"]))
                close(house, days=2)

        sql.flat(lambda: read(client, "report_league", **query), grow, maximum=12)


class TestSilent:
    def units(self, response):
        return [(row["name"], row["text"]) for row in response.context["rows"]]

    def test_a_unit_is_silent_that_has_begun_none_of_the_duties(self, client, house):
        client.force_login(house.users["Director"])
        assert [name for name, _text in self.units(read(client, "report_silent"))] == [
            "Ngoài danh sách được giao", "Huyện Nam", "Tổ Một B"
        ]  # fmt: skip
        house.let_do(house.overdue, house.staff["other group"], State.IN_PROGRESS)
        assert "Tổ Một B" not in str(self.units(read(client, "report_silent")))

    def test_one_duty_can_be_looked_at_alone(self, client, house):
        client.force_login(house.users["Director"])
        response = read(client, "report_silent", **only(house.overdue))
        assert self.units(response) == [("Tổ Một B", "1 người được giao")]

    def test_the_overview_and_its_links_say_the_same(self, client, house):
        practice = house.provider.add(house.everybody, title="Tự luyện", key="9")
        close(house)
        client.force_login(house.users["Director"])

        def compare():
            _done, silent, late = read(client, "report_overview").context["stats"]
            assert len(client.get(silent["url"]).context["rows"]) == silent["value"]
            groups = client.get(late["url"]).context["groups"]
            assert sum(row["people"] for g in groups for row in g["rows"]) == late["value"]
            return late["value"]

        assert compare() == 3
        for duty in (house.running, house.overdue):
            del house.provider.known[duty.key]
        assert compare() == 32
        assert practice.key in house.provider.known

    def test_whoever_has_begun_is_heard(self, client, house):
        house.let_do(house.running, house.staff["south"][:1], State.IN_PROGRESS)
        client.force_login(house.users["Director"])
        assert "Huyện Nam" not in str(self.units(read(client, "report_silent")))

    def test_whoever_is_excused_silences_nobody(self, client, house):
        for person in house.staff["south"]:
            Exemption.objects.create(
                duty_kind=house.running.kind, duty_key=house.running.key,
                person=person, reason=ExemptionReason.LEAVE,
            )  # fmt: skip
        client.force_login(house.users["Director"])
        assert "Huyện Nam" not in str(self.units(read(client, "report_silent")))

    def test_a_unit_leads_to_names_or_to_its_figures(self, client, house):
        duty = house.running
        unit = house.units["south"]
        client.force_login(house.users["Office"])
        page = read(client, "report_silent").content.decode()
        assert reverse("report_unit", args=[duty.kind, duty.key, unit.pk]) in page
        client.force_login(house.users["Director"])
        page = read(client, "report_silent").content.decode()
        assert reverse("report_unit", args=[duty.kind, duty.key, unit.pk]) not in page
        assert reverse("report_below", args=[duty.kind, duty.key, unit.pk]) in page


class TestLate:
    def test_the_lines_come_to_what_the_overview_says(self, client, house):
        house.let_do(house.overdue, house.staff["group"][1:], State.IN_PROGRESS)
        client.force_login(house.users["Office"])
        (group,) = read(client, "report_late").context["groups"]
        assert [(row["name"], row["people"]) for row in group["rows"]] == [("Phòng Một", 3)]
        overview = read(client, "report_overview").context["stats"]
        assert [stat["value"] for stat in overview] == ["54,5", 3, 3]

    def test_whoever_belongs_to_the_room_itself_is_not_lost(self, client, house):
        client.force_login(house.users["head"])
        (group,) = read(client, "report_late").context["groups"]
        assert [(row["name"], row["people"], bool(row["note"])) for row in group["rows"]] == [
            ("Tổ Một A", 1, False),
            ("Tổ Một B", 1, False),
            ("Phòng Một", 1, True),
        ]

    def test_whoever_was_given_longer_is_not_late(self, client, house):
        person = house.staff["room"][0]
        longer = Progress(State.NOT_STARTED, open_until=timezone.now() + DAY)
        house.provider.done[house.overdue.key][person.pk] = longer
        key = house.overdue.key
        house.provider.known[key] = replace(house.overdue, is_extended=True)
        client.force_login(house.users["Office"])
        (group,) = read(client, "report_late").context["groups"]
        assert sum(row["people"] for row in group["rows"]) == 2


class TestOverview:
    def test_the_first_figures_say_the_essential_in_words(self, client, house):
        client.force_login(house.users["Director"])
        stats = read(client, "report_overview").context["stats"]
        assert [(stat["value"], stat["label"]) for stat in stats] == [
            ("54,5", "đã hoàn thành"),
            (3, "đơn vị chưa có ai tham gia"),
            (3, "người quá hạn"),
        ]
        assert stats[0]["denominator"] == "24 trên 44 lượt giao"

    def test_the_best_and_the_worst_are_never_the_same(self, client, house):
        client.force_login(house.users["Director"])
        context = read(client, "report_overview").context
        best = [row["label"] for row in context["best"]]
        worst = [row["label"] for row in context["worst"]]
        assert best == ["Trung tâm", "Văn phòng", "Phòng Một"]
        assert worst == ["Ngoài danh sách được giao", "Huyện Nam", "Huyện Bắc"]

    def test_where_nothing_runs_the_screen_says_so(self, client, house):
        house.provider.known.clear()
        client.force_login(house.users["Director"])
        response = read(client, "report_overview")
        assert response.context["stats"] == []
        assert 'class="empty' in response.content.decode()

    def titles(self, response):
        return [[duty["title"] for duty in group["duties"]] for group in response.context["groups"]]

    def test_what_closed_stands_beside_what_runs_and_in_no_total(self, client, house):
        closed = close(house)
        client.force_login(house.users["Director"])
        response = read(client, "report_overview")
        running = [house.overdue.title, house.running.title]
        assert self.titles(response) == [running, [closed.title]]
        assert response.context["stats"][0]["denominator"] == "24 trên 44 lượt giao"

    def test_the_file_holds_the_duties_and_the_figures_above_them(self, client, house):
        closed = close(house)
        client.force_login(house.users["Director"])
        response = client.get(reverse("report_overview_csv"))
        lines = b"".join(response.streaming_content).decode().splitlines()
        titles = [line.split(";")[0] for line in lines[1:]]
        assert titles == [house.overdue.title, house.running.title, closed.title]

    def test_practice_never_takes_the_place_of_what_has_just_closed(self, client, house):
        house.provider.known.clear()
        practice = house.provider.add(house.everybody, title="Tự luyện", key="9")
        closed = close(house)
        client.force_login(house.users["Director"])
        response = read(client, "report_overview")
        assert self.titles(response) == [[closed.title]]
        assert response.context["stats"][0]["denominator"] == "3 trên 35 người được giao"
        assert [row["title"] for row in response.context["practice"]] == [practice.title]


@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "report_topics"])
def test_more_units_people_and_duties_take_no_more_statements(client, house, sql, screen):
    client.force_login(seen_everywhere(house))

    def grow():
        now = timezone.now()
        for place in range(8):
            house.provider.add(house.everybody, due_at=now + place * DAY)
            room = make_unit(f"Phòng {place}", house.units["department"])
            house.let_do(house.running, [make_person(room) for _ in range(3)])

    sql.flat(lambda: read(client, screen), grow, maximum=12)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_file_has_the_lines_of_the_screen(client, house, screen):
    client.force_login(house.users["Office"])
    response = client.get(reverse(f"{screen}_csv"))
    lines = b"".join(response.streaming_content).decode().splitlines()
    if screen == "report_silent":
        assert len(lines) == 1 + 3
        assert any("Huyện Nam" in line for line in lines)


def seen_everywhere(house):
    """Somebody on the roll who sees the figures of all units."""
    user = make_person(house.units["office"], user=True).user
    user.user_permissions.add(Permission.objects.get(codename="view_participation"))
    return user


@st.composite
def forests(draw):
    """Parents of units with their kinds, and how many people each holds."""
    size = draw(st.integers(1, 14))
    kinds = st.sampled_from(["department", "group", "division", "public_service_unit"])
    nodes = [
        Node(unit, draw(st.one_of(st.none(), st.integers(1, unit))), f"Đơn vị {unit}", "",
             draw(kinds), unit)
        for unit in range(1, size + 1)
    ]  # fmt: skip
    people = {node.id: draw(st.integers(0, 5)) for node in nodes}
    tops = draw(st.sets(st.integers(1, size), max_size=3))
    return Tree(nodes), people, frozenset(tops)


@given(forests())
@settings(max_examples=60)
def test_nobody_stands_in_two_lines_and_the_rest_makes_up_the_total(forest):
    class Everybody:
        pk = 1

    tree, people, tops = forest
    duty = FakeProvider().add(Everybody())
    own = {unit: Counts(assigned=number, not_started=number) for unit, number in people.items()}
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    figures = _counted_figures(figures_of(duty, moment, tree=tree, own=own), tops)
    assert isinstance(figures, DutyFigures)
    within = set().union(*(tree.descendants(top) for top in tops)) if tops else set(tree.nodes)
    assert figures.total.assigned == sum(people[unit] for unit in within)
    below = [tree.descendants(unit.unit_id) for unit in figures.side_by_side]
    assert sum(len(units) for units in below) == len(set().union(*below))
    rest = within - set().union(*below)
    shown = sum(unit.counts.assigned for unit in figures.side_by_side)
    assert shown + sum(people[unit] for unit in rest) == figures.total.assigned


def test_figures_of_the_ranking_are_those_of_the_report(house):
    figures = counted_now(house.running, moment=timezone.now())
    board = _counted_figures(figures, frozenset())
    assert board.total == figures.total
    for unit in board.side_by_side:
        view = figures.view(unit.unit_id)
        assert view is not None
        assert view.row.total == unit.counts


class TestAYearLater:
    """A closed quarter says what it said when it closed."""

    @pytest.fixture
    def closed(self, house):
        """Closed, due three days before, done by nobody but the office; and an endless one."""
        end = timezone.now() - 2 * DAY
        duty = house.provider.add(
            house.everybody,
            title="Đã đóng",
            opens_at=end - 9 * DAY,
            due_at=end - 3 * DAY,
            closes_at=end,
        )
        house.let_do(duty, house.staff["office"])
        house.provider.add(
            house.everybody,
            title="Hạn năm sau",
            opens_at=end - 9 * DAY,
            due_at=end + 200 * DAY,
        )
        freeze_due(now=timezone.now())
        return duty

    def told(self, client, house, moment, quarter):
        """The files of the screens for the quarter, by name of address."""
        with time_machine.travel(moment):
            client.force_login(house.users["Office"])
            return {
                name: client.get(
                    reverse(f"report_{name}_csv"), {"ky": quarter, "nhiem-vu": "da-dong"}
                ).getvalue()
                for name in ("late", "silent", "league", "overview")
            }

    def test_late_and_silent_are_counted_to_the_end(self, client, house, closed):
        now = timezone.now()
        quarter = Period.of(timezone.localdate(closed.closes_at)).key
        end = datetime.datetime.combine(
            Period.parse(quarter, timezone.localdate()).end, datetime.time(12)
        )
        after = max(timezone.make_aware(end), now)
        freeze_due(now=after)
        before = self.told(client, house, after, quarter)
        later = self.told(client, house, now + 400 * DAY, quarter)
        assert later == before
        late = [line.split(";") for line in later["late"].decode("utf-8-sig").splitlines()[1:]]
        days = {line[0]: line[2] for line in late}
        assert days["Đã đóng"] == "3"
        assert "Hạn năm sau" not in days
