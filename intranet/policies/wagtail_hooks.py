"""What policies add to other screens; registration only."""

from wagtail import hooks

from intranet.pages.home import HOOK as HOME_HOOK
from intranet.policies.home_rows import append_policies

hooks.register(HOME_HOOK, append_policies)
