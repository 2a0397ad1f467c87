"""Where an export is written, and in which bytes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from review.base import paths
from review.notes.export.exporting import default_path, encode
from tests.small import small_report
from tests.unit.notes.export.exporting import NOW, primary

TEXT = "批注 ✎ 😀\n第二行\n"


def test_bytes_are_utf8_with_lf_unless_asked_otherwise() -> None:
    assert encode(TEXT) == (TEXT.encode(), 0)
    crlf = TEXT.replace("\n", "\r\n")
    assert encode(TEXT, crlf=True, bom=True).data == b"\xef\xbb\xbf" + crlf.encode()
    assert encode(crlf, crlf=True).data == crlf.encode()
    assert encode(TEXT, "gb18030").data.decode("gb18030") == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_no_file_can_hold_is_replaced_and_counted(encoding: str) -> None:
    """Lone surrogates are the only such characters."""
    made = encode("甲\ud800乙\udc00\udfff", encoding)
    assert (made.data.decode(encoding), made.replaced) == ("甲\ufffd乙\ufffd\ufffd", 3)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert encode(every, encoding).data.decode(encoding) == every
    assert encode(every, encoding).replaced == 0


def test_the_default_name_speaks_for_itself() -> None:
    path = default_path(primary(), "txt", NOW)
    assert path.name == "审议批注-张店区2024年政府工作报告-2024-02-01.txt"
    assert path.parent == paths.documents_dir()
    other = default_path(primary(), "txt", NOW, template="代表建议")
    assert other.name == "代表建议-张店区2024年政府工作报告-2024-02-01.txt"


@pytest.mark.parametrize(
    "title", ['a<b>:"/\\|?*c', "..\n\t\x00\x1b", "\ud800x", "题" * 300, "", "CON"]
)
def test_any_title_makes_a_name_that_every_system_takes(title: str, tmp_path: Path) -> None:
    report = dataclasses.replace(small_report(), title=title)
    name = default_path(report, "txt", NOW).name
    assert not set(name) & set('<>:"/\\|?*\n\t\x00\x1b')
    assert name.startswith("审议批注-")
    assert len(name.encode()) <= 255
    (tmp_path / name).write_bytes(b"")
