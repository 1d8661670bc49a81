"""What the IT officer sees of reminders: letters and rounds, to be read only."""

from typing import Any, ClassVar, cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from intranet.notices.models import Letter, Round
from intranet.organisation.models import Person
from intranet.organisation.policies import OnlyPolicy


class LetterFilterSet(WagtailFilterSet):
    """Letters by how far they are."""

    class Meta:
        model = Letter
        fields: ClassVar[list[str]] = ["state", "kind"]


class LetterIndexView(IndexView):
    """Letters with their people, in one statement; found by person or address."""

    def get_base_queryset(self) -> QuerySet[Letter]:
        return super().get_base_queryset().select_related("person").defer("text", "html")

    def search_queryset(self, queryset: Any) -> QuerySet[Letter]:
        """Letters to who matches every word, or to an address that has what was typed."""
        if not self.is_searching:
            return cast(QuerySet[Letter], queryset)
        people = Person.objects.matching(self.search_query)
        to_address = Q(address__icontains=self.search_query)
        found: QuerySet[Letter] = queryset.filter(to_address | Q(person__in=people.order_by()))
        return found


class LetterViewSet(ModelViewSet):
    """Which letter went to whom, or why not; what stands in it is the person's."""

    model = Letter
    name = "thu-gui-di"
    icon = "mail"
    index_view_class = LetterIndexView
    menu_label = _("Letters")
    permission_policy = OnlyPolicy(Letter, "view")
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "person",
        "address",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "created_at",
        "sent_at",
        "failures",
        "error",
    ]
    filterset_class = LetterFilterSet
    search_fields: ClassVar[list[str]] = ["person__full_name", "person__staff_code", "address"]
    search_backend_name = None
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
    export_formats: ClassVar[list[str]] = []


class RoundViewSet(ModelViewSet):
    """When the site looked whom to remind, and how much was told."""

    model = Round
    name = "luot-nhac-viec"
    icon = "history"
    menu_label = _("Rounds of reminders")
    permission_policy = OnlyPolicy(Round, "view")
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields: ClassVar[list[str]] = ["notices"]
    list_display: ClassVar[list[Any]] = ["slot", "notices", "letters", "digest_for", "finished_at"]
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["-slot"]
    export_formats: ClassVar[list[str]] = []


class RemindersGroup(ViewSetGroup):
    """Reminders in the menu of the admin."""

    menu_label = _("Reminders")
    menu_icon = "mail"
    menu_name = "nhac-viec"
    items = (LetterViewSet, RoundViewSet)
