"""Querysets that are put together once and asked again and again with other values.

Django builds the SQL of a queryset anew each time it is asked, which costs several times what the
database takes to answer by a key. That is no matter for a page; it is for requests of which
thousands come in the same minute. What is prepared keeps its SQL and where its values stand.
"""

import copy
import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.query import ModelIterable
from django.db.models.sql import UpdateQuery

MARKED_NUMBER = 1_987_654_000  # fits into every kind of integer column
MARKED_DAY = datetime.date(1903, 4, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands among the parameters, and what type the database driver wants."""

    position: int
    name: str
    wrap: Callable[[Any], Any]
    limit: int

    def fits(self, value: Any) -> bool:
        """Whether the column could hold the value at all; an address may name any number."""
        return not isinstance(value, int) or abs(value) < self.limit


@dataclass(frozen=True, slots=True)
class Statement:
    """A queryset as one database understands it."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[Place, ...]
    compiler: Any


class _PreparedStatement:
    """What both kinds have in common: marks in place of the values, compiled once per database."""

    def __init__(self, **kinds: type) -> None:
        self.kinds = kinds
        self.statements: dict[str, Statement] = {}

    def _compiler(self, marks: dict[str, Any]) -> Any:
        raise NotImplementedError

    def _statement(self, connection: Any) -> Statement:
        """The statement for this kind of database."""
        if connection.vendor not in self.statements:
            self.statements[connection.vendor] = self._prepare(connection)
        return self.statements[connection.vendor]

    def _prepare(self, connection: Any) -> Statement:
        marks = {name: _mark(kind, at) for at, (name, kind) in enumerate(self.kinds.items())}
        compiler = self._compiler(marks)
        sql, parameters = compiler.as_sql()
        places = tuple(
            Place(
                position, name, _wrapper(parameter, _adapted(mark, connection)), _limit(parameter)
            )
            for name, mark in marks.items()
            for position, parameter in enumerate(parameters)
            if _is_same(parameter, _adapted(mark, connection))
        )
        if {place.name for place in places} != set(marks):
            raise ValueError("A value of a prepared statement does not stand in its SQL.")
        return Statement(sql, tuple(parameters), places, compiler)

    def _parameters(
        self, statement: Statement, values: dict[str, Any], connection: Any
    ) -> tuple[Any, ...] | None:
        """The parameters with these values in their places, None if no row can have such values."""
        parameters = list(statement.parameters)
        for place in statement.places:
            value = values[place.name]
            if not place.fits(value):
                return None
            parameters[place.position] = place.wrap(_adapted(value, connection))
        return tuple(parameters)


class Prepared(_PreparedStatement):
    """A queryset with named values: `Prepared(lambda pk: Page.objects.filter(pk=pk), pk=int)`.

    The function is called once per database with marks in place of the values. It may hand them to
    lookups and to nothing else; which rows it names must not depend on what the values are.
    """

    def __init__(self, build: Callable[..., models.QuerySet], **kinds: type) -> None:
        super().__init__(**kinds)
        self.build = build

    def all(self, **values: Any) -> list[Any]:
        """The objects that the queryset names with these values."""
        return list(self._objects(values))

    def first(self, **values: Any) -> Any:
        """The first of them, None if there is none."""
        return next(self._objects(values), None)

    def _objects(self, values: dict[str, Any]) -> Iterator[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self._statement(connection)
        parameters = self._parameters(statement, values, connection)
        if parameters is None:
            return iter(())
        compiler = copy.copy(statement.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (statement.sql, parameters)
        query = SimpleNamespace(get_compiler=lambda **_kwargs: compiler)
        asked = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return iter(ModelIterable(asked))  # type: ignore[arg-type]  # all that it looks at

    def _compiler(self, marks: dict[str, Any]) -> Any:
        return self.build(**marks).query.get_compiler(DEFAULT_DB_ALIAS)

    def _prepare(self, connection: Any) -> Statement:
        statement = super()._prepare(connection)
        columns = [column[0] for column in statement.compiler.select]
        converters = statement.compiler.get_converters(columns)
        statement.compiler.get_converters = lambda _expressions: converters
        return statement


class PreparedUpdate(_PreparedStatement):
    """An update with named values; the function returns the queryset and what is set in it."""

    def __init__(
        self, build: Callable[..., tuple[models.QuerySet, dict[str, Any]]], **kinds: type
    ) -> None:
        super().__init__(**kinds)
        self.build = build

    def run(self, **values: Any) -> int:
        """Update, and return how many rows there were to update."""
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self._statement(connection)
        parameters = self._parameters(statement, values, connection)
        with (
            transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.sql, parameters)
            return int(cursor.rowcount)

    def _compiler(self, marks: dict[str, Any]) -> Any:
        queryset, changes = self.build(**marks)
        query: UpdateQuery = queryset.query.chain(UpdateQuery)  # type: ignore[assignment]
        query.add_update_values(changes)
        return query.get_compiler(DEFAULT_DB_ALIAS)


def _mark(kind: type, number: int) -> Any:
    """A value of that type which nobody else uses."""
    day = MARKED_DAY + datetime.timedelta(days=number)
    text = f"mark {number}"
    marks: dict[type, Any] = {
        int: MARKED_NUMBER + number,
        str: text,
        list: [text],
        datetime.date: day,
        datetime.datetime: datetime.datetime.combine(day, datetime.time(6), datetime.UTC),
    }
    return marks[kind]


def _adapted(value: Any, connection: Any) -> Any:
    """A value as it is handed to the database driver; a list is JSON."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return connection.ops.adapt_json_value(value, None) if isinstance(value, list) else value


def _is_same(parameter: Any, adapted: Any) -> bool:
    """Whether a parameter is the mark; the driver's wrapper of JSON cannot be compared itself."""
    if hasattr(adapted, "obj"):
        return bool(getattr(parameter, "obj", None) == adapted.obj)
    return bool(parameter == adapted)


def _wrapper(parameter: Any, adapted: Any) -> Callable[[Any], Any]:
    """The driver's own type where Django uses one: psycopg has integers of several sizes."""
    return (lambda value: value) if type(parameter) is type(adapted) else type(parameter)


def _limit(parameter: Any) -> int:
    """The number that the column is too small for."""
    return {"Int2": 2**15, "Int4": 2**31}.get(type(parameter).__name__, 2**63)
