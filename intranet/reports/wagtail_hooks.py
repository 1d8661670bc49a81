"""Registration only: what this app writes into Wagtail's log and puts on the home page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from intranet.pages.home import HOOK as HOME_HOOK
from intranet.reports.audit import hooks as _audit_hooks  # noqa: F401  (registers)
from intranet.reports.exporting.services import EXPORT_ACTION
from intranet.reports.home import append_reports

hooks.register(HOME_HOOK, append_reports)


@hooks.register("register_log_actions")
def register_export_action(actions: Any) -> None:
    """Say in the log who took which figures or names out, and as which file."""

    @actions.register_action(EXPORT_ACTION)
    class ExportFormatter(LogFormatter):
        """The line of an export in the log."""

        label = gettext_lazy("Export of a report")

        def format_message(self, log_entry: Any) -> str:
            return _("Exported «%(title)s», %(rows)s rows, as %(file)s") % log_entry.data
