"""Wagtail's forms for accounts, without the one tick that opens everything."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from intranet.accounts.first_passwords import first_password_until


def reason_for_roles() -> forms.CharField:
    """Why somebody gets or loses a role."""
    return forms.CharField(
        label=_("Reason for the change of roles"),
        help_text=_(
            "Needed as soon as a role is given or taken: by which decision, for which work."
            " It stands in the log, and all IT officers get it by e-mail."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AccountFormMixin:
    """Shows whether an account is a superuser; a form never makes one, only a command does."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    instance: Any
    add_error: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False
        self.fields["role_reason"] = reason_for_roles()
        if tick := self.fields.get("is_superuser"):
            tick.disabled = True
            tick.help_text = _("Only the command «createsuperuser» makes such an account.")

    def clean(self) -> dict[str, Any]:
        """No role is given or taken without a word why."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # Wagtail's form
        if self.role_names != self.names_before and not self.cleaned_data.get("role_reason"):
            self.add_error("role_reason", _("Please say why the roles change."))
        return cleaned

    @cached_property
    def names_before(self) -> set[str]:
        """The roles that the account has."""
        groups = self.instance.groups.values_list("name", flat=True) if self.instance.pk else ()
        return set(groups)

    @property
    def role_names(self) -> set[str]:
        """The roles that the account will have."""
        return {group.name for group in self.cleaned_data.get("groups") or ()}

    def save(self, commit: bool = True) -> Any:
        """A password that somebody types for somebody else is a first one, good once."""
        if self.cleaned_data.get("password1") and not self.instance.is_superuser:
            self.instance.must_change_password = True
            self.instance.first_password_until = first_password_until(timezone.now())
        return super().save(commit=commit)  # type: ignore[misc]  # Wagtail's form stands behind


class AccountCreationForm(AccountFormMixin, UserCreationForm):
    """A new account; a Vietnamese name may stand whole in the first field."""


class AccountEditForm(AccountFormMixin, UserEditForm):
    """An account as the IT officer changes it; one's own roles are for somebody else to change."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        if editing_self and not self.instance.is_superuser:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Only somebody else can change your own roles.")
