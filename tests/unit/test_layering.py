"""What comes along when a part of the program is imported, seen in a fresh interpreter.

import-linter holds the same rules over the source (pyproject.toml); these tests also see imports
that are made by way of other libraries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
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


def textual_free() -> list[str]:
    """The modules, and packages with all that is in them, that the contract keeps from Textual."""
    settings = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    modules: list[str] = next(c["source_modules"] for c in contracts if c["id"] == "textual-free")
    return modules


def test_the_contract_names_all_that_needs_no_screen() -> None:
    graph = grimp.build_graph(
        "content", "index", "review", include_external_packages=True, cache_dir=None
    )
    assert graph.find_modules_that_directly_import("textual")
    free = graph.modules - graph.find_downstream_modules("textual")
    named = textual_free()

    unnamed = {
        module
        for module in free
        if module.startswith("review.")
        and not graph.find_children(module)
        and not any(f"{module}.".startswith(f"{name}.") for name in named)
    }

    assert unnamed == set()


def test_what_needs_no_screen_runs_without_textual() -> None:
    modules = textual_free()

    loaded = loaded_with(*modules)

    assert loaded >= set(modules)
    assert "textual" not in loaded


def test_the_first_page_waits_for_no_search_engine_and_no_database() -> None:
    loaded = loaded_with("review.cli", "review.app", "review.reading")

    assert "textual" in loaded
    assert loaded.isdisjoint({"jieba", "whoosh", "pypinyin", "sqlite3"})
    assert not [name for name in loaded if name.startswith("review.voting.")]
