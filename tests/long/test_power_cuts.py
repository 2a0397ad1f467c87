"""Every power cut of every path, where `tests/unit/test_power_cuts.py` tries some."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.test_power_cuts import KEPT, check, power_cuts_of

pytestmark = pytest.mark.long


@pytest.mark.parametrize("what", KEPT)
def test_every_power_cut_leaves_old_or_new(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Path(os.environ["HOME"]).parent
    cuts = power_cuts_of(what, machine)
    print(f"{what}: {len(cuts)} power cuts")
    check(what, cuts, machine, tmp_path, monkeypatch)
