"""Blocks of page bodies.

Names and fields of blocks are stored in every page: rename none without a data migration through
`wagtail.blocks.migrations`.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from intranet.organisation.permissions import audience_ids_of
from intranet.pages.pictures import picture

PROSE_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "link"]


class CalloutKind(models.TextChoices):
    """What a call-out wants from the reader; the value is stored, the tone is its colour."""

    NOTE = "note", _("note")
    TIP = "tip", _("tip")
    WARNING = "warning", _("please note")
    IMPORTANT = "important", _("important")

    @property
    def tone(self) -> str:
        """The tone of the component."""
        return {
            "note": "info",
            "tip": "success",
            "warning": "warning",
            "important": "danger",
        }[self.value]


def table_value(*, caption: str, head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """Return what a table of text cells looks like when it is stored."""
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in head],
        "rows": [{"values": list(row)} for row in rows],
    }


class ListBlock(blocks.StructBlock):
    """A list that stands alone: steps, conditions, things to bring."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    entries = blocks.ListBlock(
        blocks.CharBlock(label=_("Entry"), max_length=500),
        label=_("Entries"),
        min_num=1,
    )

    class Meta:
        label = _("List")
        icon = "list-ul"
        group = _("Text")
        template = "blocks/list.html"
        description = _("Steps in their order, or points without one.")

    def get_preview_value(self) -> blocks.StructValue:
        """Three steps as they would stand on a page."""
        entries = [
            gettext("Read the plan."),
            gettext("Talk it over in your room."),
            gettext("Take the quiz."),
        ]
        return self.normalize(
            {"title": gettext("How to take part"), "ordered": True, "entries": entries}
        )


def _printed(value: Any) -> Any:
    """Return nothing for an empty cell, else the value; templates write numbers the local way."""
    return "" if value is None else value


class TableBlock(TypedTableBlock):
    """A table that a screen reader can follow: a caption and a heading over every column."""

    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    number = blocks.FloatBlock(label=_("Number"), required=False)
    needs_headings = True

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Text")
        template = "blocks/table.html"
        description = _("Rows and columns with a caption; on a phone each row becomes a card.")

    def clean(self, value: TypedTable) -> TypedTable:
        """Refuse a table without caption or with a column that does not say what it holds."""
        cleaned = super().clean(value)
        missing = []
        if not cleaned.caption.strip():
            missing.append(_("Give the table a caption that says what it shows."))
        headings = [column["heading"].strip() for column in cleaned.columns[1:]]
        if self.needs_headings and not all(headings):
            missing.append(_("Give every column after the first a heading."))
        if not cleaned.columns:
            missing.append(_("Add at least one column."))
        if missing:
            raise TypedTableBlockValidationError(non_block_errors=missing)
        return cleaned

    def get_context(
        self, value: TypedTable, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the rows as the table component reads them."""
        context = super().get_context(value, parent_context=parent_context)
        numeric = [column["block"].name == "number" for column in value.columns]
        context["columns"] = [
            {"label": column["heading"], "numeric": is_number}
            for column, is_number in zip(value.columns, numeric, strict=True)
        ]
        context["rows"] = [
            [
                {
                    "text": _printed(bound.value),
                    "numeric": is_number,
                    "label": column["heading"],
                }
                for bound, column, is_number in zip(row, value.columns, numeric, strict=True)
            ]
            for row in value.rows
        ]
        return context

    def get_preview_value(self) -> TypedTable:
        """Two weeks of a campaign."""
        return self.normalize(
            table_value(
                caption=gettext("What to read in which week"),
                head=[gettext("Week"), gettext("Part of the document")],
                rows=[[gettext("Week 1"), "I"], [gettext("Week 2"), "III.1"]],
            )
        )


class FigureBlock(blocks.StructBlock):
    """A picture with alternative text, or marked decorative, and an optional caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        label = _("Picture")
        icon = "image"
        group = _("Pictures and files")
        template = "blocks/image.html"
        preview_template = "blocks/previews/image.html"
        description = _("A picture; say what it shows, or mark it as decorative.")

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the renditions and the alternative text."""
        context = super().get_context(value, parent_context=parent_context)
        context["picture"] = picture(value["image"]) if value["image"] else None
        return context


class DocumentBlock(DocumentChooserBlock):
    """A file to download."""

    class Meta:
        label = _("File")
        icon = "doc-full-inverse"
        group = _("Pictures and files")
        template = "blocks/document.html"
        preview_template = "blocks/previews/document.html"
        description = _("A file to download, with its kind and size.")


class CalloutBlock(blocks.StructBlock):
    """Something that must not be overlooked."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=CalloutKind.choices, default=CalloutKind.NOTE.value
    )
    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=[*SHORT_FEATURES, "ul"])

    class Meta:
        label = _("Call-out")
        icon = "warning"
        group = _("Attention")
        template = "blocks/callout.html"
        description = _("A short text in a frame: a note, a tip, something to mind.")

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the tone of the kind."""
        context = super().get_context(value, parent_context=parent_context)
        context["tone"] = CalloutKind(value["kind"] or CalloutKind.NOTE).tone
        return context

    def get_preview_value(self) -> blocks.StructValue:
        """A tip."""
        return self.normalize(
            {
                "kind": CalloutKind.TIP.value,
                "title": gettext("Not passed? No harm done"),
                "text": gettext(
                    "Every wrong answer leads to the part of the document to read again."
                ),
            }
        )


class QuizLinkBlock(blocks.PageChooserBlock):
    """A link to a quiz; nothing is printed for readers whom the quiz is not for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"page_type": "quiz.QuizPage", **kwargs})

    class Meta:
        label = _("Link to a quiz")
        icon = "help"
        group = _("Attention")
        template = "blocks/quiz.html"
        preview_template = "blocks/previews/quiz.html"
        description = _("A card that leads to a quiz.")

    def get_context(
        self, value: Any, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the address of the quiz, empty when the reader may not open it."""
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        user = getattr(request, "user", None)
        may_read = bool(
            value and user and value.live and value.audience_id in audience_ids_of(user)
        )
        context["url"] = value.get_url(request) if may_read else ""
        return context


def _text_preview() -> str:
    """A heading with a paragraph."""
    heading = gettext("Why it matters")
    text = gettext("Public services are easier to use when everybody explains them alike.")
    return f"<h2>{heading}</h2><p>{text}</p>"


class BodyBlock(blocks.StreamBlock):
    """What the body of a page is made of."""

    text = blocks.RichTextBlock(
        label=_("Prose"),
        icon="pilcrow",
        group=_("Text"),
        features=PROSE_FEATURES,
        template="blocks/text.html",
        description=_("Paragraphs with headings, lists and links."),
        preview_value=_text_preview,
    )
    list = ListBlock()
    table = TableBlock()
    image = FigureBlock()
    document = DocumentBlock()
    callout = CalloutBlock()
    quiz = QuizLinkBlock()
