"""Notes to export: those of a deputy who read the primary report, of every kind and status."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

from content.report import Report
from content.shelf.library import load_builtin
from content.span import Span
from review.notes.model import Kind, Note, NoteStatus, anchor, text_id

NOW = datetime(2024, 2, 1, 9, 12, tzinfo=timezone(timedelta(hours=8)))
"""When the exports of the tests are made."""


def note(
    report: Report,
    quote: str,
    kind: Kind,
    body: str,
    *,
    tags: tuple[str, ...] = (),
    at: str = "2024-01-31T20:05:00+08:00",
    number: int = 1,
) -> Note:
    """A note on a quote's first occurrence.

    Args:
        report: The report that is annotated.
        quote: A passage; its first paragraph and last are parted by a line end.
        kind: What it is for.
        body: What the deputy wrote.
        tags: Its tags.
        at: When it was made and last changed.
        number: What its id is made of.
    """
    head, _, rest = quote.partition("\n")
    first = next(p for p in report.paragraphs if head in p.text)
    start = first.text.index(head)
    span = Span(first.number, start, first.number, start + len(head))
    if rest:
        last = first.number + 1 + rest.count("\n")
        span = Span(first.number, start, last, len(rest.rpartition("\n")[2]))
    fastened = anchor(report, span, text_id(report))
    assert fastened.quote == quote
    return Note(f"{number:032x}", report.id, fastened, kind, tags, body, at, at)


def three_notes(report: Report) -> list[Note]:
    """A suggestion, a question and an amendment, not in order."""
    return [
        note(
            report,
            "持续提升“12345”政务服务热线、市民诉求服务中心、企业服务中心等平台效能",
            Kind.AMENDMENT,
            "建议改为：增加“并按季公开办结率、满意率”\n理由：第17行有总量，无分类满意率。",
            at="2024-01-31T20:30:00+08:00",
            number=3,
        ),
        note(
            report,
            "新建长者食堂20处，新增养老机构1处、综合养老服务中心3处",
            Kind.SUGGESTION,
            "去年已建51处，建议公布各处就餐人数，新建的优先布局老旧小区。",
            tags=("养老", "食堂"),
            number=1,
        ),
        note(
            report,
            "力争新增城镇就业1万人以上",
            Kind.QUESTION,
            "上年完成1.4万人（见第16行），目标为何低于实绩？",
            tags=("就业", "数据"),
            at="2024-01-31T20:11:00+08:00",
            number=2,
        ),
    ]


def many_notes(report: Report) -> list[Note]:
    """Notes of every kind; one changed, one over two paragraphs, two whose passage is gone."""
    approval = note(
        report,
        "2023年，是全面贯彻落实党的二十大精神的开局之年",
        Kind.APPROVAL,
        "成绩来之不易，赞成报告。",
        number=4,
    )
    long = note(
        report,
        report.paragraph(58).text + "\n" + report.paragraph(59).text[:10],
        Kind.MEMO,
        "第一行，" + "记下小组讨论时各位代表的发言，回去以后向选民说明，" * 3 + "完。\n\n"
        "第二行：20240131、https://example.org/a/b_c*d",
        tags=("小组讨论",),
        at="2024-01-31T13:00:00+00:00",
        number=5,
    )
    figure = note(
        report,
        "实施“优质养老服务进万家”工程",
        Kind.FIGURE,
        "",
        tags=("养老",),
        at="2024-02-01T08:00:00+08:00",
        number=6,
    )
    changed = dataclasses.replace(
        note(
            report,
            "地区生产总值增长5%以上",
            Kind.QUESTION,
            "为何改动？",
            number=7,
        ),
        status=NoteStatus.CHANGED,
        former="地区生产总值增长5.5%左右",
    )
    gone = _gone(note(report, "各位代表：", Kind.SUGGESTION, "原稿中的一段，已删。", number=8))
    gone_too = _gone(
        note(report, "进一步扩大“齐惠保”覆盖面", Kind.AMENDMENT, "改为“稳步扩大”。", number=9)
    )
    return [gone_too, gone, *three_notes(report), changed, figure, long, approval]


def _gone(made: Note) -> Note:
    """A note whose passage stood in another version only."""
    elsewhere = dataclasses.replace(made.anchor, text_id="0" * 64)
    return dataclasses.replace(made, anchor=elsewhere, status=NoteStatus.ORPHAN)


def primary() -> Report:
    """The report that ships with the program."""
    return load_builtin()
