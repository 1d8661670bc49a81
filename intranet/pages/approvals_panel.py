"""On the first screen of the admin: what waits for approval, by the text that was submitted."""

from typing import Any

from django.urls import reverse
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from intranet.pages.text_read import mark_of


class ApprovalsPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's list; its preview shows the submitted text, so its buttons approve that one."""

    template_name = "pages/admin/approvals_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The rows as Wagtail finds them, each with the addresses of its buttons."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        for state in context["states"]:
            state["buttons"] = _buttons(state)
            state["links"] = _links(state)
        return context


def _buttons(state: dict[str, Any]) -> list[dict[str, Any]]:
    """The decisions that the account may take, naming the submitted text as it is now."""
    name, number = state["workflow_action_url_name"], state["obj"].pk
    read = mark_of(state["revision"])
    return [
        {
            "url": f"{reverse(name, args=[number, action, state['task_state'].pk])}?{read}",
            "label": label,
            "has_window": has_window,
        }
        for action, label, has_window in state["actions"]
    ]


def _links(state: dict[str, Any]) -> dict[str, str]:
    """Where the text can be seen, and what it changes in what readers see now."""
    number, revision = state["obj"].pk, state["revision"]
    links = {}
    if name := state["workflow_preview_url_name"]:
        links["preview"] = reverse(name, args=[number, state["task_state"].task_id])
    if state["live_revision_id"]:
        compare = state["revisions_compare_url_name"]
        links["compare"] = reverse(compare, args=[number, "live", revision.pk])
    return links
