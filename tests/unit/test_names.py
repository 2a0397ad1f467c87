"""A name says one thing: no two top-level classes of the program are called alike."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("content", "index", "review")


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )

    assert names.total() > 100
    assert [name for name, count in names.items() if count > 1] == []


def test_no_folder_holds_more_than_twenty_modules() -> None:
    folders = Counter(
        file.parent.relative_to(ROOT) for room in ROOMS for file in (ROOT / room).rglob("*.py")
    )

    assert {str(folder): count for folder, count in folders.items() if count > 20} == {}
