"""Blocks of page bodies."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class BodyBlock(blocks.StreamBlock):
    """What the body of a page is made of."""

    text = blocks.RichTextBlock(label=_("Text"))
