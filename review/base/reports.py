"""The report that a command speaks of: a file, one of the shelf, or that of the program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from content.files import is_there
from content.report import Report
from content.shelf.library import Opened, load_file, open_file
from content.shelf.shelf import Shelf
from review.base import paths
from review.base.files import known_lines, write_atomic

if TYPE_CHECKING:
    import argparse


REPORT_HELP = """\
  --file 文件    报告的纯文本；不写则是自带的张店区2024年政府工作报告
  --report 编号  或书架上的一份报告，见“shenyi shelf”
"""
"""What the help of a command says of `add_report_options`."""


def user_shelf() -> Shelf:
    """The user's reports."""
    return Shelf(paths.reports_dir(), folder_name=paths.file_name, write=write_atomic)


def add_report_options(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """Let a command be told which report it speaks of: `file` and `report` of `load_report`.

    `default` is what each is where it is not given. A command below another that has the options
    too takes `argparse.SUPPRESS`: otherwise its own defaults would wipe out what stood before it.
    """
    parser.add_argument("--file", default=default)
    parser.add_argument("--report", default=default)


def load_report(file: str | None, shelved: str | None = None) -> Report:
    """All of a report: of a file or folder, or of the shelf.

    `shelved` is its id or a part of id or title; without either it is the current text of the one
    that ships with the program. A Problem where it cannot be read, both were given, or one is given
    as nothing.
    """
    if file and shelved:
        raise Problem("--file和--report只能写一个。", remedy="书架上的报告用--report。")
    if "" in (file, shelved):
        raise Problem("报告的编号或文件名是空的。", remedy="不写，就是自带的报告。")
    if file:
        return load_file(file)
    shelf = user_shelf()
    return shelf.open(report_id(shelf, shelved)) if shelved else shelf.open()


def load_named(name: str | None) -> Report:
    """All of a report that is named in one word: a file, or one of the shelf; or a Problem."""
    return load_report(name) if name and _is_file(name) else load_report(None, name)


def open_named(name: str | None) -> Opened:
    """A report named in the same way, a very long file by its opening first."""
    return open_file(name) if name and _is_file(name) else Opened(load_report(None, name))


def last_report_id() -> str | None:
    """The report that was chosen from the shelf last, if it still stands there."""
    name = "".join(known_lines(paths.last_report_file()))
    return name if name and user_shelf().stands(name) else None


def remember_report(report_id: str) -> None:
    """Have a report shown when the program is started without naming one, or raise a Problem."""
    write_atomic(paths.last_report_file(), f"{report_id}\n".encode())


def report_id(shelf: Shelf, words: str) -> str:
    """The id of the one report of a shelf that is meant by its id or a part of id or title."""
    return words if shelf.stands(words) else shelf.find(words).id


def _is_file(name: str) -> bool:
    """Whether a word names a file, even one that is not there, and no report of the shelf."""
    return os.sep in name or bool(Path(name).suffix) or is_there(Path(name))
