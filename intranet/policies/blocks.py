"""Blocks of an official document's body; their names are stored, see intranet/pages/blocks.py."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from intranet.pages.blocks import TableBlock, table_value
from intranet.policies.sheet import part_row

DEEPEST_LEVEL = 15
LONGEST_ANCHOR = 160


def level_block() -> blocks.IntegerBlock:
    """How deep a part stands."""
    return blocks.IntegerBlock(
        label=_("Level"),
        min_value=1,
        max_value=DEEPEST_LEVEL,
        default=1,
        help_text=_("1 for I, II, III; 2 for 1, 2, 3; 3 for a, b, c; one more for a dash below."),
    )


def anchor_block() -> blocks.CharBlock:
    """Under which address a part is cited."""
    return blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=LONGEST_ANCHOR,
        validators=[
            RegexValidator(r"^[^\s#]+$", _("An anchor has neither spaces nor the sign «#»."))
        ],
        help_text=_("Left empty it follows from the numbers, such as III.1.c."),
    )


class PartBlock(blocks.StructBlock):
    """One numbered part as printed; the anchor is its citation path, such as III.1.c."""

    level = level_block()
    label = blocks.CharBlock(label=_("Number as printed"), required=False, max_length=60)
    anchor = anchor_block()
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


class PrintedTableBlock(TableBlock):
    """A table as the paper prints it: joined cells of a head leave columns without a heading."""

    needs_headings = False


class TablePartBlock(blocks.StructBlock):
    """A table of the document, below the part that it stands in."""

    level = level_block()
    anchor = anchor_block()
    table = PrintedTableBlock(label=_("Table"))

    class Meta:
        label = _("Table of the document")
        icon = "table"
        template = "blocks/part.html"
        description = _("A table of an official document with an address of its own.")

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the table as the component prints it."""
        context = super().get_context(value, parent_context=parent_context)
        context["part"] = part_row(value, value["anchor"] or "")
        return context

    def get_preview_value(self) -> blocks.StructValue:
        """Who does what until when."""
        table = table_value(
            caption=gettext("Who does what until when"),
            head=[gettext("Task"), gettext("Unit"), gettext("Until")],
            rows=[[gettext("Post the procedures"), gettext("Office"), "30/6/2026"]],
        )
        return self.normalize({"level": 1, "anchor": "bang-1", "table": table})


class DocumentBlock(blocks.StreamBlock):
    """The body of a document: parts and tables in their order."""

    part = PartBlock()
    table = TablePartBlock()
