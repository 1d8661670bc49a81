"""Where a document is cited, as far as the reader may see it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from intranet.pages.home import HomeSection
from intranet.pages.rows_of_pages import of_pages_visible_to
from intranet.policies.citations.sources import BASIS, PageTexts, page_models
from intranet.policies.models import Citation, PolicyPage

BELOW = 40
SHOWN = 30
READ = 300


def cited_in(page: PolicyPage, user: Any) -> list[Citation]:
    """Return the first citation on each page that the reader may see, in one statement."""
    citing = Citation.objects.filter(target=page, source_kind=PageTexts.kind)
    rows = (
        of_pages_visible_to(citing, user, models=page_models())
        .exclude(page=page)
        .select_related("page")
        .order_by("-page__first_published_at", "page", "position")[:READ]
    )
    first: dict[int, Citation] = {}
    for row in rows:
        first.setdefault(row.source_id, row)
    return list(first.values())


def append_cited_in(request: HttpRequest, page: PolicyPage, sections: list[HomeSection]) -> None:
    """Add the list of pages that cite the document, or nothing where there is none."""
    rows = cited_in(page, request.user) if page.pk else []
    if rows:
        sections.append(
            HomeSection(
                template_name="pages/policy/cited_in.html",
                order=BELOW,
                items=[_item(row, request) for row in rows[:SHOWN]],
                more=max(0, len(rows) - SHOWN),
            )
        )


def _item(row: Citation, request: HttpRequest) -> dict[str, str]:
    page: Any = row.page
    url = page.get_url(request) or ""
    is_document = page.content_type_id == ContentType.objects.get_for_model(PolicyPage).pk
    has_part = is_document and row.place and row.place != BASIS
    return {
        "title": page.title,
        "url": f"{url}#{row.place}" if has_part else url,
        "printed": row.printed,
    }
