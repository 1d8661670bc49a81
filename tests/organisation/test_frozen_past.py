"""Whatever happens to units and people, before the freezing and after it: what must stay true."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.organisation.differences import by_today, changes_in, differences
from intranet.organisation.duties import Progress, State
from intranet.organisation.fingerprints import canonical_lines, is_intact
from intranet.organisation.freezing import freeze
from intranet.organisation.models import (
    Audience,
    Exemption,
    ExemptionReason,
    Membership,
    SuccessionKind,
    Unit,
    UnitPeriod,
)
from intranet.organisation.participation import counted_now, participation
from intranet.organisation.progress import ZERO
from intranet.organisation.roster import COLUMNS, roster
from intranet.reports.shares import shares
from tests.factories import make_audience, make_person, make_succession, make_unit
from tests.organisation.counting import rows_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSED = datetime.datetime(2026, 11, 2, 17, 0, tzinfo=HANOI)
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
LATER = datetime.datetime(2027, 2, 1, 9, 0, tzinfo=HANOI)
DAYS = [datetime.date(2026, 10, 20), CLOSED.date(), datetime.date(2026, 12, 1)]
CATEGORIES = ["civil_servant", "contract_worker"]

pytestmark = pytest.mark.django_db

number = st.integers(0, 99)
acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["rename", "below", "merge", "split", "dissolve", "move", "join", "leave", "excuse"]
            + ["state"] * 3
        ),
        number,
        number,
        st.sampled_from(DAYS),
    ),
    max_size=6,
)


class Institution:
    """Units and people to which things happen; numbers choose whom, as far as there are any."""

    def __init__(self, provider, parents, people):
        self.provider, self.duty = provider, None
        self.units, self.people = [], []
        for parent in parents:
            self.units.append(
                make_unit(parent=self._of(self.units, parent - 1) if parent else None)
            )
        for place, category in people:
            unit = self._of(self.units, place)
            self.people.append(make_person(unit, staff_category=CATEGORIES[category]))

    @staticmethod
    def _of(some, place):
        return some[place % len(some)] if some else None

    def ask(self, everybody, state):
        audience = Audience.objects.everybody() if everybody else make_audience(*self.units[:2])
        progress = {
            person.pk: Progress(State((place + state) % 4), 10.0 * (place % 7) + 1 / 3, CLOSED)
            for place, person in enumerate(self.people)
            if (place + state) % 4
        }
        self.duty = self.provider.add(
            audience, progress=progress, closes_at=CLOSED, due_at=CLOSED, has_pass_mark=True
        )
        return self.duty

    def happen(self, what, first, second, day):
        getattr(self, what)(first, second, day)

    def rename(self, first, second, day):
        """Today's name, entered as if it had always been this one."""
        UnitPeriod.objects.filter(unit=self._of(self.units, first)).update(name=f"Tên {second}")

    def below(self, first, second, day):
        unit, above = self._of(self.units, first), self._of(self.units, second)
        tree = UnitPeriod.objects.tree_on(CLOSED.date())
        if above.pk not in tree.descendants(unit.pk) | {unit.pk}:
            UnitPeriod.objects.filter(unit=unit).update(parent=above)

    def _can_end(self, unit, day):
        return Unit.objects.filter(pk=unit.pk, valid_to=None, valid_from__lt=day).exists()

    def _close(self, unit, day):
        Unit.objects.filter(pk=unit.pk).update(valid_to=day)
        UnitPeriod.objects.filter(unit=unit, valid_to=None).update(valid_to=day)

    def merge(self, first, second, day):
        unit, heir = self._of(self.units, first), self._of(self.units, second)
        if unit != heir and self._can_end(unit, day):
            make_succession(unit, heir, day)
            self._close(unit, day)
            for person in self._people_of(unit):
                self._go(person, heir, day)

    def split(self, first, second, day):
        unit = self._of(self.units, first)
        if not self._can_end(unit, day):
            return
        heirs = [make_unit(valid_from=day) for _ in range(2)]
        self.units += heirs
        self._close(unit, day)
        for heir in heirs:
            make_succession(unit, heir, day, SuccessionKind.SPLIT)
        for place, person in enumerate(self._people_of(unit)):
            self._go(person, heirs[place % 2], day)

    def dissolve(self, first, second, day):
        unit = self._of(self.units, first)
        if self._can_end(unit, day):
            self._close(unit, day)
            for person in self._people_of(unit):
                self._leave(person, day)

    def _people_of(self, unit):
        members = Membership.objects.filter(unit=unit, valid_to=None)
        return [member.person for member in members.select_related("person").order_by("pk")]

    def _go(self, person, unit, day):
        held = Membership.objects.filter(person=person, valid_to=None).first()
        if held is None or held.valid_from >= day:
            return
        Membership.objects.filter(pk=held.pk).update(valid_to=day)
        Membership.objects.create(
            person=person, unit=unit, valid_from=day, staff_category=held.staff_category
        )

    def _leave(self, person, day):
        Membership.objects.filter(person=person, valid_to=None, valid_from__lt=day).update(
            valid_to=day
        )

    def move(self, first, second, day):
        if self.people:
            self._go(self._of(self.people, first), self._of(self.units, second), day)

    def join(self, first, second, day):
        self.people.append(make_person(self._of(self.units, first), valid_from=day))

    def leave(self, first, second, day):
        if self.people:
            self._leave(self._of(self.people, first), day)

    def excuse(self, first, second, day):
        if self.people and self.duty:
            Exemption.objects.get_or_create(
                duty_kind=self.duty.kind,
                duty_key=self.duty.key,
                person=self._of(self.people, first),
                defaults={"reason": ExemptionReason.LEAVE},
            )

    def state(self, first, second, day):
        if self.people and self.duty:
            person = self._of(self.people, first)
            progress = Progress(State(1 + second % 3), float(second), NOW)
            self.provider.done[self.duty.key][person.pk] = progress


