"""What must not leave, and where it must not be found."""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from review.base import paths
from review.cli import main

ROOT = Path(__file__).parents[2]

_NETWORK = {"aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib"} | {
    *("socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "xmlrpc"),
}

_WATCHED = """\
import sys
def watch(event, _given):
    if event.startswith("socket.") and event != "socket.__new__":
        print(event, file=sys.__stderr__)
        raise SystemExit(99)
sys.addaudithook(watch)
from review.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_no_module_of_the_program_knows_the_network() -> None:
    found = {}
    for room in ("content", "index", "review"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
                if any(name in _NETWORK or name.split(".")[0] in _NETWORK for name in names):
                    found[path] = names
    assert not found


def test_no_worker_is_described_by_its_arguments() -> None:
    """Textual describes one by what it is called with, also where it is told to say nothing.

    Of the call of a coroutine it has the name alone.
    """
    wrong = []
    for path in (ROOT / "review").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for start in worker_starts(node):
                named = {one.arg: one.value for one in getattr(start, "keywords", ())}
                said = named.get("description")
                if not (isinstance(said, ast.Constant) and said.value):
                    wrong.append(f"{path}:{start.lineno}")
    assert not wrong


def worker_starts(node: ast.AST) -> list[ast.expr]:
    """What starts a worker with arguments: `@work` on a method that has some, `run_worker`."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and len(node.args.args) > 1:
        return [one for one in node.decorator_list if ast.unparse(one).split("(")[0] == "work"]
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "run_worker":
        work = node.args[0]
        is_coroutine = isinstance(work, ast.Call) and ast.unparse(work.func) != "partial"
        return [] if is_coroutine else [node]
    return []


@pytest.mark.usefixtures("ready_index")
@pytest.mark.parametrize("command", ["text", "search 养老", "compare"])
def test_no_command_reaches_for_the_network(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command.split()],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.usefixtures("ready_index")
def test_a_note_leaves_no_trace_but_in_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Index, state and settings are to the byte what they were before it was written."""
    assert main(["search", "养老"]) == 0
    before = elsewhere()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("此句不宜公开".encode())))
    assert main(["notes", "add", "二（七）第3段", "--kind", "建议"]) == 0
    for command in ("search 养老", "search 不宜公开", "notes list"):
        main(command.split())
    assert elsewhere() == before
    assert paths.notes_file().is_file()


def elsewhere() -> dict[Path, bytes]:
    """All files that are not among those of the notes."""
    machine = Path(os.environ["HOME"]).parent
    notes = str(paths.notes_file().with_suffix(""))
    files = (path for path in machine.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not str(path).startswith(notes)}
