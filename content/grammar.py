"""How one line of a report reads: numbering marks, heads, salutations, sentence ends.

Every test looks at the first characters before it runs an expression, and no expression runs
over more than the opening of a paragraph: a paragraph can be very long.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

from content.lines import BLANK
from content.numerals import DIGITS, NUMERAL, numeral
from content.report import CHAPTERS, Numbering

HEAD_LIMIT = 90
"""A numbered line of at most this many characters can be a heading of its own."""

_NUMERAL_START = frozenset(DIGITS + "十")

OUTER = frozenset((*CHAPTERS, Numbering.PAREN_CHINESE))
"""Numberings of parts and sections: a line that opens with one hardly ever goes on with another."""


class Mark(NamedTuple):
    """A numbering mark at the start of a line."""

    numbering: Numbering
    number: int | None
    """1 to 99 as printed; None for a dash and for 最后."""
    end: int
    """Characters that the mark takes."""


YEAR_DIGITS = r"(?:19|20|１９|２０)\d\d"
"""A year in digits, of full width too."""
PRINTED_YEAR = rf"(?:{YEAR_DIGITS}|[一二][〇零○ＯO九][〇零○ＯO一二三四五六七八九]{{2}})"
"""A year in digits or as 二〇二四, with what stands for 〇 in print."""

_READ_AS_DASH = "十?[—–―─－]"
"""How character recognition reads 一 and 十一."""
_DASH_TO_ONE = str.maketrans(dict.fromkeys("—–―─－", "一"))
_MARK = re.compile(
    rf"(?P<cn>{NUMERAL}|{_READ_AS_DASH}(?=、))(?P<word>[、是要])"
    rf"|[（(]\s?(?:(?P<in_cn>{NUMERAL}|{_READ_AS_DASH})|(?P<in_digits>\d{{1,2}}))\s?[)）]"
    r"[、，,.．\s]?"
    rf"|(?P<digits>\d{{1,2}})(?:[．、]|\.(?=\D|{YEAR_DIGITS}年|$))"
    r"|(?P<dash>[—–―─－]{1,4}|--+)"
    rf"|第(?P<ordinal>{NUMERAL}|\d{{1,2}})"
    rf"(?:(?P<of>部分|[篇编章节])(?:[\s：:、，—–―─－]|(?={YEAR_DIGITS}年)|$"
    r"|(?<!部分)(?=[^，。；：！？,;:]{2,40}$))|[，,、：:])"
    r"|(?P<order>首先|其次|再次|最后)(?=[，,])"
    r"|(?P<in_sign>[㈠-㈩])|(?P<sign>[⑴-⒇①-⑳])"
)
_STARTS = frozenset(DIGITS + "十（(—–―─－-第首其再最0123456789０１２３４５６７８９")
_STARTS |= frozenset(chr(code) for code in (*range(0x2460, 0x2488), *range(0x3220, 0x322A)))
"""How marks begin: most paragraphs begin with none of these."""
_NUMBERINGS = {
    "、": Numbering.CHINESE, "是": Numbering.SHI, "要": Numbering.YAO,
    "in_cn": Numbering.PAREN_CHINESE, "in_digits": Numbering.PAREN_ARABIC,
    "digits": Numbering.ARABIC, "dash": Numbering.DASH, "ordinal": Numbering.DI,
    "部分": Numbering.PART, "篇": Numbering.PART, "编": Numbering.PART,
    "章": Numbering.CHAPTER, "节": Numbering.SUBCHAPTER,
    "order": Numbering.FIRST, "in_sign": Numbering.PAREN_CHINESE, "sign": Numbering.PAREN_ARABIC,
}  # fmt: skip
"""The numbering that a word or a group of a mark stands for."""
_ORDER = ("首先", "其次", "再次")

# These are met in few reports; `re` compiles and keeps them at their first use.
_LOOSE = (
    rf"(?:({NUMERAL})(?:[，,.．丶﹑､·:：]|\s+)|({NUMERAL})[)）]|[（(]({NUMERAL})(?![)）]))(?=.)"
)
_FORMAL = "壹贰叁肆伍陆柒捌玖拾貳參陸"
"""Numerals as they are written on bills, and those of them that have a traditional form."""
_FORMAL_TO_PLAIN = str.maketrans(_FORMAL, "一二三四五六七八九十二三六")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PART_MARK = rf"([{_FORMAL}]{{1,3}}|[Ⅰ-Ⅻ]|[IVX]{{1,4}})[、.．](?![Ⅰ-ⅫIVX])"
_ENUMERATION = rf"({NUMERAL})、([一二三四五六七八九十])[、，和产二三四五六七八九十]"


def mark(core: str) -> Mark | None:
    """The numbering mark that opens a line (without blanks at its ends, not empty), if one does."""
    match = _MARK.match(core) if core[0] in _STARTS else None
    if match is None:
        return None
    kind = str(match.lastgroup)
    numbering = _NUMBERINGS[match[kind] if kind in ("word", "of") else kind]
    text = match["cn"] or match["ordinal"] or match[kind]
    if kind in ("dash", "order"):
        number = _ORDER.index(text) + 1 if text in _ORDER else None
        return Mark(numbering, number, match.end())
    if kind.endswith("sign"):
        number = int(unicodedata.numeric(text))
    else:
        number = int(text) if kind == "digits" else numeral(text.translate(_DASH_TO_ONE))
    return None if number is None else Mark(numbering, number, match.end())


def part_mark(core: str) -> Mark | None:
    """A mark in other numerals, `壹、` or `II.`: only the sequence tells it from 陆、海、空."""
    match = re.match(_PART_MARK, core)
    text = unicodedata.normalize("NFKC", match[1]) if match else ""
    number = _ROMAN.index(text) if text in _ROMAN else numeral(text.translate(_FORMAL_TO_PLAIN))
    return Mark(Numbering.PART, number, match.end()) if match and number else None


def cells(core: str) -> list[str]:
    """The cells of a row of a table as Markdown writes it, | 指标 | 2024年 |; else nothing."""
    return core[1:-1].split("|") if core[0] == core[-1] == "|" and len(core) > 2 else []


def is_row(core: str) -> bool:
    """Whether a line is a row of a table: 税收｜118000, or numbers behind blanks: 税收 11 3.9%."""
    numbers = r"(?:[ \t\u3000]+(?:[-+－]?\d[\d.,]*[%％万亿元]{0,2}|[-—－]{1,2})){2,}$"
    return "｜" in core or bool(cells(core) or re.search(numbers, core[-60:]))


def loose_mark(core: str) -> Mark | None:
    """A mark that lost a character (`二，` `一.` `一丶` `一）`): only the sequence can prove it.

    A Chinese numeral alone on its line is the number of a part, printed above its title.
    """
    if core[0] not in _NUMERAL_START and core[0] not in "（(":
        return None
    if alone := numeral(core):
        return Mark(Numbering.CHINESE, alone, len(core))
    match = re.match(_LOOSE, core)
    number = numeral(match[1] or match[2] or match[3]) if match else None
    if match is None or number is None:
        return None
    numbering = Numbering.CHINESE if match[1] else Numbering.PAREN_CHINESE
    return Mark(numbering, number, match.end())


def is_enumeration(core: str) -> bool:
    """Whether a line counts things (`一、二、三产业`) where a heading `一、` might be read."""
    match = re.match(_ENUMERATION, core)
    return match is not None and numeral(match[2]) == (numeral(match[1]) or 0) + 1


_STOP = re.compile(r"[。！？；!?;]|(?<=[^\x00-\x7f])\.(?![0-9A-Za-z])")
_CLOSERS = "”’」』）)》"
_STOP_MARKS = "。！？；：!?;:."
_STOPS = frozenset(_STOP_MARKS)


def first_stop(core: str, limit: int, begin: int = 0) -> int:
    """Where the first sentence end stands in core[begin:limit], or -1.

    A half-width full stop counts between Chinese characters only, not in `8.1`.
    """
    match = _STOP.search(core, begin, min(limit, len(core)))
    return match.start() if match else -1


def ends_sentence(core: str) -> bool:
    """Whether a line ends as a finished sentence, quote marks behind the full stop allowed."""
    return core.rstrip(_CLOSERS)[-1:] in _STOPS or core[-1] == "…"


def without_stop(text: str) -> str:
    """A heading without the mark that closes it and without Markdown's bold marks."""
    text = text.rstrip(BLANK + "*_")
    if text and text[-1] in _STOP_MARKS:
        text = text[:-1]
    return text.replace("**", "").rstrip(BLANK)


