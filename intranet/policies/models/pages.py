"""Official documents as pages: the head and the foot of the paper, and the body as outline."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)

from intranet.organisation.json_rows import JsonRows
from intranet.pages.fields import StreamField
from intranet.pages.models import Abbreviation, BasePage
from intranet.pages.models.listing import Choices, ListFilter, year_filter
from intranet.pages.searched import Searched
from intranet.policies import searched, sheet, versions
from intranet.policies.blocks import DocumentBlock
from intranet.policies.effect import Effect, effect_on
from intranet.policies.originals import facts_of_original, known_hash
from intranet.policies.outline import assign_anchors
from intranet.policies.wording import DUE_MISSING, NOTE_MISSING


class DocumentType(models.TextChoices):
    """Types of documents: Decree 30/2020/NĐ-CP article 7, and the normative ones above them."""

    LAW = "luat", _("Law")
    DECREE = "nghi-dinh", _("Decree")
    CIRCULAR = "thong-tu", _("Circular")
    RESOLUTION = "nghi-quyet", _("Resolution")
    DECISION = "quyet-dinh", _("Decision")
    DIRECTIVE = "chi-thi", _("Directive")
    REGULATION = "quy-che", _("Regulation")
    RULES = "quy-dinh", _("Provisions")
    ANNOUNCEMENT = "thong-bao", _("Announcement")
    GUIDANCE = "huong-dan", _("Guidance")
    PROGRAMME = "chuong-trinh", _("Programme")
    PLAN = "ke-hoach", _("Plan")
    PROJECT = "de-an", _("Project")
    REPORT = "bao-cao", _("Report")
    SUBMISSION = "to-trinh", _("Submission")
    OFFICIAL_LETTER = "cong-van", _("Official letter")
    OTHER = "khac", _("Other document")


def types_present(pages: models.QuerySet) -> Choices:
    """Return the types of documents that occur among the pages, in the order of their rank."""
    present = set(pages.order_by().values_list("document_type", flat=True).distinct())
    return [(value, str(label)) for value, label in DocumentType.choices if value in present]


def of_type(pages: models.QuerySet, value: str) -> models.QuerySet:
    """Return the pages of one type of document."""
    return pages.filter(document_type=value)


class PolicyPage(BasePage):
    """One official document; the original file stands beside the text."""

    number = models.CharField(_("number"), max_length=12, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, help_text=_("For example KH-SLĐTBXH."))
    document_type = models.CharField(_("type"), max_length=20, choices=DocumentType)
    issuer = models.CharField(_("issuer"), max_length=255)
    parent_body = models.CharField(_("parent body"), max_length=255, blank=True)
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    issued_on = models.DateField(_("date of issue"))
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)
    effective_to = models.DateField(_("in effect until before"), null=True, blank=True)
    abstract = models.TextField(_("abstract"), max_length=500)
    signing_capacity = models.CharField(_("signing capacity"), max_length=100, blank=True)
    signer_position = models.CharField(_("position of the signer"), max_length=255, blank=True)
    signer_name = models.CharField(_("signer"), max_length=100, blank=True)
    basis = models.TextField(
        _("basis"), blank=True, help_text=_("What the document rests on, one per line, as printed.")
    )
    authority = models.CharField(_("authority that decides"), max_length=255, blank=True)
    formula = models.CharField(_("formula of decision"), max_length=60, blank=True)
    addressees = models.TextField(_("addressees"), blank=True, help_text=_("One per line."))
    recipients = models.TextField(_("recipients"), blank=True, help_text=_("One per line."))
    editor_note = models.TextField(
        _("editor's note"),
        blank=True,
        help_text=_("Doubts about the printed text; shown beside it, never changed in it."),
    )
    body = StreamField(DocumentBlock(), verbose_name=_("body"), blank=True)
    source_file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("original file"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    source_facts = models.JSONField(default=dict, blank=True, editable=False)
    signatures = models.JSONField(_("signatures as printed"), default=list, blank=True)
    responsible_unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("responsible unit"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    contact = models.CharField(
        _("contact"), max_length=255, blank=True, help_text=_("Who answers questions, and how.")
    )
    review_due = models.DateField(_("to be reviewed by"), null=True, blank=True)
    is_must_read = models.BooleanField(
        _("must be confirmed as read"),
        default=False,
        help_text=_("Everybody in the audience confirms the published text."),
    )
    must_read_due = models.DateField(_("to be confirmed by"), null=True, blank=True)
    condition_quiz = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("quiz to be passed before"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    change_is_material = models.BooleanField(
        _("this change is material"),
        default=False,
        help_text=_("Who has confirmed the text before is asked again."),
    )
    change_note = models.CharField(
        _("what changed"),
        max_length=500,
        blank=True,
        help_text=_("Shown to those who are asked again."),
    )

    # A copy is another document: it waits for a number of its own, which stands once only.
    exclude_fields_in_copy: ClassVar[list[str]] = ["number"]

    template = "pages/policy_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("symbol")]),
                FieldPanel("document_type"),
                FieldRowPanel([FieldPanel("parent_body"), FieldPanel("issuer")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("issued_on")]),
                FieldPanel("abstract"),
                FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_to")]),
                FieldPanel("basis"),
                FieldRowPanel([FieldPanel("authority"), FieldPanel("formula")]),
                FieldPanel("addressees"),
            ],
            heading=_("Head of the document"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("signing_capacity"), FieldPanel("signer_position")]),
                FieldPanel("signer_name"),
                FieldPanel("recipients"),
            ],
            heading=_("Foot of the document"),
        ),
        FieldPanel("editor_note"),
        FieldPanel("source_file"),
        MultiFieldPanel(
            [
                InlinePanel("relations", label=_("Relation")),
                FieldRowPanel([FieldPanel("responsible_unit"), FieldPanel("review_due")]),
                FieldPanel("contact"),
                InlinePanel("update_notes", label=_("Update note")),
            ],
            heading=_("Register"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("is_must_read"), FieldPanel("must_read_due")]),
                PageChooserPanel("condition_quiz", "quiz.QuizPage"),
                FieldPanel("change_is_material"),
                FieldPanel("change_note"),
            ],
            heading=_("Must-read"),
        ),
    ]
    list_template = "pages/items/policy.html"
    list_filters = (
        ListFilter("the-loai", _("Type of document"), types_present, of_type),
        year_filter("issued_on"),
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "symbol", "issued_on"],
                condition=~Q(number=""),
                name="policy_document_code_once",
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None)
                | Q(effective_from=None)
                | Q(effective_to__gt=F("effective_from")),
                name="policy_effect_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            ),
        ]

    @property
    def document_code(self) -> str:
        """Number and symbol as they are cited: 28/KH-SLĐTBXH, 36/2019/QĐ-UBND, 18-NQ/TW."""
        if not self.number:
            return self.symbol
        is_party = self.symbol.startswith("-")
        return f"{self.number}{self.symbol}" if is_party else f"{self.number}/{self.symbol}"

    @property
    def printed_title(self) -> str:
        """The abstract as the paper prints it, or the title where it has none."""
        return self.abstract or self.title

    @property
    def addressee_lines(self) -> list[str]:
        """Whom the document is addressed to."""
        return self.addressees.splitlines()

    @property
    def recipient_lines(self) -> list[str]:
        """The «Nơi nhận» of the foot."""
        return self.recipients.splitlines()

    def effect_on(self, day: datetime.date) -> Effect:
        """Return whether the document is in effect on the day."""
        return effect_on(
            day,
            effective_from=self.effective_from or self.issued_on,
            effective_to=self.effective_to,
        )

    def clean(self) -> None:
        """Give every part of the body its anchor, so that links to it outlive later changes."""
        super().clean()
        parts = [block.value for block in self.body]
        for value, anchor in zip(
            parts, assign_anchors([sheet.outline_part(value) for value in parts]), strict=True
        ):
            value["anchor"] = anchor
        self.source_facts = facts_of_original(self.source_file, self.source_facts)
        if errors := self._change_errors():
            raise ValidationError(errors)

    def publication_errors(self) -> list[str]:
        """Why the document cannot go live: nothing says what a material change is about."""
        return [*super().publication_errors(), *map(str, self._change_errors().values())]

    def _change_errors(self) -> dict[str, Any]:
        """By field what is missing for asking everybody again."""
        if not self.change_is_material:
            return {}
        errors = {} if self.change_note.strip() else {"change_note": NOTE_MISSING}
        is_past = self.must_read_due is not None and self.must_read_due < timezone.localdate()
        if self.is_must_read and is_past:
            errors["must_read_due"] = DUE_MISSING
        return errors

    def after_publication(self) -> None:
        """Keep what was published as a version; what was said of the change has done its work."""
        versions.keep_version(page=self)
        versions.forget_the_change(page=self)

    def searched(self) -> Searched:
        """Return head, foot and each part with its anchor."""
        return searched.searched(self)

    @property
    def source_sha256(self) -> str:
        """The hash of the original file; empty where the file was replaced since."""
        return known_hash(self.source_file, self.source_facts)

    @classmethod
    def in_order(cls, pages: models.QuerySet) -> models.QuerySet:
        """Newest document first."""
        return pages.order_by("-issued_on", "-pk")

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """With the original file, and with the abbreviations of the office."""
        known = JsonRows(Abbreviation.objects.all(), "short", "long")
        return cls.objects.select_related("source_file").annotate(known_abbreviations=known)

    def list_item(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what a policy card prints."""
        return {
            **super().list_item(request),
            "symbol": self.document_code,
            "type": self.get_document_type_display(),
            "issuer": self.issuer,
            "issued_on": self.issued_on,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sheet: facts, parts with their anchors, contents."""
        context = super().get_context(request, *args, **kwargs)
        context.update(sheet.rows(self, request, today=timezone.localdate()))
        return context
