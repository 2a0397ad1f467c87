"""Notes on the command line: `shenyi notes`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.decode import decode
from content.errors import Problem
from content.report import Report
from review.base.output import can_ask, confirm, emit, emit_json, tell
from review.base.reports import REPORT_HELP, add_report_options, load_report, user_shelf
from review.notes.commands.citing import cited
from review.notes.commands.command_base import opened_store
from review.notes.commands.export_command import add_export_commands
from review.notes.export.form import KeptForms
from review.notes.export.selection import selected
from review.notes.export.webreading import creator_of, read_annotations
from review.notes.listing import standing
from review.notes.model import (
    Note,
    NoteStatus,
    anchor,
    is_of_tasks,
    kind_named,
    local_now,
    new_note,
    split_names,
    tag_name,
    tasks_notebook,
    text_id,
)
from review.notes.revision.reanchor import placed, versions_of
from review.notes.revision.revise import paragraphs_of
from review.notes.store.incoming import Merge
from review.typography.linebreak import printable
from review.typography.sentences import in_quotes

_NOTES_HELP = """\
在命令行中记录和查看批注。

用法：
  shenyi notes add 出处 --quote 原文 --kind 类别 [--tag 标签] [--file 文件]
  shenyi notes list [--kind 类别] [--tag 标签] [--trash] [--json] [--file 文件]
  shenyi notes delete 编号
  shenyi notes restore 编号
  shenyi notes export [--format 格式] [--template 模板] [-o 文件]
  shenyi notes import 文件
  shenyi notes templates          列出导出用的模板
  shenyi notes 命令 --help        查看一条命令的说明

例子：shenyi notes list --kind 建议
"""

_ADD_HELP = f"""\
添加一条批注。

批注的文字从标准输入读取，不写在命令里，以免被同一台机器上的其他人看到。
没有文字的批注只是划线。

用法：shenyi notes add 出处 --kind 类别 [--quote 原文] [--tag 标签]

  出处           如 二（七）第3段、二（七）第2段至第3段、二7 3，或原文行号
  --kind 类别    肯定、疑问、建议、修改、数据、记录
  --quote 原文   批注所针对的字句，与报告一字不差；不写则是整段
  --tag 标签     可写几次，或用顿号隔开
{REPORT_HELP}
例子：
  echo 请公开进度 | shenyi notes add 二（七）第3段 --quote 长者食堂 --kind 建议
"""

_LIST_HELP = f"""\
按报告的顺序列出批注，原文已删的列在最后。

用法：shenyi notes list [--kind 类别] [--tag 标签] [--trash] [--json]

  --kind 类别    只列这一类，可写几次：肯定、疑问、建议、修改、数据、记录
  --tag 标签     只列有这个标签的，可写几次
  --trash        列出回收站中的批注
  --json         输出JSON，供其他程序使用
{REPORT_HELP}
例子：shenyi notes list --kind 建议 --tag 养老
"""

_TRASH_HELP = """\
{what}

用法：shenyi notes {name} 编号 [--file 文件]

  编号           批注的编号，见“shenyi notes list{option}”，写开头几位即可
  --file 文件    只在这份报告的批注中查找
  --report 编号  只在书架上这份报告的批注中查找

例子：shenyi notes {name} 3f9c2a71
"""

_IMPORT_HELP = """\
导入批注。

文件是“shenyi notes export --format json”导出的自己的备份，
或其他程序导出的W3C Web Annotation。别人的批注请用“shenyi merge”汇总。
重复导入不会重复；两边不同的，以改得晚的为准，换下的移到回收站。
文件有错，就一条也不导入。

用法：shenyi notes import 文件 [--file 报告]

  文件           JSON文件
  --file 文件    报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”；
                 批注所在的报告不在书架上，而这是它的另一稿时，批注移到这里

