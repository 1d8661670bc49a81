"""What an approver has read: an approval names the text, and no other text is published by it.

Wagtail publishes the latest draft, whoever saved it a moment ago. Its editor already posts which
revision was loaded and when that was last saved; the buttons of the first screen get the same two
values, and an approval without them, or with those of an older text, publishes nothing.
"""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from intranet.pages.second_person import Change, SecondPersonRequiredError

NUMBER, MOMENT = "loaded_revision_id", "loaded_revision_created_at"


def mark_of(revision: Revision) -> str:
    """The two values as a query string; autosave changes the moment, but not the number."""
    return urlencode({NUMBER: revision.pk, MOMENT: revision.created_at.isoformat()})


def is_approval_in_editor(request: HttpRequest) -> bool:
    """Whether «Approve» was pressed in the editor of the page or question."""
    is_decision = request.method == "POST" and "action-workflow-action" in request.POST
    return is_decision and request.POST.get("workflow-action-name") == "approve"


def ask_before_edit(request: HttpRequest, instance: Any) -> None:
    """Refuse before the editor saves: else the older text would be written over the newer one."""
    if is_approval_in_editor(request):
        ask_for_text_read(request, instance)


def ask_for_text_read(request: HttpRequest, instance: Any) -> None:
    """Refuse to approve another text than the one that the account has before its eyes.

    What the approver saved without a change is no other text; with a change it is refused anyway.
    """
    revisions = Revision.objects.for_instance(instance).order_by("created_at", "pk")
    read = _revision_read(request, revisions)
    others = revisions.exclude(user=request.user.pk)
    newer = (others.filter(created_at__gt=read.created_at) if read else others).last()
    if newer is not None:
        raise _error(instance, read, newer, is_named=_value(request, NUMBER) != "")
    if read is None:
        raise _error(instance, None, revisions.last(), is_named=False)


def _value(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name) or request.GET.get(name, ""))


def _revision_read(request: HttpRequest, revisions: Any) -> Revision | None:
    """The revision that the request names, if it still is as it was."""
    number = _value(request, NUMBER)
    try:
        moment = datetime.datetime.fromisoformat(_value(request, MOMENT))
    except ValueError:
        return None
    if not number.isdecimal() or moment.tzinfo is None:
        return None
    found: Revision | None = revisions.filter(pk=number, created_at=moment).first()
    return found


def _error(
    instance: Any, read: Revision | None, newer: Revision | None, *, is_named: bool
) -> SecondPersonRequiredError:
    """The refusal: who saved what when, and where to see the difference."""
    if newer is None or not is_named:
        text = _("«%(title)s» was not published: please read the text here first, then approve it.")
        return SecondPersonRequiredError(Change.PUBLISH, instance, text % {"title": instance})
    text = _(
        "«%(title)s» was not published: %(name)s saved another text at %(time)s, after the one that"
        " you read. The new text stands here; please look at it again, then approve it."
    )
    values = {
        "title": newer.object_str,
        "name": newer.user or _("The system"),
        "time": date_format(localtime(newer.created_at), "H:i d/m/Y"),
    }
    links = []
    if read is not None and read.pk != newer.pk:
        links.append((_compare_url(instance, read, newer), _("See what has changed")))
    return SecondPersonRequiredError(Change.PUBLISH, instance, text % values, links=links)


def _compare_url(instance: Any, read: Revision, newer: Revision) -> str:
    """The screen that shows two revisions beside each other."""
    if isinstance(instance, Page):
        name = "wagtailadmin_pages:revisions_compare"
    else:
        name = instance.snippet_viewset.get_url_name("revisions_compare")
    return reverse(name, args=[instance.pk, read.pk, newer.pk])
