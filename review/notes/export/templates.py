"""Layouts as files: those that ship with the program, and the user's own, which win.

They are Jinja2 templates in a sandbox. What they can speak of is in 说明.txt beside them. One of
today gives all formats (`NAME.模板.txt`, read by `paper_markup`); one of version 0.1 gives the text
or the Markdown that it spells out (`NAME.txt`, `NAME.md`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from content.child import bound, start_child
from content.errors import Problem
from content.files import read_text
from review.base import paths
from review.base.files import write_atomic
from review.notes.export.filters import FILTERS
from review.notes.export.form import DEFAULT

SHIPPED = Path(__file__).parent / "templates"

_GUIDE = "说明.txt"

_PAPER = ".模板.txt"
"""How the name of a template ends that gives all formats."""

_OLD = (".txt", ".md")

_SECONDS = 2
"""Of the processor; two thousand notes take a tenth of a second."""
_PATIENCE = 20.0
"""Seconds after which it is given up, however busy the machine is."""
_MEMORY = 500_000_000


class Template(NamedTuple):
    """A layout there is."""

    name: str
    formats: tuple[str, ...]
    """Of `docx`, `txt` and `md` those that it gives."""
    own: bool
    """Whether a file of the user's is used, at least for one of the formats."""


def listed() -> list[Template]:
    """The layouts there are: the default first, then by name; the folders are looked into anew."""
    own, shipped = ({_name(file) for file in _layouts(folder)} for folder in _folders())
    return [
        Template(
            name, tuple(form for form in ("docx", "txt", "md") if _find(name, form)), name in own
        )
        for name in sorted(own | shipped, key=lambda name: (name != DEFAULT, name))
    ]


def old_ones() -> list[Path]:
    """The user's templates of version 0.1, from which no Word document can be made."""
    own = _layouts(paths.templates_dir())
    return [path for file, path in own.items() if not file.endswith(_PAPER)]


def copy_to_own(name: str) -> Path:
    """Copy a shipped layout and the guide into the user's folder; its file there, or a Problem."""
    shipped = _entries(SHIPPED)
    if name + _PAPER not in shipped:
        raise _unknown(name)
    copy = paths.templates_dir() / (name + _PAPER)
    if copy.exists():
        raise Problem("这里已有同名的模板。", path=copy, remedy="请直接修改它，或先改名。")
    for file in (name + _PAPER, _GUIDE):
        write_atomic(paths.templates_dir() / file, shipped[file].read_bytes())
    return copy


def find(name: str, suffix: str) -> Path:
    """The file that gives a format (`docx`, `txt` or `md`) of a layout, or a Problem."""
    if path := _find(name, suffix):
        return path
    raise _unknown(name, suffix)


def is_paper(path: Path) -> bool:
    """Whether a template gives a paper; those of version 0.1 give text."""
    return _file_name(path).endswith(_PAPER)


def render(path: Path, facts: dict[str, Any]) -> str:
    """What a template writes of some facts.

    Where the user has templates it is filled in by a child process with bounds: any of them may be
    a part of the one named. The facts, what JSON has, go through a pipe, never through the command
    line. A Problem where it takes too long, or is broken: then it names file and line.
    """
    is_own = any(map(Path.is_file, _entries(paths.templates_dir()).values()))
    return _fill_apart(path, facts) if is_own else fill(path, facts)


