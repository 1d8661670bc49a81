"""The lines that the import of the roll leaves in the log; registration only."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.organisation.roll.services import APPLY_ACTION, DISCARD_ACTION, UPLOAD_ACTION


def register_roll_log(actions: Any) -> None:
    """Say who took in, applied or discarded which file."""

    @actions.register_action(UPLOAD_ACTION)
    class UploadFormatter(LogFormatter):
        """A file was taken in."""

        label = gettext_lazy("Taking in of a roll file")

        def format_message(self, log_entry: Any) -> str:
            return _("Took in «%(file)s», %(rows)s people, for %(day)s") % _shown(log_entry)

    @actions.register_action(APPLY_ACTION)
    class ApplyFormatter(LogFormatter):
        """A file was applied."""

        label = gettext_lazy("Import of the roll")

        def format_message(self, log_entry: Any) -> str:
            return _(
                "Applied «%(file)s» from %(day)s: %(units)s new units, %(joined)s joined, "
                "%(moved)s moved, %(changed)s changed, %(left)s left"
            ) % _shown(log_entry)

    @actions.register_action(DISCARD_ACTION)
    class DiscardFormatter(LogFormatter):
        """A dry run was put aside."""

        label = gettext_lazy("Discarding of a roll file")

        def format_message(self, log_entry: Any) -> str:
            return _("Discarded «%(file)s»") % _shown(log_entry)


def _shown(log_entry: Any) -> dict[str, Any]:
    data = dict.fromkeys(("units", "joined", "moved", "changed", "left"), 0) | log_entry.data
    day = parse_date(data.get("day", ""))
    return data | {"day": f"{day:%d/%m/%Y}" if day else ""}
