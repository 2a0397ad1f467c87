"""Reports drawn by a generator read as their plain text does; what differs is told.

tests/long/test_prints.py prints whole reports, with a browser and a word processor too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.content.importing.producers import PRINTS
from tests.unit.content.importing.reading_prints import assert_told, headings
from tests.unit.content.parsing.samples import PRIMARY

LINES = [paragraph.text.strip() for paragraph in PRIMARY.paragraphs[:36]]


@pytest.mark.parametrize("name", [name for name in PRINTS if name.startswith("generator")])
def test_the_first_pages_of_a_print(name: str, tmp_path: Path) -> None:
    report = assert_told(PRINTS[name][1](LINES, tmp_path), LINES)
    assert (
        headings(report)
        == [(node.level, node.text) for node in PRIMARY.nodes if node.kind.is_heading][
            : len(headings(report))
        ]
    )
    assert len(headings(report)) == 5
