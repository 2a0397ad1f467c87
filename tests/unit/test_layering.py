"""What comes along when a part of the program is imported, seen in a fresh interpreter.

import-linter holds the same rules over the source (pyproject.toml); these tests also see imports
that are made by way of other libraries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import tomli

ROOT = Path(__file__).parents[2]

LOADED_WITH = """
import importlib, pkgutil, sys

for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for below in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
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


def test_what_needs_no_screen_runs_without_textual() -> None:
    settings = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    modules = next(c["source_modules"] for c in contracts if c["id"] == "textual-free")

    loaded = loaded_with(*modules)

    assert loaded >= set(modules)
    assert "textual" not in loaded


def test_the_first_page_waits_for_no_search_engine_and_no_database() -> None:
    loaded = loaded_with("review.cli", "review.app", "review.reading")

    assert "textual" in loaded
    assert loaded.isdisjoint({"jieba", "whoosh", "pypinyin", "sqlite3"})
    assert not [name for name in loaded if name.startswith("review.voting.")]
