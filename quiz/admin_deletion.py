"""What was asked of anybody is withdrawn, not deleted; said before the button."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.images import get_image_model
from wagtail.models import Page

from intranet.pages.models import Topic
from quiz.models import Attempt, Question, QuestionVersion


def keep_used_questions(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete questions that stand in a quiz or were served, one by one or in bulk."""
    used = [item for item in snippets if isinstance(item, Question) and item.is_used]
    for question in used:
        messages.error(
            request,
            _(
                "The question «%(stem)s» stands in a quiz or was already answered: it can be "
                "withdrawn («Unpublish»), but not deleted, so that results stay traceable."
            )
            % {"stem": question.stem},
        )
    return _back(request, used)


def keep_topics_of_versions(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete topics under which questions were once published, whatever they say now."""
    topics = {item.pk: item for item in snippets if isinstance(item, Topic)}
    versions = QuestionVersion.objects.filter(topic_id__in=topics).order_by()
    used = [topics[pk] for pk in versions.values_list("topic_id", flat=True).distinct()]
    for topic in used:
        messages.error(
            request,
            _(
                "Questions were published under the topic «%(topic)s»: it can be renamed, but not "
                "deleted, so that results stay traceable."
            )
            % {"topic": topic},
        )
    return _back(request, used)


def keep_taken_quizzes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page when it or a page below it is a quiz that somebody has taken."""
    attempts = Attempt.objects.filter(quiz__path__startswith=page.path)
    quiz = attempts.values_list("quiz__title", flat=True).first()
    if quiz is None:
        return None
    messages.error(
        request,
        _(
            "The quiz «%(title)s» was already taken: it can be withdrawn («Unpublish»), but not "
            "deleted, so that results stay traceable."
        )
        % {"title": quiz},
    )
    return _back(request, [page])


def keep_taken_quizzes_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages chosen in a list."""
    if action_type != "delete":
        return None
    pages = [item for item in objects if isinstance(item, Page)]
    answers = (keep_taken_quizzes(request, page) for page in pages)
    return next(filter(None, answers), None)


def keep_pictures_of_questions(request: HttpRequest, images: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete pictures with which questions were published, whoever else uses them."""
    pictures = {image.pk: image for image in images}
    versions = QuestionVersion.objects.filter(image_id__in=pictures).order_by()
    used = [pictures[pk] for pk in versions.values_list("image_id", flat=True).distinct()]
    for image in used:
        messages.error(
            request,
            _(
                "Questions were published with the picture «%(title)s»: it cannot be deleted, so "
                "that results stay traceable. It can be renamed or moved to another collection."
            )
            % {"title": image.title},
        )
    return _back(request, used)


def reason_against_another_file(image: Any) -> str:
    """Why the file of a picture stays: a version shows what it showed when it was published."""
    if not QuestionVersion.objects.filter(image=image).exists():
        return ""
    return _(
        "Questions were published with this picture, so that its file stays as it is. Upload the "
        "other file as a new picture and choose that in the question."
    )


def keep_pictures_of_questions_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pictures chosen in a list."""
    if action_type != "delete":
        return None
    image_model = get_image_model()
    return keep_pictures_of_questions(
        request, [item for item in objects if isinstance(item, image_model)]
    )


def _back(request: HttpRequest, objects: list[Any]) -> HttpResponse | None:
    if not objects:
        return None
    edit_url = AdminURLFinder(request.user).get_edit_url(objects[0])
    return redirect(edit_url or "wagtailadmin_home")
