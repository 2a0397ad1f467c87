"""The clipboard: what is claimed was read back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from review.base.clipboard import put_on_clipboard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its programs are scripts of sh")

TEXT = "新建“长者食堂”20处。\n第二行"

KEEPS = 'case "$*" in *-o*) cat "$0.kept";; *) cat > "$0.kept";; esac'
FORGETS = 'case "$*" in *-o*) echo 别的;; *) cat > /dev/null;; esac'
FAILS = "exit 1"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, **tools: str) -> None:
    """Programs of these names that do what is said, and no others."""
    for name, does in tools.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{does}\n", encoding="utf-8")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_what_is_read_back_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, xclip=KEEPS)
    assert put_on_clipboard(TEXT)
    assert (tmp_path / "xclip.kept").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("does", [FORGETS, FAILS])
def test_what_cannot_be_read_back_is_not_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    install(tmp_path, monkeypatch, xclip=does)
    assert not put_on_clipboard(TEXT)


def test_the_next_program_is_asked_where_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps = KEEPS.replace("*-o*", "*--output*")
    install(tmp_path, monkeypatch, xclip=FAILS, xsel=keeps)
    assert put_on_clipboard(TEXT)


def test_under_wayland_its_own_programs_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = f"{tmp_path}/kept"
    install(tmp_path, monkeypatch, wl_copy=f"cat > {both}", wl_paste=f"cat {both}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert put_on_clipboard(TEXT)


def test_where_there_is_no_program_nothing_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch)
    assert not put_on_clipboard(TEXT)
