"""Wagtail's screens of promoted results with what they lack here: folded words, and their length.

They stand at Wagtail's own addresses, before Wagtail's views.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.search_promotions.forms import QueryForm
from wagtail.contrib.search_promotions.models import Query
from wagtail.contrib.search_promotions.views.settings import CreateView, EditView, IndexView

from search.equivalents import key_of
from search.folded import FoldedSearchMixin
from search.reports import words_asked


class PromotedWordsForm(QueryForm):
    """The words for which something is promoted."""

    query_string = forms.CharField(
        label=gettext_lazy("Search term"),
        max_length=Query._meta.get_field("query_string").max_length,
        help_text=gettext_lazy(
            "What people type, all of it. Marks and capitals do not matter; "
            "abbreviations and synonyms of it count too."
        ),
    )

    def clean_query_string(self) -> str:
        """Refuse what search could not read."""
        words: str = self.cleaned_data["query_string"]
        if not key_of(words):
            raise ValidationError(_("There is neither a letter nor a digit in this."))
        return words


class PromotionIndexView(FoldedSearchMixin, IndexView):
    """What is promoted; marks and case do not matter in the search."""


class PromotionCreateView(CreateView):
    """A new promotion, with the words of the report filled in."""

    form_class = PromotedWordsForm

    def get_initial(self) -> dict[str, Any]:
        """The words that found nothing."""
        return {**super().get_initial(), "query_string": words_asked(self.request)}


class PromotionEditView(EditView):
    """What is promoted for some words."""

    form_class = PromotedWordsForm


def addresses() -> list[URLPattern]:
    """The addresses, which are Wagtail's."""
    base = "searchpicks"
    return [
        path(f"{base}/", PromotionIndexView.as_view(), name="promotions"),
        path(f"{base}/results/", PromotionIndexView.as_view(results_only=True)),
        path(f"{base}/add/", PromotionCreateView.as_view(), name="promote"),
        path(f"{base}/<int:query_id>/", PromotionEditView.as_view(), name="promotion"),
    ]
