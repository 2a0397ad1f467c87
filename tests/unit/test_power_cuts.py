"""Whatever a disk may hold when the power is cut: old or new, never neither, and what was said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from content.shelf.library import load_builtin
from review.base import paths
from review.base.reports import user_shelf
from review.notes.store.note_store import NoteStore
from review.voting.box.ballot_box import Box
from review.voting.vote_files import candidates_in_force
from tests.machine import FOLDERS
from tests.powercuts import ROOT, Disk, PowerCut, lay_out, power_cuts, recorded
from tests.unit.facts.small_reports import report

SAMPLE = 24
"""Power cuts of each path that are tried every day; the others are in `tests/long`."""

_ADD = ("-m", "review", "notes", "add", "二（七）第3段", "--quote", "长者食堂", "--kind", "建议")
_IMPORT = ("-m", "review", "candidates", "import")
_LIST = "序号,项目名称,建设内容\n1,{0}第1项,办好\n2,{0}第2项,办好\n"
_BOX = """\
import sys
from pathlib import Path
from review.voting.box.ballot_box import Box
from tests.unit.voting.casting import nth_ballot, ticket
path = Path(sys.argv[1])
"""


class Kept(NamedTuple):
    """Something that is kept: what makes it, what changes it, and what there is afterwards."""

    make: tuple[str, ...]
    change: tuple[str, ...]
    look: Callable[[Path], object]
    """What somebody finds who opens it; it raises where that is neither old nor new."""


def notes(_folder: Path) -> object:
    """The words of the notes."""
    store = NoteStore(paths.notes_file())
    try:
        return [note.body for note in store.notes(load_builtin().id)]
    finally:
        store.close()


def box(folder: Path) -> object:
    """State and number of the ballots."""
    found = Box.open(folder / "round-1.box")
    return found.contents.state, found.count, found.contents.sums is not None


def candidates(_folder: Path) -> object:
    """The titles of the candidates."""
    return [entry.title for entry in candidates_in_force(load_builtin()).entries]


def shelf(_folder: Path) -> object:
    """The reports of the shelf, each of which can be read."""
    wrong: list[object] = []
    found = [(one.id, user_shelf().open(one.id).source) for one in user_shelf().list(wrong.append)]
    assert not wrong
    return found


def export(folder: Path) -> object:
    """The bytes of the file."""
    return (folder / "批注.md").read_bytes()


KEPT = {
    "notes": Kept(_ADD, _ADD, notes),
    "a ballot": Kept(
        ("-c", _BOX + "Box.create(path, ticket())"),
        ("-c", _BOX + "Box.open(path).cast(nth_ballot(3)); print('cast')"),
        box,
    ),
    "a count": Kept(
        ("-c", _BOX + "one = Box.create(path, ticket()); one.cast(nth_ballot(3)); one.seal()"),
        ("-c", _BOX + "Box.open(path).mark_counted(); print('counted')"),
        box,
    ),
    "list": Kept((*_IMPORT, "one.csv"), (*_IMPORT, "two.csv"), candidates),
    "shelf": Kept(("-c", ""), ("-m", "review", "open", "new.txt", "--yes"), shelf),
    "export": Kept(
        ("-c", "import sys; open(sys.argv[1], 'w').write('old')"),
        ("-m", "review", "notes", "export", "--overwrite", "-o"),
        export,
    ),
}


def power_cuts_of(what: str, folder: Path) -> list[PowerCut]:
    """All power cuts of one change, recorded in a folder that is the whole machine."""
    kept = KEPT[what]
    for name in ("one", "two"):
        (folder / f"{name}.csv").write_text(_LIST.format(name), encoding="utf-8")
    (folder / "new.txt").write_text(report("好。", "要好。", year=2030).source, encoding="utf-8")
    make, change = (
        [str(folder / part) if part.endswith((".csv", "new.txt")) else part for part in command]
        for command in (kept.make, kept.change)
    )
    if what in ("a ballot", "a count"):
        make, change = ([*command, str(folder / "round-1.box")] for command in (make, change))
    if what == "export":
        subprocess.run([sys.executable, *_ADD], cwd=ROOT, input=b"x", check=True)
        make, change = ([*command, str(folder / "批注.md")] for command in (make, change))
    subprocess.run([sys.executable, *make], cwd=ROOT, input="第一条".encode(), check=True)
    before = Disk(folder)
    return power_cuts(folder, recorded(change, "第二条"), before)


def check(
    what: str, cuts: list[PowerCut], recorded_in: Path, tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    """Open what each power cut left."""
    look = KEPT[what].look
    before, after = (
        _found(look, recorded_in, cut, tmp_path / name, patch)
        for cut, name in ((cuts[0], "before"), (cuts[-1], "after"))
    )
    assert before != after
    for number, cut in enumerate(cuts):
        found = _found(look, recorded_in, cut, tmp_path / str(number), patch)
        assert found == after or (found == before and not cut.is_said), number


def _found(
    look: Callable[[Path], object],
    recorded_in: Path,
    cut: PowerCut,
    folder: Path,
    patch: pytest.MonkeyPatch,
) -> object:
    lay_out(cut.state, recorded_in, folder)
    for name, machine in FOLDERS.items():
        patch.setenv(name, str(folder / machine))
    (folder / "temp").mkdir(exist_ok=True)
    return look(folder)


@pytest.mark.parametrize("what", KEPT)
def test_a_power_cut_leaves_old_or_new(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Path(os.environ["HOME"]).parent
    cuts = power_cuts_of(what, machine)
    step = max(1, len(cuts) // SAMPLE)
    check(what, [*cuts[:-1:step], cuts[-1]], machine, tmp_path, monkeypatch)
