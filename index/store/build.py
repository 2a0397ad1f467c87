"""Build the index of a report; run as a process of its own: `python -m index.store.build`.

Building takes seconds and 150 MB, which the program in front of the user cannot spare. What to
build comes as JSON on standard input, where no other user can read it.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypedDict

from content.child import step_aside
from index.store import cache, dictionary, fulltext
from index.words.segment import Segmenter

TEXTS = "texts"
"""Name of the folder inside an index folder that Whoosh writes."""


class Job(TypedDict):
    """One index to build."""

    cache_dir: str
    key: str
    paragraphs: list[fulltext.Source]
    terms: list[str]


def build(job: Job) -> None:
    """Build an index and its dictionary and publish them, unless another process already did."""
    cache_dir = Path(job["cache_dir"])
    with closing(dictionary.find_or_write(cache_dir, job["terms"])) as segmenter:
        cache.add(cache_dir, job["key"], partial(_write, job["paragraphs"], segmenter))


def _write(paragraphs: list[fulltext.Source], segmenter: Segmenter, folder: Path) -> None:
    (folder / TEXTS).mkdir()
    fulltext.write(folder / TEXTS, paragraphs, segmenter)


def main() -> None:
    """Build what standard input asks for."""
    step_aside()
    build(json.load(sys.stdin))


if __name__ == "__main__":
    main()
