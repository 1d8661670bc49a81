"""What the register keeps beside the paper: relations to other documents, and dated notes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable


class RelationKind(models.TextChoices):
    """What a document does to another one; Decree 30/2020/NĐ-CP knows these words."""

    BASIS = "can-cu", _("is based on")
    IMPLEMENTS = "thuc-hien", _("implements")
    AMENDS = "sua-doi", _("amends")
    REPLACES = "thay-the", _("replaces")
    REPEALS = "bai-bo", _("repeals")
    CORRECTS = "dinh-chinh", _("corrects")


class DocumentRelation(Orderable):
    """What the page does to another document, in the register or not yet.

    `cited_as` is the other document as the paper names it; `target` is empty until it is entered.
    """

    page = ParentalKey("policies.PolicyPage", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind)
    target = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("document in the register"),
        on_delete=models.SET_NULL,
        related_name="relations_from",
        null=True,
        blank=True,
    )
    cited_as = models.CharField(_("as cited"), max_length=255, blank=True)
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("effective_from")]),
        PageChooserPanel("target", "policies.PolicyPage"),
        FieldPanel("cited_as"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation to another document")
        verbose_name_plural = _("relations to other documents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(target=None, cited_as=""),
                name="document_relation_names_a_document",
                violation_error_message=_("Choose a document, or say how it is cited."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cited_as or self.target}"


class UpdateNote(Orderable):
    """What changed about a document or its page, with the day."""

    page = ParentalKey("policies.PolicyPage", on_delete=models.CASCADE, related_name="update_notes")
    day = models.DateField(_("day"))
    text = models.CharField(_("what changed"), max_length=500)

    panels = [FieldPanel("day"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("update note")
        verbose_name_plural = _("update notes")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.text}"
