"""Files as they come from browsers, printers and scanners: what FILE.expect.md says is true."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from content.importing import Understood, understand

FILES = Path(__file__).parents[3] / "data" / "files"


@cache
def opened(name: str) -> Understood:
    return understand(FILES / name)


def paragraphs(name: str) -> list[str]:
    return [paragraph.text.strip() for paragraph in opened(name).report.paragraphs]


def lines(name: str) -> list[str]:
    text = (FILES / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("cid-mixed-fonts.pdf", "cid-30-paragraphs.txt"),
        ("font-size-one.pdf", "cid-30-paragraphs.txt"),
        ("official-libreoffice-1.pdf", "cid-30-paragraphs.txt"),
        ("dash-chromium.pdf", "dash-chromium.txt"),
        ("two-columns-a4.pdf", "two-columns-a4.txt"),
    ],
)
def test_the_paragraphs_of_a_print_are_those_of_its_text(name: str, plain: str) -> None:
    assert paragraphs(name) == lines(plain)


def test_the_head_of_an_official_print() -> None:
    report = opened("official-libreoffice-1.pdf")
    assert report.name == "张店区2024年政府工作报告"
    assert report.facts.session == "张店区第十八届人民代表大会第三次会议"
    assert str(report.facts.date) == "2024-01-30"
    told = [remark.text for remark in report.remarks]
    assert "PDF排版时在字与字之间留出的199处空白，没有作为空格读入。" in told


def test_characters_are_counted_against_text_objects() -> None:
    told = [remark.text for remark in opened("cid-mixed-fonts.pdf").remarks]
    assert told == ["PDF里528个文字对象，读出6992个字符。行末如有空格，印出来看不见，没有读入。"]


def test_a_text_layer_is_read_without_its_blanks() -> None:
    report = opened("ocr-tesseract.pdf")
    assert " " not in report.text
    assert "没有作为空格读入" in report.remarks[1].text
    assert [node.text for node in report.headings] == ["一、2023年政府工作回顾"]
    assert report.title == "政府工作报告"


READ = """
import sys
from content.importing import box_font
from content.importing.pdf import read
if sys.argv[2] == "none":
    box_font._choose = lambda *_: None
data = open(sys.argv[1], "rb").read()
sys.stdout.buffer.write(read(data, "a.pdf").text.encode())
"""


def test_without_a_font_of_its_own_pdfium_would_lose_characters() -> None:
    """What the box font is there for: without it, and without fonts, 15 characters vanish."""
    texts = []
    for fonts in ("none", "box"):
        run = [sys.executable, "-c", READ, str(FILES / "cid-mixed-fonts.pdf"), fonts]
        home = Path(__file__).parents[4]
        texts.append(subprocess.run(run, cwd=home, capture_output=True, check=True).stdout.decode())
    assert "0.3∶21.7∶78" not in texts[0]
    assert "0.3∶21.7∶78" in texts[1]


def test_a_piece_of_a_web_page() -> None:
    report = opened("html-fragment.html")
    assert report.form.label == "网页"
    assert "<" not in report.text
    assert paragraphs("html-fragment.html") == lines("dash-chromium.txt")
    assert str(report.facts.date) == "2024-01-30"


def test_the_head_of_a_web_copy() -> None:
    report = opened("web-buttons.txt")
    assert report.title == "2026年某某市政府工作报告"
    assert report.facts.session == "某某市第十六届人民代表大会第四次会议"
    assert (str(report.facts.date), report.facts.speaker) == ("2026-02-03", "某某市市长张某")
    removed = [remark.removed for remark in report.removals]
    assert removed[:9] == lines("web-buttons.txt")[:9]
    assert removed[9:] == ["来源：某某日报", "时间：2026-02-09", "相关报道："]


def test_the_day_of_the_session_is_not_that_of_the_page() -> None:
    report = opened("web-date.txt")
    assert str(report.facts.date) == "2026-02-03"
    assert report.facts.speaker == "某某市人民政府市长张某某"


def test_a_report_of_a_court() -> None:
    report = opened("court.txt")
    assert report.doubt == ""
    assert report.facts.speaker == "某某区人民法院院长张某某"


def test_a_report_without_a_title_is_called_as_its_file() -> None:
    assert opened("no-title.txt").name == "no-title"


def test_a_subscript_and_a_torn_line() -> None:
    report = opened("broken-subscript.txt")
    assert "广义货币M2增长13.6%" in report.cleaned.replace("\n", "")
    assert report.removals == ()
    assert [node.text for node in report.headings] == ["一、2025年工作回顾", "二、2026年主要任务"]
    assert [node.text for node in opened("comma-line.txt").headings] == [
        "一、2025年工作回顾",
        "二、2026年主要任务",
    ]
