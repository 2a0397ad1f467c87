"""What comes along when a part of the program is imported, seen in a fresh interpreter.

import-linter holds the same rules over the source (pyproject.toml); these tests also see imports
that are made by way of other libraries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import tomli

if sys.platform == "win32":
    pytest.importorskip("grimp", exc_type=ImportError)  # wine cannot load its library
import grimp

ROOT = Path(__file__).parents[2]

LOADED_WITH = """
import importlib, pkgutil, sys

for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for below in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        if ".screens" not in below.name and not below.name.endswith(".__main__"):
            importlib.import_module(below.name)
print(*sys.modules)
"""


def loaded_with(*modules: str) -> set[str]:
    """Name every module there is after importing `modules` and all that lies below them."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED_WITH, *modules],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return set(run.stdout.split())


def textual_free() -> list[str]:
    """The packages that the contract keeps from Textual, but for their folders `screens`."""
    settings = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    packages: list[str] = next(c["source_modules"] for c in contracts if c["id"] == "textual-free")
    return packages


def test_textual_is_imported_where_it_may_be_and_nowhere_else() -> None:
    graph = grimp.build_graph(
        "content", "index", "review", include_external_packages=True, cache_dir=None
    )
    knows = graph.find_modules_that_directly_import("textual")
    rooms = ("settings", "widgets", "reading", "search", "shelf")

    elsewhere = {
        module
        for module in knows
        if module.count(".") > 1 and module.split(".")[1] not in rooms and ".screens." not in module
    }

    assert knows
    assert elsewhere == set()


def test_what_needs_no_screen_runs_without_textual() -> None:
    packages = textual_free()

    loaded = loaded_with(*packages)

    assert loaded >= set(packages)
    assert "textual" not in loaded


def test_every_command_runs_without_textual() -> None:
    commands = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "review").rglob("*_command.py")
    }

    loaded = loaded_with(*commands, "review.cli", "review.arguments", "review.crash")

    assert len(commands) > 5
    assert loaded >= commands
    assert "textual" not in loaded


def test_the_first_page_waits_for_no_search_engine_and_no_database() -> None:
    loaded = loaded_with("review.cli", "review.app", "review.reading")

    assert "textual" in loaded
    assert loaded.isdisjoint({"jieba", "whoosh", "pypinyin", "sqlite3"})
    assert not [name for name in loaded if name.startswith("review.voting.")]
