"""Matching, once for SQLite (FTS5) and once for PostgreSQL (tsvector). Both see words folded by words.py and both stem
them as English ones, whatever the language: for others that is a fixed cut, the same on both sides.
"""

import json
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Func, Value

from .models import Document
from .words import Term, words_of

# More matches of a kind than this are neither counted nor ranked, the newest are: nobody pages that far, and ranking
# reads each row, so that a common word would read the whole table.
CAP = 1000
INDEXED = 200_000


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def store(document: Document, body: str) -> None:
    """Index the document's words. `body` may be longer than what the row keeps for excerpts."""
    texts = (document.title, document.standfirst, document.names, body[:INDEXED])
    folded = [" ".join(words_of(text)) for text in texts]
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute(
                "REPLACE INTO search_words (rowid, title, standfirst, names, body) VALUES (%s, %s, %s, %s, %s)",
                [document.pk, *folded],
            )
        else:
            cursor.execute(
                "UPDATE search_document SET vector ="
                " setweight(to_tsvector('search_words', %s), 'A') || setweight(to_tsvector('search_words', %s), 'B')"
                " || setweight(to_tsvector('search_words', %s), 'C') || setweight(to_tsvector('search_words', %s), 'D')"
                " WHERE id = %s",
                [*folded, document.pk],
            )


def forget(keys: list[int]) -> None:
    """Take documents out of the word index; on PostgreSQL the words live in the row and go with it."""
    if keys and is_sqlite():
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [[key] for key in keys])


class Matching(Func):
    """The keys of all documents that hold what `terms` ask for, for `pk__in`."""

    output_field = BigIntegerField()

    def __init__(self, terms: list[Term]) -> None:
        super().__init__(Value(written(terms)))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT rowid FROM search_words WHERE search_words MATCH %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT search_matching(to_tsquery('search_words', %(expressions)s)))"
        return self.as_sql(compiler, connection, template=template, **context)


def ranks(terms: list[Term], keys: list[int]) -> dict[int, float]:
    """How well these documents, all of which match, answer `terms`: higher is better.

    The weights stand in the order of the columns, for PostgreSQL the other way round.
    """
    if not keys:
        return {}
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute(
                "SELECT rowid, -bm25(search_words, 10.0, 4.0, 4.0, 1.0) FROM search_words"
                # The sign keeps SQLite from asking for each key by itself.
                " WHERE search_words MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))",
                [written(terms), json.dumps(keys)],
            )
        else:
            cursor.execute(
                "SELECT id, ts_rank('{0.1, 0.4, 0.4, 1.0}', vector, to_tsquery('search_words', %s))"
                " FROM search_document WHERE id = ANY(%s)",
                [written(terms), keys],
            )
        return dict(cursor.fetchall())


def written(terms: list[Term]) -> str:
    """`terms`, one of them wanted, in the database's own query language."""
    if not is_sqlite():
        return " & ".join(tsquery(term) for term in terms)
    wanted = " AND ".join(fts5(term) for term in terms if term.is_wanted)
    unwanted = " OR ".join(fts5(term) for term in terms if not term.is_wanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def fts5(term: Term) -> str:
    """A phrase in quotes. Words are letters and digits (words.WORD): no sign of the query language gets through."""
    return f'"{term.beginning}"*' if term.beginning else '"' + " ".join(term.words) + '"'


def tsquery(term: Term) -> str:
    """As fts5(): quoting the words is enough."""
    words = f"'{term.beginning}':*" if term.beginning else " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words})" if term.is_wanted else f"!({words})"
