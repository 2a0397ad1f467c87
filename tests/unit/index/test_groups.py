"""Each way of finding, on the report that ships with the program. Lines are 1-based."""

from __future__ import annotations

import weakref

import pytest

from content.parsing.outline import parse
from content.report import NodeKind, Report
from index.pages import Pages, pages_of
from index.results import Hit, HitKind, Results, as_json
from index.searcher import Searcher

pytestmark = pytest.mark.xdist_group("index")  # built once, not by every worker


def lines(results: Results, kind: HitKind) -> list[int]:
    return [hit.line for group in results.groups if group.kind is kind for hit in group.hits]


def note(results: Results, kind: HitKind) -> str:
    return next(group.note for group in results.groups if group.kind is kind)


def quotes(report: Report, hit: Hit) -> list[str]:
    text = report.paragraph(hit.paragraph).text
    return [text[start:end] for start, end in hit.spans]


def test_numbers_end_where_they_end(searcher: Searcher) -> None:
    results = searcher.search("5%")

    assert sorted(lines(results, HitKind.EXACT)) == [23, 36]
    assert sorted(lines(results, HitKind.NUMBER)) == [11, 28]
    assert "更长的数" in note(results, HitKind.NUMBER)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("8.1%", 10),
        ("８．１％", 10),
        ("8。1%", 10),
        ("百分之八点一", 10),
        ("16件", 62),
        ("174亿", 12),
    ],
)
def test_a_number_is_found_however_it_is_typed(searcher: Searcher, query: str, line: int) -> None:
    assert lines(searcher.search(query), HitKind.EXACT) == [line]


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("18400户", "1.84万户"),
        ("18,400户", "1.84万户"),
        ("一万八千四百户", "1.84万户"),
        ("722000平方米", "72.2万平方米"),
        ("十六件", "16件"),
        ("10.37平方千米", "10.37平方公里"),
        ("四千万人次", "4000余万人次"),
        ("四类水体", "Ⅳ类水体"),
    ],
)
def test_a_number_is_found_in_its_other_forms(
    searcher: Searcher, report: Report, query: str, quote: str
) -> None:
    results = searcher.search(query)

    assert results.groups[0].kind is HitKind.SYNONYM
    assert quotes(report, results.hits[0]) == [quote]
    assert quote in results.groups[0].note
    assert not lines(searcher.search(f"“{query}”"), HitKind.SYNONYM)


@pytest.mark.parametrize("query", ["停车难？", "”停车难等\n问题", "“交通拥堵、\r\n　　停车难”"])
def test_marks_that_do_not_stand_there_hide_nothing(searcher: Searcher, query: str) -> None:
    """A question mark, or the end of a row that was copied with it, in quotes too."""
    assert 53 in lines(searcher.search(query), HitKind.SOFT)


def test_a_word_in_latin_letters_is_not_read_as_a_sound(searcher: Searcher) -> None:
    results = searcher.search("AI")

    assert results.groups
    assert not lines(results, HitKind.PINYIN)
    assert not searcher.search("haixi").groups  # nor is a part of one a word


def test_it_is_said_what_stands_nowhere(indexed: Searcher) -> None:
    assert note(indexed.search("殡葬改革"), HitKind.WORD).endswith("；没有“殡葬”")
    assert "没有" not in note(indexed.search("治理改革"), HitKind.WORD)


@pytest.mark.parametrize("query", ["麦滔", "唐库", "十连冠"])
def test_the_characters_of_a_name_are_no_words(indexed: Searcher, query: str) -> None:
    assert {group.kind for group in indexed.search(query).groups} == {HitKind.EXACT}


def test_a_note_names_words_and_no_pieces_of_them(indexed: Searcher) -> None:
    assert "区人" not in note(indexed.search("张店区人口"), HitKind.WORD)


def test_a_part_of_a_number_is_no_other_form_of_it(searcher: Searcher) -> None:
    # 1.84万 holds 4万, and 14.79万 holds 4.79万.
    assert not lines(searcher.search("40000户"), HitKind.SYNONYM)
    assert not lines(searcher.search("47900户"), HitKind.SYNONYM)


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("19万件", "19.39万件"),
        ("19.4万件", "19.39万件"),
        ("19万多件", "19.39万"),
        ("1.8万户", "1.84万户"),
        ("一年办结群众诉求19万件", "19.39万件"),
        ("十九万件", "19.39万件"),
        ("1万4千人就业", "1.4万人"),
    ],
)
def test_a_rounded_number_finds_the_whole_one(
    searcher: Searcher, report: Report, query: str, quote: str
) -> None:
    """Cut off or rounded, with 多 or without, alone or in a sentence."""
    assert quote in quotes(report, searcher.search(query).hits[0])


def test_a_number_of_any_length_may_stand_in_a_report() -> None:
    text = f"某县政府工作报告\n各位代表：\n一、回顾\n共{'9' * 60}.5万件，又19.39万件。\n"
    assert Searcher(parse(text)).search("19万件").hits


