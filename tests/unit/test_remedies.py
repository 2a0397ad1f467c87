"""Every message in the code that says no also says what to do, with commands that there are."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from review.arguments import _parser

ROOT = Path(__file__).parents[2]
SOURCES = [path for name in ("content", "index", "review") for path in (ROOT / name).rglob("*.py")]
COMMAND = re.compile(r"shenyi(?: (?:[a-z]+|--?[a-z]+)(?![\w.-]))+")
"""A command in a message, as far as it can be typed as it stands."""


@cache
def nodes() -> list[tuple[Path, ast.expr]]:
    """Every expression of the program, and the file it stands in."""
    return [
        (path.relative_to(ROOT), node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Call, ast.Constant))
    ]


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method by this name, and where it is."""
    for path, node in nodes():
        if isinstance(node, ast.Call):
            called = node.func
            its_name = getattr(called, "id", getattr(called, "attr", ""))
            if its_name == name:
                yield f"{path}:{node.lineno}", node


def written(node: ast.expr | None) -> str:
    """What is known of a text before the program runs: all of it that is no variable."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) for part in node.values)
    return "" if node is None else "…"


def test_every_problem_has_a_remedy() -> None:
    """Given by name, and not an empty one; that it is given at all is what mypy sees to."""
    found = list(calls("Problem"))
    assert len(found) > 100
    for place, call in found:
        remedies = [keyword.value for keyword in call.keywords if keyword.arg == "remedy"]
        assert len(remedies) == 1, place
        assert written(remedies[0]), place
    for place, call in calls("problem"):
        assert all(written(argument) for argument in call.args), place


def test_every_problem_is_a_sentence() -> None:
    """What happened ends with a full stop, so that what to do can follow it."""
    for name in ("Problem", "problem"):
        for place, call in calls(name):
            said = written(call.args[0]) if call.args else "…"
            assert said[-1] in "。…", place


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the program that is no docstring, and where it stands."""
    for path, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield f"{path}:{node.lineno}", node.value


def known_words(parser: argparse.ArgumentParser) -> set[str]:
    """What may stand behind a command: its subcommands, choices and options."""
    names = {name for action in parser._actions for name in action.option_strings}
    return names | {str(name) for action in parser._actions for name in action.choices or ()}


def test_every_command_that_is_named_exists() -> None:
    """A command in any message can be typed: its words and options are those of the parser."""
    named = {match[0]: place for place, text in texts() for match in COMMAND.finditer(text)}
    assert len(named) > 30
    whole = _parser()
    for command, place in named.items():
        parser = whole
        for before, word in pairwise(command.split()):
            if before.startswith("--") and not word.startswith("-"):
                continue  # what stands behind an option
            assert word in known_words(parser), f"{place}: {command}"
            for action in parser._actions:
                if isinstance(action, argparse._SubParsersAction) and word in action.choices:
                    parser = action.choices[word]


def test_no_sentence_calls_a_key_as_the_bottom_row_does() -> None:
    """^Z is for the row that has no room; in a sentence it is Ctrl+Z, as the help has it."""
    found = [
        (path, node.value)
        for path, node in nodes()
        if isinstance(node, ast.Constant) and re.search(r"\^[A-Z](?![a-z])", str(node.value))
    ]
    assert [one for one in found if re.search("[一-龥]", str(one[1]))] == []
