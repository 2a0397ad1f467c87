"""How a command speaks: its output, what there is to say beside it, a question."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
import unicodedata
from pathlib import Path

from content.errors import Problem, refused
from review.typography.linebreak import printable

_DRAWN = re.compile("[\u2500-\u259f]+")
"""Lines and bars drawn with characters."""

_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
"""What holds columns apart."""

_YES = ("是", "好", "y", "yes")
_NO = ("否", "不", "n", "no")


def emit(text: str) -> None:
    """Write text to the standard output in UTF-8, every character as it is.

    On a terminal, characters that would steer it are shown as a replacement sign. Lone surrogates,
    which come with the names of files and with notes out of other programs, become question marks.
    A Problem where not all of it could be written.
    """
    if sys.stdout.isatty():
        text = "\n".join(printable(line.rstrip("\r")) for line in text.split("\n"))
    emit_bytes(text.encode("utf-8", "replace"))


def emit_json(data: object, indent: int | None = 1) -> None:
    """Write data for other programs to the standard output, Chinese as it is, a line end behind it.

    `indent` is blanks by level; None for all of it in one line.
    """
    emit(json.dumps(data, ensure_ascii=False, indent=indent) + "\n")


def confirm(text: str) -> None:
    """Say that something was done; that it cannot be said does not make it a failure."""
    try:
        emit(text)
    except (OSError, Problem):
        drop_output()
        tell("已经办好，只是这里没能写出结果。")


class _Manner:
    """How the commands of this process speak."""

    plain = False


def speak_plainly(plain: bool) -> None:
    """Have all that is laid out printed one thing after the other, on a terminal too."""
    _Manner.plain = plain


def is_plain() -> bool:
    """Whether what is laid out is printed one thing after the other: it may be listened to."""
    return _Manner.plain or not sys.stdout.isatty()


def linear(text: str) -> str:
    """Text that was laid out, one thing after the other: nothing drawn, nothing held apart."""
    rows = []
    for row in text.split("\n"):
        left = _GAP.sub("，", _DRAWN.sub("", row)).rstrip()
        left = re.sub(r"^ +(?=\d+(?:，|\. ))", "", left)  # a number that was set to the right
        if left or not row.strip():
            rows.append(left)
    return "\n".join(rows)


def emit_laid_out(text: str) -> None:
    """Write text that has columns or drawn lines, without them where `is_plain` says so."""
    emit(linear(text) if is_plain() else text)


def emit_bytes(data: bytes) -> None:
    """Write bytes to the standard output; a Problem where not all of them could be written."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        if is_closed_pipe(error):
            raise
        drop_output()
        raise refused("输出没有写完", error) from error


def tell(text: str) -> None:
    """Say something on the standard error, in one line; nothing in it can steer the terminal."""
    print(f"审议：{printable(text)}", file=sys.stderr)


def can_ask() -> bool:
    """Whether somebody is there to answer a question."""
    return sys.stdin is not None and sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Ask until the answer is yes or no; whether it is yes. The end of the input is a no."""
    while True:
        asked = f"\n审议：{printable(question)}请输入“是”或“否”："
        print(asked, file=sys.stderr, end="", flush=True)
        answer = sys.stdin.readline()
        word = unicodedata.normalize("NFKC", answer).strip().lower()
        if word in _YES:
            return True
        if not answer or word in _NO:
            return False


def answered(question: str) -> str:
    """Ask for a line; empty where Enter alone was pressed, or at the end of the input."""
    print(f"\n审议：{printable(question)}", file=sys.stderr, end="", flush=True)
    return printable(sys.stdin.readline().strip())


def is_closed_pipe(error: OSError) -> bool:
    """Whether an error of writing means that whoever read the output has seen enough."""
    # Windows has no name for it; nothing else that is written to gives this number.
    windows = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return windows or isinstance(error, BrokenPipeError)


def speak_utf8() -> None:
    """Have errors go into pipes and files in UTF-8, as output does, whatever the code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors=stream.errors)


def hear_all() -> None:
    """Read what is no UTF-8, as a terminal of GBK sends it, as replacement signs.

    So does the reading view. An answer of such signs is asked for again; Python would raise.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def fill_closed_streams() -> None:
    """Put the null device where input, output or errors were closed (`>&-`, `<&-`).

    Otherwise the next file that is opened would take the place of one of them.
    """
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for all of the run
            if stream.fileno() != descriptor:
                os.dup2(stream.fileno(), descriptor)
            setattr(sys, name, stream)


def drop_output() -> None:
    """Keep Python from complaining at exit about output that could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
