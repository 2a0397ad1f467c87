"""What a report says of itself: which session heard it, when, where, and who gave it.

Only what is printed is told. What the title block does not say stays unknown, and so does what it
says in two ways: a fact that is missing is asked for, a wrong one is printed on papers.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from itertools import chain, groupby
from typing import NamedTuple

from content.errors import Problem
from content.grammar import PRINTED_YEAR
from content.lines import BLANK
from content.numerals import counted, in_digits
from content.parsing.head_lines import (
    HAN,
    LONGEST_LINE,
    OFFICE,
    compact,
    is_name,
    is_same_place,
    is_signature,
    is_title,
    without_aside,
    without_signs,
)
from content.parsing.title import is_given_by
from content.parsing.traditional import simplified
from content.report import Report, Role
from content.unseen import visible

_NUMERAL = "[0-9０-９〇零○ＯO一二三四五六七八九十]"
_MONTH = re.compile(rf"({_NUMERAL}{{4}})\s?年\s?({_NUMERAL}{{1,3}}|元)\s?月")
_DATE = re.compile(rf"{_MONTH.pattern}\s?({_NUMERAL}{{1,3}})\s?日")
_IN_YEAR = rf"({PRINTED_YEAR})\s?年"
_YEAR = re.compile(rf"{_IN_YEAR}(?!远景)")
_SESSION = re.compile(
    rf"((?:(?<!{_NUMERAL})日|[^日，。（(）)—–]){{1,20}}?)?(第?[一二三四五六七八九十\d]{{1,3}}届.{{0,3}}"
    r"(?:人民代表大会|人大|全国人民代表大会)(?:常务委员会)?(?:第?[一二三四五六七八九十\d]{1,3}次)?会议)"
)
_PLACE = re.compile(r"(.{1,12}?(?:自治[区州县旗]|特别行政区|[省市区县州盟旗乡镇]|街道)|中国|全国)")
_BEFORE_PLACE = re.compile(r"(?:.*在|经(?![济开])|提请)?[\s—–―─－-]*")
_NOT_PLACE = re.compile(
    rf"^关于|^{_IN_YEAR}|{_IN_YEAR}.*|《?政府工作.*|(?:高级|中级)?人民(?:政府|法院|检察院|代表大会).*"
    r"|(?<=.)(?:人大|发展和改革|财政|国民经济|管理委员会|管委会|办事处).*|关于.*"
)
_BROKEN = ("大会", "大會")
"""The end of a line whose next one says which meeting of the congress it is."""
_ADOPTED = "^[^上]*(?:通过|通過|批准)[）)]?$"
"""A line that says when the session adopted the report."""
_NEWS = "(?:第.{1,3}次全体会议)?(?:隆重|胜利)?(?:举行|召开|开幕|闭幕|公告|决议|主席团|秘书处|关于)"
"""What stands behind the name of a session in a line that tells news of it."""
_NO_SPEAKER = r"报告|\d"
"""What is in a line that is not about a person alone."""
_SHORTEST = 2
"""Characters of a place behind 于 that may as well begin with it: 歙县, but 于都县."""
_LATE = 6
"""The last month in which a report is surely one of the year in its title."""


class Facts(NamedTuple):
    """What the title block says; what it does not say is empty or None."""

    session: str = ""
    """Such as 张店区第十八届人民代表大会第三次会议."""
    date: datetime.date | None = None
    """The day on which the report was given."""
    place: str = ""
    """Such as 张店区."""
    speaker: str = ""
    """Office and name, such as 张店区人民政府区长苏振华."""
    year: int | None = None
    """The year that it is the report of: of the title, else the one planned, of the session."""


_TOLD = (Role.TITLE, Role.SESSION, Role.SIGNATURE)
"""What paragraphs are that say what a report is."""


def read_facts(report: Report) -> Facts:
    """What a report's title block says of it; where it says two things, neither is told.

    The year is always that of a title, a date or a part; of other facts each is empty or None where
    another contradicts it, such as the place of the speaker that of the session.
    """
    named, sittings, signed = _block(report)
    # A line that is broken off above the title is taken for one of the title.
    cut = (line + rest for line in named if line[-2:] in _BROKEN for rest in sittings)
    told = _held((*sittings, "".join(sittings), *named, *cut))
    session, before = told or _session(" ".join(named))
    held = "".join(sittings) or " ".join(named)
    titles = [report.title, *named]
    date = (
        _day(sittings) or _date(" ".join(filter(_says_more, named))) or _day_of_year(report, held)
    )
    if date:  # of the year of the title, the winter before it, or the year after
        ahead = max(next(filter(None, map(_years, titles)), []), default=date.year) - date.year
        is_near = ahead in (-1, 0) or (ahead == 1 and date.month > _LATE)
        date = date if is_near and told != ("", "") else None
    within = filter(None, map(_speaker_within, sittings or named))
    last = _speaker(signed[-1], before) if signed else ""
    speakers = list(filter(None, (last, next(within, ""))))
    names = {_name(line) for line in (*chain(*signed), *speakers)} - {""}
    speaker = speakers[0] if speakers and len(names) <= 1 else ""
    title = report.title if report.title in "".join(named) else ""  # not that of the file
    if not is_given_by(title, speaker) or re.search(_NO_SPEAKER, speaker):
        speaker = ""
    if not sittings and re.search("副[省市区县州旗乡镇]长", speaker):  # from a list of offices
        speaker = ""
    if not session and not re.search(OFFICE, speaker):  # who signs it, and when
        speaker = ""
        date = date if any(map(_says_more, sittings or named)) else None
    named_places = filter(None, map(_place_of, (report.title, speaker)))
    # A zone or a street has no congress of its own and reports to another's.
    places = [place for place in named_places if not place.endswith(("新区", "开发区", "街道"))]
    if places and all(_is_other(place, before) for place in places):
        session, before, date = "", "", None  # of another place, which the page has a link to
    place = before or _place_of(speaker) or next(filter(None, map(_place_of, titles)), "")
    return Facts(session, date, place, speaker, _year_of(report, titles, date))


def _block(report: Report) -> tuple[list[str], list[str], list[list[str]]]:
    """The lines of the title, those on the session, and those on who speaks where they stand."""
    named: list[str] = []
    sittings: list[str] = []
    signed: list[tuple[bool, list[str]]] = []
    is_page = any(remark.removed for remark in report.remarks)
    above = None
    for role, block in groupby(report.paragraphs, key=lambda paragraph: paragraph.role):
        if role not in _TOLD:  # the most of a report, which need not be looked at
            above = role
            continue
        texts = (paragraph.text.strip(BLANK) for paragraph in block)
        shown = (visible(text) for text in texts if len(text) <= LONGEST_LINE)
        words = [compact(text.strip(BLANK + "*#")) for text in shown]
        if role is Role.TITLE:
            named += words
            if any(map(is_title, words)):  # a day above is that of a letter, or of the page
                sittings = [line for line in sittings if _says_more(line)]
            if is_page:  # a name above is one of a list of offices, but below the session
                signed = [entry for entry in signed if entry[0]]
        elif role is Role.SESSION:
            sittings += [re.sub(r"^\S{4}[：:]", "", line) for line in words]
        elif role is Role.SIGNATURE:
            signed.append((above is Role.SESSION, words))
        above = role
    return named, sittings, [lines for _, lines in signed]


def _speaker(lines: list[str], place: str) -> str:
    """The office and the name that lines say, or nothing; another place's are not told."""
    own = [line for line in lines if not _is_other(_place_of(line), place)]
    named = next((at for at, line in enumerate(own) if _name(line)), len(own))
    speaker = without_signs("".join("".join(own[: named + 1]).split()))
    speaker = re.sub(r"^(?:报告人|讲话人|主讲人?)[：:]", "", without_aside(speaker))
    office = re.fullmatch(rf"(.*?){OFFICE}", speaker)
    unknown = office and not is_name(office[1])  # an office, and nobody in it
    if any(re.match(rf"{HAN}{{2,4}}\s.*{OFFICE}$", line) for line in own[:named]):
        unknown = True  # somebody else before their office
    if named and named < len(own) and not re.search(OFFICE, speaker):
        unknown = True  # a body, and below it somebody without an office
    return "" if unknown else speaker


