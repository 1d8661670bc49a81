"""Blocks of an official document's body; their names are stored, see intranet/pages/blocks.py."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from intranet.policies.sheet import part_row

DEEPEST_LEVEL = 15


class PartBlock(blocks.StructBlock):
    """One numbered part as printed; the anchor is its citation path, such as III.1.c."""

    level = blocks.IntegerBlock(
        label=_("Level"),
        min_value=1,
        max_value=DEEPEST_LEVEL,
        default=1,
        help_text=_("1 for I, II, III; 2 for 1, 2, 3; 3 for a, b, c; one more for a dash below."),
    )
    label = blocks.CharBlock(label=_("Number as printed"), required=False, max_length=60)
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=160,
        validators=[
            RegexValidator(r"^[^\s#]+$", _("An anchor has neither spaces nor the sign «#»."))
        ],
        help_text=_("Left empty it follows from the numbers, such as III.1.c."),
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=500)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=3)
    note = blocks.TextBlock(
        label=_("Editor's note"),
        required=False,
        rows=2,
        help_text=_("A doubt about the printed text; shown beside it, never changed in it."),
    )

    class Meta:
        label = _("Part")
        icon = "list-ol"
        template = "blocks/part.html"
        description = _("A part of an official document with its number as printed.")
        label_format = "{label} {title}"

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the part as the component prints it."""
        context = super().get_context(value, parent_context=parent_context)
        context["part"] = part_row(value, value["anchor"] or "")
        return context

    def get_preview_value(self) -> blocks.StructValue:
        """A part with number, title and text."""
        return self.normalize(
            {
                "level": 2,
                "label": "1.",
                "anchor": "I.1",
                "title": gettext("Purpose"),
                "text": gettext("Everybody knows what the reform asks of them."),
            }
        )


class DocumentBlock(blocks.StreamBlock):
    """The body of a document: parts in their order."""

    part = PartBlock()
