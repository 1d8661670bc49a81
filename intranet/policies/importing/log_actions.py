"""The lines that imports of documents leave in the log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

UPLOAD_ACTION = "policies.import_upload"
DISCARD_ACTION = "policies.import_discard"
DRAFT_ACTION = "policies.import_draft"

WORDS = {
    UPLOAD_ACTION: (_("Taking in of a document"), _("Took in «%(file)s»")),
    DISCARD_ACTION: (
        _("Throwing away of a document taken in"),
        _("Threw «%(file)s» away; neither file nor text was kept"),
    ),
    DRAFT_ACTION: (
        _("Draft made of a document taken in"),
        _("Made the draft «%(title)s» of «%(file)s»"),
    ),
}


class DocumentImportFormatter(LogFormatter):
    """A line about a document that was taken in."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        """The sentence with the names it needs."""
        return str(self.sentence) % {"file": "", "title": "", **log_entry.data}


def register_document_import_log(actions: Any) -> None:
    """Say in words what the lines mean."""
    for action, (label, sentence) in WORDS.items():
        members = {"label": label, "sentence": sentence}
        actions.register_action(action)(type("Formatter", (DocumentImportFormatter,), members))
