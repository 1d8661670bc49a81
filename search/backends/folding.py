"""What both databases share: how an object becomes index text, and how a query is compiled.

The base classes are internal to modelsearch, which is pinned; tests/search holds what they must do.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import connections
from django.db.models import Field, QuerySet
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import And, Boost, MatchAll, Or, Phrase, PlainText
from modelsearch.query import SearchQuery as WagtailQuery
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from search import tokens
from search.matching import Match, Words, all_of, any_of
from search.queries import Query, read, read_beginning
from search.synonyms import expansions

IndexEntry: Any = get_app_config().get_model("IndexEntry", require_ready=False)
HEAVY_BOOST = 5  # fields of this boost count as much as a title
TITLE = "title"


class Asked(WagtailQuery):
    """A query that was read already; given to `.search()` in the place of a text."""

    def __init__(self, query: Query, *, is_loose: bool = False) -> None:
        self.asked = query
        self.match = query.loose_match if is_loose else query.match

    def __repr__(self) -> str:
        return f"<Asked {self.asked.text!r}>"


class IndexText:
    """The folded text of one object: heavy fields, light ones, and those for suggestions."""

    def __init__(self, instance: Any) -> None:
        self.heavy: list[tokens.Pieces] = []
        self.light: list[tokens.Pieces] = []
        self.beginnings: list[tokens.Pieces] = []
        for field in instance.get_search_fields():
            self._add(instance, field)

    def _add(self, instance: Any, field: Any) -> None:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(instance)):
                for inner in field.fields:
                    self._add(related, inner)
        elif isinstance(field, AutocompleteField):
            self.beginnings.append(tokens.pieces(_text(field.get_value(instance))))
        elif isinstance(field, SearchField):
            into = self.heavy if is_heavy(field) else self.light
            into.append(tokens.pieces(_text(field.get_value(instance))))


def is_heavy(field: SearchField) -> bool:
    """Whether the field says what the object is, rather than what is written in it."""
    return field.field_name == TITLE or (field.boost or 0) >= HEAVY_BOOST


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    if hasattr(value, "all"):
        found: Iterable[Any] = value.all()
        return found
    return [value() if callable(value) else value]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, Iterable):
        return " , ".join(map(_text, value))
    return "" if value is None else str(value)


class FoldedIndexMixin:
    """Writes index rows, several objects at once, in one statement that replaces what was there."""

    columns: ClassVar[tuple[str, ...]] = ("title", "body", "autocomplete")

    def row(self, text: IndexText) -> dict[str, Any]:
        """The columns of an index row."""
        raise NotImplementedError

    def add_items(self, model: type, objs: Iterable[Any]) -> None:
        """Write the rows of objects of one model."""
        if not model.get_search_fields():  # type: ignore[attr-defined]
            return
        content_type = get_content_type_pk(model)
        rows = [
            IndexEntry(
                content_type_id=content_type, object_id=str(one.pk), **self.row(IndexText(one))
            )
            for one in objs
        ]
        IndexEntry._default_manager.bulk_create(
            rows,
            batch_size=100,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.columns,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: the length of titles is weighed when results are put in order."""


class FoldedCompilerMixin:
    """Compiles a query of Wagtail's search API into a match on folded words.

    The rows of the index are joined to those of the model by their number: the full-text index
    leads, and the model's table is asked for the rows that were found.
    """

    queryset: QuerySet
    query: Any
    fields: Any
    order_by_relevance: bool
    reads_beginnings = False

    def check(self) -> None:
        """Accept any filter: both tables stand in one database."""

    def asked(self) -> tuple[Match | None, Match | None]:
        """What is asked of the index, and what lifts a result."""
        if isinstance(self.query, Asked):
            return self.query.match, self.query.asked.bonus
        if isinstance(self.query, PlainText) and self.query.operator.lower() != "or":
            query = self._read(self.query.query_string)
            return query.match, None if self.reads_beginnings else query.bonus
        return self._match(self.query), None

    def _read(self, text: str) -> Query:
        return (read_beginning if self.reads_beginnings else read)(text, expansions())

    def _match(self, query: Any) -> Match | None:
        if isinstance(query, PlainText):
            read_query = self._read(query.query_string)
            return read_query.loose_match if query.operator.lower() == "or" else read_query.match
        if isinstance(query, Phrase):
            found = tokens.words(query.query_string)
            return Words(tuple(found)) if found else None
        if isinstance(query, Boost):
            return self._match(query.subquery)
        if isinstance(query, And | Or):
            parts = [part for part in map(self._match, query.subqueries) if part is not None]
            return all_of(parts) if isinstance(query, And) else any_of(parts)
        raise NotImplementedError(f"{type(query).__name__} is not supported by this search.")

    @property
    def titles_only(self) -> bool:
        """Whether the caller wants only fields that say what the object is."""
        if self.fields is None:
            return False
        named = {
            field.field_name: field for field in self.queryset.model.get_searchable_search_fields()
        }
        return all(name in named and is_heavy(named[name]) for name in self.fields)

    def search(
        self,
        config: Any,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet:
        """Return the rows that match, in order, with their score under the name asked for."""
        if isinstance(self.query, MatchAll):
            return self.queryset[start:stop]
        match, bonus = self.asked()
        if match is None:
            return self.queryset.none()
        score = score_field or "_score"
        is_scored = score_field is not None or self.order_by_relevance
        found = self.joined(match, bonus, score if is_scored else None)
        if self.order_by_relevance:
            found = found.order_by(f"-{score}", "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def joined(self, match: Match, bonus: Match | None, score: str | None) -> QuerySet:
        """The queryset joined to the index rows that match, with the score as a column."""
        raise NotImplementedError

    def _index_conditions(self) -> tuple[list[str], list[Any]]:
        """Join the index rows of the model, and of those that inherit from it, to its own."""
        meta = self.queryset.model._meta
        quote = self.queryset.query.get_compiler(self.queryset.db).quote_name_unless_alias
        index = quote(IndexEntry._meta.db_table)
        types = get_descendants_content_types_pks(self.queryset.model)
        places = ", ".join(["%s"] * len(types))
        key = f"CAST({index}.object_id AS {_key_type(meta.pk, self.queryset.db)})"
        conditions = [
            f"{index}.content_type_id IN ({places})",
            f"{quote(meta.db_table)}.{quote(meta.pk.column)} = {key}",
        ]
        return conditions, list(types)


def _key_type(field: Field, alias: str) -> str:
    """The type of the column of a primary key."""
    found = field.rel_db_type(connections[alias])
    assert found is not None  # noqa: S101  a primary key has a column
    return found
