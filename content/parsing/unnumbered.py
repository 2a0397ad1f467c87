"""Headings without a number: what sets them apart is how they stand, not what they say.

A short line between a finished sentence and a longer text is one, unless it reads as a note or as
torn out of a sentence: 2023年工作回顾 above a paragraph, but no row of a table, no 来源：….
"""

from __future__ import annotations

import re

from content import grammar
from content.grammar import Style
from content.lines import BLANK
from content.parsing.heading import Finder, Heading, is_emphasised
from content.report import Numbering

_NOT_A_HEAD = (
    r"[（(\[].*[)）\]]$|(?:牵头|责任|主办|协办|配合)(?:单位|部门|领导)|来源"
    r"|[\d\s./—-]+$|.*[|｜\t]|.{0,24}政府工作报告$|.*届.*会议$|(?:[图表]|专栏)\s?\d"
    r"|同时|此外|另外|其中|特别是|因此|但是|由于|为此|我们|并且|而且"
    r"|.*[的是和与及在对了把将为向从被给让以于]$"
)
"""Short lines that are notes, or torn out of a sentence."""
PART_WORDS = (
    r"(?:19|20|１９|２０|一九|二[〇零○])[\d〇零○一二三四五六七八九]{2}年|[今去本]年|过去|[今未]后|"
    r"“?十[一二三四五六]五|回顾|总结|工作安排|总体要求|奋斗目标|主要任务|政府(?:自身)?建设"
)
"""Words of the heading of a part: it ends those above without a number, and numbers begin anew."""
_LABEL = (
    r"(?:part|no)\s*[.·]?\s*(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six)|[壹贰叁肆伍陆柒捌]"
    r"|\d\ufe0f?\u20e3|[/／【「『]\s*\d{1,2}\s*[/／】」』]"
)
"""The number of a part in an article for phones, alone on its line: PART 01, 【01】, 壹."""
UNNUMBERED_LIMIT = 32
"""An unnumbered heading has at most this many characters."""


_COMMAS = 2
"""A short line with more of them is a piece of a sentence, torn where a line ended."""
_EMPHASIS_LIMIT = 60
"""A whole line in bold type of at most this many characters is a heading, a sentence or not."""


def unnumbered(finder: Finder, index: int) -> Heading | None:
    """The heading that a unit without a number is, or None.

    It is a slogan or a line in bold type; or a short line that stands over text, which may go on in
    the next; or the short opening of a long line, parted from its text by a blank.
    """
    core = finder.units[index].core
    style, length = Style.STANDALONE, len(core)
    if index in finder.slogans or _is_set_apart(finder, index):
        text = grammar.without_stop(core)
        partlike = bool(re.search(PART_WORDS, text)) and len(text) == len(core)
        return Heading(index, Numbering.NONE, None, text, len(text), style, partlike=partlike)
    if length > UNNUMBERED_LIMIT:
        length, style = grammar.unnumbered_gap(core), Style.BLANK
        if not length:
            return None
    text = core[:length].rstrip(BLANK)
    if not _reads_as_head(finder, text):
        return None
    if style is Style.STANDALONE and not _stands_over_text(finder, index):
        return None
    partlike, lines = bool(re.search(PART_WORDS, text)), 1
    if style is Style.STANDALONE and not partlike and _two_in_a_row(finder, index):
        # A slogan printed on two lines; a part and the first heading in it are two headings.
        text, lines = f"{text}\u3000{finder.units[index + 1].core}", 2
    return Heading(index, Numbering.NONE, None, text, length, style, partlike=partlike, lines=lines)


def labelled(finder: Finder, index: int) -> Heading | None:
    """The heading of a part numbered above it as on a phone, unless parts are numbered as usual."""
    core = finder.units[index].core
    is_label = index + 2 < finder.end and re.fullmatch(_LABEL, core, re.I)
    if not is_label or any(head.numbering is not Numbering.NONE for head in finder.headings[:1]):
        return None
    below = finder.units[index + 1].core
    if len(below) > UNNUMBERED_LIMIT or not _reads_as_head(finder, below):
        return None
    text, style = f"{core}\u3000{below}", Style.STANDALONE
    return Heading(index, Numbering.NONE, None, text, len(core), style, partlike=True, lines=2)


def _is_set_apart(finder: Finder, index: int) -> bool:
    """Whether Markdown prints a whole short line in bold or as a heading."""
    unit = finder.units[index]
    if not finder.emphasis or len(unit.core) > _EMPHASIS_LIMIT or index + 1 >= finder.end:
        return False
    if not is_emphasised(unit) or unit.core in finder.repeated:
        return False
    text = unit.core[:-1] if unit.core[-1] in "。." else unit.core
    return not grammar.salutation(unit.core) and reads_as_words(text) and len(text) >= 4


def _reads_as_head(finder: Finder, text: str) -> bool:
    """Whether a short text has words enough for a heading, and does not stand again and again."""
    if len(text) < 4 or text in finder.repeated or grammar.salutation(text):
        return False
    if len(re.findall("[，,]", text)) > _COMMAS:
        return False
    return reads_as_words(text) and sum("\u4e00" <= c <= "\u9fff" for c in text) >= 3


def reads_as_words(text: str) -> bool:
    """Whether a short line may be a heading or part of one: neither a sentence nor a note."""
    if grammar.ends_sentence(text) or text[-1] in "，、," or "：" in text:
        return False
    return not re.match(_NOT_A_HEAD, text) and grammar.first_stop(text, len(text)) < 0


def _stands_over_text(finder: Finder, index: int) -> bool:
    """Whether a short line stands between finished text above and a body or heading below."""
    if index + 1 >= finder.end:
        return False
    above = finder.units[index - 1].core if index else "。"
    below = finder.units[index + 1].core
    over_heading = finder.headings and finder.headings[-1].below == index
    if not (grammar.ends_sentence(above) or over_heading or index == finder.begin):
        return False
    if grammar.is_row(below):
        return False
    over_text = grammar.mark(below) or len(below) >= 30 or grammar.ends_sentence(below)
    return bool(over_text) or _two_in_a_row(finder, index)


def _two_in_a_row(finder: Finder, index: int) -> bool:
    """Whether another short line follows and then text."""
    below = finder.units[index + 1].core
    if index + 2 >= finder.end or grammar.mark(below) or not _reads_as_head(finder, below):
        return False
    is_part = len(below) > UNNUMBERED_LIMIT or re.search(PART_WORDS, below)
    return not is_part and len(finder.units[index + 2].core) >= 30
