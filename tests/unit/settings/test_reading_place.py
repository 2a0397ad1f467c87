"""Where one stopped reading."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.errors import Problem
from content.parsing.outline import parse
from content.report import Report
from content.shelf.library import load_builtin
from review.settings.reading_place import FORMAT, load_place, save_place
from tests.small import SMALL_TEXT, small_report

REPORT = small_report()


def renamed(report_id: str) -> Report:
    """The small report under another id."""
    return dataclasses.replace(REPORT, id=report_id)


def test_a_place_that_was_saved_is_found_again(tmp_path: Path) -> None:
    """Paragraph and character come back, also into a folder that was not there."""
    path = tmp_path / "state" / "places.json"
    save_place(path, REPORT, (9, 31))
    assert load_place(path, REPORT) == (9, 31)


def test_each_report_has_its_own_place(tmp_path: Path) -> None:
    """Reading one report does not move the place of another."""
    path = tmp_path / "places.json"
    save_place(path, REPORT, (9, 31))
    save_place(path, renamed("other"), (4, 0))
    assert load_place(path, REPORT) == (9, 31)
    assert load_place(path, renamed("other")) == (4, 0)
    assert load_place(path, renamed("third")) == (1, 0)


def test_a_missing_file_means_the_beginning(tmp_path: Path) -> None:
    """The first start opens the report at its first character."""
    assert load_place(tmp_path / "places.json", REPORT) == (1, 0)


def test_the_place_moves_with_its_paragraph(tmp_path: Path) -> None:
    """In a revised text the place is where the paragraph with the same opening now stands."""
    path = tmp_path / "places.json"
    save_place(path, REPORT, (15, 5))
    revised = SMALL_TEXT.replace("\n一是坚定", "\n这是新添的一段，原来没有。\n一是坚定")
    report = parse(revised, report_id="small")
    number, offset = load_place(path, report)
    assert (number, offset) == (16, 5)
    assert report.paragraph(number).text == REPORT.paragraph(15).text


def test_of_several_paragraphs_with_the_same_opening_the_nearest_is_taken(tmp_path: Path) -> None:
    """A repeated opening leads to the paragraph closest to where one stopped."""
    path = tmp_path / "places.json"
    lines = [f"第{number}段的文字各不相同。" for number in range(20)]
    for number in (3, 12):
        lines[number] = "同样开头的一段文字，写了两遍。"
    report = parse("\n".join(lines), report_id="small")
    twin = next(p.number for p in report.paragraphs if p.line == 13)
    save_place(path, report, (twin, 0))
    revised = parse("\n".join(["新添的一段。", *lines]), report_id="small")
    assert revised.paragraph(load_place(path, revised)[0]).line == 14


def test_a_paragraph_that_is_gone_means_the_beginning(tmp_path: Path) -> None:
    """A place in a paragraph that was struck out is forgotten."""
    path = tmp_path / "places.json"
    save_place(path, REPORT, (9, 3))
    report = parse(SMALL_TEXT.replace("一是坚定不移", "另外，"), report_id="small")
    assert load_place(path, report) == (1, 0)


def test_an_offset_stays_inside_a_paragraph_that_was_shortened(tmp_path: Path) -> None:
    """The end of the shorter paragraph is as near as one can get."""
    path = tmp_path / "places.json"
    long_one = REPORT.paragraph(9)
    save_place(path, REPORT, (9, len(long_one.text)))
    report = parse(SMALL_TEXT.replace(long_one.text, long_one.text[:30]), report_id="small")
    assert load_place(path, report) == (9, 30)


def test_only_so_many_reports_are_remembered(tmp_path: Path) -> None:
    """The report that was read longest ago is forgotten first; reading it again counts."""
    path = tmp_path / "places.json"
    kept = {f"r{number}": [2, 0, "——2024年1月30日"] for number in range(200)}
    path.write_text(json.dumps(kept), encoding="utf-8")
    save_place(path, renamed("r0"), (9, 1))
    save_place(path, renamed("new"), (9, 1))
    assert load_place(path, renamed("r0")) == (9, 1)
    assert load_place(path, renamed("r1")) == (1, 0)
    assert load_place(path, renamed("r2")) != (1, 0)
    assert len(json.loads(path.read_bytes())["places"]) == 200


def test_an_empty_report_has_no_place(tmp_path: Path) -> None:
    """Nothing is written for a report without paragraphs, and nothing fails."""
    path = tmp_path / "places.json"
    empty = Report("small", "空", (), (), (), ())
    save_place(path, empty, (1, 0))
    assert not path.exists()
    save_place(path, REPORT, (9, 1))
    assert load_place(path, empty) == (1, 0)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"small": [9'],
    ids=["empty", "cut", "list", "null", "binary", "deep", "half"],
)  # fmt: skip
def test_a_damaged_file_means_the_beginning_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    """A file that cannot be read is no error; the next place takes its room."""
    path = tmp_path / "places.json"
    path.write_bytes(damage)
    assert load_place(path, REPORT) == (1, 0)
    save_place(path, REPORT, (9, 31))
    assert load_place(path, REPORT) == (9, 31)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(json_values)
@example([float("inf"), 0, "一是"])
@example([9, float("nan"), "一是"])
@example([9, 10**400, "一是"])
@example(["9", "-4", "一是"])
def test_whatever_is_stored_leads_to_a_place_in_the_report(stored: Any) -> None:
    """No content of the file stops the program, and the place is always one that exists."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.json"
        path.write_text(json.dumps({"small": stored}), encoding="utf-8")
        number, offset = load_place(path, REPORT)
    assert 1 <= number <= len(REPORT.paragraphs)
    assert 0 <= offset <= len(REPORT.paragraph(number).text)


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    """Where the folder cannot be made the message says so, in Chinese, with its name."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match="无法建立文件夹") as caught:
        save_place(tmp_path / "file" / "places.json", REPORT, (9, 31))
    assert str(tmp_path / "file") in str(caught.value)


KEPT = Path(__file__).parents[2] / "data" / "kept" / "reading-0.1"


def test_the_places_of_version_0_1_are_found(tmp_path: Path) -> None:
    """They stood in the file by themselves; the next place that is saved gives it its number."""
    path = tmp_path / "places.json"
    path.write_bytes((KEPT / "places.json").read_bytes())
    assert load_place(path, REPORT) == (8, 3)
    assert load_place(path, load_builtin()) == (41, 17)
    save_place(path, REPORT, (9, 1))
    assert load_place(path, REPORT) == (9, 1)
    assert load_place(path, load_builtin()) == (41, 17)
    assert json.loads(path.read_bytes())["format"] == FORMAT


def test_the_places_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    """One begins at the beginning, and is told; not a byte of the file changes."""
    path = tmp_path / "places.json"
    kept = json.dumps({"format": FORMAT + 1, "what": {"small": [9, 1]}}).encode()
    path.write_bytes(kept)
    assert load_place(path, REPORT) == (1, 0)
    with pytest.raises(Problem, match="更新版本"):
        save_place(path, REPORT, (9, 1))
    assert path.read_bytes() == kept
