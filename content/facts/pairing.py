"""Results and goals of the same measure, side by side; what is not the same is not guessed.

主要指标 are figures of one indicator and one unit, of the very years that are compared, whose goal
stands in the paragraph that lists the goals of the year. Where two results might answer a goal,
none does. 可能相近 are other figures whose names are alike by the pairs of characters that they
share (改造老旧小区 and 改造城镇老旧小区), with marks that tell what to heed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from content.facts.model import Doubt, Fact, FactKind
from content.facts.naming import is_generic
from content.facts.waiting import go_on

_UNSURE = frozenset((Doubt.PART_OF_YEAR, Doubt.YEAR_UNSTATED, Doubt.COMPARED, Doubt.SHARED))
_LIST, _LONG_LIST = 3, 5
"""Indicators that a paragraph names where it lists the goals of a year: with the word, without."""


class Likeness(str, Enum):
    """How sure it is that two figures are of one measure."""

    MAIN = "main"
    NEAR = "near"


class MeasurePair(NamedTuple):
    """A result and a goal of one measure."""

    name: str
    """The indicator, or else what the goal calls it."""
    likeness: Likeness
    result: Fact
    goal: Fact
    marks: tuple[str, ...]
    """What to heed in comparing them, in Chinese."""


class Pairing(NamedTuple):
    """All figures of two sides: each in a row or alone."""

    rows: tuple[MeasurePair, ...]
    """主要指标 first, then 可能相近, each in the order of the goals."""
    goals: tuple[Fact, ...]
    """Goals without a result."""
    results: tuple[Fact, ...]
    """Results without a goal."""


NO_PAIRS = Pairing((), (), ())


def pair(
    results: list[Fact], goals: list[Fact], texts: dict[int, str], years: tuple[int, int]
) -> Pairing:
    """Each figure once, in a row or alone; those of another year than is asked for stand alone.

    So does a goal whose indicator has its row with another figure.

    `texts` are the goals' paragraphs by number, `years` those of the results and of the goals.
    """
    main = _main_rows(results, goals, texts, years)
    settled = {(row.goal.indicator, _measure(row.goal)) for row in main}
    unmet = [
        goal
        for goal in _alone(goals, main)
        if goal.year in (None, years[1]) and (goal.indicator, _measure(goal)) not in settled
    ]
    came = [fact for fact in _alone(results, main) if fact.year in (None, years[0])]
    rows = (*main, *_near_rows(came, unmet))
    return Pairing(rows, tuple(_alone(goals, rows)), tuple(_alone(results, rows)))


def _alone(facts: list[Fact], rows: Sequence[MeasurePair]) -> list[Fact]:
    """The figures that stand in no row."""
    taken = {id(fact) for row in rows for fact in (row.result, row.goal)}
    return [fact for fact in facts if id(fact) not in taken]


def _measure(fact: Fact) -> tuple[str, str]:
    """What must be equal for two figures of one indicator to be compared: unit and sort."""
    unit = "%" if fact.unit in ("％", "百分之") else fact.unit
    return unit, "数" if fact.kind in (FactKind.COUNT, FactKind.STOCK) else fact.kind.value


def _main_rows(
    results: list[Fact], goals: list[Fact], texts: dict[int, str], years: tuple[int, int]
) -> list[MeasurePair]:
    goals = [fact for fact in goals if fact.year == years[1]]
    lists = _goal_lists(goals, texts)
    came = [fact for fact in results if fact.year == years[0] and "力争" not in fact.bounds]
    found = _by_indicator(came)
    indicators = {(f.paragraph, f.indicator) for f in (*results, *goals) if f.indicator}
    named = Counter(paragraph for paragraph, _ in indicators)
    rows = []
    for key, candidates in _by_indicator([f for f in goals if f.paragraph in lists]).items():
        goal = _only(candidates, named)
        result = _only(found.get(key, []), named, goal.caliber) if goal else None
        if result and goal:
            marks = _calibers(result, goal)
            rows.append(MeasurePair(goal.indicator, Likeness.MAIN, result, goal, marks))
    return sorted(rows, key=lambda row: (row.goal.paragraph, row.goal.start))


def _by_indicator(facts: list[Fact]) -> dict[tuple[str, tuple[str, str]], list[Fact]]:
    """Figures of one year whose indicator, place and time are sure."""
    sure: dict[tuple[str, tuple[str, str]], list[Fact]] = defaultdict(list)
    for fact in facts:
        unsure = _UNSURE.intersection(fact.doubts) or Doubt.SCOPE in fact.doubts
        ranked = fact.kind is FactKind.RANK
        if fact.indicator and not fact.several and not unsure and not ranked:
            sure[fact.indicator, _measure(fact)].append(fact)
    return sure


def _only(facts: list[Fact], named: Counter[int], caliber: tuple[str, ...] = ()) -> Fact | None:
    """The one figure of several, or None if it cannot be told which.

    Of two that were measured in different ways, it is the one that is measured as asked for; of
    two in different paragraphs, the one in the paragraph that lists the indicators.
    """
    alike = [fact for fact in facts if fact.caliber == caliber] or facts
    if len({fact.value for fact in alike}) > 1:
        most = max(named[fact.paragraph] for fact in alike)
        alike = [f for f in alike if named[f.paragraph] == most >= _LIST]
    return alike[0] if len({fact.value for fact in alike}) == 1 else None


def _goal_lists(goals: list[Fact], texts: dict[int, str]) -> set[int]:
    """Paragraphs that list a year's goals: by their words, or by many indicators."""
    named: dict[int, set[str]] = defaultdict(set)
    for goal in goals:
        if goal.indicator:
            named[goal.paragraph].add(goal.indicator)
    return {
        paragraph
        for paragraph, indicators in named.items()
        if len(indicators) >= _LONG_LIST
        or _YEARLY.search(texts.get(paragraph, ""))
        or (len(indicators) >= _LIST - 1 and "目标" in texts.get(paragraph, ""))
    }


