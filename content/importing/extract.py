"""What a reader of files gives: the text of one, and what has to be said of it."""

from __future__ import annotations

from typing import NamedTuple

from content.report import Remark

RECOGNISE = "请用带文字识别（OCR）的软件转成Word或纯文本，或向大会秘书处索取电子文本。"
"""What to do with a picture of a text."""
SAVE_AGAIN = "请用Word或WPS打开它，另存为“Word文档（*.docx）”或“纯文本”。"
"""What to do with a document that is read in another form only."""


CELLS = "｜"
"""What stands between two cells of a table, each row of which is a line."""
ROW_LIMIT = 400
"""Characters of a row of a table; one that holds more only lays out the page."""


class Extract(NamedTuple):
    """The text of a file."""

    text: str
    encoding: str = ""
    """Name of the codec of a plain text, such as `gb18030`; empty for documents."""
    remarks: tuple[Remark, ...] = ()
    """What could not be read, or was put in."""
