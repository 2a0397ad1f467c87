"""What print adds around the text: page numbers, running heads, front matter, contents (目录).

A line goes out by its form (- 3 -, 第3页), by its place (a foot of a web page, a YAML block at the
top), or for standing again: a running head on every page, an entry of the contents further down. A
number alone may be of a table: it is believed to count pages if it is lonely and they rise.
"""

from __future__ import annotations

import re
from itertools import accumulate, islice, pairwise

from content import grammar
from content.lines import BLANK
from content.parsing.head_lines import LONGEST_LINE, is_button, is_numbered
from content.parsing.web_head import find_web_head
from content.parsing.wrapping import is_beside, is_torn_sign, neighbour
from content.report import Numbering

_SHORT = 40
"""Page numbers and running heads are never longer; longer lines are not looked at."""

_PAGES_APART = 8
"""Running heads are at least so many lines apart."""

_DASHES = "-—–－―─·•~～|"
"""Signs around a page number, or between it and a running head."""
_PAGE = (
    rf"[{_DASHES}]{{1,4}}\d{{1,4}}[{_DASHES}]{{1,4}}"
    r"|第[\d一二三四五六七八九十]{1,4}页(?:[，,、/／]?共[\d一二三四五六七八九十]{1,4}页)?"
    r"|\d{1,4}[/／]\d{1,4}|[Pp](?:age|\.)?\d{1,4}(?:of\d{1,4})?"
)
"""Page numbers without their blanks: —3—, 第3页共20页, 3/20, Page3of20."""

_APART = str.maketrans(dict.fromkeys(_DASHES, " "))
_OPENS_TITLE_BLOCK = r".{0,40}(?:会议|大会|[市省区县州旗乡镇]长|主席|年.{1,3}月)"


def find_furniture(lines: list[str]) -> dict[int, str]:
    """Indexes of the lines that are no part of the text, and what to tell the reader of each.

    The indexes are 0-based, of lines that are not blank; each has a Chinese sentence.
    """
    cores = [line.strip(BLANK) if len(line) <= _SHORT else "" for line in lines]
    found = _front_matter(lines) | _foot(lines) | _marks_of_print(lines)
    found |= dict.fromkeys(_printed_contents(lines), "原文的目录，未列入正文。")
    found |= _page_numbers(lines, cores)
    head = find_web_head(lines)  # whose lines are no pages that a title might stand above
    cores = ["" if index in head else core for index, core in enumerate(cores)]
    return head | found | _running_heads(lines, cores, found)


_YAML = re.compile(r"\s*---[ \t]*\n(?:(?=[ \t#-]|.*:|\n).*\n){1,40}?---[ \t]*$", re.MULTILINE)


def _front_matter(lines: list[str]) -> dict[int, str]:
    """The YAML block that some collections put before the text."""
    block = _YAML.match("\n".join(lines[:60]))
    ends = block[0].count("\n") + 1 if block else 0
    why = "文件开头的说明信息，未列入正文。"
    return {index: why for index, line in enumerate(lines[:ends]) if line.strip(BLANK)}


def front_matter_title(lines: list[str]) -> str:
    """The title that a YAML block before the text gives; empty without one that is a name."""
    block = "\n".join(lines[index] for index in _front_matter(lines))
    title = re.search(rf"^ *title *:[ \t]*(.{{1,{LONGEST_LINE}}})$", block, re.MULTILINE)
    return title[1].strip(BLANK + "\"'") if title else ""


_EDGE = 24
"""Lines at the foot of a file where a web page leaves its own."""
_OTHERS = (
    r"[【\[]?(?:(?:网友|精彩|热门|全部|最新|精选|用户)(?:评论|留言|跟帖)|评论区?|猜你喜欢"
    r"|(?:相关|延伸|推荐|热门|往期|更多)(?:阅读|推荐|文章|回顾|精彩|内容))[】\]]?\s*[：:]?\s*[（(]?\d*条?[）)]?"
)
"""The heading of what readers of a page wrote, or of what else there is to read."""


