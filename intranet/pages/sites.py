"""The one site of this installation, its name, home page, alerts and menu, fetched together.

Wagtail asks for the site, for its settings and for its home page in three statements on every
request and chooses among sites by host name. An intranet has one site, whatever its host is called.
"""

from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from intranet.organisation.json_rows import JsonRows
from intranet.pages.models import Alert, HomePage, SectionPage, SiteIdentity

WAGTAILS_PLACE = "_wagtail_site"
UNKNOWN = object()


class ShownAlert(NamedTuple):
    """What is urgent now; `body` is rich text as it is stored."""

    title: str
    body: str
    level: str


class MenuEntry(NamedTuple):
    """A section in the menu."""

    title: str
    url: str


def site_of(request: HttpRequest) -> Site | None:
    """Return the site, remembered where Wagtail itself looks for it during the request.

    What Wagtail may have put there before knows no alerts and no menu and gives way.
    """
    known: dict[str, Any] = vars(request)
    site = known.get(WAGTAILS_PLACE, UNKNOWN)
    if site is not None and not hasattr(site, "shown_alerts"):
        site = known[WAGTAILS_PLACE] = _site(request)
    return site


def _site(request: HttpRequest) -> Site | None:
    user = getattr(request, "user", None) or AnonymousUser()
    sections = SectionPage.objects.in_menu().visible_to(user)
    sites = Site.objects.select_related("root_page__homepage", "siteidentity")
    alerts = JsonRows(Alert.objects.showing_at(timezone.now()), "starts_at", *ShownAlert._fields)
    menu = JsonRows(sections, "path", "title", "url_path")
    shown = sites.filter(is_default_site=True).annotate(shown_alerts=alerts, menu=menu)
    site = shown.first()
    if site is not None:
        _put_home_page(site)
    return site


def _put_home_page(site: Site) -> None:
    """Let the root page be the home page itself, so that nobody has to fetch it by its type."""
    try:
        site.root_page = site.root_page.homepage
    except HomePage.DoesNotExist:
        return


def identity_of(site: Site | None) -> SiteIdentity:
    """Return whose intranet this is; nameless on a bare database."""
    try:
        return site.siteidentity if site else SiteIdentity()
    except SiteIdentity.DoesNotExist:
        return SiteIdentity()


def menu_of(site: Site | None) -> list[MenuEntry]:
    """Return the sections that the person of the request may read, in the order of the pages."""
    if site is None:
        return []
    home = site.root_page.url_path
    return [
        MenuEntry(title, reverse("wagtail_serve", args=[url_path.removeprefix(home)]))
        for _place, title, url_path in sorted(site.menu)
        if url_path.startswith(home)
    ]


def alerts_of(site: Site | None) -> list[ShownAlert]:
    """Return what is urgent now, the newest first; nothing on a bare database."""
    rows = getattr(site, "shown_alerts", [])
    return [ShownAlert(*row[1:]) for row in sorted(rows, reverse=True)]
