"""What is done when a ballot box is damaged: it is set aside, and nothing of it is ever deleted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from content.errors import NewerFile, Problem
from review.base.files import move_file, set_aside, settle
from review.voting.box.box_copies import files_of, load_box
from review.voting.box.box_file import read_box
from review.voting.rules.rules_file import read_rules
from review.voting.vote_files import (
    BEGUN,
    RULES,
    box_path,
    lock_vote,
    lost_round,
    note_begun,
    other_round,
    past_boxes,
)

_NAME = re.compile(r"round-(\d{1,4})(-teller-\d)?\.box")


class Unusable(NamedTuple):
    """A file that keeps a vote from going on, or the box of an earlier trial."""

    path: Path
    why: Problem

    @property
    def is_readable(self) -> bool:
        """Whether what stands in it is wrong: not the right to read it, nor the program's age."""
        return os.access(self.path, os.R_OK) and not isinstance(self.why, NewerFile)


def unusable(folder: Path) -> list[Unusable]:
    """What in the folder of a vote cannot be read, or rests on a round that is not there.

    The boxes of earlier trials are among it: their totals are all that is left of them.
    """
    boxes = _boxes(folder)
    found = [each for path in boxes for each in _tried(path, boxes)]
    for path in chain.from_iterable(past_boxes(folder).values()):
        try:
            read_box(path)
        except Problem as problem:
            found.append(Unusable(path, problem))
    if lost := lost_round(folder, _unbroken(boxes)):
        found.append(Unusable(folder / BEGUN, lost))
    rules = folder / RULES
    if rules.exists():
        try:
            read_rules(rules)
        except Problem as problem:
            found.append(Unusable(rules, problem))
    return found


def mend(folder: Path) -> Path | None:
    """Set aside what cannot be used, with the rounds that rest on it; where it is now, if any was.

    The last round goes first, so that what is left is a vote at every moment.

    Raises:
        Problem: Another program has the vote, or something could not be moved.
    """
    lock = lock_vote(folder)
    try:
        bad = {each.path for each in unusable(folder) if each.is_readable}
        if not bad:
            return None
        boxes = _boxes(folder)
        first = min(_rounds({path: boxes[path] for path in bad & boxes.keys()}), default=None)
        rests = {path for path, name in boxes.items() if first and name.round >= first}
        order = sorted((bad | rests) & boxes.keys(), key=lambda path: boxes[path], reverse=True)
        here = [path for path in bad - boxes.keys() if path.parent == folder]
        aside = set_aside([*order, *here], folder)
        # With the copies and the keys: of a box that is gone what is left of it.
        left = [f for at in (*order, box_path(folder, _unbroken(boxes) + 1)) for f in files_of(at)]
        for file in filter(Path.exists, [*left, *(bad - boxes.keys())]):
            move_file(file, aside / file.relative_to(folder))
        note_begun(folder, _unbroken(_boxes(folder)))
        return aside
    finally:
        lock.release()
        settle(folder)


class _Name(NamedTuple):
    """What the name of a box says, in the order in which boxes come to be."""

    round: int
    teller: str
    """Empty for the box of the round itself."""


def _boxes(folder: Path) -> dict[Path, _Name]:
    named = ((path, _NAME.fullmatch(path.name)) for path in sorted(folder.glob("*.box")))
    return {path: _Name(int(name[1]), name[2] or "") for path, name in named if name}


def _rounds(boxes: dict[Path, _Name]) -> set[int]:
    return {name.round for name in boxes.values() if not name.teller}


def _unbroken(boxes: dict[Path, _Name]) -> int:
    """How many rounds there are before the first that is not there."""
    rounds = _rounds(boxes)
    return next(at for at in count() if at + 1 not in rounds)


def _tried(path: Path, boxes: dict[Path, _Name]) -> Iterator[Unusable]:
    name, rounds = boxes[path], _rounds(boxes)
    needed = range(1, name.round + 1 if name.teller else name.round)
    try:
        found = load_box(path, with_key=False).ticket.round
        for number in needed:
            if number not in rounds:
                why = f"第{number}轮的票箱不见了，这个票箱接不上。"
                raise Problem(why, path=path, remedy="请把那个票箱放回来。")
        if found != name.round:
            raise other_round(path, found)
        load_box(path)
    except Problem as problem:
        yield Unusable(path, problem)