@st.composite
def institutions(draw):
    parents = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6))
    people = draw(st.lists(st.tuples(number, st.integers(0, 1)), max_size=14))
    return parents, people


def assert_sound(figures):
    """Parts add up to wholes at every node, and no numerator is larger than its denominator."""
    below = {}
    for row in figures.rows:
        below[row.node.parent_id] = below.get(row.node.parent_id, ZERO) + row.total
        counts = row.total
        assert counts.assigned == counts.not_started + counts.in_progress + counts.done
        assert counts.passed <= counts.done <= counts.assigned
        assert counts.score_count <= counts.done
        parts = shares((counts.done, counts.in_progress, counts.not_started))
        assert parts is None or sum(parts) == 100
    tops = sum((row.total for row in figures.tops()), ZERO)
    assert alike(tops, figures.total)
    for row in figures.rows:
        inner = below.get(row.node.id, ZERO)
        assert inner.assigned <= row.total.assigned
        assert inner.excused <= row.total.excused
        assert inner.passed <= row.total.passed


def alike(one, other):
    return whole(one) == whole(other) and one.score_sum == pytest.approx(other.score_sum)


def whole(counts):
    """The numbers without the sum of scores, which is only as exact as floating point."""
    return {name: getattr(counts, name) for name in counts.__slots__ if name != "score_sum"}


def alike_rows(one, other):
    return [(row.node, row.depth, whole(row.total)) for row in one.rows] == [
        (row.node, row.depth, whole(row.total)) for row in other.rows
    ]


def seen(figures):
    rows = [(row.node, row.depth, row.total, row.hiding) for row in figures.rows]
    return rows, figures.total, figures.hiding


def people_of(rows):
    """Where each person stands, as far as figures go by it."""
    stands = {}
    for person, unit, _category, excused, state, score, _at in rows:
        assert person not in stands, "each person once"
        stands[person] = (unit, bool(excused), None if excused else (state, score))
    return stands


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=institutions(), before=acts, after=acts, everybody=st.booleans(), state=number)
def test_a_frozen_figure_never_changes_and_differences_make_up_the_recount(
    provider, made, before, after, everybody, state
):
    with transaction.atomic():
        institution = Institution(provider, *made)
        for act in before:
            institution.happen(*act)
        examine(institution, institution.ask(everybody, state), after)
        transaction.set_rollback(True)


def examine(institution, duty, after):
    """Freeze, let things happen, and look at everything that is told afterwards."""
    counted = counted_now(duty, moment=NOW)
    assert_sound(counted)

    record = freeze(duty, NOW)
    frozen, lines = seen(participation(duty, moment=NOW)), list(canonical_lines(record))
    assert_sound(participation(duty, moment=NOW))
    assert alike(participation(duty, moment=NOW).total, counted.total)
    assert [row[0].id for row in frozen[0]] == [row.node.id for row in counted.rows]
    assert differences(duty, moment=NOW).people_count == 0

    for act in after:
        institution.happen(*act)
    freeze(duty, LATER)

    assert seen(participation(duty, moment=LATER)) == frozen
    assert list(canonical_lines(record)) == lines
    assert is_intact(record)

    found = differences(duty, moment=LATER)
    recount = counted_now(duty, moment=LATER)
    assert_sound(found.now)
    assert alike_rows(found.now, recount)
    assert alike(found.now.total, recount.total)
    stands = people_of(rows_of(duty, moment=LATER))
    differing = list(found.people())
    assert len(differing) == found.people_count
    for person in differing:
        assert changes_in(person)
        then = (person.then_unit, bool(person.then_excused))
        assert stands.get(person.pk, (None, False))[:2] == then
        stands.pop(person.pk, None)
        if person.now_unit is not None:
            is_excused = bool(person.now_excused)
            result = None if is_excused else (person.now_state, person.now_score)
            stands[person.pk] = (person.now_unit, is_excused, result)
    assert stands == people_of(roster(duty, moment=LATER).values_list(*COLUMNS))

    today = by_today(duty, moment=LATER)
    assert_sound(today)
    assert alike(today.total, participation(duty, moment=LATER).total)
