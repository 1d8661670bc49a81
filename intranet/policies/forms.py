"""Forms around documents."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.policies.models import BriefingMeeting


class MeetingForm(forms.ModelForm):
    """What kind of meeting it was, when and where."""

    class Meta:
        model = BriefingMeeting
        fields = ("kind", "held_on", "place", "note")
        labels: ClassVar = {"place": _("Where it was held")}
        widgets: ClassVar = {
            "held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "note": forms.TextInput,
        }


class TakeBackForm(forms.Form):
    """Why a meeting counts no more for some people."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
