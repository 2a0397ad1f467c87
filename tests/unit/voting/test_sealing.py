"""Without the library that seals, all but the vote works; with it, it is loaded late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import Problem
from review.voting.box.sealing import need_sealing, new_box_key, opened_texts, sealed_texts

ROOT = Path(__file__).parents[3]


def test_what_is_missing_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "nacl"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nacl", None)
    with pytest.raises(Problem, match=r"缺少加密组件.*阅读、检索和批注照常可用"):
        need_sealing()


def test_no_library_is_loaded_before_the_first_page() -> None:
    """Nor with the screens of the vote: only with a box."""
    code = (
        "import sys, review.app, review.voting.screens.booth; "
        "print([name for name in ('nacl', 'openpyxl', 'docx') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == "[]"


def test_equal_texts_look_different_and_open_to_the_same() -> None:
    key = new_box_key(None)
    sealed = sealed_texts(key, [b"O X -"] * 3)
    assert len(set(sealed)) == 3
    assert opened_texts(key.secret, sealed) == [b"O X -"] * 3
    with pytest.raises(ValueError, match="another key"):
        opened_texts(new_box_key(None).secret, sealed)
    with pytest.raises(ValueError, match="another key"):
        opened_texts(key.secret, [sealed[0][:-1] + bytes([sealed[0][-1] ^ 1])])
