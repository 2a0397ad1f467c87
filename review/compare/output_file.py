"""Where 对照 and 任务清单 go from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from content.errors import Problem
from review.base.output import agreed, can_ask, emit
from review.compare.listing import Sheet, as_csv

_FORMATS = ("txt", "csv", "json")


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what to make, and where to put it."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", default="")
    parser.add_argument("-o", dest="output", default="")
    parser.add_argument("--overwrite", action="store_true")


def put_out(options: argparse.Namespace, text: str, sheet: Sheet, found: dict[str, Any]) -> int:
    """Print, or write to a file, what was asked for.

    Args:
        options: What the command was told.
        text: It as text.
        sheet: It as a table.
        found: It as JSON.

    Raises:
        Problem: There is no such format, or the file could not be written.
    """
    form = _format(options)
    if form == "json":
        import json

        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    elif form == "csv":
        text = "\ufeff" + as_csv(sheet)
    if not options.output or options.output == "-":
        emit(text)
        return 0
    _write(Path(options.output), text.encode("utf-8", "replace"), options.overwrite)
    emit(f"已写到{options.output}\n")
    return 0


def _format(options: argparse.Namespace) -> str:
    form: str = "json" if options.json else options.format
    if not form:
        ending = Path(options.output).suffix.removeprefix(".").lower()
        return ending if ending in _FORMATS else "txt"
    if form not in _FORMATS:
        raise Problem(f"没有“{form}”这种格式。", remedy=f"可以写：{'、'.join(_FORMATS)}。")
    return form


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    from review.base.files import is_taken, write_out

    if is_taken(path) and not overwrite:
        if not can_ask():
            remedy = "要覆盖它请加上--overwrite，或用-o另取文件名。"
            raise Problem("这个文件已经存在，没有改动它。", path=path, remedy=remedy)
        if not agreed(f"{path} 已经存在。要覆盖它吗？"):
            remedy = "要另取文件名，请用-o。"
            raise Problem("没有写，原来的文件没有改动。", remedy=remedy)
    write_out(path, data, overwrite=True)
