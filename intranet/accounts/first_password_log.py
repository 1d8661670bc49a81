"""How the log words what becomes of first passwords; never the password."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.accounts import first_passwords

PLAIN = {
    first_passwords.CHOSEN: (
        gettext_lazy("Own password chosen"),
        gettext_lazy("Chose an own password in place of the first one"),
    ),
    first_passwords.EXPIRED: (
        gettext_lazy("First password expired"),
        gettext_lazy("The first password was not used in time and is void"),
    ),
    first_passwords.LINK_SENT: (
        gettext_lazy("Password link sent"),
        gettext_lazy("A link to choose a password was sent by e-mail"),
    ),
    first_passwords.LINK_FAILED: (
        gettext_lazy("Password link not sent"),
        gettext_lazy("The link to choose a password could not be sent by e-mail"),
    ),
}
GIVEN_OUT = {
    first_passwords.ISSUED: gettext_lazy("First password given out"),
    first_passwords.LINK_PREPARED: gettext_lazy("Password link given out"),
}


class GivenOutFormatter(LogFormatter):
    """Adds until when it is good, and why it was given out again."""

    def format_message(self, log_entry: Any) -> str:
        """The label with day and reason."""
        until = parse_datetime(log_entry.data.get("until", ""))
        day = f"{localtime(until):%d/%m/%Y}" if until else "—"
        said = _("%(what)s, good until %(day)s") % {"what": self.label, "day": day}
        reason = log_entry.data.get("reason")
        if not reason:
            return said
        return _("%(said)s; reason: %(reason)s") % {"said": said, "reason": reason}


def register_actions(actions: Any) -> None:
    """Name every action."""
    for action, (label, message) in PLAIN.items():
        formatter = type("PlainFormatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
    for action, label in GIVEN_OUT.items():
        actions.register_action(action)(type("Formatter", (GivenOutFormatter,), {"label": label}))
