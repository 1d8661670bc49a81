"""How the log words what happens at the doors."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from intranet.accounts.letters import FACTORS_REMOVED, ROLES_CHANGED

# Action: its name in filters, and its sentence where the data add nothing.
PLAIN = {
    "accounts.password_changed": (
        gettext_lazy("Password changed"),
        gettext_lazy("Changed the own password; other sessions ended"),
    ),
    "accounts.factor_added": (
        gettext_lazy("Second factor added"),
        gettext_lazy("Set up a second factor"),
    ),
    "accounts.factor_removed": (
        gettext_lazy("Second factor removed"),
        gettext_lazy("Removed an own second factor"),
    ),
    "accounts.codes_renewed": (
        gettext_lazy("Recovery codes renewed"),
        gettext_lazy("Made new recovery codes"),
    ),
    "accounts.session_ended": (
        gettext_lazy("Device signed out"),
        gettext_lazy("Signed an own device out"),
    ),
    "accounts.signed_out_everywhere": (
        gettext_lazy("Signed out everywhere"),
        gettext_lazy("Signed out on all devices"),
    ),
    "accounts.unlocked": (
        gettext_lazy("Sign-in lock lifted"),
        gettext_lazy("Lifted the lock of sign-in"),
    ),
}
WITH_ORIGIN = {
    "accounts.sign_in": (gettext_lazy("Sign-in"), gettext_lazy("Signed in")),
    "accounts.sign_out": (gettext_lazy("Sign-out"), gettext_lazy("Signed out")),
    "accounts.sign_in_failed": (
        gettext_lazy("Sign-in failed"),
        gettext_lazy("A wrong password or code was given for this account"),
    ),
    "accounts.unknown_name": (
        gettext_lazy("Sign-in failed, unknown name"),
        gettext_lazy("Sign-in failed; no account has the name that was given"),
    ),
    "accounts.locked": (
        gettext_lazy("Sign-in locked"),
        gettext_lazy("Locked for a while after too many wrong attempts"),
    ),
}


class OriginFormatter(LogFormatter):
    """Adds where it came from."""

    def format_message(self, log_entry: Any) -> str:
        """The sentence with address and device."""
        origin = ", ".join(
            str(log_entry.data[key]) for key in ("address", "device") if log_entry.data.get(key)
        )
        return f"{self.message} ({origin})" if origin else str(self.message)


class RemovedFactorsFormatter(LogFormatter):
    """The IT officer's act, with its reason."""

    label = gettext_lazy("Lost second factor removed")

    def format_message(self, log_entry: Any) -> str:
        """The sentence with the reason."""
        return _("Removed a lost second factor; reason: %(reason)s") % log_entry.data


class RolesFormatter(LogFormatter):
    """Roles given and taken, with the reason."""

    label = gettext_lazy("Roles changed")

    def format_message(self, log_entry: Any) -> str:
        """The sentence with what was given, what taken, and why."""
        said = {
            "added": _("given: %(roles)s"),
            "removed": _("taken: %(roles)s"),
            "reason": _("reason: %(roles)s"),
        }
        parts = [
            text % {"roles": log_entry.data[key]}
            for key, text in said.items()
            if log_entry.data.get(key)
        ]
        return f"{self.label}; {'; '.join(parts)}"


def register_actions(actions: Any) -> None:
    """Name every action at the doors."""
    for base, named in ((LogFormatter, PLAIN), (OriginFormatter, WITH_ORIGIN)):
        for action, (label, message) in named.items():
            formatter = type("DoorFormatter", (base,), {"label": label, "message": message})
            actions.register_action(action)(formatter)
    actions.register_action(FACTORS_REMOVED)(RemovedFactorsFormatter)
    actions.register_action(ROLES_CHANGED)(RolesFormatter)
