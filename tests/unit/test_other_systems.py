"""Windows and macOS: nothing that only some systems have is needed to import or to use a part.

What Windows has not is hidden once the libraries are loaded, which have their own ways there; then
all of ours is imported, the view is opened on a screen in memory, and notes and ballots are kept.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WITHOUT_POSIX = """
import asyncio, ctypes, importlib, os, pkgutil, signal, subprocess, sys, tempfile, types
import docx, jieba, jinja2, lxml.html, platformdirs, pypdfium2, whoosh.index
import textual.drivers.linux_driver, textual.pilot, textual.widgets

for name in ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None
for name in ("SIGHUP", "SIGKILL", "SIGQUIT", "SIGALRM", "SIGWINCH", "SIGTSTP", "SIGUSR1"):
    delattr(signal, name)
for name in ("fchmod", "fchown", "fork", "killpg", "O_NOFOLLOW", "O_DIRECTORY", "statvfs"):
    delattr(os, name)
subprocess.CREATE_NO_WINDOW = subprocess.BELOW_NORMAL_PRIORITY_CLASS = 0
locked = types.ModuleType("msvcrt")
locked.LK_NBLCK = 2
locked.locking = lambda descriptor, mode, length: None
sys.modules["msvcrt"] = locked
ctypes.WINFUNCTYPE = ctypes.CFUNCTYPE
ctypes.WinDLL = lambda name: types.SimpleNamespace(SetConsoleCtrlHandler=lambda handler, add: 0)
sys.platform = "win32"

for name in ("content", "index", "review"):
    package = importlib.import_module(name)
    for below in pkgutil.walk_packages(package.__path__, name + "."):
        if not below.name.endswith("__main__"):
            importlib.import_module(below.name)

from pathlib import Path

from content.shelf.library import Opened, load_builtin
from content.span import Span
from review.base import paths
from review.app import ShenyiApp
from review.settings.config import Config
from review.notes.model import Kind, anchor, new_note
from review.notes.store.note_store import NoteStore
from review.voting.vote_files import candidates_in_force, default_rules
from review.voting.vote import Vote

report = load_builtin()


async def read():
    app = ShenyiApp(Opened(report), Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.wait_for(app.reading.furnished.wait(), 10)
        await pilot.press("pagedown")
        assert app.reading.place > (1, 0)


asyncio.run(read())
store = NoteStore(paths.notes_file())
place = anchor(report, Span(3, 0, 3, 2), store.keep_text(report))
store.add(new_note(report.id, place, Kind.MEMO, (), "记"))
assert len(store.notes(report.id)) == 1
store.close()
vote = Vote(report)
vote.close()
print("well")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it is no pretence there")
def test_all_of_it_runs_where_there_is_no_posix() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.stdout, run.stderr) == ("well\n", "")
