"""The outline of a report folder, kept beside its text so that opening it need not parse it.

It is what byte code is to a program: made from the text and the manifest, used only while both are
the files it was made from, and made anew by `python -m content.shelf FOLDER`. The parser takes
longer to import than such a file takes to read. Notes stand on its paragraphs, so what a newer
parser reads otherwise is stored when the user says so (`Shelf.reread`), or the format rises.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from content.decode import decode
from content.errors import Problem
from content.lines import split_lines
from content.report import Node, NodeKind, Numbering, Paragraph, Remark, Report, Role

STORED = "outline.json"

FORMAT = 1

_NOT_USED = (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, Problem)
"""What keeps a stored outline from being used, whatever is in it."""


def load_stored(folder: Path) -> Report | None:
    """The report of a folder from its stored outline, or None if there is none that fits."""
    try:
        data = (folder / STORED).read_bytes()
    except OSError:
        return None
    try:
        table = json.loads(data)
        manifest, text = (folder / name for name in table["files"])
        content = text.read_bytes()
        if table["checksum"] != _checksum(manifest.read_bytes(), content):
            return None
        return _report(table, decode(content, text).text)
    except _NOT_USED:
        return None


def knows_other_text(folder: Path) -> bool:
    """Whether the text that the stored outline was made of was changed in its file since then."""
    try:
        table = json.loads((folder / STORED).read_bytes())
        text = (folder / table["files"][1]).read_bytes()
        return bool(table["checksum"][3:] != _checksum(b"", text)[3:])
    except _NOT_USED:
        return False


def _checksum(manifest: bytes, text: bytes) -> list[int]:
    return [FORMAT, len(manifest), zlib.crc32(manifest), len(text), zlib.crc32(text)]


def _report(table: dict[str, Any], source: str) -> Report:
    lines, line_ends = split_lines(source)
    return Report(
        id=table["id"],
        title=table["title"],
        lines=tuple(lines),
        line_ends=tuple(line_ends),
        paragraphs=tuple(
            paragraph_of(at, row, lines) for at, row in enumerate(table["paragraphs"], 1)
        ),
        nodes=tuple(_node(number, row) for number, row in enumerate(table["nodes"], 1)),
        remarks=tuple(Remark(*row) for row in table["remarks"]),
    )


def paragraph_of(number: int, row: Sequence[Any], lines: Sequence[str]) -> Paragraph:
    """The paragraph that `row_of` gave; without a text of its own, that of its line."""
    line, last_line, text, role, owner, section, citation, head = row
    text = lines[line - 1] if text is None else text
    place = (Role(role), owner, section, citation)
    return Paragraph(number, line, last_line, text, *place, head and (head[0], head[1]))


def _node(number: int, row: list[Any]) -> Node:
    kind, level, text, line, citation, paragraph, own, parent, numbering, *rest = row
    place = (level, text, line, citation, paragraph, tuple(own), parent)
    return Node(number, NodeKind(kind), *place, Numbering(numbering), *rest)


def dump(report: Report, manifest: Path, text: Path) -> str:
    """The stored form of a report that was read from a manifest and a text file."""

    def lines(rows: list[list[Any]]) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    head = {
        "checksum": _checksum(manifest.read_bytes(), text.read_bytes()),
        "files": [manifest.name, text.name],
        "id": report.id,
        "title": report.title,
    }
    paragraphs = [row_of(paragraph) for paragraph in report.paragraphs]
    for row in paragraphs:
        if row[2] == report.lines[row[0] - 1]:
            row[2] = None  # its text stands in the text file
    nodes = [row_of(node) for node in report.nodes]
    remarks = [[remark.line, remark.text, remark.removed] for remark in report.remarks]
    return (
        json.dumps(head, ensure_ascii=False)[:-1]
        + f',\n"paragraphs": [\n{lines(paragraphs)}],\n"nodes": [\n{lines(nodes)}],\n'
        + f'"remarks": [\n{lines(remarks)}]}}\n'
    )


def row_of(thing: Paragraph | Node) -> list[Any]:
    """The values of all fields but the number that it has by its place, as JSON can hold them."""
    return [getattr(thing, field.name) for field in fields(thing)[1:]]
