"""PDF files: printed lines become paragraphs again, whatever the page adds."""

from __future__ import annotations

import pytest

from content.errors import Problem
from content.importing.columns import by_columns
from content.importing.formats import UP
from content.importing.glyphs import Glyph
from content.importing.pdf import read as read_pdf
from content.importing.printed import PrintedLine, join_printed
from content.importing.rows import GlyphRow
from tests.unit.content.importing.papers import pdf_file, pdf_in_columns
from tests.unit.content.parsing.samples import PRIMARY

WIDTH = 30
SIZE = 10.0


def printed(
    paragraphs: list[str], *, indent: int = 2, gap: float = 0, rows: int = 20, foot: str = ""
) -> list[PrintedLine]:
    """Paragraphs set in lines of `WIDTH` characters on pages of so many rows."""
    lines: list[PrintedLine] = []
    height = 0.0
    page = 1
    count = 0
    for paragraph in paragraphs:
        start = 0
        height += gap
        while start < len(paragraph):
            if count == rows:
                if foot:
                    words = foot.format(page)
                    lines.append(
                        PrintedLine(words, page, 150, 150 + SIZE * len(words), 20, SIZE, SIZE)
                    )
                page, count, height = page + 1, 0, 0.0
            shift = indent if not start else 0
            words = paragraph[start : start + WIDTH - shift]
            left = 50 + SIZE * shift
            lines.append(
                PrintedLine(words, page, left, left + SIZE * len(words), 700 - height, SIZE, SIZE)
            )
            start += len(words)
            count += 1
            height += 16
    return lines


PARAGRAPHS = [paragraph.text.strip() for paragraph in PRIMARY.paragraphs[5:]]


@pytest.mark.parametrize("rows", [7, 20, 23, 500])
@pytest.mark.parametrize("foot", ["", "— {} —", "{}", "第{}页"])
def test_indents_show_the_paragraphs(rows: int, foot: str) -> None:
    lines = printed(PARAGRAPHS, rows=rows, foot=foot)
    text, remarks = join_printed(lines)
    assert text.split("\n")[:-1] == PARAGRAPHS
    assert len(remarks) == sum(line.base == 20 for line in lines)
    assert all(remark.removed for remark in remarks)


def test_gaps_show_the_paragraphs() -> None:
    text, _ = join_printed(printed(PARAGRAPHS, indent=0, gap=9))
    assert text.split("\n")[:-1] == PARAGRAPHS


def test_indents_show_the_paragraphs_where_numbers_kept_whole_leave_hardly_a_line_full() -> None:
    lines = []
    for row, width in enumerate([20, 24, 28, 22, 26, 21, 25, 27, 23, 20]):
        left, base = 50 + 2 * SIZE, 700 - 32 * row
        right = left + SIZE * width
        lines.append(PrintedLine("收" * width, 1, left, right, base, SIZE, SIZE))
        lines.append(PrintedLine("101.2%。", 1, 50, 50 + 4 * SIZE, base - 16, SIZE, SIZE))
    text, _ = join_printed(lines, width=400)
    assert [row.lstrip("收") for row in text.split("\n")[:-1]] == ["101.2%。"] * 10


def hung(text: str, mark: float, deep: float, base: float) -> list[PrintedLine]:
    """A paragraph whose first line begins at a place, and all others deeper, in characters."""
    lines: list[PrintedLine] = []
    while text:
        left = 50 + SIZE * (deep if lines else mark)
        words = text[: int((350 - left) / SIZE)]
        text = text[len(words) :]
        right = left + SIZE * len(words)
        lines.append(PrintedLine(words, 1, left, right, base - 16 * len(lines), SIZE, SIZE))
    return lines


