"""How the log words what becomes of personal data."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.organisation.personal_data import closing, imports, leavers, services

WORDS = {
    services.ASKED: (
        gettext_lazy("Request about personal data"),
        gettext_lazy("Asked for something about the own personal data"),
    ),
    services.ANSWERED: (
        gettext_lazy("Answer about personal data"),
        gettext_lazy("Answered a request about personal data"),
    ),
    services.DOWNLOADED: (
        gettext_lazy("Download of own data"),
        gettext_lazy("Downloaded the own personal data"),
    ),
    closing.ACTION: (
        gettext_lazy("Account of a leaver closed"),
        gettext_lazy("Closed the account: the roll no longer holds the person"),
    ),
    imports.ACTION: (
        gettext_lazy("Names of an import removed"),
        gettext_lazy("Removed file and names of the import after the time of keeping"),
    ),
    leavers.ACTION: (
        gettext_lazy("Name of a leaver removed"),
        gettext_lazy("Removed name, contacts and account after the time of keeping"),
    ),
}


def register_personal_data_log(actions: Any) -> None:
    """Name every action."""
    for action, (label, message) in WORDS.items():
        formatter = type("DataFormatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
