"""A paper to be handed in: title, headings, paragraphs, quotations, blanks and tables.

One structure gives plain text, Markdown and (`review.base.wordfile`) a Word document, so that all
three say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

BLANK_LINE = "＿" * 8
"""What stands where something is to be written by hand."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: 一、… on level 1, （一）… on level 2, 1．… on level 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class _Text:
    text: str


class Body(_Text):
    """A paragraph."""


class Salutation(_Text):
    """Who is spoken to, from the left edge: 各位代表：."""


class Quotation(_Text):
    """A passage of the report, as a paragraph of its own."""


class Ending(_Text):
    """What stands at the right below the text: who, when."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a form."""

    label: str
    value: str = ""
    """Empty where it is to be filled in by hand."""

    @property
    def text(self) -> str:
        """Label and value, or a line to write on."""
        return f"{self.label}：{self.value or BLANK_LINE}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: Sequence[Sequence[str]]
    """Cells of each row; every row has as many."""
    widths: Sequence[float] = ()
    """Widths of the columns in proportion to each other; all alike without."""
    has_head: bool = True
    """Whether the first row names the columns, and is repeated on every page."""


Part = Section | Body | Salutation | Quotation | Blank | Ending | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, as it is handed in."""

    title: str
    parts: Sequence[Part] = field(default=())
    is_sheet: bool = False
    """Whether it is a form of one page, set smaller than a text that is to be read."""


def plain_text(paper: Paper) -> str:
    """A paper as text: each paragraph is one line, cells of a row are parted by tabs."""
    lines = [paper.title]
    before: Part | None = None
    for part in paper.parts:
        # A blank line where the eye needs one: not within what belongs together.
        belongs = isinstance(before, Section) or (
            not isinstance(part, Section) and _group(part) is _group(before)
        )
        if not belongs:
            lines.append("")
        lines += part_lines(part)
        before = part
    return "\n".join(lines) + "\n"


def _group(part: Part | None) -> type:
    """What stands together without a blank line: passages stand with the paragraphs about them."""
    return Body if isinstance(part, Quotation) else type(part)


def part_lines(part: Part) -> list[str]:
    """The lines of a part, as a Word document has paragraphs and rows.

    Those of a passage are without the blanks by which the report itself sets them off.
    """
    if isinstance(part, Grid):
        return ["｜".join(" ".join(cell.split()) for cell in row) for row in part.rows]
    lines = part.text.split("\n")
    return [line.strip() for line in lines] if isinstance(part, Quotation) else lines


def markdown_text(paper: Paper) -> str:
    """A paper as Markdown, in which every character shows as it is."""
    return "\n\n".join(_markdown_blocks(paper)) + "\n"


def markdown_paragraphs(text: str) -> str:
    """Text such that Markdown shows every character of it; each line becomes a paragraph."""
    return "\n\n".join(_markdown_line(line) for line in text.split("\n") if line)


def markdown_quote(text: str) -> str:
    """The same as a block quote."""
    return "\n>\n".join(f"> {_markdown_line(line)}" for line in text.split("\n"))


def _markdown_blocks(paper: Paper) -> Iterator[str]:
    yield f"# {_markdown_line(paper.title)}"
    for part in paper.parts:
        if isinstance(part, Section):
            yield f"{'#' * (part.level + 1)} {_markdown_line(part.text)}"
        elif isinstance(part, Quotation):
            yield markdown_quote("\n".join(part_lines(part)))
        elif isinstance(part, Grid):
            yield _markdown_table(part)
        elif blocks := markdown_paragraphs(part.text):
            yield blocks


def _markdown_table(grid: Grid) -> str:
    head, *others = grid.rows if grid.has_head else [[""] * len(grid.rows[0]), *grid.rows]
    rows = [[_markdown_line(" ".join(cell.split())) for cell in row] for row in (head, *others)]
    rows.insert(1, ["---"] * len(head))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]")
_LINE_START = re.compile(r"^(#|[-+=](?=\s|$|[-+=])|\d{1,9}(?=[.)]))")
_EDGE_BLANK = re.compile(r"^[ \t]|[ \t]$")


def _markdown_line(line: str) -> str:
    """A line such that Markdown shows every character of it."""
    escaped = _MARKUP.sub(r"\\\g<0>", line)
    escaped = _LINE_START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", escaped)
    return _EDGE_BLANK.sub(lambda blank: f"&#{ord(blank[0])};", escaped)
