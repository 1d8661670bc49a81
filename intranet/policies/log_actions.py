"""How the log words what was recorded about confirmations."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.policies.meetings import RECORDED, TAKEN_BACK


class RecordedFormatter(LogFormatter):
    """A meeting was recorded."""

    label = gettext_lazy("Meeting about a document recorded")

    def format_message(self, log_entry: Any) -> str:
        data = {"meeting": "", "people": ""} | log_entry.data
        return _("Recorded %(meeting)s for %(people)s people") % data


class TakenBackFormatter(LogFormatter):
    """A meeting counts no more for some people."""

    label = gettext_lazy("Record of a meeting taken back")

    def format_message(self, log_entry: Any) -> str:
        data = {"meeting": "", "people": "", "reason": ""} | log_entry.data
        return _("Took %(meeting)s back for %(people)s people: %(reason)s") % data


def register_meeting_log(actions: Any) -> None:
    """Name every action."""
    actions.register_action(RECORDED)(RecordedFormatter)
    actions.register_action(TAKEN_BACK)(TakenBackFormatter)
