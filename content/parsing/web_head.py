"""The head of a text that was copied from a web page: of all above the salutation, what is left.

Kept are the title, the session and who reports; everything else is listed as removed. A head
without any line of a page's own is left as it is: doubtful lines are believed to be the page's only
where something shows that there is a page.
"""

from __future__ import annotations

import re
from itertools import islice

from content import grammar
from content.lines import BLANK
from content.parsing.head_lines import (
    BODIES,
    ends_session,
    is_head_noise,
    is_name,
    is_numbered,
    is_session,
    is_signature,
    is_title,
    names_holder,
    opens_with_title,
)
from content.parsing.title import goes_on

_LINES = 80
"""The salutation stands among the first lines that are not blank, the menus of a site included."""
_PROSE = 40
"""Characters of a sentence with which the text begins if nobody is addressed."""

_NEWS = 3
"""So many sentences of news at most stand within the head."""
_BARE_DATE = r"[^年（(—–―─－-]{2,4}年.{1,3}月.{1,3}日\s*(?:星期.|周.)?"
_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
_LABELLED = r"^(?:信息)?(?:标\s*题|名\s*称)[：:\s|｜]+[^|｜\s：:]{2,50}(?:报告|報告)(?!\S)"
"""A title in a table of the page."""
_NAMED = r"(?:(?:标\s*题|名\s*称)[：:\s|｜]+|^)[^|｜\s：:]{2,50}(?:报告|報告)(?:全文\S{0,4})?(?!\S)"
"""A title in a table of the page, with its date, or in a headline: …政府工作报告全文公布."""


def find_web_head(lines: list[str]) -> dict[int, str]:
    """Indexes of the lines that only the page needs, as `page_noise.find_furniture` gives them."""
    cores, addressed = _head(lines)
    noise = {
        index
        for index, core in cores.items()
        if not core or is_head_noise(core) or is_numbered(core) or grammar.salutation(core)
    }
    if not noise:
        return {}
    kept = _kept(cores, noise)
    titled = any(is_title(cores[index]) or opens_with_title(cores[index]) for index in kept)
    if not addressed:  # then only the last line of a whole head shows where the text begins
        whole = titled and any(_is_placed(cores[index]) for index in kept)
        last = max(kept) if whole else -1
        kept |= {index for index in cores if index > last and not (titled and index in noise)}
    return {
        index: f"网页附注“{lines[index].strip(BLANK)}”，未列入正文。"
        for index in cores
        if index not in kept
    }


def _head(lines: list[str]) -> tuple[dict[int, str], bool]:
    """The lines above the text that are not blank, and whether a salutation stands below them.

    They are given by their index, without blanks and Markdown marks, and so may be empty. Two
    numbered lines and more above a salutation are a table of contents; one alone opens the text.
    Where nobody is addressed the text begins with the first numbered line or long sentence, but not
    with news of the session that stand above the line that names it.
    """
    head: dict[int, str] = {}
    listed: list[int] = []  # of two headings and more without a text between them, a table
    for index, line in enumerate(lines):
        if not line.strip(BLANK):
            continue
        core = line.strip(BLANK + "*#>")
        addressed = core != "" and grammar.salutation(core) > 0
        if addressed and len(listed) != 1 and not _opens_letter(lines[index + 1 :]):
            return head, True
        if len(head) == _LINES or (listed and (len(core) >= _PROSE or addressed)):
            break
        if core and is_numbered(core):
            listed.append(len(head))
        head[index] = core
    cores = list(head.values())[: min(listed, default=None)]
    prose = [at for at, c in enumerate(cores) if len(c) >= _PROSE and grammar.ends_sentence(c)]
    # News of the session may stand above the line that names it.
    placed = [
        at
        for at, core in enumerate(cores)
        if core and at > min(prose, default=at) and _is_placed(core)
    ]
    last = max((at for at in placed if sum(p < at for p in prose) <= _NEWS), default=-1)
    end = next((at for at in prose if at > last), len(cores))
    return dict(islice(head.items(), end)), False


