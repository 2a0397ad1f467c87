"""What a reader of files gives: the text of one, and what has to be said of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem
from content.report import Remark

LIBRARIES = "python-docx pypdfium2"
"""What the extra `import` of pyproject.toml holds, as one types it."""
RECOGNISE = "请用带文字识别（OCR）的软件转成Word或纯文本，或向大会秘书处索取电子文本。"
"""What to do with a picture of a text."""
SAVE_AGAIN = "请用Word或WPS打开它，另存为“Word文档（*.docx）”或“纯文本”。"
"""What to do with a document that is read in another form only."""


class Extract(NamedTuple):
    """The text of a file."""

    text: str
    kind: str
    """What kind of file it was, in Chinese, such as Word文档."""
    encoding: str = ""
    """Name of the codec of a plain text, such as `gb18030`; empty for documents."""
    remarks: tuple[Remark, ...] = ()
    """What could not be read, or was put in."""


def missing_extra(kind: str, path: Path | str) -> Problem:
    """The libraries that read documents are not there; the message says what to type."""
    return Problem(
        f"要读{kind}，需另装shenyi[import]所列的软件包。",
        path=path,
        remedy=f"请联网运行：{sys.executable} -m pip install {LIBRARIES}，"
        "或把文件另存为“纯文本”再打开。",
    )
