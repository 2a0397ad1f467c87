"""The outline of a report folder, kept beside its text so that opening it need not parse it.

It is what byte code is to a program: made from the text and the manifest, used only while both are
the files it was made from, and made anew at any time by `python -m content.shelf FOLDER`. The
parser takes longer to import than such a file takes to read.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from content.decode import decode
from content.errors import Problem
from content.lines import split_lines
from content.report import Node, NodeKind, Numbering, Paragraph, Remark, Report, Role

STORED = "outline.json"

_FORMAT = 1


def load_stored(folder: Path) -> Report | None:
    """The report of a folder from its stored outline, or None if there is none that fits."""
    try:
        data = (folder / STORED).read_bytes()
    except OSError:
        return None
    import json

    try:
        table = json.loads(data)
        manifest, text = (folder / name for name in table["files"])
        content = text.read_bytes()
        if table["checksum"] != _checksum(manifest.read_bytes(), content):
            return None
        return _report(table, decode(content, text).text)
    except (OSError, ValueError, KeyError, TypeError, IndexError, Problem):
        return None


def _checksum(manifest: bytes, text: bytes) -> list[int]:
    return [_FORMAT, len(manifest), zlib.crc32(manifest), len(text), zlib.crc32(text)]


def _report(table: dict[str, Any], source: str) -> Report:
    lines, line_ends = split_lines(source)
    return Report(
        id=table["id"],
        title=table["title"],
        lines=tuple(lines),
        line_ends=tuple(line_ends),
        paragraphs=tuple(
            _paragraph(number, row, lines) for number, row in enumerate(table["paragraphs"], 1)
        ),
        nodes=tuple(_node(number, row) for number, row in enumerate(table["nodes"], 1)),
        remarks=tuple(Remark(*row) for row in table["remarks"]),
    )


def _paragraph(number: int, row: list[Any], lines: list[str]) -> Paragraph:
    line, last_line, text, role, owner, section, citation, head = row
    return Paragraph(
        number,
        line,
        last_line,
        lines[line - 1] if text is None else text,
        Role(role),
        owner,
        section,
        citation,
        None if head is None else (head[0], head[1]),
    )


def _node(number: int, row: list[Any]) -> Node:
    kind, level, text, line, citation, paragraph, own, parent, numbering, *rest = row
    return Node(
        number,
        NodeKind(kind),
        level,
        text,
        line,
        citation,
        paragraph,
        tuple(own),
        parent,
        Numbering(numbering),
        *rest,
    )


def dump(report: Report, manifest: Path, text: Path) -> str:
    """The stored form of a report.

    Args:
        report: As the parser reads it.
        manifest: The folder's manifest.
        text: The folder's text file.
    """
    import json

    def lines(rows: list[list[Any]]) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    head = {
        "checksum": _checksum(manifest.read_bytes(), text.read_bytes()),
        "files": [manifest.name, text.name],
        "id": report.id,
        "title": report.title,
    }
    paragraphs = [_paragraph_row(paragraph, report) for paragraph in report.paragraphs]
    nodes = [_node_row(node) for node in report.nodes]
    remarks = [[remark.line, remark.text, remark.removed] for remark in report.remarks]
    return (
        json.dumps(head, ensure_ascii=False)[:-1]
        + f',\n"paragraphs": [\n{lines(paragraphs)}],\n"nodes": [\n{lines(nodes)}],\n'
        + f'"remarks": [\n{lines(remarks)}]}}\n'
    )


def _paragraph_row(paragraph: Paragraph, report: Report) -> list[Any]:
    verbatim = paragraph.text == report.lines[paragraph.line - 1]
    return [
        paragraph.line,
        paragraph.last_line,
        None if verbatim else paragraph.text,
        paragraph.role.value,
        paragraph.owner,
        paragraph.section,
        paragraph.citation,
        paragraph.head,
    ]


def _node_row(node: Node) -> list[Any]:
    return [
        node.kind.value,
        node.level,
        node.text,
        node.line,
        node.citation,
        node.paragraph,
        node.own,
        node.parent,
        node.numbering.value,
        node.number,
        node.run_in,
        node.alt_citation,
    ]
