"""Export on the command line: `shenyi notes export` and `shenyi notes templates`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.output import agreed, can_ask, emit, emit_bytes, tell
from review.base.reports import add_report_options
from review.notes.commands.command_store import opened_store

if TYPE_CHECKING:
    from review.notes.export.exporting import Format

_EXPORT_HELP = """\
把批注导出为文件。原文一字不差，按报告的顺序排列。

用法：shenyi notes export [--format 格式] [--template 模板] [-o 文件] [其他选项]

  --format 格式    txt（默认）、md、json、csv
                   json可以用“shenyi notes import”导回
  --template 模板  批注清单（默认）、审议发言提纲、代表建议、修改意见
                   也可以是自己的模板，见“shenyi notes templates”
  -o 文件          写到这个文件；写“-”则输出到屏幕；不写则放在“文档”文件夹
  --kind 类别      只导出这一类，可写几次：肯定、疑问、建议、修改、数据、记录
  --tag 标签       只导出有这个标签的，可写几次
  --section 出处   只导出这一部分或条的，如 二（七），可写几次
  --overwrite      文件已存在时直接覆盖，不再询问
  --crlf --bom     换行用CRLF、开头加BOM，供Windows旧程序使用
  --encoding 编码  utf-8（默认）或gb18030
  --file 文件      报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号    或书架上的一份报告，见“shenyi shelf”

例子：shenyi notes export --template 代表建议 --tag 养老 -o 养老建议.txt
"""

_TEMPLATES_HELP = """\
列出导出用的模板，或复制一个自带的来修改。

用法：shenyi notes templates [--copy 模板]

  --copy 模板  把自带的模板复制到自己的模板文件夹，修改后导出时以它为准

例子：shenyi notes templates --copy 代表建议
"""


def add_export_commands(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add export and its templates to `shenyi notes`."""
    export = actions.add_parser("export", usage=_EXPORT_HELP)
    export.add_argument("--format", default="")
    export.add_argument("--template", default="")
    export.add_argument("-o", dest="output", default="")
    for name in ("--kind", "--tag", "--section"):
        export.add_argument(name, action="append", default=[])
    for name in ("--overwrite", "--crlf", "--bom"):
        export.add_argument(name, action="store_true")
    export.add_argument("--encoding", default="utf-8")
    add_report_options(export)
    export.set_defaults(run=_export)

    templates = actions.add_parser("templates", usage=_TEMPLATES_HELP)
    templates.add_argument("--copy", default="")
    templates.set_defaults(run=_templates)


def _export(options: argparse.Namespace) -> int:
    import datetime

    from review.base.reports import load_report
    from review.notes.export.exporting import export_text
    from review.notes.export.selection import select
    from review.notes.export.templates import DEFAULT
    from review.notes.export.writing import default_path, encode
    from review.notes.model import text_id

    form = _format(options)
    _check(options, form)
    report = load_report(options.file, options.report)
    selection = select(report, options.kind, options.tag, options.section)
    with opened_store(None if options.file else report) as store:
        notes = store.notes(report.id)
    wanted = [note for note in notes if selection.takes(note)]
    if not wanted:
        if notes:
            remedy = "没有导出任何文件。输入“shenyi notes list”可查看有哪些批注。"
            raise Problem("没有符合条件的批注。", remedy=remedy)
        remedy = "没有导出任何文件。在阅读界面中选中文字后按F4写批注。"
        raise Problem("还没有批注。", remedy=remedy)
    version = text_id(report)
    stray = [n for n in wanted if not (n.is_orphan or n.stands_in(version))]
    if stray:
        remedy = "现在列在最后；运行“shenyi revise 新稿”可移到本稿。"
        tell(f"有{len(stray)}条批注是在另一稿上做的，{remedy}")
    now = datetime.datetime.now().astimezone()
    template = options.template or DEFAULT
    text = export_text(report, wanted, now, form=form, template=template)
    made = encode(text, options.encoding, crlf=options.crlf, bom=options.bom)
    if options.output == "-":
        _print(made.data, options.encoding)
    else:
        path = Path(options.output or default_path(report, form.value, now, template))
        _write(path, made.data, options.overwrite)
        emit(f"已导出{len(wanted)}条批注：{path}\n")
    if made.replaced:
        tell(f"有{made.replaced}个字符任何文件都存不下，已写成“\ufffd”。")
    return 0


def _format(options: argparse.Namespace) -> Format:
    """The format that is named, or else that of the file's ending, or else text."""
    from review.notes.export.exporting import Format

    known = {form.value: form for form in Format}
    if not options.format:
        ending = Path(options.output).suffix.removeprefix(".").lower()
        return known.get(ending, Format.TXT)
    if options.format not in known:
        raise Problem(f"没有“{options.format}”这种格式。", remedy=f"可以写：{'、'.join(known)}。")
    return known[options.format]


def _check(options: argparse.Namespace, form: Format) -> None:
    """Refuse options that cannot be, or not together, and settle the encoding's name."""
    import codecs

    from review.notes.export.exporting import Format
    from review.notes.export.writing import ENCODINGS

    try:
        encoding = codecs.lookup(options.encoding).name
    except (LookupError, ValueError):
        encoding = ""
    if encoding not in ENCODINGS:
        message = f"不能用“{options.encoding}”这种编码。"
        raise Problem(message, remedy=f"可以写：{'、'.join(ENCODINGS)}。")
    options.encoding = encoding
    if options.template and not form.has_layout:
        raise Problem(f"{form.value}格式不用模板。", remedy="请去掉--template，或改用txt格式。")
    if options.bom and encoding != "utf-8":
        raise Problem("只有utf-8编码可以加BOM。", remedy="请去掉--bom或--encoding。")
    if form is Format.JSON and (options.bom or encoding != "utf-8"):
        raise Problem("json格式只能是不带BOM的utf-8。", remedy="请去掉--bom和--encoding。")


def _print(data: bytes, encoding: str) -> None:
    if sys.stdout.isatty():
        emit(data.decode(encoding))
    else:
        emit_bytes(data)


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    from review.base.files import is_taken, write_out

    if is_taken(path) and not overwrite:
        if not can_ask():
            remedy = "要覆盖它请加上--overwrite，或用-o另取文件名。"
            raise Problem("这个文件已经存在，没有改动它。", path=path, remedy=remedy)
        if not agreed(f"{path} 已经存在。要覆盖它吗？"):
            remedy = "要另取文件名，请用-o。"
            raise Problem("没有导出，原来的文件没有改动。", remedy=remedy)
    write_out(path, data, overwrite=True)


def _templates(options: argparse.Namespace) -> int:
    from review.base import paths
    from review.notes.export.templates import copy_to_own, listed

    if options.copy:
        for path in copy_to_own(options.copy):
            emit(f"已复制到 {path}\n")
        emit("请用记事本修改，写法见同一文件夹中的“说明.txt”；导出时以它为准。\n")
        return 0
    for template in listed():
        whose = "自己的" if template.own else "自带的"
        emit(f"{template.name}（{'、'.join(template.formats)}，{whose}）\n")
    emit(f"自己的模板放在 {paths.templates_dir()}\n")
    emit("复制一个自带的来修改：shenyi notes templates --copy 代表建议\n")
    return 0
