"""Writing to the standard output."""

from __future__ import annotations

import os
import sys

from content.errors import refused


def emit(text: str) -> None:
    """Write text to the standard output in UTF-8, every character as it is.

    On a terminal, characters that would steer it are shown as a replacement sign.

    Raises:
        Problem: Not all of it could be written.
    """
    if sys.stdout.isatty():
        from review.reading.linebreak import printable

        text = "\n".join(printable(line.rstrip("\r")) for line in text.split("\n"))
    emit_bytes(text.encode("utf-8"))


def emit_bytes(data: bytes) -> None:
    """Write bytes to the standard output.

    Raises:
        Problem: Not all of them could be written.
    """
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise refused("输出没有写完", error) from error


def drop_output() -> None:
    """Keep Python from complaining at exit about output that could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
