"""The other reports of a session: who gives them, their tables, and where they stand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from content.importing import understand
from content.shelf.listed_reports import lead_in
from content.shelf.shelf import Shelf
from review.base.files import write_atomic
from tests.unit.content.importing.papers import saved
from tests.unit.content.parsing.samples import BODY

SESSION = "某某市第十六届人民代表大会第四次会议"
PLAN = "关于某某市2025年国民经济和社会发展计划执行情况与2026年计划草案的报告"
TABLE = [
    ["指标名称", "计量单位", "2025年预期", "2025年完成"],
    ["地区生产总值增长", "%", "5.5左右", "5.8"],
    ["一般公共预算收入", "亿元", "120", "123.4"],
    ["城镇调查失业率", "%", "5.5以内", "5.2"],
]
ROWS = ["｜".join(row) for row in TABLE]


def paper(title: str, day: int, speaker: str) -> list[str]:
    return [
        title, f"——2026年2月{day}日在{SESSION}上", speaker, "各位代表：",
        "现在，我向大会报告工作，请予审议。", "一、2025年工作", f"审判案件，监督预算。{BODY}",
        "二、2026年安排", BODY,
    ]  # fmt: skip


PAPERS = [
    ("某某市人民代表大会常务委员会工作报告", 4, "某某市人大常委会主任　李某某"),
    ("某某市中级人民法院工作报告", 5, "某某市中级人民法院院长　王某某"),
    ("某某市人民检察院工作报告", 6, "某某市人民检察院检察长　张某某"),
    (PLAN, 3, "某某市发展和改革委员会主任　陈某某"),
    ("关于某某市2025年预算执行情况和2026年预算草案的报告", 3, "某某市财政局"),
    ("政府工作报告", 3, "某某市市长　赵某某"),
]


@pytest.mark.parametrize(("title", "day", "speaker"), PAPERS)
def test_each_paper_is_a_report(tmp_path: Path, title: str, day: int, speaker: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(paper(title, day, speaker)), encoding="utf-8")
    found = understand(path)
    assert found.doubt == ""
    assert (found.title, found.facts.session, found.facts.place) == (title, SESSION, "某某市")
    assert found.facts.speaker == "".join(speaker.split())
    assert (str(found.facts.date), found.facts.year) == (f"2026-02-0{day}", 2026)


def test_a_paper_of_the_standing_committee_addresses_its_chair(tmp_path: Path) -> None:
    lines = paper("关于某某市2025年财政决算草案的报告", 3, "某某市财政局局长　钱某某")
    lines[3] = "主任、各位副主任、秘书长、各位委员："
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = understand(path)
    assert found.facts.speaker == "某某市财政局局长钱某某"
    assert [node.kind.value for node in found.report.nodes[3:5]] == ["salutation", "part"]


HEADS = [
    ["2026年某某市", "政府工作报告", "{session}", "市长　张某某"],
    ["2026年某某市政府工作报告", "某某市人民政府", "2026年1月", "{session}", "市长　张某某"],
    ["2026年某某市政府工作报告", "{session}", "市 长  张 某 某"],
]


@pytest.mark.parametrize("head", HEADS)
def test_covers_broken_titles_and_spread_names(tmp_path: Path, head: list[str]) -> None:
    path = tmp_path / "a.txt"
    lines = paper("", 3, "")[3:]
    lines[:0] = [line.format(session=f"——2026年2月3日在{SESSION}上") for line in head]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = understand(path)
    assert found.title == "2026年某某市政府工作报告"
    assert (found.facts.session, found.facts.speaker) == (SESSION, "市长张某某")


def test_the_papers_of_a_session_stand_together(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", folder_name=str, write=write_atomic)
    for number, (title, day, speaker) in enumerate(PAPERS):
        path = tmp_path / f"{number}.txt"
        path.write_text("\n".join(paper(title, day, speaker)), encoding="utf-8")
        shelf.add(understand(path))
        path.write_text("\n".join(paper(title, day, speaker)).replace("审判", "审理"))
    listed = shelf.list()
    order = [5, 3, 4, 0, 1, 2]
    assert [r.title[-9:] for r in listed[:6]] == [
        ("2026年" * (at == 5) + PAPERS[at][0])[-9:] for at in order
    ]
    assert [bool(lead_in(listed, at)) for at in range(7)] == [False, *[True] * 5, False]

    again = shelf.add(understand(tmp_path / "1.txt"))
    assert shelf.find(again).title == "某某市中级人民法院工作报告（2026年）"


def word() -> bytes:
    import docx

    document = docx.Document()
    lines = paper(PLAN, 3, "某某市发展和改革委员会")
    for line in lines[:7]:
        document.add_paragraph(line)
    table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]))
    for cell, words in zip(table._cells, (word for row in TABLE for word in row), strict=True):
        cell.text = words
    for line in lines[7:]:
        document.add_paragraph(line)
    return saved(document)


def page() -> bytes:
    lines = [f"<p>{line}</p>" for line in paper(PLAN, 3, "某某市发展和改革委员会")]
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in TABLE)
    return "".join([*lines[:7], f"<table><tbody>{rows}</tbody></table>", *lines[7:]]).encode()


def print_out(lefts: tuple[int, ...], *, wrapped: bool = False) -> bytes:
    """The same drawn by a generator, cells at these places; a long cell may take two lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 12)
    height = 790
    for number, line in enumerate(paper(PLAN, 3, "某某市发展和改革委员会")):
        if number == 7:
            for row in TABLE:
                height -= 20
                drop = 0
                for left, words in zip(lefts, row, strict=True):
                    pieces = [words[:6], words[6:]] if wrapped and left == lefts[0] else [words]
                    for at, piece in enumerate(filter(None, pieces)):
                        canvas.drawString(left, height - 15 * at, piece)
                        drop = max(drop, 15 * at)
                height -= drop
        indented = "\u3000\u3000" * (number > 3) + line
        for start in range(0, len(indented), 34):
            height -= 20
            canvas.drawString(90, height, indented[start : start + 34])
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", word()),
        ("a.html", page()),
        ("wide.pdf", print_out((90, 240, 320, 420))),
        ("narrow.pdf", print_out((90, 190, 242, 306))),
        ("wrapped.pdf", print_out((90, 190, 260, 350), wrapped=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_row_of_a_table_is_a_line(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    report = understand(tmp_path / name).report
    lines = [paragraph.text for paragraph in report.paragraphs]
    at = lines.index(ROWS[0])
    assert lines[at : at + len(ROWS)] == ROWS
    assert [part.text for part in report.parts] == ["一、2025年工作", "二、2026年安排"]
