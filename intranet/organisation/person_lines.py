"""Lines of the log about many people at once: each finds the own ones, whatever brought them."""

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from intranet.organisation.models import Person

JOINED = "organisation.person_joined"
MOVED = "organisation.person_moved"
CHANGED = "organisation.person_changed"
LEFT = "organisation.person_left"
POST_ENDED = "organisation.person_post_ended"
ACCOUNT_GIVEN = "organisation.account_given"
LINES_AT_ONCE = 500

SENTENCES = {
    JOINED: (
        gettext_lazy("Joined the roll"),
        gettext_lazy("Joined «%(unit)s» from %(day)s; %(source)s"),
    ),
    MOVED: (
        gettext_lazy("Moved to another unit"),
        gettext_lazy("Moved from «%(before)s» to «%(unit)s» from %(day)s; %(source)s"),
    ),
    CHANGED: (
        gettext_lazy("Changed on the roll"),
        gettext_lazy("Changed in «%(unit)s» from %(day)s: %(fields)s; %(source)s"),
    ),
    LEFT: (
        gettext_lazy("Left the roll"),
        gettext_lazy("Left «%(before)s» on %(day)s; %(source)s"),
    ),
    POST_ENDED: (
        gettext_lazy("Second post ended"),
        gettext_lazy("No longer in «%(before)s» besides, from %(day)s; %(source)s"),
    ),
    ACCOUNT_GIVEN: (
        gettext_lazy("Account given out"),
        gettext_lazy("Was given a way in for the account «%(username)s»: %(way)s"),
    ),
}


class PersonLine(NamedTuple):
    """What happened to one person; `data` never holds a value that somebody gave up."""

    action: str
    person_id: int
    name: str
    data: dict[str, Any]


def note(lines: Iterable[PersonLine], *, user: Any) -> None:
    """Write the lines in batches, so that memory does not grow with their number."""
    moment, rest = timezone.now(), iter(lines)
    content_type = ContentType.objects.get_for_model(Person)
    while batch := list(itertools.islice(rest, LINES_AT_ONCE)):
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=content_type,
                object_id=str(line.person_id),
                label=line.name,
                action=line.action,
                data=line.data,
                user=user,
                timestamp=moment,
            )
            for line in batch
        )


class PersonLineFormatter(LogFormatter):
    """A sentence about one person, with the day as it is read here."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        """The sentence; what the line does not know stays open."""
        named = ("unit", "before", "day", "fields", "source", "username", "way")
        data = dict.fromkeys(named, "…") | log_entry.data
        day = parse_date(str(data["day"]))
        return str(self.sentence) % (data | {"day": f"{day:%d/%m/%Y}" if day else "…"})


def register_person_log(actions: Any) -> None:
    """Register a line for each kind of event."""
    for action, (label, sentence) in SENTENCES.items():
        words = {"label": label, "sentence": sentence}
        actions.register_action(action)(type("Formatter", (PersonLineFormatter,), words))


def from_file(name: str) -> str:
    """Where a line of an import comes from."""
    return _("file «%(name)s»") % {"name": name}


def by_decision(decision: str) -> str:
    """Where a line of a reorganisation comes from."""
    return _("decision %(decision)s") % {"decision": decision}
