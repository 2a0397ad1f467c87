"""The commands `candidates`, `tally`, `ballots` and `votes`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.files import write_out
from review.base.output import emit, tell
from review.base.reports import add_report_options, load_report

if TYPE_CHECKING:
    import argparse


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

  --ballots 文件     CSV，UTF-8或GB18030编码：每张票一行，每个项目一列
                     ○ O √ 赞成，× X 反对，空格 弃权，? 无法辨认，* 矛盾
                     排序票写名次
                     第一行可写列名，另可有“张数”和“标记”（破损、记号）两列
  --rules 文件       票决规则，TOML；不写则一切未知，只排票数
  --candidates 文件  候选项目名单；不写则用现在的名单
  --json             输出JSON，供其他程序使用

例子：shenyi tally --ballots 纸质票.csv --rules 规则.toml
"""

_BALLOTS_HELP = """\
合并几台机器上封好的票箱，每个票箱只计一次。

用法：shenyi ballots merge 文件… [-o 文件] [--json]

  文件     各机器封票后的票箱文件；在那台机器上输入 shenyi votes 可看到它在哪里
  -o 文件  把合并后的票箱写到文件；不写则输出计票结果单
  --json   输出JSON，供其他程序使用

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
    tally.add_argument("--json", action="store_true")
    tally.set_defaults(run=_tally)
    ballots = commands.add_parser("ballots", usage=_BALLOTS_HELP)
    ballots.add_argument("action", choices=("merge",), metavar="操作")
    ballots.add_argument("boxes", nargs="+", metavar="票箱文件")
    ballots.add_argument("-o", dest="output")
    ballots.add_argument("--json", action="store_true")
    ballots.set_defaults(run=_merge)
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
    from review.voting.paper_count import count_file

    sheet = count_file(
        Path(options.ballots),
        None if options.rules is None else Path(options.rules),
        None if options.candidates is None else Path(options.candidates),
        load_report(None),
    )
    if options.json:
        import json

        emit(json.dumps(sheet.result.as_json(), ensure_ascii=False) + "\n")
    else:
        from review.voting.sheet.sheet_export import to_text

        emit(to_text([sheet]))
    return 0


# ballots


def _merge(options: argparse.Namespace) -> int:
    from review.voting.box.ballot_box import FEW
    from review.voting.box.box_file import read_box, to_bytes
    from review.voting.box.box_merging import merge
    from review.voting.counting.tally import tally
    from review.voting.sheet.result_sheet import make_sheet
    from review.voting.sheet.sheet_export import to_text

    paths = [Path(box) for box in options.boxes]
    merged = merge([(path, read_box(path)) for path in paths])
    if options.output is not None:
        write_out(Path(options.output), to_bytes(merged))
    if merged.count < FEW:
        tell(f"一共不足{FEW}张票，从结果可能看出个人的选择。")
    ticket = merged.ticket
    result = tally(ticket.rules, len(ticket.items), merged.ballots)
    if options.json:
        import json

        emit(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    elif options.output is not None:
        number = f"合并了{len(merged.boxes)}个票箱，共{merged.count}张票"
        emit(f"{number}，已写到{options.output}。\n")
    else:
        emit(to_text([make_sheet(ticket, result, merged.boxes)]))
    return 0


# votes


def _votes(options: argparse.Namespace) -> int:
    from review.base import paths
    from review.voting.sheet.wording import NO_FORCE, standing
    from review.voting.vote import read_rounds

    report = load_report(options.file, options.report)
    emit(f"{report.title}　{NO_FORCE}\n")
    rounds = read_rounds(paths.votes_dir(report.id))
    if not rounds:
        emit("还没有开始投票。\n")
    for path, contents in rounds:
        emit(standing(contents, path))
    return 0
