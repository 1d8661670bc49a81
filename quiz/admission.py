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
COMING_AGAIN = (2, 3, 4, 5)  # for who came as told and still found no place
FIRST_GUESS = 0.05  # seconds between two beginnings, until they have been measured
IN_LINE = 4  # who wait at the door itself: so few, and so short, that threads are left for saving
BUSY = 2.0  # seconds for which the door counts as busy after somebody was turned away
PATIENCE = 2.0  # seconds at the door itself
MEMORY = 0.9  # how much of the measured pace stays when another beginning was measured


class Door:
    """The places for those who begin, and when the next ones may come."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.pace = FIRST_GUESS
        self.next_at = 0.0
        self.left_at = 0.0  # when a place became free last
        self.refused_at = -BUSY  # when somebody was turned away last
        self._free = threading.BoundedSemaphore(places)
        self._line = threading.BoundedSemaphore(places + IN_LINE)
        self._appointing = threading.Lock()

    @contextmanager
    def admitted(self) -> Iterator[bool]:
        """Take a place for the time of a start; False when all are taken and the line is long."""
        with (
            _taken(self._line, 0) as is_in_line,
            _taken(self._free, PATIENCE if is_in_line else 0) as is_admitted,
        ):
            yield is_admitted
            if is_admitted:
                self._note(time.monotonic())

    def _note(self, now: float) -> None:
        """Follow the pace at which people come in while others are turned away.

        It says more than the time that a start takes: those who came in want their questions, and
        answer them.
        """
        if now - self.refused_at < BUSY:
            self.pace = MEMORY * self.pace + (1 - MEMORY) * min(now - self.left_at, BUSY)
        self.left_at = now

    def seconds_to_wait(self, *, came_again: bool) -> int:
        """When to come again: behind all who were told before, or soon for who has waited."""
        now = self.refused_at = time.monotonic()
        if came_again:
            return secrets.choice(COMING_AGAIN)
        with self._appointing:
            self.next_at = max(self.next_at, now + SOONEST) + self.pace
            return math.ceil(min(self.next_at - now, LATEST))


@contextmanager
def _taken(places: threading.BoundedSemaphore, patience: float) -> Iterator[bool]:
    """Hold one of the places, waiting for it if there is patience; False without one."""
    is_taken = places.acquire(timeout=patience) if patience else places.acquire(blocking=False)
    try:
        yield is_taken
    finally:
        if is_taken:
            places.release()


door = Door(settings.QUIZ_STARTS_AT_ONCE)
