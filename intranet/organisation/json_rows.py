"""Rows carried through a statement as JSON, on both databases alike.

A statement that asks one thing can so bring along the few rows that decide about it.
"""

from typing import Any

from django.db.models import Func, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONArray


class JsonRows(Subquery):
    """All rows of a query as one list, each row the list of the columns given."""

    output_field = JSONField()
    template = "(SELECT COALESCE(JSONB_AGG(listed.line), '[]'::JSONB) FROM (%(subquery)s) listed)"
    # SQLite forgets on the way that a text is JSON, so it is told again.
    sqlite_template = (
        "JSON((SELECT JSON_GROUP_ARRAY(JSON(listed.line)) FROM (%(subquery)s) listed))"
    )

    def __init__(self, rows: QuerySet, *columns: Any) -> None:
        super().__init__(rows.order_by().values(line=JSONArray(*columns)))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Say it in SQLite's words."""
        return self.as_sql(compiler, connection, template=self.sqlite_template, **context)


class StillJson(Func):
    """A JSON column inside other JSON: SQLite would take it for a text."""

    output_field = JSONField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Say it in SQLite's words."""
        return self.as_sql(compiler, connection, template="JSON(%(expressions)s)", **context)
