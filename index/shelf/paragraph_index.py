"""The paragraphs of all reports in one SQLite file: which have a text, and what they say.

Each report has a stretch of row numbers of its own, from a multiple of `BLOCK` on. Numbers are
never given twice, so a report that is removed or revised while somebody reads is missing at worst.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from content.shelf import stored_outline
from index.pages import FoldedParagraph
from index.shelf.stored_page import checksum, load_page

FORMAT = f"4.{stored_outline.FORMAT}"
"""To be raised when what is written changes, so that older indexes are built anew."""

BLOCK = 64
"""Rows of a block. A block has paragraphs of one report only."""

LONG = 2500
"""Paragraphs from which an answer is long: it is not held, and of what it has only the newest is
looked at. 2,500 are read in a fifth of a millisecond and take 20 KB."""

_READ_WHOLE = 40_000
"""Paragraphs up to which a long answer is read in one piece, in six milliseconds, to choose from
it. Of words that are commoner still each report has several, and some reports are asked."""

_PATIENCE = 30.0
"""Seconds to wait for another program that writes."""

_MOST_ANSWERS = 256
"""Questions whose answers are remembered, each so many rows at most: 5 MB."""

_MOST_LISTS = 64
"""Lists of reports that are remembered: whoever types is soon asked for all of the same query."""

_MOST_PAGES = 4096
"""Paragraphs that are held in memory: 10 MB."""

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    folder TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    text TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    newness TEXT NOT NULL,
    first INTEGER NOT NULL,
    size INTEGER NOT NULL
);
CREATE UNIQUE INDEX place ON report (first);
CREATE TABLE paragraph (row INTEGER PRIMARY KEY, content TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE sound (sounds TEXT, pair TEXT, PRIMARY KEY (sounds, pair)) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5
    (tokens, content='', columnsize=0, detail=none, tokenize='ascii');
"""


class ReportRow(NamedTuple):
    """What the index knows of a report."""

    no: int
    folder: str
    stamp: str
    """What showed, when it was read, whether its files are others by now."""
    text: str
    """Name of the file that its text was read from."""
    id: str
    title: str
    name: str
    """Place, year and kind, as far as the title does not say them."""
    newness: str
    """Sorts as the shelf does, the newest last."""
    first: int
    """Row of its first paragraph."""
    size: int
    """How many paragraphs it has."""

    @property
    def beyond(self) -> int:
        """The row behind its last paragraph."""
        return self.first + self.size

    def of(self, rows: Sequence[int]) -> Sequence[int]:
        """Those of some rows, in order, that are its own."""
        return rows[bisect_left(rows, self.first) : bisect_left(rows, self.beyond)]

    @property
    def full_title(self) -> str:
        """The title with what it leaves unsaid."""
        return f"{self.title}（{self.name}）" if self.name else self.title


def connect(path: Path | None, *, is_reader: bool = False) -> sqlite3.Connection:
    """A connection to an index; without a path, to one in memory.

    Raises:
        sqlite3.Error: There is none to be read, or it cannot be opened.
    """
    if path is None:
        return sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if is_reader else 'rwc'}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=_PATIENCE,
    )
    try:
        connection.text_factory = _text
        connection.execute("PRAGMA cache_size = -8192")  # KB
    except sqlite3.Error:
        connection.close()  # Windows removes no file that is open
        raise
    return connection


