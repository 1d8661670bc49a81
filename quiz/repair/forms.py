"""Forms about a wrong key: what is wrong, what is right, and the decision of the second person."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.correction import BY_FORMS, BY_OPTIONS, Act, acts_for
from quiz.models import KeyRepair, Question, QuestionVersion, RepairAct
from quiz.repair.services import faults_of
from quiz.repair.wording import ACTS_EXPLAINED, FAULTS

REASON_LENGTH = 500
SEPARATOR = "|"


class RepairForm(forms.Form):
    """Which versions, what is done, and what is right; the reason once it was looked at."""

    versions = forms.MultipleChoiceField(
        label=_("Versions that were asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": FAULTS["no_version"]},
    )
    act = forms.ChoiceField(label=_("What is to be done"), widget=forms.RadioSelect)
    options = forms.MultipleChoiceField(
        label=_("Right answers"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "To accept further answers, tick those that are right as well; to change the key, tick "
            "all that are right."
        ),
    )
    forms_ = forms.CharField(
        label=_("Answers that are right"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("One on each line."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person reads it, and with their result those concerned."),
    )

    def __init__(
        self,
        *args: Any,
        question: Question,
        versions: Sequence[QuestionVersion],
        names: Sequence[tuple[str, str]],
        options: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.known = question, {str(version.pk): version for version in versions}
        kind = versions[0].kind
        self.fields["versions"].choices = list(names)  # type: ignore[attr-defined]  # a choice field
        self.fields["versions"].initial = [value for value, _name in names]
        self.fields["act"].choices = [  # type: ignore[attr-defined]  # a choice field
            (act.value, ACTS_EXPLAINED[act]) for act in acts_for(kind)
        ]
        self.fields["options"].choices = list(options)  # type: ignore[attr-defined]
        if kind not in BY_OPTIONS:
            del self.fields["options"]
        if kind not in BY_FORMS:
            del self.fields["forms_"]
        self.kind = kind
        if self.data.get("act") == RepairAct.ACCEPT:
            for name in self.fields.keys() & {"options", "forms_"}:
                self.fields[name].label = _("Answers that count as right as well")

    def clean(self) -> dict[str, Any]:
        """Say of what was chosen why it repairs nothing, at its place."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for fault in faults_of(self.repair, self.chosen):
                self.add_error(self._place(fault), FAULTS[fault])
        return data

    def _place(self, fault: str) -> str | None:
        """The field at which a fault stands."""
        if self.cleaned_data.get("act") == Act.VOID or fault == "no_change":
            return None
        return next((name for name in ("options", "forms_") if name in self.fields), None)

    @property
    def chosen(self) -> list[QuestionVersion]:
        """The versions to repair."""
        return [self.known[value] for value in self.cleaned_data.get("versions", [])]

    @property
    def repair(self) -> KeyRepair:
        """The repair as it was filled in, not yet kept."""
        data = self.cleaned_data
        ticked = data.get("options", [])
        is_further = data["act"] == RepairAct.ACCEPT and self.kind != "multiple"
        keys = [[option] for option in ticked] if is_further else [ticked]
        written = [line.strip() for line in data.get("forms_", "").splitlines() if line.strip()]
        is_void = data["act"] == RepairAct.VOID
        return KeyRepair(
            question=self.question,
            act=data["act"],
            data={} if is_void else {"keys": [key for key in keys if key], "forms": written},
            reason=data.get("reason", ""),
        )

    @property
    def filled_in(self) -> str:
        """The same for the same choice, so that what was looked at is what is proposed."""
        repair = self.repair
        versions = ",".join(str(version.pk) for version in self.chosen)
        return SEPARATOR.join([repair.act, versions, repr(repair.data)])


class DecisionForm(forms.Form):
    """What the second person saw, and why they refuse."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    until = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason for the refusal"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only needed when you refuse."),
    )

    def seen_until(self) -> datetime.datetime | None:
        """The moment of the preview that was read."""
        moment: datetime.datetime | None = self.cleaned_data.get("until")
        return moment
