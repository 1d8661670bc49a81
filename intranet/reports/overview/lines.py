"""Where the reports draw their lines, and who decides on them: the plan itself names no number."""

from typing import NamedTuple

from django.conf import settings


class Lines(NamedTuple):
    """Upper ends of the sizes of units, in people, and of the steps of understanding, in percent.

    `owner` decides on them; every screen that uses one says both.
    """

    owner: str
    sizes: tuple[int, ...]
    steps: tuple[int, ...]


def lines() -> Lines:
    """The lines of this installation."""
    return Lines(
        owner=settings.REPORT_LINES_OWNER,
        sizes=tuple(sorted(settings.REPORT_SIZES)),
        steps=tuple(sorted(settings.REPORT_STEPS)),
    )
