"""The tally screen: sealing, counting, further rounds, the export and paper ballots."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from review.voting.box.ballot_box import FEW
from review.voting.box.box_file import State
from review.voting.rules.choices import Shortfall
from review.voting.rules.rules import EACH, NO_LIMIT, Day, Rules
from review.voting.screens.keypad import Keypad
from review.voting.screens.questions import OFFERED
from review.voting.sheet.wording import NO_FORCE
from tests.app.driving import View
from tests.app.voting import booth, cast, click, confirm, press, said, settle, voting
from tests.app.waiting import workers_done
from tests.votes import TEN, box, box_file, start

TIED = ["O-OO"] * 7 + ["O"] * 3
"""The first of four wins; the third and the fourth are equal at the second seat."""

ROOMY = replace(TEN, select_max=NO_LIMIT)


async def seal_and_count(view: View) -> None:
    """Seal the box that is open and count it."""
    await press(view, "enter")
    await confirm(view)
    await press(view, "enter")
    await confirm(view)


def row_of(view: View, title: str) -> tuple[str, str]:
    """The two rows of an item on the result sheet."""
    rows = view.painted
    at = next(at for at, row in enumerate(rows) if title in row)
    return rows[at].strip(), rows[at + 1].strip()


async def test_a_tie_is_voted_on_again_and_all_rounds_are_kept() -> None:
    start(ROOMY, *TIED)
    async with voting(key="f6", size=(80, 50)) as view:
        assert "已投 10 票" in said(view)
        await seal_and_count(view)
        assert "应选2项，入选1项：1号" in said(view)
        assert "争1个名额，按规则就并列项再次投票" in said(view)
        assert row_of(view, "3. “一刻钟便民生活圈”试点")[0].endswith("并列待定")
        title, counts = row_of(view, "1. 政务服务事项“就近办”")
        assert title.endswith("入选")
        assert counts.startswith("赞成 10　反对 0　弃权 0")

        await press(view, "enter")
        assert "第2轮：就2个项目再投一次，选1项" in said(view)
        await press(view, "enter", "enter", *"10", "enter", "enter")
        await confirm(view)
        assert box(2).ticket.rules.issued == 10
        assert "（第2轮）" in view.painted[0]
        await press(view, "enter")
        assert next(row for row in view.painted if "[ ]" in row).startswith("›  3 [ ]")
        await press(view, "1", "enter")
        await confirm(view)
        await press(view, "f6")
        assert "第2轮投票正在进行，已投 1 票" in said(view)
        await press(view, "left")
        assert "共2轮，这是第1轮" in said(view)
        await press(view, "right")
        await seal_and_count(view)
        assert "共2轮，这是第2轮" in said(view)
        await press(view, "left")
        assert "共2轮，这是第1轮" in said(view)
    assert [box(number).state for number in (1, 2)] == [State.COUNTED, State.COUNTED]


async def test_a_count_of_the_hall_that_differs_from_the_box_is_said_before_and_after() -> None:
    start(replace(TEN, collected=3), "O", "O")
    async with voting(key="f6", size=(80, 40)) as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        assert "会场清点收回3张，票箱里是2张，请先核对。" in said(view)
        await confirm(view)
        assert "收回票 2（会场清点3）" in said(view)
        await press(view, "end")
        assert "会场清点收回3张票，票箱里是2张，不相等，请核对。" in said(view)


async def test_vacancies_are_voted_on_again_where_the_rules_say_so() -> None:
    start(replace(ROOMY, shortfall=Shortfall.ANOTHER_ROUND), *["O"] * 10)
    async with voting(key="f6") as view:
        await seal_and_count(view)
        assert "按规则就空缺另行投票" in said(view)
        await press(view, *["enter"] * 5)
        await confirm(view)
        assert box(2).ticket.rules.seats == 1


async def test_nobody_is_found_out_from_an_empty_box() -> None:
    start()
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        assert "票箱已封，共 0 票" in said(view)
        await press(view, "enter")
        assert "请想好再计票" not in said(view)


async def test_what_is_unknown_is_called_unknown_and_nobody_wins() -> None:
    start(Rules(), "OX", "O")
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        assert f"票箱里不足{FEW}张票" in said(view)
        await press(view, "enter")
        await confirm(view)
        assert "全体代表 未知" in said(view)
        assert "应选项目数未知，只排票数，不判定入选" in said(view)
        assert "┃" not in said(view)
        assert "入选：" not in said(view)


@pytest.mark.parametrize("seats", [2, EACH])
async def test_ties_and_vacancies_are_spoken_of_only_where_seats_are_filled(seats: int) -> None:
    start(replace(ROOMY, seats=seats), "O")
    async with voting(key="f6") as view:
        assert ("未选足" in said(view)) is (seats != EACH)


async def test_sealing_and_counting_take_more_than_a_held_key() -> None:
    start(TEN, *["O"] * 10)
    async with voting(key="f6") as view:
        await view.press(*["enter", "enter"] * 5)
        assert box().state is State.OPEN
        await press(view, "escape", "enter")
        await confirm(view)
        await view.press(*["enter"] * 5, *["enter"] * 5)
        assert box().state is State.SEALED
        await press(view, "escape", "f5")
        assert view.is_front()  # there is nothing to vote on any more


async def test_a_box_is_opened_or_thrown_away_by_a_typed_word_only() -> None:
    start(TEN, *["O"] * 3)
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "3", "enter", *"开了", "enter")
        assert "没有改动" in said(view)
        assert box().state is State.SEALED
        await press(view, "backspace", "箱", "enter")
        assert box().state is State.OPEN
        await press(view, "4", *"zuofe", "enter")
        assert box_file().exists()
        await press(view, "i", "enter")
        assert not box_file().exists()
        assert "② 规则" in said(view)
        await press(view, "4")
        assert "投票还没有开始" in "".join(view.notices)


async def test_the_mouse_answers_what_is_asked_too() -> None:
    """The numbers of another round, and the words: clicked together, never by one slip."""
    start(ROOMY, *TIED)
    async with voting(key="f6") as view:
        await seal_and_count(view)
        await click(view, "下一轮")
        for key in ("实到代表    10", "退格", "退格", " 9 "):
            await click(view, key)
        await click(view, "发出票      未知")
        for key in (" 1 ", "   0 ", "退格", " 1 ", " 继续"):
            await click(view, key)
        await confirm(view)
        rules = box(2).ticket.rules
        assert (rules.present, rules.issued) == (9, 11)
        await click(view, "封票、计票")
        await click(view, "作废")
        for key in (" 箱 ", " 作 ", " 继续"):
            await click(view, key)
        assert "没有改动" in said(view)
        for key in ("退格", "退格", " 作 ", " 废 "):
            await click(view, key)
        assert box_file(2).exists()
        await click(view, " 继续")
        assert not box_file(2).exists()


async def test_the_word_may_be_typed_full_width() -> None:
    start(ROOMY, *TIED)
    async with voting(key="f6") as view:
        await press(view, "4", *"ｚｕｏｆｅｉ", "enter")
        assert not box_file().exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~nobody-of-this-name/结果.txt", "没有“~”后面的这个用户"),
        ("报" * 100, "文件名太长"),
        ("", "存放着审议自己的文件"),
    ],
)
async def test_where_nothing_may_be_written_the_results_are_not(name: str, why: str) -> None:
    """A user there is not, a name that is too long, and (here) the box itself."""
    start(ROOMY, *TIED)
    async with voting(key="f6") as view:
        await seal_and_count(view)
        before = box_file().read_bytes()
        await press(view, "f7")
        view.app.screen.query_one("ResultExportPane Input", Input).value = name or str(box_file())
        await press(view, "enter")
        assert why in said(view)
        assert box_file().read_bytes() == before


async def test_the_results_are_exported_with_a_preview_and_never_over_a_file(
    tmp_path: Path,
) -> None:
    start(ROOMY, *TIED)
    async with voting(key="f6") as view:
        await seal_and_count(view)
        await press(view, "f7")
        path = view.app.screen.query_one("ResultExportPane Input", Input)
        assert path.value.endswith("票决结果-张店区2024年政府工作报告.txt")
        assert any(NO_FORCE in row for row in view.painted[4:])
        path.value = str(tmp_path / "结果.txt")
        for ending, sign in (("txt", "总监票人：____"), ("md", "# 2024年"), ("csv", "总监票人,")):
            await press(view, "enter")
            text = (tmp_path / f"结果.{ending}").read_text(encoding="utf-8")
            assert sign in text
            assert NO_FORCE in text
            await press(view, "right")
        await press(view, "enter")
        (sheet,) = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
        assert sheet["result"]["elected"] == [1]
        assert "已写入" in said(view)

        (tmp_path / "结果.json").write_text("旧", encoding="utf-8")
        await press(view, *["enter"] * 3)
        assert "已经存在" in said(view)
        assert (tmp_path / "结果.json").read_text(encoding="utf-8") == "旧"
        await confirm(view)
        assert (tmp_path / "结果.json").read_text(encoding="utf-8") != "旧"

        path.value = str(tmp_path / "结果.json" / "x.json")
        await press(view, "enter")
        assert "无法建立文件夹" in said(view)
        await press(view, "escape")
        assert "计票结果" in said(view)


async def test_two_tellers_copy_the_paper_and_are_compared() -> None:
    start(TEN, *["O"] * 8)
    async with voting(key="f6") as view:
        await press(view, "2")
        assert view.shows("^S 录完")
        await press(view, *"12345", "enter", *"11", "exclamation_mark", "enter", "ctrl+s")
        await confirm(view)
        assert "等另一位计票人" in said(view)
        await press(view, "tab")
        assert "第2位计票人，已录 0 张" in said(view)
        await press(view, *"12345", "enter", *"12", "exclamation_mark", "enter", "ctrl+s")
        await confirm(view)
        assert "有2种票张数不同" in said(view)
        assert "第1位1张，第2位0张：1号○ 2号○（破损）" in said(view)

        await press(view, "1", *"12", "6", "ctrl+z", *"11", "6", "enter", "ctrl+s")
        await confirm(view)
        assert "两位计票人录得一致，都是2张" in said(view)
        assert box().count == 8
        await press(view, "escape")
        assert "录好的2张纸质票还没有并入票箱" in said(view)
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        assert "录好的2张纸质票没有并入，不会计入！" in said(view)
        await press(view, "escape", "2", "enter")
        assert box().count == 10
        await press(view, "enter")
        assert "没有并入" not in said(view)
        await confirm(view)
        assert "有效票 9" in said(view)
        assert "破损或无法辨认1" in said(view)


async def test_paper_is_copied_as_it_is_and_with_the_mouse() -> None:
    start(TEN)
    async with voting(key="f6") as view:
        await press(view, "2")
        top = next(y for y, row in enumerate(view.painted) if "充电桩建设" in row)
        signs = []
        for _ in range(5):
            await view.pilot.click(None, offset=(6, top))
            await press(view)
            found = re.search(r"\[(.) \]", view.painted[top])
            assert found is not None
            signs.append(found[1])
        assert signs == ["○", "×", "?", "*", " "]
        await press(view, *"1111", "enter")  # four where two may be chosen: a teller may
        assert "已录 1 张" in said(view)


async def test_no_more_paper_is_copied_than_deputies_are_present() -> None:
    """Only the ballots issued were asked for, and the count said that the whole vote was void."""
    start(TEN, *["O"] * 9)
    async with voting(key="f6") as view:
        await press(view, "2", "1", "enter", "2", "enter")
        assert "没有录入。实到代表（10），票箱里9张，纸质票已录1张，齐了。" in said(view)


async def test_a_void_vote_has_no_shares_to_explain() -> None:
    start(replace(TEN, seats=1), *["O"] * 10)
    sealed = box()
    sealed.seal()
    sealed.set_day(Day(10, 9))
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        assert "收回的票（10）多于实到代表（9），本次投票无效" in said(view)
        assert "得票率" not in said(view)


async def test_nothing_is_taken_back_that_nobody_means() -> None:
    """An untouched copy is marked as a blank ballot is, of which there is one in the box."""
    start(TEN)
    async with voting(key="f6") as view:
        await press(view, "2", "3", "enter", "1", "enter", "ctrl+z")
        assert "已撤回一张" in said(view)
        await press(view, "ctrl+z")
        assert "没有可以撤回的" in said(view)
        assert "已录 1 张" in said(view)
        await press(view, "1", "enter", "3", "ctrl+z")
        assert "已撤回一张" in said(view)
        await press(view, "1", "ctrl+z")
        assert "已录 0 张" in said(view)


async def test_a_write_that_fails_is_loud_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    start(TEN, *["O"] * 3)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    async with voting(key="f6") as view:
        await press(view, "enter")
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await confirm(view)
        assert "磁盘已满" in "".join(view.notices)
        assert box().state is State.OPEN
        await press(view, "2", "1")
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await press(view, "enter")
        assert "这张票没有录入" in said(view)
        assert "已录 0 张" in said(view)


async def test_the_palette_offers_only_what_the_room_has() -> None:
    start()
    async with voting() as view:
        await press(view, "ctrl+p")
        await workers_done(view)
        await settle(view)
        shown = said(view)
        assert "票决　F5" in shown
        assert "计票　F6" in shown
        assert "定位" not in shown


async def test_an_unfinished_ballot_is_gone_once_the_box_is_sealed() -> None:
    start()
    async with voting() as view:
        await cast(view, "OO")
        await press(view, "enter", "1", "f6", "enter")
        await confirm(view)
        assert booth(view).ballot is None
        assert box().count == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_before_the_count_it_is_said_what_cannot_be_told_after_it(
    size: tuple[int, int],
) -> None:
    """Numbers of the day cannot be typed any more; at an empty box somebody is too early."""
    start(Rules(seats=2, present=10))
    async with voting(size, key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        assert "票箱里一张票也没有！" in said(view)
        assert "全体代表数未知，计票后不能再填！" in said(view)
        assert "这两个数字" in said(view)
        await press(view, "escape", "5", *"12", "enter", "enter", "enter", "enter", "enter")
        assert box().ticket.rules.deputies_total == 12
        assert "计票后不能再填" not in said(view)


async def test_before_the_count_it_is_said_that_there_is_no_quorum() -> None:
    """For then nothing is counted, and the ballots are gone all the same."""
    start(Rules(seats=2, deputies_total=10, present=6), "O")
    async with voting(key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        assert "实到代表不足法定人数，计票就没有结果！" in said(view)
        await press(view, "escape", "5", "enter", "backspace", "7", "enter", "enter", "enter")
        await press(view, "enter")
        assert box().ticket.rules.present == 7
        assert "没有结果" not in said(view)


async def test_the_keys_of_a_question_are_seen_in_the_lowest_window() -> None:
    """All that is to be known stands above them, and can be scrolled to."""
    start(Rules(collected=5), "O", "O")
    async with voting((40, 12), key="f6") as view:
        await press(view, "enter")
        await confirm(view)
        await press(view, "enter")
        digits = re.search(r"(\d) (\d) 这两个数字", said(view))
        assert digits is not None
        for digit in digits.groups():
            x, y = view.app.screen.query_one(Keypad).region.offset
            await view.pilot.click(None, offset=(x + 4 * OFFERED.index(digit) + 1, y))
            await settle(view)
        assert "计票结果" in said(view)
