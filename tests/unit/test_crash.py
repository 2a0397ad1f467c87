"""What a crash shows, and what it must not show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from review.crash import crash_text

ROOT = Path(__file__).parents[2]
SECRET = "不宜公开的批注"


class OddError(Exception):
    """An error that cannot even be printed."""

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError(SECRET)


def crash(error: BaseException) -> BaseException:
    """Raise `error` with a secret in a local variable, and catch it."""
    note = SECRET
    try:
        raise error
    except BaseException as caught:
        assert note
        return caught


def test_a_crash_names_places_and_kind_only() -> None:
    """File, line, function and kind of the error are there; message and local variables not."""
    text = crash_text(crash(ValueError(SECRET)))
    assert "builtins.ValueError" in text
    assert f"{__file__}:" in text
    assert " crash" in text
    assert SECRET not in text
    assert text.startswith("审议遇到程序错误")


def test_neither_cause_nor_context_is_shown() -> None:
    """A chained error keeps its message to itself as well."""
    error = crash(ValueError("outer"))
    error.__cause__ = crash(KeyError(SECRET))
    error.__context__ = crash(LookupError(SECRET))
    assert SECRET not in crash_text(error)


def test_an_error_that_cannot_be_printed_is_no_second_crash() -> None:
    """The error's own methods are not called."""
    text = crash_text(crash(OddError()))
    assert "OddError" in text
    assert SECRET not in text


def test_an_error_that_was_never_raised_has_no_places() -> None:
    """An error without a trace gives the sentence and the kind."""
    assert crash_text(RecursionError()).splitlines()[1:] == ["builtins.RecursionError"]


def run(body: str) -> subprocess.CompletedProcess[str]:
    """Run a program that installs the hook and then does `body`."""
    program = f"from review import crash\ncrash.install()\nnote = '{SECRET}'\n{body}\n"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_outside_of_the_screen_a_crash_looks_the_same() -> None:
    """An error that nobody caught ends the command with status 1 and without the message."""
    ended = run("raise ValueError(note)")
    assert ended.returncode == 1
    assert "审议遇到程序错误" in ended.stderr
    assert "builtins.ValueError" in ended.stderr
    assert SECRET not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_ctrl_c_ends_quietly() -> None:
    """Interrupting the command is not a crash."""
    ended = run("raise KeyboardInterrupt")
    assert (ended.returncode, ended.stderr) == (130, "")


def test_ctrl_c_while_the_program_is_loaded_ends_quietly() -> None:
    """It is pressed at once by who has started the wrong thing."""
    ended = run(
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(name, *_):\n"
        "        if name == 'review.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed)\n"
        "sys.excepthook = sys.__excepthook__\n"
        "from review.__main__ import main\n"
        "main()"
    )
    assert (ended.returncode, ended.stderr) == (130, "")
