"""The quiz of the demonstration that is over: frozen at its end, by the roll as known that day."""

import datetime

from intranet.demo import organisation
from intranet.demo.timeline import Timeline
from intranet.organisation import duties
from intranet.organisation.freezing import freeze
from intranet.organisation.models import FrozenRoster
from quiz.duties import QuizDuties
from quiz.models import QuizPage

SLUG = "mot-cua-thu-tuc-hanh-chinh"
# Moved before the quiz closed, by a decision that was entered afterwards.
MOVED, MOVED_TO = "MH-044", "bao-tro"
# The clock comes by every minute.
AFTER_CLOSING = datetime.timedelta(minutes=1)


def close(quiz: QuizPage, timeline: Timeline) -> None:
    """Freeze the figures, then enter the transfer that they do not know of."""
    duty = duties.find(QuizDuties.kind, str(quiz.pk))
    if duty is None:
        raise RuntimeError(f"{quiz.slug} is not published")
    freeze(duty, timeline.past_closes + AFTER_CLOSING)
    organisation.transfer(MOVED, MOVED_TO, timeline.past_transfer)


def close_again(old: Timeline, new: Timeline) -> None:
    """Freeze anew what has moved; rosters of other ends that moved are left to the clock."""
    FrozenRoster.objects.all().delete()
    organisation.take_transfer_back(MOVED, old.past_transfer)
    quiz = QuizPage.objects.live().filter(slug=SLUG).first()
    if quiz is not None:
        close(quiz, new)
