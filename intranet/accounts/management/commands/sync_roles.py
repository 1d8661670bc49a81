"""manage.py sync_roles: groups, rights, collections and workflow as the code has them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from intranet.accounts.roles import ROLES, MissingPermissionError, sync_roles


class Command(BaseCommand):
    """Run after every update; safe to repeat."""

    help = "Brings groups, their rights, collections and the workflow to what the code says."

    def handle(self, *args: Any, **options: Any) -> None:
        """Synchronise and name the roles."""
        try:
            sync_roles()
        except MissingPermissionError as error:
            raise CommandError(
                _("Unknown permissions: %(names)s. Please run «migrate» first.") % {"names": error}
            ) from error
        self.stdout.write(_("Roles: %(names)s") % {"names": ", ".join(role.name for role in ROLES)})