def _text(data: bytes) -> str:
    """A text of an index; SQLite's own way calls a damaged one an error of its operation."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise sqlite3.DatabaseError("damaged text") from None


def create(connection: sqlite3.Connection) -> None:
    """Make an empty index where there is none."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            # Of programs that begin an index at the same time SQLite lets none wait here.
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous = NORMAL")
    with transaction(connection):
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'gram'").fetchone():
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            # Asking costs a little for each piece that the index is in: let there be few.
            connection.execute("INSERT INTO gram (gram, rank) VALUES ('automerge', 2)")
            tell(connection, "format", FORMAT)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Have all that is written meanwhile kept, or nothing of it where anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def tell(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Write down something of an index itself."""
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))


def told(connection: sqlite3.Connection, key: str) -> str:
    """What an index says of itself, or nothing."""
    row = connection.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


class ParagraphIndex:
    """Answers questions made by `index.shelf.grams`. Any thread may ask.

    Every method raises `sqlite3.Error` where the file is damaged, gone or closed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lock = threading.RLock()
        """Held while the connection is in use, also by who writes through the same."""
        self._version = -1
        self.reports: dict[int, ReportRow] = {}
        """All reports by number, in the order of the shelf."""
        self.newness: dict[int, int] = {}
        """The place of each in that order."""
        self._owners: dict[int, int] = {}
        """The report of each block that is in use."""
        self.paragraphs = 0
        """How many paragraphs all reports have."""
        self._rows_for = lru_cache(_MOST_ANSWERS)(self._read_rows)
        self._reports_for = lru_cache(_MOST_LISTS)(self._read_reports)
        self._count_for = lru_cache(_MOST_ANSWERS)(self._read_count)
        self._newest_for = lru_cache(_MOST_ANSWERS)(self._read_newest)
        self.damaged: set[int] = set()
        """Numbers of reports that have a paragraph which is not as it was written."""
        self._pages: dict[int, FoldedParagraph] = {}
        """Paragraphs of late, by row: what is asked next is often about the same."""
        self.refresh()

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self._connection.close()

    def refresh(self) -> None:
        """Take notice of what others have written since the last time."""
        with self.lock:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            changes = version + self._connection.total_changes
            if changes == self._version:
                return
            found = self._connection.execute(
                f"SELECT {', '.join(ReportRow._fields)} FROM report ORDER BY newness DESC"
            )
            self.reports = {row[0]: ReportRow(*row) for row in found}
            self.newness = {no: at for at, no in enumerate(self.reports)}
            self._owners = {
                block: report.no
                for report in self.reports.values()
                for block in range(report.first // BLOCK, (report.beyond - 1) // BLOCK + 1)
            }
            self.paragraphs = sum(report.size for report in self.reports.values())
            for answers in (self._rows_for, self._reports_for, self._count_for, self._newest_for):
                answers.cache_clear()
            self._pages = {}
            self._version = changes

    def told(self, key: str) -> str:
        """What the index says of itself, or nothing."""
        with self.lock:
            return told(self._connection, key)

    def owner(self, row: int) -> int:
        """The number of the report that a row is of, or 0 if it is there no more."""
        return self._owners.get(row // BLOCK, 0)

    def count(self, question: str) -> int:
        """How many paragraphs a question gets: for 60,000 it takes two milliseconds."""
        with self.lock:
            return self._count_for(question)

    def _read_count(self, question: str) -> int:
        rows = self.rows(question)
        if rows is not None:
            return len(rows)
        (count,) = self._connection.execute(
            "SELECT count(*) FROM gram WHERE gram MATCH ?", (question,)
        ).fetchone()
        return int(count)

    def rows(self, question: str) -> Sequence[int] | None:
        """The paragraphs that a question gets, by their rows; None if they are `LONG` or more."""
        with self.lock:  # lest what was read before somebody wrote be remembered after that
            return self._rows_for(question)

    def _read_rows(self, question: str) -> Sequence[int] | None:
        rows = self._read(question, LONG)
        return rows if len(rows) < LONG else None

    def _read(self, question: str, most: int) -> array[int]:
        # In one piece: to fetch them one by one takes three times as long.
        (found,) = self._connection.execute(
            "SELECT group_concat(rowid) FROM (SELECT rowid FROM gram WHERE gram MATCH ? LIMIT ?)",
            (question, most),
        ).fetchone()
        return array("Q", json.loads(f"[{found or ''}]"))

    def newest(self, question: str, most: int) -> Sequence[int]:
        """At most so many of them, those of newer reports, whatever the order of indexing.

        Of the last report that gives any the first ones are taken.
        """
        with self.lock:
            return self._newest_for(question, most)

    def _read_newest(self, question: str, most: int) -> Sequence[int]:
        rows = self.rows(question)
        if rows is None and self.count(question) <= _READ_WHOLE:
            rows = self.every_row(question)
        if rows is not None and len(rows) <= most:
            return rows
        newest: list[int] = []
        for report in self.reports.values():
            newest += self._within(report, question) if rows is None else report.of(rows)
            if len(newest) >= most:
                break
        return newest[:most]

    def every_row(self, question: str) -> Sequence[int]:
        """All paragraphs that a question gets, by their rows: for 60,000 in twenty milliseconds."""
        with self.lock:
            return self._read(question, -1)

    def place(self, row: int) -> tuple[int, int]:
        """What to sort rows by so that those of newer reports come first."""
        return self.newness.get(self.owner(row), len(self.newness)), row

    def rows_of(self, report: ReportRow, question: str) -> Sequence[int]:
        """The paragraphs of one report that a question gets."""
        rows = self.rows(question)
        return self._within(report, question) if rows is None else report.of(rows)

    def _within(self, report: ReportRow, question: str) -> Sequence[int]:
        with self.lock:
            found = self._connection.execute(
                "SELECT rowid FROM gram WHERE gram MATCH ? AND rowid BETWEEN ? AND ?",
                (question, report.first, report.beyond - 1),
            ).fetchall()
        return [row for (row,) in found]

    def reports_having(self, question: str) -> Sequence[int]:
        """Numbers of the reports that a question gets a paragraph of, the newest first."""
        with self.lock:
            return self._reports_for(question)

    def _read_reports(self, question: str) -> array[int]:
        rows = self.rows(question)
        if rows is not None:
            found = set(map(self.owner, rows))
        else:
            blocks = self._connection.execute(
                f"SELECT DISTINCT rowid / {BLOCK} FROM gram WHERE gram MATCH ?", (question,)
            ).fetchall()
            found = {self._owners.get(block, 0) for (block,) in blocks}
        return array("I", sorted(found & self.newness.keys(), key=self.newness.__getitem__))

    def pages(self, rows: Iterable[int]) -> dict[int, FoldedParagraph]:
        """Paragraphs by their rows, in order; those that are gone or damaged are left out."""
        wanted = sorted(rows)
        known = self._pages
        missing = ",".join(str(row) for row in wanted if row not in known)
        with self.lock:
            found = self._connection.execute(
                "SELECT row, content, checksum FROM paragraph"
                f" WHERE row IN (SELECT value FROM json_each('[{missing}]'))"
            ).fetchall()
        if len(known) + len(found) > _MOST_PAGES:
            known = self._pages = {row: known[row] for row in wanted if row in known}
        for row, content, expected in found:
            if checksum(content) == expected:
                known[row] = load_page(row, content)
            else:
                self.damaged.add(self.owner(row))
        return {row: known[row] for row in wanted if row in known}

    def pairs_sounding(self, sounds: Sequence[str]) -> list[str]:
        """Texts of one or two characters that stand somewhere and sound like these syllables."""
        with self.lock:
            found = self._connection.execute(
                "SELECT pair FROM sound WHERE sounds = ?", (" ".join(sounds),)
            ).fetchall()
        return [pair for (pair,) in found]
