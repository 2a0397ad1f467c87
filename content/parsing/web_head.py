"""The head of a text that was copied from a web page: of all above the salutation, what is left.

Kept are the title, the session and who reports; everything else is listed as removed. A head
without any line of a page's own is left as it is.
"""

from __future__ import annotations

import re

from content import grammar
from content.lines import BLANK
from content.parsing.head_lines import (
    announces,
    is_head_noise,
    is_name,
    is_session,
    is_signature,
    is_title,
)

_LINES = 80
"""The salutation stands among the first lines that are not blank, the menus of a site included."""
_PROSE = 40
"""Characters of a sentence with which the text begins if nobody is addressed."""

_TITLE_BEGINS = ("关于", "關於")
_BODIES = ("委员会", "财政局", "财政厅")
"""Ends of the names of those who report where no person does."""
_BARE_DATE = r"[^年（(—–―─－-]{2,4}年.{1,3}月.{1,3}日\s*(?:星期.|周.)?"


def find_web_head(lines: list[str]) -> dict[int, str]:
    """Indexes of the lines that only the page needs, and what to tell the reader of each."""
    head, addressed = _head(lines)
    cores = {index: lines[index].strip(BLANK + "*#>") for index in head}
    noise = {index for index, core in cores.items() if not core or is_head_noise(core)}
    if not noise:
        return {}
    kept = _kept(cores, noise)
    if not addressed:  # then nothing shows where the text begins
        kept = set(head) - noise if any(is_title(cores[index]) for index in kept) else set(head)
    return {
        index: f"网页附注“{lines[index].strip(BLANK)}”，未列入正文。"
        for index in head
        if index not in kept
    }


def _head(lines: list[str]) -> tuple[list[int], bool]:
    """The lines above the first heading or sentence, and whether a salutation stands below."""
    head: list[int] = []
    begins = -1
    for index, line in enumerate(lines):
        core = line.strip(BLANK + "*#>")
        if not core:
            continue
        if grammar.salutation(core):
            return head, True
        mark = grammar.mark(core)
        if len(head) == _LINES or (mark and mark.numbering in grammar.OUTER):
            break
        if begins < 0 and len(core) >= _PROSE and grammar.ends_sentence(core):
            begins = len(head)
        head.append(index)
    return head[: begins if begins >= 0 else len(head)], False


def _kept(cores: dict[int, str], noise: set[int]) -> set[int]:
    """The lines that are the title, the session or the speaker."""
    kept: set[int] = set()
    last, told = -1, False
    for index, core in cores.items():
        above = cores[max(kept)] if kept else ""
        if index not in noise and not (told and is_name(core)) and _is_kept(core, above):
            if is_title(core) and cores.get(last, "").startswith(_TITLE_BEGINS):
                kept.add(last)  # the first line of a title that takes two
            kept.add(index)
        last, told = index, bool(core) and announces(core)
    return kept


def _is_kept(core: str, above: str) -> bool:
    if is_title(core) or (is_session(core) and not _is_bare_date(core)):
        return True
    if (
        above
        and not is_title(above)
        and is_session(above)
        and "会" in core
        and above[-1] not in "上）)"
    ):
        return True  # the line on the session goes on
    if is_name(core):
        return bool(above)
    if above and is_session(above) and core.endswith(_BODIES):
        return True
    return is_signature(core)


def _is_bare_date(core: str) -> bool:
    """Whether a line is a date and no more: that of the page, unless it stands in brackets."""
    return re.fullmatch(_BARE_DATE, core) is not None
