"""The shelf: the reports of the user, each in a folder of its own.

A report's manifest names the file of its current text and those of the earlier ones. To replace the
text is to write a new file and then the manifest, so that at every moment, however the program
ends, either the old text or the new one is there. The report that ships with the program is opened
from its own folder until it is revised; from then on one of its id stands on the shelf.

A report is put on the shelf and taken from it by renaming its folder, once: it is built in a hidden
folder that nobody lists, and what is removed stands in the trash, under the time of its removal.
"""

from __future__ import annotations

import datetime
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem, refused
from content.files import exists, is_there, make_private_folder, sync_folder
from content.report import Report
from content.shelf.library import BUILTIN, BUILTIN_ID, kept_text, load_folder, parse_folder
from content.shelf.listed_reports import SEE_SHELF, distinct, in_order, meant
from content.shelf.manifest import MANIFEST, Manifest, dump_manifest, read_manifest, said_in
from content.shelf.report_folder import id_of, keep, same_text, store_outline
from content.shelf.standing import (
    BUILDING,
    TRASH,
    Standing,
    folders,
    holds_report,
    manifests,
    misnamed,
    removed_reports,
    sweep,
)
from content.unseen import visible

if TYPE_CHECKING:
    from content.importing import Understood

_OWN_ONLY = "能改名、移除的是您自己放上书架的报告，输入“shenyi shelf”可查看。"


