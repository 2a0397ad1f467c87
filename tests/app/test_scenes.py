"""What has to hold on every screen: it is in Chinese, and nothing at its edges is cut off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from tests.app.scenes import SCENES, playing, stage

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


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_is_whole_and_in_chinese(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts and tooltips have no English; the keys end with a whole one, and F1 is there."""
    stage(monkeypatch, tmp_path)
    async with playing(name, tmp_path, (80, 24)) as view:
        rows = view.painted
        tips = [str(widget.tooltip) for widget in view.app.screen.query("*") if widget.tooltip]
    assert len("".join(rows).strip()) > 100
    assert english(rows) == set()
    assert english(tips) == set()
    keys = re.split(r" {2,}", rows[-1].strip())
    assert all(re.fullmatch(r"\S+ (?:回到 )?\S+", key) for key in keys), keys
    assert "F1 帮助" in keys
