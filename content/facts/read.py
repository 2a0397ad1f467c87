"""Reads the figures of a whole report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from content.facts import naming
from content.facts.clauses import NEAR, clauses_with, sentence_start
from content.facts.columns import with_columns
from content.facts.lexicon import IndicatorWords, Measure, measure, row
from content.facts.model import FROM, Doubt, Fact, FactKind, Figures, Leftover, Side
from content.facts.numbers import BEFORE, FoundNumber, numbers
from content.facts.waiting import go_on
from content.facts.years import Calendar, Moments, View, own_area, with_digits
from content.report import Paragraph, Report, Role

_POINTS = ("个百分点", "百分点")
_PERCENT = ("%", "％", "‰", "百分之", *_POINTS, "成")
_INTENT = re.compile(r"力争|确保|努力|争取")
_DONE = re.compile(
    "(?:完成|达)(?=[一二三四五六七八九十])|突破|达到|超过|跨越|迈上|实现|持续|保持|稳步|再创|增速|增幅"
)
_BESIDE = re.compile(r"[ \u3000]*[、和及与/][ \u3000]*")
_EARLY_DOWN = re.compile(r"(?:力争)?(压减|压降|减少|降低|下降)")
_EACH = re.compile("(?<![年月日人户])均(?:同比)?(?:增长|下降|提高|达到?|为|超|在)?$")
_STOCK = re.compile(r"总数|总量|保有量|累计|存量|余额|达到|总额|总值|增加到|提高到|扩大到|突破$")
_NEW = re.compile(r"新增|新建|新改建|新引|新培育|新开|新招|净增|增加(?!值)|新签|新认定")
_AIMED = re.compile(r"的?(?:年度|预期|年初|既定)?(?:目标|计划)")
_ALL_AIMED = re.compile(
    r"[^。；！？]*?(?:[%％\d元人]|以上|以下|以内|左右)的(?:年度|预期|年初|既定)?(?:目标|计划)"
)
"""Figures of one sentence that are all called goals at its end."""
_LONGEST_QUOTE = 80
"""Code points that a quote may have that begins with the subject in a clause before."""
_AGAINST = re.compile(
    r"[为占](?:年初|调整|变动|年度|全年)?(?:预算|计划)|高于|低于|快于|好于|高出|比全|较全|全国平均|全省平均|全市平均|占|"
    + FROM.pattern
)

_MEASURE = re.compile("(?:面积|产量|产值|增加值)$")
_SHARE = re.compile("占(?:.{2,}比[重例]|比)[^比较高低快好由从]*$")


class _Source(NamedTuple):
    """A report, and what its passages are read with."""

    lexicon: IndicatorWords
    calendar: Calendar
    own: str
    """What it calls its whole area, such as 全市."""
    scopes: tuple[str, ...]
    """Words that take a figure to another area."""

    def measure(self, label: str) -> Measure | None:
        """The indicator that a label spells out, if it does."""
        return measure(label, self.lexicon, self.own)

    def row(self, labels: list[str]) -> list[Measure | None]:
        """The indicators of a row of labels; empty if they cannot be told apart."""
        return row(labels, self.lexicon, self.own)

    def is_elsewhere(self, text: str, at: int) -> bool:
        """Whether a text speaks, just before an offset, of another area than the report's own."""
        around = text[max(0, at - NEAR) : at]
        begin = sentence_start(around, len(around))
        around = around[sentence_start(around, max(0, begin - 2)) :]  # and the sentence before
        own = rf"(?:^|[，。；：])[^，。；：]{{0,4}}?(?<![于比较占居]){self.own}"
        told = max((m.end() for m in re.finditer(own, around)), default=-1) if self.own else -1
        return any(around.rfind(word) > told for word in self.scopes)


def read_facts(report: Report, dated: Calendar, words: IndicatorWords) -> Figures:
    """The figures of a report, in order, and the numbers left out with their reasons."""
    place = report.title + "".join(p.text for p in report.paragraphs[:6] if len(p.text) < 60)
    scopes = tuple(word for word in words.scopes if word not in place)
    source = _Source(words, dated, own_area(report), scopes)
    facts: list[Fact] = []
    left_out: list[Leftover] = []
    for paragraph in report.paragraphs:
        go_on()
        if paragraph.role in (Role.BODY, Role.HEADING):
            found, skipped = numbers(paragraph.text, words.units)
            left_out += (Leftover(paragraph.number, *each) for each in skipped)
            if found:
                facts += _ReadPassage(source, paragraph, found).facts()
    read = Figures(tuple(facts), tuple(left_out))
    return with_columns(report, read, dated.plan, source.measure)


