"""What this app adds to the admin; registration only."""

from wagtail import hooks

from intranet.accounts.permissions import keep_superusers_to_themselves

hooks.register("before_edit_user", keep_superusers_to_themselves)
