"""Chinese words by jieba. Everything that touches jieba is in this file.

jieba's dictionary costs 0.8 s and 100 MB to load, so only a child that builds an index loads it,
and leaves it behind as a table that all others ask word by word. The words come out the same.
jieba's own cache in the shared temporary folder is never read or written: anyone could have put it
there.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from index.stand_ins import stand_ins

_COMMON = 100
"""Frequency of a word from which it is no abbreviation that somebody made up."""


@cache
def _jieba() -> ModuleType:
    """jieba, imported without its noise."""
    unwanted: dict[str, Sequence[str] | None] = {
        # Used merely to open its own files, at 45 ms, 7 MB and a warning on the screen; where
        # there is none, it opens them by path.
        "pkg_resources": None,
        # Its hidden Markov model guesses at words that no dictionary has. We never ask it to (HMM
        # is off), and the model's tables alone are 3.4 MB.
        "jieba.finalseg": (),
    }
    with stand_ins(unwanted):
        import jieba
    logger = logging.getLogger("jieba")
    logger.handlers.clear()
    logger.setLevel(logging.CRITICAL)
    return cast("ModuleType", jieba)


def dictionary_path() -> Path:
    """The file of jieba's dictionary, 5 MB, found without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(spec.origin).parent / "dict.txt"


def version() -> str:
    """The version of jieba."""
    return str(_jieba().__version__)


class Segmenter:
    """Cuts folded text into words."""

    def __init__(self, frequencies: dict[str, int] | Table, total: int) -> None:
        tokenizer = _jieba().Tokenizer()
        tokenizer.FREQ = frequencies
        tokenizer.total = total
        tokenizer.initialized = True
        self._tokenizer: Any = tokenizer

    def close(self) -> None:
        """Let go of the file, where the words are in one."""
        if isinstance(self._tokenizer.FREQ, Table):
            self._tokenizer.FREQ.close()

    def cut(self, text: str) -> list[str]:
        """The words of a text, one after the other; joined they are the text."""
        return list(self._tokenizer.cut(text, HMM=False))

    def is_common(self, text: str) -> bool:
        """Whether a text is a word that people use; 妇儿 is in the dictionary, but hardly one."""
        return (self._tokenizer.FREQ.get(text) or 0) >= _COMMON

    def word_borders(self, text: str) -> set[int]:
        """Offsets where a word of a text begins or ends."""
        return set(accumulate(map(len, self.cut(text)), initial=0))

    def borders(self, text: str) -> set[int]:
        """Offsets where a word of a text, or a shorter word inside one, begins or ends."""
        words = self._tokenizer.tokenize(text, mode="search", HMM=False)
        return {int(offset) for _, start, end in words for offset in (start, end)}

    def marks(self, text: str) -> str:
        """The borders in a text, of which `Borders` are made: a bit for each offset, the end too.

        They are hexadecimal digits; the first bit of all is a 1 that keeps zeros.
        """
        borders = self.borders(text)
        bits = "".join("01"[at in borders] for at in range(len(text) + 1))
        return f"{int(f'1{bits}', 2):x}"

    def cut_finely(self, text: str) -> list[str]:
        """The words of a text and the shorter words inside them."""
        return list(self._tokenizer.cut_for_search(text, HMM=False))

    def words(self, text: str) -> list[str]:
        """Those of them that can be searched for; punctuation is none."""
        return [word for word in self.cut_finely(text) if word.strip() and word[0].isalnum()]


class Borders:
    """Offsets in a folded text where a word, or a shorter word inside one, begins or ends.

    Kept as `Segmenter.marks` gives them, one takes a byte once it is asked for; in a set, sixty.
    """

    def __init__(self, marks: str) -> None:
        self._marks = marks

    @cached_property
    def _bits(self) -> str:
        return f"{int(self._marks, 16):b}"[1:]

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self._bits[offset] == "1"


def load_dictionary(terms: Iterable[str]) -> tuple[dict[str, int], int]:
    """The whole dictionary of jieba with folded terms of ours, and the sum of its frequencies."""
    tokenizer = _jieba().Tokenizer()
    with dictionary_path().open("rb") as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    for term in terms:
        # As often as it takes to be kept in one piece.
        tokenizer.add_word(term, max(1, tokenizer.suggest_freq(term)))
    return dict(tokenizer.FREQ), int(tokenizer.total)


def write_dictionary(path: Path, frequencies: Mapping[str, int], total: int) -> None:
    """Leave a dictionary behind as a `Table`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE word (text TEXT PRIMARY KEY, frequency INTEGER) WITHOUT ROWID"
        )
        connection.execute("CREATE TABLE sum (total INTEGER)")
        connection.execute("INSERT INTO sum VALUES (?)", (total,))
        connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(frequencies.items()))


class Table:
    """A dictionary that `write_dictionary` left on disk, with the words of late in memory.

    It may be used from any thread, and is to jieba what its own dict is: word → frequency; 0 for
    the beginning of a word.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = threading.Lock()
        """Held while the file is read: to close it meanwhile would end the process."""
        self.get = lru_cache(4096)(self._get)
        try:
            self._connection.execute("PRAGMA cache_size = -256")  # KB; `get` has what matters.
            (total,) = self._connection.execute("SELECT total FROM sum").fetchone()
            self.total = int(total)
        except (sqlite3.Error, TypeError):
            self.close()  # Windows removes no file that is open
            raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _get(self, word: str, /) -> int | None:
        with self._lock:
            row = self._connection.execute(
                "SELECT frequency FROM word WHERE text = ?", (word,)
            ).fetchone()
        return None if row is None else int(row[0])

    def __getitem__(self, word: str, /) -> int:
        frequency = self.get(word)
        if frequency is None:
            raise KeyError(word)
        return frequency

    def __contains__(self, word: object, /) -> bool:
        return isinstance(word, str) and self.get(word) is not None
