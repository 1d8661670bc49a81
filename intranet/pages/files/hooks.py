"""What files add to the admin; registration only."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.signals import pre_page_move

from intranet.pages.files.admin import (
    files_button,
    give_own_collection,
    page_files,
    refuse_move_into_the_open,
)
from intranet.pages.files.bindings import BIND_ACTION, described

hooks.register("register_page_header_buttons", files_button)
hooks.register("after_create_page", give_own_collection)
hooks.register("after_edit_page", give_own_collection)
pre_page_move.connect(refuse_move_into_the_open)


@hooks.register("register_admin_urls")
def file_addresses() -> list[URLPattern]:
    """The screen of the files of a page."""
    return [path("tep-cua-trang/<int:page_id>/", page_files, name="page_files")]


@hooks.register("register_log_actions")
def log_bindings(actions: Any) -> None:
    """Say in the log for which page a collection was made."""

    @actions.register_action(BIND_ACTION)
    class BindingFormatter(LogFormatter):
        """The line of a new collection of a page."""

        label = _("Collection for the files of a page")

        def format_message(self, log_entry: Any) -> str:
            return described(log_entry.data)
