"""The blocks around the parts: title block, opening, closing and appendix.

The salutation (各位代表：) ends the title block, the last appeal (让我们……) begins the closing, and
a short line of its own (名词解释) begins the appendix. Where one is missing the block is empty, or
is told by what may stand in it: no sentence and no heading stands in a title block.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from content import grammar
from content.lines import BLANK, Unit
from content.parsing.head_lines import (
    BODIES,
    ends_session,
    is_name,
    is_numbered,
    is_session,
    is_signature,
    is_title,
    names_holder,
    opens_with_title,
)
from content.parsing.title import goes_on
from content.report import Role

_TITLE_LINES = 12
"""Lines above the text where nobody is addressed."""
_HEAD_LINES = 40
"""The salutation stands among the first units; one found later is part of the body."""
_LONG_LINES = 2
"""So many of them may be longer than any line of a title block."""

_TITLE_WIDTH = 80
"""Characters of the longest line of a title block, such as that on the session."""
_SITTING = r"[—–―─－（(-]|(?:.{4}年.{1,3}月.{1,3}日[，,\s]*)?在"
"""How the line on the session begins where no title stands above it."""


class Zones(NamedTuple):
    """Where the blocks begin, as indexes into the units; each block ends where the next begins.

    A block that is missing begins where the next one does; the number of units stands for the end.
    """

    title: list[Role]
    """What each unit before the opening is: the title, the session or a signature."""
    opening: int
    """The salutation, or the first unit of the text where nobody is addressed."""
    body: int
    """The first unit that may be a heading."""
    closing: int
    """The first unit that is no part's any more."""
    appendix: int
    """The unit that names the appendix, or that begins it without a name."""


def find_zones(units: list[Unit]) -> Zones:
    """Find the blocks of a report."""
    opening = _opening(units)
    salutation = opening < len(units) and grammar.salutation(units[opening].core) > 0
    body = opening + 1 if salutation else opening
    appendix = _appendix(units, body)
    closing = _closing(units, body, appendix)
    if closing < appendix:
        behind = range(closing + 2 - _has(units[closing].core, _APPEAL), appendix)
        # An appendix may begin without its name.
        appendix = next((at for at in behind if _opens_appendix(units, at)), appendix)
    return Zones(_title_roles(units[:opening]), opening, body, closing, appendix)


def _opening(units: list[Unit]) -> int:
    """Index of the first unit behind the title block.

    Without a salutation it is the one behind the last line on the title, the session or the speaker
    among those that may stand there; the first line is a title if it may.
    """
    long = 0
    for index, unit in enumerate(units[:_HEAD_LINES]):
        if grammar.salutation(unit.core):
            return index
        long += len(unit.core) > _TITLE_WIDTH
        if long > _LONG_LINES or is_numbered(unit.core):
            break
    block = [unit.core for unit in takewhile(_may_head, units[:_TITLE_LINES])]
    told = [at for at, core in enumerate(block) if is_title(core) or is_session(core)]
    opening = max([min(1, len(block)), *(at + 1 for at in told)])
    while opening < len(block) and is_signature(block[opening]):
        opening += 1
    return opening


def _may_head(unit: Unit) -> bool:
    """Whether a line may stand in a title block: no sentence, no heading."""
    ended = grammar.ends_sentence(unit.core) and unit.core[-1] not in "…:："
    return not (ended or len(unit.core) > _TITLE_WIDTH or is_numbered(unit.core))


def _title_roles(units: list[Unit]) -> list[Role]:
    """What each line of the title block is; one of which nothing tells is of the title."""
    roles: list[Role] = []
    for index, unit in enumerate(units):
        core = unit.core
        goes_below = index > 0 and roles[-1] is Role.SESSION and not is_signature(core)
        is_office = core.endswith((*BODIES, "办公室"))
        if goes_below and not is_office and ends_session(units[index - 1].core, core):
            roles.append(Role.SESSION)
        elif not is_title(core) and _is_signed(units, index, roles):
            roles.append(Role.SIGNATURE)
        elif opens_with_title(core) and not any(is_title(unit.core) for unit in units[:index]):
            roles.append(Role.TITLE)
        elif (index or re.match(_SITTING, core)) and is_session(core):
            roles.append(Role.SESSION)
        else:
            roles.append(Role.TITLE)
    return roles


def _is_signed(units: list[Unit], index: int, above: list[Role]) -> bool:
    """Whether a line below those of some roles says who reports."""
    core = units[index].core
    if index == 0:  # a head without a title
        return is_signature(core) and not is_name(core)
    if above[-1] is Role.SIGNATURE and names_holder(units[index - 1].core, core):
        return True
    return is_signature(core) or _is_body(units, index)


