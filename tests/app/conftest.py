"""What every test of the running application gets: a pilot that waits for the application."""

from __future__ import annotations

from collections.abc import Callable
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType, MethodType
from typing import Any

import pytest
from rich.console import RenderableType
from textual import _callback
from textual._compositor import Compositor
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.notifications import Notification
from textual.screen import Screen

from review.app import ShenyiApp
from tests.app.waiting import PATIENCE, wait_for_the_application
from tests.picture import export_screenshot


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_the_application(monkeypatch)


@pytest.fixture(autouse=True)
def _what_is_said_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no notice go before a test that other programs hold up has looked at it."""
    monkeypatch.setattr(Notification, "time_left", PATIENCE)


@pytest.fixture(autouse=True)
def _garbage_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no application live on with what it showed: the one of the user is the only one."""
    monkeypatch.setattr("review.app.end_start", lambda: None)


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""What Textual has parsed of styles, by the variables in them and all it was asked."""

_SHEETS: dict[tuple[object, ...], tuple[list[RuleSet], dict[str, list[RuleSet]]]] = {}
"""The rules of whole sheets of styles, and where each name is in them."""


@pytest.fixture(autouse=True)
def _styles_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the parsed styles between applications, as Textual does between screens of one."""
    parse, parse_sheet = Stylesheet._parse_rules, Stylesheet.parse

    def parse_once(sheet: Stylesheet, css: str, **how: Any) -> list[RuleSet]:
        key = css, *how.items(), frozenset(sheet._variables.items())
        if key not in _PARSED:
            _PARSED[key] = parse(sheet, css, **how)
        return _PARSED[key]

    def parse_sheet_once(sheet: Stylesheet) -> None:
        key = *sheet.source.items(), frozenset(sheet._variables.items())
        if key not in _SHEETS:
            parse_sheet(sheet)
            _SHEETS[key] = sheet._rules, sheet.rules_map
        sheet._rules, sheet._rules_map = _SHEETS[key]
        sheet._require_parse = False

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)
    monkeypatch.setattr(Stylesheet, "parse", parse_sheet_once)
    # For each widget that is styled all rules are looked up, a million in a hundred tests; `id` is
    # an event besides, which the guard is told of.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)


@pytest.fixture(autouse=True)
def _parameters_are_counted_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the callbacks that are made for one call, which Textual counts anew, `inspect`."""
    count = _callback._count_parameters

    def count_quickly(callback: Callable[..., object]) -> int:
        if isinstance(callback, MethodType):
            return count_quickly(callback.__func__) - 1
        if not isinstance(callback, FunctionType) or hasattr(callback, "__wrapped__"):
            return count(callback)
        code = callback.__code__
        stars = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
        return code.co_argcount + code.co_kwonlyargcount + stars

    monkeypatch.setattr(_callback, "_count_parameters", count_quickly)


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
