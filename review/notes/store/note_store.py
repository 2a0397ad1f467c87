"""Where notes are kept: one SQLite file of the user's own, which loses nothing it acknowledged.

Every change is one transaction, written together with its step of the history. When a method
returns, what it wrote is on the disk. Nothing is remembered between two calls, so commands may
write beside the application, of which only one at a time (`alone`) changes notes.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.lock import Lock
from review.notes.model import Note, later_of, stamp, text_id
from review.notes.store import backup, tables
from review.notes.store.codec import KeptText, NoteDraft, pack, pack_name
from review.notes.store.connection import can_write, number, transaction, translated
from review.notes.store.incoming import Merge, merge
from review.notes.store.opening import is_newer, open_file
from review.notes.store.tables import Action, Change, Step

_SEEN = "PRAGMA data_version"
"""Gives a number that changes whenever another connection has written."""


class NoteStore:
    """The notes of all reports, opened, and created where they are missing; for one thread only.

    A damaged file is moved aside and the newest backup takes its place; `remarks` say so. The first
    opening of a day copies what was written since the last copy. Notes that have been in the trash
    for 30 days, and were due on seven days of use, are removed. The file of a newer version is only
    looked at; one of another user, or that cannot be read, is a Problem.

    Args:
        path: The file of the notes.
        alone: As the one application that writes; beside another one they are only looked at. What
            was written is copied when it is closed.
        clock: Gives the seconds since 1970.
    """

    def __init__(
        self, path: Path, *, alone: bool = False, clock: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._clock = clock
        self._lock: Lock | None = None
        self.obstacle = _obstacle(path)
        """Why notes can only be looked at; None where they can be changed."""
        with ExitStack() as undoing:
            if alone and self.obstacle is None:
                try:
                    self._lock = _locked(path)
                    undoing.callback(self._lock.release)
                except Problem as problem:
                    self.obstacle = problem
            self.remarks = [str(self.obstacle)] if self.obstacle else []
            """What the user has to be told, as Chinese sentences."""
            connection = open_file(path, clock(), self.remarks, is_alone=self._lock is not None)
            self._connection = undoing.enter_context(closing(connection))
            self._file = _identity(path)
            self.is_stray = False
            """Whether its file is gone and could not be copied: the latest notes are here alone."""
            self._seen = number(self._connection, _SEEN)
            self._told_strange = False
            if not self.obstacle:
                self._empty_trash()
            undoing.pop_all()

    def close(self) -> None:
        """Let go of the file, and copy before what the one application that writes has written.

        A Problem where the copy failed; it says so where notes go with it.
        """
        try:
            self._back_up()
        except Problem as problem:
            if _identity(self._path) == self._file:
                raise
            message = f"批注文件不见了，{problem.message}上次备份以后写的批注没有存下。"
            remedy = "按F7存过备份的，请用“shenyi notes import 文件”导入。"
            raise Problem(message, path=self._path, remedy=remedy) from None
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def _back_up(self) -> None:
        if self._lock is not None:
            backup.back_up(self._connection, paths.notes_backups_dir(self._path), self._clock())

    def is_superseded(self) -> bool:
        """Whether its file was removed or replaced, so that it has to be opened anew; it is copied.

        Where the disk is full it is not: what is open can be looked at; `obstacle` says the rest.
        """
        if _identity(self._path) == self._file:
            return self.is_stray  # it is back
        try:
            self._back_up()
        except Problem as problem:
            if not self.is_stray:
                message = f"批注文件不见了，{problem.message}上次备份以后写的批注只在这个窗口里。"
                remedy = "请先不要退出：腾出空间，会自动存好；或按F7，格式选“备份”，存到U盘。"
                self.obstacle = Problem(message, path=self._path, remedy=remedy)
                self.remarks.append(str(self.obstacle))
                self.is_stray, self._seen = True, -1
            return False
        return True

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was asked last, or since the opening."""
        with translated(self._path):
            seen, self._seen = self._seen, number(self._connection, _SEEN)
        return seen != self._seen

    # Looking

    def notes(self, report_id: str) -> list[Note]:
        """The notes of a report as they read in order, without those in the trash.

        Of notes that only a newer version understands `remarks` tell the number, once.
        """
        condition, name = "report = ? AND due IS NULL", pack_name(report_id)
        found = self._select(condition, name)
        with translated(self._path):
            query = f"SELECT count(*) FROM note WHERE {condition}"
            strange = number(self._connection, query, name) - len(found)
        if strange and not self._told_strange:
            self._told_strange = True
            self.remarks.append(f"另有{strange}条批注由更新版本保存，本版本显示不了，已原样保留。")
        return found

    def trash(self, report_id: str) -> list[Note]:
        """The notes of a report that were deleted, the last one first."""
        notes = self._select("report = ? AND due IS NOT NULL", pack_name(report_id))
        return sorted(notes, key=lambda note: note.deleted, reverse=True)

    def find(self, id_or_prefix: str, report_id: str | None = None) -> Note:
        """The note with an id, or the only one whose id begins so, also in the trash.

        It is on a report, or on any; a Problem where there is none, or where there are several.
        """
        with translated(self._path):
            return tables.find(self._connection, id_or_prefix, report_id)

    def text_of(self, version: str) -> KeptText | None:
        """The full text of a version of a report, by its `text_id`, if notes were made on it."""
        query = "SELECT content FROM text WHERE id = ?"
        with translated(self._path):
            return next(tables.unpacked(self._connection, KeptText, query, version), None)

    def drafts(self, report_id: str) -> list[NoteDraft]:
        """The notes of a report that were being written when the program ended."""
        query = "SELECT content FROM draft WHERE report = ? ORDER BY slot"
        with translated(self._path):
            return list(tables.unpacked(self._connection, NoteDraft, query, pack_name(report_id)))

    def revisions(self, report_id: str) -> Iterator[Step]:
        """The steps of `replace_anchors`, the last one first, with every note before and after."""
        with translated(self._path):
            yield from tables.revisions(self._connection, report_id)

    # Changing. Each of these raises a Problem, and nothing has changed, where notes can only be
    # looked at, where one of them is gone, or where it could not be written.

    def add(self, *notes: Note) -> None:
        """Keep new notes, all or none of them, in one step; a Problem if an id is there already."""
        with self.together():
            ids = [note.id for note in notes]
            for place, note in enumerate(notes):
                if note.id in ids[:place] or self._has(note.id):
                    raise Problem(f"编号为{note.short_id}的批注已经有了。", remedy="请再试一次。")
            self._step(Action.ADD, [Change(None, note) for note in notes])

    def bring_in(self, notes: Sequence[Note], here: str = "") -> Merge:
        """Take in notes of a file with their ids and times; each report gets a step of its own.

        Those on the report `here` go there, even if they are kept on another one. What is written
        over goes to the trash. Notes that are not understood stay as they are.
        """
        with self.together():
            present = {known.id: known for n in notes for known in self._select("id = ?", n.id)}
            strange = {n.id for n in notes if n.id not in present and self._has(n.id)}
            merged = merge(present.values(), (n for n in notes if n.id not in strange), here)
            changes = [Change(present.get(note.id), note) for note in merged.changes]
            over = [was for was, note in changes if was and was.body not in note.body]
            now = stamp(self._clock())
            merged.aside = [replace(was, id=os.urandom(16).hex(), deleted=now) for was in over]
            self._step(Action.IMPORT, [*changes, *(Change(None, note) for note in merged.aside)])
        return merged

    def change(self, note: Note) -> Note:
        """Replace a note, or a Problem where it is in the trash; with a new `updated`."""
        with self.together():
            before = tables.get(self._connection, note.id)
            if before.deleted:
                remedy = f"请先恢复再修改：shenyi notes restore {note.short_id}"
                raise Problem("这条批注已在回收站中。", remedy=remedy)
            updated = later_of(stamp(self._clock()), before.updated)
            after = replace(note, updated=updated, deleted="")
            self._step(Action.CHANGE, [Change(before, after)])
        return after

    def delete(self, *ids: str) -> None:
        """Put notes into the trash, in one step; those in it stay as they are."""
        self._set_deleted(Action.DELETE, ids, stamp(self._clock()))

    def restore(self, *ids: str) -> None:
        """Take notes out of the trash; others stay as they are."""
        self._set_deleted(Action.RESTORE, ids, "")

    def replace_anchors(self, report_id: str, moved: Iterable[Note]) -> None:
        """Fasten the notes of a report to a revised text, all of them or none.

        Of each note given, anchor, status and former wording count; the rest stays as it is kept.
        Notes in the trash may be among them. `undo` does not go back behind this step.
        """
        with self.together():
            changes = []
            for note in moved:
                before = tables.get(self._connection, note.id)
                if before.report_id != report_id:
                    raise Problem("这条批注属于另一份报告。", remedy="请打开那份报告再试。")
                after = replace(before, anchor=note.anchor, status=note.status, former=note.former)
                changes.append(Change(before, after))
            self._step(Action.REVISE, changes)

    def undo(self, report_id: str, *, again: bool = False) -> Step | None:
        """Take back the last step, None if there is none; what was added goes to the trash.

        Or do `again` what was taken back last. A Problem where it is a revision, or only a newer
        version understands it.
        """
        with self.together() as connection:
            step = tables.next_step(connection, report_id, undone=again)
            if step is None:
                return None
            if step.action is Action.REVISE and not again:
                remedy = "要换回上一稿，请按Ctrl+R，再按两次Ctrl+Z。"
                raise Problem("再往前是换用修订稿之前的改动，这里不能撤销。", remedy=remedy)
            if not step.is_understood:
                message = "这一步由更新版本的审议所做，本版本不能撤销或重做。"
                raise Problem(message, remedy="请升级审议。")
            for before, after in step.changes:
                gone = replace(after, deleted=stamp(self._clock()))
                tables.put(connection, after if again else before or gone, self._clock())
            connection.execute("UPDATE step SET undone = ? WHERE id = ?", (not again, step.id))
        return step

    def keep_text(self, report: Report) -> str:
        """Keep the full text of a report that notes are made on; its `text_id`.

        It is written once, and stays for good: notes are moved from it to later versions.
        """
        version = text_id(report)
        if self.text_of(version) is None:
            kept = KeptText(report.id, report.title, report.source, stamp(self._clock()))
            row = (version, pack(kept))
            with self.together() as connection:
                connection.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", row)
        return version

    def save_draft(self, draft: NoteDraft) -> None:
        """Keep what is being written, in the place of an earlier draft of its slot."""
        row = (pack_name(draft.report_id), draft.slot, pack(draft))
        with self.together() as connection:
            connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", row)

    def drop_draft(self, report_id: str, slot: str) -> None:
        """Forget a draft, which was saved as a note or given up."""
        row = (pack_name(report_id), slot)
        with self.together() as connection:
            connection.execute("DELETE FROM draft WHERE report = ? AND slot = ?", row)

    @contextmanager
    def together(self) -> Iterator[sqlite3.Connection]:
        """Change several things at once: at the end of the `with` block all is kept, or nothing.

        It can be entered within itself; then the outermost one counts.
        """
        if self.obstacle is not None:
            raise self.obstacle.restated()
        connection = self._connection
        if connection.in_transaction:  # one of several changes that are made together
            yield connection
            return
        with translated(self._path), transaction(connection):
            yield connection
            connection.execute("UPDATE meta SET edits = edits + 1")

    # How it is done

    def _has(self, note_id: str) -> bool:
        return number(self._connection, "SELECT count(*) FROM note WHERE id = ?", note_id) > 0

    def _step(self, action: Action, changes: Sequence[Change]) -> None:
        """Write notes and the steps that lead to them, one for each report."""
        now = self._clock()
        for _, after in changes:
            tables.put(self._connection, after, now)
        for report in sorted({change.after.report_id for change in changes}):
            own = [change for change in changes if change.after.report_id == report]
            tables.record(self._connection, report, int(now), action, own)

    def _set_deleted(self, action: Action, ids: Iterable[str], deleted: str) -> None:
        with self.together() as connection:
            notes = [tables.get(connection, note_id) for note_id in dict.fromkeys(ids)]
            others = (note for note in notes if bool(note.deleted) != bool(deleted))
            self._step(action, [Change(note, replace(note, deleted=deleted)) for note in others])

    def _select(self, condition: str, *values: bytes | int | str) -> list[Note]:
        with translated(self._path):
            return tables.select(self._connection, condition, *values)

    def _empty_trash(self) -> None:
        """Remove what is due; where nothing can be written, notes can be read and it waits."""
        now = int(self._clock())
        if not self._select("due <= ?", now):
            return
        with suppress(Problem):
            with translated(self._path), transaction(self._connection):
                tables.note_day(self._connection, now)
            if ids := [note.id for note in self._select(tables.OVERDUE)]:
                with self.together() as connection:
                    tables.remove(connection, ids)


def _locked(path: Path) -> Lock:
    """The lock of the application that writes; a Problem where notes can only be looked at."""
    try:
        return Lock(paths.notes_lock_file(path))
    except BlockingIOError:
        message = "另一个审议正在运行，这里只能查看批注，不能改动。"
        raise Problem(message, remedy="请到那个窗口里改，或退出它以后重新打开。") from None
    except Problem as problem:  # the disk has no locks, say, or no room for the file
        message = f"{problem.message}批注只能查看，不能改动。"
        raise problem.restated(message=message) from None


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path; None for none that can be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _obstacle(path: Path) -> Problem | None:
    """Why the notes can only be looked at, whoever else has them open."""
    if is_newer(path):
        message = "批注由更新版本的审议保存，本版本只能查看，不能改动。"
        return Problem(message, remedy="请升级审议后再改。")
    if not can_write(path):
        message = "批注所在的文件夹不能写入，批注只能查看，不能改动。"
        return Problem(message, remedy="请输入“shenyi doctor”查看是哪个文件夹。")
    return None
