"""Forms of the bank and of quizzes in the admin: rules that span several rows of a form.

A draft may be unfinished; the rules hold when something is published or handed in for approval.
"""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from quiz.composition import Composition
from quiz.disclosure import PRACTICE
from quiz.minor_change import Asked, Part, minor_change_faults
from quiz.minor_change_wording import minor_change_messages
from quiz.option_rows import offer_empty_rows
from quiz.pictures import picture_messages
from quiz.preset_wording import round_errors
from quiz.reference_panel import attach_notes, reference_messages
from quiz.rules import Row
from quiz.topic_tree import offer_tree
from quiz.wording import option_messages


def rows(form: WagtailAdminModelForm, name: str) -> list[dict[str, Any]] | None:
    """Cleaned rows of a formset that stay, None while one of them is faulty in itself."""
    formset = form.formsets[name]
    if not formset.is_valid():
        return None
    return [
        row.cleaned_data
        for row in formset.forms
        if row.cleaned_data and row not in formset.deleted_forms
    ]


class QuestionForm(WagtailAdminModelForm):
    """A question with its options."""

    class Media:
        js = ("js/near-questions.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            offer_empty_rows(self.formsets["options"])
        attach_notes(self)
        offer_tree(self.fields["topic"])
        self._offer_minor_change()

    def _offer_minor_change(self) -> None:
        """Offer «does not change the content» beside a published version, anew for each change."""
        if self.instance.current_version is None:
            self.fields.pop("is_minor_change", None)
        elif self.instance.is_minor_change and self.instance.is_latest_published:
            self.initial["is_minor_change"] = False

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
        if options is not None and not self.is_deferred_validation:
            for message in self._minor_change_messages(cleaned, options):
                self.add_error("is_minor_change", message)
        return cleaned

    def _minor_change_messages(
        self, cleaned: dict[str, Any], options: list[dict[str, Any]]
    ) -> list[str]:
        """Why the change is no mere typing error, if the author says that it is one."""
        before = self.instance.current_version
        if before is None or not (cleaned.get("is_minor_change") and cleaned.get("kind")):
            return []
        rows = [_row(option) for option in options]
        after = Asked(
            kind=cleaned["kind"],
            options=[Part(row.text, row.is_correct, row.match) for row in rows],
            marking_rule=cleaned.get("marking_rule", before.marking_rule),
            tolerance=cleaned.get("tolerance"),
            unit=cleaned.get("unit", ""),
            stem=cleaned.get("stem", ""),
        )
        return minor_change_messages(minor_change_faults(before.asked, after))


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
