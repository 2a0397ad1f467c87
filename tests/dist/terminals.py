"""The program in the real terminals of this machine: pictures to be looked at.

`make check-terminals` writes them to build/terminals/: page, copying, search, note and ballot in
each terminal that is there and in two fonts. What is copied is read back from the clipboard. Where
fcitx5 with its pinyin is there, search and note show a word as letters and then as characters.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

FONTS = {"noto": "Noto Sans Mono CJK SC", "dejavu": "DejaVu Sans Mono"}
TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "dbus-run-session": "dbus",
    "xclip": "xclip",
}
"""What takes the pictures, with the package of Debian that has it."""

PINYIN = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""
"""Settings of fcitx5: letters at first, pinyin after ctrl+space."""

GNOME = """\
[org/gnome/desktop/interface]
monospace-font-name='{font} 12'
"""
"""Settings of GNOME, whose terminal takes no font from the command line."""

PATIENCE = 60.0
"""Seconds that a terminal may take to show itself."""


class RealTerminal(NamedTuple):
    """A terminal program.

    Attributes:
        program: Its command.
        options: How it is told to run what comes behind, `{font}` standing for the font's name.
    """

    program: str
    options: tuple[str, ...]


TERMINALS = (
    RealTerminal(
        "xterm",
        ("-fa", "{font}", "-fd", FONTS["noto"], "-fs", "12", "-geometry", "100x30", "-e"),
    ),
    RealTerminal("gnome-terminal", ("--wait", "--geometry=100x30", "--")),
    RealTerminal("konsole", ("-p", "Font={font},12", "-p", "TerminalColumns=100", "-e")),
    RealTerminal("kitty", ("-o", "font_family={font}", "-o", "initial_window_width=100c", "--")),
)
"""GNOME Terminal stands for all that draw by VTE."""


@contextmanager
def program(*command: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended, with all that it has started, at the end of the block."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=env, stdout=quiet, stderr=quiet, start_new_session=True, cwd=env["HOME"]
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


class Desk:
    """A display with one terminal on it.

    Args:
        env: The environment of its programs.
        folder: Where pictures go.
    """

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._env = env
        self._folder = folder

    def press(self, *keys: str) -> None:
        """Press keys by the names of X."""
        self._do("xdotool", "key", "--delay", "80", *keys)
        time.sleep(1.5)

    def write(self, word: str, with_input: str) -> None:
        """Type a word: its letters, and in pinyin where there is an input method."""
        self._do("xdotool", "type", "--delay", "150", word)
        time.sleep(1.5)
        if with_input:
            self.press("space", "ctrl+space")
            self._do("xdotool", "type", "--delay", "150", word)
            time.sleep(1.5)
            self.press("space")
            self.press("ctrl+space")

    def picture(self, name: str) -> None:
        """Write what the display shows."""
        self._do("import", "-window", "root", str(self._folder / f"{name}.png"))

    def clipboard(self) -> str:
        """What the clipboard holds."""
        return self._do("xclip", "-o", "-selection", "clipboard").stdout.decode()

    def wait_for_window(self) -> bool:
        """Whether a window has come up; it gets the keys."""
        deadline = time.monotonic() + PATIENCE
        found = ("search", "--sync", "--onlyvisible", "--name", ".")
        while time.monotonic() < deadline:
            if self._do("xdotool", *found).stdout.strip():
                # There is no window manager, and Qt composes only in a window that has the focus.
                self._do("xdotool", *found, "windowfocus", "--sync")
                return True
            time.sleep(0.5)
        return False

    def _do(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, env=self._env, check=False, capture_output=True)


def look(terminal: RealTerminal, font: str, folder: Path, display: int) -> None:
    """Walk through the program in one terminal and take the pictures.

    Args:
        terminal: It.
        font: Key of `FONTS`.
        folder: Where the pictures go.
        display: Number of the X display.
    """
    home = Path(tempfile.mkdtemp())
    env = {name: os.environ[name] for name in ("PATH",)} | {
        "HOME": str(home),
        "DISPLAY": f":{display}",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "XMODIFIERS": "@im=fcitx",
        "GTK_IM_MODULE": "fcitx",
        "QT_IM_MODULE": "fcitx",
        "GLFW_IM_MODULE": "ibus",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "GSETTINGS_BACKEND": "keyfile",
    }
    gnome = GNOME.format(font=FONTS[font])
    for name, text in (("fcitx5/profile", PINYIN), ("glib-2.0/settings/keyfile", gnome)):
        path = home / ".config" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    words = [part.format(font=FONTS[font]) for part in terminal.options]
    started = shlex.join([terminal.program, *words, sys.executable, "-m", "review"])
    with_input = "fcitx5 -d -r; sleep 5; " if shutil.which("fcitx5") else ""
    command = ["dbus-run-session", "--", "sh", "-c", f"{with_input}exec {started}"]
    screen = ("Xvfb", f":{display}", "-screen", "0", "2400x900x24")
    with program(*screen, env=env):
        time.sleep(2)
        with program(*command, env=env):
            desk = Desk(env, folder)
            name = f"{terminal.program}-{font}"
            if not desk.wait_for_window():
                print(f"{name}：窗口没有打开")
                return
            time.sleep(8)
            desk.press("Escape")
            desk.picture(f"{name}-1-page")
            desk.press("Return", "ctrl+c")
            desk.picture(f"{name}-2-copied")
            copied = desk.clipboard()
            desk.press("Escape", "F3")
            desk.write("yanglao", with_input)
            desk.picture(f"{name}-3-search")
            desk.press("Escape", "Escape", "F4")
            desk.write("yanglao", with_input)
            desk.picture(f"{name}-4-note")
            desk.press("Escape", "F5")
            desk.press("5")  # try a ballot
            desk.picture(f"{name}-5-ballot")
    shutil.rmtree(home, ignore_errors=True)
    print(f"{name}：5张；剪贴板里是“{copied}”")


def main() -> None:
    """Look at all that are there."""
    folder = Path(sys.argv[1]).absolute()
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        print(f"没有装{'、'.join(missing)}，跳过。")
        return
    folder.mkdir(parents=True, exist_ok=True)
    display = 90
    wanted = sys.argv[2:] or [terminal.program for terminal in TERMINALS]
    for terminal in TERMINALS:
        if terminal.program not in wanted:
            continue
        if shutil.which(terminal.program) is None:
            print(f"没有装{terminal.program}，跳过。")
            continue
        for font in FONTS:
            look(terminal, font, folder, display)
            display += 1
    print(f"图片在{folder}，请逐个查看。")


if __name__ == "__main__":
    main()
