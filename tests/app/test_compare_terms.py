"""名词解释 on screen: the list, and the explanation where a term stands first."""

from __future__ import annotations

from functools import partial

from content.parsing.outline import parse
from content.report import Report
from review.compare.screens.terms_screen import TermsScreen
from tests.app.comparing import opened, written_by
from tests.app.driving import reading
from tests.app.waiting import wait_until
from tests.unit.facts.small_reports import report
from tests.unit.facts.test_glossary import GLOSSARY

SIZE = (80, 24)


def explained() -> Report:
    source = report("建成“三单一网”，聚焦“3510”目标。", "我们要努力。").source
    return parse(source + GLOSSARY, report_id="x")


async def test_terms_are_listed_with_their_explanation() -> None:
    async with reading(explained(), SIZE) as view:
        await opened(view, "ctrl+e", TermsScreen, "报告附有解释（3）")
        assert view.shows("即权力清单、责任清单、负面清单和政务服务网。")
        assert view.shows("绿波带　［正文里没有找到这几个字］")
        await view.press("enter")
        await wait_until(view, lambda: view.app.screen is view.screen)


async def test_what_is_not_explained_becomes_a_question() -> None:
    async with reading(explained(), SIZE) as view:
        await view.press("ctrl+e")
        await wait_until(view, partial(view.shows, "报告没有解释（1）"))
        written = (await written_by(view, "end", "ctrl+w")).written
        assert (written.kind.label, written.body) == ("疑问", "“3510”指什么？报告没有解释。")


async def test_enter_explains_the_terms_of_the_paragraph() -> None:
    async with reading(explained(), SIZE) as view:
        await wait_until(view, lambda: bool(view.page.marks.terms))
        (number,) = view.page.marks.terms
        view.page.jump(number)
        await view.press("enter")
        await wait_until(view, lambda: any("即权力清单" in said for said in view.notices))
