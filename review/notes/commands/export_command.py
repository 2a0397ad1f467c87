"""Export on the command line: `shenyi notes export` and `shenyi notes templates`."""

from __future__ import annotations

import argparse
import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.output import answered, can_ask, emit, tell
from review.base.reports import add_report_options, load_report
from review.notes.commands.command_base import format_of, opened_store, print_out, write_asking
from review.notes.export.form import DEFAULT, NAME, STANCES, KeptForms
from review.notes.export.selection import (
    check_one_matter,
    is_private,
    selected,
    taken_at_first,
    told,
)
from review.notes.model import Note, local_now, tasks_notebook, text_id
from review.typography.linebreak import printable

if TYPE_CHECKING:
    from review.notes.export.exporting import Exported, Format

_ENCODINGS = ("utf-8", "gb18030")

_EXPORT_HELP = """\
把批注做成可以交出去的材料，或导出为表格、备份。

用法：shenyi notes export [--template 模板] [-o 文件] [其他选项]

  --template 模板  批注清单（默认）、审议发言提纲、代表建议、修改意见
                   也可以是自己的模板，见“shenyi notes templates”
  -o 文件          写到这个文件，格式由扩展名定：发言.docx是Word文档；
                   写“-”则输出到屏幕；不写则放在“文档”文件夹
  --format 格式    docx（Word）、txt（默认）、md、csv（表格）、json（备份）
  --note 编号      只要这一条，可写几次；标“私”的要这样逐条选，才会写入
  --kind 类别      只要这一类，可写几次：肯定、疑问、建议、修改、数据、记录
  --tag 标签       只要有这个标签的，可写几次
  --section 出处   只要这一部分或条的，如 二（七），可写几次
  --title 题目     材料的题目
  --stance 态度    发言提纲里的态度：空白（默认）、赞成、原则赞成、不写
  --share          json中不含标“私”的，写上您的姓名，供别人合并
  --overwrite      文件已存在时直接覆盖，不再询问
  --crlf --bom     换行用CRLF、开头加BOM，供Windows旧程序使用
  --encoding 编码  utf-8（默认）或gb18030
  --file 文件      报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号    或书架上的一份报告，见“shenyi shelf”

姓名、代表团等在“出材料”画面（F7）填写一次，以后就记住了。

例子：shenyi notes export --template 代表建议 --tag 养老 -o 养老建议.docx
"""

_TEMPLATES_HELP = """\
列出导出用的模板，或复制一个自带的来修改。

用法：shenyi notes templates [--copy 模板]

  --copy 模板  把自带的模板复制到自己的模板文件夹，修改后导出时以它为准

例子：shenyi notes templates --copy 代表建议
"""


