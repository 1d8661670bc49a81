"""Questions of the bank in words."""

from typing import Any

from django.utils.translation import gettext as _


def question_state(question: Any) -> str:
    """Where a question of the bank stands: asked or not, and whether a change waits."""
    state = _("in use") if question.live else _("not in use")
    if question.is_in_approval:
        return _("%(state)s, change awaits approval") % {"state": state}
    if question.has_unpublished_changes:
        return _("%(state)s, with a draft") % {"state": state}
    return state
