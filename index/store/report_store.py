"""Where the program gets an open index from, and has one built that is missing or damaged.

Building takes seconds and 150 MB, which the program in front of the user cannot spare: `main` is a
process of its own. What to build comes as JSON on standard input, where no other user can read it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypedDict

from content.child import start_child, step_aside
from index.store import cache, dictionary, fulltext

BUILDING = "正在建立检索索引，期间仍可检索……"
"""What the user is told meanwhile."""

_TEXTS = "texts"
"""Name of the folder inside an index folder that Whoosh writes."""


class _Job(TypedDict):
    """One index to build."""

    cache_dir: str
    key: str
    paragraphs: list[fulltext.Source]
    terms: list[str]


class Store:
    """The cached index of one report."""

    def __init__(
        self, cache_dir: Path, paragraphs: Sequence[fulltext.Source], terms: Sequence[str]
    ) -> None:
        self._job = _Job(
            cache_dir=str(cache_dir.absolute()),
            key=_key(paragraphs, terms),
            paragraphs=list(paragraphs),
            terms=list(terms),
        )
        self._cache_dir = cache_dir
        self._child: subprocess.Popen[str] | None = None
        self._closed = False

    def open(self) -> fulltext.FullText | None:
        """The index, or None if it is not there, is damaged or cannot be trusted."""
        folder = cache.find(self._cache_dir, self._job["key"])
        segmenter = folder and dictionary.find(self._cache_dir, self._job["terms"])
        if not folder or not segmenter:
            return None
        try:
            return fulltext.FullText(folder / _TEXTS, segmenter)
        except Exception:
            # It is what was written, but no index: Whoosh says so with any exception there is.
            segmenter.close()
            cache.discard(folder)
            return None

    def open_or_build(self, progress: Callable[[str], None]) -> fulltext.FullText | None:
        """The index, built now if need be, which takes seconds; None where it cannot be built.

        `progress` is given a line in Chinese to show meanwhile, and at last an empty one.
        """
        index = self.open()
        if index is not None or self._closed or not cache.make_private(self._cache_dir):
            return index
        progress(BUILDING)
        self._build()
        progress("")
        return self.open()

    def close(self) -> None:
        """Stop a build that is under way, and begin none; `open_or_build` then returns."""
        self._closed = True
        if self._child is not None:
            self._child.kill()

    def _build(self) -> None:
        child = self._child = start_child(__name__)
        if child is None:  # Searching goes on by scanning.
            return
        if self._closed:  # before there was anything to be killed
            child.kill()
        with suppress(OSError):
            child.communicate(json.dumps(self._job))


def _key(paragraphs: Sequence[fulltext.Source], terms: Sequence[str]) -> str:
    """Names an index by all that goes into it; another Python cannot read its pickles."""
    parts = {
        "paragraphs": list(paragraphs),
        "dictionary": dictionary.key_of(terms),
        "python": sys.version_info[:2],
        "whoosh": fulltext.WHOOSH,
        "schema": fulltext.SCHEMA,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def main() -> None:
    """Build what standard input asks for, unless another process already did."""
    step_aside()
    job: _Job = json.load(sys.stdin)
    cache_dir = Path(job["cache_dir"])
    with closing(dictionary.find_or_write(cache_dir, job["terms"])) as segmenter:

        def write(folder: Path) -> None:
            (folder / _TEXTS).mkdir()
            fulltext.write(folder / _TEXTS, job["paragraphs"], segmenter)

        cache.add(cache_dir, job["key"], write)
