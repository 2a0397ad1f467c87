"""对照 on the command line: `shenyi compare`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.output import confirm, emit, emit_laid_out
from review.base.reports import add_report_options, load_named, load_report
from review.notes.commands.command_base import format_of, write_asking

if TYPE_CHECKING:
    from review.base.paper import Paper
    from review.compare.listing import ComparisonSheet

_HELP = """\
对照：报告提出的目标与报告的结果并排列出，都是原文，注明出处。

用法：shenyi compare [--with 编号或文件] [--format 格式] [-o 文件]

  --with 编号或文件  同一个地方前一年或后一年的报告：前一年的目标对后一年的结果
                     不写则列出这一份报告里上年的结果和今年的目标
  --json             输出JSON，供其他程序使用
  --format 格式      txt（默认）、csv、json，或Word文件，如-o 对照.docx
  -o 文件            写到这个文件；不写则输出到屏幕
  --overwrite        文件已存在时直接覆盖，不再询问
  --file 文件        报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号      或书架上的一份报告，见“shenyi shelf”

程序不计算，也不判断完成没有；拿不准的列在“可能相近”里，没有列入的数字列在最后。

例子：shenyi compare
      shenyi compare --with r2025-3f9c2a71 --format csv -o 对照.csv
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi compare`."""
    parser = commands.add_parser("compare", usage=_HELP)
    parser.add_argument("--with", dest="other", metavar="编号或文件")
    add_output_options(parser)
    add_report_options(parser)
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from content.facts.comparison import FigureBook, compare
    from review.compare import listing

    one = FigureBook(load_report(options.file, options.report))
    found = compare(one)
    if options.other:
        books = (one, FigureBook(load_named(options.other)))
        earlier, later = sorted(books, key=lambda book: book.calendar.plan or 0)
        found = compare(later, earlier)
    sheet = listing.comparison_sheet(found)
    text, paper = listing.comparison_text(sheet), listing.comparison_paper(sheet)
    return put_out(options, text, sheet, paper, listing.comparison_json(found))


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what to make, and where to put it."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", default="")
    parser.add_argument("-o", dest="output", default="")
    parser.add_argument("--overwrite", action="store_true")


def put_out(
    options: argparse.Namespace, text: str, sheet: ComparisonSheet, paper: Paper, found: object
) -> int:
    """Print, or write to a file, the format that was asked for; JSON is made of `found`."""
    from review.compare.listing import as_csv

    named = "json" if options.json else options.format
    form = format_of(options.output, ("txt", "csv", "docx", "json"), named)
    if form == "docx":
        from review.base.wordfile import word_file

        if options.output in ("", "-"):
            raise Problem("Word文件不能输出到屏幕。", remedy="请用-o写上文件名，如 -o 对照.docx。")
        data = word_file(paper)
    elif form == "json":
        data = (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == "csv":
        data = as_csv(sheet).encode("utf-8", "replace")
    else:
        data = text.encode("utf-8", "replace")
    if options.output in ("", "-"):
        (emit_laid_out if form == "txt" else emit)(data.decode())
        return 0
    write_asking(Path(options.output), data, options.overwrite)
    confirm(f"已写到{options.output}\n")
    return 0
