"""What an export looks like, to the byte, and what it never does to a quote."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.paper import markdown_paragraphs, markdown_quote
from review.notes.export import templates
from review.notes.export.amendment import Amendment, read_amendment
from review.notes.export.exporting import Format, exported
from review.notes.export.filters import COLUMNS, minutes, wrap, wrap_list
from review.notes.export.selection import selected
from review.notes.export.template_context import facts
from review.notes.export.templates import copy_to_own, old_ones
from review.notes.model import Kind, Note
from review.typography.linebreak import cell_edges
from tests.small import small_report
from tests.unit.notes.export.exporting import NOW, many_notes, note, primary, three_notes

GOLDEN = Path(__file__).parents[3] / "data" / "exports"


@pytest.fixture(scope="module")
def report() -> Report:
    return primary()


def notes_of(name: str, report: Report) -> list[Note]:
    """The notes of a golden file, which its name tells: 三条-批注清单.txt."""
    if name.startswith("没有"):
        return []
    return three_notes(report) if name.startswith("三条") else many_notes(report)


OLD = Path(__file__).parents[3] / "data" / "kept"


@pytest.fixture
def old_templates() -> None:
    """A user who had changed every template of version 0.1, and so has a copy of it."""
    paths.templates_dir().mkdir(parents=True)
    for path in (OLD / "templates-0.1").iterdir():
        (paths.templates_dir() / path.name).write_bytes(path.read_bytes())


@pytest.mark.parametrize("path", sorted((OLD / "exports-0.1").iterdir()), ids=lambda p: p.name)
def test_a_template_of_version_0_1_gives_what_it_gave(
    path: Path, report: Report, old_templates: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text and Markdown to the byte, lines of the file included; filled in by this process."""
    monkeypatch.setattr(templates, "_fill_apart", templates.fill)
    template, _, suffix = path.name.partition("-")[2].partition(".")
    notes = notes_of(path.name, report)
    text = exported(report, notes, NOW, form=Format(suffix), template=template).text
    assert text.encode() == path.read_bytes()


def test_a_template_of_version_0_1_makes_no_word_document(
    report: Report, old_templates: None
) -> None:
    """It is said why, and what to do; what the user has changed would be missing otherwise."""
    with pytest.raises(Problem, match=r"0\.1版的写法，做不成Word.*--copy 代表建议.*说明\.txt"):
        exported(report, [], NOW, form=Format.DOCX, template="代表建议")
    assert "代表建议.txt" in [path.name for path in old_ones()]
    copy_to_own("代表建议")
    assert exported(report, [], NOW, form=Format.DOCX, template="代表建议").encoded().data


@pytest.mark.parametrize("name", ["各种-批注清单.csv", "各种-批注清单.json"])
def test_data_are_their_golden_file(name: str, report: Report) -> None:
    """CSV and JSON, with every kind of note."""
    form = Format(name.partition(".")[2])
    text = exported(report, many_notes(report), NOW, form=form).text
    assert text.encode() == (GOLDEN / name).read_bytes()


# Laws of the layouts


def test_quotes_are_exact_and_our_own_words_are_nfc() -> None:
    """A decomposed letter in the report stays; one in a note is composed."""
    report = small_report()
    decomposed = "e\u0301"
    paragraphs = [
        dataclasses.replace(p, text=p.text.replace("5G", f"5{decomposed}G"))
        for p in report.paragraphs
    ]
    odd = dataclasses.replace(report, paragraphs=tuple(paragraphs))
    made = note(odd, f"建成5{decomposed}G基站", Kind.MEMO, f"caf{decomposed}", tags=(decomposed,))
    text = exported(odd, [made], NOW).text
    assert f"\n原文：“建成5{decomposed}G基站”\n" in text
    assert "\n批注：caf\u00e9。\n" in text
    assert unicodedata.is_normalized("NFC", text.replace(made.anchor.quote, ""))


