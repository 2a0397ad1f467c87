"""Searching all reports at once: complete, in order, and each report indexed by itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.report import Paragraph, Role
from content.shelf.manifest import MANIFEST
from index import slips
from index.pages import FoldedParagraph, Pages, pages_of
from index.shelf import candidates, paragraph_index
from index.shelf.shelf_results import shelf_as_json
from index.shelf.shelf_searcher import ShelfSearcher
from index.shelf.stored_page import dump_page, load_page
from index.words.normalise import Span, fold
from index.words.pinyin import Spelling
from tests.unit.index.shelves import TEXTS, SmallShelf, found, scanned

pytestmark = pytest.mark.xdist_group("shelf")  # built once, not by every worker


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SmallShelf:
    """Four reports; not to be changed."""
    return SmallShelf(tmp_path_factory.mktemp("shelf") / "reports")


@pytest.fixture(scope="module")
def indexed(
    shelf: SmallShelf,
    wordy: Callable[[Path], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ShelfSearcher]:
    with shelf.searched(wordy(tmp_path_factory.mktemp("indexed") / "cache")) as searcher:
        assert searcher.is_indexed
        yield searcher


@pytest.fixture(scope="module")
def in_memory(shelf: SmallShelf) -> Iterator[ShelfSearcher]:
    with shelf.searched() as searcher:
        assert not searcher.is_indexed
        yield searcher


@pytest.fixture(params=["indexed", "in_memory"])
def searcher(request: pytest.FixtureRequest) -> ShelfSearcher:
    """Either of the two: what a test shows holds with an index on disk and without."""
    searcher = request.getfixturevalue(request.param)
    assert isinstance(searcher, ShelfSearcher)
    return searcher


# What is found


def test_nothing_is_missed_and_nothing_made_up(searcher: ShelfSearcher, shelf: SmallShelf) -> None:
    reports = shelf.reports()
    texts = [fold(p.text) for report in reports.values() for p in report.paragraphs]
    stretches = {
        text[at : at + length]
        for text in texts
        for length in (1, 2, 3, 5)
        for at in range(len(text))
        if text[at : at + length].isalnum()
    }
    assert len(stretches) > 1000

    wrong = [
        stretch
        for stretch in sorted(stretches)
        if set(found(searcher.exact(stretch))) != scanned(reports, stretch)
    ]

    assert wrong == []


SIGNS = st.sampled_from("养老服务务服5%３.,“”（）年 aAⅣ②㎡万〇\u200b\U00020000")


@given(
    texts=st.lists(st.text(SIGNS, min_size=1, max_size=30), min_size=1, max_size=3),
    query=st.text(SIGNS, min_size=1, max_size=4),
)
@settings(max_examples=40)  # each makes a shelf
def test_whatever_stands_in_a_report_is_found(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], query: str
) -> None:
    """As a plain scan finds it, and by the whole search too."""
    wanted = fold(query).strip()
    folder = tmp_path_factory.mktemp("any") / "reports"
    shelf = SmallShelf(folder, {"2024": "报告\n" + "\n".join(texts)})
    with shelf.searched() as searcher:
        if wanted and any(character.isalnum() for character in wanted):
            quoted = f'"{query.strip()}"'.replace("“", "").replace("”", "")
            expected = scanned(shelf.reports(), fold(quoted.strip('"')).strip())
            assert set(found(searcher.exact(quoted))) >= expected
            assert set(found(searcher.search(quoted))) >= expected


@pytest.mark.parametrize("query", ["第一部分的增长", "增长 第一部分", "报告第1部分里的增长"])
def test_what_is_asked_of_a_part_is_looked_for_in_that_part(
    searcher: ShelfSearcher, query: str
) -> None:
    """Of a part that has nothing of it, it is looked for everywhere."""
    in_first = searcher.search(query).reports
    assert [report.report.id for report in in_first][:3] == ["2024", "2023", "2022"]
    for report in in_first:
        for group in report.groups:
            assert group.note.endswith("只列第一部分中的")
            assert {hit.citation[0] for hit in group.hits} == {"一"}
    assert searcher.search(query.replace("第一", "第九").replace("第1", "第9")).reports


@pytest.mark.parametrize(
    "query", ["工作回顾部分的投资", "投资 工作回顾那部分", "工作回顾一节里投资"]
)
def test_what_is_asked_of_a_part_by_its_words_is_looked_for_in_that_part(
    searcher: ShelfSearcher, query: str
) -> None:
    in_first = searcher.search(query).reports
    assert [report.report.id for report in in_first] == ["2024", "2023", "2022"]
    for report in in_first:
        for group in report.groups:
            assert group.note.endswith("只列“工作回顾”部分中的")
            assert {hit.citation[0] for hit in group.hits} == {"一"}
    everywhere = searcher.search("投资 月球探索部分").reports
    assert everywhere
    assert not any("只列" in g.note for r in everywhere for g in r.groups)


def test_the_whole_search_begins_with_the_exact_one(searcher: ShelfSearcher) -> None:
    for query in ("养老", "5%", "教育", "外资"):
        exact = found(searcher.exact(query))
        assert exact
        assert exact.items() <= found(searcher.search(query)).items()


@pytest.mark.parametrize("query", ["养老", "5%", "长者食堂", "yanglao", "教育 -食堂"])
def test_every_hit_can_be_shown(searcher: ShelfSearcher, query: str) -> None:
    results = searcher.search(query)
    assert results.reports
    for report in results.reports:
        for group in report.groups:
            for hit in group.hits:
                text = report.text(hit.paragraph)
                assert all(0 <= start < end <= len(text) for start, end in hit.spans)


def test_paragraphs_have_the_numbers_and_places_of_their_report(
    searcher: ShelfSearcher, shelf: SmallShelf
) -> None:
    reports = shelf.reports()
    for hits in searcher.exact("教育").reports:
        for hit in hits.groups[0].hits:
            paragraph = reports[hits.report.id].paragraph(hit.paragraph)
            assert hit.citation == paragraph.citation
            assert hit.line == paragraph.line
            assert hits.text(hit.paragraph) == paragraph.text


def test_the_newest_comes_first_among_those_that_have_it(searcher: ShelfSearcher) -> None:
    assert [hits.report.id for hits in searcher.search("教育").reports][:3] == [
        "2024",
        "2023",
        "2022",
    ]


def test_a_better_kind_of_hit_comes_before_a_newer_report(searcher: ShelfSearcher) -> None:
    newer, older = "“长者”食堂", "长者食堂"
    assert newer in TEXTS["2024"]
    assert older in TEXTS["2023"]

    assert [hits.report.id for hits in searcher.search(older).reports][:2] == ["2023", "2024"]


def test_of_what_is_only_related_the_best_comes_first(tmp_path: Path) -> None:
    little = (
        "报告\n各位代表：\n一、工作\n养老事业和其他各项事业都有了发展，教育、文化、体育都好。\n"
    )
    much = "报告\n各位代表：\n一、工作\n（一）养老。办好养老服务机构，养老服务人员得到培训。\n"
    shelf = SmallShelf(tmp_path / "reports", {"2024": little, "2020": much})
    with shelf.searched() as searcher:
        results = searcher.search("养老服务机构人员培训")
        assert next(hits.report.id for hits in results.reports) == "2020"


def test_a_word_across_the_border_of_two_comes_last_in_its_report(indexed: ShelfSearcher) -> None:
    scores = {
        hits.report.id: hits.groups[0].hits[0].score for hits in indexed.exact("外资").reports
    }
    assert scores["2022"] < 0 < scores["2021"]


@pytest.mark.parametrize(
    ("query", "text"),
    [("wushuichuli", "污水处理"), ("wushuichul", "污水处理"), ("wscl", "污水处理")],
)
def test_pinyin_is_heard_across_the_shelf(searcher: ShelfSearcher, query: str, text: str) -> None:
    (report,) = searcher.search(query).reports
    (hit,) = report.groups[0].hits
    assert [report.text(hit.paragraph)[slice(*span)] for span in hit.spans] == [text]


@pytest.mark.parametrize("query", ["污水处里率", "污水处率", "污水理处率", "基本养老保显"])
def test_a_slip_is_understood_across_the_shelf(indexed: ShelfSearcher, query: str) -> None:
    kinds = {group.kind.value for hits in indexed.search(query).reports for group in hits.groups}
    assert kinds & {"slip", "homophone"}


@pytest.mark.parametrize(
    ("way", "sought"),
    [
        (Spelling.full, "yanglao"),
        (Spelling.begun, "fazh"),
        (Spelling.initials, "zf"),
        (Spelling.sounding, ["fa", "zhan"]),
        (Spelling.sounding_alike, ["gong", "zuo"]),
    ],
)
def test_a_report_in_one_piece_sounds_as_its_paragraphs_do(
    way: Callable[[Spelling, Any], Iterator[Span]], sought: Any, shelf: SmallShelf
) -> None:
    pages = pages_of(shelf.reports()["2024"])
    alone = {
        number: list(way(Spelling(page.folded.text), sought)) for number, page in pages.items()
    }

    assert any(alone.values())
    found = Pages(pages).sounding(way, sought)
    assert found == {number: places for number, places in alone.items() if places}


def test_nothing_found_offers_the_words_alone(searcher: ShelfSearcher) -> None:
    assert searcher.search("“污水食堂”").reports == ()
    assert [alone.query for alone in searcher.suggest("污水 食堂")] == ["污水", "食堂"]


@given(st.text(st.sampled_from("一养臺〇Ⅳ㎡﹏\u200b“”，。％Ａa.,\ufe0f①ﬁ"), max_size=12))
def test_a_kept_paragraph_is_folded_as_it_was(text: str) -> None:
    page = FoldedParagraph(Paragraph(7, 3, 3, text, Role.BODY, 1, 1, "一第1段"), "甲", "乙", 2024)
    kept = load_page(7, dump_page(page, "d"))

    assert kept.paragraph == page.paragraph
    assert (kept.folded.text, [*kept.folded.origins]) == (page.folded.text, [*page.folded.origins])
    assert (kept.heading, kept.part, kept.year) == ("甲", "乙", 2024)


def test_json_names_the_report_of_each_hit(searcher: ShelfSearcher) -> None:
    answer = shelf_as_json(searcher.search("“污水”"))
    assert answer["query"] == "“污水”"
    reports = answer["reports"]
    assert isinstance(reports, list)
    (report,) = reports
    assert (report["report"], report["title"]) == ("2021", "2021年报告")
    assert report["groups"][0]["hits"][0]["paragraph"] == 4


@pytest.mark.parametrize("above", ["", "2024年1月9日区长张三在某区第九届人代会上作政府工作报告\n"])
def test_a_report_is_named_by_place_year_and_kind_where_its_title_is_silent(
    above: str, tmp_path: Path
) -> None:
    shelf = SmallShelf(tmp_path / "reports", {"2024": above + TEXTS["2024"]})
    manifest = 'id = "a"\ntitle = "我的报告"\ntext = "report.txt"\nyear = 2024\nplace = "某区"\n'
    (shelf.root / "2024" / MANIFEST).write_text(manifest, encoding="utf-8")
    with shelf.searched() as searcher:
        (hits,) = searcher.exact("教育").reports
        assert hits.report.full_title == "我的报告（某区2024年政府工作报告）"


# Many reports


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShelfSearcher]:
    """A hundred reports, of which each has 教育 and every tenth 污水处理."""
    texts = {
        str(
            1900 + at
        ): f"报告\n各位代表：\n一、工作\n办好教育{at}件事。{'污水处理。' * (at % 10 == 0)}\n"
        for at in range(100)
    }
    with SmallShelf(tmp_path_factory.mktemp("many") / "reports", texts).searched() as searcher:
        yield searcher


def test_of_many_only_those_are_searched_that_are_asked_for(many: ShelfSearcher) -> None:
    results = many.search("教育")

    assert [hits.report.id for hits in results.first(3)] == ["1999", "1998", "1997"]
    assert not results.is_complete
    assert results.possible == 100
    assert len(results.so_far) == 3
    assert [hits.report.id for hits in results.reports] == [str(1999 - at) for at in range(100)]
    assert results.is_complete


def test_only_what_stands_nowhere_is_looked_for_as_a_slip(
    searcher: ShelfSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pasted text has many words, each of them many slips, and many paragraphs have those."""
    looked_for = []

    def near(text: str) -> list[str]:
        looked_for.append(text)
        return []

    monkeypatch.setattr(slips, "near", near)
    searcher.search("便民菜店 污水处理率 社会保章").first(1)

    assert looked_for == ["社会保章"]