class Style(Enum):
    """How a head and the text that follows it are set apart."""

    STANDALONE = "standalone"
    """No text follows on the line."""
    SENTENCE = "sentence"
    """A full stop or a colon stands between."""
    BLANK = "blank"
    """A blank stands between."""
    GLUED = "glued"
    """Nothing stands between, but the words tell."""
    CUT = "cut"
    """Nothing tells: the head is the first characters of the line."""


class Head(NamedTuple):
    """How far the head of a line reaches."""

    end: int
    """The head is the line up to here, its closing mark not included."""
    style: Style


def head_text(core: str, head: Head) -> str:
    """The words of a head, without the mark that closes it."""
    return core[: head.end] + "…" if head.style is Style.CUT else without_stop(core[: head.end])


_WIDE_GAP = re.compile(r"[\u3000\u2003\t]+|[ \u00a0]{2,}")
_SENTENCE_OPENERS = (
    "今年", "去年", "过去", "刚刚", "我们", "面对", "一年来", "五年来", "19", "20", "１９", "２０",
)  # fmt: skip
_GLUE = (
    r"[^，。；：！？]{2,30}?"
    r"(?:回顾|总结|安排|任务|要求|部署|目标|打算|意见|建议|考虑|重点|工作|建设|规划|水平|效能)"
    rf"(?={YEAR_DIGITS}年(?:将?是|[，,我全]|政府)|刚刚过去|过去的?[一二三四五]年|[一二三四五]年来[，,]"
    r"|今后[一二三四五]年[，,是我发]|[今去]年(?:[，,是我全]|政府|工作)|新的一年[，是]"
    r"|“?十[一二三四五]五”?(?:时期)?[，,是我]|各位代表[，！：,!:]|面对|根据|我们|党的[十二]|当前，)"
)
"""A part's head whose last word is followed at once by the first words of its text."""