@pytest.mark.parametrize(("mark", "deep"), [(0, 2), (0, 4.5), (1, 2), (2, 5)])
@pytest.mark.parametrize("number", ["一、", "（一）", "1. ", "●"])
def test_lines_that_hang_below_the_text_behind_a_number_go_on(
    number: str, mark: float, deep: float
) -> None:
    words = "".join(chr(0x5000 + at) for at in range(700))
    lengths = (22, 124, 270, 353, 488)
    items = [f"{number}{words[at * 100 : end]}二，规模增长。" for at, end in enumerate(lengths)]
    paragraphs = [words[500:570], *items, words[600:670]]
    lines: list[PrintedLine] = []
    for text in paragraphs:
        base = lines[-1].base - 16 if lines else 3000
        lines += hung(text, 2, 0, base) if text in words else hung(text, mark, deep, base)
    assert join_printed(lines)[0].split("\n")[:-1] == paragraphs


def test_a_paragraph_begins_below_a_heading_that_fills_its_line() -> None:
    paragraphs = ["一、" + "工" * 28, "现在报告工作" * 12 + "。"] * 2
    lines: list[PrintedLine] = []
    for at, text in enumerate(paragraphs):
        lines += hung(text, 2 * (at % 2), 0, 3000 - 100 * at)
    assert join_printed(lines)[0].split("\n")[:-1] == paragraphs


def test_without_either_a_short_line_ends_a_paragraph() -> None:
    paragraphs = [text for text in PARAGRAPHS if len(text) % WIDTH not in (0, WIDTH - 1)]
    text, _ = join_printed(printed(paragraphs, indent=0))
    assert text.split("\n")[:-1] == paragraphs


def test_where_nothing_shows_a_paragraph_the_doubt_is_noted() -> None:
    full = "改" * (2 * WIDTH - 1) + "。"
    text, remarks = join_printed(printed([full, *PARAGRAPHS], indent=0))
    assert text.startswith(full + PARAGRAPHS[0])
    assert "可能另起一段" in remarks[0].text


def test_a_blank_at_a_line_end_parts_two_latin_words() -> None:
    lines = [
        PrintedLine("推广Natural ", 1, 70, 350, 700, SIZE, SIZE),
        PrintedLine("Gas的使用。", 1, 50, 120, 684, SIZE, SIZE),
        PrintedLine("推广天然气", 1, 70, 350, 668, SIZE, SIZE),
    ]
    assert join_printed(lines)[0] == "推广Natural Gas的使用。\n推广天然气\n"


def test_a_running_head_with_a_date_is_known_by_its_place() -> None:
    lines = printed(PARAGRAPHS, rows=12)
    pages = max(line.page for line in lines)
    for page in range(1, pages + 1):
        lines.append(PrintedLine(f"2024/1/30 10:0{page % 10}", page, 50, 120, 800, SIZE, SIZE))
    text, remarks = join_printed(lines)
    assert text.split("\n")[:-1] == PARAGRAPHS
    assert len(remarks) == pages


def test_two_pages_are_enough_to_know_what_a_browser_prints_on_each() -> None:
    lines = printed(PARAGRAPHS[:4], rows=20)
    assert lines[-1].page == 2
    for page in (1, 2):
        lines.append(PrintedLine("1/30/24, 2:39 PM　报告", page, 30, 200, 800, 8, 8))
        lines.append(PrintedLine(f"file:///a.html {page}/2", page, 30, 200, 17, 8, 8))
    text, remarks = join_printed(sorted(lines, key=lambda line: (line.page, -line.base)))
    assert text.split("\n")[:-1] == PARAGRAPHS[:4]
    assert len(remarks) == 4


def test_a_last_page_of_single_lines_has_the_margin_of_the_others() -> None:
    lines = printed(PARAGRAPHS[:4], rows=50)
    assert lines[-1].page == 1
    heads = ["一、工作回顾", "过去的一年极不平凡。", "二、工作安排", "今年的任务十分繁重。"]
    lines += [line._replace(page=2) for line in printed(heads)]
    assert join_printed(lines)[0].split("\n")[4:-1] == heads


