"""What is on screen is Chinese: no English of the framework shows through anywhere.

Each screen is opened by its keys, and every painted row is searched for Latin words other than the
names of keys, formats and files.
"""

from __future__ import annotations

import re

import pytest

from content.library import BUILTIN
from index import Searcher
from tests.app.driving import View, reading
from tests.app.waiting import wait_until

ALLOWED = re.compile(
    r"F\d+|\^[A-Z]|Esc|Ctrl|Shift|Tab|Home|End|Del|Pg(?:Up|Dn)|shenyi(?: --?\w+| doctor)?"
    r"|UTF-8|GB18030|BOM|CRLF|Windows|Markdown|CSV|JSON|TXT|Word|PDF|Excel|WPS"
    r"|(?:~|\.{0,2}/|\w+/)[\w./~-]*|[\w-]+\.(?:txt|md|csv|json|db|toml|box)|SHA-256|[0-9a-f]{8,}"
)
"""Keys, formats, the command's name, paths and digests."""

REPORT = {"home", *re.findall(r"[A-Za-z]+", (BUILTIN / "report.txt").read_text("utf-8"))}
"""Latin words of the report itself, and the name of the folder that the tests live in."""

SCREENS = {
    "page": (),
    "contents": ("f2",),
    "hits": ("f3", *"养老"),
    "no hits": ("f3", *"龘龘"),
    "go bar": ("g",),
    "go bar with an answer": ("g", "九", "enter"),
    "selecting": ("v", "right", "v", "right"),
    "nothing to copy": ("ctrl+c",),
    "leaving by Ctrl+C in a list": ("f3", "ctrl+c"),
    "editor": ("f4",),
    "editor that is left": ("f4", *"记", "escape"),
    "notes": ("f8",),
    "export": ("f7",),
    "revise": ("ctrl+r",),
    "revise without a file": ("ctrl+r", "ctrl+s"),
    "revise with a file that is not there": ("ctrl+r", *"没有", "enter"),
    "help": ("f1",),
    "help without an answer": ("f1", *"龘"),
    "palette": ("ctrl+p",),
    "palette without an answer": ("ctrl+p", *"龘"),
    "rules of the vote": ("f5",),
    "ballot": ("f5", "f8"),
    "ballot by the mouse's keys": ("f5", "f8", "enter"),
    "tally": ("f6",),
    "shelf": ("ctrl+k",),
    "opening a file": ("ctrl+o",),
    "theme": ("f9",),
}
"""How each screen is reached from the page."""


def painted(view: View) -> list[str]:
    """The rows of the whole screen as they are painted."""
    strips = view.app.screen._compositor.render_strips()
    return [strip.text for strip in strips]


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


@pytest.mark.parametrize("name", SCREENS)
async def test_there_is_no_english_on_screen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen, with its tooltips' texts, placeholders and messages."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    async with reading(size=(100, 30)) as view:
        for key in SCREENS[name]:
            await view.pilot.press(key)
        if "ctrl+o" not in SCREENS[name]:  # the tree of files never stops looking
            await view.app.workers.wait_for_complete()
        await wait_until(view, lambda: len("".join(painted(view)).strip()) > 100)
        rows = painted(view)
        assert english(rows) == set()
        tips = [str(widget.tooltip) for widget in view.app.screen.query("*") if widget.tooltip]
        assert english(tips) == set()
