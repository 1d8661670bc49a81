"""Writes many rows past the ORM: SQLite by one prepared statement, PostgreSQL by COPY."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

# What a database may leave out while it is filled: nobody needs these rows after a power cut.
SQLITE_UNGUARDED = ("synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY")


@contextmanager
def filling() -> Iterator[None]:
    """One transaction that asks for no foreign keys; counters and statistics are right after it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for setting in SQLITE_UNGUARDED:
                cursor.execute(f"PRAGMA {setting}")
        else:
            cursor.execute("SET session_replication_role = replica")
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")


def next_id(model: type[models.Model]) -> int:
    """The first key that is free."""
    return int(model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of the named fields, keys included; every other field gets its default.

    Values are as the database has them: keys of other rows, moments as text in UTC, JSON as text.
    """
    fields = {field.name: field for field in model._meta.concrete_fields}
    others = [field for name, field in fields.items() if name not in names]
    rest = tuple(field.get_db_prep_save(_default(field), connection) for field in others)
    columns = ", ".join(
        f'"{field.column}"' for field in [*(fields[name] for name in names), *others]
    )
    target = f'"{model._meta.db_table}" ({columns})'
    _insert(target, len(fields), ((*row, *rest) for row in rows))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _insert(target: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join("?" * width)
            connection.connection.executemany(f"INSERT INTO {target} VALUES ({places})", rows)
            return
        with cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _default(field: Any) -> Any:
    """What the field holds in a row that says nothing of it."""
    if field.has_default() or field.null:
        return field.get_default()
    if getattr(field, "auto_now_add", False):
        return datetime.datetime.now(datetime.UTC)
    return ""
