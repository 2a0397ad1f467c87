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
        """How many headings below each node were counted, to name those without a number.

        By the node's id; None for the parts.
        """
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
        """Add a node.

        Args:
            kind: What it is.
            level: Its depth in the tree, 0 for what stands before the parts.
            text: The heading as printed.
            index: The unit that it stands in, 0-based.
            citation: The whole of it, those of its parents included.
            more: Other fields of `Node`, such as `parent`, an id.
        """
        line, number = self.units[index].line, len(self.nodes) + 1
        self.nodes.append(Node(number, kind, level, text, line, citation, index + 1, **more))
        return self.nodes[-1]

    def paragraph(self, index: int, role: Role, owner: Node, citation: str, head: int = 0) -> None:
        """Add a unit as the next paragraph.

        Args:
            index: The unit, 0-based: the one behind that of the last paragraph.
            role: What it does on the page.
            owner: The node that it belongs to; of an item or a lead, the section is its parent's.
            citation: The whole of it, different from every other.
            head: How much of its core a head or lead takes, in code points; 0 for none.
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
