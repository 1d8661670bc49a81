"""What this app adds to the home page and to the admin; registration only."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from intranet.notices.log_actions import register_notice_log
from intranet.notices.screen import append_notices
from intranet.notices.viewsets import RemindersGroup
from intranet.pages.home import HOOK as HOME_HOOK

hooks.register(HOME_HOOK, append_notices)
hooks.register("register_log_actions", register_notice_log)


@hooks.register("register_admin_viewset")
def register_screens() -> ViewSetGroup:
    """Letters and rounds."""
    return RemindersGroup()
