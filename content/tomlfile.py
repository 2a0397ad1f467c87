"""TOML files that people edit: errors name the file and the line, in Chinese."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import NewerFile, Problem
from content.files import read_text


class TomlFile(NamedTuple):
    """A TOML file as read, with its text so that a message can point at a line."""

    path: Path
    data: dict[str, Any]
    """What it says; nothing of it is checked yet."""
    text: str

    def line_of(self, key: str) -> int | None:
        """1-based line of the first assignment to a key or header of a table by that name."""
        name = re.escape(key)
        pattern = re.compile(
            rf"^[ \t]*(?:\[+[^\]\n]*\b{name}[ \t]*\]+|[\"']?{name}[\"']?[ \t]*=)", re.M
        )
        found = pattern.search(self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else None

    def problem(self, message: str, key: str = "", *, remedy: str) -> Problem:
        """A problem with an entry, whose line is named, or the whole file; the caller raises it."""
        line = self.line_of(key) if key else None
        return Problem(message, path=self.path, line=line, remedy=remedy)

    def refuse_newer(self, known: int, name: str) -> None:
        """A `NewerFile` where its `format` has a number above the one `known`; it is a `name`."""
        number = self.data.get("format", known)
        if type(number) is int and number > known:
            raise NewerFile(self.path, name)

    def expect(self, keys: Collection[str]) -> None:
        """Refuse entries that are none of these; a Problem names the first."""
        for key in self.data:
            if key not in keys:
                remedy = f"这里只能写{'、'.join(keys)}。"
                raise self.problem(f"不认识“{key}”这一项。", key, remedy=remedy)


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file in UTF-8; a Problem if it cannot be read, or is no such file."""
    return parse_toml(path, read_text(path))


def parse_toml(path: Path, text: str) -> TomlFile:
    """Parse the text of a TOML file; a Problem if it is none."""
    # Some milliseconds, and a report given by its text file needs neither.
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return TomlFile(path, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        remedy = "请检查引号、等号和方括号是否成对，是否误用了中文标点。"
        raise Problem("这一行不符合TOML格式。", path=path, line=line, remedy=remedy) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets
        remedy = "请改正其中过长的数字或层层相套的括号。"
        raise Problem("里面有太长的数字或太深的括号。", path=path, remedy=remedy) from None


def toml_value(value: object) -> str:
    """A text, a number, a truth value or a list of them as TOML writes it, on one line."""
    # As JSON does, but for DEL, which JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
