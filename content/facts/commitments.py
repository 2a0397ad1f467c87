"""What a report promises: every figure of its goals, goals without one, and what has none.

A goal without a number is looked for only in the paragraphs that list the goals of the year:
居民收入 与经济增长同步. Elsewhere a sentence with neither figure nor time limit is no commitment
but `vague`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from content.facts.clauses import clauses, stripped
from content.facts.comparison import FigureBook
from content.facts.lexicon import load_topics
from content.facts.model import Fact, Omission, Side
from content.facts.waiting import go_on
from content.report import Role
from content.span import Span


class Commitment(NamedTuple):
    """One thing that a report promises."""

    id: str
    """A digest of the report's id and the quote, and a number where a quote holds several. It stays
    when the report is revised elsewhere, so that what is known of a commitment stays with it."""
    topic: str
    """One of the topics of `topics.toml`, or 其他."""
    quote: str
    """The clause that says it, as printed."""
    span: Span
    """Where the quote stands, in one paragraph."""
    fact: Fact | None
    """Its figure; None if it has none."""


def commitments(book: FigureBook) -> list[Commitment]:
    """The commitments of a report in its order; a Problem if a list of words cannot be read.

    Figures of years before the one that is planned are none, nor is the one that a change begins
    from: the base of a goal is no goal.
    """
    topics = load_topics()
    report, plan = book.report, book.calendar.plan
    places: list[tuple[Span, Fact | None]] = [
        (fact.quote_span, fact)
        for fact in book.on(Side.GOAL)
        if fact.year is None or plan is None or fact.year >= plan
    ]
    places += ((span, None) for span in _soft(book))
    places.sort(key=lambda place: (place[0].first, (place[1] or place[0]).start))
    seen: Counter[str] = Counter()
    found = []
    for span, fact in places:
        go_on()
        quote = span.text(report)
        seen[quote] += 1
        if fact and fact.is_base:  # counted, for older versions listed it and kept states by number
            continue
        paragraph = report.paragraph(span.first)
        head = paragraph.text[: paragraph.head[1]] if paragraph.head else ""
        above = report.node(paragraph.section).text if paragraph.section else ""
        topic = topics.topic((fact.indicator or fact.name) if fact else "", quote, head, above)
        found.append(Commitment(_id(report.id, quote, seen[quote]), topic, quote, span, fact))
    return found


def _id(report_id: str, quote: str, nth: int) -> str:
    import hashlib  # a millisecond, and a report that is only read needs none

    data = f"{report_id}\n{quote}".encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return digest if nth == 1 else f"{digest}-{nth}"


# 主要预期目标: the words of the paragraph that lists the goals.
_AIMS = re.compile(r"(?:预期|主要|奋斗|发展|调控)(?:调控)?(?:目标|指标)")
# Goals without a number: 增速高于全市平均水平, 与经济增长同步, 保持总体稳定, 完成上级下达任务.
_SOFT = re.compile(
    r"(?:不低于|高于|快于|好于|优于)[^\d，。；]{2,}$|与[^，。；]{2,14}同步|同步增长"
    r"|保持(?:稳定|平稳|基本稳定|较快|合理)[^，。；]*$|稳定增长$|稳中[^，。；]{1,4}$|持续(?:改善|下降|优化)$"
    r"|完成[^，。；]*(?:目标|任务|指标|计划)[^，。；]*$|控制在[^\d，。；]*(?:范围|以内|目标内|之内)$"
)


def _soft(book: FigureBook) -> Iterator[Span]:
    """Clauses that set a goal without a number, in the paragraphs that list the goals of a year."""
    numbers = {fact.paragraph for fact in book.on(Side.GOAL) if fact.indicator}
    for paragraph in map(book.report.paragraph, sorted(numbers)):
        for begin, end in clauses(paragraph.text) if _AIMS.search(paragraph.text) else ():
            clause = paragraph.text[begin:end]
            if _SOFT.search(clause) and not re.search(r"\d[\d.]*\s*[%％万亿个家]", clause):
                yield Span(paragraph.number, begin, paragraph.number, end)


# A clause that begins with a deed, after any number of words of zeal: 全力加快推进.
_ACTS = re.compile(
    r"^(?:要|将|努力|着力|大力|积极|深入|扎实|全面|加快|持续|进一步|继续|统筹|切实|稳步|有序|坚决|认真|不断|全力|聚力|高标准|高质量|高水平)*"
    r"(?:推进|推动|建设|实施|开展|完善|加强|加快|深化|健全|提升|提高|培育|打造|支持|抓好|做好|优化|扩大|落实|引导|促进|建立|构建|强化|发展|完成|启动|改造|整治|鼓励|开工|建成|创建|布局|壮大|拓展|引进|策划|举办|办好)"
)
_SENTENCE = re.compile(r"[^。；！？]+")
_TIMED = re.compile(r"年底前|年内|上半年|下半年|季度|月底前|月前|\d年|前完成|确保.{0,6}年")


def vague(book: FigureBook) -> list[Span]:
    """The sentences that promise something and name neither a figure nor a time limit.

    In the parts that look ahead; a sentence is what a stop or a semicolon ends. Those shorter than
    twelve characters are left out: 抓好落实 and the like. A Problem if the lexicon cannot be read.
    """
    timed = (Omission.DATE, Omission.DURATION)
    left_out = (left for left in book.figures.left_out if left.reason in timed)
    told = [(fact.paragraph, fact.start) for fact in book.figures.facts]
    told = sorted([*told, *((left.paragraph, left.start) for left in left_out)])
    found = []
    for paragraph in book.report.paragraphs:
        go_on()
        if paragraph.role is not Role.BODY or book.calendar.of(paragraph).side is not Side.GOAL:
            continue
        first = paragraph.head[1] if paragraph.head else 0
        sentences = (m.span() for m in _SENTENCE.finditer(paragraph.text, first))
        for begin, end in chain.from_iterable(stripped(paragraph.text, *m) for m in sentences):
            text = paragraph.text[begin:end]
            place = bisect_left(told, (paragraph.number, begin))
            if told[place : place + 1] and told[place] < (paragraph.number, end):
                continue
            if _TIMED.search(text) or len(text) < 12:
                continue
            among = _SOFT.search(text) is not None  # it stands among the commitments
            if not among and any(_ACTS.match(text[a:b]) for a, b in clauses(text)):
                found.append(Span(paragraph.number, begin, paragraph.number, end))
    return found
