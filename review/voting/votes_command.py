"""The commands `candidates`, `tally`, `ballots` and `votes`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.files import write_out
from review.base.output import emit, tell
from review.base.reports import add_report_options, load_report

if TYPE_CHECKING:
    import argparse

    from review.voting.paper_count import Asked


_CANDIDATES_HELP = """\
查看或更换民生实事候选项目名单。

用法：shenyi candidates [list] [--file 报告]
      shenyi candidates import 文件 [--file 报告]
      shenyi candidates template [--csv] [-o 文件]
      shenyi candidates reset [--file 报告]

  list           列出现在用的名单
  import 文件    换上正式名单：TOML或CSV，UTF-8或GB18030编码，2到60个项目
  template       输出一份空白表，填好后再导入；--csv 可用Excel、WPS填写
  reset          换回自带的试投样例
  -o 文件        写到文件
  --file 报告    纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi candidates template --csv -o 候选项目.csv
"""

_TALLY_HELP = """\
按票决规则计算一份纸质票的表格。

用法：shenyi tally --ballots 文件 [--rules 文件] [--candidates 文件] [--json]
                    [--round 轮次 --items 序号,序号] [--blank-rows blank|skip]

  --ballots 文件     CSV，UTF-8或GB18030编码：每张票一行，每个项目一列
                     ○ O √ 赞成，× X 反对，空格 弃权，? 无法辨认，* 矛盾
                     排序票写名次
                     第一行可写列名（项目的序号或名称，次序不限），另可有“张数”和
                     “标记”（破损、记号）两列；表格末尾的空行不算票
  --rules 文件       票决规则，TOML；不写则一切未知，只排票数
  --candidates 文件  候选项目名单；不写则用现在的名单
  --round、--items   第2轮起的投票：第几轮，投的是哪几个序号，如--items 3,5
  --blank-rows       夹在中间的空行：blank 算空白票，skip 不算；不写则指出来不计
  --json             输出JSON，供其他程序使用

例子：shenyi tally --ballots 纸质票.csv --rules 规则.toml
"""

_BALLOTS_HELP = """\
合并几台机器上封好的票箱，每个票箱只计一次；或核对两位计票人各录的一份表格。

用法：shenyi ballots merge 文件… [-o 文件] [--json]
      shenyi ballots compare 甲.csv 乙.csv [--rules 文件] [--candidates 文件]

  文件     各机器封票后的票箱文件；在那台机器上输入 shenyi votes 可看到它在哪里
  -o 文件  把合并后的票箱写到文件；不写则输出计票结果单
  --json   输出JSON，供其他程序使用

  compare  逐行逐列核对两份纸质票表格，指出不同的地方；有不同时以状态1结束
           表格的写法见 shenyi tally --help

例子：shenyi ballots merge 一号机.box 二号机.box
"""

_VOTES_HELP = """\
查看试投票进行到哪一步。封票之前只显示票数。

用法：shenyi votes [--file 报告]

  --file 报告    纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi votes
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of voting to the command line."""
    candidates = commands.add_parser("candidates", usage=_CANDIDATES_HELP)
    candidates.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list", metavar="操作"
    )
    candidates.add_argument("source", nargs="?", metavar="文件")
    candidates.add_argument("--csv", action="store_true")
    candidates.add_argument("-o", dest="output")
    add_report_options(candidates)
    candidates.set_defaults(run=_candidates)
    tally = commands.add_parser("tally", usage=_TALLY_HELP)
    tally.add_argument("--ballots", required=True)
    tally.add_argument("--rules")
    tally.add_argument("--candidates")
    tally.add_argument("--round", type=int, default=1)
    tally.add_argument("--items", default="")
    tally.add_argument("--blank-rows", choices=("blank", "skip"), default="ask")
    tally.add_argument("--json", action="store_true")
    tally.set_defaults(run=_tally)
    ballots = commands.add_parser("ballots", usage=_BALLOTS_HELP)
    ballots.add_argument("action", choices=("merge", "compare"), metavar="操作")
    ballots.add_argument("boxes", nargs="+", metavar="文件")
    ballots.add_argument("--rules")
    ballots.add_argument("--candidates")
    ballots.add_argument("-o", dest="output")
    ballots.add_argument("--json", action="store_true")
    ballots.set_defaults(run=_ballots)
    votes = commands.add_parser("votes", usage=_VOTES_HELP)
    add_report_options(votes)
    votes.set_defaults(run=_votes)


# candidates


def _candidates(options: argparse.Namespace) -> int:
    wants_source = options.action == "import"
    if wants_source != (options.source is not None):
        remedy = "输入“shenyi candidates --help”可查看用法。"
        missing = "没有写要导入的文件。" if wants_source else f"不需要“{options.source}”。"
        raise Problem(missing, remedy=remedy)
    _ACTIONS[options.action](options)
    return 0


def _import(options: argparse.Namespace) -> None:
    from review.voting.listed_candidates import import_candidates

    report = load_report(options.file, options.report)
    imported = import_candidates(Path(options.source), report)
    emit(f"已换上这份名单，共{len(imported.entries)}个候选项目。\n")
    if imported.notice:
        emit(f"文件写明是试投样例，仍注明：{imported.notice}\n")


def _reset(options: argparse.Namespace) -> None:
    from review.voting.listed_candidates import reset_candidates

    changed = reset_candidates(load_report(options.file, options.report))
    emit("已换回自带的名单。\n" if changed else "用的就是自带的名单，没有改动。\n")


def _list(options: argparse.Namespace) -> None:
    from review.voting.listed_candidates import candidates_in_force

    candidates = candidates_in_force(load_report(options.file, options.report))
    if candidates.notice:
        emit(f"{candidates.notice}\n")
    for entry in candidates.entries:
        emit(f"{entry.id:>2}. {entry.title}\n    {entry.summary}\n")
        for name, value in (("目标", entry.target), ("责任单位", entry.department)):
            if value:
                emit(f"    {name}：{value}\n")
        for quote in entry.quotes:
            emit(f"    「{quote.text}」〔{quote.citation}〕\n")


def _template(options: argparse.Namespace) -> None:
    from content.candidates.form import csv_form, toml_form
    from review.voting.listed_candidates import candidates_in_force

    entries = len(candidates_in_force(load_report(options.file, options.report)).entries)
    form = csv_form(entries) if options.csv else toml_form(entries)
    if options.output is None:
        emit(form)
        return
    write_out(Path(options.output), form.encode("utf-8"))
    emit(f"空白表已写到{options.output}，填好后输入：shenyi candidates import {options.output}\n")


_ACTIONS = {"list": _list, "import": _import, "template": _template, "reset": _reset}


# tally


def _tally(options: argparse.Namespace) -> int:
    from review.voting.counting.paper_ballots import BlankRows
    from review.voting.paper_count import count_file

    blank_rows = BlankRows(options.blank_rows)
    asked = _asked(options)._replace(round=options.round, items=_numbers(options.items))
    sheet = count_file(Path(options.ballots), asked, load_report(None), blank_rows)
    if options.json:
        import json

        emit(json.dumps(sheet.result.as_json(), ensure_ascii=False) + "\n")
    else:
        from review.voting.sheet.sheet_export import to_text

        emit(to_text([sheet]))
    return 0


def _asked(options: argparse.Namespace) -> Asked:
    from review.voting.paper_count import Asked

    rules, candidates = options.rules, options.candidates
    return Asked(rules and Path(rules), candidates and Path(candidates))


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of candidates that are written one after the other.

    Raises:
        Problem: Something among them is no number.
    """
    parts = text.replace("，", ",").replace("、", ",").split(",")
    words = [part.strip() for part in parts if part.strip()]
    if not all(word.isdecimal() for word in words):
        message = f"--items写的“{text}”认不出来。"
        raise Problem(message, remedy="请写候选项目的序号，用逗号分开，例如--items 3,5。")
    return tuple(map(int, words))


