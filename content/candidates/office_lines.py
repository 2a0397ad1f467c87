"""The lines of a list of projects without a table, and the numbers that open them.

What stands as a running sentence, in columns, or without any number is made lines with numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count, pairwise, zip_longest
from typing import NamedTuple

from content import grammar
from content.candidates.office_headings import column_name
from content.importing.formats import CELLS
from content.lines import BLANK, Unit
from content.numerals import NUMERAL, numeral
from content.report import Numbering

_COUNTED = {
    Numbering.CHINESE, Numbering.PAREN_CHINESE, Numbering.ARABIC, Numbering.PAREN_ARABIC,
    Numbering.DI,
}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{NUMERAL})"
# 候选项目一：, 第3件 , No.4, 【项目5】.
_NAMED = (
    r"[【\[（(]?(?:(?:候选|民生|实事|惠民)*(?:项目|事项|实事|工程)|第|序号|编号|[Nn][Oo]\.?)\s*"
    rf"{_NUMBER}[项件号]?(?:\s*[：:、.．】\])）]|\s+)(?=\S)"
)
# 1）, [1], 1：, 1-, 1号：, and a number and a blank alone, as a list of Word leaves it when copied.
_OTHER = (
    rf"([（(【\[〔]?)\s*{_NUMBER}"
    r"(\s*[）)】\]〕]|号?\s*[：:、.．，—–-]|\s)\s*(?=[\u4e00-\u9fff“‘《])"
)
# 责任单位：区教育局, at the beginning of a line or behind a stop, an opening bracket or a number.
LABEL = (
    r"(^|[\s；;。，,（(【\[]|(?<=[\d一二三四五六七八九十])[）).．、])"
    r"([\u4e00-\u9fff](?:[\u4e00-\u9fff、]|[（(][\u4e00-\u9fff、]+[）)]){1,11})\s*[：:]\s*"
)
_MONEY = r"(?:项目|计划|总|预计)*(?:投资|资金|经费|概算|估算|预算)+(?:规模|额|总额)?"
_NOTE = (
    r"请予审|特此|现予|以上|[（(]?(?:备?注|说明|附件?|联系人|联系电话|填表|制表)\s*\d*\s*[：:）)]"
)
# What may open a project where it has no number, and what no name of one is.
_SIGN = r"(?P<letter>[A-Z])[.．、)）]\s*|(?P<dash>[·・—–]+)\s*|(?P<shi>[一二三四五六七八九十]+)是"
_NO_NAME = rf"[。；：:\t{CELLS}|]|\S {{2,}}\S|\n[\d一二三四五六七八九十]{{1,3}}[,，]"
SENDER = (
    r".{0,4}年.{1,3}月(?:.{1,3}日)?"
    r"|[^\s：:]{1,20}(?:政府|办公室|办事处|委员会|局|代表大会|次会议|主席团)"
)
"""Who sends the list, and when, below it."""
# Where a sentence goes on with the next of what it counts: 一是, 2., （三）, ④.
_RUN_ON = re.compile(
    r"(?<=[：:；;。])\s*(?=[一二三四五六七八九十]{1,3}[是、]|[①-⑳]|\d{1,2}(?:[、．]|\.(?!\d))"
    r"|[（(][\d一二三四五六七八九十]{1,3}[）)])"
)
CATEGORY = r"(?:类|方面|领域)(?:[（(].*[）)])?$"
"""How the name of a group of projects ends."""
TITLE = 40
"""Characters that a name may have; a longer line is a sentence."""
_FOOT = 8
"""Lines that may stand below a list: who sends it and when. After more the paper goes on."""


class LineMark(NamedTuple):
    """The number that opens a line."""

    kind: str
    """How it is written; those of one list are written alike."""
    number: int
    end: int
    """Characters that it takes."""


def attempts(units: Sequence[Unit]) -> Iterator[tuple[list[str], str]]:
    """How the lines may be taken, and what is said where that is not as they stand."""
    given = [plain(unit.core) for unit in units]
    columns = list(_columns(given))
    yield from ((parts, "名单一行有几项，已逐项分开，请核对。") for parts in columns)
    yield given, "有的行里像是不止一项，请核对。" if columns else ""
    yield _counted(units), "名单没有编号，已按先后依次编号，请核对。"
    yield _parted(given), "名单没有一项一行，已按编号分开，请核对。"


def _counted(units: Sequence[Unit]) -> list[str]:
    """Lines, with numbers where the same bullet, a letter or 一是 opens several.

    Where none does, those below the name of a list, if they are most, and all as short as names.
    """
    lines = [plain(unit.core) for unit in units]
    signs = [unit.text[: unit.start].strip(BLANK) for unit in units]
    found = [re.match(_SIGN, line) for line in lines]
    kinds = [sign or (m and m.lastgroup) or "" for sign, m in zip(signs, found, strict=True)]
    if any(map(line_mark, lines)):
        return []
    often = next((kind for kind in kinds if kind and kinds.count(kind) > 1), "")
    own = [often == kind and not re.match(_NOTE, lines[at]) for at, kind in enumerate(kinds)]
    if not often:
        end = own_lines(lines)
        is_list = 2 * end > max(4, len(lines)) and re.search("候选|实事|名单|清单", lines[0])
        if not is_list or re.search(rf"{_NO_NAME}|.{{{TITLE + 1}}}", "\n".join(lines[:end])):
            return []
        noted = [
            re.fullmatch("[（(].*[）)]", one) or column_name(one).key == "title" for one in lines
        ]
        own = [0 < at < end and not noted[at] for at in range(len(lines))]
    nth = count(1)
    return [
        f"{next(nth)}、{line[match.end() if match else 0 :]}" if is_own else line
        for line, match, is_own in zip(lines, found, own, strict=True)
    ]


def _columns(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines with each number that a gap parts from the one before on its own.

    Down the columns first, then along the rows; nothing where no line has two numbers of a kind.
    """
    rows = []
    for line in lines:
        gaps = [match.end() for match in re.finditer(r"[ \u3000]{2,}|\t", line)]
        cuts = [0, *(at for at in gaps if line_mark(line[at:])), len(line)]
        rows.append([line[start:end].strip(BLANK) for start, end in pairwise(cuts)])
    marks = [[mark and mark.kind for mark in map(line_mark, row)] for row in rows]
    if any(len(kinds) > 1 and {*kinds} == {kinds[0]} for kinds in marks):
        end = max(at for at, kinds in enumerate(marks, start=1) if kinds[0])
        down = [part for column in zip_longest(*rows[:end]) for part in column if part]
        yield [*down, *lines[end:]]
        yield [part for row in rows for part in row]