def _is_other(place: str, held: str) -> bool:
    """Whether a place is not that of the session."""
    return place.isalpha() and held != "" and not is_same_place(place, held)


def _name(line: str) -> str:
    """The person that a line names, with an office or without."""
    words = "".join(simplified(line).split())
    name = re.split(rf"{OFFICE}[：:]?", words)[-1]
    named = name != words and re.fullmatch(f"{HAN}{{2,4}}", name)  # behind an office, of any family
    return name if named or is_name(name) else ""


def _speaker_within(held: str) -> str:
    """Who is named on the line of the session: behind it, or between the day and the place."""
    parts = re.split(rf"{_DATE.pattern}|在(?=.*会)|(?:会议|大会|會議)上", held)
    for part in reversed(parts if len(parts) > 1 else []):
        words = (part or "").strip(BLANK + "（）()，,")
        if words and is_signature(words) and not _PLACE.fullmatch(words):
            return "".join(words.split())
    return ""


def correct(
    facts: Facts, *, session: str | None = None, date: str | None = None, speaker: str | None = None
) -> Facts:
    """The same with what a person says instead; None leaves a fact as it is, empty is unknown.

    A place that the session begins with becomes that of the report. Characters that show nothing
    are left out.

    Raises:
        Problem: The date is none; one is such as 2026-02-03, 2026/2/3 or 二〇二六年二月三日.
    """
    if session is not None and session != facts.session:
        session = visible(" ".join(session.split()))
        facts = facts._replace(session=session, place=_session(session)[1] or facts.place)
    if date is not None:
        facts = facts._replace(date=_told_date(visible(date).strip()))
    if speaker is not None:
        facts = facts._replace(speaker=visible(" ".join(speaker.split())))
    return facts if facts.year or not facts.date else facts._replace(year=facts.date.year)


