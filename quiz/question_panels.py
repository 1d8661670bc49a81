"""The form of a question in the admin: what its kind does not need steps back.

The rules are those of Wagtail's own `w-rules`; without script everything is there, and each hint
names the kind it is for.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.forms import Select
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from quiz.bank_panels import LotPanel, MinorChangePanel, NearPanel, SupersedingPanel
from quiz.choices import QuestionKind
from quiz.option_rows import OptionsPanel
from quiz.reference_panel import RecognisedPanel

WITH_KEY = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
WITH_LETTERS = (*WITH_KEY, QuestionKind.SURVEY)
WITH_PARTS = (QuestionKind.MULTIPLE, QuestionKind.MATCHING, QuestionKind.ORDERING)
WITH_UNIT = (QuestionKind.NUMBER, QuestionKind.PREDICTION)
WITHOUT_OPTIONS = (QuestionKind.PREDICTION, QuestionKind.SURVEY_TEXT, QuestionKind.TEXT_BLOCK)
WITH_OPTIONS = tuple(kind for kind in QuestionKind if kind not in WITHOUT_OPTIONS)

RESOLVED = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}

HINTS = {
    QuestionKind.SINGLE: _("Write the options and mark one as right."),
    QuestionKind.MULTIPLE: _("Write the options and mark every right one."),
    QuestionKind.TRUE_FALSE: _("Write two options, such as «True» and «False», and mark one."),
    QuestionKind.SHORT_TEXT: _(
        "Each option is an answer that counts as right. Capitals, accents and punctuation do not "
        "matter."
    ),
    QuestionKind.NUMBER: _(
        "The option is the right number: 30 or 1.234,5. The comma is the decimal sign, the dot "
        "groups thousands, so that 1.234 is one thousand two hundred and thirty-four."
    ),
    QuestionKind.MATCHING: _(
        "Write with each option what it belongs to. Options may belong to the same."
    ),
    QuestionKind.ORDERING: _("Write the options in the right order; people see them shuffled."),
    QuestionKind.PREDICTION: _("People write a whole number. It needs no options."),
    QuestionKind.SURVEY: _("Write the options; none is right or wrong."),
    QuestionKind.SURVEY_TEXT: _("People write at most 1,000 characters. It needs no options."),
    QuestionKind.TEXT_BLOCK: _(
        "The text stands between questions, keeps its place and has no number. It needs no options."
    ),
}


def shown_for(*kinds: str) -> dict[str, str]:
    """Attributes of a panel that only some kinds of question need."""
    return {
        "data-w-rules-target": "show",
        "data-w-rules": json.dumps({"kind": [str(kind) for kind in kinds]}),
    }


def question_form(base_form_class: type) -> ObjectList:
    """The whole form."""
    return ObjectList(_panels(), attrs=RESOLVED, base_form_class=base_form_class)


def option_panels() -> list[Panel]:
    """The form of one option."""
    return [
        FieldPanel("text"),
        FieldPanel("match", attrs=shown_for(QuestionKind.MATCHING)),
        RecognisedPanel(),
        FieldRowPanel(
            [
                FieldPanel("is_correct", attrs=shown_for(*WITH_KEY)),
                FieldPanel(
                    "is_pinned",
                    attrs=shown_for(*WITH_LETTERS),
                    help_text=_(
                        "This option is not shuffled. Options such as «All of the above» are "
                        "recognised and need no tick."
                    ),
                ),
            ]
        ),
        FieldPanel(
            "reference_handling",
            attrs=shown_for(*WITH_LETTERS),
            help_text=_("Change it only where an option was not understood as you mean it."),
        ),
    ]


def _panels() -> list[Panel]:
    return [
        LotPanel(),
        SupersedingPanel(),
        MultiFieldPanel([FieldPanel("code"), FieldPanel("kind"), *_hints()]),
        FieldPanel("stem"),
        NearPanel(),
        FieldRowPanel([FieldPanel("image"), FieldPanel("image_alt")]),
        OptionsPanel(
            "options",
            heading=_("Options"),
            label=_("option"),
            help_text=_("In the order in which they should stand when they are not shuffled."),
            attrs=shown_for(*WITH_OPTIONS),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "marking_rule",
                    attrs=shown_for(*WITH_PARTS),
                    help_text=_("For several right answers, matching pairs and putting in order."),
                ),
                FieldRowPanel(
                    [
                        FieldPanel("tolerance", attrs=shown_for(QuestionKind.NUMBER)),
                        FieldPanel(
                            "unit", heading=_("Unit of the number"), attrs=shown_for(*WITH_UNIT)
                        ),
                    ]
                ),
            ],
            heading=_("Marking"),
            attrs=shown_for(*_united(WITH_PARTS, WITH_UNIT)),
        ),
        FieldPanel("explanation"),
        FieldRowPanel([FieldPanel("topic", widget=Select), FieldPanel("difficulty")]),
        FieldPanel("keywords", help_text=_("Separated by commas.")),
        MultiFieldPanel(
            [
                FieldPanel("source_policy"),
                FieldRowPanel([FieldPanel("source_anchor"), FieldPanel("source_label")]),
            ],
            heading=_("Source"),
        ),
        MinorChangePanel("is_minor_change"),
    ]


def _hints() -> Iterable[Panel]:
    for kind, hint in HINTS.items():
        content: Any = format_lazy("<b>{kind}</b>: {hint}", kind=kind.label, hint=hint)
        yield HelpPanel(content, attrs=shown_for(kind))


def _united(*groups: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(kind for group in groups for kind in group))
