"""The one place through which pages and questions are published, and may be refused."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Revision

logger = logging.getLogger(__name__)
SCHEDULED = "wagtail.publish.scheduled"


class PublicationRefusedError(ValidationError):
    """A revision must not go live as it is; the messages say why."""

    def __init__(self, reasons: list[str], instance: Any) -> None:
        super().__init__(reasons)
        self.instance = instance


class CheckedPublicationMixin:
    """Asks the model before any publication: by form, in bulk, by approval, by the clock, by code.

    Stands before Wagtail's own mixins among the bases.
    """

    def publication_errors(self) -> list[str]:
        """Reasons against publishing the object as it stands in memory."""
        raise NotImplementedError

    def after_publication(self) -> None:
        """Called on the object as published, in the same transaction."""

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish the revision, or raise `PublicationRefusedError`.

        The clock publishes one thing after another: there a refusal cancels the plan and is logged,
        so that it holds up nothing else.
        """
        reasons = revision.as_object().publication_errors()
        if reasons and kwargs.get("log_action") == SCHEDULED:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("Scheduled publication refused: %s: %s", self, " ".join(reasons))
            return
        if reasons:
            raise PublicationRefusedError(reasons, self)
        with transaction.atomic():
            super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # Wagtail's mixin
            published = type(self)._default_manager.get(pk=self.pk)  # type: ignore[attr-defined]
            if published.live:
                published.after_publication()