def test_a_heading_at_the_margin_stands_below_a_full_line() -> None:
    full = "监" * (3 * WIDTH - 3) + "。"
    words = [*PARAGRAPHS[:4], full, "二、2026年工作安排", *PARAGRAPHS[4:8]]
    lines = printed(words)
    at = next(at for at, line in enumerate(lines) if line.text.startswith("二、2026"))
    shift = lines[at].left - 50
    lines[at] = lines[at]._replace(left=50, right=lines[at].right - shift)
    assert join_printed(lines)[0].split("\n")[:-1] == words


@pytest.mark.parametrize("mark", ["1 ", "[1]", "①", UP.format("[1]")])
def test_footnotes_stand_behind_the_text_and_tear_no_paragraph(mark: str) -> None:
    lines = printed(PARAGRAPHS, rows=20)
    first = [line for line in lines if line.page == 1]
    notes = [f"{mark}三新：新技术、", "新产业。", f"{mark}四强：企业。"]
    for row, words in enumerate(notes):
        first.append(PrintedLine(words, 1, 50, 350, 100 - 12 * row, 7, 7))
    text, remarks = join_printed(first + [line for line in lines if line.page > 1])
    moved = ["注释", f"{mark}三新：新技术、新产业。", f"{mark}四强：企业。"]
    assert text.split("\n")[:-1] == PARAGRAPHS + moved
    assert "2条脚注" in remarks[0].text


