"""Blocks of an official document's body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PartBlock(blocks.StructBlock):
    """One numbered part as printed; the anchor is its citation path, such as III.1.c."""

    level = blocks.IntegerBlock(label=_("Level"), min_value=1, max_value=6, default=1)
    label = blocks.CharBlock(label=_("Number as printed"), required=False, max_length=20)
    anchor = blocks.CharBlock(label=_("Anchor"), required=False, max_length=60)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=500)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=3)


class DocumentBlock(blocks.StreamBlock):
    """The body of a document: parts in their order."""

    part = PartBlock(label=_("Part"))
