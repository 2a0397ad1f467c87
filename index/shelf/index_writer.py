"""Writing the index of the shelf: each report by itself, all of it or nothing.

Any number of programs may write at a time. Whoever is killed leaves nothing half done, and a
report that another has just written is not written again.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from content.report import Report, Role
from index.pages import FoldedParagraph, pages_of
from index.shelf import grams, sounds
from index.shelf.paragraph_index import BLOCK, create, tell, told, transaction
from index.shelf.stored_page import checksum, dump_page, load_page
from index.words.pinyin import read

if TYPE_CHECKING:
    from content.shelf.manifest import Manifest
    from index.words.segment import Segmenter

_Entry = tuple[str, str, set[sounds.Heard]]
"""What is kept of a paragraph, its tokens, and how it sounds."""

_SEGMENTS = 8
"""Pieces that SQLite may leave the index in; asking costs a little for each."""

_KIND = re.compile(r"[\u4e00-\u9fff]*(?:工作|计划|规划|执行|预算|决算|草案|调研|审计)[^，。]*?报告")
"""What names the kind, such as 政府工作报告 and 预算执行情况和预算草案的报告."""

_ABOUT = re.compile(r"^.*?关于")

_OFFICES = (("法院", "法院"), ("检察", "检察院"), ("常务委员会", "人大常委会"), ("政府", "政府"))
"""Who gives a report, and what their report on their work is called by."""


class IndexWriter:
    """Adds reports to an index, and drops them.

    Every method raises `sqlite3.Error` where the index cannot be written: the disk is full, say.
    Without a segmenter the borders of words stay unknown.
    """

    def __init__(self, connection: sqlite3.Connection, segmenter: Segmenter | None) -> None:
        create(connection)
        self._connection = connection
        self._segmenter = segmenter
        self._heard: set[sounds.Heard] = set()

    def add(self, folder: Path) -> None:
        """Index the report of a folder, unless that has been done.

        Raises:
            Problem: The report cannot be read. If it was indexed before, it is no more.
        """
        from content.errors import Problem
        from content.shelf.library import load_folder
        from content.shelf.manifest import read_manifest
        from content.shelf.standing import stamp

        try:
            manifest = read_manifest(folder)
            now = stamp(folder, manifest.text.name)  # before the rest is read
            if self._has(folder, now):
                return
            report = load_folder(folder)
        except Problem:
            self.drop(folder)
            raise
        entries = [self._entry(page) for page in pages_of(report).values()]
        name = _name_of(manifest, report)
        with transaction(self._connection):
            if not self._has(folder, now):
                self._drop(folder)
                self._insert(folder, now, manifest, name, entries)

    def drop(self, folder: Path) -> None:
        """Forget the report of a folder."""
        with transaction(self._connection):
            self._drop(folder)

    def tidy(self, has_many: bool) -> None:
        """Join the pieces that additions have left, if they are many; takes seconds.

        Where `has_many` reports were added, some seconds more do not matter, and in one piece rare
        words are found in a fifth of the time.
        """
        (pieces,) = self._connection.execute(
            "SELECT count(DISTINCT segid) FROM gram_idx"
        ).fetchone()
        if pieces > (1 if has_many else _SEGMENTS):
            self._connection.execute("INSERT INTO gram(gram) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _has(self, folder: Path, stamp: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM report WHERE folder = ? AND stamp = ?", (str(folder), stamp)
        )
        return found.fetchone() is not None

    def _entry(self, page: FoldedParagraph) -> _Entry:
        folded = page.folded.text
        marks = "" if self._segmenter is None else self._segmenter.marks(folded)
        syllables = read(folded)
        heard = sounds.heard(folded, syllables)
        return dump_page(page, marks), grams.tokens(page, syllables), heard

    def _insert(
        self, folder: Path, stamp: str, manifest: Manifest, name: str, entries: list[_Entry]
    ) -> None:
        execute = self._connection.execute
        # Of the sequence, not of the reports that are there: no row number is given twice.
        last = int(told(self._connection, "rows") or 0)
        first = last + BLOCK - last % BLOCK
        tell(self._connection, "rows", str(first + len(entries)))
        year, day, added, report_id = manifest.newness
        newness = f"{year:05} {day.isoformat()} {added:020.6f} {report_id}"
        about = manifest.text.name, manifest.id, manifest.title, name, newness
        execute(
            "INSERT INTO report (folder, stamp, text, id, title, name, newness, first, size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (str(folder), stamp, *about, first, len(entries)),
        )
        many = self._connection.executemany
        paragraphs = [
            (row, kept, checksum(kept)) for row, (kept, _, _) in enumerate(entries, first)
        ]
        many("INSERT INTO paragraph VALUES (?, ?, ?)", paragraphs)
        tokens = [(row, tokens) for row, (_, tokens, _) in enumerate(entries, first)]
        many("INSERT INTO gram (rowid, tokens) VALUES (?, ?)", tokens)
        new = set[sounds.Heard]().union(*(heard for _, _, heard in entries)) - self._heard
        many("INSERT OR IGNORE INTO sound VALUES (?, ?)", sorted(map(sounds.row_of, new)))
        self._heard |= new

    def _drop(self, folder: Path) -> None:
        execute = self._connection.execute
        report = execute("SELECT no, first, size FROM report WHERE folder = ?", (str(folder),))
        found = report.fetchone()
        if found is None:
            return
        no, first, size = found
        rows = (first, first + size - 1)
        kept = execute("SELECT row, content FROM paragraph WHERE row BETWEEN ? AND ?", rows)
        pages = [(row, load_page(row, content)) for row, content in kept]
        self._connection.executemany(
            # The words have to be told again, as the index does not keep them.
            "INSERT INTO gram (gram, rowid, tokens) VALUES ('delete', ?, ?)",
            [(row, grams.tokens(page, read(page.folded.text))) for row, page in pages],
        )
        execute("DELETE FROM paragraph WHERE row BETWEEN ? AND ?", rows)
        execute("DELETE FROM report WHERE no = ?", (no,))


def _name_of(manifest: Manifest, report: Report) -> str:
    """What the title of a report leaves unsaid of its place, year and kind; often nothing."""
    title = manifest.title
    year = manifest.year or (manifest.date.year if manifest.date else None)
    place = "" if manifest.place in title else manifest.place
    named = "" if year is None or str(year) in title else f"{year}年"
    return f"{place}{named}{'' if _KIND.search(title) else _kind_of(manifest, report)}"


def _kind_of(manifest: Manifest, report: Report) -> str:
    """The kind as the title block prints it, else by who gave the report.

    Of two lines the shorter says it: the other may tell who gave the report, where and when.
    """
    lines = ["".join(p.text.split()) for p in report.paragraphs if p.role is Role.TITLE]
    found = [match.group() for line in lines if (match := _KIND.search(_ABOUT.sub("", line)))]
    if found:
        return min(found, key=len).removeprefix(manifest.place)
    offices = (kind for sign, kind in _OFFICES if sign in manifest.speaker)
    return f"{next(offices, '')}工作报告"
