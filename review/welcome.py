"""The first start of a user: three lines that say what this is, how to get help, where notes are.

They stand below the page, which is so much shorter meanwhile, so that they lie over no text. They
are in no key's way: the first key or click that does something puts them away and does it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from content.errors import Problem
from content.files import is_there
from review.base import paths
from review.base.files import write_atomic

if TYPE_CHECKING:
    from review.widgets.prose import Prose


def is_due() -> bool:
    """Whether this user has never been welcomed."""
    return not is_there(paths.welcome_file())


def panel() -> Prose:
    """The three lines."""
    from review.widgets.prose import Prose, ProseLine  # nobody who has been welcomed waits for it

    return Prose(
        [
            ProseLine("欢迎。审议帮助您阅读政府工作报告，写批注，试投票。", "bold"),
            ProseLine("按F1看全部用法，按Ctrl+Q退出；开始阅读后，这几行自动收起。"),
            ProseLine(f"批注只存在这台电脑上：{paths.shown(paths.notes_file())}"),
        ],
        id="welcome",
    )


def remember() -> None:
    """Say it never again; where that cannot be written, it is said at the next start too."""
    with suppress(Problem):
        write_atomic(paths.welcome_file(), b"")
