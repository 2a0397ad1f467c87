"""The command `votes`: where a vote stands, its rules, its paper ballot, boxes that are added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from review.base.files import write_out
from review.base.output import emit
from review.base.reports import add_report_options, load_report

if TYPE_CHECKING:
    import argparse

    from content.report import Report
    from review.voting.vote import Vote

_HELP = """\
查看试投票进行到哪一步；输出、导入票决规则；印选票；并入其他机器的票箱。

用法：shenyi votes [--file 报告]
      shenyi votes list [--file 报告]
      shenyi votes rules template [-o 文件]
      shenyi votes rules import 文件
      shenyi votes paper [-o 文件]
      shenyi votes add 票箱文件…

  list            进行到哪一步，与不写相同
  rules template  输出现在的规则，每一条都有说明；改好后用rules import导入
  rules import    换上改好的规则；投票开始后不能再改
  paper           输出纸质选票，文件名以.docx结尾的是Word文档
  add             把其他机器封好的票箱并入本机封好的票箱，然后按F6计票
  -o 文件         写到文件
  --file 报告     纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号   或书架上的一份报告，见“shenyi shelf”

例子：shenyi votes
      shenyi votes rules template -o 票决规则.toml
      shenyi votes paper -o 选票.docx
"""


def add_votes(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    votes = commands.add_parser("votes", usage=_HELP)
    votes.add_argument("-o", dest="output")
    add_report_options(votes)
    votes.set_defaults(run=_votes)
    actions = votes.add_subparsers(dest="action", prog="shenyi votes", metavar="操作")
    _add_action(actions, "list")
    _add_action(actions, "add").add_argument("files", nargs="*", metavar="文件", default=[])
    _add_action(actions, "paper").add_argument("-o", dest="output")
    rules = _add_action(actions, "rules")
    rules.add_argument("-o", dest="output")
    changes = rules.add_subparsers(dest="change", prog="shenyi votes rules", metavar="操作")
    _add_action(changes, "template").add_argument("-o", dest="output")
    _add_action(changes, "import").add_argument("source", nargs="?", metavar="文件", default="")


def _add_action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str
) -> argparse.ArgumentParser:
    """Add an action whose options may also stand before it: those that it lacks are left alone."""
    import argparse

    action = actions.add_parser(name, usage=_HELP, argument_default=argparse.SUPPRESS)
    add_report_options(action)
    return action


def ask_password(path: Path) -> str:
    """The 口令 of a box: typed unseen at a terminal, or the next line that is piped in."""
    import getpass
    import sys

    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(f"{path}的开箱口令（或应急码）：")
    return "" if sys.stdin is None else sys.stdin.readline().rstrip("\n")


def _votes(options: argparse.Namespace) -> int:
    report = load_report(options.file, options.report)
    action = _ACTIONS.get(options.action)
    if action is None:
        _list(report)
    else:
        action(options, report)
    return 0


def _list(report: Report) -> None:
    from review.base import paths
    from review.voting.sheet.wording import NO_FORCE, standing
    from review.voting.vote_files import past_folders, read_rounds

    emit(f"{report.title}　{NO_FORCE}\n")
    folder = paths.votes_dir(report.id)
    rounds = read_rounds(folder)
    if not rounds:
        emit("还没有开始投票。\n")
    for path, contents in rounds:
        emit(standing(contents, path))
    if past := len(past_folders(folder)):
        emit(f"以前试投过{past}次，票箱留在{folder}。\n")


def _opened(report: Report) -> Vote:
    from review.base import paths
    from review.voting.listed_candidates import candidates_to_vote_on, default_rules
    from review.voting.vote import Vote

    candidates, rules = candidates_to_vote_on(report), default_rules(report)
    return Vote(paths.votes_dir(report.id), report.id, candidates, rules)


def _rules(options: argparse.Namespace, report: Report) -> None:
    from review.voting.rules.rules_file import read_rules, rules_to_toml

    what = options.change
    if what is None or (what == "import" and not options.source):
        remedy = "请写rules template，或rules import和文件名，例如：shenyi votes rules template"
        raise Problem("看不出要对规则做什么。", remedy=remedy)
    vote = _opened(report)
    try:
        if what == "template":
            _give(options.output, rules_to_toml(vote.rules).encode("utf-8"))
            return
        vote.set_rules(read_rules(Path(options.source)))
    finally:
        vote.close()
    emit("已换上这份规则，按F5可以看到。\n")


def _paper(options: argparse.Namespace, report: Report) -> None:
    from review.base.paper import plain_text
    from review.base.wordfile import word_file
    from review.voting.sheet.vote_papers import ballot_paper

    vote = _opened(report)
    try:
        paper = ballot_paper(vote.ticket)
    finally:
        vote.close()
    is_word = options.output is not None and options.output.lower().endswith(".docx")
    data = word_file(paper) if is_word else plain_text(paper).encode("utf-8")
    _give(options.output, data)


def _add(options: argparse.Namespace, report: Report) -> None:
    from review.voting.box.box_file import read_box
    from review.voting.box.box_merging import BoxPart, opened, refuse_unlike

    if not options.files:
        remedy = "例子：shenyi votes add 二号机.box"
        raise Problem("没有写要并入的票箱文件。", remedy=remedy)
    vote = _opened(report)
    try:
        if not vote.boxes:
            raise Problem("投票还没有开始。", remedy="请先在本机投票、封票。")
        parts = [BoxPart(path, read_box(path)) for path in map(Path, options.files)]
        refuse_unlike([BoxPart(vote.box.path, vote.box.contents), *parts])
        vote.add_boxes([opened(part, ask_password) for part in parts])
        emit(f"已并入{len(parts)}个票箱，现在共{vote.box.count}张票。按F6计票。\n")
    finally:
        vote.close()


def _give(output: str | None, data: bytes) -> None:
    if output is None:
        emit(data.decode("utf-8"))
        return
    write_out(Path(output), data)
    emit(f"已写到{output}。\n")


_ACTIONS = {"rules": _rules, "paper": _paper, "add": _add}
