"""Characters that a font draws over their neighbours: the question, and what follows of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from textual import events
from textual._compositor import ChopsUpdate
from textual.app import App

from content.span import Span
from review.base import paths
from review.drawing_question import DrawingQuestion
from review.notes.model import Kind
from review.settings.terminal_drawing import load_drawing
from review.typography.cells import SAMPLE, Drawing, draw, drawing, is_open
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note
from tests.app.test_selecting import cell_at, copied_words, text_between
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
SPACED_SAMPLE = "".join(
    f"{character} " if is_open(character) else character for character in SAMPLE
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    draw(Drawing.NARROW)


@pytest.fixture
def newcomer() -> None:
    """A user who has never started the program."""
    shutil.rmtree(paths.state_dir())


@pytest.fixture
def spaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has answered that blanks are needed in GNOME's terminal."""
    monkeypatch.setenv("VTE_VERSION", "7200")
    paths.drawing_file().write_text("1\nvte=spaced\n", encoding="utf-8")


def asked(view: View) -> bool:
    return bool(view.screen.query(DrawingQuestion))


@pytest.mark.usefixtures("newcomer")
@pytest.mark.parametrize(
    ("key", "how"),
    [("1", Drawing.NARROW), ("2", Drawing.SPACED), ("２", Drawing.SPACED)],
)
async def test_a_newcomer_says_which_row_can_be_read(key: str, how: Drawing) -> None:
    """Both rows are shown; the answer is kept for this terminal and used at once and later."""
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.shows(SAMPLE) and view.shows(SPACED_SAMPLE.strip()))
        await view.press(key)
        await wait_until(view, lambda: not asked(view) and load_drawing(paths.drawing_file()))
        assert drawing() is how
    draw(Drawing.NARROW)
    async with reading(REPORT, (80, 24)) as view:
        assert not asked(view)
        assert drawing() is how


@pytest.mark.usefixtures("newcomer")
async def test_the_answer_can_be_clicked() -> None:
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.shows(SAMPLE))
        await view.pilot.click(DrawingQuestion, offset=(8, 2))
        await wait_until(view, lambda: load_drawing(paths.drawing_file()) is Drawing.SPACED)
        assert not asked(view)


@pytest.mark.usefixtures("newcomer")
async def test_whoever_begins_to_read_keeps_the_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key does what it does; nobody is asked again."""
    monkeypatch.setenv("KONSOLE_VERSION", "230804")
    monkeypatch.setattr("review.settings.terminal_drawing._chinese_font", lambda: "Noto Sans CJK")
    async with reading(REPORT, (80, 24)) as view:
        assert drawing() is Drawing.SPACED
        await view.press("]")
        assert view.page.current > 1
        await wait_until(view, lambda: load_drawing(paths.drawing_file()) is Drawing.SPACED)
        assert not asked(view)


@pytest.mark.usefixtures("newcomer")
async def test_a_terminal_that_gives_two_cells_is_not_asked_about() -> None:
    """Its own answer is taken."""
    async with reading(REPORT, (80, 24)) as view:
        view.app.post_message(events.CursorPosition(2, 0))
        await wait_until(view, lambda: load_drawing(paths.drawing_file()) is Drawing.WIDE)
        assert not asked(view)
        assert drawing() is Drawing.WIDE


@pytest.mark.painted
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_was_drawn_to_be_measured_is_painted_over(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in the first cell, over what the application takes to stand there still."""
    painted: list[object] = []
    monkeypatch.setattr(App, "_display", lambda _app, _screen, what: painted.append(what))
    async with reading(REPORT, size) as view:
        await view.press("down", "up")
        painted.clear()
        view.app.post_message(events.CursorPosition(1, 0))
        await view.done()
        spans = [span for what in painted if isinstance(what, ChopsUpdate) for span in what.spans]
        assert [(y, x) for y, x, _behind in spans] == [(0, 0)]


@pytest.mark.parametrize("keys", [["minus"], ["minus", "minus"], ["ctrl+p", *"标点", "enter"]])
async def test_a_key_and_the_palette_ask_again(keys: list[str]) -> None:
    async with reading(REPORT, (80, 24)) as view:
        assert not asked(view)
        await view.press(*keys)
        assert asked(view)
        await view.press("2")
        await wait_until(view, lambda: drawing() is Drawing.SPACED)


@pytest.mark.usefixtures("spaced")
@pytest.mark.parametrize(("start", "end"), [((20, 14), (31, 14)), ((50, 14), (12, 16))])
async def test_the_mouse_selects_what_it_passes_over(
    start: tuple[int, int], end: tuple[int, int]
) -> None:
    """The blank belongs to its character, and is in no text that is copied."""
    async with reading(REPORT, (116, 30)) as view:
        wanted = text_between(cell_at(view, start), cell_at(view, end))
        await view.drag(start, end)
        await view.press("ctrl+c")
        assert copied_words(view) == wanted


@pytest.mark.usefixtures("spaced")
async def test_a_click_on_either_half_of_a_sign_opens_its_note() -> None:
    """A star takes two cells then; its second is not the sign behind it."""
    body = 8
    notes = [
        make_note(REPORT, Span(body, 0, body, 20), "第一条"),
        make_note(REPORT, Span(body, 4, body, 8), "第二条", Kind.QUESTION),
    ]
    keep(REPORT, *notes)
    async with reading(REPORT, (160, 30)) as view:
        view.page.jump(body)
        await wait_until(view, lambda: view.page.marks.notes_of(body))
        rows = view.picture(view.page)
        row = next(y for y, text in enumerate(rows) if "★?" in text)
        column = rows[row].index("★?")
        signs = [view.page._sign_at(column + at, row) for at in range(3)]
        assert signs == [notes[0].id, notes[0].id, notes[1].id]


async def test_a_click_below_the_page_is_on_no_sign() -> None:
    """A click of a moment ago, when the window was higher."""
    async with reading(size=(80, 24)) as view:
        page = view.page
        below = page.size.height + 5
        page.post_message(events.Click(page, 0, below, 0, 0, 1, False, False, False))
        await view.pilot.pause()
        assert view.is_front()


@pytest.mark.usefixtures("spaced")
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_no_row_is_wider_than_its_window(size: tuple[int, int]) -> None:
    async with reading(size=size) as view:
        for key in ("", "pagedown", "pagedown", "f4"):
            await view.press(*filter(None, [key]))
            await view.pilot.pause()
            rows = view.app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in rows} == {size[0]}
