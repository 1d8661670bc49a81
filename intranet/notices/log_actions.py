"""How the log words reminders by hand."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.notices.services import REMINDED

MOST_NAMED = 20


class RemindedFormatter(LogFormatter):
    """Who was reminded of what, by their staff codes."""

    label = gettext_lazy("Reminder sent by hand")

    def format_message(self, log_entry: Any) -> str:
        """The sentence, with the first of the codes."""
        people = log_entry.data["people"]
        named = ", ".join(people[:MOST_NAMED]) + (", …" if len(people) > MOST_NAMED else "")
        said = _("Reminded %(number)d people of «%(title)s»: %(named)s")
        return said % {**log_entry.data, "named": named}


def register_notice_log(actions: Any) -> None:
    """Name the action."""
    actions.register_action(REMINDED)(RemindedFormatter)
