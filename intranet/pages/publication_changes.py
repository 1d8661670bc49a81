"""Withdrawing and deleting what is published: one person asks and says why, another decides."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from intranet.pages.models import Decision, PublicationChange
from intranet.pages.second_person import Change, agreed, note_superuser
from intranet.pages.text_read import mark_of

REQUEST_ACTION = "second_person.request"
DECISION_ACTIONS = {
    Decision.CONFIRMED: "second_person.confirm",
    Decision.REFUSED: "second_person.refuse",
    Decision.WITHDRAWN: "second_person.take_back",
}


class CannotChangeError(Exception):
    """The request cannot be made or carried out; the text says why and what to do."""


def may_request(user: Any, instance: Any) -> bool:
    """Whether the account may ask that this be withdrawn or deleted: whoever may edit it."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    return user.has_perm(_permission(instance, "change"))


def may_decide(user: Any, row: PublicationChange) -> bool:
    """Whether the account may carry the request out or refuse it: never whoever made it."""
    instance = row.content_object
    if row.decision != Decision.OPEN or user.pk == row.requested_by_id or instance is None:
        return False
    if isinstance(instance, Page):
        tester = instance.specific.permissions_for_user(user)
        return tester.can_publish() and (row.change != Change.DELETE or tester.can_delete())
    names = ("publish", "delete") if row.change == Change.DELETE else ("publish",)
    return user.has_perms([_permission(instance, name) for name in names])


def visible_to(user: Any) -> QuerySet[PublicationChange]:
    """Requests that the account finds in the list: all for who publishes, else its own."""
    rows = PublicationChange.objects.for_listing()
    if page_permission_policy.user_has_permission(user, "publish"):
        return rows
    return rows.filter(requested_by=user)


def request_change(*, instance: Any, change: Change, reason: str, user: Any) -> PublicationChange:
    """Ask that something published be withdrawn or deleted."""
    if not may_request(user, instance):
        raise PermissionDenied
    if not instance.live:
        raise CannotChangeError(_("«%(title)s» is not published.") % {"title": instance})
    try:
        with transaction.atomic():
            row = PublicationChange.objects.create(
                content_object=instance,
                title=str(instance)[:300],
                change=change,
                reason=reason,
                requested_by=user,
            )
    except IntegrityError as error:
        raise CannotChangeError(
            _("There is a request for «%(title)s» already; it waits for a second person.")
            % {"title": instance}
        ) from error
    _note(row, REQUEST_ACTION, user)
    return row


def text_of(row: PublicationChange) -> str:
    """What the request would take away, as a mark: the published text; with a page, its draft."""
    instance = row.content_object
    if instance is None:
        return ""
    if row.change == Change.UNPUBLISH:
        return str(instance.live_revision_id or "")
    latest = _latest(instance)
    return f"{instance.live_revision_id or ''} {mark_of(latest) if latest else ''}"


def _latest(instance: Any) -> Revision | None:
    found: Revision | None = Revision.objects.for_instance(instance).order_by("created_at").last()
    return found


def _ask_for_text_seen(row: PublicationChange, seen: str) -> None:
    """Refuse to take away what somebody wrote after the decider opened the request."""
    if seen == text_of(row):
        return
    latest = _latest(row.content_object)
    text = _(
        "Nothing was done: %(name)s changed «%(title)s» at %(time)s, after you opened the request."
        " Please look at it again, then decide."
    )
    raise CannotChangeError(
        text
        % {
            "name": (latest and latest.user) or _("The system"),
            "title": row.title,
            "time": date_format(localtime(latest.created_at), "H:i d/m/Y") if latest else "…",
        }
    )


@transaction.atomic
def decide(
    *,
    pk: int,
    decision: Decision,
    user: Any,
    seen: str = "",
    ask_first: Callable[[Any], None] | None = None,
) -> PublicationChange:
    """Carry the request out, refuse it or take it back.

    `seen` is the mark of the text that the decider saw. `ask_first` is called with the object
    before it is deleted, to raise what speaks against it.
    """
    row = PublicationChange.objects.select_for_update().get(pk=pk)
    if row.decision != Decision.OPEN:
        raise CannotChangeError(_("The request was decided meanwhile."))
    _hold(row)
    if decision == Decision.WITHDRAWN:
        is_allowed = user.pk == row.requested_by_id
    else:
        is_allowed = may_decide(user, row)
    if not is_allowed:
        raise PermissionDenied
    if decision == Decision.CONFIRMED:
        _ask_for_text_seen(row, seen)
    instance = row.content_object
    row.decision, row.decided_by, row.decided_at = decision, user, timezone.now()
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    _note(row, DECISION_ACTIONS[decision], user)
    if decision == Decision.CONFIRMED:
        note_superuser(user=user, instance=instance, change=Change(row.change))
        with agreed():
            _carry_out(row, instance, user, ask_first)
    return row


def _hold(row: PublicationChange) -> None:
    """Hold the page or question, so that nobody saves another text until this is written."""
    model: Any = row.content_type.model_class()
    model._base_manager.select_for_update().filter(pk=row.object_id).first()


def _carry_out(
    row: PublicationChange, instance: Any, user: Any, ask_first: Callable[[Any], None] | None
) -> None:
    target = instance.specific if isinstance(instance, Page) else instance
    if row.change == Change.UNPUBLISH:
        action = UnpublishPageAction if isinstance(target, Page) else UnpublishAction
        action(target, user=user).execute(skip_permission_checks=True)
        return
    if ask_first:
        ask_first(target)
    try:
        if isinstance(target, Page):
            target.delete(user=user)
        else:
            log(instance=target, action="wagtail.delete", user=user, deleted=True)
            target.delete()
    except (ProtectedError, RestrictedError) as error:
        raise CannotChangeError(
            _(
                "«%(title)s» cannot be deleted, because other records refer to it. "
                "It can be withdrawn instead."
            )
            % {"title": row.title}
        ) from error


def _note(row: PublicationChange, action: str, user: Any) -> None:
    """Write the step into the history of the page or question, with the reason."""
    if (instance := row.content_object) is not None:
        data = {"change": row.change, "reason": row.reason}
        log(instance=instance, action=action, user=user, title=row.title, data=data)


def _permission(instance: Any, action: str) -> str:
    meta = instance._meta
    return f"{meta.app_label}.{action}_{meta.model_name}"
