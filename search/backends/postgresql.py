"""Search with PostgreSQL's tsvector, put together here, so that no parser cuts our words."""

from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchRebuilder,
    PostgresSearchResults,
)

from search.backends.folding import (
    FoldedCompilerMixin,
    FoldedIndexMixin,
    IndexEntry,
    IndexText,
)
from search.matching import Match, tsquery
from search.tokens import Pieces

INDEX = IndexEntry._meta.db_table
HEAVY, LIGHT = "A", "D"
WEIGHTS = "{0.1, 0.1, 0.1, 1.0}"  # of D, C, B, A
LAST_POSITION = 16_383  # what comes behind has no position of its own, and is in no phrase
MOST_PER_WORD = 255
LARGEST = 900_000  # bytes of a vector as text; PostgreSQL takes a megabyte


class Vector:
    """Words with their positions and weights, as PostgreSQL keeps them."""

    def __init__(self) -> None:
        self.places: dict[str, list[str]] = {}
        self.last = 0

    def add(self, found: list[Pieces], weight: str) -> None:
        """Add texts behind what is there: words, what stands beside them, spellings."""
        for pieces in found:
            for run in (pieces.words, pieces.beside, pieces.exact):
                for word in run:
                    self.last += 1
                    places = self.places.setdefault(word, [])
                    if len(places) < MOST_PER_WORD:
                        places.append(f"{min(self.last, LAST_POSITION)}{weight}")

    def expression(self) -> RawSQL:
        """The vector as PostgreSQL reads it; the rarest words of an endless text are left out."""
        size, lexemes = 0, []
        for word, places in self.places.items():
            lexeme = f"{word}:{','.join(places)}"
            size += len(lexeme)
            if size > LARGEST:
                break
            lexemes.append(lexeme)
        return RawSQL("%s::tsvector", [" ".join(lexemes)])


class PostgresFoldedIndex(FoldedIndexMixin, PostgresIndex):
    """Index rows as vectors; the body has the title too, so that one index answers."""

    def row(self, text: IndexText) -> dict[str, Any]:
        """The three vectors."""
        title, body, beginnings = Vector(), Vector(), Vector()
        title.add(text.heavy, HEAVY)
        body.add(text.heavy, HEAVY)
        body.add(text.light, LIGHT)
        beginnings.add(text.beginnings, LIGHT)
        return {
            "title": title.expression(),
            "body": body.expression(),
            "autocomplete": beginnings.expression(),
        }


class PostgresFoldedCompiler(FoldedCompilerMixin, PostgresSearchQueryCompiler):
    """Filters on the vector that has an index, and ranks with it."""

    column = "body"

    def joined(self, match: Match, bonus: Match | None, score: str | None) -> QuerySet:
        """Join the rows found."""
        vector = f"{INDEX}.{self.column}"
        asked = tsquery(match, HEAVY if self.titles_only else "")
        conditions, types = self._index_conditions()
        rank: dict[str, str] = {}
        rank_params: list[str] = []
        if score:
            one = f"ts_rank('{WEIGHTS}', {vector}, %s::tsquery, 1)"
            rank_params = [asked, *([tsquery(bonus)] if bonus else [])]
            rank = {score: " + ".join([one] * len(rank_params))}
        return self.queryset.extra(  # noqa: S610  names of tables and columns, no input
            select=rank,
            select_params=rank_params,
            tables=[INDEX],
            where=[f"{vector} @@ %s::tsquery", *conditions],
            params=[asked, *types],
        )


class PostgresFoldedAutocompleteCompiler(PostgresFoldedCompiler, PostgresAutocompleteQueryCompiler):
    """Asks for beginnings of words."""

    column = "autocomplete"
    reads_beginnings = True

    @property
    def titles_only(self) -> bool:
        """Never: the vector holds what is suggested."""
        return False


class PostgresFoldedRebuilder(PostgresSearchRebuilder):
    """Rebuilds row by row while people search, and tells PostgreSQL about the new size."""

    def finish(self) -> None:
        """Let the planner know."""
        with connections[self.index.write_connection.alias].cursor() as cursor:
            cursor.execute(f"ANALYZE {INDEX}")


class PostgresFoldedBackend(PostgresSearchBackend):
    """Wagtail's search backend for PostgreSQL."""

    index_class = PostgresFoldedIndex
    query_compiler_class = PostgresFoldedCompiler
    autocomplete_query_compiler_class = PostgresFoldedAutocompleteCompiler
    results_class = PostgresSearchResults
    rebuilder_class = PostgresFoldedRebuilder
    atomic_rebuilder_class = PostgresFoldedRebuilder
