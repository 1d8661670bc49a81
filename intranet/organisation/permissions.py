"""Who may read what is addressed to whom, and who may see whose participation."""

from typing import Any

from intranet.organisation.models import Audience


def audience_ids_of(user: Any) -> list[int]:
    """Ids of the audiences that the person behind the account belongs to today."""
    if not user.is_authenticated:
        return []
    return list(Audience.objects.values_list("id", flat=True))
