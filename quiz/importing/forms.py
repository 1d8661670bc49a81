"""Forms of the import: taking a file in, mending a question, sending back with a reason."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.pages.models import Topic
from quiz.choices import Difficulty, MarkingRule, QuestionKind
from quiz.models import Question, QuestionOption
from quiz.topic_tree import TopicField

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_TEXT = 1_000_000
LONGEST_KEYWORD = 100
SPARE_OPTIONS = 2
MOST_OPTIONS = 100
SHORTEST_REASON = 10
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.docx,.txt,.gift,.xml"
REST = (
    "marking_rule",
    "tolerance",
    "unit",
    "policy",
    "anchor",
    "source_label",
    "code",
    "keywords",
)
NO_KIND = ("", _("not recognised: please choose"))


def _longest(model: Any, field: str) -> int:
    return int(model._meta.get_field(field).max_length)


class QuestionUploadForm(forms.Form):
    """A file or pasted text, and where questions go that name no topic."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "Excel (XLSX, XLS), ODS, CSV, Word (DOCX), GIFT, Aiken or Moodle XML; at most 20 MB, "
            "20,000 questions. The kind of file is recognised by its content."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty. Choose the file once more.")},
    )
    text = forms.CharField(
        label=_("Or paste the questions here"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        help_text=_("«Câu 1: …», «A. …», «Đáp án: B», one below the other; GIFT and Aiken too."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    topic = TopicField(
        label=_("Topic for questions without one"),
        queryset=Topic.objects.all(),
        help_text=_("Where the file names no topic, or one that is not known."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file is larger than 20 MB. Remove pictures and sheets that are not needed.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of file and text."""
        cleaned: dict[str, Any] = super().clean() or {}
        has_text = bool((cleaned.get("text") or "").strip())
        if "file" not in self.errors and "text" not in self.errors:
            if not cleaned.get("file") and not has_text:
                self.add_error("file", _("Choose a file, or paste the questions below."))
            elif cleaned.get("file") and has_text:
                self.add_error("text", _("Either a file or a text, please: remove one of them."))
        return cleaned


class ReasonForm(forms.Form):
    """Why the questions are sent back."""

    reason = forms.CharField(
        label=_("What has to be put right"),
        max_length=1000,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MendedOptionForm(forms.Form):
    """One option of a question that is mended; without a text it is removed."""

    text = forms.CharField(
        label=_("Option"), required=False, max_length=_longest(QuestionOption, "text")
    )
    is_correct = forms.BooleanField(label=_("right"), required=False)
    match = forms.CharField(
        label=_("belongs to"), required=False, max_length=_longest(QuestionOption, "match")
    )
    is_pinned = forms.BooleanField(label=_("keeps its place"), required=False)
    label = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    reference_handling = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    @property
    def is_filled(self) -> bool:
        """Whether the option stays; a spare row that nobody touched has no values at all."""
        return bool(self.cleaned_data.get("text") or self.cleaned_data.get("match"))

    @property
    def values(self) -> dict[str, Any]:
        """The option as a dry run keeps it."""
        handling = self.cleaned_data["reference_handling"] or "auto"
        return {**self.cleaned_data, "reference_handling": handling}


MendedOptions = forms.formset_factory(
    MendedOptionForm, extra=SPARE_OPTIONS, max_num=MOST_OPTIONS, absolute_max=MOST_OPTIONS
)


class MendForm(forms.Form):
    """The values of a question of a file, all of them; what is right about them is checked later.

    Whatever fits into the bank's fields is kept, faulty or not: nothing that was typed is lost.
    """

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[NO_KIND, *QuestionKind.choices]
    )
    stem = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=_longest(Question, "stem"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=_longest(Question, "explanation"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[("", "—"), *Difficulty.choices]
    )
    marking_rule = forms.ChoiceField(
        label=_("Marking"), required=False, choices=MarkingRule.choices
    )
    tolerance = forms.CharField(label=_("Tolerance"), required=False, max_length=30)
    unit = forms.CharField(
        label=_("Unit of the number"), required=False, max_length=_longest(Question, "unit")
    )
    code = forms.CharField(
        label=_("Question code"), required=False, max_length=_longest(Question, "code")
    )
    keywords = forms.CharField(
        label=_("Keywords"), required=False, max_length=1000, help_text=_("Separated by commas.")
    )
    policy = forms.CharField(
        label=_("Policy it rests on"),
        required=False,
        max_length=200,
        help_text=_("Number and symbol, for example 28/KH-SLĐTBXH."),
    )
    anchor = forms.CharField(
        label=_("Part of the policy"),
        required=False,
        max_length=_longest(Question, "source_anchor"),
    )
    source_label = forms.CharField(
        label=_("Source in words"), required=False, max_length=_longest(Question, "source_label")
    )
    image_alt = forms.CharField(
        label=_("Picture in words"), required=False, max_length=_longest(Question, "image_alt")
    )

    def __init__(
        self,
        *args: Any,
        topics: Iterable[tuple[str, str]],
        written_topic: str,
        has_image: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        topic_field: Any = self.fields["topic"]
        topic_field.choices = _topic_choices(topics, written_topic)
        if not has_image:
            del self.fields["image_alt"]
        self.options = MendedOptions(
            self.data if self.is_bound else None,
            prefix=f"{self.prefix}-options",
            initial=self.initial.get("options", []),
        )

    def is_valid(self) -> bool:
        """Whether the question and each of its options fit."""
        are_options_valid = self.options.is_valid()
        return super().is_valid() and are_options_valid

    @property
    def is_matching(self) -> bool:
        """Whether options have partners."""
        return bool(self["kind"].value() == QuestionKind.MATCHING)

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields that are seldom needed."""
        return [self[name] for name in REST]

    @property
    def has_error_in_rest(self) -> bool:
        """Whether something is wrong among them."""
        return any(name in self.errors for name in REST)

    @property
    def values(self) -> dict[str, Any]:
        """The question as a dry run keeps it."""
        values = dict(self.cleaned_data)
        names = values["keywords"].split(",")
        values["keywords"] = [name.strip() for name in names if name.strip()]
        values["marking_rule"] = values["marking_rule"] or MarkingRule.ALL_OR_NOTHING.value
        values["tolerance"] = values["tolerance"].replace(",", ".")
        values["options"] = [option.values for option in self.options if option.is_filled]
        return values

    def clean_keywords(self) -> str:
        """Refuse keywords that are too long to be any."""
        text: str = self.cleaned_data["keywords"]
        if any(len(name.strip()) > LONGEST_KEYWORD for name in text.split(",")):
            raise ValidationError(_("A keyword is too long; separate keywords by commas."))
        return text


def _topic_choices(topics: Iterable[tuple[str, str]], written: str) -> list[tuple[str, Any]]:
    """The topics as a tree; first what stands in the file where that is no topic."""
    known = list(topics)
    is_known = any(name == written for name, _label in known)
    unknown = [(written, written)] if written and not is_known else []
    return [("", _("the common topic of this file")), *unknown, *known]


def mend_initial(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a mending form shows first."""
    keywords = ", ".join(data.get("keywords", []))
    tolerance = str(data.get("tolerance") or "").replace(".", ",")
    return {**data, "keywords": keywords, "tolerance": tolerance}
