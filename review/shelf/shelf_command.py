"""Reports of one's own on the command line: `shenyi open` and `shenyi shelf`.

What was understood of a file is shown before it is kept, as in the view (`pick_screen`). Where
nobody can be asked, --yes says beforehand that it will be right, and --force that it is a report
though it does not look like one. What stands on the shelf already is no failure.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from content.errors import Problem, refused
from content.files import is_folder
from content.importing import Understood, understand
from content.importing.account import account
from content.importing.formats import FORMATS
from content.parsing.title_block import correct
from content.shelf.library import BUILTIN_ID
from content.shelf.listed_reports import lead_in, meant
from content.shelf.manifest import Manifest
from content.shelf.shelf import Shelf
from review.base.output import agreed, can_ask, emit, emit_json, emit_laid_out, tell
from review.base.reports import remember_report, report_id, user_shelf

_OPEN_HELP = """\
打开自己的报告：先列出读到的标题、会议、各部分和存疑之处，确认后放上书架。

用法：shenyi open 文件 [--yes] [--force] [--title 标题]
                       [--session 会议] [--date 日期] [--speaker 报告人]
      shenyi open 文件或文件夹… --yes [--force]

  文件              .txt、.md、.docx、.html或含文字的PDF
                    纯文本可用UTF-8、GB18030、Big5或UTF-16编码
  --yes             不再询问，直接放上书架
  --force           加了--yes时，不像会议报告的也放上
  --title 标题      书架上用的标题；不写则用报告自己的标题
  --session 会议    会议、日期、报告人读错了或没有读出来，用这三项改正
  --date 日期       如2026-02-03
  --speaker 报告人

在终端中回答“是”之后，接着打开阅读界面；加了--yes则不打开。
可以一次放上几个文件或整个文件夹，逐个报告结果；按Ctrl+C停下，放上的都在。

例子：shenyi open 明年的报告.docx
"""

_SHELF_HELP = """\
查看和整理书架上的报告。批注、票决和读到的位置各归各的报告，移除后也不会丢。

用法：
  shenyi shelf [--trash] [--json]  列出报告，最新的在前
  shenyi shelf rename 编号 标题    改标题
  shenyi shelf remove 编号         移到回收站，30天内可以恢复
  shenyi shelf restore 编号        从回收站恢复

  --trash  列出回收站中的报告
  --json   输出JSON，供其他程序使用

编号可以只写一部分，也可以写标题中的几个字。

例子：shenyi shelf rename r2025-3f9c2a71 某市2025年政府工作报告（审议稿）
"""

_LONGEST = 60
"""Characters of a removed passage that are shown; the folder of the report holds all of it."""

_ENDINGS = tuple(ending for form in FORMATS for ending in form.endings)


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi open` and `shenyi shelf`, with what runs them as `run`.

    `shenyi open` leaves in `then_read` the id of the report to go on with in the reading view: the
    new one if it was accepted in a terminal, else None.
    """
    opening = commands.add_parser("open", usage=_OPEN_HELP)
    opening.add_argument("file", metavar="文件", nargs="+")
    opening.add_argument("--yes", action="store_true")
    opening.add_argument("--force", action="store_true")
    opening.add_argument("--title", default="")
    for name in ("--session", "--date", "--speaker"):
        opening.add_argument(name)
    opening.set_defaults(run=_open, then_read=None)
    shelf = commands.add_parser("shelf", usage=_SHELF_HELP)
    shelf.add_argument("--trash", action="store_true")
    shelf.add_argument("--json", action="store_true")
    shelf.set_defaults(run=_list)
    actions = shelf.add_subparsers(dest="action", prog="shenyi shelf", metavar="操作")
    rename = actions.add_parser("rename", usage=_SHELF_HELP)
    rename.add_argument("report", metavar="编号")
    rename.add_argument("title", nargs="+", metavar="标题")
    rename.set_defaults(run=_rename)
    for name, run in (("remove", _remove), ("restore", _restore)):
        action = actions.add_parser(name, usage=_SHELF_HELP)
        action.add_argument("report", metavar="编号")
        action.set_defaults(run=run)


