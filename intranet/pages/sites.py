"""The one site of this installation, its name and its home page, fetched together.

Wagtail asks for the site, for its settings and for its home page in three statements on every
request and chooses among sites by host name. An intranet has one site, whatever its host is called.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from intranet.pages.models import HomePage, SiteIdentity

WAGTAILS_PLACE = "_wagtail_site"


def site_of(request: HttpRequest) -> Site | None:
    """Return the site, remembered where Wagtail itself looks for it during the request."""
    known: dict[str, Any] = vars(request)
    if WAGTAILS_PLACE not in known:
        sites = Site.objects.select_related("root_page__homepage", "siteidentity")
        site = sites.filter(is_default_site=True).first()
        if site is not None:
            _put_home_page(site)
        known[WAGTAILS_PLACE] = site
    return known[WAGTAILS_PLACE]


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
