"""How many begin an attempt at the same moment in one process; the others wait before the door.

Beginning draws and writes many rows. Without a limit a common start would take every thread, and
those who are already inside could not save.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

_places = threading.BoundedSemaphore(settings.QUIZ_STARTS_AT_ONCE)


@contextmanager
def admitted() -> Iterator[bool]:
    """Take a place for the time of a start; False at once when all are taken."""
    if not _places.acquire(blocking=False):
        yield False
        return
    try:
        yield True
    finally:
        _places.release()
