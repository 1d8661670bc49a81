"""The ways to the screens about wrong keys."""

from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from quiz.models import Question
from quiz.repair.permissions import may_propose, may_view
from quiz.repair.urls import urlpatterns


class RepairsMenuItem(MenuItem):
    """The list, for who may read it."""

    def is_shown(self, request: Any) -> bool:
        """Whether the account finds it in the menu."""
        return may_view(request.user)


def repairs_menu_item() -> RepairsMenuItem:
    """The entry «Đáp án sai» of the menu."""
    return RepairsMenuItem(
        gettext_lazy("Wrong keys"), reverse("key_repairs"), icon_name="warning", order=261
    )


def repair_buttons(snippet: Any, user: Any, next_url: str | None = None) -> list[Any]:
    """«Đáp án sai?» in the menu of a published question."""
    if not isinstance(snippet, Question) or not snippet.current_version_id:
        return []
    if not may_propose(user):
        return []
    return [
        Button(
            _("Wrong key?"),
            reverse("key_repair_new", args=[snippet.pk]),
            icon_name="warning",
            priority=60,
        )
    ]


def repair_addresses() -> list[URLPattern]:
    """The screens of repairs."""
    return urlpatterns
