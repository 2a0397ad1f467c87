"""The commands `candidates` and `votes`: what is voted on, and where a vote stands."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from content.candidates.amounts import amount_number
from content.candidates.candidates import Candidate, Candidates, read_listing
from content.candidates.files import csv_form, toml_form
from content.errors import Problem
from content.report import Report
from review.base.files import write_out
from review.base.output import emit, emit_json, emit_laid_out
from review.base.paper import Paper, plain_text
from review.base.reports import REPORT_HELP, add_report_options, load_report
from review.typography.sentences import in_quotes
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import read_box
from review.voting.box.box_merging import refuse_unlike, unclear_numbers
from review.voting.rules.rules_file import read_rules, rules_to_toml
from review.voting.sheet.vote_papers import ballot_paper, trials_paper
from review.voting.sheet.wording import NO_FORCE, added_up, standing
from review.voting.vote import Vote
from review.voting.vote_files import (
    VoteKind,
    candidates_in_force,
    lost_round,
    past_boxes,
    put_in_force,
    read_rounds,
    reset_candidates,
)

_CANDIDATES_HELP = f"""\
查看或更换民生实事候选项目名单。

用法：shenyi candidates [list] [--json] [--vote 哪一种] [--file 文件]
      shenyi candidates import 文件 [--dry-run] [--json] [--vote 哪一种]
      shenyi candidates template [--csv] [-o 文件]
      shenyi candidates reset [--vote 哪一种] [--file 文件]

  list           列出现在用的名单
  import 文件    换上正式名单：Excel（.xlsx）、Word（.docx）的表格，CSV或TOML；
                 没有表格的Word、PDF、纯文本，每项另起一行，最好依次编号；
                 1到60个项目；没有读的行和存疑的地方逐条列出
  --dry-run      只看读成什么样，不换名单
  --json         输出JSON，供其他程序使用
  template       输出一份空白表，填好后再导入；--csv 可用Excel、WPS填写
  reset          换回自带的试投样例
  --vote         trial 试投（不写就是它），decision 票决，survey 满意度测评；
                 测评的名单是上一年的项目
  -o 文件        写到文件
{REPORT_HELP}
例子：shenyi candidates template --csv -o 候选项目.csv
"""


_VOTES_HELP = """\
查看投票进行到哪一步；输出、导入票决规则；印选票；并入其他机器的票箱。

用法：shenyi votes [--file 报告]
      shenyi votes list [--file 报告]
      shenyi votes rules template [-o 文件] [--vote 哪一种]
      shenyi votes rules import 文件 [--vote 哪一种]
      shenyi votes paper [-o 文件] [--vote 哪一种]
      shenyi votes trials [-o 文件] [--vote 哪一种]
      shenyi votes add 票箱文件… [--vote 哪一种]

  list            进行到哪一步，与不写相同
  rules template  输出现在的规则，每一条都有说明；改好后用rules import导入
  rules import    换上改好的规则；投票开始后不能再改
  paper           输出纸质选票，文件名以.docx结尾的是Word文档
  trials          历次投票的结果并列对照
  add             把其他机器封好的票箱并入本机封好的票箱，然后按F6计票
  --vote 哪一种   trial 试投（不写就是它），decision 票决，survey 满意度测评
  -o 文件         写到文件
  --file 报告     纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号   或书架上的一份报告，见“shenyi shelf”

例子：shenyi votes
      shenyi votes rules template -o 票决规则.toml
      shenyi votes paper -o 选票.docx
"""


def add_candidates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    candidates = commands.add_parser("candidates", usage=_CANDIDATES_HELP)
    candidates.add_argument(
        "action", nargs="?", choices=tuple(_LIST_ACTIONS), default="list", metavar="操作"
    )
    candidates.add_argument("source", nargs="?", metavar="文件")
    candidates.add_argument("--csv", action="store_true")
    candidates.add_argument("--dry-run", action="store_true")
    candidates.add_argument("--json", action="store_true")
    _add_options(candidates)
    candidates.set_defaults(run=_candidates)


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that tell which report, which of its votes, and what to write."""
    parser.add_argument("-o", dest="output")
    parser.add_argument("--vote", choices=("trial", "decision", "survey"))
    add_report_options(parser)


