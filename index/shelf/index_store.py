"""Where the search gets the index of the shelf from, and has it brought up to what stands there.

That `main` does, in a process of its own. Its order comes as a line of JSON on standard input. For
each report that is done a line goes to standard output: null, or what was wrong with it. Whoever
ordered may kill it at any time: what was done so far is there, and nothing by halves.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, TypedDict

from content.child import start_child, step_aside
from content.errors import Problem
from content.shelf.standing import Standing, stamp
from index.shelf.index_writer import IndexWriter
from index.shelf.paragraph_index import FORMAT, ParagraphIndex, connect, tell, told
from index.store import cache, dictionary
from index.words.segment import Segmenter

FILE = "shelf.sqlite"
"""Name of the index in the cache folder."""

Progress = Callable[[int, int], object]
"""Is told how many of the reports to be indexed are done, and how many they are."""

_MANY = 20
"""Reports from which it pays to have all of jieba's dictionary in memory, and to tidy up."""

_FULL, _DAMAGED = 1, 2
"""How building ends where the index cannot be written, and where what is there is no index."""


class _Order(TypedDict):
    """What to do."""

    path: str
    """The file of the index."""
    terms: list[str]
    """Folded words that jieba is to keep in one piece."""
    gone: list[str]
    """Folders of reports that are on the shelf no more."""
    folders: list[str]
    """Folders of reports to index."""