def _foot(lines: list[str]) -> dict[int, str]:
    """What a web page prints below the text: its source, its editor, links."""
    found = {}
    edge = range(max(len(lines) // 2, len(lines) - _EDGE), len(lines))
    cores = {index: lines[index].strip(BLANK + "*#>") for index in edge}
    others = next((at for at in edge if re.fullmatch(_OTHERS, cores[at])), len(lines))
    for index in reversed(edge):
        core = cores[index]
        if index < others and len(lines[index]) > 2 * _SHORT:
            break  # here the text ends
        is_web = core and (re.match(_WEB, core) or (is_button(core) and core[0] not in "附|"))
        if is_web or (core and index >= others):
            found[index] = f"网页附注“{core}”，未列入正文。"
        elif core and (grammar.ends_sentence(core) or grammar.mark(core)):
            break
    return found


_WEB = (
    r"(?:(?:信息)?来源|來源|稿源|出处|发布(?:时间|日期|机构|单位)|發佈時間|(?:更新|成文)(?:时间|日期)|日期"
    r"|作者|记者|(?:责任)?编辑|責任編輯|责编|审核|校对|监制|录入|初审|复审|终审|字号|字体"
    r"|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|率|量)?|(?:当前|您|你)(?:所在)?的?位置"
    r"|版权所有|主办(?:单位)?|承办(?:单位)?|网站标识码|备案号|联系(?:我们|电话)|相关.{2})"
    r"\s{0,2}(?:[：:|｜丨/／]|$)|【字[体号]|【?(?:打印|关闭)(?:本页|此页|窗口|正文)"
    r"|(?:上|下)一(?:篇|页)[：:]|扫一扫在手机|分享到|.{0,12}(?:ICP备|公网安备)"
    r"|[-—\s]*(?:END|end)[-—\s]*$|.{0,8}点.{0,3}(?:在看|[“「]赞)|(?:https?|file)://\S+"
    r"|[（(【]?(?:全文)?完[）)】]$|[（(]新华社.{0,20}电[）)]$"
)

_PRINT = {
    "转版提示": r"[（(【](?:[上下]接|[上下]转|紧接|接|转).{0,12}版.{0,6}[）)】]",
    "分隔线": r"[-*_=—―─＿]{3,}|(?:[-*_] ){2,}[-*_]",
    "网页注释": r"(?:<!--(?:(?!-->).)*-->[ \t]*)+",
    "表格的横线": r"\|(?:[ \t]*:?-+:?[ \t]*\|)+",
    "图片的说明": r"[▲△▼]?图为.{1,60}|[▲△▼].{1,40}(?:[摄攝]|供图|资料图)[）)]?",
}


def _marks_of_print(lines: list[str]) -> dict[int, str]:
    """Lines that only lead the reader to another page (下转第三版), or part it, or are hidden."""
    found = {}
    for index, line in enumerate(lines):
        core = line.strip(BLANK)
        if core and core[0] in "（(【-*_=—―─＿<|▲△▼图":
            what = next((name for name, form in _PRINT.items() if re.fullmatch(form, core)), "")
            if what:
                found[index] = f"{what}“{core}”，未列入正文。"
    return found


def _page_numbers(lines: list[str], cores: list[str]) -> dict[int, str]:
    """Page numbers among the short lines, by their form or, of bare numbers, by their row."""
    found = {}
    bare: list[tuple[int, int]] = []
    for index, core in enumerate(cores):
        if not core or len(core) > 24:
            continue
        compact = "".join(core.split())
        if compact.isdecimal() and len(compact) <= 3 and not is_torn_sign(lines, index):
            bare.append((index, int(compact)))
        elif re.fullmatch(_PAGE, compact):
            found[index] = f"页码“{core}”，未列入正文。"
    for index in _lonely_and_rising(lines, bare):
        found[index] = f"页码“{cores[index]}”，未列入正文。"
    return found


def _lonely_and_rising(lines: list[str], bare: list[tuple[int, int]]) -> list[int]:
    """Of lines that hold nothing but a number, those that count pages, not rows of a table."""
    pages: dict[int, int] = {}
    last = 0
    for place, (index, number) in enumerate(bare):
        before = bare[place - 1][0] if place else -10
        after = bare[place + 1][0] if place + 1 < len(bare) else len(lines) + 10
        lonely = index - before > 5 and after - index > 5
        if lonely and number > last:
            pages[index] = last = number
    numbers = set(pages.values())
    below = {index: neighbour(index, 1, lines) for index in pages}
    # One that was torn out of a sentence counts none: its unit or the next clause begins below.
    torn = "%％‰亿万千百个多余项件家户人元吨公平，,。、；;：:）)"
    return [
        index
        for index, number in pages.items()
        if not numbers.isdisjoint((number - 1, number + 1))
        or below[index] < 0
        or lines[below[index]].strip(BLANK)[0] not in torn
    ]


def _running_heads(lines: list[str], cores: list[str], pages: dict[int, str]) -> dict[int, str]:
    """Lines that repeat at the top or foot of the pages, such as the report's title.

    Two lines are the same without the page number beside their words. Where such numbers rise they
    prove it; else the lines must stand beside page numbers, or repeat one from the top of the text.
    """
    places: dict[str, list[int]] = {}
    numbers: dict[str, list[int]] = {}
    top: set[str] = set()
    for index, core in enumerate(cores):
        if len(core) < 4 or core[-1] in "。！？；，、" or index in pages:
            continue
        key, number = _without_page(core)
        if len(key) < 4 or grammar.salutation(key) or grammar.ends_sentence(key):
            continue
        if key[-1] in "，、," or grammar.cells(core):
            continue
        if len(top) < 3:
            top.add(key)
        places.setdefault(key, []).append(index)
        if number:
            numbers.setdefault(key, []).append(number)
    found: dict[int, str] = {}
    for key, indexes in places.items():
        is_far = indexes[-1] - indexes[0] >= _PAGES_APART * (len(indexes) - 1)
        if len(indexes) > 1 and (is_far or all(is_beside(at, lines, pages) for at in indexes)):
            counted = numbers.get(key, [])
            rises = all(a < b for a, b in pairwise(counted)) and len(counted) == len(indexes) > 2
            heads = indexes if rises else _furniture(key, indexes, lines, pages, key in top)
            found |= {index: f"书眉“{cores[index]}”，未列入正文。" for index in heads}
    return found


def _without_page(core: str) -> tuple[str, int]:
    """A short line without blanks, and the page number printed beside its words, or 0."""
    words = core.translate(_APART).split()
    pages = [word for word in words if word.isdecimal() and len(word) <= 3]
    key = "".join(word for word in words if word not in pages)
    return key, int(pages[0]) if len(pages) == 1 else 0


def _furniture(
    key: str, indexes: list[int], lines: list[str], pages: dict[int, str], at_top: bool
) -> list[int]:
    """Which of a repeated line's places are running heads; its first place may be the title."""
    beside = [i for i in indexes if is_beside(i, lines, pages)]
    title = at_top or "政府工作报告" in key
    if len(beside) * 2 < len(indexes) and (
        not title or len(indexes) < 3 or is_numbered(key)  # each part may have a （一）存在的问题
    ):
        return []
    mark = grammar.mark(key)
    if not title and (len(indexes) < 3 or (mark and mark.numbering is not Numbering.DASH)):
        return []
    if at_top and indexes[0] not in beside:
        indexes = indexes[1:]
    return [i for i in indexes if not _before_title_block(i, lines)]


def _before_title_block(index: int, lines: list[str]) -> bool:
    """Whether a title, date or salutation follows: then another report begins here."""
    after = neighbour(index, 1, lines)
    if after < 0 or len(lines[after]) > 60:
        return False
    core = lines[after].strip(BLANK)
    opens = not grammar.ends_sentence(core) and re.match(_OPENS_TITLE_BLOCK, core)
    return grammar.salutation(core) > 0 or bool(opens)


# The table of contents of a booklet: its entries would double the outline


_ENTRY_LIMIT = 90
_BEFORE_TEXT = 60
"""Lines with text among which a table of contents begins."""

_NAMES = ("目录", "目次", "目錄", "目　录")
_TITLE = ("政府工作报告", "政府工作報告")
_LEADER = re.compile(r"(?:[.．…·•・‥—\-_\s]{2,}|\s)[（(]?\d{1,3}[)）]?$")
"""Dots or a blank, and a page number behind them."""
_DOTS = re.compile(r"[.．·•・‥]{3,}|…{2,}")
_MOST_ENTRIES = 500
"""More lines are looked at in no table: each is looked for in the whole text."""


def _printed_contents(lines: list[str]) -> list[int]:
    """Indexes of the lines of a table of contents that stands before the text.

    It has a name (目录), or three lines in a row that dots or blanks lead to their pages.
    """
    shown = (index for index, line in enumerate(lines) if line.strip(BLANK))
    visible = list(islice(shown, _BEFORE_TEXT + 1))
    for place, index in enumerate(visible[:-2]):
        core = "".join(lines[index].split()).strip("#*【】[]")
        if core in _NAMES:
            entries = _entries(lines, index + 1)
            return [index, *entries] if entries or not place else []
        near = (lines[other].strip(BLANK) for other in visible[place : place + 3])
        if all(len(e) <= _ENTRY_LIMIT and _LEADER.search(e) for e in near):
            entries = _entries(lines, index)
            if len(entries) >= 3:
                return entries
    return []


def _entries(lines: list[str], start: int) -> list[int]:
    """The entries from `start` on: each has a page number, or stands again further down."""
    found: list[int] = []
    openings = [_bare(line[: _ENTRY_LIMIT + 40]) for line in lines[start:]]
    openings = [f"\n{opening}" if opening else "" for opening in openings]
    text, ends = "".join(openings), accumulate(map(len, openings))
    for index, end in zip(range(start, start + _MOST_ENTRIES), ends, strict=False):
        core = lines[index].strip(BLANK + "*#")
        if not core:
            continue
        if len(core) > _ENTRY_LIMIT or grammar.salutation(core) or core.endswith(_TITLE):
            break
        if not (core.isdecimal() and len(core) <= 3) and not _is_entry(core, text, end):
            break
        found.append(index)
    return found


def _is_entry(core: str, text: str, end: int) -> bool:
    """Whether a line is an entry: dots lead to a page, or its words open a line behind its end."""
    leader = _LEADER.search(core)
    if not leader and grammar.ends_sentence(core) and not grammar.mark(core):
        return False
    if leader is not None and _DOTS.search(core) is not None:
        return True
    words = _bare(core[: leader.start()] if leader else core)
    return text.find(f"\n{words}", end) >= 0


def _bare(text: str) -> str:
    return "".join(text.strip(BLANK + "*#").split())
