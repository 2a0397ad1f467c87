"""A revised report on the command line: `shenyi revise`."""

from __future__ import annotations

import argparse
from operator import attrgetter
from pathlib import Path

from content.errors import Problem
from content.shelf.library import BUILTIN_ID
from review.base.output import agreed, can_ask, emit
from review.base.reports import report_id as named
from review.base.reports import user_shelf
from review.notes.commands.command_base import opened_store
from review.notes.revision.revise import carry_out, plan, told, undo
from review.typography.linebreak import printable

_HELP = """\
换用修订稿，批注随原文移到新稿上；也可以换回原来的文本。

用法：shenyi revise 新稿 [--report 编号] [--yes]
      shenyi revise --undo [--report 编号]

  新稿           纯文本、Word文档（.docx）或带文字的PDF
  --undo         换回上一稿，批注回到原处
  --report 编号  要换的报告；不写则是自带的张店区2024年政府工作报告
  --yes          新稿与本报告相差很大时也不再询问

例子：shenyi revise 政府工作报告（修订稿）.txt
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi revise`."""
    revise = commands.add_parser("revise", usage=_HELP)
    revise.add_argument("file", nargs="?", metavar="新稿")
    revise.add_argument("--report")
    revise.add_argument("--undo", action="store_true")
    revise.add_argument("--yes", action="store_true")
    revise.set_defaults(run=_revise)


def _revise(options: argparse.Namespace) -> int:
    if bool(options.file) == options.undo:
        remedy = "输入“shenyi revise --help”可查看用法。"
        raise Problem("请写明新稿的文件名，或写--undo换回上一稿。", remedy=remedy)

    short_id = attrgetter("short_id")
    shelf = user_shelf()
    report_id = named(shelf, options.report) if options.report else BUILTIN_ID
    current = shelf.open(report_id)
    with opened_store(current) as store:
        if options.undo:
            outcomes = undo(store, shelf, report_id)
            emit(f"已换回上一稿。{told(outcomes, short_id)}")
            return 0
        chosen = plan(store, current, Path(options.file))
        if not chosen.is_revision and not options.yes:
            _confirm(options.file, chosen.kept)
        emit(told(chosen.outcomes, short_id))
        carry_out(store, shelf, chosen)
    which = f" --report {report_id}" if options.report else ""
    name = printable(options.file)  # one with a line end in it would write lines of its own
    emit(f"已换用新稿：{name}\n要换回上一稿，请输入：shenyi revise --undo{which}\n")
    return 0


def _confirm(file: str, kept: float) -> None:
    """Ask whether a file that hardly resembles the report is meant."""
    message = f"这份文件只保留了本报告{kept:.0%}的文字，不像是它的修订稿。"
    if not can_ask():
        remedy = "报告没有换。如果确实要换，请加上--yes。"
        raise Problem(message, path=file, remedy=remedy)
    if not agreed(f"{message}确实要换吗？"):
        raise Problem("报告没有换。", remedy="确实要换，请再输入一次并回答“是”。")
