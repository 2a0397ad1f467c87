"""对照 on the command line: `shenyi compare`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from review.base.reports import add_report_options, load_named, load_report
from review.compare.output_file import add_output_options

if TYPE_CHECKING:
    from content.facts.comparison import FigureBook

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
    from review.compare.as_json import comparison_json
    from review.compare.listing import comparison_paper, comparison_sheet, comparison_text
    from review.compare.output_file import Output, put_out

    one = FigureBook(load_report(options.file, options.report))
    found = compare(one)
    if options.other:
        earlier, later = _in_order(one, FigureBook(load_named(options.other)))
        found = compare(later, earlier)
    sheet = comparison_sheet(found)
    text, paper = comparison_text(sheet), comparison_paper(sheet)
    return put_out(options, Output(text, sheet, paper, comparison_json(found)))


def _in_order(one: FigureBook, other: FigureBook) -> tuple[FigureBook, FigureBook]:
    """Two reports, the earlier one first."""
    if (one.calendar.plan or 0) > (other.calendar.plan or 0):
        return other, one
    return one, other