def _kind(options: argparse.Namespace) -> VoteKind:
    return VoteKind[options.vote.upper()] if options.vote else VoteKind.TRIAL


def _candidates(options: argparse.Namespace) -> int:
    wants_source = options.action == "import"
    if wants_source != (options.source is not None):
        remedy = "输入“shenyi candidates --help”可查看用法。"
        missing = "没有写要导入的文件。" if wants_source else f"不需要“{options.source}”。"
        raise Problem(missing, remedy=remedy)
    _LIST_ACTIONS[options.action](options)
    return 0


def _import(options: argparse.Namespace) -> None:
    report = load_report(options.file, options.report)
    listing = read_listing(Path(options.source), report)
    imported = listing.candidates
    if not options.dry_run:
        put_in_force(imported, report, _kind(options))
    if options.json:
        data = {"items": list(map(_item_data, imported.entries))}
        emit_json(data | {"left_out": list(listing.left_out), "doubts": list(listing.doubts)})
        return
    if options.dry_run or listing.left_out or listing.doubts:
        emit("读成这样：\n")
        _show(imported)
    for name, lines in (("没有读", listing.left_out), ("存疑", listing.doubts)):
        if lines:
            emit(f"{name}（{len(lines)}处）：\n" + "".join(f"  {line}\n" for line in lines))
    if options.dry_run:
        emit(f"共{len(imported.entries)}个{_kind(options).items}，没有换名单。\n")
        return
    emit(f"已换上这份名单，共{len(imported.entries)}个{_kind(options).items}。\n")
    if imported.status.notice:
        emit(f"文件写明是试投样例，仍注明：{imported.status.notice}\n")


def _reset(options: argparse.Namespace) -> None:
    changed = reset_candidates(load_report(options.file, options.report), _kind(options))
    emit("已换回自带的名单。\n" if changed else "用的就是自带的名单，没有改动。\n")


def _list_candidates(options: argparse.Namespace) -> None:
    report = load_report(options.file, options.report)
    candidates = candidates_in_force(report, _kind(options))
    if options.json:
        emit_json(list(map(_item_data, candidates.entries)))
        return
    if candidates.status.notice:
        emit(f"{candidates.status.notice}\n")
    _show(candidates)


def _show(candidates: Candidates) -> None:
    for entry in candidates.entries:
        emit_laid_out(f"{entry.id:>2}. {entry.title}\n")
        if entry.summary:
            emit(f"    {entry.summary}\n")
        for name, value in entry.facts.items():
            emit(f"    {name}：{value}\n")
        for quote in entry.quotes:
            emit(f"    {in_quotes(quote.text)}〔{quote.citation}〕\n")


def _item_data(entry: Candidate) -> dict[str, object]:
    same = ("target", "department", "deadline", "place", "category")
    return {
        "number": entry.id,
        "title": entry.title,
        "content": entry.summary,
        **{name: getattr(entry, name) for name in same},
        "investment": amount_number(entry.investment),
        "investment_text": entry.investment_text,
    }


def _template(options: argparse.Namespace) -> None:
    entries = len(candidates_in_force(load_report(options.file, options.report)).entries)
    form = csv_form(entries) if options.csv else toml_form(entries)
    _give(options.output, form.encode("utf-8"))
    if options.output not in (None, "-"):
        emit(f"填好后输入：shenyi candidates import {options.output}\n")


_LIST_ACTIONS = {
    "list": _list_candidates,
    "import": _import,
    "template": _template,
    "reset": _reset,
}


# votes


def add_votes(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    votes = commands.add_parser("votes", usage=_VOTES_HELP)
    _add_options(votes)
    votes.set_defaults(run=_votes)
    actions = votes.add_subparsers(dest="action", prog="shenyi votes", metavar="操作")
    _add_action(actions, "list")
    _add_action(actions, "add").add_argument("files", nargs="*", metavar="文件", default=[])
    for name in ("paper", "trials"):
        _add_action(actions, name)
    rules = _add_action(actions, "rules")
    changes = rules.add_subparsers(dest="change", prog="shenyi votes rules", metavar="操作")
    _add_action(changes, "template")
    _add_action(changes, "import").add_argument("source", nargs="?", metavar="文件", default="")


def _add_action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str
) -> argparse.ArgumentParser:
    """Add an action whose options may also stand before it: those that it lacks are left alone."""
    action = actions.add_parser(name, usage=_VOTES_HELP, argument_default=argparse.SUPPRESS)
    _add_options(action)
    return action


