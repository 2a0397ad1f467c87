"""Numbers that Word writes by itself: 一、 is then no part of a paragraph's text.

A paragraph names a list (`numId`) and a depth (`ilvl`), or its style does, or the style that one is
based on. The list names an abstract list, which says for each depth how it counts and how the label
looks. Lists of one abstract list go on with the same numbers unless one says that it begins anew:
一、 above a table and 二、 below it may be of two lists.

    numFmt chineseCounting, lvlText （%2）, the third paragraph of depth 1  ->  （三）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml import parse_xml

from content.numerals import chinese_numeral

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "koreanDigital2", "taiwaneseCounting", "taiwaneseCountingThousand",
)  # fmt: skip
"""Word's names of numerals that are shown as 一, 二, 三."""
# Digits as wide as Han characters: １ for 1.
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20), "decimalEnclosedCircleChinese": ("①", 20),
    "upperRoman": ("Ⅰ", 12), "lowerRoman": ("ⅰ", 12),
    "upperLetter": ("A", 26), "lowerLetter": ("a", 26),
}  # fmt: skip
"""The first of a row of characters that stand for 1, 2, …, and how many there are."""
_SILENT = ("bullet", "none")
"""Forms of levels that have no number: ■ and the like show nothing that can be cited."""
_NO_LIST = ("", "0")
"""Ids of lists that stand for none; 0 takes a paragraph out of the list of its style."""


class _Level(NamedTuple):
    """How one level of a list is numbered."""

    start: int
    """The number of its first paragraph, mostly 1."""
    form: str
    """Word's name of the numerals, such as `chineseCounting`."""
    pattern: str
    """The label, `%1` standing for the number of the first level: `（%2）`."""
    parted: bool
    """Whether a blank or a tab stands behind the label."""
    goes_on: bool
    """Whether it is counted on below another number of the levels above."""


class Numberer:
    """Counts the paragraphs of a document as Word does."""

    def __init__(self, document: Document) -> None:
        self.given = 0
        """How many paragraphs got a label."""
        self.lost = 0
        """How many are in a list of a document that says of no list how it is numbered."""
        self._levels: dict[str, list[_Level]] = {}
        """The levels of each abstract list, the outermost first."""
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, str] = {}
        """The abstract list behind each list."""
        self._restarts: dict[tuple[str, int], int] = {}
        """The number at which a list begins a level anew; each does so once."""
        self._links: dict[tuple[str, str], int] = {}
        """How deep in an abstract list the paragraphs of a style stand, where the list says so."""
        self._styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")
        }
        for element in parts(document, "/numbering"):
            self._read(element)

    def _read(self, element: Any) -> None:
        lent: dict[str, str] = {}
        borrowed: dict[str, str | None] = {}
        for abstract in element.iter(f"{_W}abstractNum"):
            name, levels = abstract.get(f"{_W}abstractNumId"), list(abstract.iter(f"{_W}lvl"))
            self._levels[name] = list(map(_level, levels))
            for depth, level in enumerate(levels):
                self._links[name, _value(level, "pStyle") or ""] = depth
            kept = _value(abstract, "styleLink")  # of the style of a list, which others borrow
            lent |= {kept: name} if kept else {}
            borrowed[name] = _value(abstract, "numStyleLink")
        for number in element.iter(f"{_W}num"):
            abstract_id = _value(number, "abstractNumId")
            if abstract_id is not None:
                lender = lent.get(borrowed.get(abstract_id) or "", abstract_id)
                self._lists[number.get(f"{_W}numId")] = lender
            for override in number.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    depth = _whole(override.get(f"{_W}ilvl"), 0)
                    self._restarts[number.get(f"{_W}numId"), depth] = _whole(start, 1)

    def label(self, paragraph: Any) -> str:
        """The label that Word prints before a paragraph (`w:p`), or an empty text.

        To be asked once for each paragraph, in the order of the document: it counts them.
        """
        list_id, depth = self._place(paragraph)
        name = self._lists.get(list_id, "")
        levels = self._levels.get(name, [])
        if depth >= len(levels):
            self.lost += not self._lists and list_id not in _NO_LIST
            return ""
        counters = self._counters.setdefault(name, [None] * len(levels))
        number = counters[depth]
        counters[depth] = levels[depth].start if number is None else number + 1
        counters[depth] = self._restarts.pop((list_id, depth), counters[depth])
        for below in range(depth + 1, len(levels)):
            counters[below] = counters[below] if levels[below].goes_on else None
        if levels[depth].form in _SILENT:
            return ""
        label = levels[depth].pattern
        for place, level in enumerate(levels[: depth + 1]):
            shown = counters[place] if counters[place] is not None else level.start
            label = label.replace(f"%{place + 1}", _numeral(shown or 0, level.form))
        self.given += bool(label)
        # 第一部分 and ① need the blank that Word shows; 一、 and （一） do without.
        return label + " " if levels[depth].parted and label[-1:].isalnum() else label

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The id of the list that a paragraph is in, by itself or by its style, and how deep.

        The id is empty where it is in none; the depth is 0 for the outermost level.
        """
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        list_id, depth = self._of_style(_value(properties, "pStyle"))
        numbered = properties.find(f"{_W}numPr")
        if numbered is None:
            return list_id, depth
        return _value(numbered, "numId") or list_id, _whole(_value(numbered, "ilvl"), 0)

    def _of_style(self, name: str | None) -> tuple[str, int]:
        """The list of a style, which may be that of the one it is based on, and how deep."""
        depth = None
        for _ in self._styles:  # a damaged file may base styles on each other
            style = self._styles.get(name)
            if style is None:
                break
            list_id = _value(style, f"pPr/{_W}numPr/{_W}numId")
            link = (self._lists.get(list_id or "", ""), name or "")
            depth = depth or _value(style, f"pPr/{_W}numPr/{_W}ilvl")
            if list_id is not None:
                return list_id, _whole(depth, self._links.get(link, 0))
            name = _value(style, "basedOn")
        return "", 0


def parts(document: Document, *kinds: str) -> Iterator[Any]:
    """The elements of the parts of some kinds (`/header`) that belong to a document."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(kinds) and not relation.is_external:
            part: Any = relation.target_part
            yield part.element if hasattr(part, "element") else parse_xml(part.blob)


def _level(element: Any) -> _Level:
    return _Level(
        _whole(_value(element, "start"), 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
        _value(element, "suff") != "nothing",
        _value(element, "lvlRestart") == "0",
    )


def _numeral(number: int, form: str) -> str:
    """A number in the numerals of a form; in plain digits where there are no such numerals."""
    if form in _CHINESE:
        return chinese_numeral(number)
    first, most = _SIGNS.get(form, ("", 0))
    if 1 <= number <= most:
        return chr(ord(first) + number - 1)
    return str(number).translate(_WIDE if form == "decimalFullWidth" else {})


def _value(element: Any, name: str) -> str | None:
    """The attribute `w:val` of an element's child; None where either is missing."""
    child = element.find(f"{_W}{name}")
    value = None if child is None else child.get(f"{_W}val")
    return None if value is None else str(value)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdecimal() else otherwise
