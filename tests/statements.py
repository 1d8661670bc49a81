"""Counting SQL statements, so that a page that asks once per row fails its test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Captured(list[str]):
    """The statements that ran, transaction control left out."""

    def __str__(self) -> str:
        return "\n".join(f"{number:3}. {statement}" for number, statement in enumerate(self, 1))


class Statements:
    """The `sql` fixture."""

    @contextmanager
    def capture(self) -> Iterator[Captured]:
        """Collect the statements of a block; the list is filled when the block ends."""
        captured = Captured()
        with CaptureQueriesContext(connection) as context:
            yield captured
        captured.extend(
            query["sql"]
            for query in context.captured_queries
            if not query["sql"].lstrip().upper().startswith(TRANSACTION_CONTROL)
        )

    @contextmanager
    def count(self, *, maximum: int) -> Iterator[Captured]:
        """Fail, listing the SQL, when the block runs more statements than allowed."""
        with self.capture() as captured:
            yield captured
        assert len(captured) <= maximum, f"{len(captured)} statements > {maximum}:\n{captured}"

    def flat(
        self,
        action: Callable[[], Any],
        grow: Callable[[], Any],
        *,
        maximum: int | None = None,
    ) -> int:
        """Run the action at two sizes; fail when growing the data grows the statements.

        The action runs once beforehand, so that what is read once per process does not count.
        """
        action()
        with self.capture() as small:
            action()
        grow()
        with self.capture() as large:
            action()
        assert len(large) <= len(small), (
            f"{len(small)} statements became {len(large)}.\nSmall:\n{small}\nLarge:\n{large}"
        )
        if maximum is not None:
            assert len(large) <= maximum, f"{len(large)} statements > {maximum}:\n{large}"
        return len(large)
