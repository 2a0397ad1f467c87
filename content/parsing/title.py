"""What to call a report: the most telling line of its title block, or the lines of one title.

A web copy may hold several: the headline of the page (某市2024年政府工作报告全文公布), the title
in print (政府工作报告), links to reports of other years, places and bodies. Those that the session
or the speaker belies are left out; of the others the fullest name wins. Where none is sure there is
none: a wrong name is worse than a bare one.
"""

from __future__ import annotations

import re
from itertools import takewhile

from content.grammar import PRINTED_YEAR
from content.lines import Unit
from content.numerals import in_digits
from content.parsing.head_lines import (
    BODIES,
    HAN,
    LONGEST_LINE,
    compact,
    is_no_name,
    is_same_place,
    is_title,
    opens_with_title,
    without_signs,
)
from content.parsing.traditional import simplified
from content.report import Role

BARE_TITLES = ("政府工作报告", "政府工作報告")
"""What nearly every report is called: it tells none from another."""

_NAMELESS = (
    "(?:人民)?政府工作|人民法院|人民检察院|人民代表大会|人大常委会|(?:财政|本级)?预算|国民经济"
)
"""How a title begins whose place stands on the line above."""
_LIMIT = 30
_JOINED_LIMIT = 60
_GOES_ON = ("关于", "關於", "暨", "和", "及", "与", "的")
"""Openings of a title's second line."""
_YEAR = rf"{PRINTED_YEAR}年度?"
_BEFORE = (
    r"^(?:[^丨｜|]{2,10}[丨｜|]\s*|[【\[〔（(][^】\]〕）)]{2,10}[】\]〕）)]|[^！!]{2,20}[！!]"
    r"|(?:标\s*题|\S{0,4}名\s*称)[：:\s|｜]+|[^，。]{0,9}在.*(?:会议|大会)上所?作?的)"
)
"""What a news site, or a table of the page, puts before the title."""
_BEHIND = (
    r"[（(](?!.*(?:稿|草案|[摘节书]|20\d\d|[〇零○ＯO]))[^（()）]*[）)]$|(?<=报告)(?:全文|实录)(?:公[布开]|发布|出炉|来了)?[！!]?$|(?<=报告》)全文$"
    r"|(?<=报告)(?:[\s—–―─－（(-]+.{0,3})?(?:(?:19|20)\d\d(?:年.*[月会]|[-/.]\d)|\d\d-\d\d|第.{1,2}页).*"
    r"|(?<=报告)(?:\s+\S*(?:时间|日期|来源)|[：:].*(?:会议|會議)上).*"
)
"""What stands behind the title on its line: the session, a page, when it was published."""
_PLACE = rf"{HAN}{{1,20}}(?:[省市区县州盟旗乡镇]|街道)"
_PLAIN = (
    rf"(?:{_YEAR})?(?:(?:{_PLACE}|[省市区县州盟旗]|全国|最高)[：:]?)?(?:{_YEAR})?《?(?:人民|政府|人大"
    rf"|常务|常委|委员|代表|大会|会|[高中]级|法院|检察院|办事处)*(?:{_YEAR}(?:政府)?)?工作报告》?(?:摘.|节选|20\d\d)?(?:[（(【][^（()）】]*[）)】])?"
)
"""A title that says whose report it is, and of which year, and nothing else."""
_AND = rf"暨|及|与|和(?:全|(?!{HAN}{{1,3}}[市区县州旗镇乡]|{HAN}{{1,9}}自治))"
"""What the second line of a title begins with; 和平区 begins with a place."""
_CUT = (
    r"工作报告|发展|社会|执行情况|报告$|的|草案|计划|预算"
    r"|(?:高级|中级)?人民(?:法院|检察院|政府|代表)"
)
"""How what is left of a title begins where the page parted it from its first line."""
_OWN = rf"(?:{_YEAR})?({_PLACE})"
"""How a title that names its place begins."""
_GIVERS = (
    ("检察长", "检察院"),
    ("院长", "法院"),
    ("人大|人民代表大会|常委会", "常委会"),
    ("财政", "预算"),
    ("发展|发改", "计划"),
    ("[省市区县州盟旗乡镇]长|主席|总理", ""),
)
"""Offices, or the bodies that they are of, and the kind of report that their holders give."""
_REMARK = r"[（(][^（()）]*[）)]$"
_AND_MORE = ("暨", "和", "及", "与", "、")
_UNFINISHED = ("人民政府", "的", "年", "年度", "情况", "发展")
"""Ends of a title's first line."""


