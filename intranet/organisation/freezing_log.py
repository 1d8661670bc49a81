"""How the freezing of a roster reads in the log."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.organisation.freezing import ACTION


def register_freezing_log(actions: Any) -> None:
    """Register the one line."""

    @actions.register_action(ACTION)
    class FrozenFormatter(LogFormatter):
        """A roster was frozen; by the clock, so nobody stands beside it."""

        label = gettext_lazy("Freezing of figures")

        def format_message(self, log_entry: Any) -> str:
            cut_off = parse_datetime(log_entry.data["cut_off"])
            return _("Froze the figures at %(cut_off)s: %(people)s people, SHA-256 %(sha256)s") % {
                **log_entry.data,
                "cut_off": f"{localtime(cut_off):%H:%M %d/%m/%Y}",
            }
