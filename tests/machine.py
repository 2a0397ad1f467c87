"""The machine of a test: folders without a past, and the variables that lead into them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from review.base import paths

FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "data",
    "WIN_PD_OVERRIDE_PERSONAL": "documents",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
    "TMPDIR": "temp",
    "TEMP": "temp",
    "TMP": "temp",
}
"""Where programs keep things, each moved into the folder of the machine."""

_UNTOUCHED = 1_000_000_000
"""When, in seconds, a folder was changed last that nothing has come into or gone from since."""


def surround(variables: Mapping[str, str]) -> None:
    """Have these variables and no others; most are there, from the test before."""
    for name in os.environ.keys() - variables.keys() - {"PYTEST_CURRENT_TEST"}:
        del os.environ[name]
    for name, value in variables.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


class Machines:
    """Machines for one test after the other; one that was left as it was found serves the next.

    Args:
        new_folder: Makes an empty folder.
        variables: What is set on every machine.
    """

    def __init__(self, new_folder: Callable[[], Path], variables: Mapping[str, str]) -> None:
        self._new_folder = new_folder
        self._base = variables
        self._variables: dict[str, str] = {}
        self._folders: dict[str, int] = {}
        """Those of the machine of late, with their modes."""

    def move_in(self) -> None:
        """Be on a machine where nothing has happened but that its user is no newcomer."""
        if self._folders and all(map(self._is_untouched, self._folders)):
            surround(self._variables)
            return
        machine = str(self._new_folder())
        folders = {name: f"{machine}{os.sep}{folder}" for name, folder in FOLDERS.items()}
        self._variables = {**self._base, **folders}
        surround(self._variables)
        for folder in set(folders.values()):
            os.mkdir(folder)  # noqa: PTH102 - a third of the time
        welcomed = paths.welcome_file()
        welcomed.parent.mkdir()
        welcomed.touch()
        self._folders = {}
        for folder in [machine, *folders.values(), str(welcomed.parent)]:
            os.utime(folder, (_UNTOUCHED, _UNTOUCHED))
            self._folders[folder] = os.stat(folder).st_mode  # noqa: PTH116

    def _is_untouched(self, folder: str) -> bool:
        try:
            status = os.lstat(folder)
        except OSError:
            return False
        return (status.st_mtime, status.st_mode) == (_UNTOUCHED, self._folders[folder])
