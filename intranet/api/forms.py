"""What is asked when a token is issued."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.api.models import Scope
from intranet.organisation.permissions import can_view_participation

MOST_DAYS = 366


class TokenForm(forms.Form):
    """For whom, what for, until when, and why."""

    owner = forms.CharField(
        label=_("Account whose rights the token carries"),
        help_text=_("The name with which that person signs in."),
        max_length=150,
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Which program will hold it, for example «Dashboard of the province»."),
        max_length=100,
    )
    scope = forms.ChoiceField(
        label=_("Opens"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.FIGURES,
        help_text=_("Names only if the program cannot do without them."),
    )
    days = forms.IntegerField(
        label=_("Valid for so many days"), min_value=1, max_value=MOST_DAYS, initial=180
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked for it, by which document. The owner and all IT officers read it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_owner(self) -> User:
        """An open account that sees figures; the token of any other would open nothing."""
        username = self.cleaned_data["owner"]
        account = User.objects.filter(username=username, is_active=True).first()
        if account is None:
            raise forms.ValidationError(_("There is no open account with this name."))
        if account.is_superuser:
            raise forms.ValidationError(_("A superuser's rights are not given to a program."))
        if not can_view_participation(account):
            raise forms.ValidationError(_("This account sees no figures."))
        return account

    @property
    def expires_at(self) -> datetime.datetime:
        """The moment from which it opens nothing any more."""
        days: Any = self.cleaned_data["days"]
        return timezone.now() + datetime.timedelta(days=days)
