"""Pictures of the screen with Chinese text in its cells."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tests.picture import with_chinese_widths

CELL = 12.2
"""Width of a cell in Rich's pictures."""


def picture(text: str) -> str:
    """A picture of one line of text, made as Textual makes its own."""
    console = Console(
        record=True, width=60, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text(text), soft_wrap=True)
    return with_chinese_widths(console.export_svg(title="", unique_id="x"))


def spans(svg: str) -> list[tuple[float, float, str]]:
    """Each piece of text in a picture: cell where it starts, cells it takes, and the text."""
    root = ElementTree.fromstring(svg)
    found = []
    for span in root.iter("{http://www.w3.org/2000/svg}tspan"):
        left, length = float(span.attrib["x"]), float(span.attrib["textLength"])
        found.append((left / CELL, length / CELL, (span.text or "").replace("\xa0", " ")))
    return found


@pytest.mark.parametrize(
    "text", ["政府工作报告", "增长8.1%，达到2.3亿元", "GDP abc", "一<二>&“三”", "（一）  坚持 5G"]
)
def test_every_piece_stands_in_its_own_cells(text: str) -> None:
    """Each run of text starts at the cell where a terminal has it and is as wide as there."""
    for left, length, piece in spans(picture(text)):
        before = text.index(piece)
        assert left == pytest.approx(cell_len(text[:before]), abs=0.01)
        assert length == pytest.approx(cell_len(piece), abs=0.01)


def test_chinese_characters_fill_their_cells_and_latin_ones_keep_their_size() -> None:
    """Each is nearly as large as two cells, and no larger."""
    sizes = re.findall(r'<tspan [^>]*?(?:font-size="(\d+)")?>([^<]+)<', picture("政府GDP"))
    (wide, _text), (latin, _text) = sizes
    assert 0.85 * 2 * CELL < int(wide) <= 2 * CELL
    assert latin == ""


@given(st.text("政府，。“”ab1 <>&%—", min_size=1, max_size=28))
def test_no_text_is_lost_and_nothing_overlaps(text: str) -> None:
    """The pieces follow each other from left to right and hold all but the blanks."""
    pieces = spans(picture(text))
    shown = "".join(piece for _left, _length, piece in pieces)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    for (left, length, _piece), (right, *_rest) in pairwise(pieces):
        assert left + length <= right + 0.01


def test_nothing_is_asked_of_the_network() -> None:
    """The fonts are those that people have; the one address is the name of the format."""
    svg = picture("政府工作报告")
    assert set(re.findall(r"https?://[^\"' )]+", svg)) <= {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in svg
    assert "Noto Sans Mono CJK SC" in svg