class _Place(NamedTuple):
    """A number within its clause."""

    clause: int
    """Index of the clause."""
    quote: str
    """The clause."""
    start: int
    """Where the clause begins, or where the number before it ends."""
    number: FoundNumber
    stop: int
    """Where the next number begins, or the clause ends."""
    words: naming.Words
    """What stands before the number."""
    before: Fact | None
    """The fact before it in the clause."""


class _ReadPassage:
    """Reads one paragraph."""

    def __init__(self, source: _Source, paragraph: Paragraph, found: list[FoundNumber]) -> None:
        self.source = source
        self.paragraph = paragraph
        self.text = with_digits(paragraph.text)
        self.view: View = source.calendar.of(paragraph)
        self.moments = Moments(self.text, self.view, source.calendar.plan)
        self.clauses = [*clauses_with(self.text, found)]
        starts = [begin for begin, _ in self.clauses]
        self.rows: dict[int, list[FoundNumber]] = {}
        for number in found:
            self.rows.setdefault(max(0, bisect_right(starts, number.start) - 1), []).append(number)
        self.last: list[Fact] = []
        """Figures of the clause before, or of one above that, where it only compares them."""
        self.read: list[Fact] = []
        """Figures of the clause before, with those that compare."""
        self.last_clause = -9

    def facts(self) -> Iterator[Fact]:
        for index, row_of_numbers in self.rows.items():
            go_on()
            read = list(self._clause(index, row_of_numbers))
            yield from map(self._finished, read)
            own = [fact for fact in read if Doubt.COMPARED not in fact.doubts]
            if own or self.last_clause != index - 1:  # 为预算的101.2% has the subject before it
                self.last = own or read
            self.read, self.last_clause = read, index

    def _finished(self, fact: Fact) -> Fact:
        """A figure in the words of print; the share that something has is a measure itself."""
        is_own = not fact.indicator and Doubt.SUBJECT_BEFORE not in fact.doubts
        if is_own and _SHARE.search(self.text[fact.quote_start : fact.start]):
            fact = replace(fact, doubts=tuple(d for d in fact.doubts if d is not Doubt.COMPARED))
        printed = self.paragraph.text
        if printed == self.text:
            return fact
        at = self.text.rfind(fact.name, 0, fact.quote_end)
        name, quote = printed[at : at + len(fact.name)], printed[fact.quote_start : fact.quote_end]
        return replace(fact, name=name, quote=quote)

    def _clause(self, index: int, found: list[FoundNumber]) -> Iterator[Fact]:
        begin, end = self.clauses[index]
        quote = self.text[begin:end]
        owners = self._respectively(index, found)
        repeated = self._repeated(found)
        before: Fact | None = None
        start = begin
        for nth, number in enumerate(found):
            stop = found[nth + 1].start if nth + 1 < len(found) else end
            words = naming.before(self.text, start, number.opens)
            place = _Place(index, quote, start, number, stop, words, before)
            fact = self._fact(place)
            if before and _BESIDE.fullmatch(self.text, start, number.opens):
                fact = _beside(before, fact)
            if owners:
                made = [self._shared(fact, found[0], *owners[nth])]
            else:
                if nth in repeated:
                    fact = replace(fact, doubts=(*fact.doubts, Doubt.SHARED))
                made = self._complete(fact, place)
            yield from made
            before = made[-1]
            start = number.reach

    def _repeated(self, found: list[FoundNumber]) -> set[int]:
        """Numbers that stand side by side for one measure: 增长12%和10.7%."""
        return {
            place
            for nth, (above, below) in enumerate(pairwise(found))
            if _BESIDE.fullmatch(self.text, above.reach, below.start)
            for place in (nth, nth + 1)
        }

    def _fact(self, place: _Place) -> Fact:
        """What can be said of a number by its own words."""
        begin, end = self.clauses[place.clause]
        start, number, words = place.start, place.number, place.words
        left = self.text[start : number.opens]
        side = self.view.side
        when = self.moments.at(number.start, (start, number.end))
        doubts = []
        if when.part_of_year:
            doubts.append(Doubt.PART_OF_YEAR)
        elif not when.stated:
            doubts.append(Doubt.YEAR_UNSTATED)
        if self.source.is_elsewhere(self.text, number.start):
            doubts.append(Doubt.SCOPE)
        aimed = _AIMED.match(self.text, number.reach)
        if side is Side.RESULT and not aimed:
            aimed = _ALL_AIMED.match(self.text, number.reach, number.reach + NEAR)
        if aimed or _AGAINST.search(left):
            doubts.append(Doubt.COMPARED)
        direction = words.verb
        if not direction and number.unit in _PERCENT:
            early = _EARLY_DOWN.match(self.text, begin, number.start)
            direction = early[1] if early else ""
        return Fact(
            paragraph=self.paragraph.number,
            start=number.start,
            end=number.end,
            quote_start=begin,
            quote_end=end,
            quote=place.quote,
            name=self.text[words.start : words.end],
            value=number.value,
            unit=number.unit,
            bounds=self._bounds(begin, start, number),
            direction=direction,
            kind=FactKind.RANK if number.rank else self._kind(number.unit, direction, left),
            side=side,
            year=when.year,
            several=when.several,
            caliber=words.caliber,
            doubts=tuple(doubts),
        )

    def _bounds(self, begin: int, start: int, number: FoundNumber) -> tuple[str, ...]:
        intent = _INTENT.findall(self.text, begin, number.start)[-1:]  # 确保3所、力争5所
        each = _EACH.search(self.text, start, number.start)
        just = BEFORE.search(self.text, start, number.start)
        words = (each and "均", just and just[0])
        return (*intent, *filter(None, words), *number.bounds)

    def _kind(self, unit: str, direction: str, left: str) -> FactKind:
        if unit in (*_PERCENT, "倍", "番"):
            return FactKind.GROWTH if direction else FactKind.SHARE
        if _NEW.search(left) or direction:
            return FactKind.INCREMENT
        return FactKind.STOCK if _STOCK.search(left) else FactKind.COUNT

    def _complete(self, fact: Fact, place: _Place) -> list[Fact]:
        """A fact with its name and indicator; several where a row of names shares the number."""
        words = place.words
        counted = naming.COUNTABLE.fullmatch(place.number.unit) or naming.is_generic(fact.name)
        measured = fact.kind in (FactKind.GROWTH, FactKind.SHARE, FactKind.RANK)
        behind = counted and not measured
        noun = naming.behind(self.text, place.number.reach, place.stop) if behind else None
        called = replace(fact, name=self.text[slice(*noun)]) if noun else None
        if words.bare:
            return [called or self._with_subject(fact, place)]
        spans = naming.names_in(self.text, words.start, words.end)
        labels = [self.text[begin:end] for begin, end in spans]
        measures = self.source.row(labels) if len(labels) > 1 else []
        if measures and all(measures):
            return [self._measured(fact, each) for each in measures if each]
        if "均" in fact.bounds and fact.direction and len(labels) == 2:
            return [replace(fact, name=_stripped(label)) for label in labels]
        found = self.source.measure(fact.name)
        if found:
            fact = self._measured(fact, found)
        elif called:
            fact = called
        elif naming.is_generic(fact.name) and (subject := self._subject(place)):
            other = _MEASURE.fullmatch(fact.name) and _MEASURE.search(subject.name)
            name = fact.name if other else subject.name  # 播种面积9亩，产量4吨: not the area's
            fact = replace(fact, name=name, doubts=(*fact.doubts, Doubt.SUBJECT_BEFORE))
        return [fact]

    def _measured(self, fact: Fact, found: Measure) -> Fact:
        caliber = tuple(dict.fromkeys((*fact.caliber, *found.caliber)))
        named = "占" in found.indicator or "强度" in found.indicator
        doubts = tuple(d for d in fact.doubts if d is not Doubt.COMPARED or not named)
        return replace(fact, indicator=found.indicator, caliber=caliber, doubts=doubts)

    def _with_subject(self, fact: Fact, place: _Place) -> Fact:
        """A fact whose own words name nothing, with the subject that stands before it."""
        subject = self._subject(place)
        if subject is None:
            return replace(fact, doubts=(*fact.doubts, Doubt.NO_NAME))
        base = place.before is not None and place.before.is_base
        doubts = fact.doubts if base else (*fact.doubts, Doubt.SUBJECT_BEFORE)
        same = not (fact.several or fact.unit in _POINTS or Doubt.COMPARED in fact.doubts)
        caliber = tuple(dict.fromkeys((*subject.caliber, *fact.caliber)))
        indicator = subject.indicator if same else ""
        fact = replace(fact, name=subject.name, indicator=indicator, caliber=caliber, doubts=doubts)
        return self._quoted_from(fact, subject.quote_start)

    def _quoted_from(self, fact: Fact, begin: int) -> Fact:
        """A fact whose quote begins where that of its subject does, unless it would be too long."""
        if fact.quote_end - begin > _LONGEST_QUOTE:
            return fact
        return replace(fact, quote_start=begin, quote=self.text[begin : fact.quote_end])

    def _subject(self, place: _Place) -> Fact | None:
        """The fact before in the same clause, or in the clause before of the same sentence."""
        if place.before:
            return place.before
        index = place.clause
        begin = self.clauses[index][0]
        if index == 0 or self.text[self.clauses[index - 1][1] : begin].strip() not in ("，", ","):
            return None
        if self.last_clause == index - 1 and self.last:
            # 占全部的22%，上升3个百分点: that is said of the share.
            last = (self.read if place.number.unit in _POINTS else self.last)[-1]
            return last if last.name else None
        return self._unnumbered(index - 1)

    def _unnumbered(self, index: int) -> Fact | None:
        """The subject that a clause without a number names: 固定资产投资突破千亿，达到…."""
        begin, end = self.clauses[index]
        cut = _DONE.search(self.text, begin, end)
        lead = naming.before(self.text, begin, cut.start() if cut else end)
        name = self.text[lead.start : lead.end]
        if not 2 <= len(name) <= 24:
            return None
        found = self.source.measure(name)
        return Fact(
            paragraph=self.paragraph.number,
            start=begin,
            end=begin,
            quote_start=begin,
            quote_end=end,
            quote=self.text[begin:end],
            name=name,
            side=self.view.side,
            indicator=found.indicator if found else "",
        )

    def _respectively(
        self, index: int, found: list[FoundNumber]
    ) -> list[tuple[Fact | str, Measure | None]]:
        """What each number of a clause with 分别 is about; empty if that cannot be told.

        It is a fact of the clause before, or a name, with its indicator if it has one.
        """
        begin, end = self.clauses[index]
        at = self.text.find("分别", begin, end)
        near = self.last[-len(found) :] if self.last_clause == index - 1 else []
        if at < 0 and len(self._repeated(found)) == len(found) == len(self.last):
            told = {fact.indicator or fact.name for fact in near if Doubt.SHARED not in fact.doubts}
            bare = naming.before(self.text, begin, found[0].opens).bare
            return [(fact, None) for fact in near] if bare and len(told) == len(found) else []
        if at < 0 or len(found) < 2 or found[0].start < at:
            return []
        words = naming.before(self.text, begin, at)
        spans = naming.names_in(self.text, words.start, words.end)
        if words.bare or not spans:
            return [(fact, None) for fact in near] if len(near) == len(found) else []
        labels = [self.text[a:b] for a, b in spans]
        name = self.text[words.start : words.end]
        if len(labels) == 1 and len(found) == 2 and "城乡" in name:
            labels = [name.replace("城乡", "城镇"), name.replace("城乡", "农村")]
        if len(labels) != len(found):
            return []
        return [*zip_longest(labels, self.source.row(labels))]

    def _shared(
        self, fact: Fact, first: FoundNumber, owner: Fact | str, found: Measure | None
    ) -> Fact:
        """One of several figures that follow 分别, or their subjects, the first being `first`."""
        at = max(self.text.find("分别", fact.quote_start, first.start), fact.quote_start - 2)
        words = naming.before(self.text, at + 2, first.start)
        span = naming.before(self.text, fact.quote_start, at)
        direction = words.verb or span.verb or fact.direction
        if not words.verb and isinstance(owner, str) and owner.endswith("率"):
            direction = ""  # 失业率、价格涨幅分别控制在…: the word is that of the second only
        kind = self._kind(fact.unit, direction, self.text[at : fact.start])
        caliber = fact.caliber or words.caliber
        fact = replace(fact, direction=direction, kind=kind, caliber=caliber)
        if self.text.startswith(("从", "由"), at + 2):
            fact = replace(fact, doubts=(*fact.doubts, Doubt.COMPARED))
        if isinstance(owner, Fact):
            doubts = (*fact.doubts, Doubt.SUBJECT_BEFORE)
            named = replace(fact, name=owner.name, indicator=owner.indicator, doubts=doubts)
            return self._quoted_from(named, owner.quote_start)
        is_whole = found is None or self.source.measure(owner) == found
        name = owner if is_whole and owner in fact.quote else self.text[span.start : span.end]
        fact = replace(fact, name=_stripped(name))
        return self._measured(fact, found) if found else fact


def _beside(before: Fact, fact: Fact) -> Fact:
    """A figure right behind another one, as is said of both: 年均下降5%、6%."""
    if before.direction and fact.unit == before.unit and fact.unit in _PERCENT:
        fact = replace(fact, direction=before.direction, kind=before.kind)
    return replace(fact, year=None, several=True) if before.several else fact


def _stripped(name: str) -> str:
    words = naming.before(name, 0, len(name))
    return name[words.start : words.end] or name
