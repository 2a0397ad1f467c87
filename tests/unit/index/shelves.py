"""Small reports of several years, and a shelf of them that can be searched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from content.report import Report
from content.shelf.library import load_folder
from content.shelf.standing import Standing
from index.shelf.shelf_results import ShelfResults
from index.shelf.shelf_searcher import ShelfSearcher
from index.words.normalise import Folded
from tests.small import SMALL_TEXT

TEXTS = {
    "2024": SMALL_TEXT.replace("长者食堂", "社区“长者”食堂"),
    "2023": SMALL_TEXT.replace("2024年", "2023年"),
    "2022": SMALL_TEXT.replace("2024年", "2022年").replace("长者食堂", "便民菜店，引进省外资金"),
    "2021": "政府工作报告\n各位代表：\n一、工作回顾\n外资企业的发展环境更好，污水处理率达到35%。\n",
}
"""Year → report, the newest first."""


class SmallShelf(Standing):
    """Reports in folders, that can be added, revised and removed.

    Args:
        root: The folder that holds the folders.
        texts: Year → text.
    """

    def __init__(self, root: Path, texts: Mapping[str, str] = TEXTS) -> None:
        super().__init__(root, str)
        self.root = root
        root.mkdir(exist_ok=True)
        for year, text in texts.items():
            self.put(year, text)

    def put(self, year: str, text: str) -> None:
        """Add a report or revise it."""
        folder = self.root / year
        folder.mkdir(exist_ok=True)
        (folder / "report.txt").write_text(text, encoding="utf-8")
        manifest = f'id = "{year}"\ntitle = "{year}年报告"\ntext = "report.txt"\nyear = {year}\n'
        (folder / "report.toml").write_text(manifest, encoding="utf-8")

    def remove(self, year: str) -> None:
        """Take a report off."""
        shutil.rmtree(self.root / year)

    def state(self) -> str:
        """Nothing: it may have changed."""
        return ""

    def folders(self) -> list[Path]:
        """The folders of the reports."""
        return sorted(self.root.iterdir())

    def reports(self) -> dict[str, Report]:
        """The reports by year."""
        return {folder.name: load_folder(folder) for folder in self.folders()}

    @contextmanager
    def searched(self, cache_dir: Path | None = None) -> Iterator[ShelfSearcher]:
        """A searcher that knows the reports as they are now."""
        searcher = ShelfSearcher(self, cache_dir)
        try:
            searcher.open()
            searcher.prepare()
            yield searcher
        finally:
            searcher.close()


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