_COLON = re.compile(r"：|(?<=[^\x00-\x7f]):")
_COLON_HEAD = 22
"""Characters before a colon that are the head of a line, if a whole clause follows."""
_CLAUSE = 14
_LONG_CLAUSE = 40
"""The same where the clause ends the line, which is then a whole heading if it is shorter."""


def head_of(core: str, begin: int, *, parted: bool = False) -> Head:
    """Where the head of a numbered line ends, whose mark takes `begin` characters.

    `parted` says that single blanks part the heads from their texts in this report.
    """
    stop = first_stop(core, HEAD_LIMIT + 60, begin)
    gap = _gap(core, begin, stop, parted)
    if gap:
        return Head(gap, Style.BLANK)
    glue = re.match(_GLUE, core[begin : begin + 70]) if len(core) > 45 else None
    if glue:
        return Head(begin + glue.end(), Style.GLUED)
    bare = len(core.rstrip(_CLOSERS))
    alone = stop >= bare - 1
    colon = _COLON.search(core, begin + 1, begin + _COLON_HEAD)
    if colon and stop > colon.start() + (_LONG_CLAUSE if alone else _CLAUSE):
        return Head(colon.start(), Style.SENTENCE)
    if len(core) <= HEAD_LIMIT and (stop < 0 or alone):
        return Head(len(without_stop(core)) if stop >= 0 else len(core), Style.STANDALONE)
    return _run_in_head(core, begin, stop)


def _run_in_head(core: str, begin: int, stop: int) -> Head:
    """Where the head of a line ends whose text follows; `stop` ends the line's first sentence."""
    if stop > begin:
        parted = _WIDE_GAP.match(core, stop + 1) is not None
        return Head(stop, Style.BLANK if parted else Style.SENTENCE)
    colon = core.find("：", begin, 75)
    if colon > begin:
        return Head(colon, Style.SENTENCE)
    return Head(24, Style.CUT) if len(core) > 24 else Head(len(core), Style.STANDALONE)


