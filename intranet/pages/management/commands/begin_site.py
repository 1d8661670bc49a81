"""manage.py begin_site: fills an empty production database with what the first day needs."""

from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from intranet.accounts.first_passwords import taken_usernames
from intranet.pages.beginning import AlreadyBegunError, Beginning, begin_site


class Command(BaseCommand):
    """Run once, after the first «migrate»; it refuses a site that has a home page."""

    help = "Makes the home page, the sections, the roles and the account of the first IT officer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept whose site it is and who signs in first."""
        parser.add_argument("--body", required=True, help=_("Name of the body."))
        parser.add_argument("--username", required=True, help=_("User name of the IT officer."))
        parser.add_argument("--name", required=True, help=_("Full name of the IT officer."))

    def handle(self, *args: Any, **options: Any) -> None:
        """Make everything or nothing, and print the first password this once."""
        username = options["username"]
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if username in taken_usernames():
            raise CommandError(_("There is an account «%(name)s» already.") % {"name": username})
        beginning = Beginning(options["body"], username, options["name"])
        try:
            password = begin_site(beginning=beginning)
        except AlreadyBegunError as error:
            message = _("The site already has a home page; nothing was changed.")
            raise CommandError(message) from error
        self.stdout.write(_("The site is ready. IT officer: %(name)s") % {"name": username})
        self.stdout.write(
            _("First password, shown only now: %(password)s") % {"password": password}
        )
