"""Reading bytes: Chinese encodings are told apart, and what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.decode import decode
from content.errors import Problem
from content.shelf.library import BUILTIN

SENTENCE = "各位代表：2023年地区生产总值同口径增长4.3%，社会大局和谐稳定。\n"
REPORT = (BUILTIN / "report.txt").read_text(encoding="utf-8")

BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def _without_mark(data: bytes, encoding: str) -> bytes:
    return data.removeprefix(BOMS.get(encoding, b""))


@pytest.mark.parametrize("text", [SENTENCE, REPORT, "政府工作报告", "政府工作报告" * 3000])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_chinese_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "报告.txt")
    assert decoded == (text, encoding, 0)


@pytest.mark.parametrize(("encoding", "bom"), BOMS.items())
def test_a_byte_order_mark_is_no_text(encoding: str, bom: bytes) -> None:
    data = bom + SENTENCE.encode(encoding)
    decoded = decode(data, "报告.txt")
    assert decoded == (SENTENCE, encoding, 0)


@pytest.mark.parametrize("padding", [1, 2, 511])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_a_file_that_was_filled_up_is_read_without_what_fills_it(
    encoding: str, padding: int
) -> None:
    text = "政府工作報告各位代表我們一年來的發展\n" if encoding == "big5" else SENTENCE
    for mark in (b"", BOMS.get(encoding, b"")):
        decoded = decode(mark + text.encode(encoding) + bytes(padding), "报告.txt")
        assert (decoded.text, decoded.padding) == (text, padding)


def test_a_text_with_gaps_of_nothing_is_not_whole() -> None:
    with pytest.raises(Problem, match="不是文本文件"):
        decode(SENTENCE.encode() + bytes(512) + SENTENCE.encode(), "报告.txt")


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"shenyi 2024\n", "a.txt").encoding == "utf-8"


@given(st.text(), st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
@example("啊", "gb18030")
def test_what_is_read_can_be_written_again(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    try:
        decoded = decode(data, "报告.txt")
    except Problem:
        return
    written = decoded.text.encode(decoded.encoding) + bytes(decoded.padding)
    assert written == _without_mark(data, decoded.encoding)


@given(st.binary(min_size=1))
def test_arbitrary_bytes_are_read_back_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "报告.txt")
    except Problem as problem:
        message = str(problem)
    else:
        message = "报告.txt"
        written = decoded.text.encode(decoded.encoding) + bytes(decoded.padding)
        assert written == _without_mark(data, decoded.encoding)
    assert message.startswith("报告.txt")


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=6))
def test_any_chinese_characters_in_utf_8_are_themselves(text: str) -> None:
    assert decode(text.encode(), "报告.txt").text == text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(Problem, match=r"^报告\.txt：文件是空的。"):
        decode(data, "报告.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04....word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"%PDF-1.7 ...", "PDF"),
    ],
)
def test_a_document_is_named_and_the_way_out_too(data: bytes, kind: str) -> None:
    with pytest.raises(Problem, match=f"{kind}.*另存为“纯文本”"):
        decode(data, "报告.docx")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9]
)
def test_a_binary_file(data: bytes) -> None:
    with pytest.raises(Problem, match=r"不是文本文件|这是图片"):
        decode(data, "图.png")


def test_broken_utf_8_is_not_read_as_rare_characters() -> None:
    """GB 18030 would read most of it, wrongly; the message names the line."""
    data = (SENTENCE * 5).encode()
    broken = data[:200] + b"\xff" + data[201:]
    line = data[:200].count(b"\n") + 1
    with pytest.raises(Problem, match=f"^报告.txt 第{line}行：.*无法识别"):
        decode(broken, "报告.txt")


def test_broken_gb_18030_names_the_line() -> None:
    data = SENTENCE.encode("gb18030") * 3
    with pytest.raises(Problem, match="第4行"):
        decode(data + b"\xff\xff\xff", "报告.txt")


def test_half_a_character_in_utf_16() -> None:
    with pytest.raises(Problem, match="无法识别"):
        decode(b"\xff\xfe" + SENTENCE.encode("utf-16-le")[:-1], "报告.txt")
