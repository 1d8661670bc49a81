"""The admin screens of accounts."""

from typing import Any

from wagtail.users.views.users import UserViewSet

from intranet.accounts.admin_forms import AccountCreationForm, AccountEditForm


class AccountViewSet(UserViewSet):
    """Wagtail's screens with our forms."""

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Return the form to change an account, or to make one."""
        return AccountEditForm if for_update else AccountCreationForm
