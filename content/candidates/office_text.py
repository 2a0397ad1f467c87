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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from content.candidates.amounts import read_amount
from content.candidates.files import FIELDS, OfficeItem, OfficeReading
from content.candidates.office_headings import (
    GROUP,
    TOTAL,
    column_name,
    find_headings,
    group_name,
    numbered,
)
from content.candidates.office_lines import (
    CATEGORY,
    LABEL,
    SENDER,
    TITLE,
    LineMark,
    attempts,
    joined,
    line_mark,
    own_lines,
    plain,
    said_of,
)
from content.candidates.office_tables import OfficeCell, OfficeRow, OfficeTable
from content.csv_tables import read_any_text
from content.errors import Problem
from content.files import read_bytes
from content.importing.formats import CELLS, NOTES
from content.importing.understand import extract_text
from content.lines import BLANK, Unit, split_lines
from content.parsing.outline import clean
from content.signatures import Signature, signature_of

_PHRASE_ENDS = r"。|(?=[；;]\s*[\u4e00-\u9fff]{2,8}[：:])"
# 总投资2.3亿元, in a sentence.
_SPENT = (
    r"(?:^|[，,。；;：:（(]|总|计划|预计|估算|概算|项目)投资(?:额|估算|概算)?"
    r"(?:共|共计|合计|预计|为)?"
    r"((?:约|近|超过?)?[\d０-９][\d０-９,.．]*[千万亿]+元?)(?![/／每])"
)
_BY_WORDS = "有的项目没有单列投资，取了内容里写的投资数，请核对。"
# Of a table in a PDF file nobody can tell to which cell a second line belongs.
_CUT = "名单在PDF的表格里，有的格占几行或是空的，分不清是哪一列，读不准。"
_ORIGINAL = "请用这份名单的Word（.docx）或Excel（.xlsx）文件。"
_IN_CELLS = "表格各列的名称认不出，名称以外的各列都读成了内容，请核对。"
_NUMBER = r"[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]*"
_LIST = r"候选|实事|项目|名单|清单"
_LIST_NAME = (
    "[、.．）)][^。]{0,12}候选项目(?:的?(?:主要|具体|基本))?(?:名单|清单|内容|情况)?(?:[。：:]|$)"
)
_COLUMNS = r"(?m)\S(?: {2,}|\t)\S|^[一二三四五六七八九十]{1,3} [\u4e00-\u9fff]{2}"
# 镇人民代表大会会议议程, 民生实事项目票决办法（草案）: papers whose numbers count no projects.
_OTHER_PAPER = r".{0,36}(?:议程|日程|办法|细则|规则|纪要|政府工作报告|人员名单)》?(?:[（(].*)?"
_ENTRY = 1500
"""Characters of a project; a part of a report has more."""


