"""What the parser cleaned or doubted is said when a report is opened."""

from __future__ import annotations

from content.parsing.outline import parse
from content.shelf.library import Opened, load_builtin
from review.app import ShenyiApp
from review.settings.config import Config


async def notices(opened: Opened) -> list[str]:
    app = ShenyiApp(opened, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        return [notice.message for notice in app._notifications]


async def test_a_gap_in_the_numbering_is_said() -> None:
    text = "各位代表：\n一、回顾\n去年的工作完成了。\n（一）工业\n增长。\n（三）农业\n增产。\n"
    (notice,) = await notices(Opened(parse(text)))
    assert "1 处" in notice
    assert "shenyi outline" in notice


async def test_a_clean_report_opens_without_a_word() -> None:
    assert await notices(Opened(load_builtin())) == []
