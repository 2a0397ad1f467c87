"""Commands, theme, settings, the place at the next start, and errors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest
from textual.command import CommandInput, CommandList, CommandPalette

from content.errors import Problem
from content.report import Report
from review.app import ShenyiApp
from review.base import paths
from review.palette import Commands, Palette
from review.settings.config import Config, load_config
from review.settings.key_table import COMMANDS
from review.widgets.key_bar import KeyBar
from tests.app.driving import View, make_app, reading
from tests.app.waiting import wait_until
from tests.small import small_report

SIZE = (100, 20)


def footer_text(view: View) -> str:
    """What stands at the bottom: keys and what they do."""
    return "".join(view.picture(view.screen.query_one(KeyBar)))


# Footer


async def test_the_footer_is_in_chinese() -> None:
    """What can be done stands at the bottom, with its keys."""
    async with reading(small_report(), SIZE) as view:
        await wait_until(view, lambda: footer_text(view).strip())
        footer = footer_text(view)
        for command in COMMANDS:
            if command.footer and command.id != "trail_back":
                assert command.label in footer


# Settings


async def test_the_footer_shows_the_keys_that_were_set() -> None:
    """In place of the defaults."""
    async with reading(small_report(), SIZE, Config(keys={"goto": "f12"})) as view:
        await wait_until(view, lambda: "F12 定位" in footer_text(view))


async def test_keys_from_the_settings_work_and_the_old_ones_do_not() -> None:
    """A remapped command answers to its new keys only, signs and letters alike."""
    config = Config(keys={"next_section": "n,。,ctrl+n"})
    async with reading(small_report(), SIZE, config) as view:
        await view.press("n", "。", "ctrl+n")
        assert view.page.current == 10
        await view.press("]", "ctrl+down")
        assert view.page.current == 10


async def test_problems_of_the_settings_are_said() -> None:
    """What is wrong in the file is shown, file and line included, and nothing stops."""
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text('theme = "light"\ncolour = 1\n', encoding="utf-8")
    async with reading(small_report(), SIZE, load_config(paths.config_file())) as view:
        assert view.app.theme == "light"
        assert [notice for notice in view.notices if "第2行" in notice and "colour" in notice]


async def test_several_problems_of_the_settings_are_one_message() -> None:
    """In messages of their own they need twice the room, and push the first off the screen."""
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text('theme = 1\n[keys]\ngoto = "f99"\nfly = "x"\n', encoding="utf-8")
    async with reading(small_report(), (80, 24), load_config(paths.config_file())) as view:
        (notice,) = view.notices
        assert all(f"第{line}行：" in notice for line in (1, 3, 4))


async def test_a_problem_with_square_brackets_is_shown_as_it_is() -> None:
    """Messages are text, never markup."""
    config = Config(problems=[Problem("没有[/red]这一项。", remedy="请删去它。")])
    async with reading(small_report(), SIZE, config) as view:
        await view.pilot.pause()
        assert view.notices == ["没有[/red]这一项。请删去它。"]


# The palette


async def test_the_palette_finds_commands_by_chinese_words() -> None:
    """Typing 目录 leaves the contents command, and Enter runs it."""
    async with reading(small_report(), SIZE) as view:
        await view.press("ctrl+p")
        await view.pilot.pause()
        assert isinstance(view.app.screen, CommandPalette)
        line = view.app.screen.query_one(CommandInput)
        assert "输入命令" in line.placeholder
        line.value = "目录"
        await view.app.workers.wait_for_complete()
        await view.pilot.pause()
        await view.pilot.press("enter")
        await view.pilot.pause()
        await view.done()
        assert view.is_front()
        assert view.focused() is view.contents


async def test_enter_in_a_palette_that_a_click_has_closed_does_nothing() -> None:
    """As where it was typed while commands were still looked for, and the click came between."""
    async with reading(small_report(), SIZE) as view:
        await view.press("ctrl+p")
        palette = view.app.screen
        assert isinstance(palette, Palette)
        palette.dismiss()
        await view.done()
        await palette.action_carry_out()
        assert view.is_front()


async def test_the_palette_breaks_its_rows_anew_in_a_wider_window() -> None:
    """What was broken for forty columns is one row in eighty."""
    async with reading(small_report(), (40, 20)) as view:
        await view.press("ctrl+p")
        await view.app.workers.wait_for_complete()
        await view.press("down")
        await view.pilot.resize_terminal(80, 20)
        await view.pilot.pause()
        await view.app.workers.wait_for_complete()
        found = view.app.screen.query_one(CommandList)
        assert "同时含有" in str(found.options[1].prompt)
        assert found.highlighted == 1


async def test_the_palette_speaks_chinese_only() -> None:
    """None of Textual's own commands is listed, and finding nothing is said in Chinese."""
    async with reading(small_report(), SIZE) as view:
        await view.press("ctrl+p")
        await view.pilot.pause()
        await view.app.workers.wait_for_complete()
        await view.pilot.pause()
        picture = view.app.export_screenshot()
        for english in ("Quit", "Theme", "Screenshot", "Maximize", "Keys"):
            assert english not in picture
        view.app.screen.query_one(CommandInput).value = "xyzzy"
        await view.app.workers.wait_for_complete()
        await view.pilot.pause()
        assert "没有这条命令" in view.app.export_screenshot()
        assert "No matches" not in view.app.export_screenshot()