def test_the_same_heading_is_printed_once_and_again_when_the_text_returns_to_it() -> None:
    """Notes of a part behind those of its section stand under the part, marked as continued."""
    report = small_report()
    within = note(report, "建成长者食堂20处", Kind.MEMO, "一")
    path = within.anchor.headings
    tail = dataclasses.replace(
        within,
        id="2" * 32,
        anchor=dataclasses.replace(
            within.anchor,
            headings=path[:1],
            segments=tuple(s._replace(start=s.start + 1) for s in within.anchor.segments),
        ),
    )
    groups = facts(report, [tail, within], NOW)["分组"]
    printed = [heading["文字"] for group in groups for heading in group["标题"]]
    assert printed == [*path, f"{path[0]}（续）"]


def test_controls_in_a_note_cannot_steer_a_terminal() -> None:
    """Escape sequences, marks of direction and bells become visible; tabs become blanks."""
    report = small_report()
    made = note(report, "建成5G基站1000个", Kind.MEMO, "红\x1b[31m字\u202e\a\r\n二\t行\x00")
    text = exported(report, [made], NOW).text
    assert "红\ufffd[31m字\ufffd\ufffd" in text
    assert "二 行\ufffd" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_times_are_told_in_the_zone_of_the_export(report: Report) -> None:
    """A note written in another zone shows the hour it was here."""
    made = note(report, "（七）", Kind.MEMO, "时", at="2024-01-31T23:30:00-05:00")
    assert "2024-02-01 12:30" in exported(report, [made], NOW, form=Format.CSV).text


# Wrapping, speaking time, amendments


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(0, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, indent: int) -> None:
    """Joined, the rows give back the text; none but a single character is too wide."""
    rows = wrap(text, indent).split("\n")
    assert "".join("".join(rows).split()) == "".join(text.split())
    for row in rows:
        body = row.strip(" ")
        assert cell_edges(body)[-1] <= COLUMNS - indent or len(body) == 1


@given(st.text("中a、 。", max_size=200), st.integers(0, 60))
def test_an_enumeration_loses_nothing(text: str, indent: int) -> None:
    assert wrap_list(text, indent).replace("\n" + " " * indent, "") == text


@pytest.mark.parametrize("number", [1, 12, 345, 6789])
def test_no_kind_is_parted_from_its_number_in_the_head(number: int) -> None:
    counts = "、".join(f"{kind.label} {number}" for kind in Kind)
    rows = wrap_list(f"共 6 条：{counts}", 26).split("\n")
    assert "".join(row.strip() for row in rows) == f"共 6 条：{counts}"
    assert all(row.endswith("、") for row in rows[:-1])
    assert all(cell_edges(row)[-1] <= COLUMNS for row in (" " * 26 + rows[0], *rows[1:]))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 1), (1, 1), (220, 1), (221, 2), (440, 2), (441, 3)]
)
def test_speaking_time_is_that_of_220_characters_a_minute(count: int, expected: int) -> None:
    """Punctuation and blanks take no time of their own."""
    assert minutes("字，" * count + "\n——（）") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("稳步扩大", Amendment("稳步扩大", "")),
        ("建议改为：甲\n理由：乙", Amendment("甲", "乙")),
        ("　建议改为: 甲\n续甲\n 理由：乙\n续乙", Amendment("甲\n续甲", "乙\n续乙")),
        ("理由：乙\n建议改为：甲", Amendment("甲", "乙")),
        ("甲\n理由：乙", Amendment("甲", "乙")),
        ("先说明\n建议改为：甲", Amendment("甲", "先说明")),
        ("建议改为：甲\n建议改为：丙", Amendment("甲\n丙", "")),
        ("这里建议改为：甲", Amendment("这里建议改为：甲", "")),
        ("", Amendment("", "")),
    ],
)
def test_an_amendment_has_a_proposal_and_a_reason(body: str, expected: Amendment) -> None:
    """Both labels may come in any order, with either colon; without them all is the proposal."""
    assert read_amendment(body)[:2] == expected[:2]


@given(
    st.lists(st.sampled_from(["建议改为：甲", "理由：乙", "丙", "", "建议改为：", "丁理由：戊"]))
)
def test_no_word_of_an_amendment_is_lost(lines: list[str]) -> None:
    proposal, reason, _ = read_amendment("\n".join(lines))
    for word in "甲乙丙丁戊":
        assert (proposal + reason).count(word) == "".join(lines).count(word)