def find_title(units: list[Unit], roles: list[Role]) -> str:
    """The title of a title block, without what a site puts around it; empty if none is sure.

    `roles` are of the first units, as many as the title block has.
    """
    lines = [
        (unit.core, role)
        for unit, role in zip(units, roles, strict=False)
        if len(unit.core) <= LONGEST_LINE
    ]
    whole = _whole([core for core, _ in takewhile(lambda line: line[1] is Role.TITLE, lines)])
    titles: list[str] = []
    told = {Role.SESSION: "", Role.SIGNATURE: "", Role.TITLE: ""}
    above = 0  # titles that stand above the last line on the session
    for core, role in lines:
        both = opens_with_title(core)
        titles += [_bare(core)] if both or role is Role.TITLE else []
        told[Role.SESSION if both else role] += core
        above = len(titles) if both or role is Role.SESSION else above
    named = [title for title in titles if is_title(title)]
    named = named or [title for title in titles if title and not is_no_name(title)]
    named = [title for title in named if _is_plain(title)] or named
    sitting, speaker = told[Role.SESSION], told[Role.SIGNATURE]
    if _is_plain(whole) and is_given_by(whole, speaker) and _agrees(whole, sitting, speaker):
        return whole
    named = [title for title in named if is_given_by(title, speaker)] or named
    named = [title for title in named if _agrees(title, sitting, speaker)] or named
    nearest = next((title for title in reversed(titles[: above or None]) if title in named), "")
    kind = _kind(nearest or "".join(named[-1:]))
    if nearest and above:  # what stands below the session and names no place is a link
        links = {title for title in titles[above:] if not _own(title)}
        named = [title for title in named if title not in links - set(titles[:above])]
    named = [title for title in named if _kind(title) == kind]
    below = {compact(unit.core) for unit in units[len(roles) :] if len(unit.core) <= _LIMIT}
    # A longer line is a sentence about the report, not its name.
    telling = [
        title
        for title in named
        if re.sub(rf"^[省市区县州乡镇]|{_REMARK}", "", title) not in (*BARE_TITLES, "工作报告")
        and len(title) <= (_JOINED_LIMIT if title.startswith(_GOES_ON) else _LIMIT)
    ]
    fullest = max(  # of two that tell as much, that nearer to the text
        (title for title in reversed(telling) if title not in below),
        key=lambda title: ("工作报告" in title, len(re.sub(_REMARK, "", title))),
        default="",
    )
    found = fullest or next(iter(telling), named[-1] if named else "")
    places = {_own(title) for title in titles if _is_plain(title)} - {""}
    alike = _place(sitting, speaker) or all(is_same_place(place, _own(found)) for place in places)
    return found if alike and not re.match(f"{_CUT}|{_AND}", found) else ""


def _bare(core: str) -> str:
    title = re.sub(_BEHIND, "", re.sub(_BEFORE, "", without_signs(compact(core))))
    title = title[1:-1] if re.fullmatch("《[^《》]+》", title) else title
    dated = re.search(rf"{_YEAR}.*", title)
    if dated and is_title(dated[0]) and not _is_plain(title) and _is_plain(dated[0]):
        return dated[0]
    return title


