"""How a deputy has arranged a paper: the order of its notes, how each quotes, what joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from review.notes.model import Labelled, Note


class Quoting(Labelled):
    """How a note quotes its passage."""

    SHORT = "short", "引文缩短"
    WHOLE = "whole", "引全文"
    FIGURES = "figures", "只引有数字的句子"
    NONE = "none", "不引原文"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was arranged; what is empty is as the report has it."""

    order: Sequence[str] = ()
    """Ids of notes in the order in which they are to come; others come behind."""
    quoting: Mapping[str, Quoting] = field(default_factory=dict)
    joining: Mapping[str, str] = field(default_factory=dict)
    """What is said before a note, by its id."""

    def arranged(self, notes: Sequence[Note]) -> list[Note]:
        """Notes in their order."""
        places = {note_id: place for place, note_id in enumerate(self.order)}
        return sorted(notes, key=lambda note: places.get(note.id, len(places)))

    def kept(self) -> dict[str, Any]:
        """What is kept of it, for JSON."""
        return {
            "order": list(self.order),
            "quoting": {note_id: mode.value for note_id, mode in self.quoting.items()},
            "joining": dict(self.joining),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Arrangement:
        """What was kept; what makes no sense, or is of a newer version, is left out."""
        order, quoting, joining = (kept.get(name) for name in ("order", "quoting", "joining"))
        modes = {mode.value: mode for mode in Quoting}
        return cls(
            [each for each in order if isinstance(each, str)] if isinstance(order, list) else (),
            {name: modes[mode] for name, mode in _texts(quoting) if mode in modes},
            dict(_texts(joining)),
        )


def _texts(kept: Any) -> list[tuple[str, str]]:
    if not isinstance(kept, dict):
        return []
    return [(name, value) for name, value in kept.items() if isinstance(value, str)]
