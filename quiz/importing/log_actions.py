"""The lines that files of questions leave in the log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

UPLOAD_ACTION = "quiz.import_upload"
MAPPING_ACTION = "quiz.importing.mapping"
DISCARD_ACTION = "quiz.import_discard"
APPLY_ACTION = "quiz.import_apply"
SUBMIT_ACTION = "quiz.import_submit"
REFUSE_ACTION = "quiz.import_refuse"
APPROVE_ACTION = "quiz.import_approve"
PUBLISH_ACTION = "quiz.import_publish"
ROW_ACTION = "quiz.import_row"

WORDS = {
    UPLOAD_ACTION: (_("Taking in of a question file"), _("Took in «%(file)s»")),
    MAPPING_ACTION: (_("Columns of a question file"), _("Named the columns of «%(file)s»")),
    ROW_ACTION: (_("Question of a file"), _("%(act)s question %(number)s of «%(file)s»")),
    DISCARD_ACTION: (_("Discarding of a question file"), _("Discarded «%(file)s»")),
    APPLY_ACTION: (
        _("Import of questions"),
        _(
            "Applied «%(file)s»: %(new)s new, %(changed)s changed, %(same)s already there, "
            "%(left)s left out"
        ),
    ),
    SUBMIT_ACTION: (
        _("Questions of a file handed in"),
        _("Handed in the questions of «%(file)s» for approval"),
    ),
    REFUSE_ACTION: (
        _("Questions of a file sent back"),
        _("Sent the questions of «%(file)s» back: %(reason)s"),
    ),
    APPROVE_ACTION: (
        _("Questions of a file approved"),
        _("Agreed as second person to publish the questions of «%(file)s»"),
    ),
    PUBLISH_ACTION: (
        _("Questions of a file published"),
        _("Published %(published)s questions of «%(file)s», %(left)s left out"),
    ),
}
ACTS = {"mended": _("Mended"), "taken_back": _("Took back the mending of")}


class ImportFormatter(LogFormatter):
    """A line about a file."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        names = ("file", "number", "new", "changed", "same", "left", "published", "reason")
        data = dict.fromkeys(names, "") | log_entry.data
        data["act"] = ACTS.get(data.get("act", ""), "")
        return str(self.sentence) % data


def register_import_log(actions: Any) -> None:
    """Say in words what the lines mean."""
    for action, (label, sentence) in WORDS.items():
        members = {"label": label, "sentence": sentence}
        actions.register_action(action)(type("Formatter", (ImportFormatter,), members))
