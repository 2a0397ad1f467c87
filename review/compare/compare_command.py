"""对照 and 任务清单 on the command line: `shenyi compare` and `shenyi tasks`.

Both print text, or write text, CSV, JSON or Word to the file that `-o` names. They work beside a
running program, as all commands about notes do.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from content.errors import Problem
from content.facts.commitments import commitments
from content.facts.comparison import FigureBook, compare
from content.facts.lexicon import load_topics
from review.base.output import confirm, emit, emit_laid_out, tell
from review.base.paper import Paper
from review.base.reports import REPORT_HELP, add_report_options, load_named, load_report
from review.compare import listing
from review.compare.listing import ComparisonSheet
from review.compare.task_states import TaskBook, state_named
from review.notes.commands.command_base import format_of, opened_store, write_asking

_OUTPUT = """\
  --json         输出JSON，供其他程序使用
  --format 格式  txt（默认）、csv、json，或Word文件，如-o 文件名.docx
  -o 文件        写到这个文件；不写则输出到屏幕
  --overwrite    文件已存在时直接覆盖，不再询问
"""
_COMPARE_HELP = f"""\
对照：报告提出的目标与报告的结果并排列出，都是原文，注明出处。

用法：shenyi compare [--with 报告] [--format 格式] [-o 文件]

  --with 报告    同一个地方前一年或后一年的报告，写编号或文件：前一年的目标对
                 后一年的结果；不写则列出这一份报告里上年的结果和今年的目标
{_OUTPUT}{REPORT_HELP}
程序不计算，也不判断完成没有；拿不准的列在“可能相近”里，没有列入的数字列在最后。

例子：shenyi compare
      shenyi compare --with r2025-3f9c2a71 --format csv -o 对照.csv
"""


_TASKS_HELP = f"""\
任务清单：列出报告提出的每一项目标和任务，原文、数字、出处，和您记下的状态。

用法：shenyi tasks [--topic 主题] [--state 状态] [--text 字词] [--with 报告]
                   [-o 文件]
      shenyi tasks set 编号 状态 [--note 几句话]

  --topic 主题   只列这个主题，如 养老托育；可写几次
  --state 状态   只列这种状态：未填、进行中、已完成、有疑问
  --text 字词    只列原文里有这几个字的
  --number 有    只列写了数字的；写“没有”则只列没有写数字的
  --with 报告    下一年的报告，写编号或文件：每一项下面写上它怎么说
{_OUTPUT}{REPORT_HELP}
例子：shenyi tasks --topic 养老托育
      shenyi tasks set 4436d5a1 进行中
"""

_SET_HELP = f"""\
记下一项任务进行得怎样。编号见“shenyi tasks”。

