"""What the screens of a campaign print, as ready rows; what a reader may not open is left out."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.participation import participation

if TYPE_CHECKING:
    from campaigns.models import CampaignPage
    from quiz.models import QuizPage


def policy_items(page: "CampaignPage", request: HttpRequest) -> list[dict[str, Any]]:
    """Return the linked policies that the reader may open."""
    pages = page.policies.visible_to(request.user).defer_streamfields()
    return [policy.list_item(request) for policy in pages.order_by("-issued_on", "-pk")]


def quiz_items(page: "CampaignPage", request: HttpRequest) -> list[dict[str, Any]]:
    """Return the linked quizzes that the reader may open."""
    pages = page.quizzes.visible_to(request.user).order_by("opens_at", "pk")
    return [quiz_row(quiz, request) for quiz in pages]


def quiz_row(quiz: "QuizPage", request: HttpRequest) -> dict[str, Any]:
    """Return a quiz as a card prints it."""
    return {
        "pk": quiz.pk,
        "title": quiz.title,
        "url": quiz.get_url(request),
        "text": quiz.summary,
    }


def strip(quizzes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return how many people have taken the first quiz of the campaign, over all units.

    Only one duty is computed, because each is a count over everybody on the roll.
    """
    duty = duties.find("quiz", str(quizzes[0]["pk"])) if quizzes else None
    if duty is None:
        return None
    total = participation(duty, moment=timezone.now()).total
    return {
        "title": duty.title,
        "done": total.done,
        "in_progress": total.in_progress,
        "not_started": total.not_started,
        "total": total.assigned,
        "passed": total.passed if duty.has_pass_mark else None,
    }
