"""Writes that touch several rows of the roll at once."""

import datetime

from django.db import transaction

from intranet.organisation.models import DatedQuerySet

FIRST_DAY = datetime.date.min
DAY = datetime.timedelta(days=1)


def set_aside(*, rows: DatedQuerySet) -> None:
    """Move the rows onto single days before all history, so that new dates find no old ones.

    The database forbids two rows at once after every single statement. Moving the day on which
    one name follows another changes two rows; whichever is written first would meet the other
    one's old dates. The caller writes the true dates in the same transaction.
    """
    with transaction.atomic():
        for number, pk in enumerate(rows.order_by("pk").values_list("pk", flat=True)):
            start = FIRST_DAY + 2 * number * DAY
            rows.model._default_manager.filter(pk=pk).update(valid_from=start, valid_to=start + DAY)
