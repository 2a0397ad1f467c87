"""The one exception that is meant for the person at the keyboard."""

from __future__ import annotations

from pathlib import Path


class Problem(Exception):
    """Something the user can mend. `str()` is a complete Chinese message.

    Args:
        message: What is wrong, a Chinese sentence with its full stop.
        path: The file it is about, if any.
        line: Its 1-based line, if known.
        remedy: What to do about it, a Chinese sentence.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        remedy: str = "",
    ) -> None:
        where = ""
        if path is not None:
            where = f"{path}：" if line is None else f"{path} 第{line}行："
        super().__init__(f"{where}{message}{remedy}")
        self.message = message
        self.path = path
        self.line = line
        self.remedy = remedy
