"""Import on the command line: `shenyi notes import`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.errors import Problem
from content.report import Report
from review.base.output import confirm
from review.base.reports import add_report_options, load_report
from review.notes.commands.command_base import opened_store
from review.notes.export.form import KeptForms
from review.notes.export.webreading import creator_of, read_annotations
from review.notes.model import NoteStatus, is_of_tasks, local_now, tasks_notebook, text_id
from review.notes.revision.reanchor import placed
from review.notes.revision.revise import paragraphs_of
from review.notes.store.note_store import Merge

_IMPORT_HELP = """\
导入批注。

文件是“shenyi notes export --format json”导出的自己的备份，
或其他程序导出的W3C Web Annotation。别人的批注请用“shenyi merge”汇总。
重复导入不会重复；两边不同的，以改得晚的为准。文件有错，就一条也不导入。

用法：shenyi notes import 文件 [--file 报告]

  文件           JSON文件
  --file 文件    报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi notes import 审议批注-张店区2024年政府工作报告-2024-02-01.json
"""


def add_import_command(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add import to `shenyi notes`."""
    command = actions.add_parser("import", usage=_IMPORT_HELP)
    command.add_argument("source", metavar="文件")
    add_report_options(command)
    command.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    report = load_report(options.file, options.report)
    _refuse_what_is_anothers(Path(options.source))
    notes = read_annotations(Path(options.source), report, local_now(), with_tasks=True)
    if not notes:
        remedy = "请换一个“shenyi notes export --format json”导出的文件。"
        raise Problem("文件里没有批注。", path=options.source, remedy=remedy)
    with opened_store(None if options.file else report) as store:
        known = partial(paragraphs_of, store)
        beside = [note for note in notes if is_of_tasks(note.report_id)]
        own = [note for note in notes if not is_of_tasks(note.report_id)]
        fastened = placed(report, own, known)
        fastened += placed(replace(report, id=tasks_notebook(report.id)), beside, known)
        version = text_id(report)
        if any(note.anchor.text_id == version for note in fastened):
            store.keep_text(report)
        merged = store.bring_in(fastened)
    confirm(_told(report, merged))
    return 0


def _refuse_what_is_anothers(path: Path) -> None:
    """Keep what somebody else gave to others out of one's own notebook."""
    name = creator_of(path)
    if name and name != KeptForms().of("", "")["姓名"]:
        remedy = f"要把几个人的批注放在一起，请输入：shenyi merge {path}"
        raise Problem(f"这是{name}的批注，不能并进您自己的批注。", path=path, remedy=remedy)


def _told(report: Report, merged: Merge) -> str:
    done = {
        "新增": merged.added,
        "更新": merged.replaced,
        "从回收站恢复": merged.restored,
        "已有而不变": merged.same,
        "本机的较新而保留": merged.kept,
    }
    own = [note for note in merged.changes if note.report_id == report.id]
    lost = sum(note.is_orphan for note in own)
    moved = sum(note.status is NoteStatus.CHANGED for note in own)
    tasks = sum(is_of_tasks(note.report_id) for note in merged.changes)
    others = {n.report_id for n in merged.changes if not is_of_tasks(n.report_id)} - {report.id}
    count = len(merged.changes) - len(own) - tasks
    where = "、".join(sorted(others))
    more = {
        f"其中{lost}条的原文不在本稿中，列在最后，可以重新定位。": lost,
        f"其中{moved}条的原文在本稿中有改动。": moved,
        f"其中{tasks}条记在任务清单和对照里。": tasks,
        f"其中{count}条属于另外的报告（{where}），打开那份报告时可见。": len(others),
    }
    first = "，".join(f"{what}{len(notes)}条" for what, notes in done.items() if notes)
    lines = [f"导入批注：{first}。", *(said for said, is_so in more.items() if is_so)]
    return "\n".join(lines) + "\n"
