"""What a page or a collection adds around the text: numbers, running heads, front matter."""

from __future__ import annotations

import re

from content import grammar
from content.lines import BLANK
from content.report import Numbering

_SHORT = 40
"""Page numbers and running heads are never longer; longer lines are not looked at."""

_PAGES_APART = 8
"""Running heads are at least so many lines apart."""

_DASHES = "-—–－―─·•~～|"
_PAGE = (
    rf"[{_DASHES}]{{1,4}}\d{{1,4}}[{_DASHES}]{{1,4}}"
    r"|第[\d一二三四五六七八九十]{1,4}页(?:[，,、/／]?共[\d一二三四五六七八九十]{1,4}页)?"
    r"|\d{1,4}[/／]\d{1,4}|[Pp](?:age|\.)?\d{1,4}(?:of\d{1,4})?"
)
"""Compiled at its first use: most reports hold nothing that might be a page number."""

_APART = str.maketrans(dict.fromkeys(_DASHES, " "))
_OPENS_TITLE_BLOCK = r".{0,40}(?:会议|大会|[市省区县州旗乡镇]长|主席|年.{1,3}月)"


def find_furniture(lines: list[str]) -> dict[int, str]:
    """Indexes of the lines that are no part of the text, and what to tell the reader of each."""
    cores = [line.strip(BLANK) if len(line) <= _SHORT else "" for line in lines]
    found = _front_matter(lines) | _page_numbers(lines, cores)
    return found | _running_heads(lines, cores, found)


def _front_matter(lines: list[str]) -> dict[int, str]:
    """The YAML block that some collections put before the text."""
    start = next((i for i, line in enumerate(lines) if line.strip(BLANK)), 0)
    if not lines or lines[start].strip(BLANK) != "---":
        return {}
    for end in range(start + 1, min(len(lines), start + 40)):
        if lines[end].strip(BLANK) == "---":
            block = range(start, end + 1)
            why = "文件开头的说明信息，未列入正文。"
            return {i: why for i in block if lines[i].strip(BLANK)}
        if lines[end].strip(BLANK) and ":" not in lines[end] and lines[end][:1] not in " -#\t":
            break
    return {}


def front_matter_title(lines: list[str]) -> str:
    """The title that a YAML block before the text gives, or an empty text."""
    for index in _front_matter(lines):
        name, _, value = lines[index].partition(":")
        if name.strip() == "title":
            return value.strip(BLANK + "\"'")
    return ""


def _page_numbers(lines: list[str], cores: list[str]) -> dict[int, str]:
    found = {}
    bare: list[tuple[int, int]] = []
    for index, core in enumerate(cores):
        if not core or len(core) > 24:
            continue
        compact = "".join(core.split())
        if compact.isdecimal() and len(compact) <= 3:
            bare.append((index, int(compact)))
        elif _may_be_page(compact) and re.fullmatch(_PAGE, compact):
            found[index] = f"页码“{core}”，未列入正文。"
    for index in _lonely_and_rising(lines, bare):
        found[index] = f"页码“{cores[index]}”，未列入正文。"
    return found


def _may_be_page(compact: str) -> bool:
    last = compact[-1:]
    return last in ("页", *_DASHES) or last.isdecimal()


def _lonely_and_rising(lines: list[str], bare: list[tuple[int, int]]) -> list[int]:
    """Of lines that hold nothing but a number, those that count pages, not rows of a table."""
    pages: list[int] = []
    last = 0
    for place, (index, number) in enumerate(bare):
        before = bare[place - 1][0] if place else -10
        after = bare[place + 1][0] if place + 1 < len(bare) else len(lines) + 10
        lonely = index - before > 5 and after - index > 5
        if lonely and number > last:
            pages.append(index)
            last = number
    return pages


def _running_heads(lines: list[str], cores: list[str], pages: dict[int, str]) -> dict[int, str]:
    """Lines that repeat at the top or foot of the pages, such as the report's title."""
    places: dict[str, list[int]] = {}
    top: set[str] = set()
    for index, core in enumerate(cores):
        if len(core) < 4 or core[-1] in "。！？；，、" or index in pages:
            continue
        key = _without_page(core)
        if len(key) < 4 or grammar.salutation(key):
            continue
        if grammar.ends_sentence(key) or key[-1] in "，、,":
            continue
        if len(top) < 6:
            top.add(key)
        places.setdefault(key, []).append(index)
    found: dict[int, str] = {}
    for key, indexes in places.items():
        if len(indexes) > 1 and indexes[-1] - indexes[0] >= _PAGES_APART * (len(indexes) - 1):
            for index in _furniture(key, indexes, lines, pages, key in top):
                found[index] = f"书眉“{cores[index]}”，未列入正文。"
    return found


def _without_page(core: str) -> str:
    """A short line without blanks and without the page number printed beside its words."""
    words = core.translate(_APART).split()
    return "".join(word for word in words if not (word.isdecimal() and len(word) <= 3))


def _furniture(
    key: str, indexes: list[int], lines: list[str], pages: dict[int, str], at_top: bool
) -> list[int]:
    """Which of a repeated line's places are running heads; its first place may be the title."""
    beside = [i for i in indexes if _beside_page(i, lines, pages)]
    title = at_top or "政府工作报告" in key
    if len(beside) * 2 < len(indexes) and not (title and len(indexes) >= 3):
        return []
    mark = grammar.mark(key)
    if not title and (len(indexes) < 3 or (mark and mark.numbering is not Numbering.DASH)):
        return []
    if at_top and indexes[0] not in beside:
        indexes = indexes[1:]
    return [i for i in indexes if not _before_title_block(i, lines)]


def _beside_page(index: int, lines: list[str], pages: dict[int, str]) -> bool:
    return any(_neighbour(index, step, lines) in pages for step in (-1, 1))


def _neighbour(index: int, step: int, lines: list[str]) -> int:
    """Index of the next line that is not blank, within four lines, or -1."""
    for other in range(index + step, index + 5 * step, step):
        if 0 <= other < len(lines) and lines[other].strip(BLANK):
            return other
    return -1


def _before_title_block(index: int, lines: list[str]) -> bool:
    """Whether a title, date or salutation follows: then another report begins here."""
    after = _neighbour(index, 1, lines)
    if after < 0 or len(lines[after]) > 60:
        return False
    core = lines[after].strip(BLANK)
    if grammar.salutation(core):
        return True
    return not grammar.ends_sentence(core) and bool(re.match(_OPENS_TITLE_BLOCK, core))
