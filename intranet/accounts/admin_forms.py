"""Wagtail's forms for accounts, without the one tick that opens everything."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm


class AccountFormMixin:
    """Shows whether an account is a superuser; a form never makes one, only a command does."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False
        if tick := self.fields.get("is_superuser"):
            tick.disabled = True
            tick.help_text = _("Only the command «createsuperuser» makes such an account.")


class AccountCreationForm(AccountFormMixin, UserCreationForm):
    """A new account; a Vietnamese name may stand whole in the first field."""


class AccountEditForm(AccountFormMixin, UserEditForm):
    """An account as the IT officer changes it; one's own roles are for somebody else to change."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        if editing_self and not self.instance.is_superuser:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Only somebody else can change your own roles.")
