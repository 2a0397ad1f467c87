"""The tree under construction: paragraphs and nodes gathered in document order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from content.lines import Unit
from content.report import Node, NodeKind, Numbering, Paragraph, Role


@dataclass(slots=True, eq=False)
class ParagraphDraft:
    """A node whose paragraphs are still being gathered; its fields are those of `Node`."""

    id: int
    kind: NodeKind
    level: int
    text: str
    line: int
    citation: str
    paragraph: int
    parent: int | None = None
    numbering: Numbering = Numbering.NONE
    number: int | None = None
    run_in: bool = False
    alt_citation: str | None = None
    own: list[int] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    """How often each label was given out below it."""
    ordinal: int = 0
    """How many headings below it were counted, to name those without a number."""

    def finish(self) -> Node:
        """The node, when all its paragraphs are known."""
        known = {field.name: getattr(self, field.name) for field in fields(Node)}
        return Node(**{**known, "own": tuple(self.own)})

    def unique(self, label: str) -> str:
        """A label made different from those given before: （四）, （四）′, （四）′2."""
        count = self.labels.get(label, 0)
        self.labels[label] = count + 1
        return label + ("" if count == 0 else "′" if count == 1 else f"′{count}")


class Builder:
    """Gathers paragraphs and nodes; units[i] becomes the paragraph with number i + 1."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.paragraphs: list[Paragraph] = []
        self.drafts: list[ParagraphDraft] = []
        self.root = ParagraphDraft(0, NodeKind.TITLE, 0, "", 0, "", 0)
        """Gives out the labels of the parts; not a node of the report."""

    def node(
        self, kind: NodeKind, level: int, text: str, index: int, citation: str
    ) -> ParagraphDraft:
        """Add a node that stands in units[index]."""
        line = self.units[index].line
        draft = ParagraphDraft(len(self.drafts) + 1, kind, level, text, line, citation, index + 1)
        self.drafts.append(draft)
        return draft

    def paragraph(
        self,
        index: int,
        role: Role,
        owner: ParagraphDraft,
        citation: str,
        head: int = 0,
    ) -> None:
        """Add units[index]; `head` is how much of its core a head or lead takes."""
        unit = self.units[index]
        holder = owner if owner.kind.is_heading else self.drafts[(owner.parent or owner.id) - 1]
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