async def test_the_palette_offers_what_can_be_done_now() -> None:
    """Nothing lies ahead on the way back; while a line is typed, nothing moves the page."""
    async with reading(small_report(), SIZE) as view:
        await view.press("ctrl+p")
        labels = {offer.label for offer in Commands(view.screen)._offers()}
        assert "定位" in labels
        assert not labels & {"回到", "再往前"}
        await view.press("escape", "f4")
        labels = {offer.label for offer in Commands(view.screen)._offers()}
        assert "列表" in labels
        assert not labels & {"定位", "目录"}


# The theme


async def test_f9_changes_the_theme_and_remembers_it() -> None:
    """F9 goes from one look to the next; the next start has what was chosen last."""
    pictures = []
    async with reading(small_report(), SIZE) as view:
        for theme in ("dark", "contrast", "light"):
            assert view.app.theme == theme
            pictures.append(view.page.render_line(1))
            await view.press("f9")
            await view.app.workers.wait_for_complete()
            await view.pilot.pause()
        assert view.app.theme == "dark"
        assert view.page.render_line(1) == pictures[0]
        assert view.notices == ["配色：高对比", "配色：浅色", "配色：深色"]
        await view.press("f9")
        await view.app.workers.wait_for_complete()
    async with reading(small_report(), SIZE) as view:
        assert view.app.theme == "contrast"
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert len({picture.text for picture in pictures}) == 1


async def test_the_theme_of_the_settings_comes_first() -> None:
    """A theme in the settings is used whatever was chosen last."""
    paths.theme_file().parent.mkdir(parents=True, exist_ok=True)
    paths.theme_file().write_text("dark\n", encoding="utf-8")
    async with reading(small_report(), SIZE, Config(theme="light")) as view:
        assert view.app.theme == "light"


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"no such theme"])
async def test_a_damaged_theme_file_means_night(damage: bytes) -> None:
    """What cannot be read as a theme is ignored."""
    paths.theme_file().parent.mkdir(parents=True, exist_ok=True)
    paths.theme_file().write_bytes(damage)
    async with reading(small_report(), SIZE) as view:
        assert view.app.theme == "dark"


# The place


async def test_the_place_is_restored_at_the_next_start() -> None:
    """The second start shows the character that stood first when the program ended."""
    async with reading(size=(120, 40)) as view:
        await view.press("pagedown", "pagedown", "down")
        place, rows = view.page.top, view.visible_rows()
    async with reading(size=(120, 40)) as view:
        assert view.page.top == place
        assert view.visible_rows() == rows
        assert view.marked
        await view.press("home")
    async with reading(size=(120, 40)) as view:
        assert view.page.top == (1, 0)


async def test_the_place_is_restored_in_a_window_of_another_size() -> None:
    """A place saved in a wide window is in view in a narrow one."""
    async with reading(size=(160, 40)) as view:
        await view.press("pagedown", "pagedown", "down")
        place = view.page.top
    async with reading(size=(50, 12)) as view:
        assert view.page.top == place
        assert view.is_visible(place)


async def test_the_place_is_written_while_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a moment of quiet the place is on disk, so that not even a power cut loses it."""
    monkeypatch.setattr("review.app.SAVE_AFTER", 0.01)
    async with reading(small_report(), SIZE) as view:
        await view.press("]")
        await wait_until(view, paths.places_file().exists)
        assert json.loads(paths.places_file().read_bytes())["places"]["small"][:2] == [7, 0]


async def test_a_place_that_cannot_be_written_is_said_and_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the state folder cannot be made there is a message, and reading goes on."""
    monkeypatch.setattr("review.app.SAVE_AFTER", 0.01)
    shutil.rmtree(paths.state_dir())
    paths.state_dir().write_bytes(b"a file in its place")
    async with reading(small_report(), SIZE) as view:
        await view.press("f9")
        await view.app.workers.wait_for_complete()
        await view.pilot.pause()
        assert any(str(paths.state_dir()) in notice for notice in view.notices)
        await view.press("pagedown")
        assert view.page.scroll_y > 0


# Errors


async def test_an_error_in_a_worker_is_loud(capsys: pytest.CaptureFixture[str]) -> None:
    """What a background task did not foresee ends the program with the crash text."""
    secret = "不宜公开"

    def fails() -> None:
        raise LookupError(secret)

    app = make_app(small_report())
    with pytest.raises(Exception, match=secret) as caught:
        await run_and_fail(app, fails)
    assert caught.value
    out, err = capsys.readouterr()
    assert "审议遇到程序错误" in out + err
    assert "LookupError" in out + err
    assert secret not in out + err


async def run_and_fail(app: ShenyiApp, fails: Callable[[], None]) -> None:
    """Run the application and let it write with a function that fails."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.write_soon(fails)
        for _ in range(50):
            await pilot.pause()
            if app._exception is not None:
                break


async def test_an_error_in_the_view_shows_neither_message_nor_locals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake while a key is handled ends in the crash text, without what was being read."""
    secret = "不宜公开"

    def fails(_page: object, _direction: int) -> None:
        note = secret
        raise LookupError(note)

    monkeypatch.setattr("review.reading.page.Page.jump_section", fails)
    with pytest.raises(LookupError):
        await press_and_fail(small_report())
    out, err = capsys.readouterr()
    assert "审议遇到程序错误" in out + err
    assert "LookupError" in out + err
    assert secret not in out + err


async def press_and_fail(report: Report) -> None:
    """Press a key whose command fails."""
    app = make_app(report)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]")
