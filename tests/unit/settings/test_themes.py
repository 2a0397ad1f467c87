"""Every theme can be read: the contrast of its texts, in all colours and rounded to sixteen."""

from __future__ import annotations

import sys

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.theme import Theme

from review.base import paths
from review.settings.colours import COLOURS, NAMES, load_theme, next_theme, save_theme
from review.terminal_app import THEMES
from review.typography.looks import NOTE_LOOKS, Look, looks

TEXTS = ("foreground", "primary", "secondary", "muted", "text-muted", "text-disabled")
"""Colours that text has on the page, in lists, on notes and where a line is still empty."""


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance of a colour (WCAG 2.2, definition of that name)."""

    def linear(part: float) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(text: Color, behind: Color) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    lights = [luminance(*colour.get_truecolor()) for colour in (text, behind)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def lowest(theme: str, system: ColorSystem) -> float:
    """The lowest contrast of a text with what is behind it."""
    colours = COLOURS[theme]

    def rounded(name: str) -> Color:
        return Color.parse(colours[name]).downgrade(system)

    notes = [look.value for look in NOTE_LOOKS]
    grounds = ("background", "surface", "panel", *notes)
    return min(contrast(rounded(text), rounded(ground)) for text in TEXTS for ground in grounds)


@pytest.mark.parametrize(("theme", "demanded"), [("light", 4.5), ("dark", 4.5), ("contrast", 7)])
def test_every_text_stands_out(theme: str, demanded: float) -> None:
    """4.5 is what text needs, 7 the highest grade (WCAG 2.2, 1.4.3 and 1.4.6)."""
    assert lowest(theme, ColorSystem.TRUECOLOR) >= demanded


def test_sixteen_colours_are_enough_for_the_highest_contrast() -> None:
    """Rounded to the colours of a console, its texts stand out as before."""
    assert lowest("contrast", ColorSystem.STANDARD) >= 7


@pytest.mark.parametrize("name", [*TEXTS, "warning", "error", "success"])
def test_no_text_of_the_light_theme_becomes_yellow_in_sixteen_colours(name: str) -> None:
    """Rich takes the third colour for brown; terminals show a yellow that is lost on white."""
    rounded = Color.parse(COLOURS["light"][name]).downgrade(ColorSystem.STANDARD)
    assert rounded.number in (0, 1, 4, 5, 8)


@pytest.mark.skipif(sys.platform == "win32", reason="TERM is nothing there")
@pytest.mark.parametrize(
    ("term", "colours", "theme"),
    [
        ("xterm-256color", "", "dark"),
        ("xterm", "truecolor", "dark"),
        ("linux", "", "contrast"),
        ("vt100", "", "contrast"),
        ("xterm-16color", "", "contrast"),
    ],
)
def test_where_colours_are_few_the_first_start_is_in_contrast(
    monkeypatch: pytest.MonkeyPatch, term: str, colours: str, theme: str
) -> None:
    """By what the terminal says of itself; once chosen, the choice stands."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colours)
    assert load_theme(paths.theme_file()) == theme
    save_theme(paths.theme_file(), "light")
    assert load_theme(paths.theme_file()) == "light"


@pytest.mark.parametrize("colours", COLOURS.values())
def test_no_look_is_told_by_colour_alone(colours: dict[str, str]) -> None:
    """Taken without its colours, what is marked differs from the text around it, and each other."""
    styles = looks(colours, colours["background"])

    def plain(*layers: Look) -> tuple[bool, ...]:
        style = Style.combine(styles[look] for look in layers)
        return bool(style.bold), bool(style.underline), bool(style.reverse)

    note = NOTE_LOOKS[0]
    marked = [(), (note,), (Look.HIT,), (Look.CURRENT_HIT,), (Look.SELECTION,), (Look.CARET,)]
    seen = [plain(Look.BODY, *layers) for layers in marked]
    assert len(set(seen)) == len(seen)
    assert plain(Look.BODY, Look.SELECTION, Look.CARET) != plain(Look.BODY, Look.SELECTION)
    assert plain(Look.BODY, note, Look.SELECTION) != plain(Look.BODY, note)
    assert {plain(Look.BODY, each) for each in NOTE_LOOKS} == {plain(Look.BODY, note)}


def test_f9_comes_round() -> None:
    """Every theme has a name, and one after the other is reached."""
    assert list(NAMES) == list(THEMES)
    name = "dark"
    passed = []
    for _ in THEMES:
        name = next_theme(name)
        passed.append(name)
    assert set(passed) == set(NAMES)
    assert name == "dark"


@pytest.mark.parametrize("theme", THEMES.values())
def test_textual_paints_in_these_colours(theme: Theme) -> None:
    """It derives others from them, and changes none."""
    generated = {**theme.to_color_system().generate(), **theme.variables}
    assert {name: generated[name] for name in COLOURS[theme.name]} == COLOURS[theme.name]
