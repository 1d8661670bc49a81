"""Forms of the bank and of quizzes in the admin: rules that span several rows of a form.

A draft may be unfinished; the rules hold when something is published or handed in for approval.
"""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from quiz.composition import Composition
from quiz.disclosure import PRACTICE
from quiz.pictures import picture_messages
from quiz.preset_wording import round_errors
from quiz.reference_panel import attach_notes, reference_messages
from quiz.rules import Row
from quiz.wording import option_messages


def rows(form: WagtailAdminModelForm, name: str) -> list[dict[str, Any]] | None:
    """Cleaned rows of a formset that stay, None while one of them is faulty in itself."""
    formset = form.formsets[name]
    if not formset.is_valid():
        return None
    return [
        row.cleaned_data
        for row in formset.forms
        if row.cleaned_data and not row.cleaned_data.get("DELETE")
    ]


class QuestionForm(WagtailAdminModelForm):
    """A question with its options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attach_notes(self)

    def clean(self) -> dict[str, Any]:
        """Check the options as a whole, and what the picture needs."""
        cleaned: dict[str, Any] = super().clean()
        options = rows(self, "options")
        kind = cleaned.get("kind")
        if kind and options is not None and not self.is_deferred_validation:
            for message in option_messages(kind, [_row(option) for option in options]):
                self.add_error(None, message)
            for message in reference_messages(self):
                self.add_error(None, message)
        image = cleaned.get("image")
        if image and not self.is_deferred_validation:
            for message in picture_messages(image.pk, cleaned.get("image_alt", "")):
                self.add_error("image_alt", message)
        return cleaned


def _row(option: dict[str, Any]) -> Row:
    return Row(
        text=option.get("text", ""),
        is_correct=option.get("is_correct", False),
        match=option.get("match", ""),
    )


class QuizPageForm(WagtailAdminPageForm):
    """A quiz with its fixed questions and quotas."""

    def clean(self) -> dict[str, Any]:
        """Check that the quiz can be drawn, and that the questions of a running quiz stay."""
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and "closes_at" not in self.errors:
            for message in round_errors(cleaned.get("preset", PRACTICE), cleaned.get("closes_at")):
                self.add_error("closes_at", message)
        fixed, quotas = rows(self, "fixed_questions"), rows(self, "topic_quotas")
        if fixed is None or quotas is None:
            return cleaned
        composition = Composition.of(
            [row["question"].pk for row in fixed if row.get("question")],
            [(row["topic"].pk, row["count"]) for row in quotas if row.get("topic")],
        )
        messages = self.instance.frozen_question_errors(composition)
        if not self.is_deferred_validation:
            messages += self.instance.composition_errors(composition)
        for message in messages:
            self.add_error(None, message)
        return cleaned