def fill(path: Path, facts: dict[str, Any]) -> str:
    """Fill in a template in this very process; see `render`."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_source),
        autoescape=False,
    )
    environment.filters |= FILTERS
    try:
        text = environment.get_template(_file_name(path)).render(facts)
    except Problem:
        raise
    except (TemplateError, OverflowError) as error:
        raise _broken(error, path) from None
    except Exception as error:  # what a template asks for cannot be: 1 / 0, itself, 批注 + 1
        if _line_in_template(error.__traceback__) is None:
            raise
        raise _broken(error, path) from None
    return text if text.endswith("\n") else text + "\n"


def _fill_apart(path: Path, facts: dict[str, Any]) -> str:
    """Fill in a template of the user's own in a child process, with bounds on time and memory."""
    child = start_child(__name__, stdout=subprocess.PIPE)
    if child is None:
        raise Problem("系统没有余力再开一个进程。", path=path, remedy="请关掉别的程序再试。")
    with child:
        try:
            job = json.dumps([str(path), facts, _SECONDS])
            answer, _ = child.communicate(job, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            answer = ""
    if child.returncode or not answer:
        why = f"用这个模板要超过{_SECONDS}秒或{_MEMORY // 1_000_000}MB内存，没有做下去。"
        raise Problem(why, path=path, remedy="请检查模板里的循环，是不是重复得太多。")
    found = json.loads(answer)
    if "text" in found:
        return str(found["text"])
    where, line, remedy = Path(found["path"]), found["line"], found["remedy"]
    raise Problem(found["message"], path=where, line=line, remedy=remedy)


def main() -> None:
    """Fill in the template that standard input names, with what it may speak of."""
    path, facts, seconds = json.loads(sys.stdin.read())
    bound(_MEMORY, seconds)
    try:
        answer: dict[str, object] = {"text": fill(Path(path), facts)}
    except Problem as problem:
        answer = {**vars(problem), "path": str(problem.path or path)}
    sys.stdout.write(json.dumps(answer))


def _folders() -> tuple[Path, Path]:
    return paths.templates_dir(), SHIPPED


def _layouts(folder: Path) -> dict[str, Path]:
    """The layouts of a folder. Names with _ are parts of others; the guide is none."""
    return {
        file: path
        for file, path in _entries(folder).items()
        if file.endswith(_OLD) and not file.startswith(("_", ".")) and file != _GUIDE
    }


def _entries(folder: Path) -> dict[str, Path]:
    """What is in a folder, by what it is called."""
    try:
        return {_file_name(path): path for path in sorted(folder.iterdir())}
    except OSError:  # it is not there, or closed, which the doctor tells
        return {}


def _file_name(path: Path) -> str:
    """What a file is called: in UTF-8, as it was shipped, or else as the locale says."""
    try:
        return os.fsencode(path.name).decode()
    except UnicodeDecodeError:
        return path.name


def _name(file: str) -> str:
    return file.removesuffix(_PAPER) if file.endswith(_PAPER) else Path(file).stem


def _find(name: str, suffix: str) -> Path | None:
    """The file that gives a format of a layout, the user's before the shipped one."""
    for folder in _folders():
        files = _layouts(folder)
        for file in (name + _PAPER, f"{name}.{suffix}"):
            if file in files:
                return files[file]
        if suffix == "docx" and any(_name(file) == name for file in files):
            return None  # what the user has changed would not be in the shipped one
    return None


def _unknown(name: str, suffix: str = "") -> Problem:
    having = [template for template in listed() if not suffix or suffix in template.formats]
    names = "、".join(template.name for template in having)
    old = [path for path in old_ones() if path.stem == name]
    if suffix == "docx" and old:
        remedy = (
            f"请输入“shenyi notes templates --copy {name}”，把改动写进新的一份，"
            f"写法见同一文件夹中的“{_GUIDE}”；或者导出为txt。"
        )
        return Problem("这个模板是0.1版的写法，做不成Word。", path=old[0], remedy=remedy)
    if suffix and any(template.name == name for template in listed()):
        return Problem(f"模板“{name}”没有{suffix}格式。", remedy=f"有这种格式的是：{names}。")
    return Problem(f"没有名为“{name}”的模板。", remedy=f"可用的是：{names}。")


def _source(name: str) -> tuple[str, str, None] | None:
    """The text of a template or a part of one, by the name of its file, and where that is.

    That is in the form which Jinja2 asks for; None has it say that there is none.
    """
    for folder in _folders():
        if path := _entries(folder).get(name):
            return read_text(path), str(path), None
    return None


# What is wrong with a template


_MEANINGS: tuple[tuple[type[Exception], str, str], ...] = (
    (TemplateNotFound, "", "找不到它引用的“{name}”。"),
    (UndefinedError, "", "这里没有“{name}”这一项。"),
    (TemplateSyntaxError, "named", "没有“{name}”这种用法。"),
    (TemplateSyntaxError, "innermost block", "到这里还没有见到“{name}”的结束标记，如“end{name}”。"),
    (TemplateSyntaxError, "", "这一行不符合模板的写法。"),
    (OverflowError, "", "写出的文字太多，或者重复得太多。"),
    (RecursionError, "", "这一行直接或间接引用了它自己。"),
    (Exception, "", "这一行算不出结果。"),
)
"""What kinds of errors mean, with a part of Jinja2's message: the first that fits."""


def _broken(error: Exception, path: Path) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        place: tuple[str | Path, int] | None = (error.filename or path, error.lineno)
    else:
        place = _line_in_template(error.__traceback__)
    file, line = place or (path, 1)
    name = error.name if isinstance(error, TemplateNotFound) else ""
    name = name or ["", *re.findall(r"'([^']*)'", str(error))][-1]
    message = next(
        said for kind, part, said in _MEANINGS if isinstance(error, kind) and part in str(error)
    ).format(name=name)
    remedy = f"请检查名称，以及{{{{ }}}}和{{% %}}是否成对；写法见{SHIPPED / _GUIDE}。"
    return Problem(message, path=file, line=line, remedy=remedy)


def _line_in_template(traceback: TracebackType | None) -> tuple[str | Path, int] | None:
    """Where the innermost template was when it failed; Jinja2 puts its lines into tracebacks."""
    place: tuple[str | Path, int] | None = None
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.parent in _folders():
            place = file, traceback.tb_lineno
        traceback = traceback.tb_next
    return place
