"""`shenyi votes`: rules as a file, the paper ballot, boxes of other machines; and locked boxes."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from content.shelf.library import load_builtin
from review.cli import main
from review.voting.box.ballot_box import Box
from review.voting.box.box_ticket import first_ticket
from review.voting.box.sealing import new_vote_key
from review.voting.rules.rules import NO_LIMIT, Rules
from review.voting.vote import Vote
from review.voting.vote_files import candidates_in_force
from tests.votes import quick_locks

REPORT = load_builtin()
TEN = Rules(deputies_total=10, present=10, issued=10, seats=1, select_max=NO_LIMIT)

Capture = pytest.CaptureFixture[str]


def run(capfd: Capture, *line: str | Path) -> str:
    """Run a command that succeeds; what it says."""
    status = main([str(word) for word in line])
    out, err = capfd.readouterr()
    assert status == 0, err
    return out


def refused(capfd: Capture, *line: str | Path) -> str:
    """Run a command that cannot go on; why."""
    assert main([str(word) for word in line]) == 2
    return capfd.readouterr().err


def started(rules: Rules = TEN, *ballots: str) -> Vote:
    """The vote of the report, begun."""
    vote = Vote(REPORT)
    vote.set_rules(rules)
    vote.start()
    for marks in ballots:
        vote.box.cast(marks.ljust(16, "-"))
    return vote


def sealed(path: Path, rules: Rules, password: str, *ballots: str) -> Path:
    """A sealed box of another machine."""
    key = new_vote_key(password)[0] if password else None
    box = Box.create(path, first_ticket(REPORT.id, rules, candidates_in_force(REPORT)), key)
    for marks in ballots:
        box.cast(marks.ljust(16, "-"))
    box.seal()
    return path


def test_rules_go_out_and_come_back(capfd: Capture, tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    assert "已写到" in run(capfd, "votes", "rules", "template", "-o", path)
    text = path.read_text(encoding="utf-8")
    assert "# 应选项目数" in text
    path.write_text(text.replace("seats = 0", "seats = 3"), encoding="utf-8")
    run(capfd, "votes", "rules", "import", path)
    assert "seats = 3" in run(capfd, "votes", "rules", "template")
    assert "seats = 3" in run(capfd, "votes", "rules", "template", "-o", "-")

    started().close()
    assert "规则不能再改" in refused(capfd, "votes", "rules", "import", path)
    assert "rules template" in refused(capfd, "votes", "rules")
    assert "rules template" in refused(capfd, "votes", "rules", "import")


def test_the_paper_ballot_is_printed_from_the_list(capfd: Capture, tmp_path: Path) -> None:
    text = run(capfd, "votes", "paper")
    assert "填写说明：赞成的画○" in text
    assert "16｜养老机构和综合养老服务中心｜｜" in text
    run(capfd, "votes", "paper", "-o", tmp_path / "选票.docx")
    assert (tmp_path / "选票.docx").read_bytes().startswith(b"PK")


def test_boxes_are_added_before_the_count_and_a_tie_goes_on(capfd: Capture, tmp_path: Path) -> None:
    half = replace(TEN, present=5, issued=5)
    vote = started(half, "O", "-O")
    other = sealed(tmp_path / "二号机.box", half, "", "-O", "O")
    vote.close()
    assert "票箱还没有封" in refused(capfd, "votes", "add", other)
    vote = Vote(REPORT)
    vote.box.seal()
    vote.close()
    assert "现在共4张票" in run(capfd, "votes", "add", other)
    assert "重复" in refused(capfd, "votes", "add", other)

    vote = Vote(REPORT)
    assert (vote.rules.present, vote.rules.issued) == (10, 10)
    assert vote.count().collected == 4
    vote.close()
    assert "已经计票" in refused(capfd, "votes", "add", other)


def test_each_locked_box_asks_for_its_word(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_locks(monkeypatch)
    boxes = [
        sealed(tmp_path / f"{name}.box", TEN, word, "O", "-O")
        for name, word in (("甲", "first-word"), ("乙", "second-word"))
    ]
    for typed, works in (("first-word\nsecond-word\n", True), ("first-word\nwrong\n", False)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        if works:
            out = run(capfd, "ballots", "merge", *boxes, "-o", tmp_path / "合.box", "--json")
            assert json.loads(out) == {"boxes": 2, "ballots": 4}
        else:
            line: list[str | Path] = ["ballots", "merge", *boxes, "-o", tmp_path / "另.box"]
            assert "口令不对" in refused(capfd, *line)


def test_ctrl_d_in_the_place_of_the_word_is_no_word(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_prompt: str) -> str:
        raise EOFError

    quick_locks(monkeypatch)
    boxes = [sealed(tmp_path / f"{name}.box", TEN, "first-word", "O") for name in "甲乙"]
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", ended)
    assert "口令不对" in refused(capfd, "ballots", "merge", *boxes, "-o", tmp_path / "合.box")


def test_a_trial_before_is_told_of(capfd: Capture) -> None:
    vote = started(TEN, "O")
    vote.box.seal()
    vote.count()
    vote.again()
    vote.close()
    out = run(capfd, "votes")
    assert "还没有开始投票" in out
    assert "以前投过1次" in out