_OTHER_TEXT = """\
它现在的文本与这个文件不同：换用过修订稿，或者是旧版审议读的。
换用这个文件的文本：shenyi revise {file} --report {id}
"""


# open


def _open(options: argparse.Namespace) -> int:
    if "" in options.file:  # which would be the current folder, and all that is in it
        raise Problem("没有写文件名。", remedy="请在open后面写上报告的文件名。")
    first = Path(options.file[0])
    if len(options.file) > 1 or is_folder(first):
        return _open_many(options)
    return _open_one(first, options)


def _open_many(options: argparse.Namespace) -> int:
    if not options.yes:
        raise Problem("一次放上几份报告，要加上--yes。", remedy="要逐份核对，请一次写一个文件。")
    if options.title:
        raise Problem(
            "--title只能用于一个文件。", remedy="请去掉它，放上后用shenyi shelf rename改名。"
        )
    named = ((p, is_folder(p)) for p in map(Path, options.file))
    found = (file for path, has in named for file in (_in_folder(path) if has else [path]))
    files = list(dict.fromkeys(found))  # a file that was named is taken whatever its name is
    if not files:
        remedy = "请换一个文件夹，里面要有.txt、.md、.docx、.pdf或.html文件。"
        raise Problem("文件夹里没有能读的文件。", path=options.file[0], remedy=remedy)
    return _put_all(user_shelf(), files, force=options.force)


def _in_folder(folder: Path) -> Iterator[Path]:
    """The files of a folder, and of those inside it, that a report can be in by their name.

    Hidden ones and what Word leaves beside an open document (~$) are none.
    """
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in _ENDINGS and not is_hidden and _can_be_file(path):
            yield path


def _can_be_file(path: Path) -> bool:
    """Whether a file stands at a path, or something of which nobody may know: reading says why."""
    try:
        return S_ISREG(path.stat().st_mode)
    except PermissionError:  # in a folder that may be read, but not entered
        return True
    except OSError:
        return False


def _put_all(shelf: Shelf, files: list[Path], *, force: bool) -> int:
    """Put files on the shelf one after the other, telling of each; may be interrupted at any time.

    Returns:
        The exit status: 1 if any was not put there, 130 if it was interrupted. What stood on the
        shelf already counts as put there.
    """
    put = known = failed = 0
    try:
        for at, path in enumerate(files, 1):
            try:
                is_new, said = _put(shelf, path, force=force)
                put, known = put + is_new, known + (not is_new)
            except Problem as problem:  # one that is not to be had stops no others
                failed, said = failed + 1, f"没有放上：{problem}"
            except OSError as error:
                failed, said = failed + 1, f"没有放上：{refused('读不出来', error, path=path)}"
            emit(f"{at}/{len(files)} {path.name}：{said}\n")
    except KeyboardInterrupt:
        tell(f"已停下，放上书架的{put}份都在。再输入一次，会从没有放上的接着放。")
        return 130
    emit(f"共{len(files)}个文件：放上{put}份，书架上已有{known}份，没有放上{failed}份。\n")
    return 1 if failed else 0


def _put(shelf: Shelf, path: Path, *, force: bool) -> tuple[bool, str]:
    """Whether a file was new to the shelf, and what to say of it.

    Raises:
        Problem: It cannot be read or kept, or does not look like a work report and is not forced.
    """
    understood = understand(path)
    if present := shelf.has(understood):
        return False, f"书架上已经有（编号{present}）"
    if not force:
        _refuse_doubtful(understood)
    added = shelf.add(understood)
    return True, f"已放上书架：{shelf.report(added).title}（编号{added}）"


def _refuse_doubtful(understood: Understood) -> None:
    """Raise a Problem where something does not look like a work report."""
    if understood.doubt:
        remedy = "要放上书架，请加上--yes --force。"
        raise Problem(understood.doubt, path=understood.path, remedy=remedy)


