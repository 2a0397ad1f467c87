"""The commands `tally`, `survey` and `ballots`; `candidates` and `votes` with them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from content.candidates.candidates import read_candidates
from content.errors import Problem
from content.files import exists
from review.base.files import write_out
from review.base.output import emit, emit_json, emit_laid_out, is_plain, tell
from review.base.reports import load_report
from review.voting.box.ballot_box import FEW, Box
from review.voting.box.box_file import read_box, to_bytes
from review.voting.box.box_merging import merged, refuse_unlike, unclear_numbers
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.counting.paper_ballots import (
    FLAG_NAMES,
    BlankRows,
    PaperRow,
    mark_name,
    read_ballots,
)
from review.voting.counting.results import ItemStatus
from review.voting.counting.tally import decide, tally
from review.voting.counting.totals import read_totals
from review.voting.rules.choices import Base, Mode, Threshold
from review.voting.rules.rules import SURVEY_TITLE, Rules, survey_rules, whole_number
from review.voting.rules.rules_file import read_rules
from review.voting.sheet.result_sheet import Sheet
from review.voting.sheet.sheet_export import survey_data, to_text
from review.voting.sheet.wording import added_up
from review.voting.vote_files import VoteKind, candidates_in_force
from review.voting.votes_command import add_candidates, add_votes, ask_passwords

_TALLY_HELP = """\
按票决规则计算一份纸质票的表格，或一份已经唱出来、表决器给出来的总数。

用法：shenyi tally --ballots 文件 [选项]
      shenyi tally --totals 文件 [选项]

  --ballots 文件     CSV，UTF-8或GB18030编码：每张票一行，每个项目一列
                     ○ O √ 赞成，× X 反对，空格 弃权，? 无法辨认，* 矛盾
                     排序票写名次
                     第一行可写列名（项目的序号或名称，次序不限），另可有“张数”
                     和“标记”（破损、记号）两列；表格末尾的空行不算票
  --totals 文件      CSV，唱票或表决器的总数：表头上面写发出、收回、有效、无效、
                     空白各几张，下面每项一行：赞成、反对、弃权（、未按）；
                     每一行都核对合计
  --rules 文件       票决规则，TOML；不写则一切未知，只排票数
  --candidates 文件  候选项目名单；不写则用现在的名单
  --round 轮次       第2轮起的投票：第几轮
  --items 序号       这一轮投的是哪几项，如--items 3,5
  --blank-rows 怎样  中间的空行：blank 算空白票，skip 不算；不写则指出来
  --json             输出JSON，供其他程序使用

例子：shenyi tally --ballots 纸质票.csv --rules 规则.toml
"""

_SURVEY_HELP = """\
计算满意度测评：上一年的项目，代表逐项评满意、基本满意、不满意。

用法：shenyi survey 文件 --half 怎样 --base 基数 [--candidates 名单] [--json]

  文件               CSV，测评总数：表头上面写全体、实到、有效各是多少，下面每个
                     项目一行，写满意、基本满意、不满意（、不了解）；每行都核对
  --half 怎样        恰为半数算不算达到：inclusive 算，strict 不算；须写明
  --base 基数        total 全体代表，present 实到代表，valid 有效票
  --candidates 名单  上一年的项目名单；不写则用给测评导入的名单，
                     没有导入则用试投的名单
  --json             输出JSON，供其他程序使用

例子：shenyi survey 测评.csv --half inclusive --base total
"""

_BALLOTS_HELP = """\
合并几台机器上封好的票箱，每个票箱只计一次；或核对两位计票人各录的一份表格。

用法：shenyi ballots merge 文件… -o 文件 [--json]
      shenyi ballots compare 甲.csv 乙.csv [--rules 文件] [--candidates 文件]

  文件               各机器封票后的票箱文件；在那台机器上输入 shenyi votes
                     可看到它在哪里；设了口令的，逐个问开箱口令
  -o 文件            合并后的票箱写到哪里；这里不显示得票，票箱到计票时才打开
  --json             输出JSON，供其他程序使用
  compare            逐行逐列核对两份纸质票表格，指出不同的地方；有不同时以
                     状态1结束；表格的写法见 shenyi tally --help
  --rules 文件       表格的票决规则；--candidates 文件，表格的名单