def _is_body(units: list[Unit], index: int) -> bool:
    """Whether a line below the title names who reports, where no person does: 某市财政局."""
    core = units[index].core
    above = any(is_title(unit.core) for unit in units[:index])
    below = units[index + 1].core if index + 1 < len(units) else ""
    named = len(core) <= 30 and core.endswith(BODIES) and core[0] != "各"
    return above and named and not (is_title(below) and goes_on(core, below))


def _names_appendix(core: str) -> bool:
    """Whether a short line is called 附件, 附件2：…, （注释）, 《…报告》名词解释 or alike."""
    core = core.strip("（）()【】" + BLANK)
    if core.startswith("附"):
        rest = core[1:].lstrip("件录表注").lstrip("一二三四五六七八九十0123456789")
        return not rest or (rest[0].isspace() or rest[0] in "：:")
    name = "".join(core.rstrip("：:").split())
    if not name.endswith(("解释", "注释", "说明", "名词")):
        return False
    return len(name) <= 4 or _has(name, ("名词", "术语", "用语", "词语", "报告》"))


def _appendix(units: list[Unit], body: int) -> int:
    """Index of the heading that opens the appendix, or the number of units.

    None stands in the first third of a text: there 说明 and the like are of the head.
    """
    for index in range(max(body + 1, len(units) // 3), len(units)):
        core = units[index].core
        if len(core) <= 32 and core[-1] not in "。！；" and _names_appendix(core):
            return index
    return len(units)


_APPEAL = ("让我们", "团结", "谱写", "奋斗", "前进", "谢谢")
"""Words of the last appeal; one without a salutation has the first of them and another."""
_LIST = ("实事", "项目", "清单", "名单", "指标", "名词", "附", "注")
"""Words in the name of a list behind the closing."""
_LAST_WORDS = 30
"""Characters of a last line that only puts the report before the meeting, or thanks it."""
_AFTER_CLOSING = 4
"""Paragraphs that may follow the last salutation before the report is over."""


def _closing(units: list[Unit], body: int, end: int) -> int:
    """Index of the paragraph that closes the report, or `end`.

    It addresses the deputies again, in the last two fifths of the body; above those only if the
    name of a list follows, which then is the rest of the text. It appeals to all, or is the last
    paragraph and a cry. Where none is addressed, it is the last paragraph, if that appeals to all
    or puts the report before the meeting.
    """
    late = body + (end - body) * 3 // 5
    for index in range(end - 1, body - 1, -1):
        core = units[index].core
        if not grammar.salutation(core):
            continue
        below = units[index + 1].core if index + 1 < end else ""
        if index < late:
            if "让我们" in core and len(below) <= 40 and _has(below, _LIST):
                return index
        elif index == end - 1 and core[-1] in "！!" and len(core) > _LAST_WORDS:
            return index
        elif _has(core, _APPEAL) or (len(core) < 8 and _has(below, _APPEAL)):
            return index if _is_last_word(units, index, end) else end
    return _unaddressed_closing(units, body, end)


def _has(core: str, words: tuple[str, ...]) -> bool:
    return any(word in core for word in words)


def _is_last_word(units: list[Unit], index: int, end: int) -> bool:
    """Whether no heading stands behind an appeal, save those of an appendix."""
    for place in range(index + 1, min(end, index + 2 + _AFTER_CLOSING)):
        if _opens_appendix(units, place):
            return True
        if is_numbered(units[place].core):
            return False
    return end - index - 1 <= _AFTER_CLOSING


def _unaddressed_closing(units: list[Unit], body: int, end: int) -> int:
    """A last paragraph that appeals to all (让我们) without addressing the deputies again."""
    last = end - 1
    if last <= body or grammar.mark(units[last].core):
        return end
    core = units[last].core
    submitted = len(core) <= _LAST_WORDS and core.startswith(
        ("以上报告", "谢谢", "報告完畢", "报告完毕")
    )
    return last if submitted or ("让我们" in core and _has(core, _APPEAL[1:])) else end


def _opens_appendix(units: list[Unit], index: int) -> bool:
    """Whether a short line without an end mark heads a list, behind the closing."""
    core = units[index].core
    if len(core) > 40 or grammar.ends_sentence(core) or index + 1 >= len(units):
        return False
    return core[0] not in "（(" and not grammar.salutation(core)
