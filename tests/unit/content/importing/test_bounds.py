"""Documents are read in a process of their own, whose memory and time have a bound."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from content.errors import Problem
from content.importing import apart, understand
from tests.unit.content.importing.papers import pdf_file
from tests.unit.content.parsing.samples import PRIMARY

LINES = [paragraph.text for paragraph in PRIMARY.paragraphs[:12]]


def bomb(times: int) -> bytes:
    """A PDF file whose one page unfolds to so many characters, each drawn by itself."""
    page = zlib.compress(b"BT /F1 12 Tf 10 10 Td " + b"(A) Tj 1 0 Td " * times + b"ET", 9)
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources" + font + b">>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(page), page),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places) + trailer


def test_what_would_take_all_memory_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(bomb(10_000_000))
    assert path.stat().st_size < 500_000
    with pytest.raises(Problem, match="超过10秒或600MB内存") as caught:
        understand(path)
    assert caught.value.path == path


def test_what_takes_too_long_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdf_file(LINES))
    assert understand(path).report.paragraphs
    monkeypatch.setattr(apart, "_PATIENCE", 0.01)
    with pytest.raises(Problem, match="超过10秒或600MB内存"):
        understand(path)


def test_no_process_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdf_file(LINES))
    monkeypatch.setattr("sys.executable", str(tmp_path / "没有"))
    with pytest.raises(Problem, match="请关掉别的程序再试"):
        understand(path)
