"""Choosing a person or an audience in an admin form, with a search that ignores marks."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from intranet.organisation.models import Audience, Person
from search.folded_screens import WordsFilterForm


class MatchingFilterForm(WordsFilterForm):
    """A search box that asks the queryset's own `matching`."""

    def found(self, objects: Any, text: str) -> QuerySet:
        """Rows that match."""
        matching: QuerySet = objects.matching(text)
        return matching


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
