"""What every test gets: a machine without a past, and the other reports where they are."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

from review.base import paths

FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}
"""Where programs keep things, each moved into the test's own folder."""

FIXED = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TZ": "Asia/Shanghai",
}
"""What a program may read from its surroundings, the same on every machine."""

UNSET = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE", "LC_ALL", "LC_CTYPE")
"""What would change how a program looks."""

KEPT = ("SHENYI_CORPUS", "TEXTUAL_SNAPSHOT_TEMPDIR")
"""What tests need: the corpus, and where pytest-textual-snapshot keeps its notes."""

# The same examples on every run, so that a failure seen once is seen again. To look further:
# make test ARGS="--hypothesis-profile=explore"
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, database=None, max_examples=2000)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make pictures`."""
    parser.addoption(
        "--write-pictures", action="store_true", help="write the pictures of docs/ anew"
    )


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shut out the home folder, the settings and the terminal of whoever runs the tests."""
    for name in os.environ:
        if name.startswith(("SHENYI_", "TEXTUAL_")) and name not in KEPT:
            monkeypatch.delenv(name)
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in FIXED.items():
        monkeypatch.setenv(name, value)
    for name, folder in FOLDERS.items():
        path = tmp_path / "machine" / folder
        path.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(path))
    paths.welcome_file().parent.mkdir(parents=True)  # the user is no newcomer
    paths.welcome_file().touch()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of other reports that SHENYI_CORPUS names; the test is skipped without it."""
    folder = os.environ.get("SHENYI_CORPUS")
    if not folder:
        pytest.skip("SHENYI_CORPUS names no folder of reports")
    return Path(folder)
