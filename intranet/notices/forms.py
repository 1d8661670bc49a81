"""Forms of notices."""

from typing import Any

from django import forms

from intranet.notices.models import ReminderPreference

LARGEST_ID = 2**63 - 1


class TickOffForm(forms.Form):
    """Which notices have been seen; the buttons of the screen fill it in."""

    one = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    up_to = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


class WishesForm(forms.ModelForm):
    """What comes by e-mail; only who leads a unit is asked about its week."""

    class Meta:
        model = ReminderPreference
        fields = ("by_email", "digest_by_email")

    def __init__(self, *args: Any, is_leader: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_leader:
            del self.fields["digest_by_email"]
