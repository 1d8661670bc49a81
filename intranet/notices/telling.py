"""The rounds of the clock: each tells what has come to a new rung, and writes the letters."""

import datetime
import logging

from django.db.models import Exists, OuterRef
from django.utils import timezone

from intranet.notices.digest import tell_leaders
from intranet.notices.letters import write_letters
from intranet.notices.models import Notice, ReminderRules, Round
from intranet.notices.owing import is_doable, owing
from intranet.notices.reminders import notice, reminder, store
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame

logger = logging.getLogger(__name__)


def tell_duties(*, now: datetime.datetime) -> int:
    """Tell everybody what is new since the last round; a job of the clock.

    A round is begun by one host only. What one leaves undone, because it was interrupted, the next
    does: whoever has been told is left out, and the constraint on notices stands behind that.
    """
    this_round = Round.objects.begin(now)
    if this_round is None:
        return 0
    rules = ReminderRules.load()
    if rules.is_on:
        this_round.notices = _tell_all(now, rules) + tell_leaders(this_round, rules, now)
    this_round.letters = write_letters(rules, now=now)
    this_round.finished_at = timezone.now()
    this_round.save()
    return this_round.notices + this_round.letters


def _tell_all(moment: datetime.datetime, rules: ReminderRules) -> int:
    """One duty after the other; one that fails keeps no other waiting."""
    frame, told = Frame(timezone.localdate(moment)), 0
    for duty in duties.all_duties(moment):
        if is_doable(duty, moment):
            try:
                told += _tell(duty, moment, rules, frame)
            except Exception:
                logger.exception("Duty %s %s could not be told", duty.kind, duty.key)
    return told


def _tell(duty: Duty, moment: datetime.datetime, rules: ReminderRules, frame: Frame) -> int:
    """Tell one duty: a statement for each rung that somebody has come to, and the writing."""
    for_all = reminder(duty, moment, rules.rungs) if duty.is_open(moment) else None
    for_some = {
        person_id: reminder(duty, moment, rules.rungs, open_until)
        for person_id, open_until in duties.later_ends(duty, moment).items()
    }
    notices = [
        notice(duty, told, person_id, moment, is_waiting=rules.sends_letters)
        for told in {for_all, *for_some.values()}
        if told is not None
        for person_id in _untold(duty, told.rung, moment, frame)
        if for_some.get(person_id, for_all) == told
    ]
    store(notices)
    return len(notices)


def _untold(duty: Duty, rung: str, moment: datetime.datetime, frame: Frame) -> list[int]:
    """Ids of those who owe the duty and have not been told the rung.

    They are read to the end before anything is written: SQLite refuses to write within a reading
    that another connection has overtaken.
    """
    told = Notice.objects.about(duty.kind, duty.key).filter(rung=rung, person=OuterRef("person"))
    rows = owing(duty, moment=moment, frame=frame).filter(~Exists(told))
    return list(rows.values_list("person_id", flat=True))
