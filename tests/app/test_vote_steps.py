"""The four steps of a vote: the list, the rules, the 口令, and a trial of one's own."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from content.candidates.candidates import Listing, read_listing
from content.report import Report
from review.base import paths
from review.voting.box.box_copies import copy_of
from review.voting.rules.choices import Conflict, Threshold
from review.voting.rules.rules import EACH, NO_LIMIT, Rules, survey_rules
from review.voting.screens.booth import has_open_ballot
from review.voting.vote import Vote
from review.voting.vote_files import VoteKind, candidates_in_force, put_in_force
from review.widgets.choice_row import ChoiceRow
from review.widgets.prose import Prose
from tests.app.voting import booth, cast, click, confirm, press, said, voting
from tests.app.waiting import wait_until, workers_done
from tests.votes import REPORT, TEN, box, box_file, quick_locks, start

WORD = "jinrong2024"


async def test_a_newcomer_sees_a_result_within_twelve_keys() -> None:
    """F5 has been pressed once; nothing is kept, and nothing is asked for."""
    async with voting() as view:
        await press(view, "5", "1", "down", "1", "enter")
        await confirm(view)
        assert "计票结果" in said(view)
        assert "随机种子2024" in said(view)
        assert "收回票 30" in said(view)
        await press(view, "enter")
        assert "② 规则" in said(view)
    assert not box_file().exists()
    assert [path.name for path in paths.votes_dir(REPORT.id).iterdir()] == ["lock"]


async def test_what_was_counted_in_the_hall_is_nothing_for_practice() -> None:
    """More than by chance have voted, it would make the vote void."""
    vote = Vote(REPORT)
    vote.set_rules(replace(TEN, collected=60))
    vote.close()
    async with voting() as view:
        await press(view, "5", "1", "enter")
        await confirm(view)
        assert "收回票 10" in said(view)
        assert "本次投票无效" not in said(view)


async def test_the_same_trial_gives_the_same_result() -> None:
    shown = []
    async with voting() as view:
        for _ in range(2):
            await press(view, "5", "1", "enter")
            await confirm(view)
            shown.append(said(view))
            await press(view, "escape")
    assert shown[0] == shown[1]


async def test_a_ballot_for_practice_is_in_nobodys_way() -> None:
    """Who goes on with the vote from it finds the vote, and no ballot that is in no box."""
    async with voting() as view:
        await press(view, "5", "1")
        assert not has_open_ballot(view.app)
        await press(view, "ctrl+o", "escape", "2", "2", "ctrl+s", "enter")
        await confirm(view)
        assert "已投 0 票" in said(view)


async def test_what_is_typed_is_seen_in_the_lowest_window() -> None:
    """The question of the 口令 leaves its lines no room there."""
    async with voting((40, 12)) as view:
        await press(view, "2", "ctrl+s", "1")
        await wait_until(view, lambda: view.shows("开箱口令    •"))


async def test_a_box_is_locked_by_a_word_that_is_typed_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick_locks(monkeypatch)
    async with voting() as view:
        await press(view, "2", *"2", "ctrl+s", *"abc", "enter", *"abc", "enter")
        assert "口令太短" in said(view)
        await press(view, *"abc123", "enter", *"abc124", "enter")
        assert "两遍不一样" in said(view)
        await press(view, *"abc123", "enter", *"ａｂｃ１２３", "enter")  # one 口令, however typed
        assert "abc123" not in said(view)
        await confirm(view)
        assert "封票、计票" not in said(view)
        await press(view, "f6", "ctrl+o")
        assert "应急码" in said(view)
        await press(view, "enter")
        assert "封票、计票" in said(view)
        assert "两样都没有，里面的票就打不开了" in said(view)
        await cast(view, "O")
        await press(view, "f6", "enter")
        await confirm(view)
        await press(view, "enter", *"wrong-word", "enter")
        assert "口令不对" in said(view), "told before digits are asked for"
        await press(view, *"abc123", "enter")
        await confirm(view)
        assert "收回票 1" in said(view)
    data = json.loads(box_file().read_bytes())
    assert "ballots" not in data
    assert "abc123" not in box_file().read_text(encoding="utf-8")


async def test_a_list_is_read_aloud_and_taken(tmp_path: Path) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_text(
        "序号,项目名称,总投资（万元）\n1,养老食堂,300\n2,公园改造,见附件\n合计,,300\n",
        encoding="utf-8",
    )
    async with voting() as view:
        await press(view, "1", "x", "enter")
        assert "x" in said(view)
        await press(view, "backspace")
        assert "写上名单的文件名" in said(view), "what was wrong is past with the name"
        await press(view, *str(listed), "enter")
        await wait_until(view, lambda: "读成这样：2个候选项目" in said(view))
        assert "第3行的投资“见附件”认不出数" in said(view)
        assert "第4行是合计" in said(view)
        assert not paths.candidates_file(REPORT.id).exists()
        await press(view, "enter")
        assert "正式名单，2个候选项目" in said(view)
        await press(view, "5")
        assert "投资 300万元" in said(view)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Lists are read once this is set."""
    go_on = threading.Event()

    def read(path: Path, report: Report) -> Listing:
        go_on.wait()
        if path.name == "坏.csv":
            raise ValueError("a defect")
        return read_listing(path, report)

    monkeypatch.setattr("review.voting.screens.list_pane.read_listing", read)
    yield go_on
    go_on.set()


