"""Reminders of the demonstration: told once at the beginning, whatever the hour."""

import datetime

from intranet.demo.models import OutboxLetter
from intranet.notices.letters import write_waiting
from intranet.notices.models import Letter, Notice, Round
from intranet.notices.sending import post_letters
from intranet.notices.services import remind
from intranet.notices.telling import tell_duties
from intranet.organisation import duties
from intranet.organisation.models import Person

A_DAY = datetime.timedelta(days=1)
HEAD, MEMBER = "truongphong", "canbo"


def tell(*, now: datetime.datetime) -> int:
    """Tell everybody what is to be done, and have the letters put into the outbox."""
    _remind_by_hand(now - A_DAY)
    tell_duties(now=now)
    write_waiting(now=now)
    return post_letters(now=now)


def forget() -> None:
    """Take away what was told of days that have moved."""
    for model in (Notice, Letter, Round, OutboxLetter):
        model._default_manager.all().delete()


def _remind_by_hand(now: datetime.datetime) -> None:
    """The head reminds the civil servant, if there is something left to be reminded of.

    Not on the day of the demonstration: of that day visitors send their own, and each counts once.
    """
    people = {
        person.user.username: person
        for person in Person.objects.filter(user__username__in=(HEAD, MEMBER))
        if person.user is not None
    }
    if people.keys() == {HEAD, MEMBER}:
        for duty in duties.all_duties(now):
            remind(by=people[HEAD].user, duty=duty, person_ids=[people[MEMBER].pk], moment=now)
