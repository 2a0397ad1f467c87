"""Physical lines of a text file, kept so that joining them gives the file back.

A unit is what is to be a paragraph: its raw text for the eye and for addresses, its core for the
grammar. What stands in front of the core, an indent or a bullet, is in the text all the same.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""Blanks of every width: pages on the web set their paragraphs in by two of an em."""
BLANK = f" \t\r\u3000\u00a0\ufeff\u200b\x0c{_SPACES}"
"""Characters that show nothing: a line of these alone is a blank line."""

_BEHIND = "#*_"
_BEFORE = _BEHIND + ">●■◆▶►▪•★◇□▲♦❖➤"
"""Marks of Markdown, and bullets that print puts before headings: ■ 一、回顾."""

_LINE_END = re.compile(r"\r\n|\n|\r")


class Unit(NamedTuple):
    """A paragraph to be: one physical line, or several that were joined."""

    line: int
    """First physical line, 1-based."""
    last_line: int
    text: str
    """Raw text, blanks at its ends included."""
    start: int
    """Where `core` stands in `text`."""
    core: str
    """The text without blanks, Markdown marks and bullets at its ends; never empty."""


def split_lines(text: str) -> tuple[list[str], list[str]]:
    r"""Split text at \n, \r\n and lone \r into lines and the line ends behind them.

    Both lists are of one length; only the last line end may be empty, of a text that ends without.
    `str.splitlines` would also split at form feeds and other marks that stand inside of lines.
    """
    if not text:
        return [], []
    if "\r" in text:
        ends = _LINE_END.findall(text)
        lines = _LINE_END.split(text)
    else:
        lines = text.split("\n")
        ends = ["\n"] * (len(lines) - 1)
    if lines[-1]:
        ends.append("")
    else:
        lines.pop()
    return lines, ends


def make_unit(text: str, line: int, last_line: int) -> Unit:
    """A unit over raw text that is not blank: a line without its end, or several joined."""
    core = text.strip(BLANK)
    if core.startswith("- "):
        core = core[2:].lstrip(BLANK)
    if core[0] in _BEFORE or core[-1] in _BEHIND:
        core = core.rstrip(_BEHIND + BLANK).lstrip(_BEFORE + BLANK) or core
    start = 0 if core is text else text.find(core)
    return Unit(line, last_line, text, start, core)
