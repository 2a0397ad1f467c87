"""What a report promises: with a figure, without one, and with nothing at all."""

from __future__ import annotations

import json
from pathlib import Path

from content.facts.commitments import commitments, vague
from content.facts.comparison import FigureBook, compare
from content.facts.pairing import Likeness
from content.shelf.library import load_builtin
from tests.unit.facts.small_reports import report

DATA = Path(__file__).parents[2] / "data"


def zhangdian() -> FigureBook:
    return FigureBook(load_builtin())


def test_every_commitment_of_zhangdian_is_found_and_no_other() -> None:
    truth = json.loads((DATA / "commitments.json").read_text(encoding="utf-8"))
    book = zhangdian()
    expected = sorted(
        (c["line"], c["quote"], c["number"], c["unit"], c["qualifier"])
        for c in truth["commitments"]
    )
    found = commitments(book)
    lines = {c.id: book.report.paragraph(c.span.first).line for c in found}
    figures = [
        (lines[c.id], c.quote, c.fact.value, c.fact.unit, "/".join(c.fact.bounds))
        for c in found
        if c.fact
    ]
    assert sorted(figures) == expected
    without = [(c["line"], c["quote"]) for c in truth["without_number"]]
    assert [(lines[c.id], c.quote) for c in found if c.fact is None] == without


def test_the_indicators_of_zhangdian_are_found() -> None:
    truth = json.loads((DATA / "facts" / "indicators.json").read_text(encoding="utf-8"))
    book = zhangdian()
    quotes: dict[int, str] = {}
    for fact in book.figures.facts:
        line = book.report.paragraph(fact.paragraph).line
        quotes[line] = quotes.get(line, "") + fact.quote + "，"
    for promised in commitments(book):
        line = book.report.paragraph(promised.span.first).line
        quotes[line] = quotes.get(line, "") + promised.quote + "，"
    missed = {
        year: [
            entry[year]["quote"]
            for entry in truth
            if entry[year] and entry[year]["quote"] not in quotes.get(entry[year]["line"], "")
        ]
        for year in ("y2023", "y2024")
    }
    assert missed == {"y2023": [], "y2024": ["严控一般性支出"]}  # which has no number


def test_the_rows_of_zhangdian_are_those_that_were_read_and_found_right() -> None:
    truth = json.loads((DATA / "pairs.json").read_text(encoding="utf-8"))
    found = compare(zhangdian())
    rows = {
        likeness.value: [
            {"name": r.name, "result": r.result.quote, "goal": r.goal.quote, "marks": [*r.marks]}
            for r in found.rows(likeness)
        ]
        for likeness in Likeness
    }
    assert rows == truth


def test_an_id_tells_the_figures_of_one_quote_apart() -> None:
    found = commitments(FigureBook(report("好。", "新增学校1所、医院3家。新增学校1所。")))
    ids = [c.id for c in found]
    assert len(set(ids)) == 3
    assert ids[1] == f"{ids[0]}-2"


def test_the_figure_that_a_change_begins_from_is_no_commitment() -> None:
    book = FigureBook(report("完成各项任务。", "低保标准从每人每月600元提高到650元。"))
    (raised,) = commitments(book)
    assert raised.fact is not None
    assert raised.fact.value == "650"
    assert raised.id.endswith("-2")  # so that what was kept of it stays with it
    team = FigureBook(report("完成各项任务。", "选派由50名医生组成的服务队。"))
    assert [c.fact.value for c in commitments(team) if c.fact] == ["50"]


def test_topics_are_told_by_the_words() -> None:
    plan = "新建长者食堂20处。新建学校3所。实施“星光”计划5项。"
    topics = [c.topic for c in commitments(FigureBook(report("好。", plan)))]
    assert topics == ["养老托育", "教育", "其他"]


def test_sentences_without_figure_or_time_are_listed() -> None:
    plan = (
        "加快推进智慧城市建设，提升治理水平。年底前完成体育中心建设。"
        "新建学校3所。空气更清新了，大家都很高兴。"
    )
    book = FigureBook(report("好。", plan))
    found = [span.text(book.report) for span in vague(book)]
    assert found == ["加快推进智慧城市建设，提升治理水平"]
