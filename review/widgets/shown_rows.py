"""What stands on the terminal, so that nothing is sent to it twice."""

from __future__ import annotations

from collections import defaultdict

from textual._compositor import ChopsUpdate
from textual.strip import Strip


class ShownRows:
    """What was painted last, piece by piece; Textual paints all of a view where one row changes."""

    def __init__(self) -> None:
        self._pieces: defaultdict[int, dict[int, tuple[int, Strip]]] = defaultdict(dict)
        """By row and first column: the column behind, and what was painted."""

    def forget(self) -> None:
        """Know nothing: something else was painted."""
        self._pieces.clear()

    def news(self, update: ChopsUpdate) -> ChopsUpdate | None:
        """An update without what stands there already; None if that was all."""
        spans: list[tuple[int, int, int]] = []
        for y, start, end in update.spans:
            known = self._pieces[y]
            ends = update.chop_ends[y]
            for behind, (x, strip) in zip(ends, update.chops[y].items(), strict=False):
                if strip is None or x >= end or behind <= start or known.get(x) == (behind, strip):
                    continue
                for at in [at for at, (other, _) in known.items() if at < behind and other > x]:
                    del known[at]
                known[x] = behind, strip
                # All of the piece: where it was cut, half a wide character would be lost.
                spans.append((y, x, behind))
        return ChopsUpdate(update.chops, spans, update.chop_ends) if spans else None