def add_export_commands(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add export and its templates to `shenyi notes`."""
    export = actions.add_parser("export", usage=_EXPORT_HELP)
    export.add_argument("--format", default="")
    export.add_argument("--template", default="")
    export.add_argument("-o", dest="output", default="")
    for name in ("--kind", "--tag", "--section", "--note"):
        export.add_argument(name, action="append", default=[])
    for name in ("--title", "--stance"):
        export.add_argument(name)
    for name in ("--overwrite", "--crlf", "--bom", "--share"):
        export.add_argument(name, action="store_true")
    export.add_argument("--encoding", default="utf-8")
    add_report_options(export)
    export.set_defaults(run=_export)

    templates = actions.add_parser("templates", usage=_TEMPLATES_HELP)
    templates.add_argument("--copy", default="")
    templates.set_defaults(run=_templates)


def _export(options: argparse.Namespace) -> int:
    """Write the file; what is in it and what is not is said on the standard error.

    JSON of all notes is a backup, and so has the states of tasks as well.
    """
    # 60 ms, and the other commands about notes need none.
    from review.notes.export.exporting import Format, default_path, exported

    form = Format(format_of(options.output, [each.value for each in Format], options.format))
    _check(options, form)
    report = load_report(options.file, options.report)
    template = options.template or DEFAULT
    is_whole = form is Format.JSON and not (options.share or _names_notes(options))
    with opened_store(None if options.file else report) as store:
        there = store.notes(report.id)
        tasks = store.notes(tasks_notebook(report.id)) if is_whole else []
        named = [store.find(prefix, report.id) for prefix in options.note]
    chosen = [*there, *tasks] if tasks else _chosen(options, form, report, there, named)
    kept = KeptForms()
    if kept.remark:
        tell(kept.remark)
    fields = _fields(options, kept.of(report.id, template)) if form.has_layout else {}
    now = local_now()
    creator = _creator(kept, report, template) if options.share else None
    fields |= {NAME: creator} if creator else {}
    made = exported(
        report, chosen, now, form=form, template=template, fields=fields, creator=creator
    )
    data, replaced = made.encoded(options.encoding, crlf=options.crlf, bom=options.bom)
    if options.output == "-":
        print_out(data, form.value, options.encoding)
    else:
        path = Path(options.output or default_path(report, form.value, now, template))
        write_asking(path, data, options.overwrite)
        beside = f"和{len(tasks)}条任务清单、对照里记的" if tasks else ""
        emit(f"已导出{len(made.notes) - len(tasks)}条批注{beside}：{printable(str(path))}\n")
    tell(_told(options, made, fields, there))
    if replaced:
        tell(f"有{replaced}个字符任何文件都存不下，已写成“\ufffd”。")
    return 0


def _chosen(
    options: argparse.Namespace, form: Format, report: Report, there: list[Note], named: list[Note]
) -> list[Note]:
    """The notes that are asked for, of those `named` one by one if there are any.

    Private ones are among them only where they were named, or in a backup. A Problem where there is
    none, or they are of several matters and the paper is of one.
    """
    asked = selected(report, there, options.kind, options.tag, options.section)
    template = (options.template or DEFAULT) if form.has_layout else None
    is_chosen = _names_notes(options)
    if named:
        wanted = [note for note in asked if note in named]
    elif form.value == "json" and not options.share:
        wanted = asked
    elif is_chosen:
        wanted = [note for note in asked if not is_private(note)]
    else:
        wanted = taken_at_first(asked, template)
    if not wanted:
        what, how = "还没有批注。", "在阅读界面中选中文字后按F4写批注。"
        if there:
            what, how = "没有符合条件的批注。", "输入“shenyi notes list”可查看有哪些批注。"
        raise Problem(what, remedy=f"没有导出任何文件。{how}")
    check_one_matter(template or "", is_chosen, wanted)
    version = text_id(report)
    stray = [n for n in wanted if not (n.is_orphan or n.stands_in(version))]
    if stray:
        remedy = "现在列在最后；运行“shenyi revise 新稿”可移到本稿。"
        tell(f"有{len(stray)}条批注是在另一稿上做的，{remedy}")
    return wanted


def _names_notes(options: argparse.Namespace) -> bool:
    """Whether only some of the notes are asked for."""
    return bool(options.note or options.kind or options.tag or options.section)


def _creator(kept: KeptForms, report: Report, template: str) -> str:
    """Who wrote what is given to others: asked for once where it was never filled in."""
    fields = kept.of(report.id, template)
    name = fields["姓名"]
    if not name and can_ask():
        name = answered("这个文件要给别人。请输入您的姓名，不写姓名请直接按回车：")
        if name:
            kept.keep(report.id, template, fields | {"姓名": name})
    return name


def _fields(options: argparse.Namespace, kept: dict[str, str]) -> dict[str, str]:
    """What was filled in, with what the options say instead, which is not kept."""
    if options.stance is not None:
        if options.stance not in STANCES:
            remedy = f"可以写：{'、'.join(STANCES)}。"
            raise Problem(f"没有“{options.stance}”这种态度。", remedy=remedy)
        kept["态度"] = STANCES[options.stance]
    if options.title is not None:
        kept["题目"] = options.title
    return kept


def _told(
    options: argparse.Namespace, made: Exported, fields: dict[str, str], there: list[Note]
) -> str:
    taken = {note.id for note in made.notes}
    rest = [note for note in there if note.id not in taken]
    if made.form.value == "json" and not options.share and not rest:
        private = sum(map(is_private, made.notes))
        more = f"，其中{private}条标着“私”，" if private else "，"
        return f"这是全部批注的备份{more}请自己保管；要给别人，请加上--share。"
    what = f"“{options.template}”" if options.template else ""
    in_it = made.having(fields) if made.form.has_layout else fields
    return told(made.notes, in_it, rest, what) + "。"


def _check(options: argparse.Namespace, form: Format) -> None:
    """Refuse options that cannot be, or not together, and settle the encoding's name."""
    try:
        encoding = codecs.lookup(options.encoding).name
    except (LookupError, ValueError):
        encoding = ""
    if encoding not in _ENCODINGS:
        message = f"不能用“{options.encoding}”这种编码。"
        raise Problem(message, remedy=f"可以写：{'、'.join(_ENCODINGS)}。")
    options.encoding = encoding
    if options.template and not form.has_layout:
        raise Problem(f"{form.value}格式不用模板。", remedy="请去掉--template，或改用docx格式。")
    if options.share and form.value != "json":
        raise Problem("--share只用于json格式。", remedy="请去掉--share，或加上--format json。")
    if options.bom and encoding != "utf-8":
        raise Problem("只有utf-8编码可以加BOM。", remedy="请去掉--bom或--encoding。")
    if form.value in ("json", "docx") and (options.bom or encoding != "utf-8"):
        message = f"{form.value}格式只能是不带BOM的utf-8。"
        raise Problem(message, remedy="请去掉--bom和--encoding。")


def _templates(options: argparse.Namespace) -> int:
    from review.notes.export.templates import copy_to_own, listed  # as `exporting`

    if options.copy:
        emit(f"已复制到 {copy_to_own(options.copy)}\n")
        emit("请用记事本修改，写法见同一文件夹中的“说明.txt”；导出时以它为准。\n")
        return 0
    for template in listed():
        whose = "自己的" if template.own else "自带的"
        emit(f"{template.name}（{'、'.join(template.formats)}，{whose}）\n")
    emit(f"自己的模板放在 {paths.templates_dir()}\n")
    emit("复制一个自带的来修改：shenyi notes templates --copy 代表建议\n")
    return 0
