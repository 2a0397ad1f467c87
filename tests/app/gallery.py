"""Draws every screen in every look, to be looked at: `make gallery`."""

from __future__ import annotations

import asyncio
import html
import os
import sys
import tempfile
from pathlib import Path

import pytest

from review.base import paths
from review.settings.config import Config
from tests.app.scenes import SCENES, playing, stage
from tests.app.waiting import wait_for_the_application
from tests.conftest import FIXED
from tests.machine import FOLDERS
from tests.picture import with_chinese_widths

SIZES = ((40, 12), (80, 24), (120, 40), (200, 50))
THEMES = ("light", "dark", "contrast")


def draw(name: str, size: tuple[int, int], theme: str) -> str:
    """The picture of a screen, as SVG, on a machine without a past."""

    async def drawn(machine: Path) -> str:
        async with playing(name, machine, size, Config(theme=theme)) as view:
            return with_chinese_widths(view.app.export_screenshot())

    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        machine = Path(folder)
        for variable, value in FIXED.items():
            patch.setenv(variable, value)
        for variable, place in FOLDERS.items():
            (machine / place).mkdir(exist_ok=True)
            patch.setenv(variable, str(machine / place))
        paths.welcome_file().parent.mkdir(parents=True)
        paths.welcome_file().touch()
        stage(patch, machine)
        wait_for_the_application(patch)
        return asyncio.run(drawn(machine))


def draw_all(folder: Path) -> None:
    """Write the pictures, and a page that shows them side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    page = ["<meta charset='utf-8'>"]
    for name in SCENES:
        page.append(f"<h2>{html.escape(name)}</h2>")
        for size in SIZES:
            for theme in THEMES:
                file = folder / f"{name.replace(' ', '-')}-{size[0]}x{size[1]}-{theme}.svg"
                try:
                    picture = draw(name, size, theme)
                except AssertionError as missed:  # what it waits for has no room in this window
                    print(f"{name}, {size[0]}x{size[1]}:\n{missed}", flush=True)
                    break
                file.write_text(picture, encoding="utf-8")
                page.append(f"<img width='{size[0] * 8}' src='{file.name}'>")
        print(name, flush=True)
    (folder / "index.html").write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python -m tests.app.gallery FOLDER")
    os.environ.pop("NO_COLOR", None)
    draw_all(Path(sys.argv[1]))
