"""The command `doctor`: what it examines, in which order, and how it tells what was found.

First all findings are told as they come, faults with ！ before them; then, numbered, what to do
about each fault. With `--mend` all examinations are gone through once before, and what can be put
right is.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from content.errors import Problem, refused
from review.base import paths
from review.base.output import emit, emit_laid_out, is_plain
from review.base.paths import shown
from review.doctor import checks
from review.doctor.finding import Finding, trouble
from review.doctor.places import folders
from review.doctor.terminal import ask_drawing, terminal
from review.settings.config import load_config
from review.typography.linebreak import break_rows, cell_edges

_HELP = """\
检查审议和它的文件是否完好。其中没有批注、标签和选票的内容，可以原样发给维护者。

用法：shenyi doctor [--mend]

  --mend  把能自动处理的处理好，再检查一遍；只移动、不删除您的文件

最后说“一切正常”，或者逐条列出要做什么；在终端里，再问标点怎样才看得清。
一切正常时退出状态为0，有需要处理的为1，命令写错了为2。

例子：shenyi doctor
      shenyi doctor --mend
"""

_LIBRARIES = (
    *("textual", "whoosh", "jieba", "jinja2"),
    *("lxml", "python-docx", "pypdfium2", "openpyxl", "pynacl"),
)

_Examination = Callable[[], Iterable[Finding]]
"""Looks at one thing, and gives what it finds as it comes."""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi doctor`; its `run` gives 0 where all is well and 1 where there are faults."""
    doctor = commands.add_parser("doctor", usage=_HELP)
    doctor.add_argument("--mend", action="store_true")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    if options.mend:
        _mend()
    faults = []
    for title, examinations in _EXAMINATIONS.items():
        emit(f"{title}\n")
        for line in _examined(title, examinations):
            _say("！" if line.remedy else "　", f"{line.name}　{line.text}", hang=8)
            if line.remedy:
                faults.append(line)
    counted = f"有{len(faults)}处需要处理，即上面行首有“！”的：" if faults else "一切正常。"
    emit(f"\n{counted}\n")
    for number, line in enumerate(faults, start=1):
        _say(f"{number:>2}. ", f"{line.name}：{line.remedy}")
    ask_drawing()
    return int(bool(faults))


def _say(head: str, text: str, hang: int = 4) -> None:
    """Print a paragraph, on a terminal in rows that begin and end as Chinese rows may.

    `head` is what stands before it, and is never broken; the rows behind the first are set in by
    `hang` cells.
    """
    if is_plain():
        emit_laid_out(f"{head}{text}\n")
        return
    width = os.get_terminal_size(sys.stdout.fileno()).columns or 80
    rows = break_rows(text, max(10, width - hang), cell_edges(head)[-1] - hang)
    emit(f"{head}" + f"\n{' ' * hang}".join(text[start:end] for start, end in rows) + "\n")


def _mend() -> None:
    """Put right what can be, and say of each what was done or why it could not be."""
    for title, examinations in _EXAMINATIONS.items():
        # One after the other: what may be read now decides what the next examination finds.
        for line in _examined(title, examinations):
            if line.mend is None:
                continue
            try:
                done = line.mend()
            except Problem as problem:
                _say("没有处理　", f"{line.name}　{problem}")
            except OSError as error:
                _say("没有处理　", f"{line.name}　{refused(line.text, error)}")
            else:
                if done:
                    _say("已处理　", f"{line.name}　{done}。")


def _examined(title: str, examinations: Iterable[_Examination]) -> Iterator[Finding]:
    """What examinations find; what keeps one from its end is told, and the next has its turn."""
    for examine in examinations:
        try:
            yield from examine()
        except Problem as problem:
            yield trouble(title, problem)
        except OSError as error:
            yield trouble(title, refused("有文件夹看不了", error))
        except ImportError as error:
            yield Finding(title, f"缺少{error.name}，有一项没能检查", "请重新安装审议。")


def _versions() -> list[Finding]:
    """What the program runs on; a fault where a library that it needs is missing."""

    def found(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return ""

    missing = [name for name in _LIBRARIES if not found(name)]
    lines = [
        Finding("审议", found("shenyi") or "从源码运行"),
        Finding(
            "系统", f"{platform.system()} {platform.release()}，Python {sys.version.split()[0]}"
        ),
        Finding("组件", "，".join(f"{name} {found(name)}" for name in _LIBRARIES if found(name))),
        Finding("编码", f"输出{sys.stdout.encoding}，文件名{sys.getfilesystemencoding()}"),
    ]
    if missing:
        lines.append(Finding("组件", f"缺少{'、'.join(missing)}", "请重新安装审议。"))
    if shutil.which("shenyi") is None:
        lines.append(Finding("命令", f"没有装成命令，“shenyi”请写作“{_way_to_call()}”"))
    return lines


def _way_to_call() -> str:
    """How to call the program where `shenyi` is no command, as short as it can be typed here.

    By the file to click of a stick for Windows, by the executable that holds everything, or by
    Python with `-m review`.
    """
    program, arguments = Path(sys.executable), ""
    started_by = Path(__file__).parents[3] / "审议.bat"  # of a stick for Windows
    if started_by.is_file():
        program = started_by
    elif not getattr(sys, "frozen", False):
        arguments = " -m review"
    here = Path.cwd()
    short = program.relative_to(here) if program.is_relative_to(here) else program
    return f"{shown(short)}{arguments}"


def _settings() -> list[Finding]:
    """What is wrong in the file of settings, each line by itself, or that it is right."""
    path = paths.config_file()
    lines = [trouble("设置", problem) for problem in load_config(path).problems]
    if lines:
        rest = f"也可以把{shown(path)}改名，就用默认设置。"
        return [line._replace(remedy=f"{line.remedy}{rest}") for line in lines]
    return [Finding("设置", "写得对" if path.exists() else "没有设置文件，用的是默认设置")]


_EXAMINATIONS: dict[str, Sequence[_Examination]] = {
    "版本": [_versions],
    "终端": [terminal],
    "位置": [folders],
    "文件": [
        *(checks.reports, checks.search_index, checks.notes, checks.votes),
        *(checks.candidates, checks.templates, _settings),
    ],
}
"""What is looked at, under the title that it is told by."""
