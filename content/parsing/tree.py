"""The tree under construction: paragraphs and nodes gathered in document order.

Every unit becomes one paragraph, added in order. A node is added before the paragraphs that belong
to it and before its children, so that their ids are above its own. What it owns is counted at the
end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from content.lines import Unit
from content.report import Node, NodeKind, Paragraph, Role


class Builder:
    """Gathers paragraphs and nodes; units[i] becomes the paragraph with number i + 1."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.paragraphs: list[Paragraph] = []
        self.nodes: list[Node] = []
        """As they are but for the paragraphs that are their own."""
        self.ordinals: Counter[int | None] = Counter()
        """How many headings were counted below the node with an id, None for the parts."""
        self._labels: Counter[tuple[int | None, str]] = Counter()

    def unique(self, parent: Node | None, label: str) -> str:
        """A label made different from those below the same node: （四）, （四）′, （四）′2.

        Each call counts: asked twice for one heading it gives two labels.
        """
        key = (parent.id if parent else None, label)
        count = self._labels[key]
        self._labels[key] += 1
        return label + ("" if count == 0 else "′" if count == 1 else f"′{count}")

    def node(
        self, kind: NodeKind, level: int, text: str, index: int, citation: str, **more: Any
    ) -> Node:
        """Add a node that stands in the unit `index`; `more` are other fields of `Node`."""
        line, number = self.units[index].line, len(self.nodes) + 1
        self.nodes.append(Node(number, kind, level, text, line, citation, index + 1, **more))
        return self.nodes[-1]

    def paragraph(self, index: int, role: Role, owner: Node, citation: str, head: int = 0) -> None:
        """Add the next unit as a paragraph; `head` code points of its core are a head or lead.

        Where the owner is an item or a lead, the section is its parent's.
        """
        unit = self.units[index]
        holder = owner if owner.kind.is_heading else self.nodes[(owner.parent or owner.id) - 1]
        self.paragraphs.append(
            Paragraph(
                number=index + 1,
                line=unit.line,
                last_line=unit.last_line,
                text=unit.text,
                role=role,
                owner=owner.id,
                section=holder.id if holder.kind.is_heading else None,
                citation=citation,
                head=(unit.start, unit.start + head) if head else None,
            )
        )

    def finished(self) -> tuple[Node, ...]:
        """The nodes with their own paragraphs: all but the lines that they are printed on."""
        own: dict[int, list[int]] = {node.id: [] for node in self.nodes}
        for paragraph in self.paragraphs:
            names_it = paragraph.role is Role.APPENDIX and paragraph.citation == "附"
            if paragraph.role in (Role.BODY, Role.APPENDIX) and not names_it:
                own[paragraph.owner].append(paragraph.number)
        return tuple(replace(node, own=tuple(own[node.id])) for node in self.nodes)
