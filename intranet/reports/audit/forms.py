"""What the log can be narrowed by."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from intranet.reports.audit.lines import Wanted
from intranet.reports.audit.sentences import label_of

# Areas by how their actions begin; an area without a name here goes by its beginning.
AREAS = {
    "wagtail.": _("Pages, files and records"),
    "wagtail.workflow.": _("Approval"),
    "wagtail.comments.": _("Comments"),
    "access.": _("Refused accesses"),
    "accounts.": _("Sign-in and accounts"),
    "api.": _("Interface for programs"),
    "audit.": _("The log itself"),
    "notices.": _("Reminders"),
    "organisation.": _("People and units"),
    "pages.": _("Site"),
    "policies.": _("Policies"),
    "personal_data.": _("Personal data"),
    "quiz.": _("Quizzes"),
    "reports.": _("Reports"),
    "roll.": _("Imports of the roll"),
    "second_person.": _("Second person"),
}


def action_choices() -> list[tuple[Any, Any]]:
    """Every registered action below its area; the area itself can be chosen as well."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action, _label in registry.get_choices():
        groups.setdefault(_area(action), []).append((action, capfirst(label_of(action))))
    choices: list[tuple[Any, Any]] = [("", _("All actions"))]
    for area, actions in sorted(groups.items()):
        name = AREAS.get(area, area)
        choices.append((name, [(area, _("All: %(area)s") % {"area": name}), *sorted(actions)]))
    return choices


def _area(action: str) -> str:
    """The longest named beginning of the action, else its first word."""
    fitting = [area for area in AREAS if action.startswith(area)]
    return max(fitting, key=len, default=action.split(".", maxsplit=1)[0] + ".")


class KindField(forms.ModelChoiceField):
    """The kinds of objects, by their names in the language of the site."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of the kind."""
        return capfirst(obj.name)


def _kinds() -> QuerySet[ContentType]:
    """The kinds of objects of which the log has a line."""
    of_pages = PageLogEntry.objects.filter(content_type=OuterRef("pk"))
    of_others = ModelLogEntry.objects.filter(content_type=OuterRef("pk"))
    logged = ContentType.objects.filter(Exists(of_pages) | Exists(of_others))
    return logged.order_by("app_label", "model")


class LogFilterForm(forms.Form):
    """Above the log; nothing is required, and what makes no sense is said at its field."""

    nguoi = forms.CharField(label=_("Person"), required=False, max_length=100)
    hanh_dong = forms.ChoiceField(label=_("Action"), required=False, choices=action_choices)
    loai = KindField(
        label=_("Kind of object"), required=False, queryset=_kinds(), empty_label=_("All kinds")
    )
    tu = forms.DateField(label=_("From"), required=False, widget=AdminDateInput)
    den = forms.DateField(label=_("To"), required=False, widget=AdminDateInput)
    chu = forms.CharField(label=_("Words in object or reason"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("tu"), cleaned.get("den")
        if since and until and until < since:
            self.add_error("den", _("The end must not be before the beginning."))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """What is asked, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            person=asked.get("nguoi", ""),
            action=asked.get("hanh_dong", ""),
            kind=asked.get("loai"),
            since=asked.get("tu"),
            until=asked.get("den"),
            text=asked.get("chu", ""),
        )
