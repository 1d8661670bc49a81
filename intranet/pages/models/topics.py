"""Topics, the controlled list that plan, pages and questions share; free keywords beside it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from intranet.organisation.tree import has_cycle
from search.text import slug


class Topic(models.Model):
    """A subject of the communication plan, such as III.1.c#2."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent topic"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    plan_item = models.CharField(
        _("item of the plan"), max_length=30, blank=True, help_text=_("For example III.1.c#2.")
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that stands below this very topic, or is it."""
        super().clean()
        if self.pk and self.parent_id:
            parents = dict(Topic.objects.values_list("pk", "parent_id"))
            if has_cycle({**parents, self.pk: self.parent_id}):
                raise ValidationError({"parent": _("A topic cannot stand below itself.")})


class Keyword(TagBase):
    """A free keyword; its address part keeps «đ» as «d»."""

    free_tagging = True

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the address part of a keyword, numbered when it is taken."""
        return slug(tag) if i is None else f"{slug(tag)}-{i}"


class PageKeyword(ItemBase):
    """A keyword on a page of any type."""

    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="page_items")
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="keyword_items"
    )

    class Meta:
        verbose_name = _("keyword of a page")
        verbose_name_plural = _("keywords of pages")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="page_keyword_once")
        ]