# Markdown


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("*_#`[]<&~|+-1.) \\\t")
    )
)
def test_markdown_shows_every_character_of_a_text(text: str) -> None:
    """A Markdown reader shows the text as it is, as a paragraph and as a quote."""
    if not text:
        return
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    opening, inline, closing = reader.parse(markdown_paragraphs(text))
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert [child.type for child in inline.children or ()] in (["text"], [])
    assert inline.children is not None
    assert "".join(child.content for child in inline.children) == text
    assert [token.type for token in reader.parse(markdown_quote(text))] == [
        "blockquote_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "blockquote_close",
    ]


# Tables


def test_a_table_is_read_back_by_any_reader_of_csv(report: Report) -> None:
    """A header and a row for each note; quotes and line ends inside of cells survive."""
    notes = many_notes(report)
    text = exported(report, notes, NOW, form=Format.CSV).text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["序号"] for row in rows] == [str(number) for number in range(1, len(notes) + 1)]
    assert {row["编号"]: row["原文"] for row in rows} == {n.id: n.anchor.quote for n in notes}
    assert text.count("\r\n") == len(notes) + 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(sign: str) -> None:
    report = small_report()
    made = note(report, "建成5G基站1000个", Kind.MEMO, f"{sign}HYPERLINK(1)", tags=(f"{sign}1",))
    (row,) = csv.DictReader(
        io.StringIO(exported(report, [made], NOW, form=Format.CSV).text, newline="")
    )
    assert (row["批注"], row["标签"]) == (f"'{sign}HYPERLINK(1)", f"'{sign}1")


# Web Annotations


def test_positions_are_those_of_the_text_that_the_source_names(report: Report) -> None:
    """Whoever hashes the paragraphs finds the source, and at the positions the quote."""
    text = "".join(paragraph.text + "\n" for paragraph in report.paragraphs)
    made = json.loads(exported(report, many_notes(report), NOW, form=Format.JSON).text)
    import hashlib

    source = f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    placed = [
        item["target"] for item in made["first"]["items"] if item["target"]["source"] == source
    ]
    assert len(placed) == 7
    for target in placed:
        quote, position = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
    assert made["total"] == 9


# What is exported


def test_a_selection_narrows_by_kind_tag_and_section(report: Report) -> None:
    notes = many_notes(report)
    every = {n.id[-1] for n in notes}

    def taken(**wanted: tuple[str, ...]) -> str:
        return "".join(sorted(n.id[-1] for n in selected(report, notes, **wanted)))

    assert taken() == "".join(sorted(every))
    assert taken(kinds=("建议、疑问",)) == taken(kinds=("suggestion", "question")) == "1278"
    assert taken(tags=("养老", "就业")) == "126"
    assert taken(tags=("养老，就业",), kinds=("建议",)) == "1"
    assert taken(sections=("二（七）",)) == "12569"
    assert taken(sections=("三", "一")) == "34"
    assert taken(sections=("60",)) == taken(sections=("二（七）第3段",))


def test_a_selection_that_cannot_be_is_a_problem(report: Report) -> None:
    with pytest.raises(Problem, match="没有“表扬”这一类批注。可以写：肯定、疑问"):
        selected(report, [], kinds=["表扬"])
    with pytest.raises(Problem, match="第二部分只有（一）至"):
        selected(report, [], sections=["二（九十）"])
    with pytest.raises(Problem, match="“引”不在任何部分之内"):
        selected(report, [], sections=["引"])


def test_notes_on_one_place_within_a_second_stay_as_they_were_made(report: Report) -> None:
    """Whatever their ids, which are chance."""
    quick = [
        note(report, "新增城镇就业", Kind.MEMO, word, number=number)
        for word, number in (("一想", 9), ("再想", 2), ("三想", 5))
    ]
    text = exported(report, quick, NOW).text
    assert text.index("一想") < text.index("再想") < text.index("三想")


def test_the_trash_is_never_exported(report: Report) -> None:
    gone = [dataclasses.replace(n, deleted=n.updated) for n in many_notes(report)]
    for form in Format:
        assert "去年已建" not in exported(report, gone, NOW, form=form).text
