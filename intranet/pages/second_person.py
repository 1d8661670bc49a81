"""Nobody publishes alone: what readers see changes on a screen only when a second person agreed.

Every way to publish, withdraw or delete ends in a row being written or removed, so that is where it
is asked: by signals on everything that has drafts, pages and questions alike. Asked is only what
happens while a request is being answered; commands, the clock and the worker carry out what was
agreed before.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db.models import Model, TextChoices
from django.db.models.signals import pre_delete, pre_save
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

SUPERUSER_ACTION = "second_person.superuser"

# What readers do not see of a page or a question: where it stands in the tree, drafts, locks.
UNSEEN = frozenset(
    "path depth numchild url_path latest_revision latest_revision_created_at draft_title"
    " has_unpublished_changes locked locked_at locked_by".split()
)
# What two revisions may differ in although nobody wrote anything.
UNWRITTEN = UNSEEN | frozenset(
    "pk uuid live live_revision first_published_at last_published_at expired current_version"
    " wagtail_admin_comments folded".split()
)

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
_agreed: ContextVar[bool] = ContextVar("agreed", default=False)


class Change(TextChoices):
    """What one person alone may not do to what readers see."""

    PUBLISH = "publish", pgettext_lazy("change", "publish")
    UNPUBLISH = "unpublish", pgettext_lazy("change", "unpublish")
    DELETE = "delete", pgettext_lazy("change", "delete")


ADVICE = {
    Change.PUBLISH: gettext_lazy(
        "«%(title)s» was not published: a second person has to approve it. What you wrote is kept "
        "as a draft; please choose «Submit», and somebody who did not write it approves it."
    ),
    Change.UNPUBLISH: gettext_lazy(
        "«%(title)s» is still published: to withdraw it, please say why below; a second person "
        "then confirms it."
    ),
    Change.DELETE: gettext_lazy(
        "«%(title)s» was not deleted: it is published. Please say below why it should go; a second "
        "person then confirms it."
    ),
}


class SecondPersonRequiredError(Exception):
    """One person alone was about to change what readers see."""

    def __init__(
        self,
        change: Change,
        instance: Any,
        message: str = "",
        links: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.change = change
        self.instance = instance
        self.links = links
        self.message = message or str(ADVICE[change]) % {"title": instance}
        super().__init__(self.message)


@contextmanager
def on_screen(request: HttpRequest) -> Iterator[None]:
    """While the block runs a person acts through the request, and two are needed."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


@contextmanager
def agreed() -> Iterator[None]:
    """While the block runs a change is carried out to which a second person has agreed."""
    token = _agreed.set(True)
    try:
        yield
    finally:
        _agreed.reset(token)


def current_request() -> HttpRequest | None:
    """The request through which a person acts; none in commands, the clock and the worker."""
    return _request.get()


def is_alone() -> bool:
    """Whether a person acts on a screen without anybody having agreed."""
    return _request.get() is not None and not _agreed.get()


def note_superuser(*, user: Any, instance: Any, change: Change) -> None:
    """Leave a line when somebody changed what readers see in the role that stands above all."""
    if user.is_superuser:
        log(instance=instance, action=SUPERUSER_ACTION, user=user, data={"change": change.value})


def change_url(instance: Any, change: Change) -> str:
    """Address of the form in which one asks to withdraw or delete the object."""
    meta = (instance.specific_class if isinstance(instance, Page) else instance)._meta
    arguments = [meta.app_label, meta.model_name, instance.pk, change.value]
    return reverse("publication_change_new", args=arguments)


def writers_of(instance: Any) -> set[int]:
    """Accounts that wrote the draft: they changed something since the last publication.

    Saving without a change, as approving from the editor does, makes nobody a writer.
    """
    revisions = Revision.objects.for_instance(instance).order_by("created_at", "pk")
    since = _last_publication(instance)
    before = revisions.filter(created_at__lte=since).last() if since else None
    written = _written(before.content) if before else None
    writers = set()
    drafts = revisions.filter(created_at__gt=since) if since else revisions
    for user_id, content in drafts.values_list("user_id", "content"):
        now_written = _written(content)
        if user_id and now_written != written:
            writers.add(user_id)
        written = now_written
    return writers


def _last_publication(instance: Any) -> datetime | None:
    """The moment up to which everything that was written has been published.

    Earlier than the publication where somebody wrote on between the two; and earlier than the
    published revision itself where its writer has saved over it since.
    """
    moments = (
        type(instance)
        ._base_manager.values_list("last_published_at", "live_revision__created_at")
        .get(pk=instance.pk)
    )
    return min((moment for moment in moments if moment), default=None)


def _written(content: Any) -> Any:
    """The content of a revision without its bookkeeping."""
    if isinstance(content, dict):
        return {key: _written(value) for key, value in content.items() if key not in UNWRITTEN}
    if isinstance(content, list):
        return [_written(item) for item in content]
    return content


def ask_before_save(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Refuse that one person alone brings something to readers, changes it or takes it from them.

    A revision with an hour of publication is as good as published.
    """
    if raw or not is_alone():
        return
    if isinstance(instance, Revision) and instance.approved_go_live_at:
        raise SecondPersonRequiredError(Change.PUBLISH, instance.content_object)
    if isinstance(instance, DraftStateMixin) and _is_seen(sender, instance, update_fields):
        change = Change.PUBLISH if instance.live else Change.UNPUBLISH
        raise SecondPersonRequiredError(change, instance)


def _is_seen(sender: type[Model], instance: Any, update_fields: Iterable[str] | None) -> bool:
    """Whether readers would see that the row is saved."""
    stored = None if instance._state.adding else sender._base_manager.filter(pk=instance.pk).first()
    if stored is None:
        return instance.live
    if not (stored.live or instance.live):  # type: ignore[attr-defined]  # only of what has drafts
        return False
    return any(
        field.get_prep_value(field.value_from_object(stored))
        != field.get_prep_value(field.value_from_object(instance))
        for field in sender._meta.concrete_fields
        if field.name not in UNSEEN and (update_fields is None or field.name in update_fields)
    )


def ask_before_delete(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Refuse that one person alone deletes what is published."""
    if isinstance(instance, DraftStateMixin) and instance.live and is_alone():
        raise SecondPersonRequiredError(Change.DELETE, instance)


def own_text_error(instance: Any) -> SecondPersonRequiredError:
    """The refusal of an approval by somebody who wrote or submitted the draft."""
    return SecondPersonRequiredError(
        Change.PUBLISH,
        instance,
        _(
            "You wrote or submitted «%(title)s», so somebody else has to approve it. "
            "It stays in approval until then."
        )
        % {"title": instance},
    )


def connect() -> None:
    """Listen to everything that is saved or deleted; called when the app starts."""
    pre_save.connect(ask_before_save, dispatch_uid="second_person")
    pre_delete.connect(ask_before_delete, dispatch_uid="second_person")