def _parted(lines: Sequence[str]) -> list[str]:
    """The projects of a running sentence, 一是…。二是…, as lines.

    None where what leads to them does not say that these are projects, or counts others.
    """
    runs = ((at, match.start()) for at, one in enumerate(lines) if (match := _RUN_ON.search(one)))
    at, start = next(runs, (0, 0))
    above = [*lines[max(at - 1, 0) : at], *(line[:start] for line in lines[at : at + 1])]
    lead = "\n".join(above).rstrip("。").split("。")[-1]
    parts = _RUN_ON.sub("\n", "\n".join(lines)).split("\n")
    parts = [
        re.sub("^([一二三四五六七八九十]{1,3})是", r"\1、", part.strip(BLANK)) for part in parts
    ]
    last = max((mark.number for mark in map(line_mark, parts) if mark), default=0)
    counted = [_value(number) for number in re.findall(rf"{_NUMBER}[件项个]", lead)]
    is_list = re.search("候选|实事|名单|清单", lead) and (not counted or last in counted)
    return parts if is_list else []


def plain(line: str) -> str:
    """A line without the bold type of Markdown, and with a number of one sign (⒈, 1️⃣) as 1.

    Of a row of a table what parts its cells becomes a gap, which ends a name.
    """
    line = "\u3000\u3000".join(filter(None, map(str.strip, line.split(CELLS))))
    line = re.sub("\ufe0f?\u20e3", ".", line.replace("**", ""))
    return re.sub("^[⒈-⒛]", lambda sign: unicodedata.normalize("NFKC", sign[0]), line)


def joined(lines: Sequence[str]) -> list[str]:
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


def line_mark(line: str) -> LineMark | None:
    """The number that opens a line, unless it counts what is said of a project (1．责任单位：)."""
    mark = grammar.mark(line)
    if match := re.match(_NAMED, line):
        found = LineMark(line[:1], _value(match[1]), match.end())
    elif mark and mark.number is not None and mark.numbering in _COUNTED:
        found = LineMark(mark.numbering.value, mark.number, mark.end)
    elif match := re.match(_OTHER, line):
        digits = "1" if match[2].isdecimal() else "一"
        kind = f"{match[1]}{digits}{match[3].strip()}"
        found = LineMark(kind, _value(match[2]), match.end())
    else:
        return None
    return found if said_of(line[found.end :].lstrip(BLANK)) in ("", "title") else None


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else numeral(text) or 0


def said_of(line: str) -> str:
    """What a line says of a project, such as who is responsible for it, by its key; or nothing."""
    label = re.match(LABEL, line)
    return column_name(label[2]).key if label else ""


def own_lines(block: Sequence[str], usual: int = 0, sizes: Sequence[int] = ()) -> int:
    """How many lines of the last project are its own: notes and the sender stand below.

    So many as `usual` of an office or a date are of the project, as they are of those above; and
    where these have all as many lines (their `sizes`), it has no more.
    """
    is_even = len(sizes) > 2 and len({*sizes}) == 1 and len(block) - sizes[0] <= _FOOT
    most = sizes[0] if is_even else len(block)
    for at, line in enumerate(block[1:most], start=1):
        is_sender = re.fullmatch(SENDER, line) is not None
        usual -= is_sender
        if re.match(_NOTE, line) or (is_sender and usual < 0):
            return at
    return min(most, len(block))
