"""Writing letters: what was told to a person since the last round goes into one."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.notices.models import (
    Letter,
    LetterKind,
    Notice,
    ReminderPreference,
    ReminderRules,
)
from intranet.notices.owing import owing
from intranet.notices.reminders import chunks
from intranet.notices.rows import notice_row
from intranet.notices.unsubscribing import token_for
from intranet.organisation import duties
from intranet.organisation.models import Person

PEOPLE_AT_ONCE = 500
QUIZ = "quiz"  # the kind of duty whose link has a word of its own


@dataclass(frozen=True, slots=True)
class Owed:
    """Who of those that wait for a letter still owes which duty."""

    people: dict[tuple[str, str], set[int]]

    def includes(self, notice: Notice) -> bool:
        """Whether the notice is still true; figures of a unit are those of their day."""
        if notice.is_digest:
            return True
        return notice.person_id in self.people.get(notice.duty, ())


def write_letters(rules: ReminderRules, *, now: datetime.datetime) -> int:
    """Write what waits, in the hours for letters.

    Where letters are switched off nothing goes on waiting, so that switching them on does not send
    what is long past.
    """
    if not rules.sends_letters:
        Notice.objects.waiting().update(is_waiting=False)
        return 0
    return write_waiting(now=now) if rules.allows_letters_at(now) else 0


def write_waiting(*, now: datetime.datetime) -> int:
    """Write one letter to each person with something to be told, at whatever hour.

    What was done, or excused, since it was told is left out.
    """
    waiting = Notice.objects.waiting()
    people = list(waiting.order_by("person_id").values_list("person_id", flat=True).distinct())
    owed = _still_owed(now) if people else Owed({})
    return sum(_write(some, owed, now) for some in chunks(people, PEOPLE_AT_ONCE))


def _still_owed(now: datetime.datetime) -> Owed:
    """One statement for each duty that somebody waits to be told of."""
    waiting = Notice.objects.waiting()
    told = set(waiting.order_by().values_list("duty_kind", "duty_key").distinct())
    return Owed(
        {
            (duty.kind, duty.key): set(
                owing(duty, moment=now)
                .filter(person__in=waiting.about(duty.kind, duty.key).values("person"))
                .values_list("person_id", flat=True)
            )
            for duty in duties.all_duties(now)
            if (duty.kind, duty.key) in told
        }
    )


@transaction.atomic
def _write(people: Collection[int], owed: Owed, now: datetime.datetime) -> int:
    """The letters of some people; whoever holds their notices already is writing to them."""
    held = Notice.objects.waiting().filter(person_id__in=people)
    notices: list[Notice] = list(
        held.select_for_update(skip_locked=True, of=("self",))
        .for_screen()
        .select_related("person__user", "person__reminder_preference")
        .order_by("person_id", "created_at", "pk")
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(is_waiting=False)
    by_letter: dict[tuple[Person, str], list[Notice]] = defaultdict(list)
    for notice in notices:
        if owed.includes(notice):
            kind = LetterKind.DIGEST if notice.is_digest else LetterKind.REMINDER
            by_letter[notice.person, kind].append(notice)
    letters = [
        letter(person, kind, _latest(about), now)
        for (person, kind), about in by_letter.items()
        if address_of(person) and _wants(person, kind)
    ]
    return len(Letter.objects.bulk_create(letters))


def _latest(notices: list[Notice]) -> list[Notice]:
    """The last word about each duty; one that somebody sent is told in the name of the sender."""
    by_hand_last = sorted(notices, key=lambda notice: notice.is_by_hand)
    return list({notice.duty: notice for notice in by_hand_last}.values())


def address_of(person: Person) -> str:
    """Where the person reads mail; nowhere once the account is closed."""
    if person.user is None:
        return person.work_email
    return (person.user.email or person.work_email) if person.user.is_active else ""


def _wants(person: Person, kind: str) -> bool:
    wishes: ReminderPreference | None = getattr(person, "reminder_preference", None)
    return wishes is None or wishes.wants(kind)


def letter(person: Person, kind: str, notices: list[Notice], now: datetime.datetime) -> Letter:
    """A letter about these notices; neither scores nor answers stand in any."""
    name = "digest" if kind == LetterKind.DIGEST else "reminder"
    context = {
        "name": person.full_name,
        "rows": [_row(notice, now) for notice in notices],
        "tasks_url": absolute(reverse("my_tasks")),
        "wishes_url": absolute(reverse("reminder_wishes")),
        "stop_url": absolute(reverse("stop_letters", args=[token_for(person.pk, kind)])),
    }
    return Letter(
        person=person,
        kind=kind,
        address=address_of(person),
        subject=_subject(kind, notices),
        text=render_to_string(f"notices/letters/{name}.txt", context),
        html=render_to_string(f"notices/letters/{name}.html", context),
        created_at=now,
        try_at=now,
    )


def _subject(kind: str, notices: list[Notice]) -> str:
    if kind == LetterKind.DIGEST:
        return notices[-1].title
    if len(notices) == 1:
        return _("Reminder: %(title)s") % {"title": notices[0].title}
    number = len(notices)
    return ngettext(
        "Reminder: %(number)d task is waiting", "Reminder: %(number)d tasks are waiting", number
    ) % {"number": number}


def _row(notice: Notice, now: datetime.datetime) -> dict[str, Any]:
    """The notice with whole addresses and the words of the link that leads on."""
    row = notice_row(notice, now)
    lines = [{**line, "url": absolute(line["url"])} for line in row["lines"]]
    act = _("Take the quiz") if notice.duty_kind == QUIZ else _("Open")
    return {**row, "url": absolute(row["url"]), "lines": lines, "act": act}


def absolute(path: str) -> str:
    """The address as it stands in a letter; a request could name a false host."""
    if path.startswith(("http://", "https://")):
        return path
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
