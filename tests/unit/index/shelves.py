"""Small reports of several years, and a shelf of them that can be searched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from content.errors import Problem
from content.parsing.outline import parse
from content.report import Report
from index import Listed, ShelfResults, ShelfSearcher
from index.normalise import Folded
from tests.small import SMALL_TEXT

TEXTS = {
    "2024": SMALL_TEXT.replace("长者食堂", "社区“长者”食堂"),
    "2023": SMALL_TEXT.replace("2024年", "2023年"),
    "2022": SMALL_TEXT.replace("2024年", "2022年").replace("长者食堂", "便民菜店，引进省外资金"),
    "2021": "政府工作报告\n各位代表：\n一、工作回顾\n外资企业的发展环境更好，污水处理率达到35%。\n",
}
"""Year → report, the newest first."""


class Shelf:
    """Reports that can be added, revised and removed."""

    def __init__(self, texts: Mapping[str, str] = TEXTS) -> None:
        self.texts = dict(texts)

    def open(self, report_id: str) -> Report:
        """A report by its id."""
        text = self.texts[report_id]
        if not text:
            raise Problem(f"报告“{report_id}”读不出来。", remedy="请重新放上书架。")
        return parse(text, report_id=report_id, title=f"{report_id}年报告")

    def searcher(self, cache_dir: Path | None = None) -> ShelfSearcher:
        """One that knows the reports as they are now; to be prepared and closed."""
        listed = [Listed(year, f"{year}年报告") for year in sorted(self.texts, reverse=True)]
        return ShelfSearcher(listed, self.open, cache_dir)


Found = dict[tuple[str, int], tuple[tuple[int, int], ...]]
"""Report and paragraph → code points that were found."""


def found(results: ShelfResults) -> Found:
    """All that was found, whatever its order."""
    return {
        (report.report.id, hit.paragraph): hit.spans
        for report in results.reports
        for group in report.groups
        for hit in group.hits
    }


def scanned(reports: Mapping[str, Report], text: str) -> set[tuple[str, int]]:
    """Report and paragraph of every place of a folded text, as a plain scan finds them.

    As everywhere, a part of a character (the v of Ⅳ) is no place.
    """
    return {
        (report_id, paragraph.number)
        for report_id, report in reports.items()
        for paragraph in report.paragraphs
        if _folded(paragraph.text).find(text)
    }


@cache
def _folded(text: str) -> Folded:
    """The same paragraphs are scanned for one text after the other."""
    return Folded.of(text)
