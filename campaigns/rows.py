"""What the screens of a campaign print, as ready rows; what a reader may not open is left out."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.participation import participation
from intranet.organisation.permissions import frame_of
from intranet.policies.models import PolicyPage
from quiz.models import QuizPage

if TYPE_CHECKING:
    from campaigns.models import CampaignPage


def policy_items(page: "CampaignPage", request: HttpRequest) -> list[dict[str, Any]]:
    """Return the linked policies that the reader may open."""
    pages = PolicyPage.objects.visible_to(request.user).filter(pk__in=_chosen(page.policies))
    return [policy.list_item(request) for policy in PolicyPage.in_order(pages.defer_streamfields())]


def quiz_items(page: "CampaignPage", request: HttpRequest) -> list[dict[str, Any]]:
    """Return the linked quizzes that the reader may open."""
    pages = QuizPage.objects.visible_to(request.user).filter(pk__in=_chosen(page.quizzes))
    return [quiz_row(quiz, request) for quiz in pages.order_by("opens_at", "pk")]


def _chosen(related: Any) -> list[int]:
    """Return the ids of linked pages; in a preview they are a list that no statement can narrow."""
    return list(related.values_list("id", flat=True))


def quiz_row(quiz: QuizPage, request: HttpRequest) -> dict[str, Any]:
    """Return a quiz as a card prints it."""
    return {
        "pk": quiz.pk,
        "title": quiz.title,
        "url": quiz.get_url(request),
        "text": quiz.summary,
    }


def strip(quizzes: list[dict[str, Any]], request: HttpRequest) -> dict[str, Any] | None:
    """Return how many people have taken the first quiz of the campaign, over all units.

    Only one duty is computed, because each is a count over everybody on the roll.
    """
    duty = duties.find("quiz", str(quizzes[0]["pk"])) if quizzes else None
    if duty is None:
        return None
    moment = timezone.now()
    frame = frame_of(request.user, duty.roll_day(moment))
    total = participation(duty, moment=moment, frame=frame).total
    return {
        "title": duty.title,
        "done": total.done,
        "in_progress": total.in_progress,
        "not_started": total.not_started,
        "total": total.assigned,
        "passed": total.passed if duty.has_pass_mark else None,
    }
