"""Plain search engines over the paragraphs of a shelf, to compare with: no plan, no exact check."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from index.words.normalise import fold

_TOP = 10
"""Paragraphs that an answer has."""


@dataclass(frozen=True)
class Engine:
    """An engine with its paragraphs."""

    name: str
    phrase: Callable[[str], object]
    """Gives the best paragraphs that have a text."""
    any_of: Callable[[str], object]
    """Gives the best paragraphs that have any part of it."""
    seconds: float
    """What it took to build."""
    size: int
    """Bytes on disk."""


def trigram_engine(folder: Path, texts: Iterable[str]) -> Engine:
    """SQLite's FTS5 with its trigram tokenizer."""
    start = time.perf_counter()
    path = folder / "trigram.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, content='', tokenize='trigram')")
    with connection:
        connection.executemany("INSERT INTO t VALUES (?)", ((text,) for text in _paragraphs(texts)))

    def ask(question: str) -> object:
        sql = f"SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT {_TOP}"
        return connection.execute(sql, (question,)).fetchall()

    def phrase(text: str) -> object:
        return ask(_quoted(text) + ("*" if len(text) < 3 else ""))

    def any_of(text: str) -> object:
        parts = [text[at : at + 3] for at in range(max(1, len(text) - 2))]
        return ask(" OR ".join(_quoted(part) + ("*" if len(part) < 3 else "") for part in parts))

    seconds = time.perf_counter() - start
    return Engine("FTS5 trigram", phrase, any_of, seconds, path.stat().st_size)


def tantivy_engine(folder: Path, texts: Iterable[str]) -> Iterator[Engine]:
    """Tantivy over pairs of characters, where it is installed."""
    if find_spec("tantivy") is None:
        return
    import tantivy

    start = time.perf_counter()
    path = folder / "tantivy"
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(path))
    writer = index.writer(50_000_000, 1)
    for number, text in zip(count(), _paragraphs(texts), strict=False):
        writer.add_document(tantivy.Document(number=number, text=" ".join(_pairs(text))))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def phrase(text: str) -> object:
        pairs = _pairs(text)
        if len(pairs) == 1:
            return searcher.search(tantivy.Query.term_query(schema, "text", pairs[0]), _TOP)
        return searcher.search(tantivy.Query.phrase_query(schema, "text", [*pairs]), _TOP)

    def any_of(text: str) -> object:
        terms = [tantivy.Query.term_query(schema, "text", pair) for pair in _pairs(text)]
        parts = [(tantivy.Occur.Should, term) for term in terms]
        return searcher.search(tantivy.Query.boolean_query(parts), _TOP)

    seconds = time.perf_counter() - start
    size = sum(file.stat().st_size for file in path.iterdir())
    yield Engine("tantivy", phrase, any_of, seconds, size)


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (fold(line.strip()) for line in text.split("\n") if line.strip())


def _pairs(text: str) -> list[str]:
    joined = text.replace(" ", "_")
    return [joined[at : at + 2] for at in range(max(1, len(joined) - 1))]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
