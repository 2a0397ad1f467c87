"""The program in a process of its own, on a real terminal."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

from content.shelf.library import load_builtin
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
REPORT = load_builtin()

FIRST = "各位代表："
"""Stands on the first page in every size."""

CLOSING = "，。、；：？！…％‰℃）》】〉」』”’,.;:?!%)]}"
OPENING = "“‘（《【〈「『([{"


def shenyi(
    *arguments: str,
    columns: int = 80,
    rows: int = 24,
    env: dict[str, str] | None = None,
    focused: bool = True,
) -> Terminal:
    """Start the program; nothing has been painted yet."""
    program = [sys.executable, "-m", "review", *arguments]
    return Terminal(program, columns, rows, env=env, cwd=ROOT, focused=focused)


def citation(terminal: Terminal) -> str:
    """The row on top, which says where one is."""
    return terminal.rows()[0]


def copied(terminal: Terminal) -> str:
    """The text that was put on the clipboard last (OSC 52)."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)", bytes(terminal.output))
    return base64.b64decode(found[-1]).decode() if found else ""


def page_rows(terminal: Terminal, left: int, right: int) -> list[str]:
    """The rows of the page: what stands right of the contents, without top line, keys, scroll bar.

    Args:
        terminal: Where the program runs.
        left: Columns of the contents.
        right: Column of the scroll bar.
    """
    found = []
    for row in range(1, len(terminal.rows()) - 1):
        cells = [terminal.style(column, row).data for column in range(left, right)]
        found.append("".join(cells))
    return found


def faults(rows: list[str]) -> list[str]:
    """The rows that begin with a closing mark, end with an opening one or cut a number."""
    found = []
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        text, rest = row.strip("▎ \u3000"), below.strip("▎ \u3000")
        if not text:
            continue
        begins = text[0] in CLOSING
        ends = text[-1] in OPENING
        cut = bool(rest) and re.search(r"[A-Za-z0-9.][A-Za-z0-9%]", text[-1] + rest[0])
        dash = bool(rest) and text[-1] == rest[0] and text[-1] in "—…"
        if begins or ends or cut or dash:
            found.append(f"{text} ⏎ {rest}")
    return found
