"""The first start of a user: three lines that say what this is, how to get help, where notes are.

They stand in a corner and go by themselves, so that they are in no key's way; whatever was typed
ahead is done as ever.
"""

from __future__ import annotations

from contextlib import suppress

from content.errors import Problem
from content.files import is_there
from review import paths
from review.files import write_atomic

STAYS = 15.0
"""Seconds for which the lines can be read; a click puts them away."""


def is_due() -> bool:
    """Whether this user has never been welcomed."""
    return not is_there(paths.welcome_file())


def lines() -> str:
    """What to say, each on a line of its own."""
    return "\n".join(
        (
            "审议帮助您阅读政府工作报告，写批注，试投票。",
            "按F1看全部用法，按Ctrl+Q退出。",
            f"批注只存在这台电脑上：\n{paths.shown(paths.notes_file())}",
        )
    )


def remember() -> None:
    """Say it never again; where that cannot be written, it is said at the next start too."""
    with suppress(Problem):
        write_atomic(paths.welcome_file(), b"")
