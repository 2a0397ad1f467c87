"""What is sent to the terminal besides what Textual sends, and what is not; what it sends back."""

from __future__ import annotations

import os
import select
import sys
from codecs import getincrementaldecoder

from textual import constants
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from review.first_page import ENTER, FirstPage
from review.typography.cells import sent

_ESCAPE = "\x1b"

_REST_WITHIN = max(0.1, constants.ESCAPE_DELAY)
"""Seconds for the rest of a sequence whose beginning nobody types; also between two looks whether
the program ends."""


class TerminalGone(Message):
    """Nobody will type any more: the window was closed, and the system sent no signal."""


def terminal_driver(kind: type[Driver], page: FirstPage | None) -> type[Driver]:
    """The class of the driver of this system, on a screen that may show the first page already.

    Then it does not switch to the other screen, which would clear the page, and when it ends it
    gives the terminal the attributes that it had before the page.
    """

    class TerminalDriver(kind):  # type: ignore[misc,valid-type]
        """Sends blanks behind the characters of open width; does not clear the first page."""

        def write(self, data: str) -> None:
            if data == ENTER and page is not None and not page.is_taken:
                page.is_taken = True
            else:
                super().write(sent(data))

        def start_application_mode(self) -> None:
            super().start_application_mode()
            if page is not None:
                self.attrs_before = page.attributes

        if sys.platform != "win32":

            def run_input_thread(self) -> None:
                """Take what is typed; Esc by itself is told from a sequence by the silence behind.

                Textual looks for that silence ten times a second only. Where the terminal is gone
                the program ends; what is no UTF-8 is a sign that stands for nothing.
                """
                parser, decode = XTermParser(), getincrementaldecoder("utf-8")("replace").decode
                wait = _REST_WITHIN
                while not self.exit_event.is_set():
                    typed = ""
                    if select.select([self.fileno], [], [], wait)[0]:
                        try:
                            data = os.read(self.fileno, 4096)
                        except OSError:  # how Linux tells the end of a terminal
                            data = b""
                        if not data:
                            self.process_message(TerminalGone())
                            return
                        typed = decode(data)
                    for message in parser.feed(typed) if typed else parser.tick():
                        self.process_message(message)
                    is_escape = typed.endswith(_ESCAPE)
                    wait = constants.ESCAPE_DELAY if is_escape else _REST_WITHIN

    return TerminalDriver
