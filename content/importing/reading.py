"""Documents read in a process of their own; how that is done stands in `apart.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content.importing.apart import answer, ask
from content.importing.formats import FORMATS, Extract, FileFormat
from content.report import Remark

_NO_MORE = "请核对是否选错了文件；确是报告的，请用Word、WPS或浏览器打开它，另存为“纯文本”再试。"


def read_apart(data: bytes, form: FileFormat, path: Path) -> Extract:
    """The text of a file of one of `FORMATS`, read in a process of its own.

    For that long the caller waits. The path is only named in messages.

    Raises:
        Problem: It cannot be read, or would take too much memory or time; see `ask`.
    """
    told = ask(__name__, [FORMATS.index(form), str(path)], data, path, _NO_MORE)
    remarks = tuple(Remark(*remark) for remark in told["remarks"])
    return Extract(told["text"], told["encoding"], remarks)


def main() -> None:
    """Read the file that standard input holds, as the order says: index of the format, and path."""
    answer(_read)


def _read(order: Any, data: bytes) -> dict[str, Any]:
    form, path = order
    extract = FORMATS[form].load()(data, Path(path))
    remarks = [(remark.line, remark.text, remark.removed) for remark in extract.remarks]
    return {"text": extract.text, "encoding": extract.encoding, "remarks": remarks}
