"""The way out: claimed, sent once, tried again where the server said «later»."""

import datetime
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from intranet.notices.models import Letter, LetterKind, LetterState, ReminderPreference
from intranet.notices.sending import MOST_FAILURES, post_letters, send_letters
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def make_letter(reader):
    def make(**fields):
        person = reader()
        values = {
            "person": person,
            "kind": LetterKind.REMINDER,
            "address": person.user.email,
            "subject": "Nhắc việc",
            "text": "Anh/chị còn một việc.",
            "html": "<p>Anh/chị còn một việc.</p>",
            "created_at": MONDAY,
            "try_at": MONDAY,
        }
        return Letter.objects.create(**values | fields)

    return make


class Server(EmailBackend):
    """A mail server that says what the test wants."""

    answers: list[Exception | None] = []
    unreachable: OSError | None = None

    def open(self):
        if self.unreachable:
            raise self.unreachable
        return False

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "answers", [])
    monkeypatch.setattr(Server, "unreachable", None)
    # The backend is named by its path: this module may be known under another name.
    monkeypatch.setattr("intranet.notices.sending.get_connection", Server)
    return Server


def state(letter):
    letter.refresh_from_db()
    return letter.state


def test_what_waits_is_sent_once(make_letter):
    letter = make_letter()
    assert post_letters(now=MONDAY) == 1
    assert post_letters(now=MONDAY) == 0
    send_letters.func()
    (sent,) = mail.outbox
    assert sent.to == [letter.address]
    assert sent.subject.startswith("Nhắc việc · ")
    assert sent.body == letter.text
    assert sent.alternatives[0].content == letter.html
    assert (state(letter), letter.sent_at) == (LetterState.SENT, MONDAY)


def test_mail_programs_are_told_how_to_stop_them(make_letter, client):
    letter = make_letter()
    post_letters(now=MONDAY)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    path = headers["List-Unsubscribe"].removeprefix("<http://testserver").removesuffix(">")

    assert client.get(path).status_code == 200
    assert not ReminderPreference.objects.filter(person=letter.person).exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not ReminderPreference.objects.get(person=letter.person).by_email


def test_a_result_cannot_be_stopped(make_letter):
    make_letter(kind=LetterKind.RESULT)
    post_letters(now=MONDAY)
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_what_is_claimed_is_left_to_the_claimer(make_letter):
    letter = make_letter(state=LetterState.SENDING)
    send_letters.func()
    assert mail.outbox == []
    assert state(letter) == LetterState.SENDING


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (smtplib.SMTPDataError(451, b"try later"), LetterState.WAITING),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"full")}), LetterState.WAITING),
        (smtplib.SMTPDataError(554, b"no"), LetterState.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"unknown")}), LetterState.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), LetterState.UNCLEAR),
        (TimeoutError("slow"), LetterState.UNCLEAR),
        (UnicodeError("odd address"), LetterState.FAILED),
    ],
)
def test_what_the_server_says_decides(make_letter, server, answer, expected):
    letter, other = make_letter(), make_letter()
    server.answers = [answer]
    send_letters.func()
    assert state(letter) == expected
    assert letter.error
    assert state(other) == LetterState.SENT


def test_it_is_tried_again_later_each_time_and_not_for_ever(make_letter, server):
    letter = make_letter()
    pauses = []
    for _ in range(MOST_FAILURES):
        server.answers = [smtplib.SMTPDataError(451, b"try later")]
        send_letters.func()
        letter.refresh_from_db()
        pauses.append(letter.try_at - MONDAY)
        Letter.objects.update(try_at=MONDAY)
    assert pauses[:3] == [5 * MINUTE, 15 * MINUTE, 45 * MINUTE]
    assert (letter.state, letter.failures) == (LetterState.FAILED, MOST_FAILURES)
    send_letters.func()
    assert mail.outbox == []


def test_a_fault_of_ours_is_tried_again_too(make_letter, monkeypatch):
    letter = make_letter()
    with monkeypatch.context() as broken:
        broken.setattr("intranet.notices.sending.message_of", lambda letter: 1 / 0)
        send_letters.func()
    assert (state(letter), letter.failures) == (LetterState.WAITING, 1)
    Letter.objects.update(try_at=MONDAY)
    send_letters.func()
    assert state(letter) == LetterState.SENT


def test_a_server_that_is_away_costs_no_letter_a_chance(make_letter, server):
    some = [make_letter() for _ in range(3)]
    server.unreachable = ConnectionRefusedError("nobody there")
    assert post_letters(now=MONDAY) == 3
    assert {state(letter) for letter in some} == {LetterState.WAITING}
    assert {letter.failures for letter in some} == {0}
    assert post_letters(now=MONDAY + MINUTE) == 0
    server.unreachable = None
    with time_machine.travel(MONDAY + 5 * MINUTE, tick=False):
        assert post_letters(now=MONDAY + 5 * MINUTE) == 3
    assert len(mail.outbox) == 3


def test_after_two_days_a_reminder_tells_nothing_any_more(make_letter):
    letter = make_letter(created_at=MONDAY - 3 * DAY)
    post_letters(now=MONDAY)
    assert mail.outbox == []
    assert state(letter) == LetterState.FAILED


def test_more_letters_than_fit_into_a_task_all_go(make_letter, monkeypatch):
    from intranet.notices import sending

    monkeypatch.setattr(sending, "LETTERS_IN_A_TASK", 2)
    for _ in range(5):
        make_letter()
    post_letters(now=MONDAY)
    assert len(mail.outbox) == 5


def test_what_the_worker_has_lost_is_handed_over_again(make_letter):
    make_letter(queued_at=MONDAY - 11 * MINUTE)
    make_letter(queued_at=MONDAY - 9 * MINUTE)
    assert post_letters(now=MONDAY) == 1