_YEARLY = re.compile("预期(?:调控)?目标|预期(?:调控)?指标|主要目标建议")
_LEVEL = re.compile(r"国家级|省级|市级|区级|县级|全国|规上|规模以上")

_SOURCE = re.compile(r"[省市区县境国]外|外资|内资|民间|中央|地方")


def _marks(result: Fact, goal: Fact) -> tuple[str, ...]:
    marks = []
    same = result.indicator and result.indicator == goal.indicator
    if not same and set(_LEVEL.findall(result.name)) != set(_LEVEL.findall(goal.name)):
        marks.append("级别不同")
    sources = set(_SOURCE.findall(result.name)) != set(_SOURCE.findall(goal.name))
    if sources or _measure(result) != _measure(goal) or result.kind is not goal.kind:
        marks.append("口径不同")
    if result.several:
        marks.append("多年")
    return (*marks, *_calibers(result, goal))


def _calibers(result: Fact, goal: Fact) -> tuple[str, ...]:
    """How one side says it was measured, where the other does not."""
    sides = (("结果", result, "目标", goal), ("目标", goal, "结果", result))
    return tuple(
        f"{name}写明“{word}”，{other}没有写"
        for name, here, other, there in sides
        for word in here.caliber
        if word not in there.caliber
    )


_VERBS = re.compile(
    r"^(?:新增|新建|新改建|新引进|新引育|新培育|新|培育引进|引进|引育|招引|签约引进|签约|实施|建成|建设|打造|提供|开展|完成|培育"
    r"|办理|推动|推进|各类|优质|高品质|年度|加快|抓好|改造|发放|举办|认定|续聘|开工|竣工|投用|全市|全区|全县|全省|等)+"
)
_END = re.compile(
    r"(?:数量|总数|总量|总额|规模|项目建设|建设|改造|工程|人数|个数|额度|保有量|的|同比)$"
)
_SAME_THING = frozenset("家个处所项座件")
_LEVELS = (FactKind.COUNT, FactKind.STOCK, FactKind.INCREMENT)
_ENOUGH = 0.6
"""Two names are laid side by side if they are more alike than this; see `_likeness`."""
_TRIES = 100
"""Results laid beside one goal, the most alike first: a list made by a machine may hold a thousand
that differ by a word, and of a report no goal needs ten."""


class _PairedName(NamedTuple):
    """What of a name is compared."""

    whole: str
    """As it is."""
    core: str
    """Without the deed before it, what only counts behind it, levels, quotes and brackets."""
    grams: frozenset[str]
    """Its pairs of neighbouring characters."""
    quoted: frozenset[str]
    """What stands in quotes: names of two projects are never alike."""


def _name(name: str) -> _PairedName:
    core = re.sub(r"[（(].*?[)）]", "", name)
    core = re.split(r"等(?=.)", core)[-1]
    core = _END.sub("", _VERBS.sub("", core)).strip("、“”· ")
    plain = re.sub(r"[“”、《》·]", "", _LEVEL.sub("", core))
    grams = frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
    return _PairedName(name, plain, grams, frozenset(re.findall(r"“([^”]+)”", name)))