def printed_table(path: Path, text: str) -> list[OfficeTable]:
    """The table in the `text` of a PDF file; none where no line names its columns.

    Raises:
        Problem: A line of it is no whole row, and nobody can tell to which cell it belongs.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    split = ([*map(OfficeCell, re.split(rf"{CELLS}|\s+", line))] for line in lines)
    heads = (at for at, cells in enumerate(split) if find_headings([OfficeRow(at, (*cells,))]))
    if (start := next(heads, None)) is None:
        return []
    split = ([*map(OfficeCell, line.split(CELLS))] for line in lines[start:])
    rows = [OfficeRow(at, tuple(cells)) for at, cells in enumerate(split, start=1)]
    end = max((at for at, row in enumerate(rows, start=1) if len(row.cells) > 1), default=0)
    head, below = find_headings(rows[:1]), lines[start + end :]
    is_whole = head is not None and all(
        (len(row.cells) == len(head.cells) and numbered(head.text(row, "id")))
        or (len(row.cells) == 1 and re.match(f"{GROUP.pattern}.*{CATEGORY}", row.cells[0].text))
        or row.cells == rows[0].cells
        or TOTAL.match(row.cells[0].text)
        for row in rows[:end]
    )
    if not is_whole or own_lines(["", *below]) > 1:
        raise Problem(_CUT, path=path, remedy=_ORIGINAL)
    left_out = tuple(map(_not_read, lines[:start] + below))
    return [OfficeTable("", tuple(rows[:end]), left_out, tuple(lines[:start]))]


def read_office_text(path: Path, text: str = "") -> OfficeReading | None:
    """The projects of a plain text, a Word document or a PDF file; None if none are numbered.

    They are numbered by their place from 1; `row` of an item says 第1项. `text` is that of the
    file, where it is known.

    Raises:
        Problem: It cannot be read, or what is numbered there is no list of projects.
    """
    data = read_bytes(path)
    text, _, notes = (text or text_of(path)).partition(f"\n{NOTES}\n")  # which are numbered too
    units, remarks = clean(split_lines(text)[0])
    units, left_out = _listed_part([unit for unit in units if plain(unit.core)])
    cells = (unit.core.split(CELLS) for unit in units)
    # Rows of a table, but for projects side by side.
    rows = {plain(CELLS.join(c)) for c in cells if len(c) > 2 and not all(map(line_mark, c))}
    if (understood := _numbered_lines(units)) is None:
        return None
    lines, marks, kind, group, doubts = understood
    head = lines[: next(at for at, mark in enumerate(marks) if mark and mark.kind == kind)]
    if any(re.fullmatch(_OTHER_PAPER, line) for line in head[:2]):  # a title of two lines
        return None
    left_out += [remark.text for remark in remarks if remark.removed]
    left_out += map(_not_read, notes.splitlines())
    items: list[OfficeItem] = []
    category, usual, sizes = "", 0, list[int]()
    for start, end in _blocks(marks, {kind, group}):
        mark, block = marks[start], lines[start:end]
        if mark is None or mark.kind != kind:
            here = "" if mark is None or len(block) > 1 else group_name(block[0][mark.end :])
            category = here or category
            left_out += [f"“{here}”是类别，不是项目。"] if here else map(_not_read, block)
            continue
        if block[0] in rows and signature_of(data) is Signature.PDF:
            raise Problem(_CUT, path=path, remedy=_ORIGINAL)
        doubts += [_IN_CELLS] * (block[0] in rows)
        goes_on = any(m and m.kind == kind for m in marks[end:])
        own = len(block) if goes_on else own_lines(block, usual, sizes)
        sizes.append(own)
        usual = max(usual, sum(re.fullmatch(SENDER, line) is not None for line in block[1:]))
        left_out += map(_not_read, block[own:])
        block = [block[0][mark.end :].strip(BLANK), *block[1:own]]
        if sum(map(len, block)) > _ENTRY:
            remedy = "请只留候选项目的名单，一项一段，另存后再试。"
            raise Problem(f"第{mark.number}项太长，不像候选项目。", path=path, remedy=remedy)
        items.append(_item(len(items) + 1, block, category, doubts))
    if len({item.category for item in items}) == 1:  # the heading of the whole list
        items = [replace(item, category="") for item in items]
    doubts += _doubts_of_numbers(text, lines, marks, kind, group)
    return OfficeReading(tuple(items), tuple(left_out), tuple(dict.fromkeys(doubts)))


def _numbered_lines(
    units: Sequence[Unit],
) -> tuple[list[str], list[LineMark | None], str, str, list[str]] | None:
    """The lines, their marks, the kinds of mark of projects and of groups, and doubts; or None."""
    for attempt, doubt in attempts(units):
        lines = joined(attempt)
        marks = [line_mark(line) for line in lines]
        kind, group = _kinds(lines, marks)
        if kind:
            return lines, marks, kind, group, [doubt] if doubt else []
    return None


def _listed_part(units: list[Unit]) -> tuple[list[Unit], list[str]]:
    """The part of a paper whose heading says that the list is there, and what is said of the rest.

    All of it where no heading says so, where several do, or where projects stand below others too.
    """
    lines = [plain(unit.core) for unit in units]
    marks = list(map(line_mark, lines))
    runs, (inner, group) = _runs(marks), _kinds(lines, marks)
    for kind, parts in runs.items():
        named = _named(lines, parts)
        if len(named) == 1 < len(parts) and _counts(marks, parts):
            start, end = named[0], next((at for at in parts if at > named[0]), len(units))
            below = {start < at < end for at in runs[inner]} if kind == group else {True}
            if len(below) == 1:
                return units[start:end], [_not_read(line) for line in lines[:start] + lines[end:]]
    return units, []


def _named(lines: Sequence[str], parts: Sequence[int]) -> list[int]:
    """The headings that say that the list is below them, 候选项目名单 before 候选项目情况."""
    named = [at for at in parts if re.search(_LIST_NAME, lines[at])]
    return [at for at in named if re.search("名单|清单", lines[at])] or named


def _doubts_of_numbers(
    text: str, lines: Sequence[str], marks: Sequence[LineMark | None], kind: str, group: str
) -> Iterator[str]:
    """What one should look at: numbers that begin anew or are too few, or may be of headings."""
    projects = [
        (line, mark.number)
        for line, mark in zip(lines, marks, strict=True)
        if mark and mark.kind == kind
    ]
    if [number for _, number in projects] != [*range(1, len(projects) + 1)]:
        yield f"各类分别编号，已依次编为1到{len(projects)}，请核对。"
    are_categories = all(re.search(CATEGORY, line) for line, _ in projects)
    # Right below each may stand another number: then these might be headings.
    below = [after for mark, after in pairwise([*marks, None]) if mark and mark.kind == kind]
    if not group and (are_categories or all(each and each.kind != kind for each in below)):
        yield "每项下面的几行，读成了它的内容；那些才是项目的，请从1起连续编号。"
    told = re.findall(r"([\d一二三四五六七八九十]+)[件项个](?:民生实事)?候选", text)
    if told and len(projects) not in map(numbered, told):
        yield f"文中写着{told[-1]}个候选项目，读到的是{len(projects)}个，请核对。"


def _not_read(line: str) -> str:
    return f"不是项目，没有读：{line[:40].rstrip('。')}。"


def text_of(path: Path) -> str:
    """The text of a file; of a plain one in columns, a number alone in one, with their gaps."""
    data = read_bytes(path)
    if signature_of(data) is None:
        plain = read_any_text(path)
        if re.search(_COLUMNS, plain) and not plain.lstrip().startswith("<"):
            return plain
    return extract_text(data, path).text


def _kinds(lines: Sequence[str], marks: Sequence[LineMark | None]) -> tuple[str, str]:
    """How projects are numbered, and how the headings above them are; empty where none are."""
    runs = _runs(marks)
    whole = [kind for kind in runs if _counts(marks, runs[kind])]
    for outer in whole:
        for inner in list(runs)[list(runs).index(outer) + 1 :]:
            if _heads(lines, runs[outer], runs[inner], inner in whole):
                return inner, outer
    # A heading of its own says where the list is: those beside it are parts of a paper.
    named = _named(lines, runs[whole[0]]) if whole else []
    return ("", "") if not whole or 0 < len(named) < len(runs[whole[0]]) else (whole[0], "")


def _runs(marks: Sequence[LineMark | None]) -> dict[str, list[int]]:
    """The lines that are numbered in each way."""
    runs: dict[str, list[int]] = {}
    for at, mark in enumerate(marks):
        if mark:
            runs.setdefault(mark.kind, []).append(at)
    return runs


def _heads(lines: Sequence[str], outer: list[int], inner: list[int], counts_on: bool) -> bool:
    """Whether the lines of `outer` are headings over projects, the lines of `inner`.

    They may be projects over their contents. `counts_on` is whether the numbers of the inner ones
    run on from heading to heading.
    """
    above = {max((at for at in outer if at < place), default=outer[0]) for place in inner}
    if not counts_on:  # 一、教育类 over 1. 2. 3., 二、交通类 over 1. 2. again
        ends = sorted({*outer, *inner, len(lines)})
        blocks = (lines[at + 1 : ends[ends.index(at) + 1]] for at in inner)
        told = all(any(map(said_of, block)) for block in blocks) or _named(lines, outer) == outer
        return all(
            at in above and at + 1 in inner and (told or re.search(CATEGORY, lines[at]))
            for at in outer
        )
    only = lines[min(above)]
    return len(above) > 1 or (len(only) <= TITLE and re.search(_LIST, only) is not None)


def _counts(marks: Sequence[LineMark | None], places: Sequence[int]) -> bool:
    numbers = [mark.number for at in places if (mark := marks[at])]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _blocks(marks: Sequence[LineMark | None], kinds: set[str]) -> Iterator[tuple[int, int]]:
    """Where each project, and each heading above them, begins and ends."""
    starts = [at for at, mark in enumerate(marks) if mark and mark.kind in kinds]
    if starts[0]:
        yield 0, starts[0]
    yield from zip(starts, [*starts[1:], len(marks)], strict=True)


def _item(number: int, block: Sequence[str], category: str, doubts: list[str]) -> OfficeItem:
    place = f"第{number}项"
    said: dict[str, list[str]] = {}
    free = [_take_labels(line, said) for line in block]
    titles = said.pop("title", [])
    if titles:
        title, rest = titles[0], free[0]
    else:
        title, rest = split_title(free[0])
        if title and rest.startswith(title):
            doubts.append(f"{place}没有单独的名称，取了第一句的开头“{title}”。")
    item = OfficeItem(place, number, title, category)
    summary = [text for text in (rest, *free[1:]) if text]
    said["summary"] = [*filter(None, [rest]), *said.get("summary", []), *filter(None, free[1:])]
    item.fields = {key: said[key] for key in FIELDS if said.get(key)}
    item.category = "".join(said.get("category", [])) or category
    texts = [text for key in sorted(said) if key.startswith("investment") for text in said[key]]
    sums = list(dict.fromkeys(texts))
    told = [match[1] for text in summary for match in re.finditer(_SPENT, text)]
    if len(sums) > 1:
        doubts.append(f"{place}写了几个投资数（{'、'.join(sums)}），取了{sums[0]}。")
    if sums or len(told) == 1:
        money = (sums or told)[0]
        if not sums:
            doubts.append(_BY_WORDS)
        amount = read_amount(money)
        item.investment, item.investment_text = amount.value, amount.text
        if amount.doubt:
            doubts.append(f"{place}的投资“{money}”{amount.doubt}。")
    return item


def _take_labels(line: str, said: dict[str, list[str]]) -> str:
    """What a line says beside 责任单位：… and the like, which go to `said`."""
    found = [match for match in re.finditer(LABEL, line) if column_name(match[2]).key]
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
        if text:  # sums by how close they are to the whole one: 总投资 comes before 年度投资
            key = f"{name.key}{name.rank}" if name.key == "investment" else name.key
            said.setdefault(key, []).append(text)
    text = "".join(free).strip(BLANK + "；;，,").rstrip(BLANK + "（(【[；;，,")
    return "" if found and re.fullmatch(_NUMBER, text) else text


def split_title(text: str) -> tuple[str, str]:
    """The name that opens a project, and what else is said: all of it if the name is a part."""
    if match := re.match("【([^】]+)】", text):
        return match[1], text[match.end() :].strip(BLANK + "：:，,")
    name, _, rest = re.sub(r"[：:。；;]|[ \t\u3000]{2,}", "\n", text, count=1).partition("\n")
    if len(name) <= TITLE and not re.search("[，,]", name):
        return name.strip(BLANK), rest.strip(BLANK)
    return re.split("[，,]", name)[0], text