class Shelf:
    """The reports that can be opened by their id.

    Args:
        root: The folder that holds the report folders; it need not be there.
        folder_name: Gives the name of a report's folder from its id.
        write: Replaces a file by bytes, whole or not at all.
    """

    def __init__(
        self,
        root: Path,
        *,
        folder_name: Callable[[str], str],
        write: Callable[[Path, bytes], None],
    ) -> None:
        self._root = root
        self._folder_name = folder_name
        self._write = write
        self._forget()

    def _forget(self) -> None:
        """Look again for what is known of all reports, the next time that one is added."""
        self.standing = Standing(self._root, self._folder_name)
        """What stands on it, without reading any text."""

    def report(self, report_id: str) -> Manifest:
        """What is known of a report without reading its text; a Problem as of `open`."""
        return read_manifest(self._folder(report_id))

    def open(self, report_id: str = BUILTIN_ID) -> Report:
        """The current text of a report, from its stored outline if that fits.

        Raises:
            Problem: There is no such report, or its files are broken.
        """
        folder = self._folder(report_id)
        try:
            return load_folder(folder)
        except Problem as problem:
            remedy = f"{problem.remedy}也可以输入“shenyi doctor”看怎么办。"
            raise problem.restated(remedy=remedy) from problem

    def stands(self, report_id: str) -> bool:
        """Whether there is a report with this very id."""
        return report_id == BUILTIN_ID or holds_report(self._own_folder(report_id))

    def list(
        self, unreadable: Callable[[Problem], object] = lambda _problem: None
    ) -> tuple[Manifest, ...]:
        """The reports of the shelf, that of the program among them, the newest first.

        A folder that is not called as its report asks is left out: it is a copy made in a file
        manager, or was renamed there, and no report is opened from it. So is one whose manifest
        cannot be read; `unreadable` is told of each.
        """
        found: list[Manifest] = []
        for folder, manifest in manifests(self._root, unreadable):
            own = self._own_folder(manifest.id)
            if folder == own:
                found.append(manifest)
            else:
                unreadable(misnamed(folder, manifest.id, own))
        if not any(manifest.id == BUILTIN_ID for manifest in found):
            found.append(read_manifest(BUILTIN))
        return in_order(found)

    def trash(self) -> tuple[Manifest, ...]:
        """The removed reports that can be brought back, the one removed last first."""
        return tuple(report for _, report in removed_reports(self._root))

    def find(self, words: str) -> Manifest:
        """The report that a person means by its id, or by a part of id or title.

        Raises:
            Problem: There is none, or there are several.
        """
        reports = self.list()
        if all(report.id != words for report in reports):
            self._tell_misnamed(words)
        return meant(words, reports)

    # Putting on and taking off

    def has(self, understood: Understood) -> str | None:
        """The id under which the shelf has this very report already, or None.

        A report that was revised is known by its first text and by the one it has now; one that an
        older version has read otherwise, by its file.
        """
        report_id = id_of(understood.report, understood.facts)
        if self.stands(report_id):
            return report_id
        if same_text(understood.report, load_folder(BUILTIN)):
            return BUILTIN_ID
        known = self.standing.read_from(understood.original)
        if known and self.stands(known):
            return known
        for known in self.standing.revised:
            with suppress(Problem):  # its files may be broken
                if self.reads(known, understood):
                    return known
        return None

    def reads(self, report_id: str, understood: Understood) -> bool:
        """Whether the text that a report has now is that of a file; a Problem as of `open`."""
        return same_text(understood.report, self.open(report_id))

    def add(self, understood: Understood, *, title: str = "") -> str:
        """Put a report on the shelf, all of it or nothing, unless it stands there already; its id.

        Without a title it is called what it says of itself.

        Raises:
            Problem: It could not be written; the shelf is as it was.
        """
        if known := self.has(understood):
            return known
        sweep(self._root)
        facts = understood.facts
        year = f"{facts.year}年" if facts.year else ""
        marks = (facts.place, year, str(facts.date or ""), facts.speaker, understood.path.stem)
        called = distinct(visible(title) or understood.name, self.standing.titles, marks)
        report_id = id_of(understood.report, facts)
        building = self._root / f"{BUILDING}{os.urandom(6).hex()}"
        try:
            keep(
                building,
                understood,
                report_id=report_id,
                title=called,
                added=datetime.datetime.now().astimezone().replace(microsecond=0),
                write=self._write,
            )
            _move(building, self._own_folder(report_id))
            self.standing.titles.add(called)
        except Problem as problem:
            if self.stands(report_id):
                return report_id  # another program was faster
            message = f"报告没有放上书架：{problem.message}"
            raise Problem(message, path=self._root, remedy=problem.remedy) from problem
        finally:
            shutil.rmtree(building, ignore_errors=True)  # nothing is there if all went well
        return report_id

    def rename(self, report_id: str, title: str) -> None:
        """Call a report otherwise.

        Raises:
            Problem: The title is empty, or the report is that of the program or not there.
        """
        title = visible(" ".join(title.split()))
        if not title:
            raise Problem("标题不能是空的。", remedy="请写上新的标题。")
        if report_id == BUILTIN_ID:
            raise Problem("自带的报告不能改名。", remedy=_OWN_ONLY)
        folder = self._folder(report_id)
        report = replace(load_folder(folder), title=title)  # its parts stay as they were read
        self._set_text(folder, read_manifest(folder)._replace(title=title), report)
        self._forget()

    def remove(self, report_id: str) -> None:
        """Put a report into the trash; its notes and votes stay where they are.

        Raises:
            Problem: It is that of the program or not there, or could not be moved.
        """
        if report_id == BUILTIN_ID:
            raise Problem("自带的报告不能移除。", remedy=_OWN_ONLY)
        folder = self._folder(report_id)
        sweep(self._root)
        self._forget()
        removed = time.time()
        while (trash := self._root / TRASH / f"{removed:.0f}-{folder.name}").exists():
            removed += 1  # it was removed, added and removed again in this very second
        _move(folder, trash)

    def restore(self, report_id: str) -> None:
        """Bring a report back from the trash, as it was when it was removed last.

        Raises:
            Problem: It is not there, or stands on the shelf again, or could not be moved.
        """
        own = self._own_folder(report_id)
        if self.stands(report_id):
            remedy = f"不必恢复，打开它：shenyi read {report_id}"
            raise Problem(f"书架上已经有编号为“{report_id}”的报告。", remedy=remedy)
        found = [folder for folder, report in removed_reports(self._root) if report.id == report_id]
        if not found:
            raise Problem(f"回收站里没有编号为“{report_id}”的报告。", remedy=SEE_SHELF)
        _move(found[0], own)

    # Revised texts

    def replace_text(self, report_id: str, data: bytes) -> Report:
        """Put the bytes of a revised text in the place of a report's current one, which is kept.

        Raises:
            Problem: It is no text, or could not be written; the current text is as it was.
        """
        kept_text(data, "修订稿")  # before anything is written
        manifest = read_manifest(self._folder(report_id))
        own = self._own_folder(report_id)
        names = (f"report-{version}.txt" for version in count(2))
        try:
            if manifest.text.parent != own:
                self._write(own / manifest.text.name, manifest.text.read_bytes())
            self._forget()
            text = next(own / name for name in names if _is_claimed(own / name))
            try:
                self._write(text, data)
            except Problem:
                text.unlink(missing_ok=True)
                raise
            earlier = (*manifest.earlier, manifest.text.name)
            return self._set_text(own, manifest._replace(text=text, earlier=earlier))
        except Problem:
            if not holds_report(own):  # what was to become the folder of the program's report
                shutil.rmtree(own, ignore_errors=True)
            raise

    def go_back(self, report_id: str) -> Report:
        """Make the text before the current one the current one again.

        Raises:
            Problem: There is none, or it could not be written; nothing has changed.
        """
        folder = self._folder(report_id)
        manifest = read_manifest(folder)
        if not manifest.earlier:
            remedy = "要换用修订稿，请输入：shenyi revise 新稿"
            raise Problem("这份报告没有换用过修订稿，没有上一稿可以换回。", remedy=remedy)
        *earlier, last = manifest.earlier
        text = folder / last
        if not is_there(text):
            remedy = "现在的文本没有改动。如果还有上一稿的文件，请输入：shenyi revise 上一稿"
            raise Problem("换用修订稿之前的文本已不在。", path=text, remedy=remedy)
        return self._set_text(folder, manifest._replace(text=text, earlier=tuple(earlier)))

    def put_back(self, manifest: Manifest, report: Report) -> None:
        """Name the text again that was current, read as it was; a Problem if it is not written."""
        self._set_text(self._own_folder(manifest.id), manifest, report)

    def reread(self, report_id: str) -> Report:
        """Have the text of a report that stands in a folder of its own parsed anew.

        What was stored stays as it is until then, whatever a newer version reads: notes stand on
        its paragraphs.

        Raises:
            Problem: Its files are broken, or nothing could be written.
        """
        folder = self._own_folder(report_id)
        report = store_outline(folder, read_manifest(folder), self._write)
        for changed in (folder / MANIFEST, self._root):
            with suppress(OSError):
                os.utime(changed)  # by which indexes know of it
        return report

    def _own_folder(self, report_id: str) -> Path:
        return self._root / self._folder_name(report_id)

    def _folder(self, report_id: str) -> Path:
        """The folder of a report, on the shelf or that of the program."""
        own = self._own_folder(report_id)
        # For most users there is no such folder, and nothing more is looked at.
        if exists(own) and holds_report(own):
            return own
        if report_id == BUILTIN_ID:
            return BUILTIN
        self._tell_misnamed(report_id)
        raise Problem(f"没有编号为“{report_id}”的报告。", remedy=SEE_SHELF)

    def _tell_misnamed(self, report_id: str) -> None:
        """Raise a Problem where a report is missing because its folder has another name."""
        for folder in folders(self._root):
            if report_id and said_in(folder, "id") == report_id:
                raise misnamed(folder, report_id, self._own_folder(report_id))

    def _set_text(self, folder: Path, manifest: Manifest, report: Report | None = None) -> Report:
        """Name another text or title in a manifest, and store the outline anew."""
        self._write(folder / MANIFEST, dump_manifest(manifest).encode("utf-8"))
        with suppress(OSError):
            os.utime(self._root)  # so that `Standing` tells of it
        with suppress(Problem):  # without an outline that fits, the text is parsed when opened
            return store_outline(folder, manifest, self._write, report)
        return parse_folder(folder)


def _is_claimed(path: Path) -> bool:
    """Make an empty file, unless another program has it already; whether it was made.

    Raises:
        Problem: It cannot be made.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    except OSError as error:
        raise refused("写不进去", error, path=path, kept="报告没有改动。") from error
    return True


def _move(folder: Path, to: Path) -> None:
    """Give a report's folder its place: the one step that decides."""
    try:
        make_private_folder(to.parent)
        if to.exists() and not holds_report(to):
            shutil.rmtree(to)  # no report without a manifest
        folder.rename(to)
        for changed in {to.parent, folder.parent}:
            sync_folder(changed)
    except OSError as error:
        what = "报告的文件夹无法移动"
        raise refused(what, error, path=to, kept="书架没有改动。") from error