def test_one_figure_is_short_for_too_many(searcher: Searcher) -> None:
    assert not searcher.search("2万件").hits
    assert not searcher.search("19.2万件").hits


def test_quotes_and_brackets_do_not_part_a_phrase(searcher: Searcher, report: Report) -> None:
    results = searcher.search("过紧日子")

    assert lines(results, HitKind.EXACT) == [17]
    assert lines(results, HitKind.SOFT) == [68]
    (hit,) = results.groups[1].hits
    assert quotes(report, hit) == ["过“紧日子"]


def test_commas_do_not_part_a_phrase_either(searcher: Searcher, report: Report) -> None:
    results = searcher.search("强功能提品质")

    assert lines(results, HitKind.SOFT) == [50]
    assert quotes(report, results.hits[0]) == ["强功能、提品质"]


@pytest.mark.parametrize(
    ("query", "line"), [("看病", 16), ("堵车", 53), ("拆迁", 52), ("找工作", 60), ("gdp", 10)]
)
def test_the_report_s_own_words_are_found(searcher: Searcher, query: str, line: int) -> None:
    results = searcher.search(query)

    assert line in lines(results, HitKind.SYNONYM)
    assert note(results, HitKind.SYNONYM).startswith("已按近义说法查找：")


@pytest.mark.parametrize(
    ("query", "meant"),
    [("yanglao", "养老"), ("tingche", "停车"), ("tingch", "停车"), ("ljxq", "老旧小区")],
)
def test_pinyin_finds_what_it_spells(
    searcher: Searcher, report: Report, query: str, meant: str
) -> None:
    group = searcher.search(query).groups[0]

    assert group.kind is HitKind.PINYIN
    assert meant in group.note
    assert any(meant in quotes(report, hit) for hit in group.hits)


def test_pinyin_also_spells_words_that_are_not_in_the_report(searcher: Searcher) -> None:
    assert 53 in [hit.line for hit in searcher.search("duche").hits]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("老就小区", "老旧小区"),
        ("营商环镜", "营商环境"),
        ("乡村镇兴", "乡村振兴"),
        ("灵商环境", ""),
    ],
)
def test_a_slip_of_the_input_method_is_understood_and_said(
    searcher: Searcher, query: str, meant: str
) -> None:
    results = searcher.search(query)

    if meant:
        assert note(results, HitKind.HOMOPHONE) == f"已按同音字查找：{meant}"
    else:
        assert lines(results, HitKind.HOMOPHONE) == []


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("城更", "城市更新"),
        ("棚改", "棚户区改造"),
        ("社服站", "社区卫生服务站"),
        ("妇儿", "妇女儿童"),  # jieba takes it for a word
    ],
)
def test_an_abbreviation_is_spelled_out(indexed: Searcher, query: str, meant: str) -> None:
    results = indexed.search(query)

    if not lines(results, HitKind.SYNONYM):
        assert note(results, HitKind.ABBREVIATION) == f"已按全称查找：{meant}"
    assert meant in results.groups[0].note


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("去年的口袋公园", 14),
        ("今年的口袋公园", 52),
        ("2023年城市更新", 14),
        ("2024年长者食堂", 60),
    ],
)
def test_the_part_of_the_year_asked_for_comes_first(
    searcher: Searcher, query: str, line: int
) -> None:
    results = searcher.search(query)

    assert results.hits[0].line == line
    assert "先列所问年份的" in results.groups[0].note


@pytest.mark.parametrize(("query", "line"), [("不收费", 14), ("没做好的事", 20)])
def test_a_negation_means_its_opposite(searcher: Searcher, query: str, line: int) -> None:
    assert line in [hit.line for hit in searcher.search(query).hits][:3]


def test_a_compound_that_stands_nowhere_is_taken_apart(indexed: Searcher) -> None:
    assert indexed.search("路面积水").hits[0].line == 14
    assert indexed.search("生二胎").hits[0].line == 60


def test_a_compound_that_stands_somewhere_comes_before_its_parts(indexed: Searcher) -> None:
    assert indexed.search("修农村公路").hits[0].line == 52


def test_words_of_a_phrase_may_stand_apart(indexed: Searcher) -> None:
    assert indexed.search("电信诈骗").hits[0].line == 61
    assert lines(indexed.search("东部增长"), HitKind.WORD)


def test_traditional_characters_find_simplified_ones(searcher: Searcher) -> None:
    found = searcher.search("營商環境")

    assert found.groups == searcher.search("营商环境").groups


def test_one_word_by_chance_is_not_before_ten_of_them(indexed: Searcher) -> None:
    """Line 61 has 矛盾 and is alike in its characters; line 20 says what is wanting."""
    assert indexed.search("哪些还没做好").hits[0].line == 20


def test_how_something_is_rated_is_not_looked_for(indexed: Searcher) -> None:
    assert not indexed.search("票价太高").hits


def test_all_terms_must_be_there(searcher: Searcher, report: Report) -> None:
    results = searcher.exact("农民工 工资")

    assert lines(results, HitKind.EXACT) == [60]
    assert set(quotes(report, results.hits[0])) == {"农民工", "工资"}


