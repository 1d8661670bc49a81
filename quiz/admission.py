"""How many begin an attempt at the same moment in one process; the others wait before the door.

Beginning draws and writes many rows. Without a limit a common start would take every thread, and
those who are already inside could not save. Who is turned away is told when to come again, one
after the other and no faster than beginnings take: three thousand who all came again every few
seconds would keep the door busier than the room.
"""

import math
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

SOONEST, LATEST = 2.0, 60.0  # seconds until somebody who was turned away comes again
COMING_AGAIN = (1, 2, 3)  # for who came as told and still found no place
FIRST_GUESS = 0.05  # seconds between two beginnings, until they have been measured
MEMORY = 0.9  # how much of the measured pace stays when another beginning was measured


class Door:
    """The places for those who begin, and when the next ones may come."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.pace = FIRST_GUESS
        self.next_at = 0.0
        self._free = threading.BoundedSemaphore(places)
        self._appointing = threading.Lock()

    @contextmanager
    def admitted(self) -> Iterator[bool]:
        """Take a place for the time of a start; False at once when all are taken."""
        if not self._free.acquire(blocking=False):
            yield False
            return
        began = time.monotonic()
        try:
            yield True
        finally:
            self._free.release()
            taken = (time.monotonic() - began) / self.places
            self.pace = MEMORY * self.pace + (1 - MEMORY) * taken

    def seconds_to_wait(self, *, came_again: bool) -> int:
        """When to come again: behind all who were told before, or soon for who has waited."""
        if came_again:
            return secrets.choice(COMING_AGAIN)
        now = time.monotonic()
        with self._appointing:
            self.next_at = max(self.next_at, now + SOONEST) + self.pace
            return math.ceil(min(self.next_at - now, LATEST))


door = Door(settings.QUIZ_STARTS_AT_ONCE)
