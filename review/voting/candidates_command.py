"""The command `candidates`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.candidates.amounts import amount_number
from content.errors import Problem
from review.base.files import write_out
from review.base.output import emit, emit_laid_out
from review.base.reports import add_report_options, load_report

if TYPE_CHECKING:
    import argparse

    from content.candidates.candidates import Candidate, Candidates
    from review.voting.vote_files import VoteKind

_CANDIDATES_HELP = """\
查看或更换民生实事候选项目名单。

用法：shenyi candidates [list] [--json] [--vote 哪一种] [--file 报告]
      shenyi candidates import 文件 [--dry-run] [--json] [--vote 哪一种]
      shenyi candidates template [--csv] [-o 文件]
      shenyi candidates reset [--vote 哪一种] [--file 报告]

  list           列出现在用的名单
  import 文件    换上正式名单：Excel（.xlsx）、Word（.docx）的表格，CSV或TOML；
                 没有表格的Word、PDF、纯文本，要有依次编号的项目；
                 1到60个项目；没有读的行和存疑的地方逐条列出
  --dry-run      只看读成什么样，不换名单
  --json         输出JSON，供其他程序使用
  template       输出一份空白表，填好后再导入；--csv 可用Excel、WPS填写
  reset          换回自带的试投样例
  --vote         trial 试投（不写就是它），decision 票决，survey 满意度测评；
                 测评的名单是上一年的项目
  -o 文件        写到文件
  --file 报告    纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”

例子：shenyi candidates template --csv -o 候选项目.csv
"""


def add_candidates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    candidates = commands.add_parser("candidates", usage=_CANDIDATES_HELP)
    candidates.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list", metavar="操作"
    )
    candidates.add_argument("source", nargs="?", metavar="文件")
    candidates.add_argument("--csv", action="store_true")
    candidates.add_argument("--dry-run", action="store_true")
    candidates.add_argument("--json", action="store_true")
    candidates.add_argument("-o", dest="output")
    add_vote_option(candidates)
    add_report_options(candidates)
    candidates.set_defaults(run=_candidates)


def add_vote_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that tells which of the votes of a report is meant."""
    parser.add_argument("--vote", choices=("trial", "decision", "survey"), default="trial")


def vote_kind(options: argparse.Namespace) -> VoteKind:
    """Which of the votes of a report is meant."""
    from review.voting.vote_files import VoteKind

    return VoteKind[options.vote.upper()]


def _candidates(options: argparse.Namespace) -> int:
    wants_source = options.action == "import"
    if wants_source != (options.source is not None):
        remedy = "输入“shenyi candidates --help”可查看用法。"
        missing = "没有写要导入的文件。" if wants_source else f"不需要“{options.source}”。"
        raise Problem(missing, remedy=remedy)
    _ACTIONS[options.action](options)
    return 0


def _import(options: argparse.Namespace) -> None:
    from content.candidates.candidates import read_listing
    from review.voting.listed_candidates import put_in_force

    report = load_report(options.file, options.report)
    listing = read_listing(Path(options.source), report)
    imported = listing.candidates
    if not options.dry_run:
        put_in_force(imported, report, vote_kind(options))
    if options.json:
        data = {"items": list(map(item_data, imported.entries))}
        emit_json(data | {"left_out": list(listing.left_out), "doubts": list(listing.doubts)})
        return
    if options.dry_run or listing.left_out or listing.doubts:
        emit("读成这样：\n")
        _show(imported)
    for name, lines in (("没有读", listing.left_out), ("存疑", listing.doubts)):
        if lines:
            emit(f"{name}（{len(lines)}处）：\n" + "".join(f"  {line}\n" for line in lines))
    if options.dry_run:
        emit(f"共{len(imported.entries)}个候选项目，没有换名单。\n")
        return
    emit(f"已换上这份名单，共{len(imported.entries)}个候选项目。\n")
    if imported.notice:
        emit(f"文件写明是试投样例，仍注明：{imported.notice}\n")


def _reset(options: argparse.Namespace) -> None:
    from review.voting.listed_candidates import reset_candidates

    changed = reset_candidates(load_report(options.file, options.report), vote_kind(options))
    emit("已换回自带的名单。\n" if changed else "用的就是自带的名单，没有改动。\n")


def _list(options: argparse.Namespace) -> None:
    from review.voting.listed_candidates import candidates_in_force

    report = load_report(options.file, options.report)
    candidates = candidates_in_force(report, vote_kind(options))
    if options.json:
        emit_json(list(map(item_data, candidates.entries)))
        return
    if candidates.notice:
        emit(f"{candidates.notice}\n")
    _show(candidates)


def _show(candidates: Candidates) -> None:
    for entry in candidates.entries:
        emit_laid_out(f"{entry.id:>2}. {entry.title}\n")
        if entry.summary:
            emit(f"    {entry.summary}\n")
        for name, value in entry.facts.items():
            emit(f"    {name}：{value}\n")
        for quote in entry.quotes:
            emit(f"    “{quote.text}”〔{quote.citation}〕\n")


def item_data(entry: Candidate) -> dict[str, object]:
    """A candidate for other programs."""
    return {
        "number": entry.id,
        "title": entry.title,
        "content": entry.summary,
        "target": entry.target,
        "department": entry.department,
        "deadline": entry.deadline,
        "place": entry.place,
        "category": entry.category,
        "investment": amount_number(entry.investment),
        "investment_text": entry.investment_text,
    }


def emit_json(data: object, indent: int | None = 1) -> None:
    """Print data for other programs."""
    import json

    emit(json.dumps(data, ensure_ascii=False, indent=indent) + "\n")


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