例子：shenyi ballots merge 一号机.box 二号机.box -o 合并.box
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of voting to the command line."""
    add_candidates(commands)
    tally = commands.add_parser("tally", usage=_TALLY_HELP)
    for option in ("--ballots", "--totals"):
        tally.add_argument(option)
    tally.add_argument("--round", type=int, default=1)
    tally.add_argument("--items", default="")
    tally.add_argument("--blank-rows", choices=("blank", "skip"), default="ask")
    tally.set_defaults(run=_tally)
    survey = commands.add_parser("survey", usage=_SURVEY_HELP)
    survey.add_argument("source", metavar="文件")
    survey.add_argument("--half", choices=("inclusive", "strict"), required=True)
    survey.add_argument("--base", choices=("total", "present", "valid"), required=True)
    survey.set_defaults(run=_survey, rules=None, round=1, items="")
    ballots = commands.add_parser("ballots", usage=_BALLOTS_HELP)
    ballots.add_argument("action", choices=("merge", "compare"), metavar="操作")
    ballots.add_argument("boxes", nargs="+", metavar="票箱文件")
    ballots.add_argument("-o", dest="output")
    ballots.set_defaults(run=_ballots, round=1, items="")
    for parser in (tally, survey, ballots):
        parser.add_argument("--candidates")
        parser.add_argument("--json", action="store_true")
    for parser in (tally, ballots):
        parser.add_argument("--rules")
    add_votes(commands)


# tally


def _tally(options: argparse.Namespace) -> int:
    if (options.ballots is None) == (options.totals is None):
        remedy = "两个写一个；输入“shenyi tally --help”可查看用法。"
        raise Problem("还缺：--ballots或--totals。", remedy=remedy)
    ticket = _ticket(options)
    if options.totals is not None:
        sheet = _count_totals(Path(options.totals), ticket)
    else:
        rules, items, blank_rows = ticket.rules, ticket.items, BlankRows(options.blank_rows)
        paper = read_ballots(Path(options.ballots), rules.mode, items, blank_rows)
        sheet = Sheet(ticket, tally(rules, len(items), paper.ballots))
    _give(sheet, sheet.result.as_json() if options.json else None, indent=None)
    return 0


def _survey(options: argparse.Namespace) -> int:
    half = Threshold.HALF if options.half == "inclusive" else Threshold.MORE_THAN_HALF
    base = {"total": Base.ALL, "present": Base.PRESENT, "valid": Base.VALID}[options.base]
    rules = survey_rules(Rules(SURVEY_TITLE, base=base), half)
    ticket = _ticket(options, rules, VoteKind.SURVEY)
    sheet = _count_totals(Path(options.source), ticket)
    _give(sheet, survey_data(sheet) if options.json else None)
    return 0


def _ticket(
    options: argparse.Namespace, rules: Rules | None = None, kind: VoteKind = VoteKind.TRIAL
) -> Ticket:
    """The ballot of a file that is counted without a box.

    Without rules all is unknown. Without a list it is the one in force for such a vote; for a
    survey that of the trial, where the projects of last year have not been imported. A later round
    is over the candidates whose numbers are given.

    Raises:
        Problem: The rules or the list are broken, or there is no candidate with such a number.
    """
    file = options.rules and Path(options.rules)
    rules = rules or (read_rules(file) if file else Rules())
    report, items = load_report(None), _numbers(options.items)
    given = options.candidates and read_candidates(Path(options.candidates), report)
    kind = kind if exists(kind.list_file(report.id)) else VoteKind.TRIAL
    ticket = first_ticket(report.id, rules, given or candidates_in_force(report, kind))
    if options.round < 1:
        raise Problem("--round应是1或更大的数。", remedy="第1轮不用写，第2轮写--round 2。")
    for number in items:
        if number not in ticket.ids:
            remedy = f"--items写候选项目的序号，用逗号分开，应在1到{len(ticket.ids)}之间。"
            raise Problem(f"名单里没有{number}号。", remedy=remedy)
    if items:
        ticket = replace(ticket, round=max(2, options.round), ids=tuple(sorted(set(items))))
    elif options.round > 1:
        remedy = "请用--items写明这一轮有哪几项，例如--items 3,5。"
        raise Problem(f"第{options.round}轮投的是哪几项，没有写明。", remedy=remedy)
    if file:
        read_rules(file, len(ticket.items))
    return ticket


def _count_totals(path: Path, ticket: Ticket) -> Sheet:
    sums, rules = read_totals(path, ticket.items, ticket.rules)
    result = decide(rules, sums)
    if rules.mode is Mode.SURVEY and result.status is ItemStatus.UNDETERMINED:
        name = rules.base.label
        if rules.base_count is None:
            raise Problem(f"{name}是0，判定不了。", path=path, remedy="请核对各项的票数。")
        remedy = f"请在表头上面写一行“{name},人数”，或改用有效票作基数（--base valid）。"
        raise Problem(f"{name}数没有写，判定不了。", path=path, remedy=remedy)
    return Sheet(replace(ticket, rules=rules), result)


def _give(sheet: Sheet, data: dict[str, object] | None, indent: int | None = 1) -> None:
    if data is None:
        emit_laid_out(to_text([sheet], has_bars=not is_plain()))
    else:
        emit_json(data, indent)


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of candidates that are written one after the other."""
    parts = text.replace("，", ",").replace("、", ",").split(",")
    numbers = tuple(whole_number(part.strip()) for part in parts if part.strip())
    if -1 in numbers:
        message = f"--items写的“{text}”认不出来。"
        raise Problem(message, remedy="请写候选项目的序号，用逗号分开，例如--items 3,5。")
    return numbers


