"""What the search pane and `shenyi search` list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from content.report import NodeKind, Report
from content.shelf.library import load_builtin
from index.results import Group, Hit, HitKind, Results, Suggestion
from index.searcher import Searcher
from review.notes.listing import listed as as_listed
from review.notes.model import NoteStatus
from review.search.result_entries import (
    LABELS,
    HitPlaces,
    ResultEntry,
    entries,
    fitted,
    noted,
    suggested,
)
from tests.small import small_report
from tests.unit.notes.making import note

REPORT = load_builtin()
SEARCHER = Searcher(REPORT)
SMALL = small_report()

QUERIES = ["养老", "5%", "老就小区", "ylfw", "看病", "“养老” 社区", "环境", "的", "2024年"]
"""Queries of every kind."""


@pytest.mark.parametrize(
    ("query", "line"), [("二（七）第3段", 60), ("第二部分", 21), ("２（７）第３段", 60)]
)
def test_a_citation_leads_to_its_place(query: str, line: int) -> None:
    listed = suggested(REPORT, query, SEARCHER.suggest(query))
    assert listed[1].text == "按引用是这一处："
    assert listed[2].paragraph is not None
    assert REPORT.paragraph(listed[2].paragraph).line == line
    assert listed[2].text.startswith(query)


def test_a_word_is_no_citation() -> None:
    listed = suggested(REPORT, "蒸汽机车", SEARCHER.suggest("蒸汽机车"))
    assert not any(entry.text.startswith("按引用") for entry in listed)


def hit(paragraph: int, *spans: tuple[int, int], report: Report = SMALL) -> Hit:
    """A hit in a report."""
    cited = report.paragraph(paragraph)
    return Hit(paragraph, cited.line, cited.citation, spans, 1.0)


def shown(entry: ResultEntry, cells: int = 90) -> tuple[str, list[str]]:
    """The row of an entry, and what is marked in it."""
    row, marks = fitted(entry, cells)
    return row, [row[low:high] for low, high in marks]


def only(found: Hit) -> ResultEntry:
    """The entry that is made of a single hit in the small report."""
    _heading, entry = entries(SMALL, Results("查", (Group(HitKind.EXACT, (found,)),)))
    return entry


def groups(exact: int, **related: int) -> Results:
    """Results of so many paragraphs in each group."""
    numbers = iter(range(1, 20))
    counted = {"exact": exact, **related}
    return Results(
        "查",
        tuple(
            Group(HitKind(name), tuple(hit(next(numbers), (0, 1)) for _ in range(number)))
            for name, number in counted.items()
            if number
        ),
    )


@pytest.mark.parametrize("query", QUERIES)
def test_what_every_snippet_is_about_is_shown_and_marked_to_the_character(query: str) -> None:
    """A span of the hit is gone to, and it stands in the snippet, marked and whole."""
    results = SEARCHER.search(query)
    listed = [entry for entry in entries(REPORT, results) if entry.paragraph is not None]
    for found, entry in zip(results.hits, listed, strict=True):
        raw = REPORT.paragraph(found.paragraph).text
        assert entry.paragraph == found.paragraph
        assert entry.span in found.spans
        for cells in (34, 90):
            assert raw[slice(*entry.span)] in shown(entry, cells)[1]


@pytest.mark.parametrize("query", ["养老", "环境", "就业", "2024"])
def test_all_hits_inside_a_snippet_are_marked_and_nothing_else(query: str) -> None:
    """What is marked in the quoted words is every place where the query stands there."""
    for entry in entries(REPORT, SEARCHER.exact(query)):
        if entry.paragraph is None:
            assert entry.marks == ()
            continue
        row, marks = fitted(entry, 90)
        quoted = row.index("　") + 1  # the citation before it is no quotation
        found = [match.span() for match in re.finditer(query, row) if match.start() >= quoted]
        assert marks == found


@given(st.data())
def test_a_snippet_is_a_piece_of_its_paragraph_around_the_hit(data: st.DataObject) -> None:
    """Wherever the spans lie, what is quoted stands in the paragraph, and marks stay inside it."""
    number = data.draw(st.integers(1, len(SMALL.paragraphs)))
    raw = SMALL.paragraph(number).text
    offset = st.integers(0, len(raw) - 1)
    starts = data.draw(st.lists(offset, min_size=1, max_size=4).map(sorted))
    spans = [(start, data.draw(st.integers(start + 1, len(raw)))) for start in starts]
    entry = only(hit(number, *spans))
    cells = data.draw(st.integers(40, 120))
    row, marks = fitted(entry, cells)
    assert cell_len(row) <= cells
    lead = SMALL.paragraph(number).citation + "　"
    assert row.startswith(lead)
    body = row[len(lead) :]
    before, behind = body.startswith("…"), body.endswith("…")
    quoted = body[before : len(body) - behind]
    at = raw.find(quoted)
    assert at >= 0
    assert before or raw.startswith(quoted)
    assert behind or raw.endswith(quoted)
    for low, high in marks:
        assert len(lead) + before <= low < high <= len(row) - behind
    assert entry.span in spans
    assert any(raw[entry.span[0]] == row[low] for low, _ in marks)


def test_a_snippet_shows_the_place_with_most_of_what_was_found() -> None:
    """Two words that stand together are shown, not one of them that stands before them."""
    raw = SMALL.paragraph(9).text
    entry = only(hit(9, (0, 2), (50, 52), (60, 63)))
    assert entry.span == (50, 52)
    assert raw[50:63] in shown(entry)[0]


def test_a_hit_at_an_end_of_the_paragraph_has_no_dots_there() -> None:
    """Dots stand only where something was left out."""
    salutation, _ = shown(only(hit(5, (0, 2))))
    assert salutation.endswith("　各位代表：")
    first, _ = shown(only(hit(14, (0, 2))))
    assert "　培植壮大" in first
    assert first.endswith("…")
    raw = SMALL.paragraph(14).text
    last, _ = shown(only(hit(14, (len(raw) - 3, len(raw)))))
    assert "　…" in last
    assert last.endswith(raw[-10:])


def test_of_a_hit_longer_than_a_row_the_beginning_is_shown() -> None:
    """A whole sentence that was searched for begins in its row."""
    raw = SMALL.paragraph(9).text
    row, (mark,) = shown(only(hit(9, (5, len(raw) - 1))))
    assert raw[5:-1].startswith(mark)
    assert len(mark) > len(row) / 2


def test_a_paragraph_without_spans_leads_to_its_beginning() -> None:
    """A hit that marks nothing is quoted from its start."""
    entry = only(hit(14))
    assert (entry.marks, entry.span, entry.paragraph) == ((), (0, 0), 14)
    assert "　培植壮大" in shown(entry)[0]


def test_every_group_has_its_name_its_number_and_its_note() -> None:
    """A line before each group says what it is, how many paragraphs it has, and why."""
    results = Results(
        "查",
        (
            Group(HitKind.EXACT, (hit(8, (0, 1)), hit(9, (0, 1)))),
            Group(HitKind.HOMOPHONE, (hit(10, (0, 1)),), "已按同音字查找：老旧小区"),
        ),
    )
    lines = [entry.text for entry in entries(SMALL, results) if entry.paragraph is None]
    assert lines == ["精确 2 段", "同音 1 段（已按同音字查找：老旧小区）"]
    assert [entry.paragraph for entry in entries(SMALL, results)] == [None, 8, 9, None, 10]


def test_every_kind_of_group_has_a_name_of_its_own() -> None:
    """No group can be listed without a name, and no two share one."""
    assert set(LABELS) == set(HitKind)
    assert len(set(LABELS.values())) == len(HitKind)


def folded(results: Results) -> list[str]:
    """What lines say of results that are listed for the first time."""
    return [e.text for e in entries(SMALL, results, is_folded=True) if e.paragraph is None]


def test_what_is_related_is_one_counted_line_while_there_is_what_is_exact() -> None:
    """It can be chosen, and stands for all that it counts; where nothing is exact all is there."""
    line = "相关 7 段（近义 4、按词 3），回车展开"
    assert folded(groups(6, synonym=4, word=3)) == ["精确 6 段", line]
    assert entries(SMALL, groups(6, synonym=4), is_folded=True)[-1].can_be_chosen
    assert folded(groups(6)) == ["精确 6 段"]
    assert folded(groups(0, pinyin=2, word=3)) == ["拼音 2 段", "按词 3 段"]
    assert folded(groups(0)) == []


@pytest.mark.parametrize("query", ["zzqx", "火星车", "“的的”", "[red]"])
def test_where_nothing_fits_nothing_is_offered_but_advice(query: str) -> None:
    """Neither a single character nor filler is offered, nor headings that have nothing of it."""
    listed = suggested(REPORT, query, SEARCHER.suggest(query))
    said = [f"没有找到“{query}”。", "请换一个说法，或少写几个字。"]
    assert listed == [ResultEntry(text) for text in said]


@pytest.mark.parametrize("query", ["，。", "🙂", "-食堂"])
def test_what_asks_for_nothing_is_no_matter_of_words(query: str) -> None:
    listed = suggested(REPORT, query, SEARCHER.suggest(query))
    assert listed == [ResultEntry(f"没有找到“{query}”。")]


@pytest.mark.parametrize("query", ["“养老” “火星车”", "“民生改革”"])
def test_nothing_found_offers_what_fits(query: str) -> None:
    """The longest part that is there comes with its hits, and headings that share some of it."""
    listed = suggested(REPORT, query, SEARCHER.suggest(query))
    assert listed[1].text.startswith("只含“")
    headings = [entry for entry in listed if entry.paragraph is not None and not entry.marks]
    for entry in headings:
        assert entry.paragraph is not None
        assert REPORT.paragraph(entry.paragraph).text.startswith(entry.text[:4])


def test_each_word_that_is_there_by_itself_is_offered_with_its_hits() -> None:
    """Of two words that never stand together each has its number and its hits."""
    word = Results("养老", (Group(HitKind.EXACT, (hit(18, (8, 10)),)),))
    other = Results("学校", (Group(HitKind.EXACT, (hit(17, (15, 17)), hit(9, (0, 2)))),))
    heading = next(node for node in SMALL.nodes if node.kind is NodeKind.SECTION)
    listed = suggested(SMALL, "养老 学校", Suggestion((word, other), (heading,)))
    expected = [None, None, 18, None, 17, 9, None, heading.paragraph]
    assert [entry.paragraph for entry in listed] == expected
    assert listed[1].text == "只含“养老”的有 1 段："
    assert listed[3].text == "只含“学校”的有 2 段："
    assert listed[-1] == ResultEntry("", heading.text, paragraph=heading.paragraph)


def test_of_a_place_that_is_not_there_is_said_what_there_is() -> None:
    listed = suggested(SMALL, "第九部分第一点", Suggestion((), (), "全文只有第一部分。"))
    assert [entry.text for entry in listed] == ["没有找到“第九部分第一点”。", "全文只有第一部分。"]


def test_places_are_in_the_order_of_the_report_and_never_overlap() -> None:
    """Hits by rank become places by position; one that another covers in part is left out."""
    found = HitPlaces([hit(9, (20, 24), (22, 26), (2, 4)), hit(8, (3, 5)), hit(10)]).order
    assert found == [(8, (3, 5)), (9, (2, 4)), (9, (20, 24))]


@pytest.mark.parametrize("query", QUERIES)
def test_places_of_real_queries_rise(query: str) -> None:
    """Each place begins behind the end of the one before it, and no paragraph is lost."""
    hits = SEARCHER.search(query).hits
    found = HitPlaces(hits).order
    assert {paragraph for paragraph, _ in found} == {h.paragraph for h in hits if h.spans}
    for (paragraph, span), (next_paragraph, next_span) in pairwise(found):
        assert (paragraph, span[1]) <= (next_paragraph, next_span[0])


def test_what_is_marked_on_the_page_is_every_span_of_every_hit() -> None:
    """The page is given all spans by paragraph, and none for a hit without any."""
    spans = HitPlaces([hit(9, (2, 4), (20, 24)), hit(8)]).spans
    assert spans == {9: ((2, 4), (20, 24))}


def test_a_note_whose_words_are_gone_leads_nowhere() -> None:
    """Its paragraph is one of a text that is left, which may have had more of them."""
    standing = note("学位", paragraph=12, start=2)
    gone = replace(note("学位"), status=NoteStatus.ORPHAN)
    found = noted([as_listed(standing), as_listed(gone)], "学位")[1:]
    assert [(one.paragraph, one.span) for one in found] == [(12, (2, 8)), (None, (0, 0))]
    assert [one.passage[slice(*one.marks[0])] for one in found] == ["学位", "学位"]
