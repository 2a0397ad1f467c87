"""An index that was built, and what was seen of it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PLANTED = b"\x00planted"
"""What somebody else has put where jieba looks for its own cache."""


@dataclass(frozen=True)
class Build:
    """How the index of the report that ships was built, once in this run."""

    cache: Path
    """The cache folder; not to be changed."""
    temp: Path
    """The folder for temporary files meanwhile, with a cache of jieba that somebody has planted."""
    lines: list[str]
    """What the user was told."""
