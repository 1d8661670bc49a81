"""Forms about personal data."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from intranet.organisation.models import CorrectionRequest


class CorrectionRequestForm(forms.ModelForm):
    """What a person asks about the own data."""

    class Meta:
        model = CorrectionRequest
        fields = ("kind", "text")
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
        }
        labels: ClassVar[dict[str, Any]] = {
            "kind": _("What do you ask for?"),
            "text": _("What is it about?"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("For example: which line is wrong, what is right, and how one can see it."),
        }


class AnswerForm(WagtailAdminModelForm):
    """What the IT officer did, or why not."""

    class Meta:
        model = CorrectionRequest
        fields = ("answer",)
        widgets: ClassVar[dict[str, Any]] = {"answer": forms.Textarea(attrs={"rows": 5})}
        help_texts: ClassVar[dict[str, Any]] = {
            "answer": _("The person reads it on «My data»: what was changed, or why it stays."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
