"""What this app adds to the admin; registration only."""

from wagtail import hooks

from intranet.accounts.permissions import (
    keep_bulk_actions_in_bounds,
    keep_superusers_to_themselves,
)

hooks.register("before_edit_user", keep_superusers_to_themselves)
hooks.register("before_bulk_action", keep_bulk_actions_in_bounds)
