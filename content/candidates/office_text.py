"""A list of projects that stands in no table: numbered lines, or numbered headings over their text.

Only numbers that run from 1 without a gap are believed. Where there are none, bullets, A. or 一是
may open the projects, or each has a line below the name of the list. Above numbers may stand
categories, numbered in another way; below, the contents of a project, which may be numbered too:

    一、教育类
    1．新建学校。建两所。责任单位：区教育局
    2．…

is two projects of 教育类. What is said of a project is told by its label (责任单位：…, 投资：…).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

from content import grammar
from content.candidates.amounts import read_amount
from content.candidates.files import FIELDS, OfficeItem, OfficeReading
from content.candidates.office_headings import column_name, group_name
from content.csv_tables import read_text
from content.errors import Problem
from content.importing.formats import CELLS
from content.importing.understand import extract_text
from content.lines import BLANK, Unit, split_lines
from content.numerals import numeral
from content.parsing.outline import clean
from content.report import Numbering
from content.signatures import signature_of
from content.tomlfile import read_bytes

_COUNTED = {
    Numbering.CHINESE, Numbering.PAREN_CHINESE, Numbering.ARABIC, Numbering.PAREN_ARABIC,
    Numbering.DI,
}  # fmt: skip
_NUMERAL = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
# 候选项目一：, 第3件 , No.4, 【项目5】.
_NAMED = (
    r"[【\[（(]?(?:(?:候选|民生|实事|惠民)*(?:项目|事项|实事|工程)|第|序号|编号|[Nn][Oo]\.?)\s*"
    rf"{_NUMERAL}[项件号]?(?:\s*[：:、.．】\])）]|\s+)(?=\S)"
)
# 1）, [1], 1：, 1-, 1号：, and a number and a blank alone, as a list of Word leaves it when copied.
_OTHER = (
    rf"([（(【\[〔]?)\s*{_NUMERAL}"
    r"(\s*[）)】\]〕]|号?\s*[：:、.．，—–-]|\s)\s*(?=[\u4e00-\u9fff“‘《])"
)
# 责任单位：区教育局, at the beginning of a line or behind a stop, an opening bracket or a number.
_LABEL = (
    r"(^|[\s；;。，,（(【\[]|(?<=[\d一二三四五六七八九十])[）).．、])"
    r"([\u4e00-\u9fff](?:[\u4e00-\u9fff、]|[（(][\u4e00-\u9fff、]+[）)]){1,11})\s*[：:]\s*"
)
_PHRASE_ENDS = r"。|(?=[；;]\s*[\u4e00-\u9fff]{2,8}[：:])"
_MONEY = r"(?:项目|计划|总|预计)*(?:投资|资金|经费|概算|估算|预算)+(?:规模|额|总额)?"
_NUMBER = r"[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]*"
_LIST = r"候选|实事|项目|名单|清单"
_CATEGORY = r"(?:类|方面|领域)(?:[（(].*[）)])?$"
_NOTE = r"请予审|特此|以上|[（(]?(?:备?注|说明|附件?|联系人|联系电话|填表|制表)\s*\d*\s*[：:）)]"
# What may open a project where it has no number, and what no name of one is.
_SIGN = r"(?P<letter>[A-Z])[.．、)）]\s*|(?P<dash>[·・—–]+)\s*|(?P<shi>[一二三四五六七八九十]+)是"
_NO_NAME = rf"[。；：:\t{CELLS}|]|\S {{2,}}\S"
SENDER = r".{0,4}年.{1,3}月(?:.{1,3}日)?|[^\s：:]{1,20}(?:政府|办公室|委员会|局)"
"""Who sends the list, and when, below it."""
_COLUMNS = r"(?m)\S(?: {2,}|\t)\S|^[一二三四五六七八九十]{1,3} [\u4e00-\u9fff]{2}"
_TITLE = 40
"""Characters that a name may have; a longer line is a sentence."""
_ENTRY = 1500
"""Characters of a project; a part of a report has more."""


class _Mark(NamedTuple):
    kind: str
    number: int
    end: int
    """Characters that it takes."""


def read_office_text(path: Path) -> OfficeReading | None:
    """The projects of a plain text, a Word document or a PDF file; None if none are numbered.

    They are numbered by their place from 1; `row` of an item says 第1项.

    Raises:
        Problem: It cannot be read, or what is numbered there is no list of projects.
    """
    data = read_bytes(path)
    units, remarks = clean(split_lines(_text(data, path))[0])
    units = [unit for unit in units if _plain(unit.core)]
    given = [_plain(unit.core) for unit in units]
    for lines in map(_joined, (given, _counted(units))):
        marks = [_mark(line) for line in lines]
        kind, group = _kinds(lines, marks)
        if kind:
            break
    else:
        return None
    left_out = [f"{remark.text}" for remark in remarks if remark.removed]
    doubts = [] if lines == _joined(given) else ["名单没有编号，已按先后依次编号，请核对。"]
    items: list[OfficeItem] = []
    category, usual = "", 0
    for start, end in _blocks(marks, {kind, group}):
        mark, block = marks[start], lines[start:end]
        if mark is None or mark.kind != kind:
            here = "" if mark is None or len(block) > 1 else group_name(block[0][mark.end :])
            category = here or category
            if here:
                left_out.append(f"“{here}”是类别，不是项目。")
            else:
                left_out += map(_not_read, block)
            continue
        own = len(block) if any(m and m.kind == kind for m in marks[end:]) else _end(block, usual)
        usual = max(usual, sum(re.fullmatch(SENDER, line) is not None for line in block[1:]))
        left_out += map(_not_read, block[own:])
        block = [block[0][mark.end :].strip(BLANK), *block[1:own]]
        if sum(map(len, block)) > _ENTRY:
            remedy = "请只留候选项目的名单，一项一段，另存后再试。"
            raise Problem(f"第{mark.number}项太长，不像候选项目。", path=path, remedy=remedy)
        items.append(_item(len(items) + 1, block, category, doubts))
    if len({item.category for item in items}) == 1:  # the heading of the whole list
        items = [replace(item, category="") for item in items]
    if items and [m.number for m in marks if m and m.kind == kind] != [i.number for i in items]:
        doubts.append(f"各类分别编号，已依次编为1到{len(items)}，请核对。")
    heads = [line for line, mark in zip(lines, marks, strict=True) if mark and mark.kind == kind]
    if not group and (_is_nested(marks, kind) or all(re.search(_CATEGORY, head) for head in heads)):
        doubts.append("每项下面的几行，读成了它的内容；那些才是项目的，请从1起连续编号。")
    return OfficeReading(tuple(items), tuple(left_out), tuple(doubts))


def _counted(units: Sequence[Unit]) -> list[str]:
    """Lines, with numbers where the same bullet, a letter or 一是 opens several.

    Where none does, those below the name of a list, if they are most, and all as short as names.
    """
    lines = [_plain(unit.core) for unit in units]
    signs = [unit.text[: unit.start].strip(BLANK) for unit in units]
    found = [re.match(_SIGN, line) for line in lines]
    kinds = [sign or (m and m.lastgroup) or "" for sign, m in zip(signs, found, strict=True)]
    if any(map(_mark, lines)):
        return []
    often = next((kind for kind in kinds if kind and kinds.count(kind) > 1), "")
    own = [often == kind and not re.match(_NOTE, lines[at]) for at, kind in enumerate(kinds)]
    if not often:
        end = _end(lines)
        is_list = 2 * end > max(4, len(lines)) and re.search("候选|实事|名单|清单", lines[0])
        if not is_list or re.search(rf"{_NO_NAME}|.{{{_TITLE + 1}}}", "\n".join(lines[:end])):
            return []
        own = [0 < at < end for at in range(len(lines))]
    nth = count(1)
    return [
        f"{next(nth)}、{line[match.end() if match else 0 :]}" if is_own else line
        for line, match, is_own in zip(lines, found, own, strict=True)
    ]


def _not_read(line: str) -> str:
    return f"不是项目，没有读：{line[:40].rstrip('。')}。"


def _text(data: bytes, path: Path) -> str:
    """The text of a file; of a plain one in columns, a number alone in one, with their gaps."""
    if signature_of(data) is None:
        plain = read_text(path)
        if re.search(_COLUMNS, plain) and not plain.lstrip().startswith("<"):
            return plain
    return extract_text(data, path).text


def _plain(line: str) -> str:
    """A line without the bold type of Markdown, and with a number of one sign (⒈, 1️⃣) as 1.

    Of a row of a table what parts its cells becomes a gap, which ends a name.
    """
    line = "\u3000\u3000".join(filter(None, map(str.strip, line.split(CELLS))))
    line = re.sub("\ufe0f?\u20e3", ".", line.replace("**", ""))
    return re.sub("^[⒈-⒛]", lambda sign: unicodedata.normalize("NFKC", sign[0]), line)


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, with a label that stands alone (（一）建设内容) before what is below it."""
    found: list[str] = []
    is_label = False
    for line in lines:
        mark = grammar.mark(line)
        was_label, is_label = is_label, _is_label(line[mark.end :].strip(BLANK) if mark else line)
        if was_label and not (mark or is_label):
            found[-1] += f"：{line}"
        else:
            found.append(line)
    return found


