"""Names the demonstration accounts, and sets their password when asked to."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from intranet.demo import accounts


class Command(BaseCommand):
    """`demo_accounts` at each start; `demo_accounts --reset` when the password is forgotten."""

    help = "Lists the demonstration accounts; --reset gives them a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept --reset."""
        parser.add_argument(
            "--reset",
            action="store_true",
            help=_("Set a new password: DEMO_PASSWORD if given, else a random one."),
        )
        parser.add_argument(
            "--password-line",
            help=_("The line to be printed about a password that was set a moment ago."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the accounts and what is to be said of their password."""
        users = accounts.demo_users()
        if not settings.IS_DEMO or not users:
            self.stderr.write(_("There are no demonstration accounts here."))
            sys.exit(1)
        self.stdout.write(_("Demonstration accounts:"))
        for user in users:
            self.stdout.write(f"  {user.username:<12} {accounts.LABELS[user.username]}")
        line = options["password_line"] or self._password_line(is_reset=options["reset"])
        self.stdout.write(line)

    def _password_line(self, *, is_reset: bool) -> str:
        wanted = accounts.chosen_password()
        if wanted and (is_reset or not accounts.has_password(wanted)):
            accounts.set_password(wanted)
        if wanted:
            return _("Password: the one given in DEMO_PASSWORD.")
        if is_reset:
            password = accounts.random_password()
            accounts.set_password(password)
            return _("New password of all six accounts: %(password)s") % {"password": password}
        return _("The password was printed at the first start; to set another: make demo-password")
