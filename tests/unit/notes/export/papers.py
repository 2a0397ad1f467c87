"""The notes that every template is tried with, by what is special about them."""

from __future__ import annotations

import dataclasses

from content.report import Report
from content.span import Span
from review.notes.model import Kind, Note, NoteStatus, anchor, text_id
from tests.unit.notes.export.exporting import note

FIELDS = {
    "题目": "",
    "态度": "原则赞成",
    "姓名": "王某某",
    "代表证号": "0123",
    "代表团": "科苑",
    "电话": "",
    "联名": "",
    "日期": "2024年2月1日",
}

WORDS = {
    Kind.APPROVAL: "写得实在，群众有感受",
    Kind.QUESTION: "去年已经做到1.4万人，今年的目标为什么低于去年？",
    Kind.SUGGESTION: "去年已建51处，建议公布各处就餐人数。",
    Kind.AMENDMENT: "建议改为：新建长者食堂30处\n理由：需求大。",
    Kind.FIGURE: "与统计公报的数字一致",
    Kind.MEMO: "小组讨论时有三位代表提到这一段；",
}
"""What a deputy writes of each kind; with and without a full stop, as people do."""


def of_each_kind(report: Report) -> list[Note]:
    """One of each kind, all on one passage."""
    return [
        note(report, "新建长者食堂20处", kind, WORDS[kind], number=number)
        for number, kind in enumerate(Kind, start=1)
    ]


def thirty(report: Report) -> list[Note]:
    """Five of each kind, on whole paragraphs all over the report."""
    kinds = list(Kind) * 5
    numbers = [p.number for p in report.paragraphs if len(p.text) > 60][: len(kinds)]
    return [
        _on(report, Span(paragraph, 0, paragraph, len(report.paragraph(paragraph).text)), kind, at)
        for at, (paragraph, kind) in enumerate(zip(numbers, kinds, strict=True), start=1)
    ]


def _on(report: Report, span: Span, kind: Kind, number: int, body: str | None = None) -> Note:
    at = "2024-01-31T20:05:00+08:00"
    words = WORDS[kind] if body is None else body
    fastened = anchor(report, span, text_id(report))
    return Note(f"{number:032x}", report.id, fastened, kind, (), words, at, at)


def without_words(report: Report) -> list[Note]:
    """Marks of each kind, each on another passage."""
    return [dataclasses.replace(made, body="") for made in thirty(report)[: len(Kind)]]


def orphans(report: Report) -> list[Note]:
    """One of each kind whose passage is gone."""
    return [
        dataclasses.replace(
            made,
            anchor=dataclasses.replace(made.anchor, text_id="0" * 64),
            status=NoteStatus.ORPHAN,
        )
        for made in of_each_kind(report)
    ]


def two_characters(report: Report) -> list[Note]:
    return [note(report, "就业", kind, WORDS[kind], number=at) for at, kind in enumerate(Kind, 1)]


def five_hundred(report: Report) -> list[Note]:
    """A long passage, over two paragraphs for the last kind."""
    paragraph = next(p for p in report.paragraphs if len(p.text) > 520)
    span = Span(paragraph.number, 10, paragraph.number, 510)
    over = Span(paragraph.number, 10, paragraph.number + 1, 20)
    return [
        _on(report, over if kind is list(Kind)[-1] else span, kind, at)
        for at, kind in enumerate(Kind, start=1)
    ]


def quotation_marks(report: Report) -> list[Note]:
    """Quotes within quotes, of the report and of the deputy."""
    said = {
        Kind.APPROVAL: "“实施”二字好。",
        Kind.QUESTION: "“万家”指多少家？",
        Kind.SUGGESTION: "建议写成“优质‘养老服务’工程。”",
        Kind.AMENDMENT: "改为“实施‘优质养老服务进千家’工程”。",
        Kind.FIGURE: "",
        Kind.MEMO: "有代表说“好”",
    }
    quote = "实施“优质养老服务进万家”工程"
    return [note(report, quote, kind, said[kind], number=at) for at, kind in enumerate(Kind, 1)]


def latin_and_numbers(report: Report) -> list[Note]:
    """English, figures, addresses, and signs that a template, Markdown or Excel would read."""
    said = {
        Kind.APPROVAL: "GDP growth of 5% is realistic.",
        Kind.QUESTION: "# 5%以上 vs 5.5%?",
        Kind.SUGGESTION: "> 2024年\n= 5%\n| a | b |\n〇、看https://example.org/a_b*c",
        Kind.AMENDMENT: "建议改为：增长5.5%左右",
        Kind.FIGURE: "-1.2个百分点",
        Kind.MEMO: "@全体 +1 {{ 不是模板 }}",
    }
    quote = "地区生产总值增长5%以上"
    return [note(report, quote, kind, said[kind], number=at) for at, kind in enumerate(Kind, 1)]


CASES = {
    "没有批注": lambda _report: [],
    "每类一条": of_each_kind,
    "三十条": thirty,
    "没有文字": without_words,
    "原文已删": orphans,
    "两个字": two_characters,
    "五百字": five_hundred,
    "引号": quotation_marks,
    "英文和数字": latin_and_numbers,
}
"""What notes there are, by the name of the golden file."""