def _is_label(line: str) -> bool:
    """Whether a line is but the name of what is said below it; 提高公用经费 is a project."""
    name = re.fullmatch("[\u4e00-\u9fff]{2,12}", line) and column_name(line)
    return bool(name and name.key and (name.key != "investment" or re.fullmatch(_MONEY, line)))


def _mark(line: str) -> _Mark | None:
    """The number that opens a line, unless it counts what is said of a project (1．责任单位：)."""
    mark = grammar.mark(line)
    if match := re.match(_NAMED, line):
        found = _Mark(line[:1], _value(match[1]), match.end())
    elif mark and mark.number is not None and mark.numbering in _COUNTED:
        found = _Mark(mark.numbering.value, mark.number, mark.end)
    elif match := re.match(_OTHER, line):
        digits = "1" if match[2].isdecimal() else "一"
        kind = f"{match[1]}{digits}{match[3].strip()}"
        found = _Mark(kind, _value(match[2]), match.end())
    else:
        return None
    return found if _said(line[found.end :].lstrip(BLANK)) in ("", "title") else None


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else numeral(text) or 0


def _kinds(lines: Sequence[str], marks: Sequence[_Mark | None]) -> tuple[str, str]:
    """How projects are numbered, and how the headings above them are; empty where none are."""
    runs: dict[str, list[int]] = {}
    for at, mark in enumerate(marks):
        if mark:
            runs.setdefault(mark.kind, []).append(at)
    whole = [kind for kind in runs if _counts(marks, runs[kind])]
    for outer in whole:
        for inner in list(runs)[list(runs).index(outer) + 1 :]:
            if _heads(lines, runs[outer], runs[inner], inner in whole):
                return inner, outer
    return (whole[0], "") if whole else ("", "")


