"""The notes in full: fifty kills of a process that writes as fast as it can."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.unit.notes.store.killing import Outcome, check, kill_once

pytestmark = pytest.mark.long


def test_no_acknowledged_note_is_lost_by_fifty_kills(tmp_path: Path) -> None:
    path, outcome, chance = tmp_path / "notes.db", Outcome(), random.Random(50)
    for _ in range(50):
        kill_once(path, outcome, chance)
        check(path, outcome)
    assert outcome.steps > 50
