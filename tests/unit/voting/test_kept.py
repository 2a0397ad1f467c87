"""What older versions have kept: opened, nothing lost, nothing set aside."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from content.candidates.candidates import ListStatus, read_candidates
from content.errors import NewerFile
from content.shelf.library import load_builtin
from review.base import paths
from review.voting.box.box_file import State, read_box
from review.voting.rules.rules import Rules, canonical_text, digest
from review.voting.rules.rules_file import read_rules
from review.voting.vote import Vote
from review.voting.vote_mending import mend, unusable

KEPT = Path(__file__).parents[2] / "data" / "kept"
REPORT = load_builtin()

PRINTED_0_1 = "ea320566ac94bb9f2e3bbc62b2b50b8b124984020d8505eb2848c63129d9acab"
"""The fingerprint that version 0.1 has printed for the rules of its vote."""


@pytest.fixture
def folder() -> Path:
    """The vote of version 0.1: three ballots cast, the box still open."""
    place = paths.votes_dir(REPORT.id)
    place.mkdir(parents=True)
    with tarfile.open(KEPT / "kept-0.1.tar.gz") as archive:
        for member in archive.getmembers():
            if member.isfile() and f"votes/{REPORT.id}/" in member.name:
                file = archive.extractfile(member)
                assert file is not None
                (place / Path(member.name).name).write_bytes(file.read())
    return place


def open_vote(folder: Path) -> Vote:
    return Vote(REPORT)


def test_a_vote_of_the_first_version_goes_on(folder: Path) -> None:
    clear = json.loads((folder / "round-1.box").read_bytes())
    assert digest(canonical_text(clear["rules"])) == clear["rules_sha256"] == PRINTED_0_1
    assert unusable(folder) == []
    assert mend(folder) is None

    vote = open_vote(folder)
    assert vote.state is State.OPEN
    assert (vote.box.count, vote.box.contents.clear) == (3, 3)
    assert vote.ticket.rules_sha256 == PRINTED_0_1
    assert vote.rules == Rules(deputies_total=10, present=10, seats=2)
    vote.box.cast("O" + "-" * 15)
    vote.close()

    vote = open_vote(folder)
    assert vote.ticket.rules_sha256 == PRINTED_0_1
    vote.box.seal()
    result = vote.count()
    assert result.items is not None
    assert [(item.yes, item.no) for item in result.items[:2]] == [(3, 1), (2, 1)]
    assert any("前3张票由0.1版保存" in event for event in vote.sheets[0].events)
    vote.close()
    assert not list(folder.glob("damaged-*"))


def test_its_clear_file_is_replaced_at_the_first_opening(folder: Path) -> None:
    open_vote(folder).close()
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"O O - -" not in path.read_bytes()
    assert json.loads((folder / "round-1.box").read_bytes())["format"] == 2


def test_looking_at_it_changes_nothing(folder: Path) -> None:
    before = (folder / "round-1.box").read_bytes()
    contents = read_box(folder / "round-1.box")
    assert (contents.state, contents.count) == (State.OPEN, 3)
    assert (folder / "round-1.box").read_bytes() == before


def test_its_rules_and_its_lists_are_read(folder: Path) -> None:
    rules = read_rules(folder / "rules.toml")
    assert rules == Rules(deputies_total=10, present=10, seats=2)
    listed = read_candidates(KEPT / "candidates-0.1.toml", REPORT)
    assert listed.status is ListStatus.OFFICIAL
    assert [entry.title for entry in listed.entries] == ["学校", "长者食堂"]
    assert listed.sha256 == "d085f59c65515ce653fafb9d9e3a4524dca7aceed6985eac31157b81703d6214"


def test_a_box_of_a_newer_program_is_left_alone(folder: Path) -> None:
    path = folder / "round-1.box"
    data = json.loads(path.read_bytes())
    path.write_text(json.dumps({**data, "format": 99}), encoding="utf-8")
    before = path.read_bytes()
    for read in (lambda: read_box(path), lambda: open_vote(folder)):
        with pytest.raises(NewerFile, match="由更新版本的审议保存"):
            read()
    assert [each.is_readable for each in unusable(folder)] == [False]
    assert mend(folder) is None
    assert path.read_bytes() == before
