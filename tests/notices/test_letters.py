"""Letters: one to a person and round, in working hours, about what is still owed."""

import datetime

import pytest
from django.core import mail

from intranet.notices.letters import letter
from intranet.notices.models import Letter, LetterKind, Notice, ReminderPreference
from intranet.notices.sending import post_letters
from intranet.organisation.progress import Progress, State
from tests.factories import make_person, make_user
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
EVENING = MONDAY + 11 * HOUR
SATURDAY = MONDAY - 2 * DAY


def letters(person=None):
    rows = Letter.objects.order_by("pk")
    return list(rows.filter(person=person) if person else rows)


def test_all_duties_of_a_person_stand_in_one_letter(provider, everybody, reader, tell):
    person = reader(full_name="Trần Thị Hòa")
    provider.add(everybody, title="Trắc nghiệm A", due_at=MONDAY + DAY)
    provider.add(everybody, title="Văn bản B")

    tell()

    (letter,) = letters()
    assert letter.address == person.user.email
    assert letter.kind == LetterKind.REMINDER
    for text in (letter.text, letter.html):
        assert "Trần Thị Hòa" in text
        assert "Trắc nghiệm A" in text
        assert "http://testserver/nhiem-vu/2/" in text
        assert "24/11/2026" in text
        assert "http://testserver/viec-cua-toi/nhac-viec/" in text
    assert not Notice.objects.waiting().exists()


def test_the_same_is_never_written_twice(provider, everybody, reader, tell):
    reader()
    provider.add(everybody)
    for number in range(5):
        tell(MONDAY + number * HOUR)
    assert len(letters()) == 1


@pytest.mark.parametrize("moment", [EVENING, MONDAY - 3 * HOUR, SATURDAY])
def test_outside_the_hours_letters_wait_and_notices_do_not(
    provider, everybody, reader, tell, moment
):
    person = reader()
    provider.add(everybody)
    tell(moment)
    assert Notice.objects.filter(person=person).count() == 1
    assert letters() == []
    morning = (moment + DAY if moment == EVENING else MONDAY).replace(hour=7)
    tell(morning)
    assert len(letters(person)) == 1


def test_what_was_done_over_night_is_left_out(provider, everybody, reader, tell):
    person, other = reader(), reader()
    done = provider.add(everybody, title="Đã làm trong đêm")
    provider.add(everybody, title="Còn lại")
    tell(EVENING)
    provider.done[done.key] = {person.pk: Progress(State.DONE)}
    tell(MONDAY + DAY)
    assert "Đã làm trong đêm" not in letters(person)[0].text
    assert "Đã làm trong đêm" in letters(other)[0].text


def test_nobody_gets_a_letter_with_nothing_left_in_it(provider, everybody, reader, tell):
    person = reader()
    done = provider.add(everybody)
    tell(EVENING)
    provider.done[done.key] = {person.pk: Progress(State.PASSED)}
    tell(MONDAY + DAY)
    assert letters() == []
    assert not Notice.objects.waiting().exists()


def test_of_a_weekend_only_the_last_word_is_written(provider, everybody, reader, tell):
    person = reader()
    provider.add(everybody, title="Cuối tuần", opens_at=MONDAY - 30 * DAY, due_at=SATURDAY)
    for moment in (SATURDAY - 8 * HOUR, SATURDAY, SATURDAY + DAY, MONDAY):
        tell(moment)
    (letter,) = letters(person)
    assert letter.text.count("Cuối tuần") == 1
    assert "21/11/2026" in letter.text


@pytest.mark.parametrize(
    ("account", "work_email", "expected"),
    [
        ({"email": "rieng@so.example"}, "cong-vu@so.example", "rieng@so.example"),
        ({"email": ""}, "cong-vu@so.example", "cong-vu@so.example"),
        (None, "cong-vu@so.example", "cong-vu@so.example"),
        ({"email": "rieng@so.example", "is_active": False}, "cong-vu@so.example", None),
        ({"email": ""}, "", None),
    ],
)
def test_where_a_letter_goes(provider, everybody, unit, tell, account, work_email, expected):
    person = make_person(unit, user=make_user(**account) if account else False)
    person.work_email = work_email
    person.save()
    provider.add(everybody)
    tell()
    assert [letter.address for letter in letters()] == ([expected] if expected else [])


