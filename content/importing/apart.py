"""Work on a foreign file in a process of its own, whose memory and time have a bound.

A small file can ask for any amount of both: what is packed in it unfolds.

A module that does such work has a `main` that calls `answer`; who wants it done calls `ask` with
the full name of that module. To the process go one line of JSON, the order, and the bytes of the
file; back comes JSON: what the work gave, or message and remedy of a problem. Nothing comes back
from a process that ran into a bound.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from content.child import bound, start_child
from content.errors import Problem

_SECONDS = 10
"""Of the processor's time, so that a slow or busy machine reads what another does."""
_PATIENCE = 60.0
"""Seconds to wait at most; Windows knows no other bound."""
_MEMORY = 600_000_000
"""Bytes; a report of forty pages takes a tenth of it."""


def ask(module: str, order: object, data: bytes, path: Path, remedy: str) -> dict[str, Any]:
    """What the `main` of a module makes of a file; for that long the caller waits.

    The order is what it has to know besides the file, as JSON can say it; the remedy is for a file
    that would take too much memory or time. The path is only named in messages.

    Raises:
        Problem: It cannot be read, or would take too much, or no process can be started. A damaged
            file that ends the process is not told from one that takes too much.
    """
    child = start_child(module, stdout=subprocess.PIPE, encoding=None)
    if child is None:
        raise Problem("系统没有余力再开一个进程来读它。", path=path, remedy="请关掉别的程序再试。")
    line = json.dumps(order).encode("ascii") + b"\n"
    with child:
        try:
            answered, _ = child.communicate(line + data, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            answered = b""
    if child.returncode or not answered:
        why = f"文件已损坏，或者读它要超过{_SECONDS}秒或{_MEMORY // 1_000_000}MB内存，没有读下去。"
        raise Problem(why, path=path, remedy=remedy)
    told: dict[str, Any] = json.loads(answered)
    if "message" in told:
        raise Problem(told["message"], path=path, remedy=told["remedy"])
    return told


def answer(work: Callable[[Any, bytes], dict[str, Any]]) -> None:
    """Do some work on the order and the file in standard input, and write what it gave.

    That is what JSON can say, without a key `message`. What is raised beside a `Problem` ends the
    process with a status, and without an answer.
    """
    bound(_MEMORY, _SECONDS)
    gc.disable()  # reading leaves nothing in cycles; looking for them took a tenth of the time
    order, _, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        told = work(json.loads(order), data)
    except Problem as problem:
        told = {"message": problem.message, "remedy": problem.remedy}
    sys.stdout.write(json.dumps(told))
