"""People on the roll and where they belong, dated."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.units import Unit


class StaffCategory(models.TextChoices):
    """Cán bộ, công chức, viên chức, người lao động: the four categories of the law."""

    ELECTED_OFFICIAL = "elected_official", _("elected official")
    CIVIL_SERVANT = "civil_servant", _("civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("public employee")
    CONTRACT_WORKER = "contract_worker", _("contract worker")


class Person(models.Model):
    """Somebody on the roll; everything counted refers to the person, never to the account."""

    staff_code = models.CharField(_("staff code"), max_length=30, unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    work_email = models.EmailField(_("work e-mail"), blank=True)
    phone = models.CharField(_("work phone"), max_length=30, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        related_name="person",
        null=True,
        blank=True,
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "staff_code"]

    def __str__(self) -> str:
        return self.full_name


class MembershipRole(models.TextChoices):
    """What somebody is in a unit."""

    MEMBER = "member", _("member")
    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")
    FOCAL_POINT = "focal_point", _("focal point")


class Membership(Dated):
    """A person in a unit for a time; one primary membership at a time."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    staff_category = models.CharField(
        _("staff category"),
        max_length=20,
        choices=StaffCategory,
        default=StaffCategory.CIVIL_SERVANT,
    )
    position_title = models.CharField(_("position"), max_length=150, blank=True)
    is_primary = models.BooleanField(_("primary membership"), default=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["person", "-valid_from"]
        indexes = [models.Index(fields=["unit", "is_primary", "valid_from"])]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to=None, is_primary=True),
                name="membership_one_open_primary",
            ),
            models.UniqueConstraint(
                fields=["person", "valid_from"],
                condition=Q(is_primary=True),
                name="membership_primary_starts_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"
