"""Some paragraphs of many reports, chosen by the index, for the plan to look at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from math import log

from index.pages import FoldedParagraph, Pages, Sought, Way
from index.shelf import grams
from index.shelf.paragraph_index import ParagraphIndex
from index.words.normalise import Span


class ShelfPages(Pages):
    """Paragraphs by their rows in the index; they stand for all that it has.

    Args:
        pages: The paragraphs.
        index: Where they are from.
        heard: Rows of those that may have something by its sound.
    """

    def __init__(
        self, pages: Mapping[int, FoldedParagraph], index: ParagraphIndex, heard: Container[int]
    ) -> None:
        super().__init__(pages)
        self._index = index
        self._heard = Pages({row: page for row, page in self.items() if row in heard})
        self._texts = [(row, page.folded.text) for row, page in self.items()]

    def rarity(self, words: Iterable[str], found: int) -> float:
        """How much it says, by how many paragraphs of all reports have any, and a few more."""
        question = grams.any_of(grams.having(word) for word in words if len(word) > 1)
        having = max(found, self._index.count(question) if question else 0)
        return log(1 + self._index.paragraphs / max(1, having))

    def with_characters(self, text: str) -> list[int]:
        """Rows of the paragraphs that have all characters of a folded text, in any order."""
        # To look is faster than to make a table of so few paragraphs that are new each time.
        texts = self._texts if text else []
        for character in set(text):
            texts = [(row, folded) for row, folded in texts if character in folded]
        return [row for row, _ in texts]

    def containing(self, text: str) -> list[int]:
        """Rows of the paragraphs that have a folded text."""
        return [row for row, folded in self._texts if text in folded] if text else []

    def counts(self, text: str) -> dict[int, int]:
        """How often a folded text stands in the paragraphs, for those that have it."""
        return {row: folded.count(text) for row, folded in self._texts if text in folded}

    def sounding(self, way: Way[Sought], sought: Sought) -> dict[int, list[Span]]:
        """Where something is found by its sound: spans of folded paragraphs by their rows."""
        return self._heard.sounding(way, sought) if self._heard else {}