async def test_a_list_that_is_slow_to_read_holds_nobody(
    slow: threading.Event, tmp_path: Path
) -> None:
    for name, items in (("甲.csv", "1,学校\n"), ("乙.csv", "1,学校\n2,食堂\n")):
        (tmp_path / name).write_text(f"序号,项目名称\n{items}", encoding="utf-8")
    async with voting() as view:
        await press(view, "1", *str(tmp_path / "甲.csv"), "enter")
        assert "正在读这份名单" in said(view)
        await press(view, "escape")
        assert "② 规则" in said(view)
        await press(view, "1", *str(tmp_path / "甲.csv"), "enter", *["backspace"] * 5)
        assert "写上名单的文件名" in said(view)
        await press(view, *"乙.csv", "enter")
        slow.set()
        await wait_until(view, lambda: "读成这样：2个候选项目" in said(view))
        await workers_done(view)
        assert "读成这样：2个候选项目" in said(view)


async def test_a_defect_in_reading_a_list_is_loud(
    slow: threading.Event, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slow.set()
    with pytest.raises(Exception, match="a defect"):
        await read_to_the_end(tmp_path / "坏.csv")
    assert "ValueError" in "".join(capsys.readouterr())


async def read_to_the_end(path: Path) -> None:
    """Have a list read, and leave the program."""
    async with voting() as view:
        await press(view, "1", *str(path), "enter")
        await workers_done(view)


async def test_numbers_of_the_day_are_changed_until_the_count() -> None:
    start(TEN, "O")
    async with voting(key="f6") as view:
        await press(
            view, "5", "enter", "backspace", "backspace", "9", "enter", *"9", "enter", "enter"
        )
        assert (box().ticket.rules.present, box().ticket.rules.issued) == (9, 9)
        assert box().contents.trace[0].startswith("实到代表数由10改为9")
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        await confirm(view)
        await press(view, "end")
        assert "发出票数由未知改为9（票箱里有1张票时）" in said(view)


async def test_a_full_box_gives_no_ballot_out() -> None:
    start(Rules(seats=2, issued=1), "O")
    async with voting() as view:
        await press(view, "enter")
        assert "不能再投" in "".join(view.notices)
        assert "开始填票" in said(view)


async def test_a_trial_is_kept_when_another_begins() -> None:
    start(TEN, *["O"] * 10)
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        await confirm(view)
        await press(view, "6")
        assert "第1次试投" in said(view)
        await confirm(view)
        assert "以前投过1次" in said(view)
    assert not box_file().exists()
    assert (box_file().parent / "past-1" / "round-1.box").exists()


async def test_an_earlier_trial_that_cannot_be_read_is_told_of() -> None:
    start(TEN, "O")
    vote = Vote(REPORT)
    vote.box.seal()
    vote.count()
    vote.again()
    (vote.folder / "past-1" / "round-1.box").write_bytes(b"{}")
    vote.close()
    async with voting() as view:
        assert "以前投过1次，其中1次的票箱读不出来" in said(view)


async def test_a_lost_box_comes_back_and_is_told_of() -> None:
    start(TEN, "O", "X")
    box_file().unlink()
    assert copy_of(box_file()).exists()
    async with voting() as view:
        assert "不见了，已按备份恢复，共2张票" in "".join(view.notices)
        assert "已投 2 票" in said(view)


async def test_a_damaged_list_does_not_lock_the_vote() -> None:
    """The box has a list of its own."""
    start(TEN, "O")
    paths.candidates_file(REPORT.id).parent.mkdir(parents=True, exist_ok=True)
    paths.candidates_file(REPORT.id).write_text("[[candidate", encoding="utf-8")
    async with voting() as view:
        assert "已投 1 票" in said(view)
        await press(view, "enter")
        assert "充电桩建设" in said(view)


@pytest.mark.parametrize("key", ["enter", "space", "1", "3"])
async def test_a_held_key_records_no_paper(key: str) -> None:
    start(TEN)
    async with voting(key="f6") as view:
        await press(view, "2", *[key] * 20)
        assert "已录 0 张" in said(view)


async def test_a_vote_item_by_item_stays_one_when_another_rule_is_changed() -> None:
    """It has no seats, which is no number to be read or typed."""
    async with voting() as view:
        await press(view, "2")
        rows = view.app.screen.query(ChoiceRow)
        next(row for row in rows if row.id == "preset").taken = 1
        await press(view)
        assert "应选项目数  不设" in said(view)
        base = next(row for row in rows if "收回票数" in row._choices)
        base.taken = 2
        await press(view)
        assert "自己定的" in said(view)
        await press(view, "escape", "2")
        assert booth(view).vote.rules.seats == EACH
        assert "应选项目数  不设" in said(view)
        await press(view, "plus")
        assert "应选项目数  1" in said(view)


async def test_a_survey_has_its_own_list_its_own_box_and_the_same_screens(tmp_path: Path) -> None:
    listed = tmp_path / "去年.csv"
    listed.write_text("序号,项目名称\n1,学校\n2,食堂\n", encoding="utf-8")
    async with voting() as view:
        await press(view, "right", "right")
        assert "还没有名单" in said(view)
        await press(view, "enter", *str(listed), "enter")
        await wait_until(view, lambda: "读成这样：2个项目" in said(view))
        await press(view, "enter")
        assert "恰为半数算不算达到，规则没有写明" in said(view)
        await press(view, "enter", *"4", "ctrl+s")
        assert "开箱口令" not in said(view)
        await press(view, "down", "down", "down", "right", "ctrl+s", "enter")
        await confirm(view)
        for judged in ("12", "13", "33", "2"):
            await press(view, "enter", *judged)
            assert "未评" in said(view)
            assert "候选" not in said(view)
            await press(view, "enter")
            await confirm(view)
        await press(view, "f6", "enter")
        await confirm(view)
        await press(view, "enter")
        await confirm(view)
        assert "满意1项：1号“学校”" in said(view)
        assert "总体满意率4/8（50.0%）" in said(view)
        await press(view, "1", "left")
        assert "满意度测评（已计票）" in said(view)
    assert not box_file().exists()
    assert (box_file().parent / "survey" / "round-1.box").exists()


async def test_a_list_is_picked_from_the_folders_by_the_mouse(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "名单.csv").write_text("序号,项目名称\n1,学校\n2,食堂\n", encoding="utf-8")
    monkeypatch.setattr(paths, "documents_dir", lambda: tmp_path)
    async with voting() as view:
        await click(view, "① 名单")
        await click(view, "选文件")
        await wait_until(view, lambda: "名单.csv" in said(view))
        await click(view, "名单.csv")
        await wait_until(view, lambda: "读成这样" in said(view))
        assert "读成这样：2个候选项目" in said(view)
        await click(view, "回车 换上这份")
        assert "正式名单，2个候选项目" in said(view)


async def test_every_rule_can_be_set_and_says_what_follows() -> None:
    async with voting() as view:
        await press(view, "enter", *"3", *["down"] * 7)
        await press(view, "down", "0")  # 限选项数: 0 for no limit
        words = view.app.screen.query_one("#setting-said", Prose)
        assert "不限选几项" in words.text
        assert "自己定的" in said(view)
        await press(view, *["down"] * 5, "right", "right")
        assert "记号矛盾或认不出：该项按弃权计。" in words.text
        await press(view, "ctrl+s", "escape")
        assert "自己定的" in said(view)
    vote = Vote(REPORT)
    assert (vote.rules.select_max, vote.rules.conflict) == (NO_LIMIT, Conflict.ABSTAIN)
    vote.close()


async def test_letters_of_a_word_are_clicked_together(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_locks(monkeypatch)
    async with voting() as view:
        await press(view, "enter", "ctrl+s")
        for _ in range(2):
            for key in "abc789":
                await click(view, f" {key} ")
            await press(view, "down")
        await click(view, " 继续")
        await confirm(view)
        assert "应急码" in said(view)
        await click(view, "已经抄好")
        assert "已投 0 票" in said(view)
    assert box().needs_password


async def test_a_damaged_box_of_one_vote_leaves_the_others_alone() -> None:
    survey = box_file().parent / "survey" / "round-1.box"
    survey.parent.mkdir(parents=True)
    survey.write_bytes(b"no box")
    async with voting() as view:
        assert "满意度测评（票箱有问题）" in said(view)
        await press(view, "left")
        assert "这不是票箱文件" in "".join(view.notices)
        assert "试投样例，16个候选项目" in said(view)


async def test_the_paper_of_a_survey_is_copied_by_its_levels() -> None:
    put_in_force(candidates_in_force(REPORT), REPORT, VoteKind.SURVEY)
    vote = Vote(REPORT, VoteKind.SURVEY)
    vote.set_rules(replace(survey_rules(vote.rules, Threshold.HALF), seats=0))
    vote.start()
    vote.close()
    async with voting() as view:
        await press(view, "left", "4")
        assert "门槛" in said(view)
        assert "未选足" not in said(view)  # though its rules do not say that no seats are filled
        await press(view, "2", *"12345")
        rows = [row for row in view.painted if re.match(r"[› ] +\d+ \[", row)]
        signs = [row[6:8].strip(" ]") for row in rows[:6]]
        assert signs == ["满", "基", "不", "", "?", ""]
        await press(view, "enter")
        assert "已录 1 张" in said(view)
        await press(view, "ctrl+s")
        await confirm(view)
        await press(view, "tab", "ctrl+s")
        await confirm(view)
        assert "第2位0张：1号满意 2号基本满意 3号不满意 5号?" in said(view)
