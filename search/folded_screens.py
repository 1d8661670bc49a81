"""Screens of the admin for models that stand in no search index: lists and choosers by words."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views import generic
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from search.folded import FoldedSearchMixin, having_words


class FoldedIndexView(FoldedSearchMixin, generic.IndexView):
    """A list of the admin that is searched without marks."""


class FoldedSnippetIndexView(FoldedSearchMixin, snippets.IndexView):
    """A list of snippets that is searched without marks."""


class WordsFilterForm(BaseFilterForm):
    """The search box of a chooser, for models that Wagtail's search does not know."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: Any) -> Any:
        """Rows that have what was typed, if anything was."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return self.found(objects, self.search_query) if self.is_searching else objects

    def found(self, objects: Any, text: str) -> QuerySet:
        """Rows that have the words."""
        raise NotImplementedError


def form_searching(*fields: str) -> type[WordsFilterForm]:
    """The search box of a chooser that looks into these fields, marks aside."""

    class FieldsFilterForm(WordsFilterForm):
        def found(self, objects: Any, text: str) -> QuerySet:
            return having_words(objects, list(fields), text)

    return FieldsFilterForm


def snippet_chooser(form: type[WordsFilterForm]) -> type[SnippetChooserViewSet]:
    """Wagtail's chooser of snippets with the search box that it lacks."""

    class Choose(ChooseView):
        filter_form_class = form

    class Results(ChooseResultsView):
        filter_form_class = form

    class Chooser(SnippetChooserViewSet):
        choose_view_class = Choose
        choose_results_view_class = Results

    return Chooser