def test_an_unwanted_term_must_not(searcher: Searcher) -> None:
    with_it = {hit.line for hit in searcher.search("养老").hits}
    without = {hit.line for hit in searcher.search("养老 -托育").hits}

    assert {20, 38, 60} <= with_it
    assert not without & {20, 38, 60}
    assert 16 in without


def test_a_quoted_phrase_is_taken_at_its_word(searcher: Searcher) -> None:
    assert [group.kind for group in searcher.search("“看病”").groups] == [HitKind.EXACT]


def test_a_part_bounds_the_search(searcher: Searcher, report: Report) -> None:
    first, second, _ = report.parts

    assert [hit.line for hit in searcher.exact("老旧小区", first.id).hits] == [14]
    assert [hit.line for hit in searcher.exact("老旧小区", second.id).hits] == [52]
    assert first.line in [hit.line for hit in searcher.exact("回顾", first.id).hits]


def test_a_section_bounds_it_too(searcher: Searcher, report: Report) -> None:
    section = next(node for node in report.nodes if node.kind is NodeKind.SECTION)

    assert {hit.line for hit in searcher.search("营商环境", section.id).hits} <= {
        25,
        26,
        27,
        28,
        29,
    }


def test_a_searcher_ends_with_the_last_that_knows_it(report: Report) -> None:
    """With it go the folded texts: Python looks for garbage but seldom."""
    searcher = Searcher(report)
    searcher.exact("教育", report.parts[0].id)
    known = weakref.ref(searcher)
    del searcher
    assert known() is None


def test_a_paragraph_is_in_one_group_only(searcher: Searcher) -> None:
    for query in ("养老", "5%", "住房", "yanglao", "农民工 工资"):
        numbers = [hit.paragraph for hit in searcher.search(query).hits]
        assert len(numbers) == len(set(numbers))


def test_hits_that_cross_the_border_of_words_come_last(indexed: Searcher) -> None:
    assert lines(indexed.search("外资"), HitKind.EXACT) == [48, 23, 12, 32]


def test_zero_hits_offer_each_word_alone_and_headings(searcher: Searcher) -> None:
    assert searcher.search("宇宙飞船 “电动轮椅”").groups == ()

    offer = searcher.suggest("宇宙飞船 “电动轮椅”")

    assert [(results.query, results.hits[0].line) for results in offer.words] == [("电动轮椅", 48)]
    assert offer.headings == ()


def test_the_nearest_heading_comes_first(searcher: Searcher) -> None:
    assert searcher.suggest("星际投资与消费贷").headings[0].text.startswith("（二）扩投资、促消费")


def test_json_names_paragraphs_lines_and_spans(searcher: Searcher, report: Report) -> None:
    hit = searcher.exact("枫桥经验").hits[0]
    start = report.paragraph(60).text.index("枫桥经验")

    assert as_json(searcher.exact("枫桥经验")) == {
        "query": "枫桥经验",
        "groups": [
            {
                "kind": "exact",
                "hits": [
                    {
                        "paragraph": 60,
                        "line": 61,
                        "citation": "二（七）第4段",
                        "spans": [[start, start + 4]],
                        "score": round(hit.score, 3),
                    }
                ],
            }
        ],
    }


ODD_INPUT = [
    *["", " ", "-", "- - -", "-" * 10_000, "，。", '"', "“”", '"' * 10_000, "百分之", "1" * 10_000],
    *["a" * 10_000, "a" * 255 + "养", "养老" * 5_000, " ".join(map(chr, range(0x4E00, 0x6188)))],
    *["😀", "\x00\x1b[31m", "\ud800", "a:b", "*", "~", "NOT", "[/red]"],
]


@pytest.mark.parametrize("query", ODD_INPUT)
def test_any_input_is_answered(searcher: Searcher, query: str) -> None:
    for results in (searcher.exact(query), searcher.search(query)):
        assert results.query == query
        assert all(group.hits for group in results.groups)
    assert all(len(offered.query) > 1 for offered in searcher.suggest(query).words)


def test_a_part_of_a_character_is_no_likeness(searcher: Searcher, report: Report) -> None:
    """A hit must be shown and gone to, and v类 does not stand in Ⅳ类."""
    assert any("Ⅳ类" in p.text for p in report.paragraphs)
    assert all(hit.spans for hit in searcher.search("v类型").hits)


def test_of_many_paragraphs_each_is_found_by_its_characters() -> None:
    """Whose places are bits of one integer for each character."""
    texts = [f"{chr(0x4E00 + at)}的{chr(0x4E00 + at // 9)}。" for at in range(300)]
    pages = Pages(pages_of(parse("政府工作报告\n各位代表：\n一、工作回顾\n" + "\n".join(texts))))
    for asked in ("的", "丁的", "丁一", "丂", "x", "丁龟的"):
        having = [n for n, p in pages.items() if set(asked) <= set(p.folded.text)]
        assert pages.with_characters(asked) == having
