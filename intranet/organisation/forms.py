"""Admin forms: rules that concern several rows at once, told at the row and in plain words."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from intranet.organisation import duties, services
from intranet.organisation.choosers import person_chooser
from intranet.organisation.fields import UnitMultipleChoiceField
from intranet.organisation.models import (
    AudienceKind,
    DatedQuerySet,
    Exemption,
    Membership,
    StaffCategory,
    Unit,
    UnitPeriod,
)
from intranet.organisation.spans import Span, first_gap, first_overlap


class DatedRowsForm(WagtailAdminModelForm):
    """An owner with dated rows of which no two may hold at once."""

    rows_name = ""

    def is_valid(self) -> bool:
        """Check the rows against one another once each of them is sound by itself."""
        if not super().is_valid():
            return False
        forms_of_rows = [form for form in self.row_forms() if self.is_exclusive(form.instance)]
        self.check_rows(forms_of_rows)
        return all(formset.is_valid() for formset in self.formsets.values())

    def save(self, commit: bool = True) -> Any:
        """Save owner and rows together, in whatever order the days were moved."""
        with transaction.atomic():
            if commit and self.instance.pk:
                services.set_aside(rows=self.saved_rows())
            return super().save(commit=commit)

    def saved_rows(self) -> DatedQuerySet:
        """The exclusive rows of the owner as the database has them."""
        raise NotImplementedError

    def is_exclusive(self, row: Any) -> bool:
        """Whether the row bears no other one beside it."""
        return True

    def row_forms(self) -> list[Any]:
        """The forms of the rows that will be there after saving."""
        formset = self.formsets[self.rows_name]
        return [
            form
            for form in formset.forms
            if not formset._should_delete_form(form) and (form.instance.pk or form.has_changed())
        ]

    def check_rows(self, row_forms: list[Any]) -> None:
        """Tell the later one of two rows that overlap."""
        clash = first_overlap([_span(form.instance) for form in row_forms])
        if clash:
            earlier, later = (row_forms[index] for index in clash)
            until = earlier.instance.valid_to
            later.add_error(
                "valid_from",
                _("Overlaps with the line that holds from %(from)s to %(to)s. End that one first.")
                % {
                    "from": f"{earlier.instance.valid_from:%d/%m/%Y}",
                    "to": f"{until:%d/%m/%Y}" if until else "…",
                },
            )


class UnitForm(DatedRowsForm):
    """A unit with its names and places."""

    rows_name = "periods"

    def saved_rows(self) -> DatedQuerySet:
        """The names and places of the unit."""
        return UnitPeriod.objects.filter(unit=self.instance)

    def clean(self) -> dict[str, Any] | None:
        """Refuse to close a unit that still has people or units below it."""
        cleaned = super().clean()
        closes_on = self.cleaned_data.get("valid_to")
        if not (self.instance.pk and closes_on):
            return cleaned
        after = Q(valid_to=None) | Q(valid_to__gt=closes_on)
        people = Membership.objects.filter(after, unit=self.instance).count()
        if people:
            self.add_error(
                "valid_to",
                ngettext(
                    "%(count)d person still belongs to this unit after that day: move them first.",
                    "%(count)d people still belong to this unit after that day: move them first.",
                    people,
                )
                % {"count": people},
            )
        below = UnitPeriod.objects.filter(after, parent=self.instance)
        names = below.filter(Q(unit__valid_to=None) | Q(unit__valid_to__gt=closes_on))
        if names:
            self.add_error(
                "valid_to",
                _("These units still stand below it after that day: %(names)s.")
                % {"names": ", ".join(period.name for period in names)},
            )
        return cleaned

    def check_rows(self, row_forms: list[Any]) -> None:
        """Besides overlaps, refuse days without a name and units that lie in a circle."""
        super().check_rows(row_forms)
        for form in self.formsets["successions"].forms:
            self.check_successor(form)
        for form in row_forms:
            self.check_circle(form)
        if not all(form.is_valid() for form in row_forms) or not row_forms:
            return
        spans = [_span(form.instance) for form in row_forms]
        nameless = first_gap(spans, _span(self.instance))
        if nameless:
            row_forms[-1].add_error(
                "valid_from",
                _("On %(day)s the unit would have no name: the lines must follow one another.")
                % {"day": f"{nameless:%d/%m/%Y}"},
            )

    def check_successor(self, form: Any) -> None:
        """A unit comes after another one, never after itself."""
        successor_id = form.instance.successor_id
        if successor_id and successor_id == self.instance.pk:
            form.add_error("successor", _("A unit cannot succeed itself."))

    def check_circle(self, form: Any) -> None:
        """A new line only learns here which unit it belongs to."""
        if form.instance.pk or not self.instance.pk:
            return
        form.instance.unit = self.instance
        try:
            form.instance.clean()
        except ValidationError as error:
            form.add_error(None, error)


class PersonForm(DatedRowsForm):
    """A person with memberships."""

    rows_name = "memberships"

    def saved_rows(self) -> DatedQuerySet:
        """The primary memberships of the person."""
        return Membership.objects.filter(person=self.instance, is_primary=True)

    def is_exclusive(self, row: Any) -> bool:
        """Only primary memberships exclude one another."""
        return bool(row.is_primary)

    def row_forms(self) -> list[Any]:
        """The rows that stay; who was in a unit for a day is not made to never have been there."""
        for form in self.formsets[self.rows_name].deleted_forms:
            if form.instance.pk and form.initial["valid_from"] < timezone.localdate():
                _keep(form)
        return super().row_forms()


def _keep(form: Any) -> None:
    """Take the mark of deletion off a row and say at the row what to do instead."""
    form.data = {**form.data.dict(), form.add_prefix("DELETE"): ""}
    form.is_valid()
    form.cleaned_data["DELETE"] = False
    form.add_error(
        "valid_to",
        _(
            "This membership was in force and stays as evidence: figures of that time rest on it."
            " To end it, enter the first day without it here."
        ),
    )


class AudienceForm(WagtailAdminModelForm):
    """Units as a tree of boxes, staff categories as boxes; for everybody there is no choice."""

    units = UnitMultipleChoiceField(label=_("Units with all below them"))
    staff_categories = forms.MultipleChoiceField(
        label=_("Staff categories"),
        choices=StaffCategory.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: all four."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind == AudienceKind.EVERYBODY:
            self.fields.pop("units", None)
            self.fields.pop("staff_categories", None)

    def clean(self) -> dict[str, Any] | None:
        """Refuse an audience that nobody belongs to."""
        cleaned = super().clean()
        is_chosen = self.instance.kind == AudienceKind.CHOSEN
        data = self.cleaned_data
        if is_chosen and not data.get("units") and not data.get("staff_categories"):
            self.add_error(
                "units",
                _("Choose at least one unit or one staff category: nobody would belong to it."),
            )
        return cleaned


class ExemptionForm(WagtailAdminModelForm):
    """The duty is chosen from those of the registry."""

    duty = forms.ChoiceField(label=_("Duty"))

    class Meta:
        model = Exemption
        fields = ("duty", "person", "reason", "note")
        # Forms are made before Wagtail registers the dialogue for every field of its model.
        widgets: ClassVar[dict[str, Any]] = {"person": person_chooser.widget_class}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (f"{duty.kind}:{duty.key}", f"{duty.kind_label}: {duty.title}")
            for duty in duties.all_duties(timezone.now())
        ]
        self.fields["duty"].choices = [("", "---------"), *known]
        if self.instance.pk:
            self.initial["duty"] = f"{self.instance.duty_kind}:{self.instance.duty_key}"

    def clean(self) -> dict[str, Any] | None:
        """Take the duty apart and refuse a second exemption from it."""
        cleaned = super().clean()
        kind, _colon, key = self.cleaned_data.get("duty", "").partition(":")
        person = self.cleaned_data.get("person")
        if kind and person:
            self.instance.duty_kind, self.instance.duty_key = kind, key
            others = Exemption.objects.filter(duty_kind=kind, duty_key=key, person=person)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("person", _("This person is already excused from this duty."))
        return cleaned


def _span(row: Unit | UnitPeriod | Membership) -> Span:
    return row.valid_from, row.valid_to
