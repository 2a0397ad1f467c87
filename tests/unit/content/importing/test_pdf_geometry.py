"""Where characters stand on a page decides what is read, and no font of the machine does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content.importing.formats import UP, Extract
from content.importing.glyphs import Glyph
from content.importing.pdf import read
from content.importing.print_tables import by_records
from content.importing.rows import GlyphRow, row_text, to_rows

TEXT = (
    "地区生产总值∶增长，比重为三比二，政府工作报告各位代表"
    "现在我代表市人民政府向大会报告工作请予审议"
)
CODES = {sign: 100 + at for at, sign in enumerate(dict.fromkeys(TEXT))}
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar %b endbfchar endcmap "
    b"end end"
) % (len(CODES), b"".join(b"<%04X> <%04X>" % (code, ord(s)) for s, code in CODES.items()))


def page_of(font: bytes, operators: bytes, *more: bytes) -> bytes:
    """A PDF file of one page with one font; `more` are the objects from the sixth on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(operators), operators),
        font,
        *more,
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(places)) + trailer


@pytest.mark.parametrize(
    ("encoding", "ordering", "code"),
    [
        (b"GBK-EUC-H", b"GB1", lambda sign: sign.encode("gbk")),
        (b"GB-EUC-H", b"GB1", lambda sign: sign.encode("gb2312")),
        (b"UniGB-UCS2-H", b"GB1", lambda sign: sign.encode("utf-16-be")),
        (b"UniGB-UTF16-H", b"GB1", lambda sign: sign.encode("utf-16-be")),
        (b"Identity-H", b"Identity", lambda sign: CODES[sign].to_bytes(2, "big")),
    ],
)
@pytest.mark.parametrize("matrix", [b"16 0 0 16 %d %d Tm", b"16 0 0 -16 %d %d Tm"])
def test_fonts_that_are_named_only(
    encoding: bytes, ordering: bytes, code: Callable[[str], bytes], matrix: bytes
) -> None:
    """Drawn character by character, size 1 scaled by the matrix, upside down or not."""
    flip = b"1 0 0 -1 0 800 cm " if b"-16" in matrix else b""
    rows = [
        matrix % (80 + 16 * (at % 26), 700 + 28 * (at // 26) * (1 if flip else -1))
        + b" <%b> Tj " % code(sign).hex().encode()
        for at, sign in enumerate(TEXT)
    ]
    name = b"FangSong_GB2312"
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/%b/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(%b)"
        b"/Supplement 2>>/DW 1000>>]%b>>"
    ) % (name, encoding, name, ordering, b"/ToUnicode 6 0 R" * (ordering == b"Identity"))
    stream = b"<</Length %d>>stream\n%b\nendstream" % (len(TO_UNICODE), TO_UNICODE)
    extract = read(page_of(font, flip + b"BT /F1 1 Tf " + b"".join(rows) + b"ET", stream), "a.pdf")
    assert "".join(extract.text.split()) == TEXT
    told = f"PDF里{len(TEXT)}个文字对象，读出{len(TEXT)}个字符。"
    assert extract.remarks[0].text.startswith(told)


def test_text_across_the_page_is_left_out_and_told() -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    words = b"BT /F1 12 Tf 80 700 Td (It is the text of a page of some lines and words) Tj ET "
    across = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (DRAFT) Tj ET"
    extract = read(page_of(font, words + across), "a.pdf")
    assert extract.text == "It is the text of a page of some lines and words\n"
    assert [r.removed for r in extract.remarks if r.removed] == ["DRAFT"]


def test_a_gap_within_a_text_object_is_no_blank() -> None:
    """As where what stands between two quotation marks is drawn in another font."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000>>]>>"
    )

    def code(words: str) -> bytes:
        return words.encode("utf-16-be").hex().encode()

    quotes = b"80 700 Td [<%b> -3000 <%b>] TJ " % (code("“"), code("”"))
    rest = b"16 0 Td <%b> Tj 0 -30 Td <%b> Tj ET" % (code("微改革"), code(TEXT))
    extract = read(page_of(font, b"BT /F1 16 Tf " + quotes + rest), "a.pdf")
    assert extract.text.startswith("“微改革”")


def glyphs(
    text: str, left: float, base: float = 0, size: float = 10, step: float = 1
) -> list[Glyph]:
    made = []
    for sign in text:
        wide = size * (1 if sign > "\u2010" else 0.5)
        made.append(Glyph(sign, left, left + wide, base, size))
        left += wide * step
    return made


def text_of(row: GlyphRow, *, meaningless: bool = False) -> tuple[str, int]:
    return row_text(row, meaningless=meaningless)


def test_raised_and_lowered_characters_stay_in_their_row() -> None:
    page = [
        *glyphs("货币", 0),
        *glyphs("2", 20, -2, 6),
        *glyphs("增长", 24),
        *glyphs("下行", 0, -16),
    ]
    page += glyphs("③", 44, 3.5, 6)
    assert [text_of(row)[0] for row in to_rows(page)] == [f"货币2增长{UP.format('③')}", "下行"]


def test_a_raised_number_is_no_part_of_the_figure_behind_it() -> None:
    page = [
        *glyphs("国债", 0),
        *glyphs("[1]", 20, 5, 6),
        *glyphs("6万m", 32),
        *glyphs("2", 52, 5, 6),
    ]
    (row,) = to_rows([*page, *glyphs("。", 56)])
    told = Extract(text_of(row)[0]).without_note_marks()
    assert (told.text, told.remarks[0].removed) == ("国债6万m2。", "[1]")


def test_the_raised_number_of_a_note_itself_stays() -> None:
    (row,) = to_rows([*glyphs("[12]", 0, 5, 6), *glyphs("国债指的是", 24)])
    text = text_of(row)[0]
    assert text == f"{UP.format('[12]')}国债指的是"
    assert Extract(text).without_note_marks().text == "[12]国债指的是"


@pytest.mark.parametrize(
    ("pieces", "text", "dropped"),
    [
        ([("2024", 0), ("年", 23)], "2024年", 1),
        ([("2024 ", 0), ("年", 25)], "2024年", 1),
        ([("区长", 0), ("某某", 36)], "区长\u3000某某", 0),
        ([("区长\u3000某某", 0)], "区长\u3000某某", 0),
        ([("Natural", 0), ("Gas", 39)], "Natural Gas", 0),
        ([("下降25%", 0), ("左右", 48)], "下降25%左右", 1),
    ],
)
def test_gaps_and_blanks(pieces: list[tuple[str, float]], text: str, dropped: int) -> None:
    (row,) = to_rows(glyph for words, left in pieces for glyph in glyphs(words, left))
    assert text_of(row) == (text, dropped)


def test_a_row_stretched_at_each_character_has_no_blanks() -> None:
    """As one of two columns, beside a row that is not."""
    assert text_of(GlyphRow(glyphs("三次产业比例为", 0, step=1.85)))[0] == "三次产业比例为"


def test_the_blanks_of_a_text_layer_mean_nothing() -> None:
    (row,) = to_rows(glyphs("人 民 代 表", 0))
    assert text_of(row, meaningless=True) == ("人民代表", 3)


def rows_of(*lines: list[str], gap: float) -> list[GlyphRow]:
    """Rows whose stretches stand a narrow gap apart, all in the same places."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    page = []
    for nth, line in enumerate(lines):
        left = 0.0
        for words, width in zip(line, widths, strict=True):
            for at, sign in enumerate(words):
                x = left + 10 * at
                page.append(Glyph(sign, x, x + 10, 800 - 20 * nth, 10))
            left += 10 * (width + gap)
    return to_rows(page)


def test_narrow_gaps_in_the_same_places_of_many_rows_part_cells() -> None:
    lines = [["生产总值", "一百二十亿", "增长五成"], ["工业产值", "九十八点亿", "增长六成"]] * 2
    told = [
        [row_text(cell, meaningless=False)[0] for cell in record]
        for record in by_records(rows_of(*lines, gap=0.6))
    ]
    assert told == lines
    assert by_records(rows_of(*lines[:3], gap=0.6)) == [
        [row] for row in rows_of(*lines[:3], gap=0.6)
    ]


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        (["张", "三", "李", "四"], 0.5),
        (["第一", "条", "各位代表"], 0.5),
        (["一、", "各位代表现在"], 0.5),
        (["（一）", "各位代表现在"], 1.5),  # as Word numbers paragraphs, with a tab
        (["1.", "各位代表现在"], 1.5),
        (["●", "各位代表现在"], 1.5),
    ],
)
def test_blanks_that_spread_names_or_part_numbers_make_no_table(
    line: list[str], gap: float
) -> None:
    rows = rows_of(*[line] * 6, gap=gap)
    assert by_records(rows) == [[row] for row in rows]


def test_text_below_a_table_is_no_part_of_a_cell() -> None:
    lines = [
        ["生产总值", "一百亿", "五成"],
        ["工业产值", "九亿", "六成"],
        ["财政收入", "十亿", "一成"],
    ]
    text = GlyphRow(glyphs("各位代表现在我代表市人民政府向大会报告", 0, 740))
    told = by_records([*rows_of(*lines, gap=1.5), text])
    assert [[text_of(cell)[0] for cell in record] for record in told[:3]] == lines
    assert told[3:] == [[text]]


def test_each_row_of_a_table_may_have_a_wide_gap_in_another_place() -> None:
    """The first column is narrow above, the second below: in no row do both gaps show."""
    rows = [("指标", "目标", "结果"), ("生产总值", "5%", "5.2%"), ("财政收入", "6%", "6.1%")]
    page = [
        glyph
        for down, row in enumerate(rows)
        for words, left in zip(row, (0, 45, 74), strict=True)
        for glyph in glyphs(words, left, -18 * down)
    ]
    told = [[text_of(cell)[0] for cell in record] for record in by_records(to_rows(page))]
    assert told == [list(row) for row in rows]
