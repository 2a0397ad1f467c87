"""The borders of the reports on a shelf, kept in the cache and built where they are missing.

Each report has a sealed folder of its own there, so that to add, revise or remove one touches no
other. Whoosh was measured for this over 40 reports: a segment for each is 90 MB and ranks a group
in 17 to 35 ms; in one segment it is 1 to 8 ms, but every report that is added rewrites them all,
in 26 s. Borders take 2 s and 1 MB.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path

from content.child import start_child
from index import borders, cache, segment
from index.borders import Borders
from index.build import DICTIONARY
from index.build_borders import Order, Work


class BorderStore:
    """The cache of one user.

    Args:
        cache_dir: The folder for built indexes.
        terms: Folded words that jieba is to keep in one piece.
    """

    def __init__(self, cache_dir: Path, terms: Sequence[str]) -> None:
        self._cache_dir = cache_dir
        self._terms = list(terms)
        self._dictionary = borders.dictionary_key(terms)
        self._child: subprocess.Popen[str] | None = None
        self._closed = False

    def find(self, texts: Sequence[str]) -> list[Borders] | None:
        """The borders in the folded paragraphs of a report, or None if they are not there."""
        folder = cache.find(self._cache_dir, borders.key(texts, self._dictionary))
        return None if folder is None else borders.read(folder, texts)

    @property
    def has_dictionary(self) -> bool:
        """Whether the dictionary is there and intact."""
        return cache.find(self._cache_dir, self._dictionary) is not None

    def dictionary(self) -> segment.Table | None:
        """The dictionary to cut queries with, or None if it is not there."""
        folder = cache.find(self._cache_dir, self._dictionary)
        if folder is None:
            return None
        try:
            return segment.Table(folder / DICTIONARY)
        except (sqlite3.Error, TypeError):  # It is what was written, but no dictionary.
            cache.discard(folder)
            return None

    def begin(self) -> bool:
        """Get ready to build; whether that can be done here."""
        if self._closed or not cache.make_private(self._cache_dir):
            return False
        order: Order = {
            "cache_dir": str(self._cache_dir.absolute()),
            "dictionary": self._dictionary,
            "terms": self._terms,
        }
        self._child = start_child("index.build_borders", stdout=subprocess.PIPE)
        return self._send(order)

    def build(self, texts: Sequence[str]) -> list[Borders] | None:
        """Have the borders in the folded paragraphs of a report built, which takes a moment.

        Returns:
            None if that could not be done: the disk is full, or it was stopped.
        """
        child = self._child
        work: Work = {"key": borders.key(texts, self._dictionary), "texts": list(texts)}
        if child is None or child.stdout is None or not self._send(work):
            return None
        if child.stdout.readline().strip() != work["key"]:
            return None
        return self.find(texts)

    def end(self) -> None:
        """Let what was begun come to its end, if anything was."""
        child = self._child
        if child is not None:
            if self._closed:
                child.kill()
            child.communicate()
            self._child = None

    def stop(self) -> None:
        """Stop building, and begin no more. For any thread."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()

    def _send(self, message: Order | Work) -> bool:
        if self._closed or self._child is None or self._child.stdin is None:
            return False
        try:
            self._child.stdin.write(json.dumps(message) + "\n")
            self._child.stdin.flush()
        except OSError:
            return False  # It is gone: searching goes on by scanning.
        return True
