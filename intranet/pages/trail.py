"""The way from the home page down to a page, fetched once when the page is found."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page


def find_below(home: Page, components: Sequence[str]) -> Page:
    """Return the live page at the address below the home page, or raise Http404.

    Wagtail asks twice for each level of the address; here all levels come in one statement and
    the page itself, with what its screen prints, in another.
    """
    path = home.url_path
    steps = [path := f"{path}{component}/" for component in components]
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=steps)}
    if path not in found:
        raise Http404
    target = found[path]
    model = target.specific_class or Page
    pages = model.for_serving() if hasattr(model, "for_serving") else model.objects.all()
    page = pages.filter(pk=target.pk, live=True).first()
    if page is None:
        raise Http404
    page.pages_above = [found[step] for step in steps[:-1] if step in found]
    return page


def pages_above(page: Page) -> list[Page]:
    """Return the pages between the home page and this one, outermost first."""
    if not hasattr(page, "pages_above"):
        page.pages_above = list(page.get_ancestors().filter(depth__gt=2)) if page.path else []
    return page.pages_above


def breadcrumb(page: Page, request: HttpRequest | None) -> list[dict[str, Any]]:
    """Return the rows of the breadcrumb; the page itself stands last, without an address."""
    above = [{"title": item.title, "url": item.get_url(request)} for item in pages_above(page)]
    return [{"title": _("Home"), "url": "/"}, *above, {"title": page.title, "url": ""}]


def topic_tags(page: Any) -> list[dict[str, str]]:
    """Return the topics of a page as the tag component prints them."""
    return [{"name": topic.name} for topic in page.topics.all()]
