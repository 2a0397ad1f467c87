"""What is typed, as the driver reads it from the terminal."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from typing import Any

import pytest
from textual import constants, events
from textual.driver import Driver
from textual.message import Message

from review.cli import ESCAPE_MILLISECONDS
from review.terminal_driver import TerminalGone, terminal_driver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Textual reads the console itself")


class PipeDriver(Driver):
    """Reads from a pipe, and keeps what it makes of it."""

    def __init__(self) -> None:
        self.fileno, self.keyboard = os.pipe()
        self.exit_event = threading.Event()
        self.heard: queue.Queue[Message] = queue.Queue()

    def process_message(self, message: Message) -> None:
        self.heard.put(message)

    def write(self, data: str) -> None: ...

    def start_application_mode(self) -> None: ...

    def disable_input(self) -> None: ...

    def stop_application_mode(self) -> None: ...


def keys_of(*pieces: bytes, pause: float) -> tuple[list[str], float]:
    """What keys come of bytes that arrive in pieces, and the seconds from the last to its key."""
    kind: Any = terminal_driver(PipeDriver, None)
    driver = kind()
    reading = threading.Thread(target=driver.run_input_thread)
    reading.start()
    for piece in pieces:
        time.sleep(pause)
        os.write(driver.keyboard, piece)
    begun = time.perf_counter()
    found = [driver.heard.get(timeout=5)]
    seconds = time.perf_counter() - begun
    time.sleep(0.2)
    driver.exit_event.set()
    reading.join()
    for end in (driver.fileno, driver.keyboard):
        os.close(end)
    while not driver.heard.empty():
        found.append(driver.heard.get())
    return [one.key for one in found if isinstance(one, events.Key)], seconds


def test_esc_is_heard_sooner_than_textual_looks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual looks ten times a second; here the wait is a quarter of that."""
    monkeypatch.setattr(constants, "ESCAPE_DELAY", ESCAPE_MILLISECONDS / 1000)
    heard = [keys_of(b"\x1b", pause=0.01) for _ in range(5)]
    assert {tuple(keys) for keys, _seconds in heard} == {("escape",)}
    assert min(seconds for _keys, seconds in heard) < 0.09


@pytest.mark.parametrize("pieces", [(b"\x1b", b"[D"), (b"\x1b[", b"D"), (b"\x1b", b"[", b"D")])
def test_a_sequence_that_arrives_in_pieces_is_one_key(
    pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes within the wait belongs together."""
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.5)
    assert keys_of(*pieces, pause=0.05)[0] == ["left"]


def test_characters_cut_in_two_are_read_whole() -> None:
    """The bytes of a Chinese character may arrive apart."""
    zhong = "中".encode()
    assert keys_of(zhong[:1], zhong[1:], pause=0.02)[0] == ["中"]


def test_bytes_of_another_encoding_end_nothing() -> None:
    """A terminal of GB18030 sends two for a Chinese character, which are no UTF-8."""
    keys = keys_of("中".encode("gb18030"), b"x", pause=0.02)[0]
    assert keys[-1] == "x"


def test_a_terminal_that_is_gone_is_read_no_more() -> None:
    """The end of the input ends the reading, and is told."""
    kind: Any = terminal_driver(PipeDriver, None)
    driver = kind()
    os.close(driver.keyboard)
    driver.run_input_thread()
    assert isinstance(driver.heard.get_nowait(), TerminalGone)
    os.close(driver.fileno)
