"""Sending letters in the background: each is claimed, then sent; rather none than two.

What the mail server refuses for a while is tried again, later each time. Where the line breaks
while a letter is being handed over nobody knows whether it went: it is not sent again.
"""

import datetime
import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from intranet.accounts import mail
from intranet.notices.letters import absolute
from intranet.notices.models import Letter, LetterState
from intranet.notices.unsubscribing import STOPPABLE, token_for

logger = logging.getLogger(__name__)

LETTERS_IN_A_TASK = 200
LETTERS_ON_A_LINE = 20  # mail servers end a line on which too many come
MOST_FAILURES = 6
FIRST_PAUSE = datetime.timedelta(minutes=5)  # three times as long after each failure
PAUSE_WITHOUT_SERVER = datetime.timedelta(minutes=5)
LONGEST_WAIT = datetime.timedelta(days=2)  # an older reminder tells nothing any more
QUEUED_ANEW_AFTER = datetime.timedelta(minutes=10)
TEMPORARY = range(400, 500)
LONGEST_ERROR = 500


def post_letters(*, now: datetime.datetime) -> int:
    """Hand what waits to the background worker; a job of the clock.

    A letter is handed over once, and again only if it lies there for long.
    """
    lain = Q(queued_at=None) | Q(queued_at__lt=now - QUEUED_ANEW_AFTER)
    number = Letter.objects.to_send(now).filter(lain).update(queued_at=now)
    if number:
        send_letters.enqueue()
    return number


@task()
def send_letters() -> None:
    """Send what waits, then have the rest sent."""
    now = timezone.now()
    old = Letter.objects.to_send(now).filter(created_at__lt=now - LONGEST_WAIT)
    old.update(state=LetterState.FAILED)
    connection = get_connection()
    try:
        waiting = Letter.objects.to_send(now).order_by("try_at", "pk")[:LETTERS_IN_A_TASK]
        for number, letter in enumerate(waiting):
            if number % LETTERS_ON_A_LINE == 0:
                _close(connection)
            connection.open()
            if Letter.objects.claim(letter, timezone.now()):
                _send(letter, connection)
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", error)
        Letter.objects.to_send(now).update(
            try_at=timezone.now() + PAUSE_WITHOUT_SERVER, queued_at=None, error=_told(error)
        )
    finally:
        _close(connection)
    if Letter.objects.to_send(now).exists():
        send_letters.enqueue()


def _send(letter: Letter, connection: BaseEmailBackend) -> None:
    """Hand a claimed letter over, and note what came of it."""
    try:
        message = message_of(letter)
    except Exception as error:
        logger.exception("Letter %d cannot be written", letter.pk)
        _try_again(letter, error)
        return
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        if _code(error) in TEMPORARY:
            _try_again(letter, error)
        else:
            _note(letter, state=LetterState.FAILED, error=_told(error))
        _close(connection)
    except OSError as error:
        _note(letter, state=LetterState.UNCLEAR, error=_told(error))
        _close(connection)
    except Exception as error:
        logger.exception("Letter %d cannot be sent", letter.pk)
        _note(letter, state=LetterState.FAILED, error=_told(error))
    else:
        _note(letter, state=LetterState.SENT, sent_at=timezone.now(), error="")


def _try_again(letter: Letter, error: Exception) -> None:
    """Let the letter wait, longer each time, or give it up."""
    failures = letter.failures + 1
    _note(
        letter,
        state=LetterState.WAITING if failures < MOST_FAILURES else LetterState.FAILED,
        try_at=timezone.now() + FIRST_PAUSE * 3**letter.failures,
        queued_at=None,
        failures=failures,
        error=_told(error),
    )


def _code(error: SMTPResponseException | SMTPRecipientsRefused) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return next((code for code, _text in error.recipients.values()), 0)
    return error.smtp_code


def _note(letter: Letter, **changes: object) -> None:
    Letter.objects.filter(pk=letter.pk).update(**changes)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]


def _close(connection: BaseEmailBackend) -> None:
    """The next letter opens a new line; one that is broken need not end politely."""
    try:
        connection.close()
    except OSError as error:
        logger.info("The line to the mail server ended: %s", error)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The message, with the way to stop such letters that mail programs offer as a button."""
    headers = {}
    if letter.kind in STOPPABLE:
        path = reverse("stop_letters", args=[token_for(letter.person_id, letter.kind)])
        headers = {
            "List-Unsubscribe": f"<{absolute(path)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return mail.envelope(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        address=letter.address,
        headers=headers,
    )
