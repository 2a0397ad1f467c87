"""Documents read in a process of their own, whose memory and time have a bound.

A small file can ask for any amount of both: what is packed in it unfolds.

What goes to the process is one line of JSON, the index of the format in `FORMATS` and the path, and
behind it the bytes of the file. What comes back is JSON too: text, encoding and remarks, or message
and remedy of a problem. Nothing at all comes back from a process that ran into a bound.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

from content.child import bound, start_child
from content.errors import Problem
from content.importing.formats import FORMATS, Extract, FileFormat
from content.report import Remark

_SECONDS = 10
"""Of the processor's time, so that a slow or busy machine reads what another does."""
_PATIENCE = 60.0
"""Seconds to wait at most; Windows knows no other bound."""
_MEMORY = 600_000_000
"""Bytes; a report of forty pages takes a tenth of it."""
_NO_MORE = "请核对是否选错了文件；确是报告的，请用Word、WPS或浏览器打开它，另存为“纯文本”再试。"


def read_apart(data: bytes, form: FileFormat, path: Path) -> Extract:
    """The text of a file, read in a process of its own; for that long the caller waits.

    Args:
        data: The file.
        form: What kind of file it is, one of `FORMATS`.
        path: Where it stands; it is not opened again.

    Raises:
        Problem: It cannot be read, or would take too much memory or time, or no process can be
            started. A damaged file that ends the process is not told from one that takes too much.
    """
    child = start_child(__name__, stdout=subprocess.PIPE, encoding=None)
    if child is None:
        raise Problem("系统没有余力再开一个进程来读它。", path=path, remedy="请关掉别的程序再试。")
    order = json.dumps([FORMATS.index(form), str(path)]).encode("ascii")
    with child:
        try:
            answer, _ = child.communicate(order + b"\n" + data, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            answer = b""
    if child.returncode or not answer:
        why = f"文件已损坏，或者读它要超过{_SECONDS}秒或{_MEMORY // 1_000_000}MB内存，没有读下去。"
        raise Problem(why, path=path, remedy=_NO_MORE)
    told = json.loads(answer)
    if "message" in told:
        raise Problem(told["message"], path=path, remedy=told["remedy"])
    remarks = tuple(Remark(*remark) for remark in told["remarks"])
    return Extract(told["text"], told["encoding"], remarks)


def main() -> None:
    """Read the file that standard input holds, behind a line that says what it is.

    What the reader raises beside a `Problem` ends the process with a status, and without an answer.
    """
    bound(_MEMORY, _SECONDS)
    gc.disable()  # reading leaves nothing in cycles; looking for them took a tenth of the time
    order, _, data = sys.stdin.buffer.read().partition(b"\n")
    form, path = json.loads(order)
    answer: dict[str, object]
    try:
        extract = FORMATS[form].load()(data, Path(path))
    except Problem as problem:
        answer = {"message": problem.message, "remedy": problem.remedy}
    else:
        remarks = [(remark.line, remark.text, remark.removed) for remark in extract.remarks]
        answer = {"text": extract.text, "encoding": extract.encoding, "remarks": remarks}
    sys.stdout.write(json.dumps(answer))
