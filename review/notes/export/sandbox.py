"""Jinja2's sandbox, in which a template that a user has changed cannot go on without end.

Imported only where a template is filled in: Jinja2 takes 60 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import Any

from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 20_000_000
"""Characters that a template may write: ten thousand notes are a tenth of it."""

_MOST_TURNS = 1_000_000
"""How often all `range` loops of a template together may go round."""


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
