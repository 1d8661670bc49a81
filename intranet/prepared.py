"""Querysets that are put together once and asked again and again with other values.

Django builds the SQL of a queryset anew each time it is asked, which costs several times what the
database takes to answer by a key. That is no matter for a page; it is for requests of which
thousands come in the same minute. A `Prepared` remembers the SQL and where its values stand.
"""

import copy
import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable

MARKED_NUMBER = 1_987_654_000  # fits into every kind of integer column
MARKED_DAY = datetime.date(1903, 4, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands among the parameters, and what type the database driver wants."""

    position: int
    name: str
    wrap: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A queryset as one database understands it."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[Place, ...]
    compiler: Any


class Prepared:
    """A queryset with named values: `Prepared(lambda pk: Page.objects.filter(pk=pk), pk=int)`.

    The function is called once per database with marks in place of the values. It may hand them to
    lookups and to nothing else; which rows it names must not depend on what the values are.
    """

    def __init__(self, build: Callable[..., models.QuerySet], **kinds: type) -> None:
        self.build = build
        self.kinds = kinds
        self.statements: dict[str, Statement] = {}

    def all(self, **values: Any) -> list[Any]:
        """The objects that the queryset names with these values."""
        return list(self._objects(values))

    def first(self, **values: Any) -> Any:
        """The first of them, None if there is none."""
        return next(self._objects(values), None)

    def _objects(self, values: dict[str, Any]) -> Iterator[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self.statements.get(connection.vendor)
        if statement is None:
            statement = self.statements[connection.vendor] = self._prepare(connection)
        parameters = list(statement.parameters)
        for place in statement.places:
            parameters[place.position] = place.wrap(_adapted(values[place.name], connection))
        compiler = copy.copy(statement.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (statement.sql, tuple(parameters))
        query = SimpleNamespace(get_compiler=lambda **_kwargs: compiler)
        asked = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return iter(ModelIterable(asked))  # type: ignore[arg-type]  # all that it looks at

    def _prepare(self, connection: Any) -> Statement:
        marks = {name: _mark(kind, at) for at, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.build(**marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = tuple(
            Place(position, name, _wrapper(parameter, _adapted(mark, connection)))
            for name, mark in marks.items()
            for position, parameter in enumerate(parameters)
            if parameter == _adapted(mark, connection)
        )
        if {place.name for place in places} != set(marks):
            raise ValueError("A value of a prepared queryset does not stand in its SQL.")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        compiler.get_converters = lambda _expressions: converters
        return Statement(sql, tuple(parameters), places, compiler)


def _mark(kind: type, number: int) -> Any:
    """A value of that type which nobody else uses."""
    day = MARKED_DAY + datetime.timedelta(days=number)
    if kind is datetime.datetime:
        return datetime.datetime.combine(day, datetime.time(6), datetime.UTC)
    if kind is datetime.date:
        return day
    return MARKED_NUMBER + number if kind is int else f"mark {number}"


def _adapted(value: Any, connection: Any) -> Any:
    """A value as it is handed to the database driver."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _wrapper(parameter: Any, adapted: Any) -> Callable[[Any], Any]:
    """The driver's own type where Django uses one: psycopg has integers of several sizes."""
    return (lambda value: value) if type(parameter) is type(adapted) else type(parameter)
