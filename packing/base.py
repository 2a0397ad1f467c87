"""What building both sticks needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "requirements"

_NOT_NEEDED = (
    # jieba guesses no words and tags none here; the data for that is most of it.
    *("jieba/lac_small", "jieba/analyse", "jieba/posseg"),
    *("bin", "*/tests", "lxml/includes", "lxml/isoschematron"),
)


class PackingError(Exception):
    """The stick cannot be built; the message is a Chinese sentence for whoever builds it."""


def drop_unneeded(libraries: Path) -> None:
    """Delete from a folder of libraries what the program never opens."""
    for pattern in _NOT_NEEDED:
        for path in libraries.glob(pattern):
            shutil.rmtree(path)


def run(*command: str | Path) -> None:
    """Run a command that has to succeed.

    Raises:
        PackingError: It did not; the message holds what it said.
    """
    words = [str(part) for part in command]
    done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8", cwd=ROOT)
    if done.returncode:
        raise PackingError(f"没有做成：{' '.join(words)}\n{done.stdout}{done.stderr}")


def pip(command: str, *arguments: str | Path) -> None:
    """Run pip of this Python.

    Raises:
        PackingError: It failed.
    """
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    run(sys.executable, "-m", "pip", command, *quiet, *arguments)
