"""A shelf of many reports is narrowed down by words of their titles, places and years."""

from __future__ import annotations

import pytest

from content.shelf.library import BUILTIN_ID
from review.base.reports import user_shelf
from review.widgets.line_input import LineInput
from tests.app.test_shelf import OWN_TEXT, at_the_shelf, keep, read_now
from tests.app.waiting import wait_until


@pytest.fixture
def kept() -> dict[str, str]:
    """Ids of three reports by their titles."""
    return {
        title: keep(OWN_TEXT.replace("2031", year), title)
        for year, title in (
            ("2029", "大城政府工作报告"),
            ("2030", "小城之一"),
            ("2031", "小城之二"),
        )
    }


@pytest.mark.parametrize("key", ["f3", "slash", "、"])
async def test_what_has_the_words_is_listed_and_opened(kept: dict[str, str], key: str) -> None:
    """Digits and blanks go into the line, also full-width digits; Enter opens the chosen one."""
    async with at_the_shelf((80, 24)) as view:
        await view.press(key)
        await wait_until(view, lambda: isinstance(view.app.focused, LineInput))
        await view.press(*"小城 ２０３１")
        await wait_until(view, lambda: view.shows("筛选出 1 份"))
        assert view.shows("小城之二")
        assert not any(view.shows(title) for title in ("大城政府工作报告", "小城之一"))
        await view.pilot.press("enter")
        await read_now(view, kept["小城之二"])


async def test_esc_lists_all_again_and_keeps_the_choice(kept: dict[str, str]) -> None:
    """The second Esc leads back to the report; Delete in the line removes no report."""
    async with at_the_shelf() as view:
        await view.pilot.press("f3", *"小城")
        await wait_until(view, lambda: view.shows("筛选出 2 份") and view.shows("›小城之二"))
        await view.pilot.press("ctrl+u", *"之一", "delete")
        await wait_until(view, lambda: view.shows("筛选出 1 份"))
        await view.pilot.press("escape")
        await wait_until(view, lambda: not view.shows("筛选出") and view.shows("共 4 份报告"))
        assert len(user_shelf().list()) == len(kept) + 1
        await view.pilot.press("enter")
        await read_now(view, kept["小城之一"])


async def test_words_that_no_report_has(kept: dict[str, str]) -> None:
    """None is listed, Enter opens none, and the report that was read stays."""
    async with at_the_shelf() as view:
        await view.pilot.press("f3", *"无此地", "enter")
        await wait_until(view, lambda: view.shows("筛选出 0 份"))
        await view.pilot.press("escape", "escape")
        await wait_until(view, view.is_front)
        assert view.app.reading.report.id == BUILTIN_ID
