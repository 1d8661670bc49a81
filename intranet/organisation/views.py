"""Admin listings that Wagtail does not have: the tree of units, people by place, exemptions."""

import datetime
from typing import Any

import django_filters
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from intranet.organisation import duties
from intranet.organisation.fields import UnitChoiceField
from intranet.organisation.models import (
    Delegation,
    Exemption,
    Membership,
    MembershipRole,
    Person,
    Unit,
    UnitKind,
    UnitPeriod,
)


class UnitTreeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The units as they stand on a day, drawn as a tree with heads and numbers of people."""

    template_name = "organisation/admin/unit_tree.html"
    results_template_name = template_name
    any_permission_required = ("add", "change", "view")
    page_title = gettext_lazy("Units")
    header_icon = "list-ul"
    add_url_name = ""
    edit_url_name = ""

    @cached_property
    def day(self) -> datetime.date:
        """The day asked for, today if it is none."""
        asked = self.request.GET.get("ngay", "")
        try:
            return parse_date(asked) or timezone.localdate()
        except ValueError:
            return timezone.localdate()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Adding a unit, for who may."""
        if not self.user_has_permission("add"):
            return []
        url = reverse(self.add_url_name)
        return [HeaderButton(_("Add unit"), url=url, icon_name="plus")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tree as nested branches; five statements at any size."""
        tree = UnitPeriod.objects.tree_on(self.day)
        on_roll = Membership.objects.on_roll(self.day).order_by()
        own = dict(on_roll.values_list("unit_id").annotate(Count("id")))
        totals = tree.roll_up(own, 0)
        heads = self.heads()
        kinds = dict(UnitKind.choices)
        may_edit = self.user_has_permission("change")

        def branch(node: Any) -> dict[str, Any]:
            return {
                "node": node,
                "url": reverse(self.edit_url_name, args=[node.id]) if may_edit else "",
                "kind": kinds.get(node.kind, ""),
                "heads": heads.get(node.id, []),
                "own": own.get(node.id, 0),
                "total": totals[node.id],
                "children": [branch(child) for child in tree.children.get(node.id, [])],
            }

        context = super().get_context_data(**kwargs)
        context.update(
            day=self.day,
            is_today=self.day == timezone.localdate(),
            branches=[branch(node) for node in tree.children.get(None, [])],
            units=len(tree.nodes),
            people=sum(own.values()),
            closed=Unit.objects.filter(valid_to__lte=self.day).count(),
        )
        return context

    def heads(self) -> dict[int, list[str]]:
        """The heads of each unit on the day, and who leads it by delegation."""
        heads: dict[int, list[str]] = {}
        posts = Membership.objects.on(self.day).filter(role=MembershipRole.HEAD)
        for unit_id, name in posts.values_list("unit_id", "person__full_name"):
            heads.setdefault(unit_id, []).append(name)
        for delegation in Delegation.objects.on(self.day).select_related("person"):
            name = f"{delegation.person.full_name} ({delegation.get_kind_display()})"
            heads.setdefault(delegation.unit_id, []).append(name)
        return heads


class PersonFilterSet(WagtailFilterSet):
    """People of a unit with all below it, today."""

    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unit with all below it"),
        queryset=Unit.objects.all(),
        method="of_unit",
    )
    unit.field_class = UnitChoiceField

    class Meta:
        model = Person
        fields = ("unit",)

    def of_unit(self, people: QuerySet[Person], name: str, unit: Unit) -> QuerySet[Person]:
        """People with a membership in the unit or below it."""
        today = timezone.localdate()
        units = UnitPeriod.objects.tree_on(today).descendants(unit.pk) or {unit.pk}
        members = Membership.objects.on(today).filter(unit_id__in=units)
        return people.filter(pk__in=members.values("person"))


class PersonIndexView(generic.IndexView):
    """Everybody with the place of today; the search ignores marks and case."""

    def get_base_queryset(self) -> QuerySet[Person]:
        """People with `unit_name`, `role_today` and `username`, in one statement."""
        today = timezone.localdate()
        place = Membership.objects.on_roll(today).filter(person=OuterRef("pk"))
        name = UnitPeriod.objects.on(today).filter(unit=OuterRef("unit"))
        return (
            super()
            .get_base_queryset()
            .annotate(
                unit_name=Subquery(
                    place.annotate(name=Subquery(name.values("name")[:1])).values("name")[:1]
                ),
                role_today=Subquery(place.values("role")[:1]),
                username=F("user__username"),
            )
        )

    def search_queryset(self, queryset: Any) -> Any:
        """People who match every word."""
        return queryset.matching(self.search_query) if self.is_searching else queryset


def role_label(person: Any) -> str:
    """What the person is in the unit today; a plain member is nothing special."""
    role = person.role_today
    is_plain = role in (None, MembershipRole.MEMBER)
    return "" if is_plain else str(MembershipRole(role).label).capitalize()


class ExemptionIndexView(generic.IndexView):
    """Exemptions with the title of what the person is excused from."""

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """Titles of the known duties, those included that were written down and are gone."""
        known = duties.reported(timezone.now())
        return {(duty.kind, duty.key): duty.title for duty in known}

    def get_base_queryset(self) -> QuerySet[Exemption]:
        """With the people, in one statement."""
        return super().get_base_queryset().select_related("person", "granted_by")

    @cached_property
    def columns(self) -> list[Column]:
        """Who, from what, why."""
        return [
            self._get_title_column("person"),
            Column("duty", label=_("Duty"), accessor=self.duty_title),
            self._get_custom_column("reason"),
            self._get_custom_column("note"),
            Column("granted_by", label=_("Granted by")),
            self._get_custom_column("created_at"),
        ]

    def duty_title(self, exemption: Exemption) -> str:
        """The title of the duty, or its key when it is no longer there."""
        key = (exemption.duty_kind, exemption.duty_key)
        return self.titles.get(key, ":".join(key))


class ExemptionCreateView(generic.CreateView):
    """Who grants an exemption is who is signed in."""

    def save_instance(self) -> Exemption:
        """Note the account before saving."""
        self.form.instance.granted_by = self.request.user
        exemption: Exemption = super().save_instance()
        return exemption


class AudienceDeleteView(generic.DeleteView):
    """Wagtail asks for the model only; here it depends on which audience it is."""

    def user_has_permission(self, permission: str) -> bool:
        """Ask for this very audience."""
        is_allowed: bool = self.user_has_permission_for_instance(permission, self.object)
        return is_allowed
