"""The command `doctor`."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Iterator

from content.errors import Problem
from review import paths
from review.doctor.line import Line, trouble
from review.output import emit
from review.paths import shown

_HELP = """\
检查审议和它的文件是否完好。其中没有批注、标签和选票的内容，可以原样发给维护者。

用法：shenyi doctor [--mend]

  --mend  把能自动处理的处理好，再检查一遍

一切正常时退出状态为0，有需要处理的为1。

例子：shenyi doctor
"""

_LIBRARIES = ("textual", "whoosh", "jieba", "jinja2", "tomli")
_EXTRAS = {"python-docx": "Word", "pypdfium2": "PDF"}


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi doctor`."""
    doctor = commands.add_parser("doctor", usage=_HELP)
    doctor.add_argument("--mend", action="store_true")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    if options.mend:
        for line in _all_lines():
            if line.mend is not None:
                _mend(line, line.mend)
    faults = 0
    for title, examine in _examinations().items():
        emit(f"{title}\n")
        for line in _examined(title, examine):
            emit(f"{'！' if line.remedy else '　'}{line.name}　{line.text}\n")
            if line.remedy:
                emit(f"　　　　{line.remedy}\n")
                faults += 1
    emit(f"\n有{faults}处需要处理，见行首有“！”的。\n" if faults else "\n一切正常。\n")
    return 1 if faults else 0


def _mend(line: Line, mend: Callable[[], None]) -> None:
    try:
        mend()
    except OSError as error:
        from review.files import reason

        raise Problem(f"{line.text}，没有处理成（{reason(error)}）。") from error


def _all_lines() -> Iterator[Line]:
    for title, examine in _examinations().items():
        yield from _examined(title, examine)


def _examinations() -> dict[str, Callable[[], list[Line]]]:
    from review.doctor import checks
    from review.doctor.terminal import terminal

    def files() -> list[Line]:
        kinds = (checks.reports, checks.search_index, checks.notes, checks.votes)
        more = (checks.candidates, checks.templates, _settings)
        return [line for kind in (*kinds, *more) for line in kind()]

    return {"版本": _versions, "终端": terminal, "位置": checks.folders, "文件": files}


def _examined(title: str, examine: Callable[[], list[Line]]) -> list[Line]:
    try:
        return examine()
    except Problem as problem:
        return [trouble(title, problem)]
    except OSError as error:
        from review.files import reason

        return [Line(title, f"有文件夹看不了（{reason(error)}）", "请检查上面各位置的权限。")]


def _versions() -> list[Line]:
    from importlib.metadata import PackageNotFoundError, version

    def found(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return ""

    missing = [name for name in _LIBRARIES if not found(name)]
    kinds = "、".join(kind for name, kind in _EXTRAS.items() if not found(name))
    lines = [
        Line("审议", found("shenyi") or "从源码运行"),
        Line("系统", f"{platform.system()} {platform.release()}，Python {sys.version.split()[0]}"),
        Line("程序库", "，".join(f"{name} {found(name)}" for name in _LIBRARIES if found(name))),
        Line("编码", f"输出{sys.stdout.encoding}，文件名{sys.getfilesystemencoding()}"),
    ]
    if missing:
        lines.append(Line("程序库", f"缺少{'、'.join(missing)}", "请重新安装审议。"))
    if kinds:
        lines.append(Line("可选", f"没有装读{kinds}文件的程序库；纯文本报告不需要"))
    return lines


def _settings() -> list[Line]:
    from review.config import load_config  # the names of keys are Textual's, so it comes along

    path = paths.config_file()
    problems = load_config(path).problems
    if problems:
        remedy = "请用记事本改正这一处；删去它，就用默认设置。"
        return [
            Line("设置", problem.replace(str(path), shown(path)), remedy) for problem in problems
        ]
    return [Line("设置", "写得对" if path.exists() else "没有设置文件，用的是默认设置")]
