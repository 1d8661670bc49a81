"""Whom to give accounts, and giving one again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.organisation.fields import UnitChoiceField
from intranet.organisation.first_accounts.choices import Naming, Way, Who
from intranet.organisation.models import Unit


class ChooseForm(forms.Form):
    """A unit with all below it, and what its people get."""

    unit = UnitChoiceField(label=_("Unit with all below it"), queryset=Unit.objects.all())
    who = forms.ChoiceField(label=_("For whom"), choices=Who.choices, initial=Who.WITHOUT)
    naming = forms.ChoiceField(
        label=_("Names of new accounts"), choices=Naming.choices, initial=Naming.NAME
    )
    way = forms.ChoiceField(label=_("How people learn it"), choices=Way.choices, initial=Way.SLIP)


class GiveAgainForm(forms.Form):
    """How somebody who cannot sign in gets in again, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked, and how you made sure that it was that person."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(Way.SLIP.value, _("printed slip"))]
        if has_address:
            ways.append((Way.LINK.value, _("link by e-mail")))
        self.fields["way"] = forms.ChoiceField(
            label=_("How people learn it"),
            choices=ways,
            initial=Way.SLIP,
            widget=forms.RadioSelect,
        )
        self.order_fields(["way", "reason"])
