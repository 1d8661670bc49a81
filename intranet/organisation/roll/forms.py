"""The form that takes a file in."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_DAY = datetime.date(2000, 1, 1)
DAYS_AHEAD = datetime.timedelta(days=366)


class RollUploadForm(forms.Form):
    """A file, the day from which it holds, and whether it is complete."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV (UTF-8), at most 20 MB and 100,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt"}),
        error_messages={"empty": _("The file is empty. Choose the file once more.")},
    )
    effective_on = forms.DateField(
        label=_("Holds from"),
        help_text=_("The day from which people belong where the file says."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_complete = forms.BooleanField(
        label=_("This is a complete list"),
        help_text=_(
            "Tick it if the file names everybody in the units that occur in it: "
            "who is missing from it then leaves on that day."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = timezone.localdate

    def clean_effective_on(self) -> datetime.date:
        """Refuse a day that can only be a slip of the fingers."""
        day: datetime.date = self.cleaned_data["effective_on"]
        last = timezone.localdate() + DAYS_AHEAD
        if not FIRST_DAY <= day <= last:
            raise ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={"first": f"{FIRST_DAY:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            )
        return day
