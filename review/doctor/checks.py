"""Whether the user's files are whole. Nothing is changed, and nothing in them is told.

Each examination imports what it looks with: where a library is missing, the others still tell. It
may raise Problem or OSError for what keeps it from its end; whoever asks for it tells that as well.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import NewerFile, Problem, refused
from content.report import Report
from content.shelf.library import BUILTIN_ID, load_builtin, load_folder, parse_folder
from content.shelf.standing import misnamed
from content.shelf.stored_outline import knows_other_text, load_stored
from content.span import Span
from review.base import paths
from review.base.files import set_aside
from review.base.paths import shown
from review.base.reports import user_shelf
from review.doctor.finding import MEND, Finding, trouble

if TYPE_CHECKING:
    from review.notes.store.note_store import NoteStore

_TWO_LINES = ("政府工作报告", "长者食堂今年建成二十处。")
"""A report to try the index on."""

_DAMAGED = "damaged-*"
"""Folders into which something was set aside."""


def reports() -> list[Finding]:
    """Whether the reports can be read: that of the program, and those of the shelf.

    Each is read as it would be opened. One that was removed is no fault, whatever it is like.
    """
    lines = []
    try:
        load_builtin()
    except Problem as problem:
        lines.append(trouble("报告", problem, "程序的文件不全，请重新安装审议。"))
    for folder in _below(paths.reports_dir(), "*"):
        if folder.is_dir() and not folder.match(_DAMAGED) and not folder.name.startswith("."):
            try:
                lines += _misnamed(folder, load_folder(folder).id) or _read_otherwise(folder)
            except Problem as problem:
                lines.append(_unreadable(folder, problem))
    return lines or [Finding("报告", "都能读")]


def _misnamed(folder: Path, report_id: str) -> list[Finding]:
    """A folder that is not called as its report asks: it can be, unless it is a copy."""
    own = folder.with_name(paths.file_name(report_id))
    if folder == own:
        return []
    line = trouble("报告", misnamed(folder, report_id, own))
    if own.exists():
        return [line]

    def call_by_id() -> str:
        folder.rename(own)
        return f"{shown(folder)}已改回{own.name}"

    remedy = f"{line.remedy.rstrip('。')}；或{MEND[1:]}，由它改回。"
    return [line._replace(remedy=remedy, mend=call_by_id)]


def _read_otherwise(folder: Path) -> list[Finding]:
    """A text that reads otherwise than the one which was put on the shelf: nothing followed it.

    The stored outline knows the text that it was made of. Where that was changed only the user can
    tell which of the two is the right one. Where an older version has read it otherwise, it is read
    anew when the user says so: notes stand on what is stored.
    """
    if knows_other_text(folder):
        remedy = (
            "批注仍按引文对位，但最好撤回改动，再换用修订稿："
            f"shenyi revise 修订稿.txt --report {folder.name}"
        )
        return [Finding("报告", f"{shown(folder)}里的文字放上书架以后被直接改动过", remedy)]
    stored, now = load_stored(folder), parse_folder(folder)
    if stored is None or (stored.paragraphs, stored.nodes) == (now.paragraphs, now.nodes):
        return []
    was, is_now = _parts(stored), _parts(now)
    parts = f"放上书架时读出{was}，现在读出{is_now}" if was != is_now else "有的段落归属、出处不同"
    text = f"{shown(folder)}的读法和现在不同：{parts}"
    remedy = f"不换也能照常用。要按现在的读法，{MEND}；批注随原文移过去，一条也不丢。"
    return [Finding("报告", text, remedy, partial(_reread, folder, now.id))]


def _parts(report: Report) -> str:
    headings = sum(node.kind.is_heading for node in report.nodes)
    return f"{headings}个标题、{len(report.paragraphs)}段"


def _reread(folder: Path, report_id: str) -> str:
    from review.notes.revision.revise import reread, summary

    def change(store: NoteStore) -> str:
        outcomes = reread(store, user_shelf(), report_id)
        notes = f"批注：{summary(outcomes)}" if outcomes else "没有批注"
        return f"{shown(folder)}已按现在的读法重新读过，{notes}"

    return _in_notes(change)


def _unreadable(folder: Path, problem: Problem) -> Finding:
    """A report of the user that cannot be read: its file can be mended, or it be set aside.

    It is not set aside where its folder is closed, for then the rights are to be mended first, nor
    where a newer version has kept it.
    """
    line = trouble("报告", problem)
    if isinstance(problem, NewerFile) or not os.access(folder, os.W_OK | os.X_OK):
        return line

    def clear_away() -> str:
        aside = set_aside([folder], paths.reports_dir())
        kept = next(iter(sorted((aside / folder.name).glob("original.*"))), None)
        again = "" if kept is None else f"；要再放上书架，请输入：shenyi open {shown(kept)}"
        return f"读不出来的报告已移到{shown(aside)}，没有删除{again}"

    remedy = f"{line.remedy}要把它移到一边（不删除），{MEND}"
    return line._replace(remedy=remedy, mend=clear_away)


def search_index() -> list[Finding]:
    """Whether the built indexes can be used. One that is missing is built by the next search.

    Whatever stands in them can be made anew, so damaged ones are thrown away, unlike all else.
    """
    from index.shelf import index_store
    from index.store.cache import damaged, discard, kept

    folder = paths.index_dir()
    broken = damaged(folder)
    number = len(broken) + index_store.is_damaged(folder)

    def throw_away() -> str:
        for each in broken:
            discard(each)
        if number > len(broken):
            index_store.discard(folder)
        return f"{number}份损坏的检索索引已清除，检索时会重建"

    if number:
        return [Finding("索引", f"{number}份检索索引损坏", MEND, throw_away)]
    text = "完好" if kept(folder) else "还没有建立，第一次检索时自动建立"
    return [*_tried_index(), Finding("索引", text)]


def _tried_index() -> list[Finding]:
    """A fault where no index can be built: searching goes on without, and nobody would know.

    One of two lines is built as any other, by a process of its own, and asked; it is kept nowhere.
    """
    from content.parsing.outline import parse
    from index.searcher import Searcher

    with tempfile.TemporaryDirectory() as folder:
        searcher = Searcher(parse("\n".join(_TWO_LINES)), Path(folder))
        try:
            searcher.prepare()
            hits = searcher.search(_TWO_LINES[1][:4]).hits
            if searcher.is_indexed and [hit.paragraph for hit in hits] == [2]:
                return []
        finally:
            searcher.close()
    remedy = "检索仍可用，但只能逐字查找。请检查内存和磁盘空间；仍不行，请重新安装审议。"
    return [Finding("索引", "建立不起来", remedy)]


def notes() -> list[Finding]:
    """Whether the notes are whole, and their backups there; always one line.

    Damaged, they are mended as the next start would do it: from the newest backup, with what can
    still be read of the damaged file.
    """
    from review.notes.store.backup import newest
    from review.notes.store.connection import REPAIR
    from review.notes.store.opening import is_damaged, is_newer

    path = paths.notes_file()
    copy = newest(paths.notes_backups_dir(path))
    try:
        if is_damaged(path):
            return [Finding("批注", f"{shown(path)}损坏", REPAIR, _in_notes)]
    except Problem as problem:
        return [trouble("批注", problem)]
    if not path.exists():
        if copy is not None:
            return [Finding("批注", f"{shown(path)}不见了，有备份", REPAIR, _in_notes)]
        return [Finding("批注", "还没有写过")]
    if is_newer(path):
        return [Finding("批注", "由更新版本的审议保存，只能查看", "请升级审议后再改。")]
    aside = len(_below(path.parent, f"{path.stem}-damaged-*{path.suffix}"))
    more = f"，另有{aside}个从前损坏后移开的文件" if aside else ""
    backup = f"最近的备份是{copy.stem[-10:]}" if copy else "还没有备份"
    return [Finding("批注", f"完好，{backup}{more}")]


def _in_notes(change: Callable[[NoteStore], str] = lambda _store: "") -> str:
    """Open the notes, which mends what is broken, and change them; what was done, home as ~."""
    from review.notes.store.note_store import NoteStore

    with closing(NoteStore(paths.notes_file())) as store:
        done = change(store)
    return "".join((*store.remarks, done)).replace(str(Path.home()), "~").rstrip("。")


def votes() -> list[Finding]:
    """Whether rules and ballot boxes of the votes can be read, of those before them too.

    Each report has up to three votes: the trial in its own folder, decision and survey in folders
    below. A box that has lost ballots against its copy is told, and mended by the next opening of
    the vote. What was counted before stands in folders of its own, of which no other vote needs
    any.
    """
    from review.voting.box.box_copies import load_box
    from review.voting.vote_files import PAST
    from review.voting.vote_mending import unusable

    lines = []
    kinds = ("*", "*/decision", "*/survey")
    folders = [folder for kind in kinds for folder in _below(paths.votes_root(), kind)]
    for folder in folders:
        for each in unusable(folder):
            is_box = each.path.suffix != ".toml"
            line = trouble("票箱" if is_box else "规则", each.why)
            if each.is_readable and os.access(folder, os.W_OK | os.X_OK):
                remedy = f"请用记事本改正这一行；或{MEND[1:]}，把它移到一边，重新设定。"
                if is_box and each.path.parent != folder:
                    remedy = f"现在的投票不受影响。{MEND}；它会把损坏的票箱移到一边，一个也不删。"
                elif is_box:
                    what = "它会把损坏的票箱和以后各轮的移到一边，一个也不删。"
                    remedy = f"要另行投票，{MEND}；{what}"
                line = line._replace(remedy=remedy, mend=partial(_put_away, folder))
            lines.append(line)
        for path in _below(folder, "*.box"):
            with suppress(Problem):  # which was told above
                for told in load_box(path, with_key=False).told:
                    what = told.partition("，已按备份恢复")[0]  # which the next opening does
                    remedy = "请打开票决（F5）一次，它会按备份恢复。"
                    lines.append(Finding("票箱", what, remedy))
    boxes, past, *asides = (
        sum(len(_below(folder, f"{where}*.box")) for folder in folders)
        for where in ("", f"{PAST}*/", f"{_DAMAGED}/", f"{_DAMAGED}/{PAST}*/")
    )
    aside = sum(asides)
    text = f"{boxes}个，完好" if boxes else "现在没有投票"
    text += f"，以前各次的{past}个也完好" if past else ""
    text += f"，另有{aside}个从前损坏后移开的" if aside else ""
    return lines or [Finding("票箱", text)]


def _put_away(folder: Path) -> str:
    """Set aside what is damaged in the folder of a vote; nothing to say if nothing was."""
    from review.voting.vote_mending import mend

    aside = mend(folder)
    return "" if aside is None else f"不能用的票箱或规则已移到{shown(aside)}，没有删除"


def candidates() -> list[Finding]:
    """Whether the lists of candidates that were imported can be read.

    Each is read beside its report, for the quotes that it rests on; beside that of the program
    where the report is not on the shelf.
    """
    from content.candidates.candidates import read_candidates

    lines = []
    lists = _below(paths.candidates_root(), "*.toml")
    for path in lists:
        try:
            report = user_shelf().open(path.stem)
        except Problem:
            report = load_builtin()  # of a report read from a file: its form can still be judged
        try:
            read_candidates(path, report, was_checked=True)
        except Problem as problem:
            which = "" if report.id == BUILTIN_ID else f" --report {report.id}"
            remedy = f"请重新导入：shenyi candidates import 文件{which}"
            lines.append(trouble("名单", problem)._replace(remedy=remedy))
    return lines or [Finding("名单", "导入的正式名单能读" if lists else "没有导入过，用的是自带的")]


def templates() -> list[Finding]:
    """Whether the user's own templates can be filled in: each is, in all of its formats.

    The notes for that, one of each kind, are made up, so that nothing of the user's goes into it.
    One fault of each template is told, since the next is often the same.
    """
    from review.notes.export.exporting import Format, exported
    from review.notes.export.templates import listed, old_ones
    from review.notes.model import Kind, anchor, new_note, text_id

    own = [template for template in listed() if template.own]
    report, now = load_builtin(), datetime.now().astimezone()
    place = anchor(report, Span(1, 0, 1, 1), text_id(report))
    sample = [new_note(report.id, place, kind, ("例",), "例") for kind in Kind]
    lines = []
    for template in own:
        for suffix in template.formats:
            try:
                exported(report, sample, now, form=Format(suffix), template=template.name)
            except Problem as problem:
                lines.append(trouble("模板", problem, "或者给它改名，就换回自带的模板。"))
                break
    text = f"自己的{len(own)}个，都能用" if own else "用的是自带的"
    if old := "、".join(path.name for path in old_ones()):
        text += f"；{old}是0.1版的写法，做不成Word"
    return lines or [Finding("模板", text)]


def _below(folder: Path, pattern: str) -> list[Path]:
    """What a pattern of `Path.glob` finds in a folder, sorted; none in one that is not there.

    Raises:
        Problem: The folder may not be looked into.
    """
    try:
        return sorted(folder.glob(pattern))
    except OSError as error:
        raise refused("读不出来", error, path=folder) from error
