"""What editors look at: searches in vain, each with the way to a synonym or a promoted page."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from intranet.pages.report_files import WithoutFormulasMixin
from search import lists
from search.folded import FoldedSearchMixin
from search.models import LONGEST_COUNTED, EmptySearch
from search.text import plain

WORDS = "tu"  # what the forms are filled with
ADD_SYNONYM = "wagtailsnippets_search_synonymgroup:add"
PROMOTE = "wagtailsearchpromotions:add"
policy = ModelPermissionPolicy(EmptySearch)


class EmptySearchFilterSet(WagtailFilterSet):
    """Searches of some days."""

    day = DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = EmptySearch
        fields: ClassVar[list[str]] = ["day"]


class WaysOutColumn(Column):
    """What has been done about the words, and the forms for more."""

    cell_template_name = "search/admin/ways_out.html"


class EmptySearchReport(FoldedSearchMixin, WithoutFormulasMixin, ReportView):
    """What people searched for in vain, the most frequent first."""

    model = EmptySearch
    permission_policy = policy
    any_permission_required: ClassVar[list[str]] = ["view"]
    page_title = gettext_lazy("Searched in vain")
    verbose_name_plural = gettext_lazy("searches in vain")
    header_icon = "search"
    index_url_name = "empty_search_report"
    index_results_url_name = "empty_search_report_results"
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["folded"]
    filterset_class = EmptySearchFilterSet
    default_ordering = None
    columns: ClassVar[list[Column]] = [
        Column("shown", label=gettext_lazy("Search term")),
        NumberColumn("total", label=gettext_lazy("Times")),
        DateColumn("last", label=gettext_lazy("Last day")),
        WaysOutColumn("ways_out", label=gettext_lazy("What helps")),
    ]
    list_export: ClassVar[list[str]] = ["shown", "total", "last"]
    export_headings: ClassVar[dict[str, Any]] = {
        "shown": gettext_lazy("Search term"),
        "total": gettext_lazy("Times"),
        "last": gettext_lazy("Last day"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        """One row for each query."""
        return EmptySearch.objects.by_words()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filter narrows the days before they are added up."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say of each row what editors did already, and lead to the forms they may fill in."""
        known = lists.current()
        rows = list(object_list)
        for row in rows:
            filled = urlencode({WORDS: row["shown"]})
            row["ways_out"] = {
                "words": row["shown"],
                "has_synonym": row["folded"] in known.expansions,
                "has_promotion": row["folded"] in known.promoted,
                "synonym_url": self._address(ADD_SYNONYM, "search.add_synonymgroup", filled),
                "promote_url": self._address(
                    PROMOTE, "wagtailsearchpromotions.add_searchpromotion", filled
                ),
            }
        return rows

    def _address(self, name: str, permission: str, filled: str) -> str:
        may = self.request.user.has_perm(permission)
        return f"{reverse(name)}?{filled}" if may else ""

    def get_filename(self) -> str:
        """The name of the file."""
        return "tim-khong-thay"


def words_asked(request: HttpRequest) -> str:
    """The words with which a form begins, if the address has any."""
    return " ".join(plain(request.GET.get(WORDS, "")).split())[:LONGEST_COUNTED]


class ReportMenuItem(MenuItem):
    """An entry of the menu of reports for who may see this one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account may see the report."""
        return bool(policy.user_has_permission(request.user, "view"))


def menu_item() -> MenuItem:
    """The entry of the menu of reports."""
    report = EmptySearchReport
    url = reverse(report.index_url_name)
    return ReportMenuItem(_("Searched in vain"), url, icon_name="search", order=910)


def addresses() -> list[URLPattern]:
    """The addresses of the report."""
    report, base = EmptySearchReport, "reports/tim-khong-thay"
    return [
        path(f"{base}/", report.as_view(), name=report.index_url_name),
        path(
            f"{base}/results/",
            report.as_view(results_only=True),
            name=report.index_results_url_name,
        ),
    ]
