"""Official documents as pages: what the head and the foot of the paper say, and the body as outline."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from intranet.pages.fields import StreamField
from intranet.pages.models import BasePage
from intranet.policies.blocks import DocumentBlock


class DocumentType(models.TextChoices):
    """Types of documents: Decree 30/2020/NĐ-CP article 7, and the legal normative ones above them."""

    LAW = "luat", _("Law")
    DECREE = "nghi-dinh", _("Decree")
    CIRCULAR = "thong-tu", _("Circular")
    RESOLUTION = "nghi-quyet", _("Resolution")
    DECISION = "quyet-dinh", _("Decision")
    DIRECTIVE = "chi-thi", _("Directive")
    REGULATION = "quy-che", _("Regulation")
    RULES = "quy-dinh", _("Rules")
    ANNOUNCEMENT = "thong-bao", _("Announcement")
    GUIDANCE = "huong-dan", _("Guidance")
    PROGRAMME = "chuong-trinh", _("Programme")
    PLAN = "ke-hoach", _("Plan")
    PROJECT = "de-an", _("Project")
    REPORT = "bao-cao", _("Report")
    SUBMISSION = "to-trinh", _("Submission")
    OFFICIAL_LETTER = "cong-van", _("Official letter")
    OTHER = "khac", _("Other document")


class PolicyPage(BasePage):
    """One official document; the original file stands beside the text."""

    number = models.CharField(_("number"), max_length=12, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, help_text=_("For example KH-SLĐTBXH."))
    document_type = models.CharField(_("type"), max_length=20, choices=DocumentType)
    issuer = models.CharField(_("issuer"), max_length=255)
    parent_body = models.CharField(_("parent body"), max_length=255, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"))
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)
    effective_to = models.DateField(_("in effect until before"), null=True, blank=True)
    abstract = models.TextField(_("abstract"), max_length=500)
    signing_capacity = models.CharField(_("signing capacity"), max_length=30, blank=True)
    signer_position = models.CharField(_("position of the signer"), max_length=100, blank=True)
    signer_name = models.CharField(_("signer"), max_length=100, blank=True)
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
    ]

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
        """Number and symbol as they are cited: 28/KH-SLĐTBXH."""
        return f"{self.number}/{self.symbol}" if self.number else self.symbol
