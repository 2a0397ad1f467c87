"""What a template writes, read as a paper.

A template writes lines: `# ` the title, `## ` to `#### ` headings, `> ` a passage of the report,
`= ` a field of the form, `< ` what stands at the left edge and `>> ` at the right, `| | |` a row of
a table; any other line is a paragraph. A heading with nothing below it is left out, and 〇 at its
start becomes its number.

What notes say goes through a template as text in which nothing is a sign: `guarded` replaces signs
by characters for private use, and puts one before it that tells which note it is of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from content.numerals import chinese_numeral
from review.base.paper import Blank, Body, Ending, Grid, Paper, Part, Quotation, Salutation, Section

# Code points for private use, of planes 15 and 16, in which no note can be written: `guarded` takes
# them out. A tag for each note, a guard for each sign.
_NOTES = 0xF0000
_MOST_NOTES = 0xFFFE
_SIGNS = 0x10F000
_GUARD = {ord(sign): chr(_SIGNS + place) for place, sign in enumerate("\n#>=|〇<")}
_UNGUARD = {ord(guard): chr(sign) for sign, guard in _GUARD.items()}
_TAG = re.compile(f"[{chr(_NOTES)}-{chr(_NOTES + _MOST_NOTES)}]")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_PARTS: dict[str, type[Quotation | Ending | Salutation]] = {
    ">": Quotation,
    ">>": Ending,
    "<": Salutation,
}
_LINE_SIGNS = ("##", "###", "####", ">", ">>", "<", "=")
LINE_END = _GUARD[ord("\n")]
"""What stands for a line end in guarded text."""
_NUMBER = "\U0010fffd"
"""Stands for the number of a heading until it is known which headings stay."""


class Filled(NamedTuple):
    """A template that was filled in."""

    paper: Paper
    notes: tuple[frozenset[int], ...]
    """For each part the notes that it speaks of, 0-based as they were given."""

    @property
    def shown(self) -> frozenset[int]:
        """The notes that the paper speaks of; the others were left out."""
        return frozenset().union(*self.notes)


def guarded(value: Any, note: int | None = None) -> Any:
    """Text, or lists and dictionaries of it, in which a template finds no signs.

    Anything else comes back as it is; `note` is the number of the note that it is of, from 0.
    """
    if isinstance(value, str):
        plain = _PRIVATE.sub("\ufffd", value).translate(_GUARD)
        tag = chr(_NOTES + min(note, _MOST_NOTES)) if note is not None and plain else ""
        return tag + plain
    if isinstance(value, Mapping):
        return {name: guarded(each, note) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [guarded(each, note) for each in value]
    return value


def without_tags(text: str) -> str:
    """Guarded text without what tells which note it is of."""
    return _TAG.sub("", text)


def read_paper(text: str) -> Filled:
    """The paper that a template wrote.

    Lines that belong to no sign are paragraphs, empty ones are nothing; rows of a table that follow
    each other are one table. The first title counts.
    """
    title = ""
    parts: list[Part] = []
    notes: list[frozenset[int]] = []
    for line in text.split("\n"):
        of = frozenset(ord(tag) - _NOTES for tag in _TAG.findall(line))
        plain = without_tags(line).strip()
        if plain == "#" or plain.startswith("# "):
            title = title or _text(plain[1:])
            continue
        for part in _parts(plain):
            last = parts[-1] if parts else None
            if isinstance(part, Grid) and isinstance(last, Grid):
                parts[-1] = Grid([*last.rows, *part.rows])
                notes[-1] |= of
            else:
                parts.append(part)
                notes.append(of)
    kept = _with_content(parts)
    numbered = _numbered([parts[place] for place in kept])
    return Filled(Paper(title, numbered), tuple(notes[place] for place in kept))


def _parts(line: str) -> list[Part]:
    """What a line of a template is: several paragraphs if what it puts in has several lines."""
    sign, _, rest = line.partition(" ")
    if sign in _LINE_SIGNS:
        return [_signed(sign, rest.strip())] if rest.strip() else []
    if line.startswith("|"):
        cells = [_text(cell.strip()) for cell in line.strip("|").split("|")]
        return [] if set("".join(cells)) <= set("-: ") else [Grid([cells])]
    return [Body(_text(each)) for each in line.split(LINE_END) if _text(each).strip()]


def _signed(sign: str, rest: str) -> Part:
    if sign in _PARTS:
        return _PARTS[sign](_text(rest))
    if sign == "=":
        label, _, value = rest.partition("：")
        return Blank(_text(label), _text(value))
    return Section(_text(rest.replace("〇", _NUMBER, 1)), len(sign) - 1)


def _text(text: str) -> str:
    return text.translate(_UNGUARD).strip()


def _with_content(parts: Sequence[Part]) -> list[int]:
    """Places of the parts, without headings that have nothing below them."""
    kept = []
    below = 0
    """Level of the headings that what follows fills; 0 for nothing."""
    for place in reversed(range(len(parts))):
        part = parts[place]
        if not isinstance(part, Section):
            below = 9
        elif part.level <= below:
            below = part.level - 1
        else:
            continue
        if isinstance(part, Ending):
            below = 0  # who and when is no content
        kept.append(place)
    return kept[::-1]


def _numbered(parts: Sequence[Part]) -> list[Part]:
    """The same, headings that begin with 〇 numbered."""
    counts = [0, 0, 0]
    found = list(parts)
    for place, part in enumerate(parts):
        if isinstance(part, Section):
            counts[part.level :] = [0] * (len(counts) - part.level)
            counts[part.level - 1] += _NUMBER in part.text
            number = chinese_numeral(counts[part.level - 1])
            found[place] = Section(part.text.replace(_NUMBER, number), part.level)
    return found
