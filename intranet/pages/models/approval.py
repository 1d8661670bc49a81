"""Approval by a second person: the step of the workflow, and requests to withdraw or delete."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState

from intranet.pages.second_person import (
    Change,
    agreed,
    current_request,
    note_superuser,
    own_text_error,
    writers_of,
)
from intranet.pages.text_read import ask_for_text_read


class SecondPersonTaskState(TaskState):
    """One round of approval, with who asked for it; a second round may be asked by another."""

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )


class SecondPersonTask(AbstractGroupApprovalTask):
    """Wagtail's approval by a group, but never by who wrote or submitted the draft."""

    task_state_class = SecondPersonTaskState

    class Meta:
        verbose_name = gettext_lazy("approval by a second person")
        verbose_name_plural = gettext_lazy("approvals by a second person")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin a round and note who asked for it."""
        state = super().start(workflow_state, user=user)
        state.submitted_by = user
        state.save(update_fields=["submitted_by"])
        return state

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """Offer the decision to members of the groups who have no part in the draft."""
        actions: list[Any] = super().get_actions(obj, user)
        state = obj.current_workflow_task_state if actions else None
        return [] if state is None or is_partial(state, obj, user) else actions

    def get_template_for_action(self, action: str) -> str:
        """Let the window of a decision pass on which text was read."""
        return "pages/admin/approval_modal.html"

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for the account; what it submitted itself waits for others."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide; whoever changed the text while approving it has become its writer."""
        if action_name != "approve":
            super().on_action(task_state, user, action_name, **kwargs)
            return
        instance = _held(task_state.revision.content_object)
        if is_partial(task_state, instance, user):
            raise own_text_error(instance)
        if (request := current_request()) is not None:
            ask_for_text_read(request, instance)
        with agreed():
            super().on_action(task_state, user, action_name, **kwargs)
        note_superuser(user=user, instance=instance, change=Change.PUBLISH)

    @classmethod
    def get_description(cls) -> str:
        return _(
            "Members of the chosen groups approve; who wrote or submitted the draft cannot, "
            "whatever their role."
        )


def _held(instance: Any) -> Any:
    """The row, held until the approval is written: nobody saves another text meanwhile."""
    return type(instance)._base_manager.select_for_update().get(pk=instance.pk)


def is_partial(task_state: TaskState, instance: Any, user: Any) -> bool:
    """Whether the account submitted the draft or wrote at it."""
    submitters = {
        task_state.workflow_state.requested_by_id,
        getattr(task_state.specific, "submitted_by_id", None),
    }
    return user.pk in submitters or user.pk in writers_of(instance)


class Decision(models.TextChoices):
    """What became of a request."""

    OPEN = "open", gettext_lazy("waiting")
    CONFIRMED = "confirmed", gettext_lazy("confirmed")
    REFUSED = "refused", gettext_lazy("refused")
    WITHDRAWN = "withdrawn", gettext_lazy("taken back")


class PublicationChangeQuerySet(models.QuerySet):
    """Requests by who has to do with them."""

    def open(self) -> Self:
        """Requests that wait for a second person."""
        return self.filter(decision=Decision.OPEN)

    def for_listing(self) -> Self:
        """Requests with the people a row prints, the newest first, those that wait before all."""
        is_waiting = models.Case(models.When(decision=Decision.OPEN, then=0), default=1)
        people = self.select_related("requested_by", "decided_by")
        return people.order_by(is_waiting, "-requested_at", "-pk")


class PublicationChange(models.Model):
    """A request to withdraw or delete something published, which another person decides.

    The title is kept, because a deleted page cannot be asked for it any more.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    title = models.CharField(gettext_lazy("title"), max_length=300)
    change = models.CharField(gettext_lazy("request"), max_length=10, choices=Change)
    reason = models.TextField(gettext_lazy("reason"), max_length=1000)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(
        gettext_lazy("state"), max_length=10, choices=Decision, default=Decision.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = PublicationChangeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = gettext_lazy("request to withdraw or delete")
        verbose_name_plural = gettext_lazy("requests to withdraw or delete")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(decision=Decision.OPEN),
                name="publication_change_one_open",
            )
        ]
        indexes = [models.Index(fields=["decision", "-requested_at"], name="publication_change")]

    def __str__(self) -> str:
        return self.title
