"""Forms of the Office: granting an extension, and the reason for counting a late answer."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from intranet.organisation.choosers import person_chooser
from intranet.organisation.fields import UnitChoiceField
from intranet.organisation.models import Unit
from quiz.models import Extension, QuizPage
from quiz.services import extension_errors

SEPARATOR = "|"


class ExtensionForm(WagtailAdminModelForm):
    """What is granted, to whom and why."""

    quiz = forms.ModelChoiceField(
        label=_("Quiz"), queryset=QuizPage.objects.none(), to_field_name="id"
    )
    unit = UnitChoiceField(
        label=_("Or unit with all below it"),
        queryset=Unit.objects.all(),
        required=False,
        help_text=_("Everybody who belongs to it counts, also who joins later."),
    )

    class Meta:
        model = Extension
        fields = (
            "quiz",
            "person",
            "unit",
            "extra_minutes",
            "extra_attempts",
            "closes_at",
            "reason",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "person": person_chooser.widget_class,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "extra_minutes": _("Added to the time allowed, in a running attempt too."),
            "extra_attempts": _("Added to the attempts allowed."),
            "closes_at": _("Until when these people may work on it, instead of the closing."),
            "reason": _("It stays in the log. Write nothing about health or private matters."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = QuizPage.objects.live().defer_streamfields().order_by("-closes_at", "-pk")
        self.fields["quiz"].queryset = newest

    def _post_clean(self) -> None:
        """After the rules of the row itself, those of granting."""
        self.instance.created_by = self.for_user
        super()._post_clean()
        if not self.errors:
            for name, message in extension_errors(self.instance, timezone.now()).items():
                self.add_error(name, message)

    @property
    def granted(self) -> dict[str, Any]:
        """The arguments of the service."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def signature(self) -> str:
        """What was looked at before it is granted: the same values, the same text."""
        extension = self.instance
        values = [
            extension.quiz_id,
            extension.person_id,
            extension.unit_id,
            extension.extra_minutes,
            extension.extra_attempts,
            extension.closes_at and extension.closes_at.isoformat(),
        ]
        return SEPARATOR.join(str(value or "") for value in values)


class ProposalForm(forms.Form):
    """Why a late answer should count."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person and the colleague concerned read it."),
    )
