"""Topics of commitments, from `content/words/topics.toml`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from content.facts.lexicon import word_table
from content.tomlfile import read_toml

TOPICS = Path(__file__).parents[1] / "words" / "topics.toml"

_OTHER = "其他"


class Topics:
    """Says which topic a text is about."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        """Take the words of each topic."""
        self.names = (*words, _OTHER)
        self._topic = {word: name for name, of in words.items() for word in of}
        longest = sorted(self._topic, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def topic(self, *texts: str) -> str:
        """The topic of the longest word in the first text that has one; of two, the later word.

        A text that has none is about 其他.
        """
        for text in texts:
            found = self._pattern.findall(text)
            if found:
                return self._topic[max(reversed(found), key=len)]
        return _OTHER


@lru_cache(maxsize=4)
def load_topics(path: Path = TOPICS) -> Topics:
    """Read the topics.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    return Topics(word_table(read_toml(path)))
