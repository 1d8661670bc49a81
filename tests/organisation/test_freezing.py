"""Freezing: once, in portions, whatever breaks off or comes by; and nothing changes it later."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from intranet.organisation import freezing
from intranet.organisation.duties import Progress, State
from intranet.organisation.fingerprints import canonical_lines, is_intact
from intranet.organisation.freezing import freeze, freeze_due, what_is_due
from intranet.organisation.models import (
    Exemption,
    ExemptionReason,
    FrozenPerson,
    FrozenRoster,
    FrozenUnit,
    Membership,
    Person,
    Unit,
    UnitPeriod,
)
from intranet.organisation.participation import (
    UNPLACED,
    counted_now,
    frozen_at_cut_off,
    participation,
)
from intranet.organisation.personal_data import leavers
from intranet.organisation.progress import Counts
from intranet.organisation.roster import COLUMNS, roster
from tests.factories import make_audience, make_person, make_succession, make_unit
from tests.organisation.counting import rows_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
CLOSED = datetime.datetime(2026, 11, 20, 17, 0, tzinfo=HANOI)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    """Sở ─ Phòng A ─ Tổ 1; Phòng B beside A."""
    top = make_unit("Sở")
    room = make_unit("Phòng A", top)
    return {
        "Sở": top,
        "Phòng A": room,
        "Tổ 1": make_unit("Tổ 1", room),
        "Phòng B": make_unit("Phòng B", top),
    }


@pytest.fixture
def newcomer(db):
    """Somebody who is on no roll yet; asked for first, it is whom a taking passes first."""
    return make_person()


@pytest.fixture
def people(units):
    """Three in each unit."""
    return {name: [make_person(unit) for _ in range(3)] for name, unit in units.items()}


@pytest.fixture
def duty(provider, everybody, people):
    """A duty that closed three days ago: one of each unit passed, one is half way."""
    progress = {}
    for score, (passed, busy, _idle) in enumerate(people.values(), 7):
        progress[passed.pk] = Progress(State.PASSED, 10.0 * score + 1 / 3, CLOSED - DAY)
        progress[busy.pk] = Progress(State.IN_PROGRESS, None, CLOSED - DAY)
    return provider.add(everybody, progress=progress, closes_at=CLOSED, has_pass_mark=True)


def seen(figures):
    """All that the figures say of every unit."""
    rows = [(row.node.id, row.node.name, row.depth, row.total, row.hiding) for row in figures.rows]
    return rows, figures.total, figures.hiding, figures.cut_off


def test_what_is_stored_is_what_was_counted(duty):
    before, people = seen(counted_now(duty, moment=NOW)), rows_of(duty, moment=NOW)
    assert before[1] == Counts(12, 0, 4, 4, 4, 4, pytest.approx(341.33, abs=0.01), 4)

    record = freeze(duty, NOW)

    figures = participation(duty, moment=NOW)
    assert figures.frozen_at == record.frozen_at == NOW
    assert seen(figures) == before
    assert rows_of(duty, moment=NOW) == people
    assert is_intact(record)


def test_units_know_the_way_to_them(duty, units):
    record = freeze(duty, NOW)
    top, room, group = (units[name].pk for name in ("Sở", "Phòng A", "Tổ 1"))
    assert record.units.get(unit=group).path == f"/{top}/{room}/{group}/"
    view = participation(duty, moment=NOW).view(room)
    assert [row.node.name for row in view.path] == ["Sở", "Phòng A"]
    assert [row.node.name for row in view.children] == ["Tổ 1"]


def test_people_whose_unit_is_gone_stand_in_a_row_of_their_own(duty):
    make_person(make_unit("Đã giải thể", valid_to=TODAY - 9 * DAY))

    freeze(duty, NOW)

    figures = participation(duty, moment=NOW)
    assert figures.rows[-1].node.id == UNPLACED
    assert figures.view(UNPLACED).row.total == Counts(assigned=1, not_started=1)
    assert figures.total.assigned == 13


def move_everybody(duty, units, people):
    """Whatever a busy IT officer can do to the past."""
    Membership.objects.filter(unit=units["Tổ 1"]).update(unit=units["Phòng B"])
    Membership.objects.filter(person=people["Sở"][0]).update(valid_to=CLOSED.date() - DAY)
    UnitPeriod.objects.filter(unit=units["Phòng B"]).update(name="Phòng C", parent=units["Tổ 1"])
    Unit.objects.filter(pk=units["Phòng A"].pk).update(valid_to=CLOSED.date() - DAY)
    make_succession(units["Phòng A"], units["Sở"], CLOSED.date() - DAY)
    make_person(units["Sở"])
    reason = {"duty_kind": duty.kind, "duty_key": duty.key, "reason": ExemptionReason.LEAVE}
    Exemption.objects.create(person=people["Phòng A"][2], **reason)


def test_nothing_that_happens_later_changes_it(duty, units, people, provider):
    record = freeze(duty, NOW)
    before, lines = seen(participation(duty, moment=NOW)), list(canonical_lines(record))

    move_everybody(duty, units, people)
    provider.done[duty.key] = {
        person.pk: Progress(State.DONE, 1.0, NOW) for person in people["Phòng B"]
    }

    assert seen(counted_now(duty, moment=NOW)) != before
    assert seen(participation(duty, moment=NOW + DAY)) == before
    assert list(canonical_lines(record)) == lines
    assert freeze(duty, NOW + DAY).frozen_at == NOW
    assert is_intact(record)
    assert not what_is_due(NOW + DAY)


def test_who_is_erased_stays_counted_without_a_name(duty, people):
    record = freeze(duty, NOW)
    leaver = people["Tổ 1"][0]
    name = leaver.full_name
    before = seen(participation(duty, moment=NOW))
    Membership.objects.filter(person=leaver).update(valid_to=TODAY - 800 * DAY)

    leavers.deidentify([leaver])

    assert seen(participation(duty, moment=NOW)) == before
    assert is_intact(record)
    assert name not in "".join(canonical_lines(record))


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: (
            FrozenPerson.objects.filter(state=State.DONE).update(state=State.PASSED)
            or FrozenPerson.objects.filter(state=State.NOT_STARTED).update(state=State.DONE)
        ),
        lambda: FrozenPerson.objects.first().delete(),
        lambda: FrozenUnit.objects.filter(name="Phòng A").update(done=3),
        lambda: FrozenUnit.objects.filter(name="Phòng A").update(name="Phòng Á"),
        lambda: FrozenRoster.objects.update(cut_off=NOW),
    ],
)
def test_whoever_changes_the_rows_is_found_out(duty, tamper, capsys):
    record = freeze(duty, NOW)
    call_command("freeze_rosters", "--check")
    assert f"{record.duty_kind}:{record.duty_key}" in capsys.readouterr().out

    tamper()

    record.refresh_from_db()
    assert not is_intact(record)
    with pytest.raises(CommandError):
        call_command("freeze_rosters", "--check")


@pytest.mark.parametrize("broken_off_after", range(5))
def test_it_goes_on_where_it_broke_off(duty, people, monkeypatch, broken_off_after):
    monkeypatch.setattr(freezing, "AT_A_TIME", 5)
    whole = seen(counted_now(duty, moment=NOW))
    portions = []

    def power_cut(name, call):
        def perhaps(*args):
            if len(portions) == broken_off_after:
                raise KeyboardInterrupt
            portions.append(name)
            return call(*args)

        return perhaps

    with monkeypatch.context() as patched:
        for name in ("_write_down", "_units"):
            patched.setattr(freezing, name, power_cut(name, getattr(freezing, name)))
        if broken_off_after < 4:
            with pytest.raises(KeyboardInterrupt):
                freeze(duty, NOW)
            assert FrozenPerson.objects.count() == min(5 * broken_off_after, 12)
            assert not FrozenUnit.objects.exists()
            assert participation(duty, moment=NOW).frozen_at is None
        else:
            freeze(duty, NOW)

    record = freeze(duty, NOW + DAY)

    assert portions.count("_write_down") == min(broken_off_after, 3)
    assert seen(participation(duty, moment=NOW)) == whole
    assert record.people.count() == 12
    assert is_intact(record)
    assert ModelLogEntry.objects.filter(action=freezing.ACTION).count() == 1


MOVES = {
    "somebody passed over joins": lambda units, people, provider, duty: Membership.objects.create(
        person=Person.objects.exclude(memberships__isnull=False).get(),
        unit=units["Sở"],
        valid_from=CLOSED.date() - DAY,
    ),
    "somebody taken leaves": lambda units, people, provider, duty: Membership.objects.filter(
        person=people["Sở"][0]
    ).update(valid_to=CLOSED.date() - DAY),
    "somebody taken moves": lambda units, people, provider, duty: Membership.objects.filter(
        person=people["Sở"][0]
    ).update(unit=units["Phòng B"]),
    "somebody taken is excused": lambda units, people, provider, duty: Exemption.objects.create(
        person=people["Sở"][0],
        duty_kind=duty.kind,
        duty_key=duty.key,
        reason=ExemptionReason.LEAVE,
    ),
    "a mark of somebody taken is corrected": lambda units, people, provider, duty: provider.done[
        duty.key
    ].update({people["Sở"][0].pk: Progress(State.DONE, 5.0, CLOSED - DAY)}),
    "a unit gets another name": lambda units, people, provider, duty: UnitPeriod.objects.filter(
        unit=units["Phòng B"]
    ).update(name="Phòng C", parent=units["Tổ 1"]),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("portions", range(1, 4))
@pytest.mark.parametrize("breaks_off", [False, True])
def test_a_roll_changed_between_two_portions_ends_as_one_roster(
    newcomer, duty, units, people, provider, monkeypatch, move, portions, breaks_off
):
    monkeypatch.setattr(freezing, "AT_A_TIME", 5)
    told = []

    def between(record):
        told.append(record)
        if len(told) == portions:
            move(units, people, provider, duty)
            if breaks_off:
                raise KeyboardInterrupt

    if breaks_off:
        with pytest.raises(KeyboardInterrupt):
            freeze(duty, NOW, told=between)
    record = freeze(duty, NOW, told=between)

    assert seen(frozen_at_cut_off(duty, CLOSED)) == seen(counted_now(duty, moment=NOW))
    assert set(record.people.values_list(*COLUMNS)) == set(
        roster(duty, moment=NOW).values_list(*COLUMNS)
    )
    assert is_intact(record)


def test_while_the_roll_keeps_moving_nothing_is_sealed(duty, units, people, monkeypatch):
    looks = []

    def told(record):
        looks.append(record)
        to = units["Phòng B"] if len(looks) % 2 else units["Phòng A"]
        Membership.objects.filter(person=people["Sở"][0]).update(unit=to)

    with pytest.raises(freezing.StillMovingError):
        freeze(duty, NOW, told=told)
    assert participation(duty, moment=NOW).frozen_at is None
    assert len(looks) < 30
    freeze(duty, NOW)
    assert participation(duty, moment=NOW).total == counted_now(duty, moment=NOW).total


def test_frozen_in_portions_or_at_once_the_rows_are_the_same(
    duty, provider, everybody, monkeypatch
):
    twin = provider.add(everybody, progress=provider.done[duty.key], closes_at=CLOSED)
    at_once = freeze(duty, NOW)
    monkeypatch.setattr(freezing, "AT_A_TIME", 1)
    in_portions = freeze(twin, NOW)
    assert list(canonical_lines(at_once))[1:] == list(canonical_lines(in_portions))[1:]


def test_the_clock_freezes_what_is_over_and_only_once(duty, provider, everybody):
    provider.add(everybody, closes_at=NOW + DAY)
    long_ago = provider.add(everybody, closes_at=NOW - 400 * DAY)

    assert freeze_due(now=NOW) == 2
    assert freeze_due(now=NOW + DAY / 2) == 0
    assert {(row.duty_key, row.cut_off) for row in FrozenRoster.objects.frozen()} == {
        (duty.key, CLOSED),
        (long_ago.key, NOW - 400 * DAY),
    }


def test_one_that_fails_does_not_keep_the_others_back(duty, provider, everybody, monkeypatch):
    bad = provider.add(everybody, closes_at=CLOSED)
    taken = freezing._take

    def fails(record, *args):
        if record.duty_key == bad.key:
            raise RuntimeError
        return taken(record, *args)

    monkeypatch.setattr(freezing, "_take", fails)
    assert freeze_due(now=NOW) == 1
    assert participation(duty, moment=NOW).frozen_at


def test_a_duty_that_is_not_over_is_refused(provider, everybody):
    for fields in ({}, {"closes_at": NOW + DAY}):
        with pytest.raises(ValueError, match="not over"):
            freeze(provider.add(everybody, **fields), NOW)


def test_a_later_end_is_frozen_anew_and_the_first_stays(duty, provider, everybody, people):
    freeze(duty, NOW)
    first = seen(participation(duty, moment=NOW))
    later = provider.add(
        everybody, key=duty.key, closes_at=NOW + DAY, progress=provider.done[duty.key]
    )
    provider.done[duty.key][people["Sở"][2].pk] = Progress(State.PASSED, 50.0, NOW)

    assert participation(later, moment=NOW).frozen_at is None
    assert freeze_due(now=NOW + 2 * DAY) == 1

    assert participation(later, moment=NOW + 2 * DAY).total.passed == 5
    assert seen(frozen_at_cut_off(later, CLOSED)) == first


class TestWithoutEnd:
    """Duties that are open for ever are frozen at the end of each quarter."""

    NEW_YEAR = datetime.datetime(2027, 1, 1, tzinfo=HANOI)

    @pytest.fixture
    def endless(self, provider, everybody, people):
        return provider.add(everybody, opens_at=CLOSED)

    def test_by_the_roll_and_the_units_of_its_last_day(self, endless, units, people):
        new_year = self.NEW_YEAR.date()
        Membership.objects.filter(unit=units["Tổ 1"]).update(valid_to=new_year)
        Unit.objects.filter(pk=units["Tổ 1"].pk).update(valid_to=new_year)

        assert freeze_due(now=self.NEW_YEAR - DAY) == 0
        assert freeze_due(now=self.NEW_YEAR) == 1
        assert freeze_due(now=self.NEW_YEAR + DAY) == 0

        figures = frozen_at_cut_off(endless, self.NEW_YEAR)
        assert figures.view(units["Tổ 1"].pk).row.total.assigned == 3
        assert participation(endless, moment=self.NEW_YEAR).frozen_at is None

    def test_each_quarter_that_was_missed_is_made_up_for(self, endless):
        assert freeze_due(now=self.NEW_YEAR) == 1
        assert freeze_due(now=self.NEW_YEAR + 200 * DAY) == 2
        assert sorted(FrozenRoster.objects.values_list("cut_off", flat=True)) == [
            datetime.datetime(2027, month, 1, tzinfo=HANOI) for month in (1, 4, 7)
        ]

    @pytest.mark.parametrize(("has_begun", "number"), [(True, 1), (False, 0)])
    def test_without_a_day_of_opening_it_is_there_when_somebody_has_begun(
        self, provider, everybody, people, has_begun, number
    ):
        begun = {people["Sở"][0].pk: Progress(State.DONE, None, CLOSED)} if has_begun else {}
        provider.add(everybody, progress=begun)
        assert freeze_due(now=NOW) == number

    def test_states_are_those_of_the_cut_off(self, endless, monkeypatch, provider):
        asked = []
        standings = provider.standings
        monkeypatch.setattr(
            provider,
            "standings",
            lambda duty, moment: asked.append(moment) or standings(duty, moment),
        )
        freeze_due(now=self.NEW_YEAR + DAY)
        assert set(asked) == {self.NEW_YEAR}


def test_the_command_tells_how_far_it_is(duty, provider, everybody, capsys, monkeypatch):
    provider.add(everybody, closes_at=CLOSED)
    monkeypatch.setattr(freezing, "AT_A_TIME", 5)
    with time_machine.travel(NOW):
        call_command("freeze_rosters", "--duty", f"{duty.kind}:{duty.key}")
    told = capsys.readouterr().out.split()
    record = FrozenRoster.objects.get()
    assert told[0] == f"{duty.kind}:{duty.key}"
    assert [word for word in told if word in ("5", "10", "12")] == ["5", "10", "12", "12"]
    assert told[-1] == record.fingerprint


def test_statements_do_not_grow_with_people(duty, provider, everybody, units, sql):
    def freeze_another():
        freeze(provider.add(everybody, closes_at=CLOSED), NOW)

    def grow():
        for _ in range(20):
            make_person(make_unit(parent=units["Sở"]))

    sql.flat(freeze_another, grow)


def test_figures_of_a_frozen_duty_cost_two_statements_at_any_size(duty, units, sql):
    freeze(duty, NOW)
    with sql.count(maximum=1):
        figures = participation(duty, moment=NOW)
        assert figures.total.assigned == 12
    with sql.count(maximum=1):
        assert figures.view(units["Phòng A"].pk)


def test_an_audience_of_nobody_is_frozen_empty(provider, units):
    duty = provider.add(make_audience(), closes_at=CLOSED)
    record = freeze(duty, NOW)
    assert participation(duty, moment=NOW).total == Counts()
    assert not record.people.exists()
