"""What is held about a person here: what was told, the letters, and wishes about them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intranet.notices.models import Letter, LetterState, Notice, ReminderPreference
from intranet.notices.rows import sender_of
from intranet.organisation.models import Person
from intranet.organisation.personal_data.registry import Owner, Section


class NoticeHoldings:
    """One statement a section."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Notices, letters and wishes of somebody on the roll."""
        if owner.person is not None:
            yield _notices(owner.person)
            yield _letters(owner.person)
            yield _wishes(owner.person)


def _notices(person: Person) -> Section:
    rows = Notice.objects.filter(person=person).for_screen().order_by("-created_at", "-pk")
    return Section(
        "notices",
        _("Notices"),
        _("To remind you of what you have to do, and never twice of the same."),
        (
            ("told_at", _("Told at")),
            ("about", _("Task")),
            ("due_on", _("Last day")),
            ("sent_by", _("Sent by")),
            ("seen_at", _("Seen at")),
        ),
        [(row.created_at, row.title, row.due_on, sender_of(row), row.read_at) for row in rows],
    )


def _letters(person: Person) -> Section:
    rows = Letter.objects.filter(person=person)
    return Section(
        "letters",
        _("Letters to me"),
        _("To send them, and to answer you when one did not arrive."),
        (
            ("written_at", _("Written at")),
            ("address", _("Address")),
            ("subject", _("Subject")),
            ("text", _("Text")),
            ("state", _("State")),
            ("sent_at", _("Sent at")),
        ),
        [
            (
                row.created_at,
                row.address,
                row.subject,
                row.text,
                str(LetterState(row.state).label),
                row.sent_at,
            )
            for row in rows
        ],
    )


def _wishes(person: Person) -> Section:
    rows = ReminderPreference.objects.filter(person=person)
    return Section(
        "reminder_wishes",
        _("My wishes about reminders"),
        _("Not to write to you where you do not want it."),
        (("by_email", _("Tasks by e-mail")), ("digest_by_email", _("Unit report by e-mail"))),
        [(row.by_email, row.digest_by_email) for row in rows],
    )