def _told_date(text: str) -> datetime.date | None:
    """A date as a person types it; None for an empty text."""
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    date = _date(f"{match[1]}年{match[2]}月{match[3]}日" if match else text)
    if date is None:
        raise Problem(f"日期“{text}”写得不对。", remedy="请写成2026-02-03或2026年2月3日的样子。")
    return date


def _year_of(report: Report, titles: list[str], date: datetime.date | None) -> int | None:
    """The latest year that the title names, else the one planned on the date, else of a part."""
    if titled := next(filter(None, map(_years, titles)), []):
        return max(titled)
    if date is not None:
        named = [year for part in report.parts for year in _years(part.text)]
        return date.year + (date.month >= 10 and date.year + 1 in named)
    return max((year for part in report.parts for year in _years(part.text)[:1]), default=None)


def _session(text: str) -> tuple[str, str]:
    """The name of the session, and the place that it begins with; both empty if there is none.

    Of 2024年1月8日在张店区第十八届人民代表大会第三次会议上 it is all from 张店区 to 会议.
    """
    match = _SESSION.search("".join(simplified(text).split()))
    if match is None:
        return "", ""
    plain = "".join(text.split())
    start, end = match.span()
    lead = match[1] or ""
    skipped = _BEFORE_PLACE.match(lead)
    start += skipped.end() if skipped else 0
    is_parted = plain[start - 1 : start + 1] == "日于"
    start += is_parted
    name = plain[start:end]
    place = re.sub(r"第?[一二三四五六七八九十]*$", "", plain[start : match.start(2)])
    if place in ("", *"省市区县州盟旗乡镇"):
        return name, ""
    if re.match(_NEWS, simplified(plain[end:])):
        return "", ""
    if is_parted and len(place) == _SHORTEST:
        return "", ""
    known = _PLACE.fullmatch(simplified(place)) is not None
    return (name, place.removesuffix("人民政府")) if known else ("", "")


def _place_of(text: str) -> str:
    """The place whose government a line names: 合肥市2023年…, 张店区人民政府区长…."""
    plain = "".join(text.split())
    head = _NOT_PLACE.sub("", simplified(plain))
    start = simplified(plain).find(head)
    return plain[start : start + len(head)] if _PLACE.fullmatch(head) else ""


def _date(text: str) -> datetime.date | None:
    """The first whole date in a text, in digits or characters; None for 2月30日 as for none."""
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = _number(match[1]), _number(match[2]), _number(match[3])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _held(lines: Iterable[str]) -> tuple[str, str] | None:
    """The fullest name of the session that lines tell, and its place; None if they tell two."""
    found = [pair for pair in map(_session, lines) if any(pair)]
    if len({tuple(re.findall(rf"{_NUMERAL}+(?=[届次屆])", name)) for name, _ in found}) != 1:
        return ("", "") if found else None
    name, place = max(found, key=lambda pair: (len(pair[1]), len(pair[0])))
    return (name, place) if all(place.endswith(other) for _, other in found) else ("", "")


def _day(lines: list[str]) -> datetime.date | None:
    """The day in lines that say where, else in brackets, else in any; None if they tell two."""
    first = [line for line in lines if not re.search(_ADOPTED, line)]
    for some in (first, lines):
        placed = [line for line in some if re.search("[在会會]", line)]
        months = {m.groups() for line in placed for m in _MONTH.finditer(line)}
        for sign in ("[在会會]", "^[（(—]", ""):
            told = (line for line in some if re.search(sign, line))
            found = ((line, _MONTH.search(line)) for line in told)
            inside = (line for line, m in found if not (months and m) or m.groups() in months)
            days = set(filter(None, map(_date, inside)))
            if days:
                return days.pop() if len(days) == 1 else None
    return _date("".join(lines))


def _day_of_year(report: Report, held: str) -> datetime.date | None:
    """The day of a session that leaves out the year of the title, unless the page names another."""
    match = re.search(
        rf"(?<!年)(?<!{_NUMERAL})({_NUMERAL}{{1,2}})月({_NUMERAL}{{1,3}})日.*会", held
    )
    years = set(_years(report.title))
    page = "".join(remark.removed for remark in report.remarks)
    told = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", page)}
    if match is None or len(years) != 1 or (told and not years & told):
        return None
    date = _date(f"{years.pop()}年{match[1]}月{match[2]}日")
    return date if date and date.month <= _LATE else None


def _says_more(line: str) -> bool:
    """Whether a line says more than a day, which may be that of the page."""
    return re.fullmatch(_DATE, line) is None


def _years(text: str) -> list[int]:
    return [_number(match[1]) for match in _YEAR.finditer(text)]


def _number(numeral: str) -> int:
    """The value of 2024, 二〇二四, 三十 or 十二."""
    numeral = numeral.replace("元", "一")
    return (counted(numeral) or 0) if "十" in numeral else int(in_digits(numeral))
