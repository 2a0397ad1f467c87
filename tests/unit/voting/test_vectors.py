"""Every worked case, to the field."""

from __future__ import annotations

from typing import Any

import pytest

from review.voting.counting.tally import tally
from tests.unit.voting.vectors import PRACTICE, VECTORS, ballots_of, rules_of


@pytest.mark.parametrize("vector", [*VECTORS, *PRACTICE], ids=lambda v: f"{v['id']}-{v['name']}")
def test_the_tally_of_a_worked_case(vector: dict[str, Any]) -> None:
    result = tally(rules_of(vector), vector["rules"]["m"], ballots_of(vector))

    assert result.as_json() == vector["expect"]


def test_there_are_52_of_them() -> None:
    assert len(VECTORS) == 52
