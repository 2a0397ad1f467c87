"""The notes of several deputies on the command line: `shenyi merge`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from content.errors import Problem
from review.base import paths
from review.base.output import answered, can_ask, emit, tell
from review.base.reports import add_report_options, load_report
from review.notes.commands.command_base import format_of, print_out, write_asking
from review.notes.export.exporting import paper_file
from review.notes.merging import (
    TITLE,
    Contribution,
    joint_paper,
    opinions,
    read_contribution,
    same_names,
)
from review.typography.linebreak import printable

_HELP = """\
把几位代表的批注汇总成一份“审议意见汇总”，不动自己的批注。

用法：shenyi merge 文件… [--anonymous] [--as 姓名=文件] [-o 汇总]

  文件            各人用“shenyi notes export --format json --share”导出的文件
  --anonymous     不写姓名，只写人数
  --as 姓名=文件  这个文件是谁的，可写几次；不写则用文件里的姓名，没有就用文件名
  -o 汇总         写到这个文件：docx、txt或md；写“-”则输出到屏幕；
                  不写则在“文档”文件夹中存为Word文档
  --overwrite     文件已存在时直接覆盖，不再询问
  --file 文件     报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号   或书架上的一份报告，见“shenyi shelf”

例子：shenyi merge 甲.json 乙.json -o 审议意见汇总.docx
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi merge`."""
    merge = commands.add_parser("merge", usage=_HELP)
    merge.add_argument("files", nargs="+", metavar="文件")
    merge.add_argument("--anonymous", action="store_true")
    merge.add_argument("--as", dest="names", action="append", default=[])
    merge.add_argument("-o", dest="output", default="")
    merge.add_argument("--overwrite", action="store_true")
    add_report_options(merge)
    merge.set_defaults(run=_merge)


def _merge(options: argparse.Namespace) -> int:
    default = "txt" if options.output == "-" else "docx"
    form = format_of(options.output, ("docx", "txt", "md"), default=default)
    names = _names(options)
    report = load_report(options.file, options.report)
    read = []
    for file in dict.fromkeys(options.files):
        contribution = read_contribution(Path(file), report, name=names.get(file, ""))
        if contribution.said:
            tell(contribution.said)
        read.append(contribution)
    contributions = _told_apart(read, set(names.values()))
    found = opinions(contributions)
    total = sum(len(each.notes) for each in contributions)
    if total > len(found):
        tell(f"有{total - len(found)}条在几个文件里都有，只算一次。")
    data = paper_file(joint_paper(report, found, anonymous=options.anonymous), form)
    if options.output == "-":
        print_out(data, form)
        return 0
    path = Path(options.output or paths.document(TITLE, report.title, ending=".docx"))
    write_asking(path, data, options.overwrite)
    people = len({each.name for each in contributions})
    emit(f"已汇总{people}人的{len(found)}条批注：{printable(str(path))}\n")
    return 0


def _names(options: argparse.Namespace) -> dict[str, str]:
    """Whose the files are, as far as it was said."""
    names = {}
    for entry in options.names:
        name, sign, file = entry.partition("=")
        if not (sign and name.strip() and file):
            raise Problem(f"“--as {entry}”看不懂。", remedy="请写成：--as 甲=文件。")
        if file not in options.files:
            raise Problem(f"要汇总的文件里没有“{file}”。", remedy="请与前面写的文件名一样。")
        names[file] = name.strip()
    return names


def _told_apart(read: list[Contribution], said: set[str]) -> list[Contribution]:
    """The files, those that say the same name with what was answered to whose they are."""
    for first, second in same_names(read):
        if second.name in said:
            continue  # it was said to be the same person
        message = f"{first.path.name}和{second.path.name}都写着“{second.name}”。"
        if not can_ask():
            remedy = f"请用“--as 姓名={second.path}”写明第二个文件是谁的。"
            raise Problem(message, remedy=remedy)
        name = answered(f"{message}第二个是谁的？同一个人请直接按回车：")
        if name:
            read[read.index(second)] = replace(second, name=name)
    return read
