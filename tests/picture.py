"""Pictures of the screen that look like the screen.

Rich writes the length of a stretch of text as if every character took one cell, and asks for a
Latin font from the network. Here each run of wide or of narrow characters stands in its own cells,
and the fonts are those that people have. Quotation marks and signs take one cell in a terminal,
while Chinese fonts draw them two cells wide: they are pressed into theirs.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby

from rich.cells import cell_len
from textual.app import App

FONTS = (
    "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'Microsoft YaHei', "
    "'PingFang SC', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei Mono', monospace"
)

_WIDE = 22
"""Pixels of a Chinese character: Rich sets two Latin ones on 24.4, each of 20."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FONT_FAMILY = re.compile(r"font-family: Fira Code[^;]*;|font-variant-east-asian:[^;]*;")
_TEXT = re.compile(r'(<text [^>]*?)x="([\d.]+)"([^>]*?) textLength="([\d.]+)"([^>]*>)([^<]*)<')


def export_screenshot(self: App[None], *, title: str | None = None, simplify: bool = False) -> str:
    """What the application's own method is replaced by."""
    return with_chinese_widths(App.export_screenshot(self, title=title, simplify=simplify))


def with_chinese_widths(svg: str) -> str:
    """An SVG picture made by Rich, with every character in its cells."""
    svg = _FONT_FAMILY.sub("", _FONT_FACE.sub("", _COMMENT.sub("", svg)))
    svg = svg.replace("font-size: 20px;", f"font-family: {FONTS}; font-size: 20px;", 1)
    return _TEXT.sub(_in_cells, svg)


def _in_cells(match: re.Match[str]) -> str:
    before, left, between, length, after, content = match.groups()
    text = unescape(content)
    cell = float(length) / max(1, len(text))
    x = float(left)
    runs = []
    for _cells, characters in groupby(
        text, key=lambda c: (cell_len(c), c == "\xa0", not c.isascii())
    ):
        run = "".join(characters)
        width = cell_len(run) * cell
        if not run.isspace():
            runs.append(
                f'<tspan x="{x:g}" textLength="{width:g}"{_fitting(run)}>{escape(run)}</tspan>'
            )
        x += width
    return f'{before}x="{left}"{between}{after}{"".join(runs)}<'


def _fitting(run: str) -> str:
    """What else a run of one kind of character needs to fill its cells and no more."""
    if cell_len(run) == 2 * len(run):
        return f' font-size="{_WIDE}"'
    if not run[0].isascii() and cell_len(run) == len(run):
        return ' lengthAdjust="spacingAndGlyphs"'
    return ""
