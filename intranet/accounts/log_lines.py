"""Lines of the log in one statement each.

Wagtail's own way reads account and kind of object again, to see that they exist, before it writes.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import ModelLogEntry


def note(
    *,
    model: type[models.Model],
    key: Any,
    label: str,
    action: str,
    user: Any,
    data: dict[str, Any],
) -> None:
    """Write that the account did this to a row of the model; `label` is what the row is called."""
    line = ModelLogEntry(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(key),
        label=label,
        action=action,
        user_id=user.pk,
        data=data,
        timestamp=timezone.now(),
    )
    ModelLogEntry.objects.bulk_create([line])
