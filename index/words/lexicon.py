"""What a search asks of an index: its words, and how to cut a query into words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.words.segment import Segmenter


class Lexicon(Protocol):
    """The words of the paragraphs that are searched. Paragraphs go by number."""

    @property
    def segmenter(self) -> Segmenter:
        """Cuts a folded query into words."""

    def containing(self, text: str) -> Iterable[int] | None:
        """The paragraphs that can contain a folded text, or None if it does not know."""

    def borders(self, number: int) -> Container[int] | None:
        """Offsets in the folded text where words begin or end, if they are known."""

    def scores(self, texts: Iterable[str]) -> Mapping[int, float]:
        """How much each paragraph is about the words of these folded texts; none if unknown."""
