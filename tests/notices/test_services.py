"""Reminding by hand, ticking off, and what is kept about whom."""

import pytest
from wagtail.models import ModelLogEntry

from intranet.notices.models import Letter, Notice
from intranet.notices.services import Reminded, remind, tick_off, tick_off_one
from intranet.organisation.models import Exemption, ExemptionReason, Membership
from intranet.organisation.personal_data.leavers import deidentify
from intranet.organisation.personal_data.registry import Owner, sections_about
from intranet.organisation.progress import Progress, State
from tests.factories import make_person, make_unit, make_user
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(unit):
    return make_person(unit, user=True, role="head", full_name="Lê Văn Trưởng").user


@pytest.fixture
def duty(provider, everybody):
    return provider.add(everybody, title="Cùng hiểu", due_at=MONDAY + 3 * DAY)


class TestRemind:
    def test_each_who_owes_it_is_told_once_a_day(self, head, duty, provider, reader):
        idle, begun, done, excused = (reader() for _ in range(4))
        provider.done[duty.key] = {
            begun.pk: Progress(State.IN_PROGRESS),
            done.pk: Progress(State.DONE),
        }
        Exemption.objects.create(
            duty_kind=duty.kind, duty_key=duty.key, person=excused, reason=ExemptionReason.LEAVE
        )
        everyone = [person.pk for person in (idle, begun, done, excused)]

        first = remind(by=head, duty=duty, person_ids=everyone, moment=MONDAY)
        again = remind(by=head, duty=duty, person_ids=everyone, moment=MONDAY + DAY / 24)
        tomorrow = remind(by=head, duty=duty, person_ids=[idle.pk], moment=MONDAY + DAY)

        assert first == Reminded(told=2, already=0, not_owing=2)
        assert again == Reminded(told=0, already=2, not_owing=2)
        assert tomorrow == Reminded(told=1, already=0, not_owing=0)
        notices = Notice.objects.order_by("pk")
        assert [notice.person for notice in notices] == [idle, begun, idle]
        assert {notice.sent_by for notice in notices} == {head}

    def test_another_head_on_the_same_day_adds_nothing(self, head, duty, reader):
        person = reader()
        remind(by=head, duty=duty, person_ids=[person.pk], moment=MONDAY)
        told = remind(by=make_user(), duty=duty, person_ids=[person.pk], moment=MONDAY)
        assert told == Reminded(told=0, already=1, not_owing=0)

    def test_the_log_says_who_reminded_whom_of_what(self, head, duty, reader):
        people = [reader(), reader()]
        remind(by=head, duty=duty, person_ids=[p.pk for p in people], moment=MONDAY)
        entry = ModelLogEntry.objects.get(action="notices.reminded")
        assert entry.user == head
        assert entry.data["duty"] == "test:1"
        assert entry.data["people"] == sorted(person.staff_code for person in people)
        assert people[0].staff_code in str(entry.message)
        assert "Cùng hiểu" in str(entry.message)

    def test_the_letter_names_who_reminds(self, head, duty, reader, tell):
        person = reader()
        remind(by=head, duty=duty, person_ids=[person.pk], moment=MONDAY)
        tell()
        assert "Lê Văn Trưởng" in Letter.objects.get(person=person).text

    @pytest.mark.parametrize("window", [{"closes_at": MONDAY}, {"opens_at": MONDAY + DAY}])
    def test_what_cannot_be_done_is_not_reminded_of(
        self, head, provider, everybody, reader, window
    ):
        closed = provider.add(everybody, **window)
        told = remind(by=head, duty=closed, person_ids=[reader().pk], moment=MONDAY)
        assert told == Reminded(told=0, already=0, not_owing=1)

    def test_after_the_end_whoever_has_longer_is(self, head, provider, everybody, reader):
        longer, other = reader(), reader()
        progress = {longer.pk: Progress(State.NOT_STARTED, open_until=MONDAY + DAY)}
        duty = provider.add(everybody, closes_at=MONDAY, progress=progress, is_extended=True)
        people = [longer.pk, other.pk]
        told = remind(by=head, duty=duty, person_ids=people, moment=MONDAY)
        assert told == Reminded(told=1, already=0, not_owing=1)

    def test_nobody_is_nobody(self, head, duty):
        told = remind(by=head, duty=duty, person_ids=[], moment=MONDAY)
        assert told == Reminded(told=0, already=0, not_owing=0)
        assert not ModelLogEntry.objects.filter(action="notices.reminded").exists()

    def test_statements_do_not_grow_with_people(self, head, duty, reader, rules, sql):
        rules()
        people = [reader().pk for _ in range(2)]

        def act():
            Notice.objects.all().delete()
            remind(by=head, duty=duty, person_ids=people, moment=MONDAY)

        def grow():
            people.extend(reader().pk for _ in range(20))

        sql.flat(act, grow, maximum=16)


