"""How Textual takes over the first page, which stands on the screen already.

Textual paints a screen several times before all of it is there: without its notes, without its
scroll bars, with them. None of that is let through. When nothing changes any more, the screen is
compared with the first page cell by cell, and only what differs is painted.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import WorkerError

from review.reading.page import Page
from review.typeahead import finish, painted
from review.widgets.textual_private import painted_rows, whole_screen

if TYPE_CHECKING:
    from review.app import ShenyiApp
    from review.first_page import FirstPage

NOTES_BY = 1.0
"""Seconds for which the first page stands without the notes that belong to it."""

_ROUNDS = 4
"""Paintings to wait for at most until one changes nothing: on a screen with a cursor that blinks,
opened by a key that was typed at once, a slow machine never sees one."""


class Takeover:
    """Has nothing painted over the first page before all of the screen is as it will be."""

    def __init__(self, app: ShenyiApp, page: FirstPage) -> None:
        self._app = app
        self.page = page
        self.is_done = False
        self.kept_back = 0
        """Frames that were not painted meanwhile."""

    async def run(self) -> None:
        """Paint what is to look otherwise than on the first page, once all of it is ready.

        Notes that have not been read after `NOTES_BY` come later.
        """
        app = self._app
        if self.page.is_ending:
            app.exit()
        await app.reading.furnished.wait()
        notes = [worker for worker in app.workers if worker.group == "notes"]
        read = app.workers.wait_for_complete(notes)
        with suppress(asyncio.TimeoutError, WorkerError):
            await asyncio.wait_for(asyncio.shield(read), NOTES_BY)
        for _ in range(_ROUNDS):
            kept_back = self.kept_back
            # A key that was typed at once may have opened another report meanwhile.
            for page in app.reading.query(Page):
                await finish(page)  # it hears of the notes, the screen of it
            await painted(app.screen)
            if kept_back == self.kept_back:
                break
        self.is_done = True
        whole = whole_screen(app.screen)
        app.paint_spans(whole, list(self.page.differing(painted_rows(whole))))
