"""The Whoosh index: paragraphs by the words and by the characters in them.

Everything that touches Whoosh is in this file. Opening an index runs pickle, so only a folder
that `index.cache` vouches for is ever opened.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from index.stand_ins import stand_ins
from index.store.borders import Borders

_UNWANTED = {
    "urllib.request": ["urlretrieve"],  # with SSL, to fetch from the network
    "whoosh.lang.morph_en": ["variations"],  # of English words
}
"""What Whoosh imports for things that we do not do: 4 MB of the memory of a search."""

with stand_ins(_UNWANTED):
    from whoosh import fields, query, scoring, versionstring
    from whoosh.filedb.filestore import FileStorage, RamStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import FileIndex
    from whoosh.reading import TermNotFound

SCHEMA = 4
"""To be raised when what is written changes, so that older indexes are built anew."""

WHOOSH: str = versionstring()
"""The version of Whoosh that writes and reads."""

_FEW = 4
"""Paragraphs that are sooner looked through than made fewer."""

_LENGTH_NORM = 0.3
"""How much BM25F holds a paragraph's length against it. The long ones of a report's first part
take up one matter after the other, and each in earnest, so less than the usual 0.75."""

_WEIGHTS = {"body": 1.0, "lead": 2.0, "head": 0.5}
"""How much a word counts in the paragraph, in its lead, and in the heading above it."""


class Entry(TypedDict):
    """What is indexed of one paragraph. Words and grams are joined by blanks."""

    number: int
    body: str
    lead: str
    head: str
    grams: str
    """Each character and each two neighbours: they miss nothing, whatever the words are."""
    borders: str
    """The marks of `Borders`."""


def grams(text: str) -> list[str]:
    """Characters and pairs of neighbours of a folded text, each once, without blanks."""
    characters = set(text)
    characters.update(text[at : at + 2] for at in range(len(text) - 1))
    return sorted(gram for gram in characters if " " not in gram)


def _schema() -> Any:
    words = fields.KEYWORD(scorable=True)
    return fields.Schema(
        number=fields.STORED,
        borders=fields.STORED,
        body=words,
        lead=words,
        head=words,
        grams=fields.KEYWORD,
    )


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write an index into an empty folder."""
    index = FileStorage(str(folder)).create_index(_schema())
    writer = index.writer(compound=False)  # of one file its parts would be held again
    for entry in entries:
        writer.add_document(**entry)
    writer.commit()
    index.close()


class FullText:
    """An index open for reading. It may be used from any thread."""

    def __init__(self, folder: Path) -> None:
        # In memory, 2 MB: what happens to the files from now on cannot crash or mislead us.
        held: Any = RamStorage()
        held.files = {path.name: path.read_bytes() for path in folder.iterdir()}
        # Whoosh's own makes a copy of each to be read.
        held.open_file = lambda name: BufferFile(held.files[name], name=name)
        index = FileIndex(held)
        self._searcher: Any = index.searcher(weighting=scoring.BM25F(B=_LENGTH_NORM))
        self._reader: Any = self._searcher.reader()
        stored = [self._reader.stored_fields(doc) for doc in self._reader.all_doc_ids()]
        self._numbers = [int(fields["number"]) for fields in stored]
        self.borders = {int(fields["number"]): Borders(fields["borders"]) for fields in stored}
        self._lock = threading.Lock()
        self._having = lru_cache(2048)(self._look_up)
        """Gram → the paragraphs that have it; who types on asks for the same ones again."""

    def containing(self, text: str) -> set[int]:
        """Numbers of all paragraphs that can contain a folded text, and few others."""
        wanted = [gram for gram in grams(text) if len(gram) == 2] or grams(text)
        with self._lock:
            found: set[int] | None = None
            for gram in wanted:
                ids = self._having(gram)
                found = ids if found is None else found & ids
                if len(found) <= _FEW:
                    break
        return set(self._numbers) if found is None else found

    def _look_up(self, gram: str) -> set[int]:
        try:
            postings = self._reader.postings("grams", gram)
        except TermNotFound:
            return set()
        return {self._numbers[doc] for doc in postings.all_ids()}

    def scores(self, words: Sequence[str]) -> dict[int, float]:
        """BM25F of the paragraphs that contain any of these words, by paragraph number."""
        if not words:
            return {}
        terms = [
            query.Term(field, word, boost=boost)
            for word in words
            for field, boost in _WEIGHTS.items()
        ]
        wanted = query.Or(terms)
        # What it chooses by itself clears tables for 2048 paragraphs, which takes the most time.
        wanted.matcher_type = query.Or.DEFAULT_MATCHER
        with self._lock:
            found = self._searcher.search(wanted, limit=None)
            return {self._numbers[doc]: float(score) for score, doc in found.top_n}
