"""What an author does with many questions of the bank at once."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from intranet.pages.models import Keyword, Topic
from quiz.choices import Difficulty
from quiz.models import Question
from quiz.permissions import may_change_questions
from quiz.question_filters import chosen
from quiz.services.classifying import (
    add_keyword,
    keyword_named,
    move_to_topic,
    remove_keyword,
    set_difficulty,
)
from quiz.services.withdrawing import ask_to_withdraw
from quiz.topic_tree import TopicField

SHOWN = 20


class QuestionBulkAction(SnippetBulkAction):
    """An act on questions chosen in the list, or on all that it shows."""

    models: ClassVar[list[type[Question]]] = [Question]
    template_name = "quiz/admin/bulk_action.html"
    explanation: ClassVar[Any] = ""
    button: ClassVar[Any] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who may change questions."""
        if not may_change_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def questions(self) -> list[Question]:
        """What the act is about."""
        return list(chosen(self.request.GET).order_by("pk").defer("explanation", "folded"))

    def get_actionable_objects(self) -> tuple[list[Question], dict[str, list[Question]]]:
        """All of them: who may change one question may change any."""
        return self.questions, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first of the questions, and how many there are; there may be thousands."""
        return {
            **FormView.get_context_data(self, **kwargs),
            "title": self.display_name,
            "explanation": self.explanation,
            "button": self.button,
            "items": self.questions[:SHOWN],
            "count": len(self.questions),
            "more": max(0, len(self.questions) - SHOWN),
            "next": self.next_url,
            "submit_url": self.request.get_full_path(),
        }

    def get_execution_context(self) -> dict[str, Any]:
        """Who acts, and what was filled in."""
        return {"user": self.request.user, "values": self.cleaned_form.cleaned_data}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many questions were changed."""
        return ngettext(
            "%(count)d question was changed.",
            "%(count)d questions were changed.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class TopicForm(forms.Form):
    """Where the questions go."""

    topic = TopicField(label=gettext_lazy("Topic"), queryset=Topic.objects.all())


class MoveAction(QuestionBulkAction):
    """Move questions to another topic."""

    display_name = gettext_lazy("Move to topic")
    aria_label = gettext_lazy("Move the chosen questions to another topic")
    action_type = "topic"
    action_priority = 10
    form_class = TopicForm
    explanation = gettext_lazy(
        "It counts at once, for what is published and for drafts, and asks for no approval: what "
        "is asked stays the same. Quizzes that draw by topic draw from the new one. What was "
        "answered already stays counted under the topic of that time."
    )
    button = gettext_lazy("Move")

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        """Move them."""
        topic = kwargs["values"]["topic"]
        return move_to_topic(questions=objects, topic=topic, user=kwargs["user"]), 0


class KeywordForm(forms.Form):
    """Keywords to put on and to take off."""

    add = forms.CharField(
        label=gettext_lazy("Add these keywords"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Separated by commas."),
    )
    remove = forms.ModelChoiceField(
        label=gettext_lazy("Take this keyword off"),
        queryset=Keyword.objects.order_by("name"),
        required=False,
    )

    def clean_add(self) -> list[str]:
        """The names, each once."""
        names = (name.strip() for name in self.cleaned_data["add"].split(","))
        found = list(dict.fromkeys(name for name in names if name))
        longest = Keyword._meta.get_field("name").max_length
        if any(len(name) > longest for name in found):
            raise forms.ValidationError(
                _("A keyword has at most %(longest)d characters.") % {"longest": longest}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("add") or cleaned.get("remove")):
            raise forms.ValidationError(_("Please name a keyword to add, or choose one."))
        return cleaned


class KeywordAction(QuestionBulkAction):
    """Put keywords on questions or take one off."""

    display_name = gettext_lazy("Keywords")
    aria_label = gettext_lazy("Add keywords to the chosen questions or take one off")
    action_type = "keywords"
    action_priority = 11
    form_class = KeywordForm
    explanation = gettext_lazy("It counts at once and asks for no approval.")
    button = gettext_lazy("Change keywords")

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        """Take off first, then put on."""
        values, user = kwargs["values"], kwargs["user"]
        changed = 0
        if values["remove"]:
            changed = remove_keyword(questions=objects, keyword=values["remove"], user=user)
        for name in values["add"]:
            keyword = keyword_named(name)
            changed = max(changed, add_keyword(questions=objects, keyword=keyword, user=user))
        return changed, 0


class DifficultyForm(forms.Form):
    """How hard the questions are."""

    difficulty = forms.ChoiceField(label=gettext_lazy("Difficulty"), choices=Difficulty.choices)


class DifficultyAction(QuestionBulkAction):
    """Say how hard questions are."""

    display_name = gettext_lazy("Set difficulty")
    aria_label = gettext_lazy("Say how hard the chosen questions are")
    action_type = "difficulty"
    action_priority = 12
    form_class = DifficultyForm
    explanation = gettext_lazy("It counts at once and asks for no approval.")
    button = gettext_lazy("Set difficulty")

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        """Set it."""
        difficulty = kwargs["values"]["difficulty"]
        return set_difficulty(questions=objects, difficulty=difficulty, user=kwargs["user"]), 0


class WithdrawForm(forms.Form):
    """Why the questions should go."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The second person reads it, and it stays in the history."),
    )


class WithdrawAction(QuestionBulkAction):
    """Ask that questions be withdrawn from the bank."""

    display_name = gettext_lazy("Withdraw from the bank")
    aria_label = gettext_lazy("Ask to withdraw the chosen questions from the bank")
    action_type = "withdraw"
    action_priority = 14
    form_class = WithdrawForm
    classes: ClassVar[set[str]] = {"serious"}
    explanation = gettext_lazy(
        "Withdrawn questions are asked no more; what was answered stays. For each published "
        "question a request with your reason waits until a second person confirms it."
    )
    button = gettext_lazy("Ask to withdraw")

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        """Ask for each."""
        reason = kwargs["values"]["reason"]
        requested = ask_to_withdraw(questions=objects, reason=reason, user=kwargs["user"])
        return requested.made, requested.not_published + requested.asked_before

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many requests wait now, and for how many questions none was needed."""
        told = ngettext(
            "%(count)d request now waits for a second person.",
            "%(count)d requests now wait for a second person.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
        if num_child_objects:
            told += " " + ngettext(
                "%(count)d question is not published, or somebody has asked already.",
                "%(count)d questions are not published, or somebody has asked already.",
                num_child_objects,
            ) % {"count": num_child_objects}
        return told


class ExportAction(QuestionBulkAction):
    """Lead to the export with the questions chosen."""

    display_name = gettext_lazy("Export to a file")
    aria_label = gettext_lazy("Export the chosen questions to a file")
    action_type = "export"
    action_priority = 13

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The export reads the same query string."""
        data = request.GET.copy()
        data.pop("next", None)
        return redirect(f"{reverse('question_export')}?{data.urlencode()}")

    post = get


ACTIONS = (MoveAction, KeywordAction, DifficultyAction, ExportAction, WithdrawAction)
