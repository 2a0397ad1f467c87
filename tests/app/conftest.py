"""What every test of the running application gets: a pilot that waits for the application."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from review.app import ShenyiApp
from tests.app.waiting import wait_for_the_application
from tests.picture import export_screenshot


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_the_application(monkeypatch)


@pytest.fixture(autouse=True)
def _garbage_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no application live on with what it showed: the one of the user is the only one."""
    monkeypatch.setattr("review.app.end_start", lambda: None)


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""What Textual has parsed of styles, by the variables in them and all it was asked."""


@pytest.fixture(autouse=True)
def _styles_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the parsed styles between applications, as Textual does between screens of one."""
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, **how: Any) -> list[RuleSet]:
        key = css, *how.items(), frozenset(sheet._variables.items())
        if key not in _PARSED:
            _PARSED[key] = parse(sheet, css, **how)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)


@pytest.fixture(autouse=True)
def _pictures_look_like_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ShenyiApp, "export_screenshot", export_screenshot)


@pytest.fixture(autouse=True)
def _only_frames_that_are_looked_at(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leave the frames out that Textual composes after each message and, without a terminal, drops.

    They are half the time of these tests. What a test looks at, a picture or the rows of the
    screen, is composed for it; tests marked `painted` compose every frame.
    """
    if request.node.get_closest_marker("painted"):
        return
    compose, export = Compositor.render_update, App.export_screenshot
    is_looking = False

    def export_screenshot(
        self: App[None], *, title: str | None = None, simplify: bool = False
    ) -> str:
        nonlocal is_looking
        is_looking = True
        try:
            return export(self, title=title, simplify=simplify)
        finally:
            is_looking = False

    def render_update(
        self: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if is_looking:
            return compose(self, full, screen_stack, simplify)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(App, "export_screenshot", export_screenshot)
    monkeypatch.setattr(Compositor, "render_update", render_update)
