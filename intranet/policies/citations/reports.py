"""What editors look at: cited documents that the register does not have, doubtful citations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from intranet.pages.report_files import WithoutFormulasMixin
from intranet.policies.citations.notes import add_note, may_note
from intranet.policies.citations.sources import BASIS, PageTexts, sources
from intranet.policies.importing.permissions import may_import
from intranet.policies.models import Citation
from intranet.policies.models.citations import CitationQuerySet

WRITING = ["add", "change", "publish"]
TEXTS_SHOWN = 3
MOST_READ = 2_000


def editable_by(user: Any) -> CitationQuerySet:
    """Citations in published texts that the account may change."""
    mine = Q(pk__in=())
    for source in sources():
        mine |= Q(source_kind=source.kind, source_id__in=source.editable_by(user))
    found: CitationQuerySet = Citation.objects.filter(mine)
    return found


def name_sources(citations: Iterable[Citation]) -> None:
    """Give each citation the title of its text and where that is changed; one statement a kind."""
    rows: Sequence[Any] = list(citations)
    for source in sources():
        mine = [row for row in rows if row.source_kind == source.kind]
        named = source.named({row.source_id for row in mine}) if mine else {}
        for row in mine:
            found = named.get(row.source_id)
            row.source_title = found.title if found else ""
            row.edit_url = found.edit_url if found else ""


class CitationReport(WithoutFormulasMixin, ReportView):
    """What both reports have in common: who may see them, and files without formulas."""

    model = Citation
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = WRITING
    header_icon = "link"
    is_searchable = False
    default_ordering = None


class CitingTextsColumn(Column):
    """The texts that cite a document, each with the way to where it is changed."""

    cell_template_name = "policies/admin/citing_texts.html"


class MissingDocumentsReport(CitationReport):
    """Documents that are cited and not in the register, the most cited first."""

    page_title = gettext_lazy("Cited, not in the register")
    verbose_name_plural = gettext_lazy("documents cited")
    index_url_name = "missing_documents_report"
    index_results_url_name = "missing_documents_report_results"
    columns: ClassVar[list[Column]] = [
        Column("document", label=gettext_lazy("Document cited")),
        Column("times", label=gettext_lazy("Citations")),
        Column("example", label=gettext_lazy("As printed")),
        CitingTextsColumn("texts", label=gettext_lazy("Stands in")),
    ]
    list_export: ClassVar[list[str]] = ["document", "times", "example"]
    export_headings: ClassVar[dict[str, Any]] = {
        "document": gettext_lazy("Document cited"),
        "times": gettext_lazy("Citations"),
        "example": gettext_lazy("As printed"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        """One row for each document."""
        missing = editable_by(self.request.user).missing().order_by().values("key")
        rows = missing.annotate(times=Count("pk"), document=Min("document"), example=Min("printed"))
        return rows.order_by("-times", "key")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Name the first texts that cite each document, and say how many more there are."""
        rows = list(object_list)
        mine = editable_by(self.request.user).missing().filter(key__in=[row["key"] for row in rows])
        once = mine.order_by("key", "source_kind", "source_id").values_list(
            "key", "source_kind", "source_id"
        )
        texts: dict[str, list[Citation]] = defaultdict(list)
        for key, kind, pk in once.distinct()[:MOST_READ]:
            texts[key].append(Citation(source_kind=kind, source_id=pk))
        name_sources(one for row in rows for one in texts[row["key"]][:TEXTS_SHOWN])
        for row in rows:
            found = texts[row["key"]]
            row["texts"] = {"shown": found[:TEXTS_SHOWN], "more": len(found[TEXTS_SHOWN:])}
        return rows

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to enter what is missing."""
        if not may_import(self.request.user):
            return []
        label = gettext_lazy("Take a document in")
        return [HeaderButton(label, url=reverse("nhap-van-ban:index"), icon_name="plus")]

    def get_filename(self) -> str:
        """The name of the file."""
        return "van-ban-chua-co-trong-kho"


def place_of(citation: Citation) -> str:
    """Where in its text a citation stands."""
    if citation.place == BASIS:
        return _("basis of the document")
    return citation.place


class DoubtfulCitationsReport(CitationReport):
    """Citations that an editor should look at, with their place."""

    page_title = gettext_lazy("Citations to look at")
    index_url_name = "doubtful_citations_report"
    index_results_url_name = "doubtful_citations_report_results"
    columns: ClassVar[list[Column]] = [
        TitleColumn("printed", label=gettext_lazy("As printed"), get_url=lambda row: row.note_url),
        Column("doubt", label=gettext_lazy("Doubt"), accessor="get_doubt_display"),
        TitleColumn(
            "source_title", label=gettext_lazy("Stands in"), get_url=lambda row: row.edit_url
        ),
        Column("place", label=gettext_lazy("Place"), accessor=place_of),
    ]
    list_export: ClassVar[list[str]] = ["printed", "get_doubt_display", "source_title", "place"]
    export_headings: ClassVar[dict[str, Any]] = {
        "printed": gettext_lazy("As printed"),
        "get_doubt_display": gettext_lazy("Doubt"),
        "source_title": gettext_lazy("Stands in"),
        "place": gettext_lazy("Place"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        """The doubtful ones, text by text."""
        return (
            editable_by(self.request.user)
            .doubtful()
            .order_by("source_kind", "source_id", "position")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Name the texts, and say where a note is written."""
        name_sources(object_list)
        for row in object_list:
            is_page = row.source_kind == PageTexts.kind
            row.note_url = reverse("citation_note", args=[row.pk]) if is_page else row.edit_url
        return object_list

    def get_filename(self) -> str:
        """The name of the file."""
        return "vien-dan-can-xem"


