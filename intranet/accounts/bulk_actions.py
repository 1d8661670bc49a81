"""What is done to accounts that are ticked in the list, or to all that its search has found."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.bulk_actions import DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.bulk_actions.assign_role import AssignRoleBulkAction, RoleForm

from intranet.accounts.admin_forms import reason_for_roles
from intranet.accounts.models import User
from intranet.accounts.role_changes import RoleChange, note
from search.folded import having_words

# As the list of accounts is searched.
SEARCHED = ["username", "first_name", "last_name", "email"]


class AsListedMixin:
    """Takes «all in the list» as the list shows them: found without marks."""

    request: HttpRequest

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet:
        """The accounts that the search of the list finds."""
        accounts = User.objects.all()
        if typed := self.request.GET.get("q"):
            accounts = having_words(accounts, SEARCHED, typed)
        return accounts.values_list("pk", flat=True)


class DeleteAccountsBulkAction(AsListedMixin, DeleteBulkAction):
    """Wagtail's action."""


class SetActiveBulkAction(AsListedMixin, SetActiveStateBulkAction):
    """Wagtail's action."""


class RoleWithReasonForm(RoleForm):
    """The role, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label = _("Role")
        reason: forms.CharField = reason_for_roles()
        reason.required = True
        self.fields["role_reason"] = reason


class GiveRoleBulkAction(AsListedMixin, AssignRoleBulkAction):
    """Wagtail's action with the reason; who has the role already is not told of again."""

    form_class = RoleWithReasonForm

    def get_execution_context(self) -> dict[str, Any]:
        """The role, why, and who gives it."""
        reason = self.cleaned_form.cleaned_data["role_reason"]
        return {**super().get_execution_context(), "reason": reason, "by": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[User], role: Any = None, reason: str = "", by: Any = None, **kwargs: Any
    ) -> tuple[int, int] | None:
        """Give the role, with a line for each account that did not have it."""
        if role is None:
            return None
        having = set(role.user_set.values_list("pk", flat=True))
        changes = [
            RoleChange(user, added=(role.name,)) for user in objects if user.pk not in having
        ]
        done: tuple[int, int] = super().execute_action(objects, role=role, **kwargs)
        note(changes=changes, reason=reason, by=by)
        return done
