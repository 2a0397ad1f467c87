"""Build the index of a report; run as a process of its own: `python -m index.build`.

Building takes two seconds and 150 MB, which the program in front of the user cannot spare. What
to build comes as JSON on standard input, where no other user can read it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypedDict

from content.child import step_aside
from index.store import borders, cache, fulltext
from index.store.fulltext import IndexedParagraph
from index.words import segment

DICTIONARY = "dictionary.sqlite"
"""Name of the word table inside an index folder."""

TEXTS = "texts"
"""Name of the folder inside it that Whoosh writes."""


class Source(TypedDict):
    """One paragraph to index; all texts folded."""

    number: int
    body: str
    lead: str
    head: str


class Job(TypedDict):
    """One index to build."""

    cache_dir: str
    key: str
    paragraphs: list[Source]
    terms: list[str]


def build(job: Job) -> None:
    """Build an index and publish it, unless another process already did."""
    cache_dir = Path(job["cache_dir"])
    cache.add(cache_dir, job["key"], partial(_write, job))
    cache.prune(cache_dir)


def _write(job: Job, folder: Path) -> None:
    frequencies, total = segment.load_dictionary(job["terms"])
    segment.write_dictionary(folder / DICTIONARY, frequencies, total)
    segmenter = segment.Segmenter(frequencies, total)
    (folder / TEXTS).mkdir()
    fulltext.write(folder / TEXTS, _indexed(job["paragraphs"], segmenter))


def _indexed(
    paragraphs: list[Source], segmenter: segment.Segmenter
) -> Iterator[fulltext.IndexedParagraph]:
    for paragraph in paragraphs:
        body, lead, head = (
            " ".join(words(segmenter, text))
            for text in (paragraph["body"], paragraph["lead"], paragraph["head"])
        )
        yield IndexedParagraph(
            number=paragraph["number"],
            body=body,
            lead=lead,
            head=head,
            grams=" ".join(fulltext.grams(paragraph["body"])),
            borders=borders.mark(paragraph["body"], segmenter),
        )


def words(segmenter: segment.Segmenter, text: str) -> list[str]:
    """The words of a folded text that can be searched for; punctuation is none."""
    return [word for word in segmenter.cut_finely(text) if word.strip() and word[0].isalnum()]


def main() -> None:
    """Build what standard input asks for."""
    step_aside()
    build(json.load(sys.stdin))


if __name__ == "__main__":
    main()