@pytest.mark.parametrize("pages", [1, 2])
def test_a_list_in_small_type_stays_where_it_stands(pages: int) -> None:
    lines = printed([*PARAGRAPHS[:4], "附件：名词解释"], rows=50)
    items = [f"{number}．词{number}：解释。" for number in range(1, 5)]
    for row, words in enumerate(items):
        lines.append(PrintedLine(words, 1 + row * pages // 5, 71, 150, 100 - 12 * row, 7, 7))
    lines += [line._replace(page=3) for line in printed(PARAGRAPHS[4:])]
    assert join_printed(lines)[0].split("\n")[4:9] == ["附件：名词解释", *items]


def test_a_long_footnote_goes_on_at_the_foot_of_the_next_page() -> None:
    lines = printed(PARAGRAPHS, rows=20)
    feet = {1: ["1三新：" + "词" * 30], 2: ["解释。", "2四强：企业。"]}
    for page, foot in feet.items():
        notes = [PrintedLine(words, page, 50, 350, 100, 7, 7) for words in foot]
        at = next(at for at, line in enumerate(lines) if line.page > page)
        lines[at:at] = notes
    moved = ["注释", f"{feet[1][0]}解释。", "2四强：企业。"]
    assert join_printed(lines)[0].split("\n")[:-1] == PARAGRAPHS + moved


@pytest.mark.parametrize(("indent", "size"), [(28, 14), (36, 18)])
def test_a_real_file(indent: int, size: int) -> None:
    extract = read_pdf(
        pdf_file(["某市", "报告", "一", "二", *PARAGRAPHS], indent=indent, size=size), "a.pdf"
    )
    assert extract.text.split("\n")[4:-1] == PARAGRAPHS


def test_damage_anywhere_is_a_problem_and_no_crash() -> None:
    whole = pdf_file(PARAGRAPHS[:8])
    for cut in range(8, len(whole), len(whole) // 10):
        for data in (whole[:cut], whole[:cut] + b"\xff" * 60 + whole[cut + 60 :]):
            assert outcome(data) in ("read", "PDF")


def outcome(data: bytes) -> str:
    try:
        read_pdf(data, "a.pdf")
    except Problem as problem:
        return problem.message[:3]
    return "read"


@pytest.mark.parametrize("row_by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(row_by_row: bool) -> None:
    text = read_pdf(pdf_in_columns(PARAGRAPHS[:26], row_by_row=row_by_row), "报告.pdf").text
    assert ["".join(line.split()) for line in text.splitlines()] == [
        "".join(paragraph.split()) for paragraph in PARAGRAPHS[:26]
    ]


def row(words: str, left: float, base: float, width: float = 10) -> GlyphRow:
    return GlyphRow(
        [
            Glyph(word, left + 10 * at, left + 10 * at + width, base, 10)
            for at, word in enumerate(words)
        ]
    )


def rows_at(*lefts: float, width: int = 20, glyph: float = 10) -> list[GlyphRow]:
    rows = [[row("字" * width, left, -20 * line, glyph) for left in lefts] for line in range(10)]
    return [GlyphRow([glyph for one in parts for glyph in one.glyphs]) for parts in rows]


def test_a_row_across_both_columns_parts_them() -> None:
    title = row("题" * 26, 100, 20)
    (ordered,) = by_columns([[title, *rows_at(0, 240)]])
    assert [row.glyphs[0].character for row in ordered] == ["题", *"字" * 20]
    assert [row.base for row in ordered[1:11]] == [-20 * line for line in range(10)]
    assert {row.left for row in ordered[1:]} == {0}  # the right one was moved


def test_a_short_last_page_is_parted_as_the_pages_before_it() -> None:
    last = [*rows_at(0, 240)[:3], *(row("字" * 20, 0, -20 * line) for line in range(3, 10))]
    pages = by_columns([rows_at(0, 240), last])
    assert [row.base for row in pages[1]] == [*(-20 * line for line in range(10)), 0, -20, -40]


def test_a_narrow_gutter_beside_lines_that_end_at_many_places() -> None:
    """A browser leaves one character between columns, and its lines end where words do."""
    lefts = [row("字" * (20 - line % 4), 0, -20 * line) for line in range(10)]
    rows = [
        GlyphRow([*left.glyphs, *row("右" * 20, 210, -20 * line).glyphs])
        for line, left in enumerate(lefts)
    ]
    (ordered,) = by_columns([rows])
    assert [len(row.glyphs) for row in ordered] == [
        *(20 - line % 4 for line in range(10)),
        *[20] * 10,
    ]


def test_a_right_column_of_a_word_on_the_last_page() -> None:
    last = [*rows_at(0)[:3]]
    last[0] = GlyphRow([*last[0].glyphs, *row("奋斗！", 240, 0).glyphs])
    last.append(GlyphRow([*row("页" * 10, 0, -60).glyphs, *row("3", 430, -60).glyphs]))
    pages = by_columns([rows_at(0, 240), last])
    assert [len(row.glyphs) for row in pages[1]] == [20, 20, 20, 10, 3, 1]


def test_a_centred_row_with_a_gap_at_the_gutter_is_one_row() -> None:
    speaker = GlyphRow([*row("某县县长", 170, 20).glyphs, *row("张某某", 240, 20).glyphs])
    (ordered,) = by_columns([[speaker, *rows_at(0, 240)]])
    assert [len(row.glyphs) for row in ordered[:2]] == [7, 20]


def test_headings_side_by_side_are_no_centred_row() -> None:
    both = GlyphRow([*row("一、回顾", 60, -100).glyphs, *row("二、安排", 340, -100).glyphs])
    rows = rows_at(0, 240)
    rows[5] = both
    (ordered,) = by_columns([rows])
    assert [len(row.glyphs) for row in ordered] == [*[20] * 5, 4, *[20] * 4] * 2


def test_one_column_and_a_table_of_short_cells_stay_as_they_are() -> None:
    column = rows_at(0, width=40)
    assert by_columns([column]) == [column]
    narrow = rows_at(*range(0, 400, 10), width=1, glyph=7)
    assert by_columns([narrow]) == [narrow]
    cells = rows_at(0, 240, width=4)
    cells[0] = row("题" * 44, 0, 0)
    wide = GlyphRow([*rows_at(0, 240)[0].glyphs])
    assert by_columns([[*cells, wide]]) == [[*cells, wide]]