例子：shenyi notes import 审议批注-张店区2024年政府工作报告-2024-02-01.json
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi notes` and what can be done with it."""
    notes = commands.add_parser("notes", usage=_NOTES_HELP)
    actions = notes.add_subparsers(
        dest="action", prog="shenyi notes", required=True, metavar="操作"
    )

    add = actions.add_parser("add", usage=_ADD_HELP)
    add.add_argument("citation", nargs="+", metavar="出处")
    add.add_argument("--quote", default="")
    add.add_argument("--kind", required=True)
    add.add_argument("--tag", action="append", default=[])
    add_report_options(add)
    add.set_defaults(run=_add)

    listing = actions.add_parser("list", usage=_LIST_HELP)
    listing.add_argument("--kind", action="append", default=[])
    listing.add_argument("--tag", action="append", default=[])
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--json", action="store_true")
    add_report_options(listing)
    listing.set_defaults(run=_list)

    for name, what, option in (
        ("delete", "把批注移到回收站，30天内可以恢复。", ""),
        ("restore", "从回收站恢复批注。", " --trash"),
    ):
        usage = _TRASH_HELP.format(name=name, what=what, option=option)
        action = actions.add_parser(name, usage=usage)
        action.add_argument("id", metavar="编号")
        action.set_defaults(run=_trash, deletes=name == "delete")
        add_report_options(action)

    add_export_commands(actions)
    bringing = actions.add_parser("import", usage=_IMPORT_HELP)
    bringing.add_argument("source", metavar="文件")
    add_report_options(bringing)
    bringing.set_defaults(run=_import)


def _add(options: argparse.Namespace) -> int:
    report = load_report(options.file, options.report)
    kind = kind_named(options.kind)
    span, places = cited(report, " ".join(options.citation), options.quote)
    body = _read_body()
    with opened_store(None if options.file else report) as store:
        passage = anchor(report, span, store.keep_text(report))
        tags = tuple(dict.fromkeys(filter(None, map(tag_name, split_names(options.tag)))))
        note = new_note(report.id, passage, kind, tags, body)
        store.add(note)
    confirm(f"已添加批注 {_heading(note)}\n")
    if places > 1:
        tell(f"原文中这样的字句有{places}处，批注记在第一处；要记在别处，请把--quote写长些。")
    return 0


def _read_body() -> str:
    """The note's text from the standard input, without the line ends behind it; perhaps none."""
    if can_ask():
        end = "Ctrl+Z 再按回车" if sys.platform == "win32" else "Ctrl+D"
        print(f"请输入批注的文字（可以不写），写完后另起一行按 {end}：", file=sys.stderr)
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(data, "标准输入").text
    _refuse_lost(text)
    return text.rstrip("\r\n") if text.strip() else ""


def _refuse_lost(text: str) -> None:
    """Refuse what has become question marks on its way: PowerShell pipes ASCII unless told."""
    written = "".join(text.split())
    if text.isascii() and written.count("?") > max(1, len(written) // 2):
        remedy = "用PowerShell的，请先输入：$OutputEncoding = [Text.Encoding]::UTF8"
        raise Problem("批注的文字传到这里时成了问号，没有保存。", remedy=remedy)


def _list(options: argparse.Namespace) -> int:
    report = load_report(options.file, options.report)
    with opened_store(None if options.file else report) as store:
        notes = store.trash(report.id) if options.trash else store.notes(report.id)
    chosen = selected(report, notes, options.kind, options.tag)
    if options.json:
        emit_json([_fields(note) for note in chosen])
        return 0
    for note in chosen:
        emit(_listed(note))
    none = (
        "还没有批注（别的报告的批注，请加--report查看）。在阅读界面中选中文字后按F4，"
        "或输入：shenyi notes add --help"
    )
    if not chosen and notes:
        tell("没有这样的批注。去掉--kind和--tag，可查看全部。")
    elif not chosen:
        tell("回收站是空的。" if options.trash else none)
    return 0


def _fields(note: Note) -> dict[str, object]:
    """A note for other programs: these names stay, and values are as files have them."""
    return {
        "id": note.id,
        "kind": note.kind.value,
        "citation": note.anchor.citation,
        "line": note.anchor.line,
        "quote": note.anchor.quote,
        "tags": note.tags,
        "body": note.body,
        "created": note.created,
        "updated": note.updated,
        "status": note.status.value,
        "former": note.former,
        "deleted": note.deleted,
    }


def _heading(note: Note) -> str:
    """A note in one row: 3f9c2a71 【建议】二（七）第3段 第60行 “新建长者食堂20处”."""
    anchor = note.anchor
    quote = anchor.quote.replace("\n", "⏎")
    line = f"第{anchor.line}行" if anchor.line else "位置不详"
    where = printable(f"{anchor.citation} {line}".lstrip())  # of a file, it may hold anything
    return f"{note.short_id} 【{note.kind.label}】{where}{standing(note)} {in_quotes(quote)}"


def _listed(note: Note) -> str:
    """The same with words and tags below it, four cells from the left edge."""
    body = note.body.replace("\n", "\n    ")
    words = f"    {body}\n" if body else ""
    tags = f"    标签：{printable('、'.join(note.tags))}\n" if note.tags else ""
    return f"{_heading(note)}\n{words}{tags}"


def _trash(options: argparse.Namespace) -> int:
    with opened_store() as store:
        named = options.file or options.report
        report = load_report(options.file, options.report).id if named else None
        note = store.find(options.id, report)
        if note.deleted and options.deletes:
            remedy = f"要恢复它，请输入：shenyi notes restore {note.short_id}"
            raise Problem(f"批注{note.short_id}已经在回收站中。", remedy=remedy)
        if not note.deleted and not options.deletes:
            remedy = "输入“shenyi notes list --trash”可查看回收站中有哪些。"
            raise Problem(f"批注{note.short_id}不在回收站中。", remedy=remedy)
        (store.delete if options.deletes else store.restore)(note.id)
    if options.deletes:
        confirm(f"已移到回收站 {_heading(note)}\n")
        confirm(f"30天内可以恢复：shenyi notes restore {note.short_id}\n")
    else:
        confirm(f"已恢复批注 {_heading(note)}\n")
    return 0


def _import(options: argparse.Namespace) -> int:
    """Read all of the file before the notes are opened: what is wrong in it changes nothing."""
    report = load_report(options.file, options.report)
    source = Path(options.source)
    _refuse_what_is_anothers(source)
    notes = read_annotations(source, report, local_now())
    if not notes:
        remedy = "请换一个“shenyi notes export --format json”导出的文件。"
        raise Problem("文件里没有批注。", path=source, remedy=remedy)
    versions = versions_of(report, notes) if options.file or options.report else ()
    ids = {each for each in versions if not (is_of_tasks(each) or user_shelf().stands(each))}
    with opened_store(None if options.file else report) as store:
        known = partial(paragraphs_of, store)
        beside = [note for note in notes if is_of_tasks(note.report_id)]
        own = [note for note in notes if not is_of_tasks(note.report_id)]
        fastened = placed(report, own, known, also=ids)
        of_tasks = replace(report, id=tasks_notebook(report.id))
        fastened += placed(of_tasks, beside, known, also=set(map(tasks_notebook, ids)))
        version = text_id(report)
        if any(note.anchor.text_id == version for note in fastened):
            store.keep_text(report)
        merged = store.bring_in(fastened, report.id)
    confirm(_told(report, merged, ids))
    return 0


def _refuse_what_is_anothers(path: Path) -> None:
    """Keep what somebody else gave to others out of one's own notebook."""
    name = creator_of(path)
    if name is not None and name != KeptForms().of("", "")["姓名"]:
        remedy = f"要把几个人的批注放在一起，请输入：shenyi merge {path}"
        whose = name or "没有写姓名的人"
        raise Problem(f"这是{whose}的批注，不能并进您自己的批注。", path=path, remedy=remedy)


def _told(report: Report, merged: Merge, ids: Collection[str]) -> str:
    """What an import did, and what is to be known of the notes that came in.

    Those on the reports of these ids are on this one now.
    """
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
    names = (note.report_id for note in merged.changes)
    others = [name for name in names if name != report.id and not is_of_tasks(name)]
    aside = sum(not is_of_tasks(note.report_id) for note in merged.aside)
    where = printable("、".join(sorted(set(others))))
    came = printable("、".join(sorted(ids)))
    more = {
        f"书架上没有的另一稿（{came}）的批注，都移到了这里。": len(ids),
        f"换下的{aside}条原来的话在回收站中，30天内可以恢复。": aside,
        f"其中{lost}条的原文不在本稿中，列在最后，可以重新定位。": lost,
        f"其中{moved}条的原文在本稿中有改动。": moved,
        f"其中{tasks}条记在任务清单和对照里，在那里按Ctrl+Z可以撤销。": tasks,
        f"其中{len(others)}条属于另外的报告（{where}），打开那份报告时可见；"
        "书架上没有它，而有它的另一稿的，请加上--report和另一稿的编号，再导入一次。": len(others),
    }
    first = "，".join(f"{what}{len(notes)}条" for what, notes in done.items() if notes)
    return "\n".join([f"导入批注：{first}。", *filter(more.get, more)]) + "\n"
