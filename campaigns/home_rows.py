"""What campaigns put on the home page and below a policy."""

from django.http import HttpRequest
from django.utils import timezone

from campaigns.models import CampaignPage, Phase
from campaigns.rows import quiz_items
from intranet.pages.home import HomeSection
from intranet.pages.home_rows import section_url
from intranet.pages.models import BasePage
from intranet.pages.models.listing import with_card_image
from intranet.policies.models import PolicyPage

CAMPAIGNS_SHOWN = 2


def append_current_campaigns(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add the campaigns that run today, or nothing where there is none."""
    pages = CampaignPage.objects.visible_to(request.user).running_on(timezone.localdate())
    shown = with_card_image(pages.defer_streamfields())[:CAMPAIGNS_SHOWN]
    items = [page.list_item(request) for page in shown]
    if items:
        sections.append(
            HomeSection(
                template_name="pages/home/campaign.html",
                order=20,
                items=items,
                more_url=section_url(items[0]["url"]),
            )
        )


def append_campaigns_of_policy(
    request: HttpRequest, page: PolicyPage, sections: list[HomeSection]
) -> None:
    """Add the campaigns that a policy belongs to, and the quizzes of the running ones."""
    pages = CampaignPage.objects.visible_to(request.user).filter(policies=page)
    campaigns = list(pages.defer_streamfields().order_by("-starts_on", "-pk"))
    if not campaigns:
        return
    today = timezone.localdate()
    running = [campaign for campaign in campaigns if campaign.phase_on(today) is Phase.RUNNING]
    sections.append(
        HomeSection(
            template_name="pages/policy/campaigns.html",
            order=10,
            campaigns=[BasePage.list_item(campaign, request) for campaign in campaigns],
            quizzes=quiz_items(running[0], request) if running else [],
        )
    )
