"""What has to hold on every screen: it is in Chinese, and nothing at its edges is cut off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from content.shelf.library import BUILTIN
from review.compare.screens.figure_list import FigureList
from tests.app.driving import MEASURE, View
from tests.app.scenes import SCENES, playing, stage
from tests.app.waiting import idle
from tests.unit.settings.test_themes import contrast

ALLOWED = re.compile(
    r"F\d+|\^[A-Z]|Esc|Ctrl|Shift|Alt|Tab|Home|End|Del|Pg(?:Up|Dn)|shenyi(?: --?\w+| doctor)?"
    r"|UTF-8|GB18030|BOM|CRLF|Windows|Markdown|CSV|JSON|TXT|Word|PDF|Excel|WPS"
    r"|(?:~|\.{0,2}/|\w+/)[\w./~-]*|[\w-]+\.(?:txt|md|docx|csv|json|db|toml|box)|\.(?:txt|docx)"
    r"|SHA-256|sha256|[0-9a-f]{8,}|\d[KM]B"
)
"""Keys, formats, the command's name, paths, digests and sizes."""

REPORT = {"home", *re.findall(r"[A-Za-z]+", (BUILTIN / "report.txt").read_text("utf-8"))}
"""Latin words of the report itself, and the name of the folder that the tests live in."""


def english(rows: list[str]) -> set[str]:
    """Latin words of two letters and more that may not be there."""
    text = ALLOWED.sub(" ", "\n".join(rows))
    return set(re.findall(r"[A-Za-z]{2,}", text)) - REPORT


def test_the_search_for_english_finds_it() -> None:
    """Such words as the framework has are seen, keys and paths are not."""
    assert english(["No matches found", "F3 检索  ^Q 退出 ~/.local/share/notes.db"]) == {
        "No",
        "matches",
        "found",
    }


EMPTY = (
    "search before a query",
    "no notes",
    "editor",
    "revision before a file",
    "export",
    "rules",
    "tasks",
)
"""Screens with lines where nothing is typed yet, or where something is unknown."""


async def assert_all_can_be_read(view: View) -> None:
    """In every theme each text on the screen has the contrast that text needs."""
    for theme, demanded in (("light", 4.5), ("dark", 4.5), ("contrast", 7)):
        view.app.theme = theme
        await idle()
        strips = view.app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip if segment.text.strip()]
        styles = {segment.style: segment.text for segment in segments if segment.style}
        seen = {
            text: contrast(style.color, style.bgcolor)
            for style, text in styles.items()
            if style.color and style.bgcolor and re.search(r"\w", text)
        }
        assert len(seen) > 3
        assert {text for text, ratio in seen.items() if ratio < demanded} == set()


VARIANTS = (
    *("section", "go bar with an answer", "help on notes", "palette without an answer"),
    *("notes that fit a word", "editor of a note", "export of nothing", "result of the unknown"),
    *("goals and results of one report only", "tasks that fit a word", "rules with a mistake"),
    *("ballot by rank", "too many marks", "box to seal", "another round"),
)
"""Screens that differ from another scene in few words."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.long] if name in VARIANTS else [], id=name)
        for name in SCENES
    ],
)
async def test_a_screen_is_whole_and_in_chinese(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts and tooltips have no English; the keys end with a whole one, and F1 is there.

    What stands in an empty line can be read.
    """
    stage(monkeypatch, tmp_path)
    async with playing(name, tmp_path, (80, 24)) as view:
        rows = view.painted
        tips = [str(widget.tooltip) for widget in view.app.screen.query("*") if widget.tooltip]
        if name in EMPTY:
            await assert_all_can_be_read(view)
    assert len("".join(rows).strip()) > 100
    assert english(rows) == set()
    assert english(tips) == set()
    keys = re.split(r" {2,}", rows[-1].strip())
    assert all(re.fullmatch(r"\S+ (?:回到 )?\S+", key) for key in keys), keys
    assert {"F1 帮助", "Esc 关闭"} & set(keys)


BUTTONS = {"ballot that was cast": "开始填票", "cover": "开始填票", "rules": "退格"}


@pytest.mark.parametrize(("name", "button"), BUTTONS.items(), ids=list(BUTTONS))
async def test_buttons_stand_whole_in_the_smallest_window(
    name: str, button: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(monkeypatch, tmp_path)
    async with playing(name, tmp_path, (40, 12)) as view:
        assert view.shows(button)


@pytest.mark.parametrize("name", ["tasks", "no numbers"])
async def test_a_quote_is_no_wider_than_the_column_of_the_page(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(monkeypatch, tmp_path)
    async with playing(name, tmp_path, (200, 50)) as view:
        rows = view.picture(view.app.screen.query_one(FigureList))
    assert 70 < max(cell_len(row.strip()) for row in rows) <= MEASURE