# ballots


def _ballots(options: argparse.Namespace) -> int:
    return _merge(options) if options.action == "merge" else _compare(options)


def _compare(options: argparse.Namespace) -> int:
    if len(options.boxes) != 2:
        raise Problem("应写两份表格。", remedy="例子：shenyi ballots compare 甲.csv 乙.csv")
    paths, ticket = list(map(Path, options.boxes)), _ticket(options)
    if paths[0].resolve() == paths[1].resolve():
        remedy = "请写两位计票人各录的一份。"
        raise Problem("两次写的是同一份表格，比不出不同。", path=paths[0], remedy=remedy)
    names = [path.name if paths[0].name != paths[1].name else str(path) for path in paths]
    one, other = (
        read_ballots(path, ticket.rules.mode, ticket.items, BlankRows.BLANK) for path in paths
    )
    found = [
        (number, f"第{number}张票，{column}：{names[0]}{here}，{names[1]}{there}\n")
        for number, rows in enumerate(zip_longest(one.rows, other.rows), start=1)
        for column, here, there in _row_differences(ticket, *rows)
    ]
    if not found:
        emit(f"两份表格一致，共{one.ballots.total()}张票。\n")
        return 0
    emit("".join(sentence for _number, sentence in found))
    unlike = len({number for number, _sentence in found})
    emit(f"有{unlike}张票录得不一样，共{len(found)}处。请对照纸质票改正。\n")
    return 1


def _row_differences(
    ticket: Ticket, one: PaperRow | None, other: PaperRow | None
) -> Iterator[tuple[str, str, str]]:
    if one is None or other is None:
        here, there = (f"第{row.line}行“有一张”" if row else "没有这一张" for row in (one, other))
        yield "票", here, there
        return
    names = [*(item.quoted for item in ticket.items), "张数", "标记"]
    cells = []
    for _line, (marks, flag), number in (one, other):
        read = (mark_name(mark, ticket.rules.mode) for mark in marks)
        cells.append((*read, str(number), FLAG_NAMES[flag] or "空白"))
    for name, here, there in zip(names, *cells, strict=True):
        if here != there:
            yield name, f"第{one.line}行“{here}”", f"第{other.line}行“{there}”"


def _merge(options: argparse.Namespace) -> int:
    boxes = [Box(path, read_box(path)) for path in map(Path, options.boxes)]
    refuse_unlike(boxes)
    if options.output in (None, "-"):
        message = "合并后的票箱写到哪里，没有写明。"
        remedy = (
            "票箱只开一次，这里不显示得票：请写明-o 文件；"
            "要计票，请在其中一台机器上输入“shenyi votes add 其他票箱文件”，再按F6。"
        )
        raise Problem(message, remedy=remedy)
    ask_passwords(boxes)
    boxes[0].ballots()  # or it would be counted before anybody saw that they cannot be read
    contents = merged(boxes)
    write_out(Path(options.output), to_bytes(contents))
    if 0 < contents.count < FEW:
        tell(f"一共不足{FEW}张票，从结果可能看出个人的选择。")
    if options.json:
        emit_json({"boxes": len(contents.boxes), "ballots": contents.count})
        return 0
    number = f"合并了{len(contents.boxes)}个票箱，共{contents.count}张票"
    emit(f"{number}，已写到{options.output}。\n")
    emit(added_up(contents.ticket.rules.day, unclear_numbers(boxes)))
    emit("要计票：在另一台封了票的机器上输入“shenyi votes add 这个文件”，再按F6。\n")
    return 0
