"""The rows of options in the form of a question; a row in which nothing stands is none."""

from typing import Any

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

FILLED_BY = ("id", "text", "match", "is_correct", "is_pinned")
ROWS_OF_A_NEW_QUESTION = 4


class OptionFormSet(BaseChildFormSet):
    """Options; rows that were offered and stayed empty are left out, whatever is posted of them."""

    def _should_delete_form(self, form: Any) -> bool:
        return bool(super()._should_delete_form(form)) or not _is_filled(form)


def _is_filled(form: Any) -> bool:
    return any((form.data.get(form.add_prefix(name)) or "").strip() for name in FILLED_BY)


def offer_empty_rows(formset: OptionFormSet) -> None:
    """Let a new question begin with rows to write in; asked for before the rows are made."""
    if not formset.is_bound and not formset.initial_form_count():
        formset.extra = ROWS_OF_A_NEW_QUESTION


class OptionsPanel(InlinePanel):
    """The rows of options."""

    def get_form_options(self) -> dict[str, Any]:
        """With our set of rows."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = OptionFormSet
        return options
