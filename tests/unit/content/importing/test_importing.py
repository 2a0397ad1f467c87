"""A person's own file becomes a report, whatever its kind; what is no report is told apart."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.errors import Problem
from content.importing import Understood, understand
from content.parsing.outline import parse
from content.parsing.title_block import Facts, correct
from content.report import Report
from tests.unit.content.importing.papers import pdf_file, picture_pdf, traditional, word_document
from tests.unit.content.parsing import samples
from tests.unit.content.parsing.fidelity import assert_faithful, assert_whole_tree
from tests.unit.content.parsing.noise import half_width
from tests.unit.content.parsing.samples import BODY, PRIMARY

SOURCE = samples.SOURCE
LINES = [line for line in SOURCE.split("\n") if line.strip()]


def understood(folder: Path, name: str, data: bytes) -> Understood:
    path = folder / name
    path.write_bytes(data)
    result = understand(path)
    assert result.original == data
    assert parse(result.text, report_id=path.stem) == result.report
    assert_faithful(result.report, result.text)
    assert_whole_tree(result.report)
    return result


def shape(report: Report) -> list[tuple[str, int, str, str, tuple[int, ...]]]:
    return [
        (n.kind.value, n.level, "".join(n.text.split()), n.citation, n.own) for n in report.nodes
    ]


MAKERS: dict[str, Callable[[], bytes]] = {
    "报告.docx": lambda: word_document(LINES),
    "报告.pdf": lambda: pdf_file(LINES),
    "gb18030.txt": lambda: SOURCE.encode("gb18030"),
    "utf-16.txt": lambda: SOURCE.encode("utf-16"),
    "报告.md": ("\ufeff" + SOURCE).encode,
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_kind_of_file_gives_the_same_outline(tmp_path: Path, name: str) -> None:
    result = understood(tmp_path, name, MAKERS[name]())
    assert len(result.report.nodes) == 49
    assert shape(result.report) == shape(PRIMARY)
    assert result.doubt == ""
    assert result.facts == (
        "张店区第十八届人民代表大会第三次会议",
        datetime.date(2024, 1, 30),
        "张店区",
        "张店区人民政府区长苏振华",
        2024,
    )
    assert result.name == "张店区2024年政府工作报告"
    words = ["".join(p.text.split()) for p in result.report.paragraphs]
    assert words == ["".join(p.text.split()) for p in PRIMARY.paragraphs]


def test_traditional_characters_in_big5_are_kept_as_they_are(tmp_path: Path) -> None:
    text = traditional(SOURCE)
    result = understood(tmp_path, "big5.txt", text.encode("big5"))
    assert result.text == text
    assert "報告" in result.title
    assert [(n.kind, n.level, n.line, n.citation, n.own) for n in result.report.nodes] == [
        (n.kind, n.level, n.line, n.citation, n.own) for n in PRIMARY.nodes
    ]
    assert result.report.nodes[4].text == traditional(PRIMARY.nodes[4].text)
    assert (result.facts.place, result.facts.year) == (traditional("张店区"), 2024)
    assert result.doubt == ""


@pytest.mark.parametrize("length", [30, 300, len(SOURCE)])
def test_big5_and_gb_18030_are_told_apart(tmp_path: Path, length: int) -> None:
    both = (("gb18030", SOURCE, "gb18030"), ("big5", traditional(SOURCE), "big5hkscs"))
    for encoding, text, name in both:
        piece = text[:length].encode(encoding, "ignore")
        assert understood(tmp_path, f"{encoding}.txt", piece).encoding == name


def test_blanks_between_all_characters_part_no_words(tmp_path: Path) -> None:
    text = re.sub("([\u4e00-\u9fff]{3})(?=[\u4e00-\u9fff])", r"\1 ", SOURCE)
    result = understood(tmp_path, "识别.txt", text.encode())
    words = [re.sub("[ \u3000]", "", p.text) for p in PRIMARY.paragraphs]
    assert [re.sub("\u3000", "", p.text) for p in result.report.paragraphs] == words
    assert "空格" in result.remarks[0].text


def test_radicals_that_look_like_characters_are_read_as_those(tmp_path: Path) -> None:
    radicals = str.maketrans("一二人民大工月日区长", "⼀⼆⼈⺠⼤⼯⽉⽇区⻓")
    result = understood(tmp_path, "复制.txt", SOURCE.translate(radicals).encode())
    assert result.text == SOURCE
    assert "部首" in result.remarks[0].text


def test_marks_that_show_nothing_are_not_read(tmp_path: Path) -> None:
    text = SOURCE.replace("、", "\u200b、\u2060").replace("政府", "政\u00ad府")
    assert understood(tmp_path, "a.txt", text.encode()).text == SOURCE


@pytest.mark.parametrize(
    "mark",
    [
        *"\u200b\ufeff\u00ad\ufffc",
        *(
            pytest.param(mark, marks=pytest.mark.long)
            for mark in "\u200c\u200d\u2060\u2061\u202a\u2066\ufe0f\u3164"
        ),
    ],
)
def test_marks_between_all_characters_hide_nothing_of_what_a_report_says(
    tmp_path: Path, mark: str
) -> None:
    pages = "".join(f"<p>{mark.join(line)}</p>" for line in LINES)
    for name, text in (("a.txt", mark.join(SOURCE)), ("a.html", f"<html><body>{pages}</body>")):
        result = understood(tmp_path, name, text.encode())
        assert shape(result.report) == shape(PRIMARY)
        assert result.name == "张店区2024年政府工作报告"
        assert result.facts.speaker == "张店区人民政府区长苏振华"
        assert mark not in result.text


def test_marks_that_show_nothing_are_left_out_of_what_a_person_corrects() -> None:
    told = {"session": "某市第一届人民代表大会", "date": "2024-01-30", "speaker": "市长 张三"}
    pasted = {name: "\u200b".join(text) for name, text in told.items()}
    assert correct(Facts(), **pasted) == correct(Facts(), **told)


def test_what_fills_a_file_up_is_told(tmp_path: Path) -> None:
    result = understood(tmp_path, "a.txt", SOURCE.encode() + bytes(300))
    assert result.text == SOURCE
    assert result.remarks[0].text == "文件末尾有300个空字节，不是文字，没有读入。"


@pytest.mark.parametrize("end", ["\x0b", "\u2028", "\u2029", "\r", "\r\r\n"])
def test_a_line_may_end_in_many_ways(tmp_path: Path, end: str) -> None:
    result = understood(tmp_path, "a.txt", SOURCE.replace("\n", end).encode())
    assert shape(result.report)[0] == shape(PRIMARY)[0]
    assert len(result.headings) == len([n for n in PRIMARY.nodes if n.kind.is_heading])


def test_all_that_was_left_out_is_listed(tmp_path: Path) -> None:
    result = understood(tmp_path, "报告.pdf", pdf_file(LINES))
    removed = [remark.removed for remark in result.removals]
    pages = removed.count("政府工作报告")
    assert pages > 10
    assert [f"— {page} —" in removed for page in range(1, pages + 1)] == [True] * pages
    assert result.removals[0].text == "PDF第1页：页眉或页脚“政府工作报告”，未列入正文。"
    assert result.cleaned.count("\n") == len(PRIMARY.paragraphs)


def test_doubtful_places_are_told(tmp_path: Path) -> None:
    head = f"来源：某市政府网\n某市2025年政府工作报告\n各位代表：\n{BODY}\n"
    text = f"{head}一、政府工作\n{BODY}\n（一）甲。{BODY}\n（三）乙。{BODY}\n"
    result = understood(tmp_path, "某市.txt", text.encode())
    told = "\n".join(remark.text for remark in result.remarks)
    assert "缺序号2" in told
    assert "网页附注" in told
    assert (result.title, result.facts.place, result.facts.year) == (
        "某市2025年政府工作报告",
        "某市",
        2025,
    )
    assert (result.facts.session, result.facts.date, result.facts.speaker) == ("", None, "")
    assert [node.text for node in result.headings] == ["一、政府工作", "（一）甲", "（三）乙"]


@pytest.mark.parametrize(
    ("line", "session", "date", "place"),
    [
        (
            "——二〇〇八年一月十六日在某省第十一届人民代表大会第一次会议上",
            "某省第十一届人民代表大会第一次会议",
            datetime.date(2008, 1, 16),
            "某省",
        ),
        (
            "（2026年3月5日在第十四届全国人民代表大会第四次会议上）",
            "第十四届全国人民代表大会第四次会议",
            datetime.date(2026, 3, 5),
            "",
        ),
        ("2019年2月30日", "", None, ""),
        ("甲市三届人大七次会议", "甲市三届人大七次会议", None, "甲市"),
    ],
)
def test_what_the_title_block_says_and_no_more(
    tmp_path: Path, line: str, session: str, date: datetime.date | None, place: str
) -> None:
    text = f"政府工作报告\n{line}\n各位代表：\n{BODY}\n一、政府工作\n{BODY}\n"
    result = understood(tmp_path, "a.txt", text.encode())
    assert (result.facts.session, result.facts.date, result.facts.place) == (session, date, place)


NOVEL = "\n".join(
    f"第{n}章　风雪\n那年冬天，雪下得很大。老人坐在门口，望着远处的山。" for n in range(1, 30)
)
LOG = "\n".join(f"2024-01-30 08:{n:02}:00 INFO 用户登录成功，编号{n}" for n in range(60))
TABLE = "\n".join(["姓名,年龄,单位", *(f"张三{n},{n},某市人民政府" for n in range(60))])
NEWS = f"新华社电　记者获悉，市政府工作报告提出，今年经济发展目标是稳中求进。\n{BODY}\n" * 3


def test_a_report_with_half_width_marks_is_no_table(tmp_path: Path) -> None:
    assert understood(tmp_path, "a.txt", half_width(SOURCE).encode()).doubt == ""


@pytest.mark.parametrize("text", [NOVEL, LOG, TABLE, NEWS, "hello world, this is a letter\n" * 30])
def test_what_is_no_report_is_doubted_but_can_be_opened(tmp_path: Path, text: str) -> None:
    result = understood(tmp_path, "别的.txt", text.encode())
    assert "不像政府工作报告" in result.doubt
    assert "没有找到" in result.doubt
    assert result.report.paragraphs


@pytest.mark.parametrize("name", ["report.txt", "report.docx", "report.pdf", "report.doc"])
@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        (b"", "文件是空的", "请换一个"),
        (b" \r\n\t\n", "文件是空的", "请换一个"),
        ("\u3000\n\u3000\n".encode(), "文件里没有文字", "请换一个"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "旧版Word",
            "另存为“Word文档（*.docx）”",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "加了密码",
            "去掉密码",
        ),
        (b"{\\rtf1 hello}", "RTF", "另存为“Word文档（*.docx）”"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "这是图片", "OCR"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "这是图片", "OCR"),
        (b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(range(256)), "这是图片", "OCR"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(range(256)), "这是图片", "OCR"),
        (b"BM\x36\x10\x00\x00" + bytes(4) + bytes(range(256)), "这是图片", "OCR"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "这是压缩文件", "请先解压"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(256)), "这是压缩文件", "请先解压"),
        ("\ufeff<!DOCTYPE html>\n<html><p>\u3000</p></html>".encode(), "没有文字", "记事本"),
        ('<?xml version="1.0"?><w:document>报告</w:document>'.encode(), "XML的Word", "另存为"),
        (b"From: a\nSubject: b\nMIME-Version: 1.0\n\n--x", "保存的网页", "记事本"),
        (b"PK\x03\x04 half a file", "Word文档已损坏", "另存为“Word文档（*.docx）”"),
        (b"%PDF-1.7\nhalf a file", "PDF文件已损坏", "重新"),
        (b"\x7fELF\x02\x01\x00\x00\x00\rIHDR" * 5, "不是文本文件", "另存为"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, name: str, data: bytes, message: str, remedy: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        understand(path)
    assert str(caught.value).startswith(f"{path}：")
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_scanned_and_a_locked_pdf(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(picture_pdf())
    with pytest.raises(Problem, match="没有文字，多半是扫描的图片。请用带文字识别"):
        understand(path)
    path.write_bytes(pdf_file(LINES[:20], password="secret"))
    with pytest.raises(Problem, match="PDF文件加了密码，打不开。请先去掉密码"):
        understand(path)


def test_a_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Problem, match="文件有200MB，太大了"):
        understand(path)
    path.write_bytes(b"a" * 20_000_001)
    with pytest.raises(Problem, match="文件有20MB，太大了"):
        understand(path)


def test_places_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="找不到这个文件"):
        understand(tmp_path / "没有.docx")
    with pytest.raises(Problem, match="这是文件夹"):
        understand(tmp_path)
    with pytest.raises(Problem, match=r"读不出来|找不到"):
        understand("坏\0名.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.txt")
        with pytest.raises(Problem, match="不是普通文件"):
            understand(tmp_path / "管道.txt")


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text(SOURCE, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Problem, match="读不出来（没有权限）。"):
        understand(path)


def test_a_plain_text_loads_no_library() -> None:
    program = (
        "import sys; from content.importing import understand; "
        "from content.shelf.library import BUILTIN; understand(BUILTIN / 'report.txt'); "
        "print([m for m in ('docx', 'lxml', 'pypdfium2', 'textual') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
    )
    assert run.stdout.strip() == "[]"


def test_no_real_report_is_doubted(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.txt")):
        result = understand(path)
        source = json.loads(path.with_suffix(".headings.json").read_text(encoding="utf-8"))[
            "source"
        ]
        place = source.split("/")[1]
        assert result.doubt == ""
        assert place.startswith(result.facts.place)
        assert result.facts.year == int(source.split("/")[2])
