"""Traditional characters: the grammar of reports is written in simplified ones.

A text in traditional characters is read through a copy with the characters that the grammar looks
at in their simplified form. The copy has the same length, so that whatever was found in it has the
same place in the original, and the report shows the original only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from content.lines import BLANK, split_lines
from content.report import Remark, Report

_PAIRS = (
    "與与業业兩两爲为為为鄉乡書书於于産产產产從从們们會会體体黨党關关寫写剛刚別别辦办務务區区協协單单縣县號号後后員员團团圍围圖图處处頭头奮奋實实審审對对導导"
    "將将並并開开當当錄录録录誌志總总據据數数鬥斗機机條条構构標标註注濟济點点牽牵現现監监穩稳類类緊紧線线經经結结給给節节範范見见規规計计讓让議议設设詞词語语"
    "說说説说謝谢譜谱轉转過过邁迈這这進进釋释鎮镇長长門门問问階阶難难麪面頁页項项顧顾預预領领題题責责職职戰战發发觀观來来錢钱啟启東东無无樣样報报環环際际陸陆"
    "續续優优勢势創创運运動动應应歷历鄭郑屆届檢检財财劃划廳厅執执級级聞闻簡简載载閱阅讀读瀏浏覽览網网"
    "擊击閉闭專专欄栏時时間间編编輯辑權权備备視视頻频稱称"
)
"""Each traditional character with its simplified one: those that the grammar looks at."""

_FOLD = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_TELLING = ("報告", "會議", "代表大會")
_OPENING = 2000
"""Code points in which a report names itself or its session, the head of a web page included."""


def is_traditional(text: str) -> bool:
    """Whether a report is printed in traditional characters; its opening tells."""
    opening = text[:_OPENING]
    return any(word in opening for word in _TELLING)


def simplified(text: str) -> str:
    """A copy for the grammar, character for character: 会议 for 會議."""
    return text.translate(_FOLD)


def in_print(report: Report, text: str, title: str = "") -> Report:
    """A report that was read from `simplified(text)`, with the characters of `text`, or a title."""
    lines, _ = split_lines(text)
    words = []
    for p in report.paragraphs:
        physical = slice(p.line - 1, p.last_line)
        words.append(_from(p.text, "".join(report.lines[physical]), "".join(lines[physical])))
    folded = [p.text for p in report.paragraphs]
    return replace(
        report,
        title=title or _from(report.title, "\n".join(folded[:8]), "\n".join(words[:8])),
        lines=tuple(lines),
        paragraphs=tuple(
            replace(p, text=word) for p, word in zip(report.paragraphs, words, strict=True)
        ),
        nodes=tuple(
            replace(node, text=_from(node.text, *_about(folded, words, node.paragraph)))
            for node in report.nodes
        ),
        remarks=tuple(_remark(remark, report.lines, lines) for remark in report.remarks),
    )


def _remark(remark: Remark, folded: Sequence[str], lines: Sequence[str]) -> Remark:
    """A remark that quotes and keeps the characters of the print."""
    near = slice(remark.line - 1, remark.line + 1)  # of a heading on two lines it quotes both
    told = re.sub(
        "(?<=“).+(?=”)",
        lambda quoted: _from(quoted[0], "".join(folded[near]), "".join(lines[near])),
        remark.text,
    )
    removed = lines[remark.line - 1].strip(BLANK) if remark.removed else ""
    return replace(remark, text=told, removed=removed)


def _about(folded: list[str], words: list[str], number: int) -> tuple[str, str]:
    """The paragraph with a number and the next: a heading may be printed on two lines."""
    return "".join(folded[number - 1 : number + 1]), "".join(words[number - 1 : number + 1])


def _from(text: str, folded: str, original: str) -> str:
    """The same characters of `original` that `text` takes from `folded`, in order.

    Both are of one length. A character that `folded` has not (…, or a blank between two lines of a
    heading) was put in by the reader and stays.
    """
    if folded.startswith(text):
        return original[: len(text)]
    place, found = 0, []
    for character in text:
        there = folded.find(character, place)
        if there < 0 or character in BLANK + "…":
            found.append(character)  # put in by the reader
        else:
            found.append(original[there])
            place = there + 1
    return "".join(found)
