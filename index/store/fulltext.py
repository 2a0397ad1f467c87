"""The Whoosh index: paragraphs by the words in them.

Everything that touches Whoosh is in this file. Opening an index runs pickle, so only a folder
that `index.store.cache` vouches for is ever opened.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypedDict

from index.stand_ins import stand_ins
from index.words.segment import Borders, Segmenter

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

SCHEMA = 5
"""To be raised when what is written changes, so that older indexes are built anew."""

WHOOSH: str = versionstring()
"""The version of Whoosh that writes and reads."""

_LENGTH_NORM = 0.3
"""How much BM25F holds a paragraph's length against it. The long ones of a report's first part
take up one matter after the other, and each in earnest, so less than the usual 0.75."""

_FIELDS = ("body", "head")
"""Where a word counts: in the paragraph, and in the heading above it."""


class Source(TypedDict):
    """What is indexed of one paragraph; all texts folded."""

    number: int
    body: str
    head: str


def write(folder: Path, paragraphs: Iterable[Source], segmenter: Segmenter) -> None:
    """Write an index into an empty folder."""
    words = fields.KEYWORD(scorable=True)
    schema = fields.Schema(number=fields.STORED, marks=fields.STORED, body=words, head=words)
    index = FileStorage(str(folder)).create_index(schema)
    writer = index.writer(compound=False)  # of one file its parts would be held again
    for paragraph in paragraphs:
        writer.add_document(
            number=paragraph["number"],
            marks=segmenter.marks(paragraph["body"]),
            body=" ".join(segmenter.words(paragraph["body"])),
            head=" ".join(segmenter.words(paragraph["head"])),
        )
    writer.commit()
    index.close()


class FullText:
    """An index open for reading. It may be used from any thread."""

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        # In memory, 2 MB: what happens to the files from now on cannot crash or mislead us.
        held: Any = RamStorage()
        held.files = {path.name: path.read_bytes() for path in folder.iterdir()}
        # Whoosh's own makes a copy of each to be read.
        held.open_file = lambda name: BufferFile(held.files[name], name=name)
        self._searcher: Any = FileIndex(held).searcher(weighting=scoring.BM25F(B=_LENGTH_NORM))
        reader = self._searcher.reader()
        stored = [reader.stored_fields(doc) for doc in reader.all_doc_ids()]
        self._numbers = [int(fields["number"]) for fields in stored]
        self.borders = {int(fields["number"]): Borders(fields["marks"]) for fields in stored}
        """Offsets in the folded texts where words begin or end, by paragraph number."""
        self._lock = threading.Lock()
        self.segmenter = segmenter

    def close(self) -> None:
        """Let go of the dictionary; what else there is is in memory."""
        self.segmenter.close()

    def scores(self, texts: Iterable[str]) -> dict[int, float]:
        """BM25F of the paragraphs that have any word of these folded texts, by number."""
        words = dict.fromkeys(word for text in texts for word in self.segmenter.words(text))
        if not words:
            return {}
        wanted = query.Or([query.Term(field, word) for word in words for field in _FIELDS])
        # What it chooses by itself clears tables for 2048 paragraphs, which takes the most time.
        wanted.matcher_type = query.Or.DEFAULT_MATCHER
        with self._lock:
            found = self._searcher.search(wanted, limit=None)
            return {self._numbers[doc]: float(score) for score, doc in found.top_n}
