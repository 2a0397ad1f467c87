"""The dictionary of jieba with our terms: in the cache folder once, for all indexes there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index.store import cache
from index.words import segment
from index.words.segment import Segmenter

FILE = "dictionary.sqlite"
"""Name of the table in a folder of its own."""

_FORMAT = 1
"""To be raised when what is written of words or of their borders changes, so that older files are
written anew."""


def key_of(terms: Sequence[str]) -> str:
    """Names the dictionary with these folded terms by all that goes into it."""
    text = json.dumps([_FORMAT, _made_by(), list(terms)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@lru_cache
def _made_by() -> dict[str, str]:
    digest = cache.digest_of(segment.dictionary_path())
    return {"jieba": segment.version(), "dictionary of jieba": digest}


def find(cache_dir: Path, terms: Sequence[str]) -> Segmenter | None:
    """Finds words by the dictionary, until it is closed; None if that is missing or damaged."""
    folder = cache.find(cache_dir, key_of(terms))
    if folder is None:
        return None
    try:
        table = segment.Table(folder / FILE)
    except (sqlite3.Error, TypeError):  # It is what was written, but no dictionary.
        cache.discard(folder)
        return None
    return Segmenter(table, table.total)


def find_or_write(cache_dir: Path, terms: Sequence[str], is_long: bool = False) -> Segmenter:
    """The same for a process that builds; the dictionary is left behind for those that search.

    With `is_long` so much is to be built that it pays to have all of the dictionary in memory, a
    second and 100 MB.

    Raises:
        OSError, sqlite3.OperationalError: It cannot be written.
    """
    found = None if is_long else find(cache_dir, terms)
    if found is not None:
        return found
    frequencies, total = segment.load_dictionary(terms)
    cache.add(
        cache_dir,
        key_of(terms),
        lambda folder: segment.write_dictionary(folder / FILE, frequencies, total),
    )
    return Segmenter(frequencies, total)
