"""Characters that look alike: 冶 and 治, 候 and 侯."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def alike(character: str) -> str:
    """The common characters that share all parts but one with a character, in a fixed order."""
    sharing = "".join(line for line in _sets() if character in line)
    return "".join(dict.fromkeys(sharing.replace(character, "")))


@cache
def _sets() -> tuple[str, ...]:
    text = (Path(__file__).parents[1] / "data/shapes.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))
