"""Who is told what and when: once, and only whoever still owes it."""

import datetime

import pytest
from django.utils import timezone

from intranet.notices.models import Notice, Round
from intranet.notices.telling import tell_duties
from intranet.organisation.models import Exemption, ExemptionReason, Membership
from intranet.organisation.progress import Progress, State
from quiz.duties import QuizDuties
from quiz.models import Extension
from tests.factories import make_audience, make_person, make_unit
from tests.factories_quiz import make_quiz
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db

MINUTES = datetime.timedelta(minutes=10)


def told(person=None):
    """The rungs told, of one person or of everybody by person id."""
    rows = Notice.objects.order_by("pk")
    if person is not None:
        return list(rows.filter(person=person).values_list("rung", flat=True))
    return list(rows.values_list("person_id", "rung"))


def test_everybody_asked_is_told_who_is_not_done(provider, everybody, unit, tell):
    idle, begun, done, passed = (make_person(unit) for _ in range(4))
    excused = make_person(unit)
    left = make_person(unit, valid_to=MONDAY.date())
    other = make_person(make_unit())
    progress = {
        begun.pk: Progress(State.IN_PROGRESS),
        done.pk: Progress(State.DONE),
        passed.pk: Progress(State.PASSED, 90.0),
    }
    duty = provider.add(make_audience(unit), progress=progress)
    Exemption.objects.create(
        duty_kind=duty.kind, duty_key=duty.key, person=excused, reason=ExemptionReason.LEAVE
    )

    tell()

    assert told() == [(idle.pk, "assigned"), (begun.pk, "assigned")]
    assert not Notice.objects.filter(person__in=[left, other]).exists()


def test_a_notice_keeps_what_the_duty_was_called(provider, everybody, reader, tell):
    reader()
    provider.add(everybody, title="Xác nhận đã đọc", due_at=MONDAY + 20 * DAY)
    tell()
    notice = Notice.objects.get()
    assert (notice.title, notice.url) == ("Xác nhận đã đọc", "/nhiem-vu/1/")
    assert notice.due_on == MONDAY.date() + 20 * DAY
    assert notice.created_at == MONDAY


def test_the_ladder_day_by_day(provider, everybody, reader, tell):
    person = reader()
    provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
    for day in range(25):
        for _round in range(3):
            tell(MONDAY + day * DAY + _round * MINUTES)
    assert told(person) == ["assigned", "week", "day", "due", "overdue-1", "overdue-2"]


def test_after_a_standstill_only_the_latest_is_told(provider, everybody, reader, tell):
    person = reader()
    provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
    tell()
    tell(MONDAY + 12 * DAY)
    assert told(person) == ["assigned", "overdue-1"]


def test_who_joins_later_hears_what_holds_now(provider, everybody, reader, tell):
    provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
    reader()
    tell()
    tell(MONDAY + 5 * DAY)
    late = reader(valid_from=MONDAY.date() + 6 * DAY)
    tell(MONDAY + 6 * DAY)
    assert told(late) == ["week"]


def test_who_joins_after_the_last_day_hears_nothing(provider, everybody, reader, tell):
    provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
    late = reader(valid_from=MONDAY.date() + 12 * DAY)
    tell(MONDAY + 12 * DAY)
    assert told(late) == []


def test_done_in_between_ends_it(provider, everybody, reader, tell):
    person = reader()
    duty = provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
    tell()
    provider.done[duty.key] = {person.pk: Progress(State.DONE)}
    for day in range(1, 20):
        tell(MONDAY + day * DAY)
    assert told(person) == ["assigned"]


@pytest.mark.parametrize(
    "window",
    [
        {"opens_at": MONDAY + DAY},
        {"opens_at": MONDAY - 9 * DAY, "closes_at": MONDAY - DAY},
        {"opens_at": MONDAY - 9 * DAY, "closes_at": MONDAY - DAY, "is_extended": True},
    ],
)
def test_what_cannot_be_done_is_not_told(provider, everybody, reader, tell, window):
    reader()
    provider.add(everybody, **window)
    assert tell() == 0
    assert told() == []


def test_a_last_moment_at_midnight_is_the_day_before(provider, everybody, reader, tell):
    person = reader()
    midnight = MONDAY.replace(hour=0) + DAY
    provider.add(everybody, opens_at=MONDAY - 30 * DAY, due_at=midnight)
    tell()
    assert told(person) == ["due"]