def _heads(lines: Sequence[str], outer: list[int], inner: list[int], counts_on: bool) -> bool:
    """Whether the lines of `outer` are headings over projects, the lines of `inner`.

    They may be projects over their contents. `counts_on` is whether the numbers of the inner ones
    run on from heading to heading.
    """
    above = {max((at for at in outer if at < place), default=outer[0]) for place in inner}
    if not counts_on:  # 一、教育类 over 1. 2. 3., 二、交通类 over 1. 2. again
        ends = sorted({*outer, *inner, len(lines)})
        blocks = (lines[at + 1 : ends[ends.index(at) + 1]] for at in inner)
        told = all(any(map(_said, block)) for block in blocks)
        return all(
            at in above and at + 1 in inner and (told or re.search(_CATEGORY, lines[at]))
            for at in outer
        )
    only = lines[min(above)]
    return len(above) > 1 or (len(only) <= _TITLE and re.search(_LIST, only) is not None)


def _is_nested(marks: Sequence[_Mark | None], kind: str) -> bool:
    """Whether right below each number of a kind stands another, so that it might be a heading."""
    below = [after for mark, after in pairwise([*marks, None]) if mark and mark.kind == kind]
    return all(after is not None and after.kind != kind for after in below)


def _said(line: str) -> str:
    """What a line says of a project, such as who is responsible for it, by its key; or nothing."""
    label = re.match(_LABEL, line)
    return column_name(label[2]).key if label else ""