class TestTickOff:
    @pytest.fixture
    def notices(self, reader, duty):
        person = reader()
        rungs = ["assigned", "week", "day"]
        return [
            Notice.objects.create(
                person=person,
                rung=rung,
                duty_kind=duty.kind,
                duty_key=key,
                title=f"Việc {key}",
                created_at=MONDAY,
            )
            for key in ("1", "2")
            for rung in rungs
        ]

    def seen(self):
        return list(Notice.objects.exclude(read_at=None).order_by("pk"))

    def test_one_takes_the_earlier_ones_of_its_duty_along(self, notices):
        user = notices[0].person.user
        assert tick_off_one(user=user, notice_id=notices[1].pk, moment=MONDAY) == 2
        assert self.seen() == notices[:2]

    def test_all_that_stood_on_the_screen(self, notices):
        user = notices[0].person.user
        assert tick_off(user=user, up_to=notices[4].pk, moment=MONDAY) == 5
        assert self.seen() == notices[:5]

    def test_nobody_ticks_off_what_was_told_to_others(self, notices):
        stranger = make_person(make_unit(), user=True).user
        assert tick_off(user=stranger, up_to=notices[-1].pk, moment=MONDAY) == 0
        assert tick_off_one(user=stranger, notice_id=notices[0].pk, moment=MONDAY) == 0
        assert self.seen() == []

    def test_the_first_time_counts(self, notices):
        user = notices[0].person.user
        tick_off(user=user, up_to=notices[0].pk, moment=MONDAY)
        tick_off(user=user, up_to=notices[0].pk, moment=MONDAY + DAY)
        assert self.seen()[0].read_at == MONDAY


class TestPersonalData:
    def test_everything_is_said_and_taken_along(self, head, duty, reader, tell):
        person = reader()
        remind(by=head, duty=duty, person_ids=[person.pk], moment=MONDAY)
        tell()
        sections = {s.key: s for s in sections_about(Owner(person.user, person))}
        assert [row[1] for row in sections["notices"].rows] == ["Cùng hiểu", "Cùng hiểu"]
        assert {row[3] for row in sections["notices"].rows} == {"Lê Văn Trưởng", ""}
        assert person.full_name in sections["letters"].rows[0][3]
        assert sections["reminder_wishes"].rows == []

    def test_of_others_nothing_is_said(self, duty, reader, tell):
        person, _other = reader(), reader()
        tell()
        sections = {s.key: s for s in sections_about(Owner(person.user, person))}
        assert [len(sections[key].rows) for key in ("notices", "letters")] == [1, 1]

    def test_it_goes_with_the_name(self, head, duty, reader, unit, tell):
        person, colleague = reader(full_name="Phan Thị Đã Đi"), reader()
        remind(by=head, duty=duty, person_ids=[person.pk, colleague.pk], moment=MONDAY)
        tell()
        Membership.objects.filter(person=person).update(valid_to=MONDAY.date())
        code = person.staff_code

        deidentify([person])

        assert not Notice.objects.filter(person=person).exists()
        assert {letter.person for letter in Letter.objects.all()} >= {colleague}
        assert not Letter.objects.filter(text__contains="Phan Thị Đã Đi").exists()
        entry = ModelLogEntry.objects.get(action="notices.reminded")
        assert code not in entry.data["people"]
        assert colleague.staff_code in entry.data["people"]