class OtherOrder(SmallShelf):
    """A shelf whose reports are indexed in the other order."""

    def folders(self) -> list[Path]:
        return super().folders()[::-1]


@pytest.mark.parametrize(
    "query", ["教育的发展", "发展 环境", "“发展” 老人", "jiaoyuhao", "教肓发展"]
)
def test_what_is_found_does_not_depend_on_the_order_of_indexing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Also where so many paragraphs have a word that only some are looked at."""
    monkeypatch.setattr(paragraph_index, "LONG", 8)
    monkeypatch.setattr(candidates, "MOST", 4)
    texts = {
        str(year): "政府工作报告\n各位代表：\n一、工作回顾\n"
        + "".join(
            f"{year + at}项发展{'' if at % 3 else '教育'}好环境老人\n" for at in range(1 + year % 4)
        )
        for year in range(1980, 2000)
    }
    first = SmallShelf(tmp_path / "reports", texts)
    asked = []
    for shelf, read_whole in ((first, 40), (OtherOrder(first.root, {}), 40), (first, 0)):
        monkeypatch.setattr(paragraph_index, "_READ_WHOLE", read_whole)
        with shelf.searched() as searcher:
            asked.append([(r.report.id, r.groups) for r in searcher.search(query).reports])
    assert asked[0] == asked[1] == asked[2] != []


def test_what_marks_leave_of_a_character_is_not_looked_for_everywhere(many: ShelfSearcher) -> None:
    """Nothing is found by it in a paragraph, and thousands of reports took seconds."""
    assert many.search("育”").possible < 100


def test_what_is_here_is_known_before_its_turn(many: ShelfSearcher) -> None:
    results = many.exact("教育")
    results.first(3)
    (hit,) = results.of("1902").hits
    assert hit.paragraph == 4
    assert results.of("1800").hits == ()


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_the_reports_of_the_corpus_are_searched_completely(
    corpus: Path, tmp_path: Path, step: int
) -> None:
    """Every fifth of them, or all."""
    paths = sorted(corpus.glob("*.txt"))[::step]
    texts = {str(1900 + at): path.read_text(encoding="utf-8") for at, path in enumerate(paths)}
    shelf = SmallShelf(tmp_path / "reports", texts)
    reports = shelf.reports()
    folded = [fold(p.text) for report in reports.values() for p in report.paragraphs]
    dice = random.Random(1)
    with shelf.searched() as searcher:
        for _ in range(200):
            text = dice.choice(folded)
            at = dice.randrange(len(text))
            stretch = text[at : at + dice.randint(1, 6)].strip()
            if stretch.isalnum():
                assert set(found(searcher.exact(stretch))) == scanned(reports, stretch)