def _counts(marks: Sequence[_Mark | None], places: Sequence[int]) -> bool:
    numbers = [mark.number for at in places if (mark := marks[at])]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _blocks(marks: Sequence[_Mark | None], kinds: set[str]) -> Iterator[tuple[int, int]]:
    """Where each project, and each heading above them, begins and ends."""
    starts = [at for at, mark in enumerate(marks) if mark and mark.kind in kinds]
    if starts[0]:
        yield 0, starts[0]
    yield from zip(starts, [*starts[1:], len(marks)], strict=True)


def _end(block: Sequence[str], usual: int = 0) -> int:
    """How many lines of the last project are its own: notes and the sender stand below.

    So many as `usual` of an office or a date are of the project, as they are of those above.
    """
    for at, line in enumerate(block[1:], start=1):
        is_sender = re.fullmatch(SENDER, line) is not None
        usual -= is_sender
        if re.match(_NOTE, line) or (is_sender and usual < 0):
            return at
    return len(block)


def _item(number: int, block: Sequence[str], category: str, doubts: list[str]) -> OfficeItem:
    place = f"第{number}项"
    said: dict[str, list[str]] = {}
    free = [_take_labels(line, said) for line in block]
    titles = said.pop("title", [])
    if titles:
        title, rest = titles[0], free[0]
    else:
        title, rest = _title(free[0])
        if title and rest.startswith(title):
            doubts.append(f"{place}没有单独的名称，取了第一句的开头“{title}”。")
    item = OfficeItem(place, number, title, category)
    summary = [text for text in (rest, *free[1:]) if text]
    said.setdefault("summary", [])[:0] = summary
    item.fields = {key: said[key] for key in FIELDS if said.get(key)}
    item.category = "".join(said.get("category", [])) or category
    if said.get("investment"):
        money = said["investment"][0]
        amount = read_amount(money)
        item.investment, item.investment_text = amount.value, amount.text
        if amount.doubt:
            doubts.append(f"{place}的投资“{money}”{amount.doubt}。")
    return item


def _take_labels(line: str, said: dict[str, list[str]]) -> str:
    """What a line says beside 责任单位：… and the like, which go to `said`."""
    found = [match for match in re.finditer(_LABEL, line) if column_name(match[2]).key]
    free = [line[: found[0].start() + len(found[0][1])] if found else line]
    for match, below in zip(found, [*found[1:], None], strict=False):
        name = column_name(match[2])
        text = line[match.end() : below.start() if below else len(line)]
        in_brackets = match[1] in ("（", "(", "【", "[")
        if in_brackets:
            free[-1] = free[-1].rstrip("（(【[")
        if in_brackets and (close := re.search(r"[）)】\]]", text)):
            free.append(text[close.end() :])
            text = text[: close.start()]
        elif name.key not in ("title", "summary"):  # no more than a phrase
            text, *more = re.split(_PHRASE_ENDS, text, maxsplit=1)
            free += more
        text = text.strip(BLANK + "；;，,。（(【[")
        if not re.search("[（(]", text):
            text = text.rstrip("）)")
        if name.unit and text and name.key == "investment" and not re.search(r"[元亿万]", text):
            text += name.unit
        if text:
            said.setdefault(name.key, []).append(text)
    text = "".join(free).strip(BLANK + "；;，,").rstrip(BLANK + "（(【[；;，,")
    return "" if found and re.fullmatch(_NUMBER, text) else text


def _title(text: str) -> tuple[str, str]:
    """The name that opens a project, and what else is said: all of it if the name is a part."""
    name, _, rest = re.sub(r"[：:。；;]|[ \t\u3000]{2,}", "\n", text, count=1).partition("\n")
    if len(name) <= _TITLE and not re.search("[，,]", name):
        return name.strip(BLANK), rest.strip(BLANK)
    return re.split("[，,]", name)[0], text
