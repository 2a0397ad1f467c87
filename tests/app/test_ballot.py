"""The rules of a vote being set, and ballots being marked: message, state, picture."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from textual import events
from textual.widget import Widget

from content.candidates.candidates import NOTICE
from content.shelf.library import Opened
from review.base import paths
from review.base.lock import Lock
from review.reading.page import Page
from review.voting.box.box_file import State
from review.voting.rules.choices import Mode, Threshold
from review.voting.rules.rules import Rules, survey_rules
from review.voting.screens.ballot_list import BallotList
from review.voting.sheet.wording import NO_FORCE
from review.voting.vote import Vote
from review.voting.vote_files import VoteKind, candidates_in_force
from review.widgets.prose import Prose
from tests.app.driving import View
from tests.app.voting import booth, click, confirm, mark, press, said, settle, voting
from tests.app.waiting import wait_until
from tests.small import small_report
from tests.votes import REPORT, TEN, box, box_file, sealed_marks, start

OVER = "已选满2项"


# Setting the rules


def words(view: View) -> str:
    """What the rules on the screen lead to."""
    return view.app.screen.query_one("#setting-said", Prose).text


async def test_the_rules_are_set_checked_at_once_and_frozen_by_a_number() -> None:
    async with voting() as view:
        assert NO_FORCE in said(view)
        assert NOTICE in said(view)
        await press(view, "enter")
        assert "应选项目数未知" in words(view)
        await press(view, *"17")
        assert "应选项目数是17，而票上只有16项" in words(view)
        await press(view, "ctrl+s")
        assert "应选项目数是17" in words(view)

        await press(view, "backspace", "backspace", *"2", "down", *"10", "down", *"１１")
        assert "实到代表（11）多于全体代表（10）" in words(view)
        await press(view, "backspace", "0", "ctrl+s")
        assert not box_file().exists()
        await press(view, *["enter", "space", "down"] * 5)
        assert not box_file().exists()
        await press(view, "enter")
        assert "没有设口令" in said(view)
        await confirm(view)

        rules = box().ticket.rules
        assert rules == Rules(seats=2, deputies_total=10, present=10)
        assert "已投 0 票" in said(view)
        assert box().ticket.rules_sha256[:12] not in said(view)


@pytest.mark.parametrize(
    "size", [pytest.param((80, 24), marks=pytest.mark.long), (40, 24)], ids=["wide", "narrow"]
)
async def test_numbers_are_clicked_together_or_stepped(size: tuple[int, int]) -> None:
    """Three hundred deputies in three clicks; what goes below 1 is unknown again."""
    async with voting(size) as view:
        await press(view, "enter")
        await click(view, "退格")  # nothing to take back
        await click(view, " 2 ")
        await click(view, "全体代表")  # a label is no line: the keypad stays where it was
        await click(view, " 0 ")
        await click(view, "退格")
        await click(view, "未知")
        for key in (" 3 ", " 4 ", " 8 "):
            await click(view, key)
        assert "应选项目数  2" in said(view)
        assert "全体代表    348" in said(view)
        await press(view, "plus", "fullwidth_plus_sign", "minus", "down", "minus", "equals_sign")
        assert "全体代表    349" in said(view)
        assert "实到代表    1" in said(view)
        await press(view, "minus", "minus")
        assert "实到代表    未知" in said(view)
        await press(view, "ctrl+s", "enter")
        await confirm(view)
        assert box().ticket.rules == Rules(seats=2, deputies_total=349)


async def test_another_way_to_vote_is_chosen_with_the_arrows_or_the_mouse() -> None:
    async with voting() as view:
        await press(view, "enter", *"a项.4", *["down"] * 4, "right")
        assert "逐项表决" in said(view)
        at = next(y for y, row in enumerate(view.painted) if "票决办法" in row)
        await view.pilot.click(None, offset=(20, at))
        assert "整体表决" in said(view)
        await press(view, *["left"] * 4, "ctrl+s")
        await press(view, "escape")
        assert view.app.focused is not None
        assert "排序" in said(view)
        await press(view, "ctrl+s", "enter")
        await confirm(view)
        assert box().ticket.rules == Rules(seats=4, mode=Mode.RANK, threshold=Threshold.NONE)


# Marking


async def test_each_sign_has_one_key_and_twins_for_an_input_method() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        for keys in ("1oO１ｏＯ", "2xX２ｘＸ", ["3", "backspace", "delete", "３"]):
            for key in keys:
                await press(view, key)
                row = next(row for row in view.painted if " 1 [" in row)
                assert row.count("○") + row.count("×") + row.count("—") == 1, key
                await press(view, "2" if key in "1oO１ｏＯ" else "1")
        assert "已选 1／至多 2　还可选1项" in said(view)


async def test_the_mouse_marks_every_box() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        top = next(y for y, row in enumerate(view.painted) if "充电桩建设" in row)
        for column, sign in ((6, "○"), (11, "×"), (16, "—")):
            await view.pilot.click(None, offset=(column, top))
            await settle(view)
            row = view.painted[top]
            assert row.index(sign) == column
            assert row.count("[ ]") == 2
        await view.pilot.click(None, offset=(30, top + 1))
        await settle(view)
        assert "已选 0／至多 2　还可选2项　反对 0　弃权 1　未填 15" in said(view)
        assert view.painted[top + 1].startswith("›")


async def test_the_right_button_marks_nothing() -> None:
    """On many terminals it pastes; a mark is nothing to be made by the way."""
    start()
    async with voting() as view:
        await press(view, "enter")
        top = next(y for y, row in enumerate(view.painted) if "充电桩建设" in row)
        await view.pilot.click(None, offset=(6, top), button=3)
        await settle(view)
        assert "未填 16" in said(view)


async def test_leaving_with_an_open_ballot_takes_a_second_press() -> None:
    """Its marks are kept nowhere; with no ballot open the program ends at once."""
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "X")
        await press(view, "ctrl+q")
        assert "请再按一次Ctrl+Q" in view.notices[-1]
        assert view.app._exit is False
        await view.press("ctrl+q")
        assert view.app._exit is True


async def test_clicks_in_one_burst_mark_what_was_clicked() -> None:
    """The second click may arrive before the first one has done its work."""
    start()
    async with voting() as view:
        await press(view, "enter")
        boxes = view.app.screen.query_one(BallotList)
        for y, x in ((0, 6), (3, 11), (1, 16)):
            boxes.post_message(click_event(boxes, x, y))
        await settle(view)
        assert booth(view).ballot is not None
        assert [row[6:18:5] for row in view.painted[4:8]] == ["○  ", "  —", "   ", " × "]


def click_event(widget: Widget, x: int, y: int) -> events.Click:
    """A click on a cell of a widget."""
    return events.Click(widget, x, y, 0, 0, 1, False, False, False)


async def test_an_over_vote_is_stopped_with_the_reason() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "OO")
        assert OVER not in said(view)
        await press(view, "1")
        assert OVER in said(view)
        assert "已选 2／至多 2" in said(view)
        await press(view, "2")
        assert OVER not in said(view)


async def test_a_held_key_marks_one_item_only() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await press(view, *["1"] * 30)
        assert "已选 1／至多 2　还可选1项" in said(view)


async def test_a_quote_is_shown_in_the_report_and_the_marks_are_kept() -> None:
    start()
    async with voting() as view:
        place = view.page.top
        await press(view, "enter")
        await mark(view, "OX")
        before = view.painted
        for back in ("escape", "f5", "enter"):
            await press(view, "ctrl+g")
            page = view.app.screen.query_one(Page)
            assert page is not view.page
            assert "二（二）第3段" in view.painted[0]
            assert view.shows("新增“一刻钟便")
            await press(view, "pagedown", back)
            assert view.painted == before
        assert view.page.top == place
        # Where a deputy looked is not remembered.
        assert not view.app._save_pause.is_on
        assert not paths.places_file().exists()


async def test_one_returns_to_the_report_and_finds_the_ballot_as_it_was() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "XO")
        before = view.painted
        for leave in ("escape", "f5"):
            await press(view, leave)
            assert view.is_front()
            await press(view, "pagedown", "f5")
            assert view.painted == before
        await press(view, "escape", "ctrl+e")
        await wait_until(view, partial(view.shows, "名词解释"))
        await press(view, "escape", "ctrl+k")
        assert "请按F5回去投完" in view.notices[-1]
        await view.app.show_report(Opened(replace(REPORT)))  # as where it has been revised
        await press(view, "f5")
        assert view.painted == before


async def test_both_keys_lead_where_they_say_from_everywhere() -> None:
    start()
    async with voting() as view:
        await press(view, "enter", "1")
        ballot = view.painted
        await press(view, "f5", "f6")
        assert "封票以前" in said(view)
        await press(view, "f6")
        assert view.is_front()
        await press(view, "f6", "f5")
        assert view.painted == ballot
        await press(view, "enter", "f6")
        assert "封票以前" in said(view)
        await press(view, "f5")
        assert view.painted == ballot


async def test_another_report_has_a_vote_of_its_own() -> None:
    """A report without candidates says so; the vote of the first one waits, its box let go."""
    start(TEN, "O")
    async with voting() as view:
        await press(view, "f5")
        await view.app.show_report(Opened(small_report()))
        await view.pilot.pause()
        await view.app.action_vote(False)
        await view.pilot.pause()
        assert "还没有名单。请换上候选项目名单" in said(view)
        await press(view, "5")
        assert "还没有名单" in "".join(view.notices)
        Lock(box_file().with_name("lock")).release()
        await view.app.show_report(Opened(REPORT))
        await view.pilot.pause()
        await view.app.action_vote(False)
        await view.pilot.pause()
        assert "已投 1 票" in said(view)


# Other ballots, and what no one may see


async def test_a_ballot_to_choose_on_offers_what_it_has() -> None:
    start(replace(TEN, mode=Mode.APPROVE))
    async with voting((120, 40)) as view:
        await press(view, "enter", "1")
        assert "已选 1" in said(view)
        assert "3 不选" in said(view)
        assert "反对" not in said(view)
        assert "弃权" not in said(view)
        await press(view, "2", "3")
        assert "已选 0" in said(view)


async def test_what_was_judged_can_be_left_unjudged_again() -> None:
    vote = Vote(REPORT, VoteKind.SURVEY)
    vote.set_candidates(candidates_in_force(REPORT))
    vote.set_rules(survey_rules(Rules("测评"), Threshold.HALF))
    vote.start()
    vote.close()
    async with voting((120, 40)) as view:
        await press(view, "right", "right", "enter", "enter", "1", "up")
        assert "满意 1　" in said(view)
        assert "不了解" not in said(view)
        await press(view, "backspace")
        assert "未评 16" in said(view)


async def test_a_ranking_is_filled_with_places() -> None:
    start(replace(TEN, mode=Mode.RANK, seats=3))
    async with voting() as view:
        await press(view, "enter", "space", "down", "space", "down", "3")
        assert "已选 3／至多 3" in said(view)
        await press(view, "down", "1")
        assert "第1名已经给了1号" in said(view)
        await press(view, "enter")
        await confirm(view)
    assert sealed_marks() == {"1 2 3" + " -" * 13: 1}


async def test_the_whole_list_is_approved_or_rejected() -> None:
    start(Rules(mode=Mode.WHOLE, seats=1))
    async with voting() as view:
        await press(view, "enter")
        assert "全部16个候选项目" in said(view)
        assert "16. 养老机构和综合" in said(view)
        await press(view, "2", "enter")
        await confirm(view)
    assert sealed_marks() == {"X": 1}


async def test_before_sealing_nothing_but_the_number_of_ballots_is_shown() -> None:
    start(TEN, "OO", "OX", "O")
    async with voting() as view:
        assert "已投 3 票" in said(view)
        assert not set("○×█") & set(said(view))
        await press(view, "f6")
        assert "已投 3 票" in said(view)
        assert not set("○×█") & set(said(view))
        assert "赞成 " not in said(view)
        assert view.app.title == "审议"


async def test_marks_are_in_no_repr() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "OXOX")
        marks = booth(view).ballot
        assert marks is not None
        pane = view.app.screen.query_one("BallotPane")
        for shown in (marks, booth(view), pane, *pane.query("*")):
            assert "X" not in repr(shown), repr(shown)


@pytest.mark.parametrize("size", [(40, 24), (60, 20), (120, 40)])
async def test_every_width_shows_the_item_and_the_sum(size: tuple[int, int]) -> None:
    start()
    async with voting(size) as view:
        await press(view, "enter", "1", *["down"] * 15)
        assert "养老机构和综合" in said(view)
        assert "已选 1／至多 2　还可选1项" in said(view)
        await cast_rest(view)
    assert box().state is State.OPEN
    assert box().count == 1


async def cast_rest(view: View) -> None:
    """Review and cast."""
    await press(view, "enter")
    await confirm(view)


async def test_nothing_is_selected_by_dragging() -> None:
    """Or Textual would go on scrolling where a button is gone before the mouse is let go."""
    start(TEN)
    async with voting() as view:
        await press(view, "enter")
        heads = view.app.screen.query_one("#ballot-heads")
        await view.pilot.mouse_down(heads, (2, 0))
        await view.pilot.hover(heads, (20, 0))
        assert not view.app.screen.get_selected_text()
        await view.pilot.mouse_up(heads, (20, 0))


async def test_a_quote_within_a_quote_has_single_marks() -> None:
    start()
    texts = []
    async with voting() as view:
        await press(view, "enter")
        for _ in range(16):
            texts.append(view.app.screen.query_one("#detail Prose", Prose).text)
            await view.press("down")
    assert any("‘" in text for text in texts)
    assert not any("““" in text or "””" in text for text in texts)
