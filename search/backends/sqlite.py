"""Search with SQLite's FTS5: the index leads, and each row found is ranked once."""

from typing import Any

from django.db import connections
from django.db.models import QuerySet
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchRebuilder,
    SQLiteSearchResults,
)

from search.backends.folding import (
    FoldedCompilerMixin,
    FoldedIndexMixin,
    IndexEntry,
    IndexText,
)
from search.matching import AllOf, AnyOf, Match, fts5
from search.tokens import Pieces

INDEX = IndexEntry._meta.db_table
FTS = f"{INDEX}_fts"
# Of the columns autocomplete, body, title, in the order of the table.
WEIGHTS = "1.0, 1.0, 6.0"


class SQLiteFoldedIndex(FoldedIndexMixin, SQLiteIndex):
    """Index rows as text; words first, then what stands beside them, then their spellings."""

    def row(self, text: IndexText) -> dict[str, Any]:
        """The three columns of the full-text table."""
        return {
            "title": _joined(text.heavy),
            "body": _joined(text.light),
            "autocomplete": " ".join(map(_words, text.beginnings)),
        }


def _joined(found: list[Pieces]) -> str:
    return " ".join(" ".join([_words(pieces), *pieces.exact]) for pieces in found)


def _words(pieces: Pieces) -> str:
    return " ".join([*pieces.words, *pieces.beside])


class SQLiteFoldedCompiler(FoldedCompilerMixin, SQLiteSearchQueryCompiler):
    """Asks the full-text table once and takes its rank along."""

    columns = "{title body}"

    def joined(self, match: Match, bonus: Match | None, score: str | None) -> QuerySet:
        """Join the rows found; a bonus is asked for as «this, or that», which changes no result."""
        lifted = AllOf((match, AnyOf((match, bonus)))) if bonus and score else match
        columns = "{title}" if self.titles_only else self.columns
        conditions, types = self._index_conditions()
        rank = {score: f"-bm25({FTS}, {WEIGHTS})"} if score else {}
        return self.queryset.extra(  # noqa: S610  names of tables, no input
            select=rank,
            tables=[FTS, INDEX],
            where=[f"{FTS} MATCH %s", f"{INDEX}.id = {FTS}.rowid", *conditions],
            params=[f"{columns} : {fts5(lifted)}", *types],
        )


class SQLiteFoldedAutocompleteCompiler(SQLiteFoldedCompiler, SQLiteAutocompleteQueryCompiler):
    """Asks for beginnings of words."""

    columns = "{autocomplete}"
    reads_beginnings = True

    @property
    def titles_only(self) -> bool:
        """Never: the column holds what is suggested."""
        return False


class SQLiteFoldedRebuilder(SQLiteSearchRebuilder):
    """Rebuilds row by row while people search, and tells SQLite about the new size."""

    def finish(self) -> None:
        """Let the planner know."""
        with connections[self.index.write_connection.alias].cursor() as cursor:
            cursor.execute("PRAGMA optimize")


class SQLiteFoldedBackend(SQLiteSearchBackend):
    """Wagtail's search backend for SQLite."""

    index_class = SQLiteFoldedIndex
    query_compiler_class = SQLiteFoldedCompiler
    autocomplete_query_compiler_class = SQLiteFoldedAutocompleteCompiler
    results_class = SQLiteSearchResults
    rebuilder_class = SQLiteFoldedRebuilder
    atomic_rebuilder_class = SQLiteFoldedRebuilder
