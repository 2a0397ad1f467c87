"""Whether the user's files are whole. Nothing is changed, and nothing in them is told."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review import paths
from review.doctor.line import MEND, Line, all_well, trouble
from review.files import reason
from review.paths import shown

if TYPE_CHECKING:
    from content.report import Report
    from review.notes.model import Note

_KEEP = "请保留原件，先把它移到别的文件夹。"


def folders() -> list[Line]:
    """Where everything is, and whether it can be written and read by nobody else."""
    places = {
        "设置": paths.config_file().parent,
        "数据": paths.data_dir(),
        "状态": paths.state_dir(),
        "索引": paths.index_dir(),
        "导出": paths.documents_dir(),
    }
    lines = [_folder(name, place) for name, place in places.items()]
    return [*lines, *_open_to_others(paths.data_dir())]


def _folder(name: str, place: Path) -> Line:
    there = place
    while not there.exists() and there != there.parent:
        there = there.parent
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        remedy = f"请检查{shown(there)}：它应是您能写入的文件夹。"
        return Line(name, f"{shown(place)}不能写入", remedy)
    return Line(name, shown(place) if there == place else f"{shown(place)}（用到时建立）")


def _open_to_others(folder: Path) -> Iterator[Line]:
    if os.name != "posix" or not folder.is_dir():
        return  # Windows keeps profiles private by access lists
    loose = [path for path in (folder, *folder.rglob("*")) if _is_loose(path)]

    def close() -> None:
        for path in loose:
            path.chmod(0o700 if path.is_dir() else 0o600)

    if loose:
        yield Line("权限", f"有{len(loose)}个文件或文件夹，其他用户也能看到", MEND, close)


def _is_loose(path: Path) -> bool:
    status = path.lstat()
    own = status.st_uid == os.geteuid() and not stat.S_ISLNK(status.st_mode)
    return own and bool(stat.S_IMODE(status.st_mode) & 0o077)


def reports() -> list[Line]:
    """Whether the reports can be read."""
    from content.library import load_builtin, load_folder

    lines = []
    try:
        load_builtin()
    except Problem as problem:
        lines.append(trouble("报告", problem, "程序的文件不全，请重新安装审议。"))
    for folder in _below(paths.reports_dir(), "*"):
        if folder.is_dir():
            try:
                load_folder(folder)
            except Problem as problem:
                lines.append(trouble("报告", problem))
    return all_well("报告", lines, "都能读")


def search_index() -> list[Line]:
    """Whether the built indexes can be used. One that is missing is built by the next search."""
    from index.cache import damaged, discard, kept

    folder = paths.index_dir()
    broken = damaged(folder)

    def throw_away() -> None:
        for each in broken:
            discard(each)

    if broken:
        text = f"{len(broken)}份检索索引损坏，检索时会自动重建"
        return [Line("索引", text, MEND, throw_away)]
    number = len(kept(folder))
    return [Line("索引", f"{number}份，完好" if number else "还没有建立，第一次检索时自动建立")]


def notes() -> list[Line]:
    """Whether the notes are whole, and their backups there."""
    from review.notes.backup import newest
    from review.notes.opening import is_damaged

    path = paths.notes_file()
    copy = newest(paths.notes_backups_dir(path))
    repair = "请退出审议，再输入：shenyi notes list，会自动修复。"
    try:
        if is_damaged(path):
            return [Line("批注", f"{shown(path)}损坏", repair)]
    except Problem as problem:
        return [trouble("批注", problem)]
    if not path.exists():
        if copy is not None:
            return [Line("批注", f"{shown(path)}不见了，有备份", repair)]
        return [Line("批注", "还没有写过")]
    aside = len(_below(path.parent, f"{path.stem}-damaged-*{path.suffix}"))
    more = f"，另有{aside}个从前损坏后移开的文件" if aside else ""
    backup = f"最近的备份是{copy.stem[-10:]}" if copy else "还没有备份"
    return [Line("批注", f"完好，{backup}{more}")]


def votes() -> list[Line]:
    """Whether rules and ballot boxes of the trial votes can be read."""
    from review.voting.boxfile import read_box
    from review.voting.rulesfile import read_rules

    lines = []
    boxes = _below(paths.votes_root(), "*/*.box")
    for box in boxes:
        try:
            read_box(box)
        except Problem as problem:
            remedy = f"{_KEEP}要重新投票，请移走整个文件夹：{shown(box.parent)}"
            lines.append(Line("票箱", f"{shown(box)} {problem.message}", remedy))
    for rules in _below(paths.votes_root(), "*/rules.toml"):
        try:
            read_rules(rules)
        except Problem as problem:
            lines.append(trouble("规则", problem, "改正这一行，或把文件移走，再重新设定。"))
    return all_well("票箱", lines, f"{len(boxes)}个，完好" if boxes else "还没有投过票")


def candidates() -> list[Line]:
    """Whether the lists of candidates that were imported can be read."""
    from content.candidates import read_candidates
    from content.library import load_builtin
    from review.reports import user_shelf

    lines = []
    lists = _below(paths.candidates_root(), "*.toml")
    for path in lists:
        try:
            report = user_shelf().open(path.stem)
        except Problem:
            report = load_builtin()  # of a report read from a file: its form can still be judged
        try:
            read_candidates(path, report)
        except Problem as problem:
            remedy = "请重新导入：shenyi candidates import 文件"
            lines.append(trouble("名单", problem, remedy))
    return all_well("名单", lines, "导入的正式名单能读" if lists else "没有导入过，用的是自带的")


def templates() -> list[Line]:
    """Whether the user's own templates can be filled in."""
    from datetime import datetime

    from content.library import load_builtin
    from review.notes.export.exporting import Format, export_text
    from review.notes.export.templates import listed

    own = [template for template in listed() if template.own]
    report = load_builtin()
    sample = _sample_notes(report)
    lines = []
    for template in own:
        for suffix in template.formats:
            try:
                export_text(
                    report,
                    sample,
                    datetime.now().astimezone(),
                    form=Format(suffix),
                    template=template.name,
                )
            except Problem as problem:
                lines.append(trouble("模板", problem, "把它移走，就换回自带的模板。"))
    return all_well("模板", lines, f"自己的{len(own)}个，都能用" if own else "用的是自带的")


def _sample_notes(report: Report) -> list[Note]:
    """One note of each kind, so that every loop of a template is walked."""
    from content.span import Span
    from review.notes.model import Kind, anchor, new_note, text_id

    place = anchor(report, Span(1, 0, 1, 1), text_id(report))
    return [new_note(report.id, place, kind=kind, tags=("例",), body="例", at=0.0) for kind in Kind]


def _below(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError as error:
        raise Problem(f"读不出来（{reason(error)}）。", path=folder) from error
