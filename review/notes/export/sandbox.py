"""Jinja2's sandbox, in which a template that a user has changed cannot go on without end.

The user's own are filled in by a process of its own besides, whose memory and time have a bound: a
few lines can ask for any amount of both. Imported only where a template is filled in: Jinja2 takes
60 ms.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sized
from pathlib import Path
from typing import Any

from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from content.child import bound, start_child
from content.errors import Problem

LONGEST = 20_000_000
"""Characters that a template may write: ten thousand notes are a tenth of it."""

_MOST_TURNS = 1_000_000
"""How often all `range` loops of a template together may go round."""

_SECONDS = 2
"""Of the processor; two thousand notes take a tenth of a second."""
_PATIENCE = 20.0
"""Seconds after which it is given up, however busy the machine is."""
_MEMORY = 500_000_000
_NO_MORE = "请检查模板里的循环，是不是重复得太多。"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for the templates of one export."""

    intercepted_binops = frozenset("*")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._turns = 0
        self.globals["range"] = self._range

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, but no text beyond all measure.

        Raises:
            OverflowError: It would be longer than `LONGEST`.
        """
        for text, times in ((left, right), (right, left)):
            if isinstance(text, Sized) and isinstance(times, int):
                _refuse_beyond(LONGEST, len(text) * times)
        return super().call_binop(context, operator, left, right)

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        self._turns += len(numbers)
        _refuse_beyond(_MOST_TURNS, self._turns)
        return numbers


def joined(pieces: Iterable[str]) -> str:
    """All that a template writes.

    Raises:
        OverflowError: It is longer than `LONGEST`.
    """
    written, length = [], 0
    for piece in pieces:
        written.append(piece)
        length += len(piece)
        _refuse_beyond(LONGEST, length)
    return "".join(written)


def _refuse_beyond(most: int, number: int) -> None:
    if number > most:
        raise OverflowError(f"more than {most}")


def fill_apart(path: Path, facts: dict[str, Any]) -> str:
    """Fill in a template.

    Args:
        path: The template.
        facts: What it can speak of.

    Raises:
        Problem: It is broken, or would take too much memory or time.
    """
    child = start_child(__name__, stdout=subprocess.PIPE)
    if child is None:
        raise Problem("系统没有余力再开一个进程。", path=path, remedy="请关掉别的程序再试。")
    with child:
        try:
            answer, _ = child.communicate(json.dumps([str(path), facts]), timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            answer = ""
    if child.returncode or not answer:
        why = f"用这个模板要超过{_SECONDS}秒或{_MEMORY // 1_000_000}MB内存，没有做下去。"
        raise Problem(why, path=path, remedy=_NO_MORE)
    found = json.loads(answer)
    if "text" in found:
        return str(found["text"])
    raise Problem(
        found["message"], path=Path(found["path"]), line=found["line"], remedy=found["remedy"]
    )


def main() -> None:
    """Fill in the template that standard input names, with what it may speak of."""
    from review.notes.export.templates import fill

    bound(_MEMORY, _SECONDS)
    path, facts = json.loads(sys.stdin.read())
    answer: dict[str, object]
    try:
        answer = {"text": fill(Path(path), facts)}
    except Problem as problem:
        place = str(problem.path or path)
        answer = {"message": problem.message, "path": place, "line": problem.line}
        answer["remedy"] = problem.remedy
    sys.stdout.write(json.dumps(answer))
