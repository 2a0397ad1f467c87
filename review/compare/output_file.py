"""Where 对照 and 任务清单 go from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import Problem
from review.base.output import confirm, emit, emit_laid_out
from review.base.paper import Paper
from review.compare.listing import ComparisonSheet, as_csv
from review.notes.commands.export_command import write_asking

_FORMATS = ("txt", "csv", "docx", "json")


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what to make, and where to put it."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", default="")
    parser.add_argument("-o", dest="output", default="")
    parser.add_argument("--overwrite", action="store_true")


class Output(NamedTuple):
    """One thing in every format."""

    text: str
    sheet: ComparisonSheet
    paper: Paper
    found: dict[str, Any]
    """For JSON."""


def put_out(options: argparse.Namespace, output: Output) -> int:
    """Print, or write to a file, what was asked for.

    Raises:
        Problem: There is no such format, or the file could not be written.
    """
    form = _format(options)
    if form == "docx":
        from review.base.wordfile import word_file

        if options.output in ("", "-"):
            raise Problem("Word文件不能输出到屏幕。", remedy="请用-o写上文件名，如 -o 对照.docx。")
        data = word_file(output.paper)
    elif form == "json":
        import json

        data = (json.dumps(output.found, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == "csv":
        data = as_csv(output.sheet).encode("utf-8", "replace")
    else:
        data = output.text.encode("utf-8", "replace")
    if options.output in ("", "-"):
        (emit_laid_out if form == "txt" else emit)(data.decode())
        return 0
    write_asking(Path(options.output), data, options.overwrite)
    confirm(f"已写到{options.output}\n")
    return 0


def _format(options: argparse.Namespace) -> str:
    form: str = "json" if options.json else options.format
    if not form:
        ending = Path(options.output).suffix.removeprefix(".").lower()
        return ending if ending in _FORMATS else "txt"
    if form not in _FORMATS:
        raise Problem(f"没有“{form}”这种格式。", remedy=f"可以写：{'、'.join(_FORMATS)}。")
    return form
