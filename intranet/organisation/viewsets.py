"""The admin screens «Con người và đơn vị»."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from intranet.organisation.first_accounts.viewset import FirstAccountsViewSet
from intranet.organisation.forms import AudienceForm, ExemptionForm, PersonForm, UnitForm
from intranet.organisation.models import Audience, Exemption, Person, Unit
from intranet.organisation.personal_data.viewsets import CorrectionRequestViewSet, LeaversViewSet
from intranet.organisation.policies import AudiencePolicy, NeverDeletePolicy
from intranet.organisation.reorganisation.viewsets import DelegationViewSet, ReorganisationViewSet
from intranet.organisation.roll.viewset import RollImportViewSet
from intranet.organisation.views import (
    AudienceDeleteView,
    ExemptionCreateView,
    ExemptionIndexView,
    PersonFilterSet,
    PersonIndexView,
    UnitTreeView,
    role_label,
)
from search.folded_screens import FoldedIndexView


class UnitViewSet(ModelViewSet):
    """Units as the tree of a day; names and places inline."""

    model = Unit
    name = "don-vi"
    icon = "list-ul"
    menu_label = _("Units")
    menu_order = 100
    index_view_class = UnitTreeView
    copy_view_enabled = False
    permission_policy = NeverDeletePolicy(Unit)
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "A unit is never deleted: old reports refer to it. "
                    "To close it, move its people, then enter the first day without it "
                    "in «Until before»."
                ),
                heading=_("Closing a unit"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                ],
                heading=_("Unit"),
            ),
            InlinePanel(
                "periods",
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
                    FieldPanel("parent"),
                    FieldPanel("position"),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                ],
                heading=_("Names and places in the tree, one after another"),
                label=_("Name and place"),
                min_num=1,
            ),
            InlinePanel(
                "successions",
                [
                    FieldPanel("kind"),
                    FieldPanel("successor"),
                    FieldRowPanel([FieldPanel("effective_on"), FieldPanel("decision")]),
                ],
                heading=_("What came after this unit"),
                label=_("Successor"),
            ),
        ],
        base_form_class=UnitForm,
    )


class PersonViewSet(ModelViewSet):
    """People with their memberships inline."""

    model = Person
    name = "nguoi"
    icon = "user"
    menu_label = _("People")
    menu_order = 200
    index_view_class = PersonIndexView
    copy_view_enabled = False
    permission_policy = NeverDeletePolicy(Person)
    filterset_class = PersonFilterSet
    search_fields: ClassVar[list[str]] = ["search_name"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "full_name",
        Column("staff_code", label=_("Staff code"), sort_key="staff_code"),
        Column("unit_name", label=_("Unit today")),
        Column("role", label=_("Role"), accessor=role_label),
        Column("username", label=_("Account")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("full_name"), FieldPanel("staff_code")]),
                    FieldRowPanel([FieldPanel("work_email"), FieldPanel("phone")]),
                    FieldPanel("user"),
                ],
                heading=_("Person"),
            ),
            InlinePanel(
                "memberships",
                [
                    FieldPanel("unit"),
                    FieldRowPanel([FieldPanel("role"), FieldPanel("staff_category")]),
                    FieldPanel("position_title"),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldPanel("is_primary"),
                ],
                heading=_("Where the person belongs"),
                label=_("Membership"),
                help_text=_("To move somebody, end the old membership and add a new one."),
            ),
        ],
        base_form_class=PersonForm,
    )


class AudienceViewSet(ModelViewSet):
    """Audiences; whom a page or a duty is for."""

    model = Audience
    name = "doi-tuong"
    icon = "group"
    menu_label = _("Audiences")
    menu_order = 300
    copy_view_enabled = False
    permission_policy = AudiencePolicy(Audience)
    delete_view_class = AudienceDeleteView
    index_view_class = FoldedIndexView
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[Any]] = ["name", "kind"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("units"), FieldPanel("staff_categories")],
        base_form_class=AudienceForm,
    )


class ExemptionViewSet(ModelViewSet):
    """Who need not fulfil a duty."""

    model = Exemption
    name = "mien"
    icon = "user"
    menu_label = _("Exemptions")
    menu_order = 400
    index_view_class = ExemptionIndexView
    add_view_class = ExemptionCreateView
    copy_view_enabled = False
    ordering = "-created_at"

    def get_form_class(self, for_update: bool = False) -> type[ExemptionForm]:
        """The form with the duties of the registry."""
        return ExemptionForm


class PeopleAndUnits(ViewSetGroup):
    """The menu group."""

    menu_label = _("People and units")
    menu_name = "people-and-units"
    menu_icon = "group"
    menu_order = 600
    items = (
        UnitViewSet,
        PersonViewSet,
        ReorganisationViewSet,
        DelegationViewSet,
        RollImportViewSet,
        AudienceViewSet,
        ExemptionViewSet,
        FirstAccountsViewSet,
        CorrectionRequestViewSet,
        LeaversViewSet,
    )
