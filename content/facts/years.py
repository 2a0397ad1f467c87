"""Which parts of a report look back and which ahead, and the year that a passage speaks of.

The year that is planned is that of the session (2024年1月30日: 2024; from October on it may be the
next), and the year looked back on is the one before. A part has them by its heading, unless that
speaks of several years (过去五年工作回顾). Within a paragraph words move the year: 2022年, 去年 and
五年来 hold from where they stand, some to the end of the paragraph, others to the end of the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from content.facts.model import Side
from content.grammar import PRINTED_YEAR
from content.numerals import in_digits, numeral
from content.report import Node, NodeKind, Paragraph, Report, Role

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*[年—－\-–~～至、和])")
_PLAN = re.compile(
    r"安排|任务|目标|要求|思路|部署|计划|打算|展望|今后|未来|下届|下一步|奋斗|规划|总体考虑|重点"
    r"|做好|努力|建议|加强|建设|推进|促进|提升|提高|确保|全力|全面|切实|深入|坚持|加快|大力|着力"
)
_PAST = re.compile(
    r"回顾|成就|成绩|总结|过去|上年|去年|来(?:的)?工作|主要工作|工作情况|取得|完成情况|关于.{2,6}的?政府工作$"
)
_STRONG_PLAN = re.compile(r"安排|任务|目标|打算|展望|今后|未来|下届|奋斗")
_OF_PLAN = (
    r"五年|[三四]年来|本届(?!政府[^，。]{0,8}(?:第.年|开局|收官))|(?:十[一二三四五六七]|[九八])五"
    r"”?(?!”?(?:[规计]划|(?:良好|精彩|圆满|顺利|胜利)?(?:开[局好]|收官)))"
)
"""Words of several years; the end of a plan, as its beginning, is one: “十四五”收官之年."""
_TERM = re.compile(rf"{_OF_PLAN}|第.{{1,5}}届政府|今后几年|未来|下届|今后一个时期|今后一段时期")


_PLAN_OF_YEARS = re.compile("规划.{0,20}纲要")
"""The title of a report all of whose parts look ahead but for these."""
_BASIS = re.compile("回顾|成就|成效|基础$")
_HALF = re.compile("上半年|前[一二三]季度")
"""What a report in the midst of a year looks back on: a part of the year that it plans."""


class View(NamedTuple):
    """How a heading looks at time."""

    side: Side
    year: int | None
    """The one year it is about; None for several, or if that is not said."""
    several: bool
    """Whether it speaks of several years, be it with one of them."""
    half: bool = False
    """Whether it looks back on a part of the year that is planned, in its midst."""


class Calendar(NamedTuple):
    """The years of a report."""

    plan: int | None
    """The year that its goals are for; None if that cannot be told."""
    views: dict[int, View]
    """How each heading looks at time, by node id."""
    told: dict[int, View]
    """The same of paragraphs that are about another time than their heading, by number."""

    def of(self, paragraph: Paragraph) -> View:
        """How a paragraph looks at time: by its own words, or as the innermost heading over it."""
        if paragraph.section is None:
            return View(Side.UNKNOWN, None, False)
        return self.told.get(paragraph.number) or self.views[paragraph.section]


def calendar(report: Report) -> Calendar:
    """The years of a report, and what each part and section looks at."""
    plan = _plan_year(report)
    views: dict[int, View] = {}
    for node in report.nodes:
        if node.kind is NodeKind.PART:
            views[node.id] = _part_view(report, node, plan, views)
        elif node.kind is NodeKind.SECTION and node.parent:
            views[node.id] = _section_view(node, plan, views[node.parent])
    if _PLAN_OF_YEARS.search(report.title):
        dated: set[int | None] = set()
        for node in report.nodes:
            above = views.get(node.parent or 0)
            view = views.get(node.id)
            if view and (node.parent in dated or view.year in _years(node.text)):
                dated.add(node.id)  # 2026年的主要工作
            elif view and not (above and above.side is Side.RESULT):
                side = Side.RESULT if _BASIS.search(node.text) else Side.GOAL
                views[node.id] = View(side, None, True)
    return Calendar(plan, views, _told(report, plan, views))


_ONE_YEAR = re.compile(
    r"(?:各位代表[！，!,])?(?:(?:刚刚)?过去的?(?:一年|(?P<past>\d{4})年)|一年来"
    r"|(?P<year>\d{4})年(?=是|[^\d五。]*。))"
)
_YEARS_AGAIN = re.compile(
    "[五5]年[来间](?!最)|(?:过去的?|[这近]|今后|未来)[五5]年|五”?(?:时期|期间|以来)"
)


def _told(report: Report, plan: int | None, views: dict[int, View]) -> dict[int, View]:
    """The views of paragraphs that speak of one year below a heading of several, or of goals.

    2025年及“十四五”时期工作回顾 has first the one and then the others, or the other way round: what
    opens with 过去一年, or with 2025年是…, holds until a paragraph speaks of several years.
    """
    told: dict[int, View] = {}
    one: View | None = None
    for paragraph in report.paragraphs:
        view = views.get(paragraph.section or 0)
        text = with_digits(paragraph.text.lstrip())
        again, opened = _YEARS_AGAIN.search(text), _ONE_YEAR.match(text)
        side = view.side if view else Side.UNKNOWN
        if opened and not opened["year"]:
            side = Side.RESULT  # 过去一年 looks back, also where goals are set
        if view is None or (side is view.side and (view.year or not view.several)):
            one = None
            continue
        if opened:
            year, own = opened["past"] or opened["year"], _own_year(side, plan)
            one = View(side, own, False) if own and year in (None, str(own)) else None
        elif again or (one and one.side is not view.side):
            one = None
        if one:
            told[paragraph.number] = one
        one = None if again else one
    return told


def with_digits(text: str) -> str:
    """A text of the same length in which the years are in digits: 1996年 for 一九九六年."""
    return re.sub(rf"{PRINTED_YEAR}(?=年)", lambda found: in_digits(found[0]), text)


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(with_digits(text))]


def _plan_year(report: Report) -> int | None:
    """The year that the report plans: that of its session, else the one that its headings plan."""
    session = _session_year(report)
    named = [year for part in report.parts for year in _years(part.text)]
    if session is not None:
        return session[0] + (session[1] >= 10 and (session[0] + 1 in named or not named))
    titled = _years(report.title)
    reviewed = [year for part in report.parts[:1] for year in _years(part.text)]
    if len(set(named)) == 1 and reviewed and not _is_plan(report.parts[0].text):
        return reviewed[0] + 1
    return max(named, default=titled[0] if len(titled) == 1 else None)


_DATED = re.compile(r"([〇零○ＯOo一二三四五六七八九\d]{4})年(十?[一二]|\d{1,2}|[三-十])月")


def _session_year(report: Report) -> tuple[int, int] | None:
    """The year of the session and its month, which is exact from October on."""
    for paragraph in report.paragraphs[:12]:
        dated = _DATED.search(re.sub(r"\s", "", paragraph.text[:90]))
        if paragraph.role is not Role.BODY and dated:
            year = int(in_digits(dated[1]))
            if 1900 <= year < 2100:
                return year, numeral(dated[2]) or 1
    return None


def _is_plan(heading: str) -> bool:
    strong = _STRONG_PLAN.search(heading) or not _PAST.search(heading)
    return bool(strong and _PLAN.search(heading))


def _part_view(report: Report, node: Node, plan: int | None, above: dict[int, View]) -> View:
    heading = re.sub(r"\s", "", node.text)
    years, several = _years(heading), bool(_TERM.search(heading))
    first = not above
    ahead = any(view.side is Side.GOAL for view in above.values())
    if ahead or (plan in years and _is_plan(heading)):
        side = Side.GOAL
    elif _PAST.search(heading) and not re.search("今后|未来|下届|安排", heading):
        side = Side.RESULT
    elif _is_to_come(heading, plan):
        side = Side.GOAL
    elif years and plan:
        side = Side.GOAL if max(years) >= plan else Side.RESULT
    else:
        side = Side.GOAL if _is_plan(heading) and not first else Side.RESULT
    if side is Side.RESULT and not (several or years):
        opening = "".join(p.text for p in list(report.paragraphs_under(node.id))[:4])[:1500]
        several = bool(re.search(r"五年来|过去(?:的)?五年|五年间|届政府|任期|这五年", opening))
    half = side is Side.RESULT and _HALF.search(report.title + report.parts[0].text) is not None
    own = plan if half else _own_year(side, plan)
    fits = not several and (not years or set(years) == {own})
    return View(side, own if fits else None, several or len(set(years)) > 1, half)


def _is_to_come(heading: str, plan: int | None) -> bool:
    """Whether a heading is about a plan of five years that begins with the year planned, or later.

    The third began in 1966: “十五五” begins 15 times five years behind 1951.
    """
    term = re.search("十([一二三四五六七])五", heading)
    return bool(term and plan and 1951 + 5 * (numeral(f"十{term[1]}") or 0) >= plan)


def _own_year(side: Side, plan: int | None) -> int | None:
    return None if plan is None else plan - (side is Side.RESULT)


def _section_view(node: Node, plan: int | None, above: View) -> View:
    """A section sees as its part does, unless its heading names years of its own."""
    heading = node.text
    years, several = _years(heading), bool(_TERM.search(heading))
    own = _own_year(above.side, plan)
    if not years and re.search(r"[去今]年|过去的?一年", heading):
        years = [own] if own else []
    if several or len(set(years)) > 1:
        return View(above.side, None, True)
    return View(above.side, years[0], False) if years else above


_MARKER = re.compile(
    r"(?P<other>(?:比|较|与|是|在(?=\d+年的?基础上))(?P<base>(?:19|20)\d\d)年)"
    r"|(?P<until>(?:到|至)(?P<end>20\d\d)年)"
    r"|(?P<part>上半年|下半年|[一二三四]季度|前[一二三四五六七八九十\d]{1,2}个?(?:季度|月)"
    r"|\d{1,2}[—－\-–~～至]\d{1,2}月|(?:截至|到|至)?\d{1,2}月(?:末|底|份))"
    r"|(?P<span>(?:19|20)\d\d[年]?[—－\-–~～至](?:19|20)\d\d年)"
    r"|(?P<year>(?<!\d)(?P<number>(?:19|20)\d\d)年(?!以来|来|后|起|至|到|[—－\-–~～]))"
    r"|(?P<since>(?:19|20)\d\d年(?:以来|起))"
    r"|(?P<one>去年|过去的?一年|一年来|刚刚过去的一年|上年(?=[^，。]{0,4}全))"
    r"|(?P<now>今年(?!是)|年内|全年)"
    r"|(?P<many>五年来|过去的?五年|这五年|五年间|五年累计|[三四]年来|[两三四五]年(?:累计|平均|共|间)"
    r"|“?(?:十[一二三四五六七]|九)五”?(?:时期|期间|以来|五年|(?P<close>期?末))"
    r"|本届政府(?![^，。]{0,8}(?:第.年|开局|收官))|届任期|任期内|今后[三四五几]|未来[三四五几]|下一个五年|党的十[八九]大以来|改革开放以来|近[三五几]年)"
)
_SEVERAL = re.compile(rf"{_OF_PLAN}|年均")
_LOCAL_SEVERAL = re.compile(
    r"年均|(?<![\d.])[两三四五\d]年(?:平均|累计|翻|提[高升]|增|下降)|近[两三四五\d]年|翻[了一两]?[一两]?番|比(?:19|20)\d\d年|较(?:19|20)\d\d年"
    r"|(?:是|为|相当于)(?:19|20)\d\d年|连续[两三四五六七八九十\d]+年|与(?:19|20)\d\d年相比"
    r"|由\d|从(?:19|20)\d\d"
)
"""Words within a clause that take its figure out of a single year."""


_SEVERAL_YEARS = -1
_OF_SEVERAL = ("other", "until", "span", "since", "many")
_LEADS = re.compile(r"(?:^|[，。；：！？、（,;])[在至到截预计 \u3000]*$")
_NEAR = 40
"""Characters before a marker in which what it opens is looked for: a line may hold thousands."""
_OPENING = 16
"""Characters of a paragraph in which the year stands that all of it is about."""
_OTHER_BASE = re.compile(r"(?:比|较|与|是|为)(?:19|20)\d\d年")
_OPENS = re.compile(r"(?:^|[。！？])[在至到截预计各位代表：， \u3000]*$")


def _said(found: re.Match[str], own: int | None, plan: int | None, near: bool) -> int | None:
    """The year that a marker sets, several of them, or None if it sets nothing.

    `own` is the year that the part is about, `plan` the one that the report plans; `near` whether
    the marker opens a clause, or stands in that of the number.
    """
    if found["year"]:
        year = int(found["number"])
        return year if year in (own, plan) or near else None
    if found["one"] or found["now"] == "今年":
        return own if found["now"] or plan is None else plan - 1
    if found["until"] and int(found["end"]) == own:
        return own
    if found["other"] and own is not None and int(found["base"]) == own - 1:
        return None  # the year before: what every growth is measured against
    return _SEVERAL_YEARS if any(found[name] for name in _OF_SEVERAL) else None


class Moment(NamedTuple):
    """The time that a figure speaks of."""

    year: int | None
    """The one year; None for several, or if it cannot be told."""
    several: bool
    """Whether it is several years, or the end of several."""
    part_of_year: bool
    """Whether it is but a part of a year: 上半年, 1—11月."""
    stated: bool
    """Whether the passage or its heading says so."""


class _State(NamedTuple):
    """What the markers so far have said."""

    said: tuple[int | None, bool, bool]
    """The year, whether it is several, and whether anything says so."""
    lasting: tuple[int | None, bool, bool]
    """The same as it holds for the sentences to come."""
    part: bool = False
    """Whether it is but a part of a year."""


class Moments:
    """The times that the numbers of a paragraph speak of, asked for one after the other.

    A marker such as 2022年 or 去年 holds in its own sentence otherwise than behind it, and in the
    clause of a number otherwise than before it. What the markers of earlier sentences and of
    earlier clauses have said is kept, so that each is looked at three times at most, however many
    numbers a line has. `view` is that of the heading above, `plan` the year that the report plans.
    """

    def __init__(self, text: str, view: View, plan: int | None) -> None:
        self._text, self._view, self._plan = text, view, plan
        self._own = plan if view.half else _own_year(view.side, plan)
        is_mixed = _SEVERAL.search(text)
        self._opens_all = not (is_mixed or _OTHER_BASE.search(text))
        said = (view.year, view.several and view.year is None, view.year is not None)
        self._before = self._within = _State(said, said, view.half)
        """Behind the sentences before, and behind the clauses before in the same sentence."""
        self._last = self._sentence = 0
        """Where the last number begins, and its sentence."""
        self._markers: list[re.Match[str]] = []
        """The markers from there on that stand before its clause."""
        self._looked = 0
        """To where markers have been looked for."""

    def at(self, at: int, clause: tuple[int, int]) -> Moment:
        """The time that a number speaks of that begins at `at`, behind that of the call before.

        `clause` is where its clause begins, or the number before it ends, and its own end.
        """
        begin, end = clause
        fresh = list(self._found_before(begin, at))
        stops = (self._text.rfind(mark, self._last, at) + 1 for mark in "。！？")
        sentence = max(self._sentence, *stops)
        self._last = at
        if sentence > self._sentence:
            for marker in (*self._markers, *fresh):
                if marker.start() < sentence:
                    self._before = self._step(self._before, marker, here=False, near=False)
            fresh = [m for m in (*self._markers, *fresh) if m.start() >= sentence]
            self._sentence, self._within, self._markers = sentence, self._before, []
        self._markers += fresh
        for marker in fresh:
            self._within = self._step(self._within, marker, here=True, near=False)
        state = self._within
        for marker in _MARKER.finditer(self._text, self._looked, at):
            state = self._step(state, marker, here=True, near=marker.start() >= begin)
        year, several, stated = state.said
        if _LOCAL_SEVERAL.search(self._text, begin, end):
            return Moment(None, True, state.part, True)
        return Moment(None if several else year, several, state.part, stated)

    def _found_before(self, begin: int, at: int) -> Iterator[re.Match[str]]:
        """The markers before a clause that have not been found yet."""
        for marker in _MARKER.finditer(self._text, self._looked, at):
            if marker.end() > begin > marker.start():
                return
            if marker.start() >= begin:
                break
            self._looked = marker.end()
            yield marker
        self._looked = max(self._looked, begin)

    def _step(self, state: _State, found: re.Match[str], *, here: bool, near: bool) -> _State:
        """What is said once a marker has been read, in the sentence (`here`) or clause (`near`).

        Both mean those of the number.
        """
        start = found.start()
        around = (self._text, max(0, start - _NEAR), start)
        near = near or _LEADS.search(*around) is not None
        if found["close"] and not near:
            return state  # 比“十四五”末增长3%: what follows is not measured against it
        said = _said(found, self._own, self._plan, near)
        part = state.part
        if found["part"] or found["now"]:
            part = found["part"] is not None and (here or _OPENS.search(*around) is not None)
        if said is None:
            return state._replace(part=part)
        part = part and found["part"] is not None
        fresh = (said, said == _SEVERAL_YEARS, True)
        opens = self._view.year is not None or (start < _OPENING and self._opens_all)
        past = self._view.side is Side.GOAL and self._plan is not None and 0 < said < self._plan
        if found["other"] is None and not past and (opens or fresh[1]):
            return _State(fresh, fresh, part)
        return _State(fresh if here else state.lasting, state.lasting, part)


_AREA = "自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡"
_WHOLE = {"自治区": "区", "自治州": "州", "自治县": "县"}


def own_area(report: Report) -> str:
    """What the report calls its whole area: 全市, 全县, 全省 and the like; empty if unknown."""
    opening = [paragraph.text for paragraph in report.paragraphs[:14]]
    speaking = re.search(rf"代表[^，。]{{0,16}}?({_AREA})(?:人民)?政府", "\n".join(opening))
    if speaking is None:
        heads = [text for text in (report.title, *opening) if len(text) < 60]
        named = rf"({_AREA})(?:第?.{{1,8}}届人|人民政府|政府工作报告|长[ \u3000])"
        speaking = re.search(named, "\n".join(heads))
    return "全" + _WHOLE.get(speaking[1], speaking[1]) if speaking else ""
