"""On the first screen of the admin: wrong keys that wait for this account's decision."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from quiz.models import KeyRepair
from quiz.repair.permissions import DECIDE

SHOWN = 10


class RepairsPanel(Component):
    """What somebody else proposed about wrong keys."""

    name = "key_repairs"
    template_name = "quiz/repairs/panel.html"
    order = 215

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The proposals that wait, those that wait longest first."""
        return {"waiting": KeyRepair.objects.awaiting(self.request.user)[:SHOWN]}


def show_repairs(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who decide."""
    if request.user.has_perm(DECIDE):
        panels.append(RepairsPanel(request))
