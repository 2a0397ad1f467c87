"""The report as the rest of the program sees it: lines, paragraphs and the outline over them.

A report is a sequence of *paragraphs* (段), each a non-blank stretch of the source, and a tree of
*nodes* (the outline) that point at them. One address is used everywhere: the report's id, a
paragraph number, and a start and end in code points of that paragraph's raw text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class NodeKind(str, Enum):
    """What an entry of the outline is. The values are those of `shenyi outline --json`."""

    TITLE = "title"
    SESSION = "session"
    SIGNATURE = "signature"
    SALUTATION = "salutation"
    PART = "part"
    SECTION = "section"
    ITEM = "item"
    LEAD = "lead"
    CLOSING = "closing"
    APPENDIX = "appendix"

    @property
    def is_heading(self) -> bool:
        """Whether paragraphs are counted under it (第N段): a part or a section."""
        return self is NodeKind.PART or self is NodeKind.SECTION


class Numbering(str, Enum):
    """How a heading or item is numbered in print."""

    NONE = ""
    PART = "第一部分"
    CHAPTER = "第一章"
    SUBCHAPTER = "第一节"
    CHINESE = "一、"
    PAREN_CHINESE = "（一）"
    ARABIC = "1．"
    PAREN_ARABIC = "（1）"
    SHI = "一是"
    YAO = "一要"
    DI = "第一"
    FIRST = "首先"
    DASH = "——"


CHAPTERS = (Numbering.PART, Numbering.CHAPTER, Numbering.SUBCHAPTER, Numbering.CHINESE)
"""The numberings that stand without brackets over much text, from the outermost."""


class Role(str, Enum):
    """What a paragraph does on the page."""

    TITLE = "title"
    SESSION = "session"
    SIGNATURE = "signature"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank paragraph of the source, headings and title lines included."""

    number: int
    """Place in the document, 1-based: the middle of every address."""
    line: int
    """First physical line in the source, 1-based."""
    last_line: int
    """Last physical line; greater than `line` only where wrapped lines were joined."""
    text: str
    """The raw text: the source line without its line end, or the joined lines."""
    role: Role
    owner: int
    """Id of the node that the paragraph belongs to."""
    section: int | None
    """Id of the nearest part or section, or None outside of all parts."""
    citation: str
    """How deputies cite it, such as `二（七）第3段`."""
    head: tuple[int, int] | None = None
    """Code points of the run-in head, item head or lead that opens the paragraph, if one does."""


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of the outline."""

    id: int
    """1-based, in document order."""
    kind: NodeKind
    level: int
    """Depth in the tree: 0 for what stands before and around the parts, 1 for parts, and so on."""
    text: str
    """The heading as printed, without the body that runs on behind it."""
    line: int
    """Physical line where it stands, 1-based."""
    citation: str
    paragraph: int
    """Number of the paragraph it stands in."""
    own: tuple[int, ...] = ()
    """Numbers of the paragraphs that belong to it and to none of its children."""
    parent: int | None = None
    numbering: Numbering = Numbering.NONE
    number: int | None = None
    """Its printed number, or None if unnumbered."""
    run_in: bool = False
    """Whether body text follows on the same line."""
    alt_citation: str | None = None
    """A second way to cite it: an item is also a numbered paragraph of its part."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubtful place or a cleaning step that a reader should know of. Text is Chinese."""

    line: int
    """Physical line it speaks of, 1-based."""
    text: str
    removed: str = ""
    """Characters of the source that are in no paragraph because of it (a page number, say)."""


@dataclass(frozen=True)
class Report:
    """A whole report. Nothing of the source is lost: `source` gives it back to the character."""

    id: str
    title: str
    """What to call it on screen, such as 「张店区2024年政府工作报告」."""
    lines: tuple[str, ...]
    """The physical lines without their line ends; blank and removed lines included."""
    line_ends: tuple[str, ...]
    """The line end behind each line; the last may be empty."""
    paragraphs: tuple[Paragraph, ...]
    """In the order of the text: the one with number n has index n - 1."""
    nodes: tuple[Node, ...]
    """In the order of the text: the one with id n has index n - 1."""
    remarks: tuple[Remark, ...] = ()

    @property
    def source(self) -> str:
        """The text as it was read, every character of it."""
        return "".join(line + end for line, end in zip(self.lines, self.line_ends, strict=True))

    def paragraph(self, number: int) -> Paragraph:
        """The paragraph with this 1-based number, or an IndexError: none counts from the end."""
        if not 1 <= number <= len(self.paragraphs):
            raise IndexError(number)
        return self.paragraphs[number - 1]

    def node(self, node_id: int) -> Node:
        """The outline entry with this 1-based id, or an IndexError."""
        if not 1 <= node_id <= len(self.nodes):
            raise IndexError(node_id)
        return self.nodes[node_id - 1]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts (部分), in order."""
        return tuple(node for node in self.nodes if node.kind is NodeKind.PART)

    @cached_property
    def _children(self) -> dict[int | None, list[Node]]:
        children: dict[int | None, list[Node]] = {}
        for node in self.nodes:
            children.setdefault(node.parent, []).append(node)
        return children

    def children(self, node_id: int) -> tuple[Node, ...]:
        """The outline entries directly below one, in order; none for an id that is not there."""
        return tuple(self._children.get(node_id, ()))

    def paragraphs_under(self, node_id: int) -> Iterator[Paragraph]:
        """All paragraphs of a node and of everything below it, in document order."""
        numbers = set(self.node(node_id).own)
        pending = [node_id]
        while pending:
            for child in self._children.get(pending.pop(), ()):
                numbers.update(child.own)
                pending.append(child.id)
        return (self.paragraph(number) for number in sorted(numbers))
