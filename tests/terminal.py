"""A program on a real terminal, driven by keys and mouse and read from its screen.

The program runs on a pty. What it writes goes to a terminal emulator (pyte), and everything is
asked of the rebuilt screen, never of the bytes. Rows and columns count from 0.

    with Terminal([sys.executable, "-m", "review"], columns=80, rows=24) as terminal:
        terminal.wait_for("政府工作报告")
        terminal.send("<PgDn>")
        terminal.settle()
        assert terminal.find("第一部分")

Times are seconds since the program was started or, after that, since the last input. A thread
stamps each piece of output as it is read, so the emulator's own cost is not in them.

It understands what Textual writes (no scrolling regions, no repeated characters) and needs Linux.
"""

from __future__ import annotations

import contextlib
import math
import os
import queue
import re
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte
from pyte.screens import Char
from wcwidth import wcwidth

if sys.platform != "win32":  # where what drives a terminal is skipped
    import fcntl
    import pty
    import termios

NAMED_KEYS = {
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "S-Tab": "\x1b[Z",
    "Backspace": "\x7f",
    "Del": "\x1b[3~",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~",
    **{f"F{n}": f"\x1bO{end}" for n, end in enumerate("PQRS", 1)},
    **{f"F{n}": f"\x1b[{code}~" for n, code in enumerate((15, 17, 18, 19, 20, 21, 23, 24), 5)},
    **{f"C-{letter}": chr(ord(letter) & 0x1F) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for the keys that `Terminal.send` knows by name, as in `<PgDn>`."""

MODE_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
SYNCHRONISED_OUTPUT = 2026

FOCUS_REPORTS = b"\x1b[?1004h"
"""The program wants to be told whether its window has the focus."""

KEYBOARD_PROTOCOL = re.compile(rb"\x1b\[[<>=]\d*u")
"""Kitty's keyboard protocol being switched: pyte would print part of it."""

PATIENCE = 90.0
"""Seconds after which a program that does not answer hangs."""

LOOK_MS = 10
"""Milliseconds between two looks at a program that may be at rest."""

NOT_INHERITED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "LINES")
"""Variables of whoever runs the tests that would slow the program down or set its size."""


class _Screen(pyte.Screen):
    """pyte's screen, which answers questions about cursor and kind of terminal through `answer`."""

    def __init__(self, columns: int, rows: int, answer: Callable[[bytes], None]) -> None:
        self._answer = answer
        super().__init__(columns, rows)

    def write_process_input(self, data: str) -> None:
        self._answer(data.encode())

    def draw(self, data: str) -> None:
        """Draw text, moving a wide character that meets the margin to the next row."""
        if data.isascii() or self.cursor.x + 2 * len(data) <= self.columns:
            super().draw(data)
            return
        for character in data:
            if self.cursor.x == self.columns - 1 and wcwidth(character) == 2:
                super().draw(" ")
            super().draw(character)


class Terminal:
    """One program on a terminal of its own, for a `with` block; it is ended with the block.

    Args:
        argv: The program and its arguments.
        columns: Width of the terminal.
        rows: Height of the terminal.
        env: Variables set beside those of this process.
        cwd: The folder the program starts in.
        focused: Whether the window has the focus at the start.

    Attributes:
        pid: The program's process id.
        output: All it has written so far.
    """

    def __init__(
        self,
        argv: Sequence[str],
        columns: int = 80,
        rows: int = 24,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        focused: bool = True,
    ) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        if cwd is not None:
            argv = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', str(cwd), *argv]
        self.output = bytearray()
        self._screen = _Screen(columns, rows, self._write)
        self._stream = pyte.ByteStream(self._screen)
        self._painted: dict[int, list[Char]] = {}
        self._chunks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._closed = False
        self._unfocused = not focused
        self._status: int | None = None

        self._fd, slave = pty.openpty()
        self._set_size(columns, rows)
        self._attributes = termios.tcgetattr(self._fd)
        self._clock = time.perf_counter()
        # The first terminal that the leader of a new session opens becomes its own. posix_spawn
        # runs no Python between fork and exec, so the threads of this process are no danger.
        self.pid = os.posix_spawnp(
            argv[0],
            list(argv),
            environment,
            setsid=True,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status is None:
            self.kill(signal.SIGKILL)
            self.wait_exit()
        self._reader.join(2)  # it sees the end of the output before the number can be reused
        os.close(self._fd)

    # ----------------------------------------------------------------- input

    def send(self, keys: str) -> None:
        """Type `keys`: text as it stands, and keys by name such as `<PgDn>`, `<F2>`, `<C-g>`."""
        self._input(re.sub(r"<([A-Z][\w-]*)>", lambda match: NAMED_KEYS[match[1]], keys))

    def click(self, column: int, row: int) -> None:
        """Press and release the left button on a cell."""
        self._input(_mouse(0, column, row) + _mouse(0, column, row, release=True))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Hold the left button from one cell (column, row) to another."""
        self._input(_mouse(0, *start) + _mouse(32, *end) + _mouse(0, *end, release=True))

    def drag_and_click(
        self, start: tuple[int, int], end: tuple[int, int], cell: tuple[int, int]
    ) -> None:
        """Drag from one cell to another, and click on a third, all in one write."""
        drag = _mouse(0, *start) + _mouse(32, *end) + _mouse(0, *end, release=True)
        self._input(drag + _mouse(0, *cell) + _mouse(0, *cell, release=True))

    def wheel(self, column: int, row: int, *, up: bool = False) -> None:
        """Turn the wheel one notch over a cell."""
        self._input(_mouse(64 if up else 65, column, row))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, columns)
        self._painted.clear()
        self._clock = time.perf_counter()
        self._set_size(columns, rows)

    def focus(self) -> None:
        """Give the window the focus."""
        self._input("\x1b[I")

    # -------------------------------------------------------------- waiting

    def wait_for(self, text: str, timeout: float = PATIENCE) -> float:
        """Wait until `text` stands on the screen, on one row or going on in the next; its time.

        Raises:
            TimeoutError: It did not come; the message shows the screen.
        """
        stamp = time.perf_counter()
        deadline = stamp + timeout
        while self.find(text) is None and text not in "".join(map(str.strip, self.rows())):
            chunk = self._next(deadline - time.perf_counter())
            if chunk is None:
                raise TimeoutError(f"{text!r} did not appear in {timeout} s:\n" + self._shown())
            stamp, _ = chunk
        return stamp - self._clock

    def wait_for_change(self, timeout: float = PATIENCE) -> float | None:
        """Wait until any cell changes; its time, or None when nothing changed."""
        deadline = time.perf_counter() + timeout
        while (chunk := self._next(deadline - time.perf_counter())) is not None:
            stamp, changed = chunk
            if changed:
                return stamp - self._clock
        return None

    def settle(
        self, quiet_ms: float = 150, at_change: Callable[[], object] = lambda: None
    ) -> float | None:
        """Wait until, for `quiet_ms`, no cell changes and the program has nothing to do.

        A program that other programs keep from running is not at rest, however still its screen.

        Args:
            quiet_ms: For how long.
            at_change: Called at each change of the screen.

        Returns:
            The time of the last change, if any.
        """
        last = None
        looks, wanted = 0, math.ceil(quiet_ms / LOOK_MS)
        while looks < wanted and not self._closed:
            moment = self.wait_for_change(LOOK_MS / 1000)
            if moment is not None:
                last = moment
                at_change()
            looks = 0 if moment is not None or _is_running(self.pid) else looks + 1
        return last

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Wait until the program ends; its exit status, negative for a signal.

        Raises:
            TimeoutError: It still runs; the message shows the screen.
        """
        deadline = time.perf_counter() + timeout
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.perf_counter() > deadline:
                raise TimeoutError(f"still running after {timeout} s:\n" + self._shown())
            elif self._next(0.01) is None and self._closed:
                time.sleep(0.005)  # it has left its terminal, and is still ending
        self.settle(50)
        return self._status

    # -------------------------------------------------------------- looking

    def rows(self) -> list[str]:
        """The rows of the screen, a wide character being one character of its row."""
        return ["".join(self._row(y)).rstrip() for y in range(self._screen.lines)]

    def find(self, text: str) -> tuple[int, int] | None:
        """The cell (column, row) on which `text` begins, or None if it is on no row."""
        for y in range(self._screen.lines):
            cells = self._row(y)
            before, found, _ = "".join(cells).partition(text)
            if found:
                width = 0
                column = 0
                while width < len(before):
                    width += len(cells[column])
                    column += 1
                while not cells[column]:  # the second half of a wide character
                    column += 1
                return column, y
        return None

    @property
    def cursor(self) -> tuple[int, int]:
        """The cell (column, row) of the terminal's cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    def style(self, column: int, row: int) -> Char:
        """What stands on a cell and how: `data`, `fg`, `bg`, `bold`, `reverse` and so on."""
        return self._screen.buffer[row][column]

    def is_in_order(self) -> bool:
        """Whether the terminal treats what is typed as it did before the program was started."""
        return termios.tcgetattr(self._fd) == self._attributes

    def peak_memory(self) -> float:
        """The most memory (MiB) the program and its children have held so far."""
        return sum(_peak_kib(pid) for pid in _family(self.pid)) / 1024

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        if self._status is None:
            os.kill(self.pid, number)

    # ------------------------------------------------------------- plumbing

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _input(self, keys: str) -> None:
        self._clock = time.perf_counter()
        self._write(keys.encode())

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # the program has gone, which wait_exit tells
            os.write(self._fd, data)

    def _read(self) -> None:
        """Stamp what the program writes, until it has gone (an empty piece says so)."""
        data = b"-"
        while data:
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                data = b""
            self._chunks.put((time.perf_counter(), data))

    def _next(self, timeout: float) -> tuple[float, bool] | None:
        """Take one piece of output: its stamp and whether it changed the screen; None if none."""
        if self._closed:
            return None
        try:
            stamp, data = self._chunks.get(timeout=max(timeout, 0))
        except queue.Empty:
            return None
        self._closed = not data
        return stamp, self._feed(data)

    def _feed(self, data: bytes) -> bool:
        seen = max(0, len(self.output) - 8)  # a question may have been cut in two
        answered = len(self.output)
        self.output += data
        for match in MODE_QUERY.finditer(self.output, seen):
            if match.end() > answered:
                state = 2 if int(match[1]) == SYNCHRONISED_OUTPUT else 0
                self._write(b"\x1b[?%s;%d$y" % (match[1], state))
        if self._unfocused and FOCUS_REPORTS in self.output:
            self._unfocused = False
            self._write(b"\x1b[O")
        self._stream.feed(KEYBOARD_PROTOCOL.sub(b"", data))
        changed = False
        for y in self._screen.dirty:
            line = self._screen.buffer[y]
            cells = [line[x] for x in range(self._screen.columns)]
            if self._painted.get(y) != cells:
                self._painted[y] = cells
                changed = True
        self._screen.dirty.clear()
        return changed

    def _row(self, y: int) -> list[str]:
        line = self._screen.buffer[y]
        return [line[x].data for x in range(self._screen.columns)]

    def _shown(self) -> str:
        return "\n".join(self.rows())


def _mouse(button: int, column: int, row: int, *, release: bool = False) -> str:
    return f"\x1b[<{button};{column + 1};{row + 1}{'m' if release else 'M'}"


def _is_running(pid: int) -> bool:
    """Whether a thread of a process runs, waits for a processor or for the disk."""
    for status in Path(f"/proc/{pid}/task").glob("*/stat"):
        with contextlib.suppress(OSError):  # the thread has just ended
            if status.read_text().rpartition(")")[2].split()[0] in "RD":
                return True
    return False


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for parent in found:  # grows while it is walked
        for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # the thread has just ended
                found += [int(child) for child in tasks.read_text().split()]
    return found


def _peak_kib(pid: int) -> int:
    """What the kernel noted as a process's largest resident size; 0 once it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    match = re.search(r"VmHWM:\s*(\d+)", status)
    return int(match[1]) if match else 0
