"""People on the roll and where they belong, dated."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from intranet.organisation.circle import Circle
from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.derived import DerivedCharField
from intranet.organisation.models.no_overlap import NoOverlap
from intranet.organisation.models.units import Unit
from intranet.organisation.names import sort_key
from search.text import beginnings, fold


class StaffCategory(models.TextChoices):
    """Cán bộ, công chức, viên chức, người lao động: the four categories of the law."""

    ELECTED_OFFICIAL = "elected_official", _("elected official")
    CIVIL_SERVANT = "civil_servant", _("civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("public employee")
    CONTRACT_WORKER = "contract_worker", _("contract worker")


class PersonQuerySet(models.QuerySet["Person"]):
    """People on the roll."""

    def matching(self, text: str) -> "PersonQuerySet":
        """People with a word for each one asked that begins with it, marks and case aside.

        The words come from name, staff code and e-mail; see `_search_name`.
        """
        people = self
        for word in beginnings(text):
            people = people.filter(search_name__contains=word)
        return people


def _search_name(person: "Person") -> str:
    """Folded words, each with a space before it, so that «begins with» is plain containment."""
    return " " + fold(f"{person.full_name} {person.staff_code} {person.work_email}")


def _sort_name(person: "Person") -> str:
    return sort_key(person.full_name)


class Person(ClusterableModel):
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
    deidentified_at = models.DateTimeField(_("name removed at"), null=True, editable=False)
    search_name = DerivedCharField(max_length=450, derive=_search_name)
    sort_name = DerivedCharField(max_length=330, derive=_sort_name, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "staff_code"]

    def __str__(self) -> str:
        return self.full_name


class MembershipRole(models.TextChoices):
    """What somebody is in a unit."""

    MEMBER = "member", _("member")
    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")
    FOCAL_POINT = "focal_point", _("focal point")


LEADING_ROLES = (MembershipRole.HEAD, MembershipRole.DEPUTY)


class MembershipQuerySet(DatedQuerySet):
    """Memberships by what they are asked for."""

    def on_roll(self, day: datetime.date) -> "MembershipQuerySet":
        """The primary memberships of the day: each person on the roll once."""
        return self.on(day).filter(is_primary=True)

    def in_circle(self, circle: Circle) -> "MembershipQuerySet":
        """Memberships in units and staff categories that belong to the audience."""
        if circle.is_nobody:
            return self.none()
        members = self
        if circle.unit_ids is not None:
            members = members.filter(unit_id__in=circle.unit_ids)
        if circle.categories is not None:
            members = members.filter(staff_category__in=circle.categories)
        return members


class Membership(Dated):
    """A person in a unit for a time; one primary membership at a time."""

    person = ParentalKey(
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

    objects = MembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["person", "-valid_from"]
        indexes = [models.Index(fields=["unit", "is_primary", "valid_from"])]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(owner="person", name="membership_one_primary", only_if="is_primary"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"