def ask_passwords(boxes: Iterable[Box]) -> None:
    """Open boxes by their 口令: typed unseen at a terminal, or the next lines that are piped in.

    Raises:
        Problem: One is neither the 口令 nor the 应急码.
    """
    for box in boxes:
        if not box.needs_password:
            continue
        if sys.stdin is not None and sys.stdin.isatty():
            typed = ""
            with suppress(EOFError):  # Ctrl+D: nothing is typed
                typed = getpass.getpass(f"{box.path}的开箱口令（或应急码）：")
            box.unlock(typed)
        else:
            box.unlock("" if sys.stdin is None else sys.stdin.readline().rstrip("\n"))


def _votes(options: argparse.Namespace) -> int:
    _ACTIONS.get(options.action, _list)(options, load_report(options.file, options.report))
    return 0


def _list(_options: argparse.Namespace, report: Report) -> None:
    emit(f"{report.title}　{NO_FORCE}\n")
    for kind in VoteKind:
        folder = kind.folder(report.id)
        rounds, past = read_rounds(folder), len(past_boxes(folder))
        lost = lost_round(folder, len(rounds))
        if kind is not VoteKind.TRIAL:
            if not (rounds or past or lost):
                continue
            emit(f"{kind.value}：\n")
        if lost is not None:
            emit(f"{lost}\n")
        elif not rounds:
            emit("还没有开始投票。\n")
        for box in rounds:
            emit(standing(box))
        if past:
            emit(f"以前投过{past}次，票箱留在{folder}。\n")


def _rules(options: argparse.Namespace, report: Report) -> None:
    what = options.change
    if what is None or (what == "import" and not options.source):
        remedy = "请写rules template，或rules import和文件名，例如：shenyi votes rules template"
        raise Problem("看不出要对规则做什么。", remedy=remedy)
    with closing(Vote(report, _kind(options))) as vote:
        if what == "template":
            _give(options.output, rules_to_toml(vote.rules).encode("utf-8"))
            return
        vote.set_rules(read_rules(Path(options.source)))
    emit("已换上这份规则，按F5可以看到。\n")


def _paper(options: argparse.Namespace, report: Report) -> None:
    with closing(Vote(report, _kind(options))) as vote:
        _give_paper(options, ballot_paper(vote.ticket))


def _trials(options: argparse.Namespace, report: Report) -> None:
    with closing(Vote(report, _kind(options))) as vote:
        trials, is_last_open = vote.trials, bool(vote.sheets)
    if not trials:
        raise Problem("还没有计过票，没有可以对照的结果。", remedy="请先投票、计票。")
    _give_paper(options, trials_paper(trials, is_last_open=is_last_open))


def _add(options: argparse.Namespace, report: Report) -> None:
    if not options.files:
        remedy = "例子：shenyi votes add 二号机.box"
        raise Problem("没有写要并入的票箱文件。", remedy=remedy)
    with closing(Vote(report, _kind(options))) as vote:
        boxes = [Box(path, read_box(path)) for path in map(Path, options.files)]
        refuse_unlike([vote.box, *boxes])
        ask_passwords(boxes)
        unclear = unclear_numbers([vote.box, *boxes])
        vote.add_boxes(boxes)
        emit(f"已并入{len(boxes)}个票箱，现在共{vote.box.count}张票。按F6计票。\n")
        emit(added_up(vote.rules.day, unclear))


def _give_paper(options: argparse.Namespace, paper: Paper) -> None:
    if options.output is None or not options.output.lower().endswith(".docx"):
        _give(options.output, plain_text(paper).encode("utf-8"))
        return
    from review.base.wordfile import word_file  # 0.2 s, with lxml

    _give(options.output, word_file(paper))


def _give(output: str | None, data: bytes) -> None:
    if output in (None, "-"):
        emit(data.decode("utf-8"))
        return
    write_out(Path(output), data)
    emit(f"已写到{output}。\n")


_ACTIONS = {"rules": _rules, "paper": _paper, "trials": _trials, "add": _add}
