"""What campaigns put on the home page and below a policy."""

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from campaigns.models import CampaignPage
from campaigns.rows import quiz_row
from intranet.pages.home import HomeSection
from intranet.pages.home_rows import section_url
from intranet.pages.models.listing import with_few_images
from intranet.policies.models import PolicyPage
from quiz.models import QuizPage

CAMPAIGNS_SHOWN = 2


def append_current_campaigns(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add the campaigns that run today, or nothing where there is none."""
    pages = CampaignPage.objects.visible_to(request.user).running_on(timezone.localdate())
    shown = with_few_images(pages.defer_streamfields())[:CAMPAIGNS_SHOWN]
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


def append_quizzes_of_policy(
    request: HttpRequest, page: PolicyPage, sections: list[HomeSection]
) -> None:
    """Add the quizzes of the running campaigns that the policy belongs to."""
    today = timezone.localdate()
    running = CampaignPage.objects.visible_to(request.user).running_on(today)
    quizzes = (
        QuizPage.objects.visible_to(request.user)
        .filter(campaigns__in=running.filter(policies=page).values("pk"))
        .annotate(campaign_title=F("campaigns__title"))
        .order_by("pk")
    )
    items = [{**quiz_row(quiz, request), "kicker": quiz.campaign_title} for quiz in quizzes]
    if items:
        sections.append(
            HomeSection(template_name="pages/policy/quizzes.html", order=10, quizzes=items)
        )
