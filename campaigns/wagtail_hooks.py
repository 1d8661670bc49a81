"""What campaigns add to other screens; registration only."""

from wagtail import hooks

from campaigns.home_rows import append_current_campaigns, append_quizzes_of_policy
from intranet.pages.home import HOOK as HOME_HOOK
from intranet.policies.sheet import HOOK as POLICY_HOOK

hooks.register(HOME_HOOK, append_current_campaigns)
hooks.register(POLICY_HOOK, append_quizzes_of_policy)
