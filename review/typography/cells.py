"""How many cells a terminal gives to “ ” — … ○ ×, and how they are drawn.

Unicode leaves the width of these characters open (East Asian Width A, Annex #11). Most terminals
give them one cell, most Chinese fonts draw them two cells wide, over the next character. With
`Drawing.SPACED` each counts two cells and a blank is sent behind it, so that the ink has room; so
it is with ✓ ✎ ☑, which another font draws. The text itself never changes: only what is sent to the
terminal, and what is counted.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache
from typing import Any

from rich import cells, segment

from review.typography.linebreak import forget_widths


class Drawing(Enum):
    """How a terminal draws the characters of open width."""

    NARROW = "narrow"
    """In one cell, and the font keeps to it."""
    SPACED = "spaced"
    """In one cell, and the font wants two: a blank is sent behind each."""
    WIDE = "wide"
    """In two cells."""


_LINES = range(0x2500, 0x25A0)
"""Lines and blocks, which terminals draw themselves, in one cell."""

_LATIN = frozenset("§±¶·×÷")
"""Of the signs below the punctuation, those that Chinese fonts draw wide."""

SAMPLE = "“正文”——共○项×①★"
"""What tells one way from another when one looks at it."""

_ALIAS = 0x10FF00
"""From here on private characters that are sent as those of `SAMPLE`, with no blank behind them."""

# Rich has no other way to be told of a width.
_rich: Any = cells
_rich_segment: Any = segment
_narrow_table = _rich.load_cell_table
_is_narrow = _rich._is_single_cell_widths


def is_open(character: str) -> bool:
    """Whether Unicode leaves open how wide a character is, and Chinese fonts draw it wide."""
    code = ord(character)
    if code < 0x2010:
        return character in _LATIN
    return (
        code < 0x3000
        and code not in _LINES
        and unicodedata.east_asian_width(character) == "A"
        and unicodedata.category(character)[0] in "PSN"
    )


def _is_pictured(character: str) -> bool:
    """Whether a sign of one cell is none that Chinese fonts have: others draw it as they like."""
    kind = unicodedata.east_asian_width(character), unicodedata.category(character)
    return kind == ("N", "So") and ord(character) not in _LINES


class _Terminal:
    """How the terminal that the process writes to draws."""

    def __init__(self) -> None:
        self.drawing = Drawing.NARROW
        self.sent: dict[int, str] = {}


_terminal = _Terminal()


def drawing() -> Drawing:
    """How the characters of open width are drawn at present."""
    return _terminal.drawing


def draw(how: Drawing) -> None:
    """Count and send the characters of open width in another way, in all that is laid out next."""
    if how is _terminal.drawing:
        return
    _terminal.drawing, _terminal.sent = how, {}
    _rich.load_cell_table, _rich._is_single_cell_widths = _narrow_table, _is_narrow
    if how is not Drawing.NARROW:
        characters, table = _open_table(how is Drawing.SPACED)
        _rich.load_cell_table = lambda _version="auto": table
        _rich._is_single_cell_widths = _rich._SINGLE_CELLS.difference(characters).issuperset
        if how is Drawing.SPACED:
            aliases = {chr(_ALIAS + at): character for at, character in enumerate(SAMPLE)}
            spaced = {character: f"{character} " for character in characters}
            _terminal.sent = str.maketrans(spaced | aliases)
    _rich_segment._is_single_cell_widths = _rich._is_single_cell_widths
    _rich.get_character_cell_size.cache_clear()
    _rich.cached_cell_len.cache_clear()
    _rich_segment.Segment._split_cells.cache_clear()
    forget_widths()


@cache
def _open_table(with_pictured: bool) -> tuple[frozenset[str], cells.CellTable]:
    """The characters that count two cells, and Rich's table with two for each of them."""
    signs = [chr(code) for code in range(0x2010, 0x3000)]
    found = filter(is_open, signs)
    pictured = filter(_is_pictured, signs) if with_pictured else ()
    characters = frozenset((*_LATIN, *found, *pictured))
    table = _narrow_table("auto")
    widths = [*table.widths, *((ord(c), ord(c), 2) for c in characters)]
    return characters, table._replace(widths=tuple(sorted(widths)))


def sent(text: str) -> str:
    """What to send to the terminal so that `text` is shown, control sequences included."""
    if not _terminal.sent or text.isascii():
        return text
    return text.translate(_terminal.sent)


def samples() -> tuple[str, str]:
    """`SAMPLE` to be shown without blanks and with them, however they are drawn at present."""
    if _terminal.drawing is Drawing.SPACED:
        return "".join(chr(_ALIAS + at) if is_open(c) else c for at, c in enumerate(SAMPLE)), SAMPLE
    return SAMPLE, "".join(f"{c} " if is_open(c) else c for c in SAMPLE)
