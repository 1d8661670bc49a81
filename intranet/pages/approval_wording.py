"""The buttons of an approval where Wagtail's own Vietnamese words are awkward or run together."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.admin.action_menu import SubmitForModerationMenuItem as PageItem
from wagtail.models import WorkflowState
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SnippetItem

# A message of Wagtail: our catalogue comes before Wagtail's once the message stands in our text.
APPROVE_AND_PUBLISH = gettext_noop("%(label)s and Publish")


class _SaysWhatItDoes:
    """A button that names the act instead of the workflow."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The label: anew after the text was returned."""
        context: dict[str, Any] = super().get_context_data(parent_context)  # type: ignore[misc]
        draft = parent_context.get("page") or parent_context.get("instance")
        state = draft.current_workflow_state if draft and draft.pk else None
        is_returned = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        label = _("Send for approval again") if is_returned else _("Send for approval")
        return {**context, "label": label}


class SubmitPage(_SaysWhatItDoes, PageItem):
    """«Send for approval» of a page."""


class SubmitSnippet(_SaysWhatItDoes, SnippetItem):
    """«Send for approval» of a question or a notice."""


OURS: dict[type, type] = {PageItem: SubmitPage, SnippetItem: SubmitSnippet}


def say_what_buttons_do(items: list[Any], request: HttpRequest, context: Any) -> None:
    """Put our button in the place of Wagtail's."""
    items[:] = [OURS[type(item)](item.order) if type(item) in OURS else item for item in items]