class IndexStore:
    """The index of one shelf in the cache of its user.

    Without a cache folder, or where it cannot be written to, the index is built in memory, without
    words. `terms` are folded words that jieba is to keep in one piece.
    """

    def __init__(self, standing: Standing, cache_dir: Path | None, terms: Sequence[str]) -> None:
        self._standing = standing
        self._cache_dir = cache_dir
        self._terms = list(terms)
        self._child: subprocess.Popen[Any] | None = None
        self._stopped = False
        self.index: ParagraphIndex | None = None
        """What can be asked, as far as it is."""
        self.unread: list[Problem] = []
        """What was wrong with reports that could not be read; they are not in the index."""
        self.left = 0
        """How many reports were to be indexed and are not, as that was stopped or has failed."""

    def open(self) -> None:
        """Have the index as it was left; nothing if there is none or it cannot be trusted."""
        if self._path is None or not cache.is_private(self._path.parent):
            return
        if not self._path.is_file() or self._path.is_symlink():
            return
        with ExitStack() as opened:  # Windows throws nothing away that is open.
            try:
                connection = opened.enter_context(closing(connect(self._path, is_reader=True)))
                if told(connection, "format") == FORMAT:
                    self.index = ParagraphIndex(connection)
                    opened.pop_all()
                    return
            except sqlite3.OperationalError:  # Another program has only just begun it.
                return
            except (sqlite3.DatabaseError, TypeError, ValueError):  # the last two: of what it holds
                pass
        discard(self._path.parent)

    def update(self, progress: Progress) -> None:
        """Bring the index up to what stands on the shelf; where nothing is new, in no time."""
        self.left = 0
        if self._path is not None and cache.make_private(self._path.parent):
            key = dictionary.key_of(self._terms)
            state = self._standing.state()
            settled = f"{FORMAT} {key} {state}"
            has_words = cache.find(self._path.parent, key) is not None
            index = self.index
            if index is not None and state and index.told("settled") == settled and has_words:
                return
            if self._update_file(key, has_words, progress) and state and not self.unread:
                # Where that cannot be written down, it is found out again.
                with suppress(sqlite3.Error), closing(connect(self._path)) as connection:
                    tell(connection, "settled", settled)
            if self.index is not None or self._stopped:
                return
        self._build_in_memory(progress)

    def stop(self) -> None:
        """Stop building, and begin no more. For any thread."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """Let go of everything for good."""
        self.stop()
        if self.index is not None:
            self.index.close()

    def drop(self) -> None:
        """Throw the index away, which has turned out to be damaged; `update` builds another."""
        index, self.index = self.index, None
        if index is not None:
            index.close()
        if self._path is not None:
            discard(self._path.parent)

    def segmenter(self) -> Segmenter | None:
        """Cuts queries, to be closed by who asks; None if the dictionary is not there."""
        return None if self._cache_dir is None else dictionary.find(self._cache_dir, self._terms)

    @property
    def _path(self) -> Path | None:
        return None if self._cache_dir is None else self._cache_dir / FILE

    def _update_file(self, key: str, has_words: bool, progress: Progress) -> bool:
        """Have the file brought up to the shelf, and the dictionary made; whether they are now."""
        for _ in range(2):  # What turns out to be damaged is built once more.
            if self.index is not None and self.index.told("dictionary") != key:
                self.drop()
            folders = self._standing.folders()
            try:
                gone, missing = self._difference(folders)
            except (sqlite3.OperationalError, sqlite3.ProgrammingError):
                raise  # which is no damage
            except sqlite3.DatabaseError:
                self.drop()
                continue
            if self.index is not None and has_words and not gone and not missing:
                return True
            ended = self._build(gone, missing, progress)
            if ended == _FULL and missing and self.index is not None:
                message = "检索索引写不进去，可能是磁盘已满或没有权限，新放上的报告检索不到。"
                self.unread.append(Problem(message, path=self._path, remedy="请腾出空间后再试。"))
            if ended != _DAMAGED:
                return ended == 0
            self.drop()
        return False

    def _difference(self, folders: Sequence[Path]) -> tuple[list[str], list[str]]:
        """The folders of reports that the index has to forget, and of those it has to read."""
        if self.index is None:
            return [], list(map(str, folders))
        standing = set(map(str, folders))
        fresh: set[str] = set()
        gone: list[str] = []
        self.index.refresh()
        for row in self.index.reports.values():
            if row.no in self.index.damaged or row.folder not in standing:
                gone.append(row.folder)
            elif stamp(Path(row.folder), row.text) == row.stamp:
                fresh.add(row.folder)
        self.index.damaged.clear()
        return gone, [folder for folder in map(str, folders) if folder not in fresh]

    def _build(self, gone: list[str], missing: list[str], progress: Progress) -> int | None:
        """Have a process of its own do what is to be done; how it ended."""
        self.left = len(missing)
        child = None if self._stopped else start_child(__name__, stdout=subprocess.PIPE)
        if child is None or child.stdin is None or child.stdout is None:
            return None
        self._child = child
        order = _Order(path=str(self._path), terms=self._terms, gone=gone, folders=missing)
        with suppress(OSError):
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
        if self._stopped:  # before there was anything to be killed
            child.kill()
        for done in range(len(missing)):
            progress(done, len(missing))
            line = child.stdout.readline()
            if not line:
                break
            said = json.loads(line)
            self.left -= 1
            if said is not None:
                where, remedy = said["path"], said["remedy"]
                self.unread.append(Problem(said["message"], path=where, remedy=remedy))
            if self.index is None:
                self.open()
        child.communicate()
        self._child = None
        progress(len(missing), len(missing))
        if self.index is None:
            self.open()
        return int(child.returncode)

    def _build_in_memory(self, progress: Progress) -> None:
        connection = connect(None)
        writer = IndexWriter(connection, None)
        self.index = ParagraphIndex(connection)
        folders = self._standing.folders()
        for done, folder in enumerate(folders):
            self.left = len(folders) - done
            progress(done, len(folders))
            with self.index.lock:
                if self._stopped:
                    return
                try:
                    writer.add(folder)
                except Problem as problem:
                    self.unread.append(problem)
        self.left = 0
        progress(len(folders), len(folders))


def is_damaged(cache_dir: Path) -> bool:
    """Whether the index of the shelf in a cache folder is there and cannot be used.

    It reads all of it, a second for thousands of reports.
    """
    path = cache_dir / FILE
    if not path.is_file():
        return False
    try:
        with closing(connect(path)) as connection:
            if told(connection, "format") != FORMAT:
                return False  # of another version of the program; the next search makes it anew
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            connection.execute("INSERT INTO gram (gram) VALUES ('integrity-check')")
            return bool(answer != "ok")
    except sqlite3.Error:
        return True


def discard(cache_dir: Path) -> None:
    """Throw away the index of the shelf in a cache folder; the next search builds another."""
    for path in cache_dir.glob(f"{FILE}*"):
        with suppress(OSError):
            path.unlink()


def main() -> None:
    """Do what standard input asks for."""
    step_aside()
    order: _Order = json.loads(sys.stdin.readline())
    try:
        _build(order)
    except (sqlite3.OperationalError, OSError):
        sys.exit(_FULL)
    except sqlite3.DatabaseError:
        sys.exit(_DAMAGED)


def _build(order: _Order) -> None:
    path, terms = Path(order["path"]), order["terms"]
    has_many = len(order["folders"]) >= _MANY
    segmenter = dictionary.find_or_write(path.parent, terms, has_many)
    connection = connect(path)
    writer = IndexWriter(connection, segmenter)
    tell(connection, "dictionary", dictionary.key_of(terms))
    for folder in order["gone"]:
        writer.drop(Path(folder))
    for folder in order["folders"]:
        said = None
        try:
            writer.add(Path(folder))
        except Problem as problem:
            where = None if problem.path is None else str(problem.path)
            said = {"message": problem.message, "path": where, "remedy": problem.remedy}
        print(json.dumps(said), flush=True)
    writer.tidy(has_many)