用法：shenyi tasks set 编号 状态 [--note 几句话]

  编号           任务的编号，可以只写前几位
  状态           未填、进行中、已完成、有疑问
  --note 几句话  一起记下的话
{REPORT_HELP}
例子：shenyi tasks set 4436d5a1 有疑问 --note 去年是51处
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi compare`, `shenyi tasks` and `shenyi tasks set`."""
    parser = commands.add_parser("compare", usage=_COMPARE_HELP)
    parser.add_argument("--with", dest="other", metavar="报告")
    _add_output_options(parser)
    add_report_options(parser)
    parser.set_defaults(run=_compare)

    tasks = commands.add_parser("tasks", usage=_TASKS_HELP)
    tasks.add_argument("--topic", action="append", default=[])
    tasks.add_argument("--state", default="")
    tasks.add_argument("--text", default="")
    tasks.add_argument("--number", default="")
    tasks.add_argument("--with", dest="other", metavar="报告")
    _add_output_options(tasks)
    add_report_options(tasks)
    tasks.set_defaults(run=_list)
    change = tasks.add_subparsers(dest="action", prog="shenyi tasks").add_parser(
        "set", usage=_SET_HELP
    )
    change.add_argument("id", metavar="编号")
    change.add_argument("state", metavar="状态")
    change.add_argument("--note", default="")
    add_report_options(change, default=argparse.SUPPRESS)  # what stands before `set` counts too
    change.set_defaults(run=_set)


def _compare(options: argparse.Namespace) -> int:
    """Compare one report with itself, or two of one place in whichever order they were named.

    The later one has the results. That there is nothing to compare is an answer, and no failure.
    """
    one = FigureBook(load_report(options.file, options.report))
    found = compare(one)
    if options.other is not None:
        books = (one, FigureBook(load_named(options.other)))
        earlier, later = sorted(books, key=lambda book: book.calendar.plan or 0)
        found = compare(later, earlier)
    sheet = listing.comparison_sheet(found)
    text, paper = listing.comparison_text(sheet), listing.comparison_paper(sheet)
    return _put_out(options, text, sheet, paper, listing.comparison_json(found))


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what to make, and where to put it; `--json` counts before a format."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", default="")
    parser.add_argument("-o", dest="output", default="")
    parser.add_argument("--overwrite", action="store_true")


def _put_out(
    options: argparse.Namespace, text: str, sheet: ComparisonSheet, paper: Paper, found: object
) -> int:
    """Print, or write to a file, the format that was asked for; JSON is made of what was `found`.

    Raises:
        Problem: There is no such format, Word was to be printed, or the file cannot be written or
            may not be replaced.
    """
    named = "json" if options.json else options.format
    form = format_of(options.output, ("txt", "csv", "docx", "json"), named)
    if form == "docx":
        from review.base.wordfile import word_file  # 0.2 s, with lxml

        if options.output in ("", "-"):
            raise Problem("Word文件不能输出到屏幕。", remedy="请用-o写上文件名，如 -o 对照.docx。")
        data = word_file(paper)
    else:
        if form == "json":
            text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        elif form == "csv":
            text = listing.as_csv(sheet)
            for remark in sheet.remarks:  # for which a table has no place
                tell(remark)
        data = text.encode("utf-8", "replace")  # words of the user may hold lone surrogates
    if options.output in ("", "-"):
        (emit_laid_out if form == "txt" else emit)(data.decode())
        return 0
    write_asking(Path(options.output), data, options.overwrite)
    confirm(f"已写到{options.output}\n")
    return 0


# The tasks


def _list(options: argparse.Namespace) -> int:
    """List the tasks that are wanted; words that are no topic or state are refused by name."""
    if options.number not in ("", "有", "没有"):
        raise Problem(f"--number不能写“{options.number}”。", remedy="可以写：有、没有。")
    known = load_topics().names
    for word in options.topic:
        if word not in known:
            raise Problem(f"没有“{word}”这个主题。", remedy=f"可以写：{'、'.join(known)}。")
    book = FigureBook(load_report(options.file, options.report))
    report, tasks = book.report, commitments(book)
    next_year = None
    if options.other is not None:
        next_year = compare(FigureBook(load_named(options.other)), book)
        if next_year.refusal:
            remedy = "请在--with后面写同一个地方下一年的报告。"
            raise Problem(next_year.refusal, remedy=remedy)
    state = state_named(options.state) if options.state else None
    with opened_store() as store:
        kept = TaskBook(store, report).kept()
    wanted = [
        task
        for task in tasks
        if (not options.topic or task.topic in options.topic)
        and options.text in task.quote
        and (state is None or kept.mine(task)[0] is state)
        and options.number in ("", "没有" if task.fact is None else "有")
    ]
    sheet = listing.task_sheet(report, wanted, kept, next_year)
    listed = [listing.task_json(report, task, kept, next_year) for task in wanted]
    found = {"report": report.id, "tasks": listed}
    return _put_out(options, listing.task_text(sheet), sheet, listing.task_paper(sheet), found)


def _set(options: argparse.Namespace) -> int:
    """Keep state and words of the one task whose id begins with what was typed.

    An id that is typed whole is that task's, though others begin with it: 4436d5a1 and 4436d5a1-2
    are two figures of like clauses. The words replace those that were kept, also by none.
    """
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
