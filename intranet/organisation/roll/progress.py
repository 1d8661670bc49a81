"""How far the writing of a large roll has come, told from within its transaction.

What a transaction writes nobody else sees before it ends, and SQLite lets nobody else write
meanwhile. Files are kept where every process and host finds them, and ask no database.
"""

import contextlib

from django.core.files.base import ContentFile

from intranet.organisation.models import RollImport

# Reading and comparing takes this part of the time, writing the rest.
PART_OF_READING = 40
ALL = 100


class Progress:
    """Tells each percent once."""

    def __init__(self, roll_import: RollImport) -> None:
        self.storage = roll_import.file.storage
        self.name = f"danh-sach/tien-do-{roll_import.pk}"
        self.percent = 0

    def read(self, done: int, total: int) -> None:
        """So many of the rows are read."""
        self._tell(PART_OF_READING * done // max(total, 1))

    def written(self, done: int, total: int) -> None:
        """So many of the people are written."""
        self._tell(PART_OF_READING + (ALL - PART_OF_READING) * done // max(total, 1))

    def told(self) -> int | None:
        """The percent told last, if anything was."""
        with contextlib.suppress(OSError, ValueError), self.storage.open(self.name) as kept:
            return min(ALL, int(kept.read()))
        return None

    def end(self) -> None:
        """Forget it; whether the work was done or rolled back, nothing is at it any more."""
        self.storage.delete(self.name)

    def _tell(self, percent: int) -> None:
        if percent > self.percent:
            self.percent = percent
            self.storage.delete(self.name)
            self.storage.save(self.name, ContentFile(str(percent).encode()))
