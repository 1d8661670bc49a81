"""What policies put on the home page."""

from django.http import HttpRequest

from intranet.pages.home import HomeSection
from intranet.pages.home_rows import section_url
from intranet.policies.models import PolicyPage

POLICIES_SHOWN = 4


def append_policies(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add the latest policies addressed to the person, or nothing where there is none."""
    pages = PolicyPage.objects.visible_to(request.user).defer_streamfields()
    items = [page.list_item(request) for page in PolicyPage.in_order(pages)[:POLICIES_SHOWN]]
    if items:
        sections.append(
            HomeSection(
                template_name="pages/home/policies.html",
                order=30,
                items=items,
                more_url=section_url(items[0]["url"]),
            )
        )
