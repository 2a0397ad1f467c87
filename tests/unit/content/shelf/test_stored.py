"""The stored outline gives the report that the parser gives, or is not used at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.shelf.__main__ import main
from content.shelf.library import BUILTIN, load_folder, parse_folder
from content.shelf.stored_outline import STORED, load_stored


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "报告"
    shutil.copytree(BUILTIN, copy)
    for file in copy.iterdir():
        file.chmod(0o644)
    return copy


def test_the_stored_outline_of_the_program_is_what_the_parser_reads() -> None:
    """Fails after a change of the parser until `make outline` has been run."""
    assert load_stored(BUILTIN) == parse_folder(BUILTIN)


def test_storing_again_gives_the_same_bytes(folder: Path) -> None:
    main([str(folder)])
    assert (folder / STORED).read_bytes() == (BUILTIN / STORED).read_bytes()


def test_a_text_with_joined_lines_comes_back(folder: Path) -> None:
    text = (folder / "report.txt").read_text(encoding="utf-8")
    wrapped = "\n".join(
        line[at : at + 38] for line in text.split("\n") for at in range(0, len(line), 38)
    )
    (folder / "report.txt").write_text(wrapped, encoding="utf-8")
    main([str(folder)])
    stored = load_stored(folder)
    assert stored is not None
    assert any(paragraph.last_line > paragraph.line for paragraph in stored.paragraphs)
    assert stored == parse_folder(folder)


def change_text(folder: Path) -> None:
    path = folder / "report.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("张店", "张山"), encoding="utf-8")


def change_title(folder: Path) -> None:
    path = folder / "report.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2024年", "2025年"), encoding="utf-8")


@pytest.mark.parametrize("change", [change_text, change_title])
def test_a_changed_file_is_read_anew(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert load_stored(folder) is None
    assert load_folder(folder) == parse_folder(folder) != parse_folder(BUILTIN)


@pytest.mark.parametrize(
    "damage", ["missing", "empty", "cut", "list", "old format", "short row", "deep"]
)
def test_a_damaged_outline_is_passed_over(folder: Path, damage: str) -> None:
    stored = folder / STORED
    table = json.loads(stored.read_bytes())
    if damage == "missing":
        stored.unlink()
    elif damage == "deep":
        stored.write_text("[" * 100_000, encoding="utf-8")
    elif damage == "old format":
        table["checksum"][0] = 0
        stored.write_text(json.dumps(table), encoding="utf-8")
    elif damage == "short row":
        table["paragraphs"][3].pop()
        stored.write_text(json.dumps(table), encoding="utf-8")
    else:
        data = {"empty": b"", "cut": stored.read_bytes()[:-9], "list": b"[]"}[damage]
        stored.write_bytes(data)
    assert load_stored(folder) is None
    assert load_folder(folder) == parse_folder(BUILTIN)