def _open_one(file: Path, options: argparse.Namespace) -> int:
    understood = understand(file)
    told = {
        name: said and said.encode("utf-8", "replace").decode()  # no file can hold lone surrogates
        for name in ("session", "date", "speaker")
        for said in [getattr(options, name)]
    }
    understood = replace(understood, facts=correct(understood.facts, **told))
    shelf = user_shelf()
    if known := shelf.has(understood):
        emit(f"书架上已经有这份报告：{_named(shelf.report(known))}。\n{_how_to_read(known)}")
        if not shelf.reads(known, understood):
            emit(_OTHER_TEXT.format(file=file, id=known))
        return 0
    if not options.force and (options.yes or not can_ask()):
        _refuse_doubtful(understood)
    title = " ".join(options.title.split())
    emit(account(understood, title=title, longest=_LONGEST))
    if not options.yes:
        _confirm(understood)
    added = shelf.add(understood, title=title)
    emit(f"\n已放上书架：{_named(shelf.report(added))}。\n{_how_to_read(added)}")
    if options.yes:
        return 0
    remember_report(added)
    options.then_read = added
    return 0


def _confirm(understood: Understood) -> None:
    """Ask whether the report was understood well enough; a Problem if not, or nobody answers."""
    if not can_ask():
        remedy = "确认以上内容无误后，请加上--yes。"
        raise Problem("还没有放上书架。", path=understood.path, remedy=remedy)
    question = "仍要放上书架吗" if understood.doubt else "读对了吗，放上书架吗"
    if not agreed(f"{question}？"):
        remedy = "要放上，请再输入一次并回答“是”。"
        raise Problem("没有放上书架，什么也没有改动。", remedy=remedy)


def _how_to_read(report: str) -> str:
    return f"打开阅读：shenyi read {report}\n"


def _named(report: Manifest) -> str:
    return f"{report.title}（编号{report.id}）"


# shelf


def _list(options: argparse.Namespace) -> int:
    shelf = user_shelf()
    reports = shelf.trash() if options.trash else shelf.list(_warn)
    if options.json:
        emit_json([_fields(report) for report in reports])
        return 0
    width = max((len(report.id) for report in reports), default=0)
    for at, report in enumerate(reports):
        about = "，".join(report.known)
        title = lead_in(reports, at) + report.title
        emit_laid_out(f"{report.id:<{width}}  {title}" + (f"（{about}）" if about else "") + "\n")
    if not reports:
        tell("回收站是空的。")
    return 0


def _warn(problem: Problem) -> None:
    tell(f"有一份报告没有列出：{problem}输入“shenyi doctor”看怎么办。")


def _fields(report: Manifest) -> dict[str, object]:
    """A report as `--json` gives it.

    What is not known is null; `date` is YYYY-MM-DD, `added` a time with its offset, both in ISO
    8601, and `removed` is when it was put into the trash in seconds since 1970, null on the shelf.
    """
    names = ("id", "title", "place", "year", "session", "date", "speaker", "added")
    known = {name: getattr(report, name) or None for name in names}
    times = {"date": report.date, "added": report.added}
    known |= {name: time.isoformat() for name, time in times.items() if time}
    return {**known, "builtin": report.id == BUILTIN_ID, "removed": report.removed}


def _rename(options: argparse.Namespace) -> int:
    shelf = user_shelf()
    chosen = report_id(shelf, options.report)
    shelf.rename(chosen, " ".join(options.title))
    emit(f"已改名：{_named(shelf.find(chosen))}\n")
    return 0


def _remove(options: argparse.Namespace) -> int:
    shelf = user_shelf()
    report = shelf.find(options.report)
    shelf.remove(report.id)
    emit(f"已移到回收站：{_named(report)}\n30天内可以恢复：shenyi shelf restore {report.id}\n")
    return 0


def _restore(options: argparse.Namespace) -> int:
    shelf = user_shelf()
    report = meant(options.report, shelf.trash())
    shelf.restore(report.id)
    emit(f"已恢复：{_named(report)}\n{_how_to_read(report.id)}")
    return 0