# ballots


def _ballots(options: argparse.Namespace) -> int:
    return _merge(options) if options.action == "merge" else _compare(options)


def _compare(options: argparse.Namespace) -> int:
    from review.voting.paper_count import compare_files

    if len(options.boxes) != 2:
        raise Problem("应写两份表格。", remedy="例子：shenyi ballots compare 甲.csv 乙.csv")
    one, other = map(Path, options.boxes)
    found, paper = compare_files(one, other, _asked(options), load_report(None))
    for difference in found:
        where = "，".join(
            f"{path.name}" + (f"第{line}行“{written}”" if line else written)
            for path, line, written in zip(
                (one, other), difference.lines, difference.written, strict=True
            )
        )
        emit(f"第{difference.row}张票，{difference.column}：{where}\n")
    if found:
        rows = len({difference.row for difference in found})
        emit(f"有{rows}张票录得不一样，共{len(found)}处。请对照纸质票改正。\n")
        return 1
    emit(f"两份表格一致，共{paper.ballots.total()}张票。\n")
    return 0


def _merge(options: argparse.Namespace) -> int:
    from review.voting.box.ballot_box import FEW
    from review.voting.box.box_file import read_box, to_bytes
    from review.voting.box.box_merging import BoxPart, merged, opened, refuse_unlike
    from review.voting.counting.tally import tally
    from review.voting.sheet.result_sheet import make_sheet
    from review.voting.sheet.sheet_export import to_text
    from review.voting.sheet.wording import history

    parts = [BoxPart(path, read_box(path)) for path in map(Path, options.boxes)]
    refuse_unlike(parts)
    # The ballots of the first box stay sealed where only a merged box is wanted.
    readable = [opened(part, _password) for part in parts]
    contents = merged(readable)
    if options.output is not None:
        write_out(Path(options.output), to_bytes(contents))
    if contents.count < FEW:
        tell(f"一共不足{FEW}张票，从结果可能看出个人的选择。")
    ballots = sum((part.ballots for part in readable), start=Counter())
    ticket = contents.ticket
    result = tally(ticket.rules, len(ticket.items), ballots)
    if options.json:
        import json

        emit(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    elif options.output is not None:
        number = f"合并了{len(contents.boxes)}个票箱，共{contents.count}张票"
        emit(f"{number}，已写到{options.output}。\n")
    else:
        emit(to_text([make_sheet(ticket, result, contents.boxes, tuple(history(contents)))]))
    if result.next is not None:
        tell("要再投一轮：在其中一台机器上输入“shenyi votes add 其他票箱文件”，再按F6计票。")
    return 0


def _password(path: Path) -> str:
    """The 口令 of a box: typed unseen at a terminal, or the next line that is piped in."""
    import getpass
    import sys

    if sys.stdin.isatty():
        return getpass.getpass(f"{path}的开箱口令（或应急码）：")
    return sys.stdin.readline().rstrip("\n")


# votes


def _votes(options: argparse.Namespace) -> int:
    from review.base import paths
    from review.voting.sheet.wording import NO_FORCE, standing
    from review.voting.vote_files import read_rounds

    report = load_report(options.file, options.report)
    emit(f"{report.title}　{NO_FORCE}\n")
    rounds = read_rounds(paths.votes_dir(report.id))
    if not rounds:
        emit("还没有开始投票。\n")
    for path, contents in rounds:
        emit(standing(contents, path))
    return 0
