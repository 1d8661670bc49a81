"""Lists of the admin that are searched without marks: a transform `folded`, and a mixin.

For models that stand in no search index, and have few rows or a search that is asked for seldom.
"""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Q, QuerySet, TextField, Transform

from search.text import MOST_WORDS, fold

SQLITE_NAME = "fold_text"
# What `fold` does, in PostgreSQL's words.
_POSTGRESQL = (
    r"TRIM(REGEXP_REPLACE(LOWER(REGEXP_REPLACE(NORMALIZE(TRANSLATE((%(expressions)s)::text,"
    r" 'đĐ', 'dD'), NFKD), '[\u0300-\u036f]', '', 'g')), '[^0-9a-z]+', ' ', 'g'))"
)


class Folded(Transform):
    """The text of a column as `search.text.fold` gives it: `name__folded__contains="ky anh"`."""

    lookup_name = "folded"
    function = SQLITE_NAME
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Say it with functions that PostgreSQL has; SQLite is given ours."""
        return self.as_sql(compiler, connection, template=_POSTGRESQL, **context)


Rows = TypeVar("Rows", bound=QuerySet)


def having_words(queryset: Rows, fields: list[str], text: str) -> Rows:
    """The rows in which each word of the text stands in one of the fields, marks aside."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return queryset.none()
    for word in words:
        in_fields = [Q(**{f"{field}__folded__contains": word}) for field in fields]
        queryset = queryset.filter(reduce(or_, in_fields))
    return queryset


class FoldedSearchMixin:
    """A list of Wagtail's admin whose `search_fields` are searched without marks and case."""

    is_searching: bool
    search_query: str
    search_fields: ClassVar[list[str] | None]

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Rows that have every word."""
        if not self.is_searching:
            return queryset
        return having_words(queryset, list(self.search_fields or ()), self.search_query)


def _teach_sqlite(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_NAME, 1, _fold_or_nothing, deterministic=True)


def _fold_or_nothing(text: str | None) -> str | None:
    return None if text is None else fold(text)


def connect() -> None:
    """Let text columns have the transform; called when the app starts."""
    for field in (CharField, TextField):
        field.register_lookup(Folded)
    connection_created.connect(_teach_sqlite, dispatch_uid="teach_sqlite_to_fold")
