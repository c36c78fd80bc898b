"""Matching, once for SQLite (FTS5) and once for PostgreSQL (tsvector). Both see words folded by words.py and both stem
them as English ones, whatever the language: for others that is a fixed cut, the same on both sides.
"""

from django.db import connection

from .models import Document
from .words import Term, words_of

# More matches than this are neither counted nor ranked: nobody pages that far.
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


def match(terms: list[Term]) -> dict[int, float]:
    """Keys of matching documents with their rank (higher is better), CAP at most: the best of them, or the newest."""
    if not any(term.is_wanted for term in terms):
        return {}
    sql, values = (sqlite if is_sqlite() else postgresql)(terms)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def sqlite(terms: list[Term]) -> tuple[str, list[str | int]]:
    """Weights in the order of the columns."""
    wanted = " AND ".join(fts5(term) for term in terms if term.is_wanted)
    unwanted = " OR ".join(fts5(term) for term in terms if not term.is_wanted)
    return (
        "SELECT rowid, -bm25(search_words, 10.0, 4.0, 4.0, 1.0) AS score FROM search_words"
        " WHERE search_words MATCH %s ORDER BY score DESC, rowid DESC LIMIT %s",
        [f"({wanted}) NOT ({unwanted})" if unwanted else wanted, CAP],
    )


def fts5(term: Term) -> str:
    """A phrase in quotes. Words are letters and digits (words.WORD): no sign of the query language gets through."""
    return f'"{term.beginning}"*' if term.beginning else '"' + " ".join(term.words) + '"'


def postgresql(terms: list[Term]) -> tuple[str, list[str | int]]:
    """The newest CAP matches, ranked: ranking reads each row, so that a common word would read the whole table."""
    query = " & ".join(tsquery(term) for term in terms)
    return (
        "WITH asked AS (SELECT to_tsquery('search_words', %s) AS query),"
        " hits AS (SELECT id, vector FROM search_document, asked WHERE vector @@ asked.query"
        " ORDER BY sort_at DESC NULLS LAST, id DESC LIMIT %s)"
        " SELECT hits.id, ts_rank('{0.1, 0.4, 0.4, 1.0}', hits.vector, asked.query) FROM hits, asked",
        [query, CAP],
    )


def tsquery(term: Term) -> str:
    """As fts5(): quoting the words is enough."""
    words = f"'{term.beginning}':*" if term.beginning else " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words})" if term.is_wanted else f"!({words})"