def _near_rows(results: list[Fact], goals: list[Fact]) -> list[MeasurePair]:
    """Rows of figures with the most similar names, each figure in one row at most.

    From the most similar names down, and of equally similar ones in the order of the goals, each
    goal takes the first result that is free and comparable. Figures of one name are looked at
    together, and only beside those that share a pair of characters.
    """
    came, aimed = _by_name(results), _by_name(goals)
    rows: dict[int, MeasurePair] = {}
    tries: Counter[int] = Counter()
    for aim, name in _alike(came, aimed):
        for place in aimed[aim]:
            go_on()
            goal = goals[place]
            if place in rows or tries[place] >= _TRIES:
                continue
            is_level = goal.kind in _LEVELS
            free = came[name][: _TRIES - tries[place]]
            for index in sorted(free, key=lambda at: (results[at].kind in _LEVELS) != is_level):
                tries[place] += 1
                result = results[index]
                if _comparable(result, goal) and not _contradict(aim.core, name.core):
                    came[name].remove(index)
                    called, marks = goal.indicator or goal.name, _marks(result, goal)
                    rows[place] = MeasurePair(called, Likeness.NEAR, result, goal, marks)
                    break
    return [rows[place] for place in sorted(rows)]


def _by_name(facts: list[Fact]) -> dict[_PairedName, list[int]]:
    """The indexes of the figures of each name, in order."""
    names = {fact.name: _name(fact.name) for fact in facts}
    found: dict[_PairedName, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        found[names[fact.name]].append(index)
    return found


def _alike(
    results: Iterable[_PairedName], goals: Iterable[_PairedName]
) -> list[tuple[_PairedName, _PairedName]]:
    """Names of a goal and of a result that are alike enough, the most similar first."""
    names = list(results)
    holders: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for gram in name.grams:
            holders[gram].append(index)
    found: list[tuple[float, _PairedName, _PairedName]] = []
    for goal in goals:
        go_on()
        shared = Counter(chain.from_iterable(holders.get(gram, ()) for gram in goal.grams))
        for index, count in sorted(shared.items()):
            score = _likeness(goal, names[index], count)
            if score > _ENOUGH:
                found.append((score, goal, names[index]))
    found.sort(key=itemgetter(0), reverse=True)
    return [(goal, name) for _, goal, name in found]


def _likeness(goal: _PairedName, result: _PairedName, shared: int) -> float:
    """How alike two names are, 0 to 1, by the number of pairs of characters that they share."""
    if goal.quoted and result.quoted and not goal.quoted & result.quoted:
        return 0
    if min(len(goal.core), len(result.core)) < 3:
        is_same = goal.whole == result.whole and len(goal.whole) > 3  # 新增学位, not 项目
        return float(is_same and not is_generic(goal.core))
    score = 2 * shared / (len(goal.grams) + len(result.grams))
    within = goal.core in result.core or result.core in goal.core
    return max(score, 0.75) if within and min(len(goal.core), len(result.core)) >= 6 else score


@lru_cache(maxsize=4096)  # a list may have a thousand of one name
def _contradict(one: str, other: str) -> bool:
    """Whether each name says something in the place of what the other says: 小学 and 中学."""
    if one == other:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return any(tag == "replace" for tag, *_ in matcher.get_opcodes())


def _comparable(result: Fact, goal: Fact) -> bool:
    if result.several != goal.several or FactKind.RANK in (result.kind, goal.kind):
        return False
    if result.indicator != goal.indicator or any(map(_is_vague, (result, goal))):
        return False
    if {Doubt.COMPARED, Doubt.PART_OF_YEAR} & (set(result.doubts) ^ set(goal.doubts)):
        return False
    (unit, _), (other, _) = _measure(result), _measure(goal)
    if (result.kind in _LEVELS) != (goal.kind in _LEVELS):
        return goal.kind is FactKind.GROWTH and result.kind in _LEVELS
    if result.kind not in _LEVELS and result.kind is not goal.kind:
        return False
    return unit == other or {unit, other} <= _SAME_THING


def _is_vague(fact: Fact) -> bool:
    """Whether a figure's name is not enough to tell what it is, where, or of which year."""
    if fact.indicator or Doubt.SHARED in fact.doubts:
        return not {Doubt.SHARED, Doubt.SCOPE}.isdisjoint(fact.doubts)
    pointed = Doubt.SUBJECT_BEFORE in fact.doubts and fact.kind is not FactKind.GROWTH
    return pointed or fact.is_base or fact.quote.startswith("其中")