def test_who_wants_no_letters_gets_none(provider, everybody, reader, tell):
    quiet, other = reader(), reader()
    ReminderPreference.objects.create(person=quiet, by_email=False)
    provider.add(everybody)
    tell()
    assert [letter.person for letter in letters()] == [other]
    assert Notice.objects.filter(person=quiet).exists()


def test_switching_letters_on_again_sends_nothing_of_the_past(
    provider, everybody, reader, rules, tell
):
    reader()
    provider.add(everybody, title="Cũ")
    tell(EVENING)
    rules(sends_letters=False)
    tell(EVENING + HOUR)
    rules(sends_letters=True)
    tell(MONDAY + DAY)
    assert letters() == []


def test_titles_cannot_break_the_letter(provider, everybody, reader, tell):
    reader()
    provider.add(everybody, title="Một\nhai <b>ba</b>")
    tell()
    post_letters(now=MONDAY)
    (letter,) = mail.outbox
    assert "Một hai <b>ba</b> · " in letter.subject
    assert "<b>ba</b>" not in letter.alternatives[0].content


def test_neither_scores_nor_answers_stand_in_a_letter(provider, everybody, reader, tell):
    person = reader()
    progress = {person.pk: Progress(State.IN_PROGRESS, 43.75)}
    provider.add(everybody, progress=progress, score_label="%", has_pass_mark=True)
    tell()
    assert "43" not in letters()[0].text


def test_statements_do_not_grow_with_people(provider, everybody, reader, rules, sql):
    from intranet.notices.letters import write_letters

    duty = provider.add(everybody)
    provider.add(everybody)
    for _ in range(2):
        reader()

    def write() -> None:
        Notice.objects.bulk_create(
            Notice(
                person=membership.person,
                rung=f"manual-{Notice.objects.count()}",
                duty_kind=duty.kind,
                duty_key=duty.key,
                created_at=MONDAY,
                is_waiting=True,
            )
            for membership in membership_rows()
        )
        with sql.capture() as found:
            assert write_letters(rules(), now=MONDAY) == len(membership_rows())
        counts.append(len(found))

    def membership_rows():
        from intranet.organisation.models import Membership

        return list(Membership.objects.select_related("person"))

    counts: list[int] = []
    write()
    for _ in range(20):
        reader()
    write()
    assert counts[1] <= counts[0] <= 14


@pytest.mark.parametrize(("kind", "words"), [("quiz", "Vào làm bài"), ("test", "Mở")])
def test_the_link_of_a_letter_says_what_it_leads_to(provider, everybody, reader, tell, kind, words):
    person = reader()
    provider.add(everybody)
    tell(EVENING)
    Notice.objects.update(duty_kind=kind)
    (notice,) = Notice.objects.for_screen()
    written = letter(person, LetterKind.REMINDER, [notice], EVENING)
    assert f"{words}: http" in written.text
    assert f">{words}</a>" in written.html


@pytest.mark.parametrize(
    ("moment", "next_hour"),
    [
        (MONDAY, MONDAY),
        (EVENING, (MONDAY + DAY).replace(hour=7)),
        (MONDAY - 3 * HOUR, MONDAY.replace(hour=7)),
        (SATURDAY, MONDAY.replace(hour=7)),
        (MONDAY - 3 * DAY + 10 * HOUR, MONDAY.replace(hour=7)),
    ],
)
def test_when_letters_go_out_next(rules, moment, next_hour):
    kept = rules()
    assert kept.next_hour_for_letters(moment) == next_hour
    assert kept.allows_letters_at(next_hour)
