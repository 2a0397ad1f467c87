"""Ballots being cast, and put away where nobody is: message, state, picture."""

from __future__ import annotations

import pytest

from review.voting.box.box_copies import copy_of
from review.voting.vote import Vote
from tests.app.voting import booth, cast, click, confirm, mark, press, said, settle, voting
from tests.app.waiting import wait_until
from tests.votes import REPORT, TEN, box, box_file, sealed_marks, start


async def test_casting_leaves_a_neutral_page_and_the_next_ballot_is_empty() -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "O-X")
        await press(view, "enter")
        assert "未填的13项按弃权计" in said(view)
        assert box().count == 0
        await press(view, "escape", "end", "2", "enter")
        assert "未填的12项按弃权计" in said(view)
        await confirm(view)
        assert box().count == 1
        assert "已投 1 票" in said(view)
        assert not set("○×—[") & set(said(view))

        await press(view, "enter")
        assert "已选 0／至多 2　还可选2项　反对 0　弃权 0　未填 16" in said(view)
        assert view.painted[4].startswith("›  1 [ ]  [ ]  [ ]")
    assert sealed_marks() == {"O - X" + " -" * 12 + " X": 1}


async def test_no_arrow_enter_or_held_key_casts() -> None:
    start()
    arrows = ["up", "down", "left", "right", "pageup", "pagedown", "home", "end"]
    async with voting() as view:
        await press(view, "enter", "1", "enter")
        held = [
            ["enter"] * 20,
            arrows * 3,
            ["space"] * 9,
            ["tab"] * 9,
            *([d] * 9 for d in "456789"),
        ]
        for keys in held:
            await view.press(*keys)
            assert box().count == 0, keys[0]
        await view.press(*["escape", "enter"] * 4)  # to the ballot and back again
        assert box().count == 0
        await press(view, "0", "1")
        assert "数字不对" in said(view)
        await confirm(view)
        assert box().count == 1


async def test_the_mouse_alone_casts() -> None:
    start()
    async with voting() as view:
        await click(view, "开始填票")
        await click(view, "回车 核对")
        await settle(view)
        first, second = said(view).split("点）")[1][0:3].split()
        pad = len(view.painted) - 2
        await view.pilot.click(None, offset=(view.painted[pad].index(first), pad))
        await view.pilot.click(None, offset=(view.painted[pad].index(second), pad))
        await settle(view)
        assert "票已投入票箱" in said(view)
        assert box().count == 1


async def test_a_failed_write_is_loud_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "OX")
        await press(view, "enter")

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await confirm(view)
        assert "磁盘已满" in said(view)
        assert "这张票没有投出，记号都还在。" in said(view)
        assert box().count == 0
        assert [path.name for path in box_file().parent.glob(".*")] == []
        await confirm(view)
        assert box().count == 1


async def test_a_second_copy_is_refused_in_so_many_words() -> None:
    start()
    other = Vote(REPORT)
    async with voting() as view:
        assert view.is_front()
        assert "另一个审议窗口正在使用这个票箱" in "".join(view.notices)
        other.close()
        await press(view, "f5")
        assert "已投 0 票" in said(view)


async def test_a_damaged_box_is_refused_and_left_as_it_is() -> None:
    start(TEN, "O", "X")
    damaged = box_file().read_bytes().replace(b'"clear":0', b'"clear":1')
    for file in (box_file(), copy_of(box_file())):
        file.write_bytes(damaged)
    async with voting() as view:
        assert view.is_front()
        assert "校验和不对" in "".join(view.notices)
    assert box_file().read_bytes() == damaged


async def test_several_deputies_vote_one_after_the_other() -> None:
    start()
    async with voting() as view:
        for number in range(3):
            await cast(view, "OX" if number % 2 else "XO")
        assert "已投 3 票" in said(view)
    assert box().count == 3


# Covering


async def test_an_idle_ballot_is_put_away_and_its_marks_are_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start()
    monkeypatch.setattr("review.voting.screens.booth.COVER_AFTER", 30.1)
    async with voting() as view:
        await press(view, "enter")
        await mark(view, "OX")
        await wait_until(view, lambda: "再过30秒将收起" in "".join(view.notices))
        monkeypatch.setattr("review.voting.screens.booth.COVER_AFTER", 0.2)
        monkeypatch.setattr("review.voting.screens.booth.WARN_BEFORE", 0.1)
        await press(view, "enter")  # the report lies over the ballot, which is covered with it
        await wait_until(view, lambda: "选票已收起" in said(view))
        assert not set("○×") & set(said(view))
        monkeypatch.setattr("review.voting.screens.booth.COVER_AFTER", 100)
        await press(view, "enter")
        assert "未填 16" in said(view)
        assert box().count == 0


async def test_a_ballot_left_for_the_report_is_put_away_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start()
    monkeypatch.setattr("review.voting.screens.booth.COVER_AFTER", 0.4)
    monkeypatch.setattr("review.voting.screens.booth.WARN_BEFORE", 0.1)
    async with voting() as view:
        await press(view, "enter", "1", "f5")
        assert view.is_front()
        await wait_until(view, lambda: booth(view).ballot is None)
        await press(view, "pagedown")
        assert view.focused() is view.page
        assert view.first_visible() > (1, 0)
        await press(view, "f5")
        assert "选票已收起" in said(view)


async def test_a_ballot_at_which_somebody_is_stays() -> None:
    start()
    async with voting() as view:
        await press(view, "enter", "1")
        first = booth(view).timers
        await press(view, "down")
        second = booth(view).timers
        assert set(first).isdisjoint(second)
        await press(view, "enter")
        await confirm(view)
        assert booth(view).timers == []


@pytest.mark.parametrize("is_practice", [True, False])
async def test_nothing_puts_away_a_ballot_that_is_no_more(is_practice: bool) -> None:
    if not is_practice:
        start()
    async with voting() as view:
        await press(view, "5" if is_practice else "enter", "1")
        assert booth(view).timers
        await press(view, *(["enter"] if is_practice else ["f6", "enter"]))  # cast it, or seal
        await confirm(view)
        assert booth(view).ballot is None
        assert booth(view).timers == []