class TestSwitches:
    def test_off_tells_nothing(self, provider, everybody, reader, rules, tell):
        reader()
        provider.add(everybody)
        rules(is_on=False)
        tell()
        assert told() == []
        assert Round.objects.get().notices == 0

    def test_a_rung_that_is_off_is_left_out(self, provider, everybody, reader, rules, tell):
        person = reader()
        provider.add(everybody, opens_at=MONDAY, due_at=MONDAY + 10 * DAY)
        rules(tells_week=False, tells_overdue=False)
        for day in range(15):
            tell(MONDAY + day * DAY)
        assert told(person) == ["assigned", "day", "due"]


class TestExtensions:
    """With the quiz's own extensions: whoever has longer is not overdue."""

    @pytest.fixture
    def quiz(self, monkeypatch):
        from intranet.organisation import duties

        monkeypatch.setattr(duties, "_providers", {})
        duties.register(QuizDuties())
        return make_quiz(opens_at=MONDAY - 20 * DAY, closes_at=MONDAY - DAY / 2)

    def extend(self, quiz, end, **to):
        Extension.objects.create(
            quiz=quiz, closes_at=end, reason="Mất điện", created_at=MONDAY - DAY, **to
        )

    def test_after_the_end_only_they_are_told_and_by_their_day(self, quiz, reader, tell):
        person, other = reader(), reader()
        self.extend(quiz, MONDAY + DAY, person=person)
        tell()
        assert told() == [(person.pk, "day")]
        assert Notice.objects.get().due_on == MONDAY.date() + DAY
        assert told(other) == []

    def test_within_the_window_each_has_the_own_rung(self, quiz, reader, unit, tell):
        quiz.due_at = MONDAY - 2 * DAY
        quiz.closes_at = MONDAY + 2 * DAY
        quiz.save()
        longer, other = reader(), reader(make_unit())
        self.extend(quiz, MONDAY + 5 * DAY, unit=unit)
        tell()
        assert (told(longer), told(other)) == (["week"], ["overdue-1"])

    def test_who_has_left_since_the_end_is_not_told(self, quiz, reader, tell):
        person = reader()
        self.extend(quiz, MONDAY + DAY, person=person)
        Membership.objects.filter(person=person).update(valid_to=MONDAY.date())
        tell()
        assert told() == []


class TestRounds:
    def test_a_round_is_begun_once(self, provider, everybody, reader):
        reader()
        provider.add(everybody)
        assert tell_duties(now=MONDAY) > 0
        assert tell_duties(now=MONDAY + MINUTES / 2) == 0
        assert Round.objects.count() == 1
        assert tell_duties(now=MONDAY + MINUTES) == 0
        assert Round.objects.count() == 2

    def test_it_says_how_much_was_told(self, provider, everybody, reader, tell):
        reader()
        reader()
        provider.add(everybody)
        provider.add(everybody)
        tell()
        done = Round.objects.get()
        assert (done.notices, done.letters) == (4, 2)
        assert done.finished_at is not None

    def test_one_duty_that_fails_keeps_no_other_waiting(self, provider, everybody, reader, tell):
        person = reader()
        broken = provider.add(everybody)
        provider.add(everybody, title="Việc còn lại")
        del provider.done[broken.key]
        tell()
        assert Notice.objects.get(person=person).title == "Việc còn lại"

    def test_an_interrupted_one_is_finished_by_the_next(
        self, provider, everybody, reader, monkeypatch, tell
    ):
        from intranet.notices import telling

        people = [reader() for _ in range(3)]
        provider.add(everybody)
        with monkeypatch.context() as broken:
            broken.setattr(telling, "write_letters", lambda *args, **kwargs: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                tell()
        assert Round.objects.get().finished_at is None
        Notice.objects.filter(person=people[0]).delete()
        tell(MONDAY + MINUTES)
        assert sorted(told()) == sorted((person.pk, "assigned") for person in people)


def test_statements_do_not_grow_with_people(provider, everybody, unit, rules, sql):
    for _ in range(3):
        provider.add(everybody, due_at=MONDAY + 20 * DAY)
    moments = iter(MONDAY + number * MINUTES for number in range(9))
    make_person(unit)

    def round_() -> None:
        Notice.objects.all().delete()
        tell_duties(now=next(moments))

    def grow() -> None:
        for _ in range(30):
            make_person(unit)

    sql.flat(round_, grow, maximum=26)


def test_a_round_with_nothing_new_is_one_statement_a_duty(provider, everybody, reader, tell, sql):
    for _ in range(3):
        reader()
        provider.add(everybody)
    tell()
    with sql.count(maximum=15) as quiet:
        tell(MONDAY + MINUTES)
    assert sum("notices_notice" in statement for statement in quiet) <= 5


def test_the_clock_knows_the_jobs():
    from intranet.pages.clock import registered_jobs

    assert {"tell_duties", "post_letters", "forget_old_notices"} <= set(registered_jobs())
    assert timezone.is_aware(MONDAY)