def _opens_letter(below: list[str]) -> bool:
    """Whether a salutation is that of a letter the report comes with, whose own head is below."""
    titled = placed = False
    for core in islice(filter(None, (line.strip(BLANK + "*#>") for line in below)), _LINES):
        if grammar.salutation(core):
            return placed
        placed |= titled and _is_placed(core)
        titled |= is_title(core)
    return False


def _kept(cores: dict[int, str], noise: set[int]) -> set[int]:
    """The lines that are the title, the session or the speaker; none of the noise, the page's."""
    kept: set[int] = set()
    order = [index for index, core in cores.items() if core]
    for place, index in enumerate(order):
        core = cores[index]
        above = cores[max(kept)] if kept else ""
        beside = place > 0 and order[place - 1] in kept
        below = cores[order[place + 1]] if place + 1 < len(order) else ""
        # A body that gives a plan or a budget stands above the line on the session.
        is_giver = core.endswith(BODIES) and re.search("财政|发展|发改", core) is not None
        is_giver &= below != "" and _is_placed(below)
        if index not in noise and (_is_kept(core, above, beside) or is_giver):
            kept.add(index)
            if is_title(core):
                kept.update(_first_lines(cores, order[: place + 1], noise))
    kept.update(_days(cores, order, kept, noise))
    titled = max((index for index in kept if is_title(cores[index])), default=-1)
    name = _NAMED if titled < 0 else _LABELLED
    kept.update([at for at in order if at > titled and re.search(name, cores[at])][-1:])
    return kept


def _first_lines(cores: dict[int, str], order: list[int], noise: set[int]) -> list[int]:
    """The lines above the last of `order` in which its title begins."""
    start = len(order) - 1
    while start and order[start - 1] not in noise:
        if not goes_on(cores[order[start - 1]], cores[order[start]]):
            break
        start -= 1
    return order[start:-1]


def _days(cores: dict[int, str], order: list[int], kept: set[int], noise: set[int]) -> list[int]:
    """Dates alone below the speaker, or beside a session, where neither has one.

    Such a date is believed only if the page tells its own elsewhere.
    """
    if any("月" in cores[index] for index in kept):
        return []
    bare = [index for index in order if re.fullmatch(_BARE_DATE, cores[index])]
    page = noise.union(order).difference(kept, bare)
    pages = [_numbers(found) for index in page for found in re.findall(_DATE, cores[index])]
    days = []
    for above, index, below in zip(order, order[1:], [*order[2:], -1], strict=False):
        if index in noise or index not in bare:
            continue
        padded = re.search("[年月]0|期|周", cores[index])  # as pages write their dates
        # No report is published before it is given.
        late = _numbers(cores[index]) > max(pages or [_numbers(cores[day]) for day in bare])
        under = above in kept and not is_title(cores[above]) and (pages or bare[1:])
        over = below in kept and not is_title(cores[below])
        beside = under or (over and (pages or re.match("在.*会", cores[below])))
        if beside and not padded and not late:
            days.append(index)
    return days


def _numbers(date: str) -> list[int]:
    """The year, the month and the day of a date in digits; nothing of one in characters."""
    return [int(number) for number in re.findall(r"\d+", date)][:3]


def _is_kept(core: str, above: str, beside: bool) -> bool:
    """Whether to keep a line; `above` is the last that was, `beside` if nothing stands between."""
    if is_title(core) or opens_with_title(core) or _is_placed(core):
        return True
    if above and not is_title(above) and is_session(above) and ends_session(above, core):
        return True
    if beside and names_holder(above, core):
        return True
    if is_name(core):  # of an editor, unless it stands where that of the speaker does
        return beside and not is_signature(above)
    return is_signature(core) or (beside and is_session(above) and core.endswith(BODIES))


def _is_placed(core: str) -> bool:
    """Whether a line on the session says where: a date alone, but in brackets, is the page's."""
    return is_session(core) and re.search("^[（(—–―─－]|[在会届]|[间期][：:]", core) is not None
