"""The admin screens of accounts."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.users.views import groups
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from intranet.accounts.admin_forms import AccountCreationForm, AccountEditForm
from intranet.accounts.bulk_actions import SEARCHED
from intranet.accounts.models import User
from intranet.accounts.role_changes import RoleChange, note
from search.folded import FoldedSearchMixin


class RolesNotedMixin:
    """Leaves a line and tells the other IT officers when roles were given or taken."""

    form: Any
    request: HttpRequest

    def save_instance(self) -> User:
        """Save, and note what became of the roles."""
        before, after = self.form.names_before, self.form.role_names
        account: User = super().save_instance()  # type: ignore[misc]  # a view follows
        if before != after:
            change = RoleChange(
                account, tuple(sorted(after - before)), tuple(sorted(before - after))
            )
            reason = self.form.cleaned_data["role_reason"]
            note(changes=[change], reason=reason, by=self.request.user)
        return account


class AccountCreateView(RolesNotedMixin, CreateView):
    """A new account, perhaps with roles."""


class AccountEditView(RolesNotedMixin, EditView):
    """An account, perhaps with other roles."""


class AccountIndexView(FoldedSearchMixin, IndexView):
    """The accounts; marks and case do not matter in the search."""

    search_fields: ClassVar[list[str]] = SEARCHED


class RolesIndexView(FoldedSearchMixin, groups.IndexView):
    """The roles; marks and case do not matter in the search."""


class RoleViewSet(groups.GroupViewSet):
    """Wagtail's screens of groups."""

    index_view_class = RolesIndexView


class AccountViewSet(UserViewSet):
    """Wagtail's screens with our forms."""

    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    create_template_name = "accounts/admin/users/create.html"
    edit_template_name = "accounts/admin/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Return the form to change an account, or to make one."""
        return AccountEditForm if for_update else AccountCreationForm
