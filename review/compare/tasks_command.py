"""任务清单 on the command line: `shenyi tasks`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.output import confirm
from review.base.reports import add_report_options, load_named, load_report
from review.compare.compare_command import add_output_options, put_out

if TYPE_CHECKING:
    from content.facts.commitments import Commitment
    from content.facts.comparison import Comparison, FigureBook
    from review.compare.task_states import Kept

_HELP = """\
任务清单：列出报告提出的每一项目标和任务，原文、数字、出处，和您记下的状态。

用法：shenyi tasks [--topic 主题] [--state 状态] [--text 字词] [--with 报告]
                   [-o 文件]
      shenyi tasks set 编号 状态 [--note 几句话]

  --topic 主题   只列这个主题，如 养老托育；可写几次
  --state 状态   只列这种状态：未填、进行中、已完成、有疑问
  --text 字词    只列原文里有这几个字的
  --number 有    只列写了数字的；写“没有”则只列没有写数字的
  --with 报告    下一年的报告，写编号或文件：每一项下面写上它怎么说
  --json         输出JSON，供其他程序使用
  --format 格式  txt（默认）、csv、json，或Word文件，如-o 清单.docx
  -o 文件        写到这个文件；不写则输出到屏幕
  --overwrite    文件已存在时直接覆盖，不再询问
  --file 文件    报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi tasks --topic 养老托育
      shenyi tasks set 4436d5a1 进行中
"""

_SET_HELP = """\
记下一项任务进行得怎样。编号见“shenyi tasks”。

用法：shenyi tasks set 编号 状态 [--note 几句话]

  编号           任务的编号，可以只写前几位
  状态           未填、进行中、已完成、有疑问
  --note 几句话  一起记下的话
  --file 文件    报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi tasks set 4436d5a1 有疑问 --note 去年是51处
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi tasks` and `shenyi tasks set`."""
    tasks = commands.add_parser("tasks", usage=_HELP)
    tasks.add_argument("--topic", action="append", default=[])
    tasks.add_argument("--state", default="")
    tasks.add_argument("--text", default="")
    tasks.add_argument("--number", default="")
    tasks.add_argument("--with", dest="other", metavar="报告")
    add_output_options(tasks)
    add_report_options(tasks)
    tasks.set_defaults(run=_list)
    change = tasks.add_subparsers(dest="action", prog="shenyi tasks").add_parser(
        "set", usage=_SET_HELP
    )
    change.add_argument("id", metavar="编号")
    change.add_argument("state", metavar="状态")
    change.add_argument("--note", default="")
    add_report_options(change)
    change.set_defaults(run=_set)


def _list(options: argparse.Namespace) -> int:
    from content.facts.commitments import commitments
    from content.facts.comparison import FigureBook
    from review.compare.listing import task_json, task_paper, task_sheet, task_text
    from review.compare.task_states import TaskBook, state_named
    from review.notes.commands.command_base import opened_store

    if options.number not in ("", "有", "没有"):
        raise Problem(f"--number不能写“{options.number}”。", remedy="可以写：有、没有。")
    book = FigureBook(load_report(options.file, options.report))
    report, tasks = book.report, commitments(book)
    next_year = _next_year(book, options.other) if options.other else None
    state = state_named(options.state) if options.state else None
    with opened_store() as store:
        kept = TaskBook(store, report).kept()
    wanted = [task for task in tasks if _is_wanted(task, kept, options, state)]
    sheet = task_sheet(report, wanted, kept, next_year)
    listed = [task_json(report, task, kept, next_year) for task in wanted]
    found = {"report": report.id, "tasks": listed}
    return put_out(options, task_text(sheet), sheet, task_paper(sheet), found)


def _next_year(book: FigureBook, name: str) -> Comparison:
    """The report's goals beside the results of another, which has to be that of the next year."""
    from content.facts.comparison import FigureBook, compare

    found = compare(FigureBook(load_named(name)), book)
    if found.refusal:
        raise Problem(found.refusal, remedy="请在--with后面写同一个地方下一年的报告。")
    return found


def _is_wanted(task: Commitment, kept: Kept, options: argparse.Namespace, state: object) -> bool:
    return (
        (not options.topic or task.topic in options.topic)
        and options.text in task.quote
        and (state is None or kept.mine(task)[0] is state)
        and options.number in ("", "没有" if task.fact is None else "有")
    )


def _set(options: argparse.Namespace) -> int:
    from content.facts.commitments import commitments
    from content.facts.comparison import FigureBook
    from review.compare.task_states import TaskBook, state_named
    from review.notes.commands.command_base import opened_store

    report = load_report(options.file, options.report)
    tasks = commitments(FigureBook(report))
    state = state_named(options.state)
    meant = [task for task in tasks if task.id == options.id] or [
        task for task in tasks if options.id and task.id.startswith(options.id)
    ]
    if len(meant) != 1:
        said = "没有" if not meant else f"有{len(meant)}项"
        remedy = "输入“shenyi tasks”可查看编号。"
        raise Problem(f"{said}编号为“{options.id}”的任务。", remedy=remedy)
    with opened_store() as store:
        TaskBook(store, report).set(meant[0], state, options.note)
    confirm(f"已记下：{state.sign} {meant[0].quote}　{state.value}\n")
    return 0
