"""Matching, once for SQLite (FTS5) and once for PostgreSQL (tsvector). Both see text folded by words.fold()."""

from django.db import connection

from .models import Document
from .words import Term, words_of

# bm25 weights and tsvector labels follow the same order: title, standfirst, names, body.
COLUMNS = ("title", "standfirst", "names", "body")
# More matches than this are neither counted nor ranked: nobody pages that far.
CAP = 1000
INDEXED = 200_000

CREATE_SQLITE = """
    CREATE VIRTUAL TABLE search_words USING fts5(title, standfirst, names, body, tokenize='porter unicode61 remove_diacritics 2')
"""
CREATE_POSTGRESQL = """
    ALTER TABLE search_document ADD COLUMN vector tsvector;
    CREATE INDEX search_vector ON search_document USING gin (vector);
"""


def store(document: Document, body: str) -> None:
    """Index the document's words. `body` may be longer than what the row keeps for excerpts."""
    texts = [document.title, document.standfirst, document.names, body[:INDEXED]]
    folded = [" ".join(words_of(text)) for text in texts]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [document.pk])
            cursor.execute(
                "INSERT INTO search_words (rowid, title, standfirst, names, body) VALUES (%s, %s, %s, %s, %s)",
                [document.pk, *folded],
            )
        else:
            config = stemmer(document.language)
            cursor.execute(
                "UPDATE search_document SET vector ="
                " setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B')"
                " || setweight(to_tsvector(%s::regconfig, %s), 'B') || setweight(to_tsvector(%s::regconfig, %s), 'D')"
                " WHERE id = %s",
                [*(value for text in folded for value in (config, text)), document.pk],
            )


def forget(keys: list[int]) -> None:
    """Take documents out of the word index; on PostgreSQL the words live in the row and go with it."""
    if keys and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [[key] for key in keys])


def match(terms: list[Term]) -> dict[int, float]:
    """Keys of matching documents with their rank (higher is better), CAP at most, the best or newest of them."""
    wanted = [term for term in terms if term.is_wanted]
    if not wanted:
        return {}
    sql, values = (sqlite if connection.vendor == "sqlite" else postgresql)(terms)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def sqlite(terms: list[Term]) -> tuple[str, list[object]]:
    """FTS5's own ranking. Each word is quoted, so that no sign of the query language gets through."""
    wanted = " AND ".join(fts5(term) for term in terms if term.is_wanted)
    unwanted = " OR ".join(fts5(term) for term in terms if not term.is_wanted)
    query = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
    return (
        "SELECT rowid, -bm25(search_words, 10.0, 4.0, 4.0, 1.0) AS score FROM search_words"
        " WHERE search_words MATCH %s ORDER BY score DESC LIMIT %s",
        [query, CAP],
    )


def fts5(term: Term) -> str:
    quoted = " ".join(f'"{word}"' for word in term.words)
    return quoted + "*" if len(term.words) == 1 and len(term.words[0]) > 3 else " + ".join(f'"{w}"' for w in term.words)


def postgresql(terms: list[Term]) -> tuple[str, list[object]]:
    """The newest CAP matches, ranked. Stemmed as English and, for other languages, as typed with any ending."""
    query = " & ".join(tsquery(term) for term in terms)
    return (
        "WITH asked AS (SELECT to_tsquery('english', %s) || to_tsquery('simple', %s) AS query),"
        " hits AS (SELECT id, vector FROM search_document, asked WHERE vector @@ asked.query"
        " ORDER BY sort_at DESC NULLS LAST LIMIT %s)"
        " SELECT hits.id, ts_rank('{0.1, 0.2, 0.4, 1.0}', hits.vector, asked.query) FROM hits, asked",
        [query, query, CAP],
    )


def tsquery(term: Term) -> str:
    """Words are letters and digits only (words.WORD), so quoting them is enough."""
    words = [f"'{word}'" + (":*" if len(term.words) == 1 and len(word) > 3 else "") for word in term.words]
    return ("" if term.is_wanted else "!") + "(" + " <-> ".join(words) + ")"


def stemmer(language: str) -> str:
    return "english" if language in ("", "en") else "simple"