def _agrees(title: str, sitting: str, speaker: str) -> bool:
    """Whether a title is of the year and the place of the session, and no link beside the text."""
    held, years = re.search(rf"{_YEAR}(?=.{{1,3}}月)", sitting), re.findall(_YEAR, title)
    if held:  # in winter it may be the year before that of the title
        first, *told = (int(in_digits(year.rstrip("年度"))) for year in (held[0], *years))
        if told and not any(year - first in (0, 1) for year in told):
            return False
    place, own = _place(sitting, speaker), _own(title)
    return not (place and own) or is_same_place(own, place)


def _place(sitting: str, speaker: str) -> str:
    """The place of the session, or of who speaks."""
    found = re.search(rf"届(全国)|({_PLACE})第.{{1,3}}届", sitting.rpartition("在")[2])
    found = found or re.match(rf"({_PLACE})(?:人民|代?[省市区县州旗乡镇]长)", speaker)
    return found[found.lastindex or 0] if found else ""


def _own(title: str) -> str:
    """The place that a title names."""
    found = re.match(_OWN, title)
    return found[1].removeprefix("关于") if found else ""


def is_given_by(title: str, speaker: str) -> bool:
    """Whether who speaks has the office of those who give reports of this title.

    So 院长 gives the report of a court and 市长 that of a government. Nothing speaks against an
    office that is not known, or an empty title.
    """
    words = simplified(speaker)
    kind = next((kind for office, kind in _GIVERS if re.search(office, words)), None)
    return kind is None or not title or _kind(title) in (kind, "纲要")


def _kind(title: str) -> str:
    """Whose paper a title is of: 法院, 检察院, 常委会, 计划, 预算, 纲要; empty for others."""
    kinds = "法院|检察院|常委会|常务委员会|主席团|人大工作|计划|[预决]算|纲要"
    found = re.search(kinds, simplified(title))
    kind = re.sub("常务委员会|主席团|人大工作", "常委会", found[0]) if found else ""
    return kind.replace("决算", "预算")


def _is_plain(title: str) -> bool:
    other = "工作报告" not in title and re.search("关于|计划|预算|的报告|纲要", title)
    return bool(other or re.fullmatch(_PLAIN, title))


def _whole(cores: list[str]) -> str:
    """The title that several lines make together; empty if none goes on in the next."""
    for end, core in enumerate(cores):
        start = end
        while is_title(core) and start > 0 and goes_on(cores[start - 1], cores[start]):
            start -= 1
        title = "".join(map(compact, cores[start : end + 1]))
        ends = re.search(rf"^(?!关于)|的.{{0,2}}报告(?:{_REMARK})?$", simplified(title))
        if start < end and len(title) <= _JOINED_LIMIT and ends:
            return title
    return ""


def goes_on(above: str, below: str) -> bool:
    """Whether a title that begins in one line ends in the next."""
    above, below = compact(above), compact(below)
    if above.endswith(_AND_MORE):
        return True
    again = rf"(?:{_YEAR})?[省市区县州旗乡镇]?政府"  # below the name of the site
    if is_title(above) or (above.endswith("政府") and re.match(again, below)):
        return False
    if above[-1] == "年" and re.match(_YEAR, below):
        return False
    if re.match(rf"(?!关于|關於){_PLACE}", above) and re.match(
        rf"(?:{_YEAR})?(?!全){_PLACE}", below
    ):
        return False
    if above[:3] in below and not above.startswith(_GOES_ON):
        return False  # a title names its place once
    begun = above.startswith(("关于", "關於")) or above.endswith(_UNFINISHED)
    words = re.sub(rf"^{_YEAR}", "", below)
    place = re.fullmatch(rf"(?:{_YEAR})?{_PLACE}", above) and re.match(_NAMELESS, words)
    if re.search("国民经济|执行情况", above):
        begun |= re.match(rf"(?!关于|關於|{_YEAR}|{_PLACE}).*的.{{0,2}}报告", below) is not None
    body = below == "工作报告" and above.endswith(("法院", "检察院", "委员会", "常委会"))
    body = body or (below.startswith(("关于", "關於")) and above.endswith(BODIES))
    return bool(begun or place or body or re.match(f"的|[（(]?草案|{_AND}", below))
