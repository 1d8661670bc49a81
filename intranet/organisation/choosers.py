"""Choosing a person or an audience in an admin form, with a search that ignores marks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from intranet.organisation.models import Audience, Person


class MatchingFilterForm(BaseFilterForm):
    """A search box that asks the queryset's own `matching`."""

    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects: Any) -> Any:
        """Rows that match what was typed, if anything was."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.matching(self.search_query) if self.is_searching else objects


class _ChoosePerson:
    filter_form_class = MatchingFilterForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("staff_code", label=_("Staff code"))]  # type: ignore[misc]


class ChoosePersonView(_ChoosePerson, ChooseView):
    """The dialogue."""


class ChoosePersonResultsView(_ChoosePerson, ChooseResultsView):
    """The part of the dialogue that changes while typing."""


class PersonChooser(ChooserViewSet):
    """One person of the roll."""

    model = Person
    name = "chon-nguoi"
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")
    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView


class _ChooseAudience:
    filter_form_class = MatchingFilterForm


class ChooseAudienceView(_ChooseAudience, ChooseView):
    """The dialogue."""


class ChooseAudienceResultsView(_ChooseAudience, ChooseResultsView):
    """The part of the dialogue that changes while typing."""


class AudienceChooser(ChooserViewSet):
    """The audience of a page."""

    model = Audience
    name = "chon-doi-tuong"
    icon = "group"
    choose_one_text = _("Choose an audience")
    choose_another_text = _("Choose another audience")
    edit_item_text = _("Edit this audience")
    choose_view_class = ChooseAudienceView
    choose_results_view_class = ChooseAudienceResultsView


person_chooser = PersonChooser()
audience_chooser = AudienceChooser()
