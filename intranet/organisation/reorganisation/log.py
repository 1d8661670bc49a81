"""How acts and delegations read in the log."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.organisation.reorganisation.services import ACT_DONE, DELEGATED, DELEGATION_ENDED


def register_reorganisation_log(actions: Any) -> None:
    """Register the three lines."""

    @actions.register_action(ACT_DONE)
    class ActFormatter(LogFormatter):
        """The line of an act carried out."""

        label = gettext_lazy("Reorganisation")

        def format_message(self, log_entry: Any) -> str:
            return _("%(act)s from %(day)s, decision %(decision)s; reason: %(reason)s") % (
                log_entry.data
            )

    @actions.register_action(DELEGATED)
    class DelegatedFormatter(LogFormatter):
        """The line of a delegation."""

        label = gettext_lazy("Delegation")

        def format_message(self, log_entry: Any) -> str:
            return _(
                "%(who)s leads «%(unit)s» from %(from)s until before %(until)s, "
                "decision %(decision)s; reason: %(reason)s"
            ) % (log_entry.data)

    @actions.register_action(DELEGATION_ENDED)
    class EndedFormatter(LogFormatter):
        """The line of an earlier end."""

        label = gettext_lazy("End of a delegation")

        def format_message(self, log_entry: Any) -> str:
            return (
                _("%(who)s no longer leads «%(unit)s» from %(until)s; reason: %(reason)s")
                % log_entry.data
            )
