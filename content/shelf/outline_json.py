"""The outline as JSON, for scripts: `shenyi outline --json`."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from content.report import Node, NodeKind, Numbering, Report, Role

_NOMINAL = {Numbering.PART: 1, Numbering.CHINESE: 1, Numbering.PAREN_CHINESE: 2}
_WITH_PARENT = (NodeKind.SECTION, NodeKind.ITEM, NodeKind.LEAD)
_LISTED = (NodeKind.PART, *_WITH_PARENT)


def outline(report: Report) -> dict[str, Any]:
    """The outline of a report as plain data.

    Returns:
        `nodes` (every entry, with the lines of its own paragraphs), `headings` (headings, items
        and leads in one flat list) and `remarks`. Lines are physical lines, 1-based.
    """
    return {
        "nodes": [_node(report, node) for node in report.nodes],
        "headings": [_heading(report, node) for node in report.nodes if node.kind in _LISTED],
        "remarks": [
            _without_empty(line=r.line, text=r.text, removed=r.removed) for r in report.remarks
        ],
    }


def _node(report: Report, node: Node) -> dict[str, Any]:
    lines = [report.paragraph(number).line for number in node.own]
    total = sum(1 for _ in report.paragraphs_under(node.id))
    parent = node.parent if node.kind in _WITH_PARENT else None
    below = _lines_below(report, node)
    return {
        "id": node.id,
        "kind": node.kind.value,
        "level": node.level,
        "line": node.line,
        "text": node.text,
        "cite": node.citation,
        "paragraphs": len(lines),
        "para_lines": lines,
        **_without_empty(
            paragraphs_all=total if total != len(lines) else None,
            parent=report.node(parent).citation if parent else None,
            number=node.number if parent else None,
            alt_cite=node.alt_citation,
            run_in=node.run_in or None,
            continues_on=below[0][0] if below else None,
            continued="".join(text for _, text in below) or None,
            note="；".join(r.text for r in report.remarks if r.line == node.line and not r.removed)
            if node.kind.is_heading
            else None,
        ),
    }


def _lines_below(report: Report, node: Node) -> list[tuple[int, str]]:
    """Further lines of a node that is printed on more than one (a date line, a split heading)."""
    if node.kind is not NodeKind.SESSION and not (node.kind.is_heading and not node.run_in):
        return []
    roles = (Role.SESSION, Role.HEADING)
    behind = report.paragraphs[node.paragraph :]
    below = takewhile(lambda p: p.owner == node.id and p.role in roles, behind)
    return [(paragraph.line, paragraph.text.strip()) for paragraph in below]


def _heading(report: Report, node: Node) -> dict[str, Any]:
    by_depth = 1 if node.level == 1 else 3
    return {
        "level": _NOMINAL.get(node.numbering, by_depth) if node.kind.is_heading else 3,
        "depth": node.level,
        "text": node.text,
        "runin": node.run_in and not _lost_its_line_end(report, node),
        "line": node.line,
    }


def _lost_its_line_end(report: Report, node: Node) -> bool:
    """Whether a wide blank parts a heading from the text behind it, where a line end should."""
    paragraph = report.paragraph(node.paragraph)
    if paragraph.head is None:
        return False
    after = paragraph.text[paragraph.head[1] :][:3]
    return after[:1].isspace() or after[1:2] in ("\u3000", "\t") or after[1:] == "  "


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}
