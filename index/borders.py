"""Where words begin and end in a report: all that has to be built to search it among others.

The rest is made from the text itself, faster than it could be read from a file. What is kept holds
no word of the report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import segment

if TYPE_CHECKING:
    from index.segment import Segmenter

_FORMAT = 1
"""To be raised when what is written changes, so that older files are written anew."""

_FILE = "borders.txt"
_BORDER, _INSIDE = "|", "."


class Borders:
    """Offsets in a folded text where a word, or a shorter word inside one, begins or ends.

    Args:
        marks: A mark for each offset, the end included; a byte where a set takes sixty.
    """

    def __init__(self, marks: str) -> None:
        self._marks = marks

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self._marks[offset] == _BORDER


def mark(text: str, segmenter: Segmenter) -> str:
    """The marks of a folded text, of which `Borders` are made."""
    marks = [_INSIDE] * (len(text) + 1)
    for offset in segmenter.borders(text):
        marks[offset] = _BORDER
    return "".join(marks)


def dictionary_key(terms: Sequence[str]) -> str:
    """Names the dictionary with these terms by all that goes into it."""
    made_by = {"jieba": segment.version(), "dictionary of jieba": segment.dictionary_digest()}
    return _digest([made_by, list(terms)])


def key(texts: Sequence[str], dictionary: str) -> str:
    """Names the borders of a report by all that goes into them.

    Args:
        texts: Its folded paragraphs.
        dictionary: The key of the dictionary.
    """
    return _digest([dictionary, list(texts)])


def _digest(parts: list[object]) -> str:
    text = json.dumps([_FORMAT, *parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write(folder: Path, texts: Iterable[str], segmenter: Segmenter) -> None:
    """Find the borders in folded paragraphs and write them into an empty folder."""
    lines = [mark(text, segmenter) + "\n" for text in texts]
    (folder / _FILE).write_text("".join(lines), encoding="ascii", newline="\n")


def read(folder: Path, texts: Iterable[str]) -> list[Borders] | None:
    """The borders in each of these folded paragraphs, or None if it is others that are there."""
    try:
        lines = (folder / _FILE).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    if [len(line) for line in lines] != [len(text) + 1 for text in texts]:
        return None
    return [Borders(line) for line in lines]
