"""How the log words what happens in the bank and what departs from the rules of a quiz."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from quiz.exporting import EXPORT_ACTION
from quiz.services import classifying, extensions, late

WORDS = {
    classifying.CLASSIFIED: (
        gettext_lazy("Question filed anew"),
        gettext_lazy("Changed topic, keywords or difficulty of a question, not what it asks"),
    ),
    extensions.EXTENDED: (
        gettext_lazy("Extension of a quiz"),
        gettext_lazy("Granted more time, attempts or a later end"),
    ),
    late.PROPOSED: (
        gettext_lazy("Late answer proposed"),
        gettext_lazy("Proposed to count an answer that came too late"),
    ),
    late.ACCEPTED: (
        gettext_lazy("Late answer accepted"),
        gettext_lazy("Accepted an answer that came too late; the attempt was marked again"),
    ),
    late.REFUSED: (
        gettext_lazy("Late answer refused"),
        gettext_lazy("Refused to count an answer that came too late"),
    ),
}


class ExportFormatter(LogFormatter):
    """Questions were taken out of the bank as a file."""

    label = gettext_lazy("Export of questions from the bank")

    def format_message(self, log_entry: Any) -> str:
        data = {"number": "", "format": ""} | log_entry.data
        return _("Took %(number)s questions out of the bank as %(format)s") % data


def register_quiz_log(actions: Any) -> None:
    """Name every action."""
    for action, (label, message) in WORDS.items():
        formatter = type("QuizFormatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
    actions.register_action(EXPORT_ACTION)(ExportFormatter)
