"""What authors look at before a quiz goes out, and what they must not delete."""

import secrets
from random import Random
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import Button
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.images.views.images import DeleteView
from wagtail.models import Page

from quiz.admin_deletion import keep_pictures_of_questions
from quiz.models import QuizPage
from quiz.presenters.sample import sample
from quiz.sampling import sample_draw
from quiz.views.own import in_quiet_shell

DRAWS = 3
SEED_BYTES = 4
LONGEST_SEED = 16


@never_cache
@require_safe
def sample_draws(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Show whoever may edit the quiz one of three draws of its latest draft; nothing is kept."""
    page = get_object_or_404(QuizPage, id=quiz_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    quiz = page.get_latest_revision_as_object()
    seed = request.GET.get("hat", "")[:LONGEST_SEED] or secrets.token_hex(SEED_BYTES)
    number = _number(request.GET.get("de", ""))
    errors = quiz.composition_errors(quiz.composition)
    # The seed repeats a draw on another screen; it decides nothing that anybody is asked.
    chance = Random(f"{seed}.{number}")  # noqa: S311
    responses = [] if errors else sample_draw(quiz, chance)
    context = sample(quiz, responses, errors, seed=seed, number=number, of=DRAWS)
    return render(request, "quiz/sample_draw.html", in_quiet_shell(request, context))


def _number(text: str) -> int:
    """Which of the draws is asked for, the first unless it is one of them."""
    known = {str(number): number for number in range(1, DRAWS + 1)}
    return known.get(text, 1)


@require_admin_access
def delete_image(request: HttpRequest, image_id: int) -> HttpResponse:
    """Stand before Wagtail's own view, which knows nothing of versions of questions."""
    image = get_object_or_404(get_image_model(), pk=image_id)
    refusal = None
    if image_policy.user_has_permission_for_instance(request.user, "delete", image):
        refusal = keep_pictures_of_questions(request, [image])
    return refusal or DeleteView.as_view()(request, image_id=image_id)


def sample_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from the head of a quiz's screens to its sample draws."""
    is_quiz = page.specific_class is QuizPage
    if is_quiz and page.permissions_for_user(user).can_edit():
        address = reverse("quiz_sample_draws", args=[page.pk])
        yield Button(_("Sample draws"), address, icon_name="view", priority=66)
