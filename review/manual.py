"""What F1 tells: the commands of the table, what the keys of every other screen do, and remarks.

It is prose, and stands in `manual.toml`; imported when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from content.tomlfile import read_toml
from review.settings import key_table
from review.settings.key_table import Command


class Use(NamedTuple):
    """What some keys do on one of the other screens, where they cannot be set."""

    keys: tuple[str, ...]
    """By Textual's names; a full-width twin goes without saying."""
    help: str
    shown: str = ""
    """How they are printed; one after the other by default."""
    label: str = ""
    """None stands in the footer."""


class Chapter(NamedTuple):
    """Commands that belong together, and what there is to know besides."""

    title: str
    entries: Sequence[Command | Use] = ()
    remarks: Sequence[str] = ()
    screens: Sequence[str] = ()
    """Classes of the screens and panes in which the help begins here."""


def _chapter(commands: str = "", keys: Sequence[Sequence[str]] = (), **rest: Any) -> Chapter:
    """A chapter of the file; what it has no field for is refused."""
    known: Sequence[Command] = getattr(key_table, commands) if commands else ()
    uses = (Use(tuple(names.split()), *said) for names, *said in keys)
    return Chapter(entries=(*known, *uses), **rest)


CHAPTERS = tuple(
    _chapter(**table) for table in read_toml(Path(__file__).with_suffix(".toml")).data["chapter"]
)

CHAPTER_OF = {screen: chapter.title for chapter in CHAPTERS for screen in chapter.screens}
"""With which chapter the help begins, by the class of the screen or pane that one is in."""