_INTRO = re.compile(r".{0,24}(?:以下|如下|方面).{0,8}[。：:]|.{4,28}[：:]")


def _gap(core: str, begin: int, stop: int, parted: bool) -> int:
    """Where a blank parts a head from the body on its line, or 0."""
    reach = min(len(core), 72 if stop < 0 else stop)
    match = _WIDE_GAP.search(core, begin + 2, reach)
    start, end = match.span() if match else _narrow_gap(core, begin, stop, parted)
    rest = core[end : end + 400]
    if len(rest) > 40 or (len(rest) >= 15 and first_stop(rest, len(rest)) >= 0):
        return start
    return start if _INTRO.fullmatch(rest) else 0


def lone_blank(core: str, begin: int, stop: int) -> int:
    """Where the only blank of a numbered line stands that can part a head from a long text, or 0.

    Its mark takes `begin` characters, its first sentence ends at `stop`, or at -1 for nowhere.
    """
    place = core.find(" ", begin + 4, begin + 48)
    if place < 0 or len(core) - place <= 60 or 0 <= stop < place:
        return 0
    inside = core[place - 1] in "，、：" or core[place - 1] <= "\x7f" or core[place + 1] in "，、"
    return 0 if inside or core.find(" ", place + 1, stop) >= 0 else place


def _narrow_gap(core: str, begin: int, stop: int, parted: bool) -> tuple[int, int]:
    """The single blank behind which a sentence seems to begin; (0, 0) without one."""
    place = lone_blank(core, begin, stop)
    # Parts seldom run on, and the first sentence of a section that does is no longer than that.
    if place and (parted or core[0] in _NUMERAL_START or not 0 <= stop <= begin + 45):
        return place, place + 1
    end = min(len(core), 48, 72 if stop < 0 else stop)
    place = core.find(" ", begin + 2, end)
    while place >= 0:
        if core[place - 1] > "\x7f" and core.startswith(_SENTENCE_OPENERS, place + 1):
            return place, place + 1
        place = core.find(" ", place + 1, end)
    return 0, 0


PART_ENDS = (
    "回顾", "总结", "安排", "任务", "要求", "部署", "目标", "建议", "工作", "建设", "规划",
)  # fmt: skip
"""How the headings of parts end."""


def unnumbered_gap(core: str) -> int:
    """Where a blank parts an unnumbered head from a long body on its line, or 0.

    A single blank of half width does so only behind the words of a part.
    """
    match = _WIDE_GAP.search(core, 4, 34)
    gap = match.start() if match else core.find(" ", 4, 34)
    if gap < 0 or len(core) - gap < 40 or first_stop(core[gap : gap + 400], 400) < 0:
        return 0
    return gap if match or core[:gap].endswith(PART_ENDS) else 0


_SALUTATION = re.compile(
    r"(?:尊敬的)?(?:(?:大会)?(?P<chair>主席团?|主任|委员长)(?:同志)?[、，]\s?)?"
    r"(?:各位(?:代表|委员|领导|同志|副(?P=chair))|代表同志们|同志们|代表们)(?:[、，]秘书长)?"
    r"(?:[、，](?:各位|同志|朋友|来宾)[^。，！：]{0,6})*(?:[：:！!，,。\s]|$)"
)
"""Whom a speaker turns to, who presides before all others: 各位代表：, 主席团、各位代表：."""

_SPREAD = 80
"""Code points in which a salutation ends whose characters stand apart: 各 位 代 表 ：."""


def salutation(core: str) -> int:
    """Length of the salutation (各位代表：) that opens a line, or 0; blanks may spread it."""
    if core[0] not in "各同代尊主委大":
        return 0
    match = _SALUTATION.match(core)
    if match:
        return match.end()
    if not core[1:2].isspace():
        return 0
    places = [at for at, sign in enumerate(core[:_SPREAD]) if not sign.isspace()]
    match = _SALUTATION.match("".join(core[at] for at in places))
    return places[match.end() - 1] + 1 if match else 0