class NoteForm(forms.Form):
    """What the editor says about a citation."""

    text = forms.CharField(
        label=gettext_lazy("Editor's note"),
        max_length=500,
        help_text=gettext_lazy("Shown beside the part once the draft is published."),
    )


class CitationNoteView(PermissionCheckedMixin, FormView):
    """Write a note beside the part in which a doubtful citation stands."""

    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = WRITING
    form_class = NoteForm
    template_name = "policies/admin/citation_note.html"

    @cached_property
    def citation(self) -> Citation:
        """A doubtful citation in a document that the account may change."""
        doubtful = editable_by(self.request.user).doubtful()
        found: Citation = get_object_or_404(doubtful, pk=self.kwargs["pk"])
        if not may_note(found, self.request.user):
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        """What is in doubt, in words that the editor may change."""
        said = {"printed": self.citation.printed, "doubt": self.citation.get_doubt_display()}
        return {"text": _("«%(printed)s»: %(doubt)s.") % said}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the citation with its text."""
        name_sources([self.citation])
        return super().get_context_data(citation=self.citation, **kwargs)

    def form_valid(self, form: NoteForm) -> HttpResponse:
        """Save the draft and lead to it."""
        add_note(citation=self.citation, text=form.cleaned_data["text"], user=self.request.user)
        messages.success(self.request, _("The note stands in a draft; publish it as any change."))
        return redirect("wagtailadmin_pages:edit", self.citation.page_id)


class CitationReportMenuItem(MenuItem):
    """An entry of the menu of reports for who writes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account may write any page."""
        return bool(page_permission_policy.user_has_any_permission(request.user, WRITING))


def menu_items() -> list[MenuItem]:
    """The entries of the menu of reports."""
    reports = (DoubtfulCitationsReport, MissingDocumentsReport)
    return [
        CitationReportMenuItem(
            report.page_title, reverse(report.index_url_name), icon_name="link", order=900 + place
        )
        for place, report in enumerate(reports)
    ]


def addresses() -> list[Any]:
    """The addresses of the reports and of the form."""
    doubtful, missing = DoubtfulCitationsReport, MissingDocumentsReport
    base = "reports/vien-dan"
    return [
        path(f"{base}/", doubtful.as_view(), name=doubtful.index_url_name),
        path(
            f"{base}/results/",
            doubtful.as_view(results_only=True),
            name=doubtful.index_results_url_name,
        ),
        path(f"{base}/chua-co/", missing.as_view(), name=missing.index_url_name),
        path(
            f"{base}/chua-co/results/",
            missing.as_view(results_only=True),
            name=missing.index_results_url_name,
        ),
        path(f"{base}/<int:pk>/ghi-chu/", CitationNoteView.as_view(), name="citation_note"),
    ]
