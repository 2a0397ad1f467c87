"""A file that is far too large is refused before it is read, with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.cli import main


@pytest.mark.parametrize(
    "command",
    [
        ("notes", "import", "big.json"),
        ("merge", "big.json", "-o", "-"),
        ("tally", "--ballots", "big.csv"),
        ("candidates", "import", "big.csv"),
        ("candidates", "import", "big.xlsx"),
        ("candidates", "import", "big.toml"),
        ("open", "big.txt", "--yes"),
        ("revise", "big.txt"),
        ("read", "big.txt"),
    ],
    ids=" ".join,
)
def test_fifty_megabytes(
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (name,) = (word for word in command if word.startswith("big."))
    with (tmp_path / name).open("wb") as file:
        file.write(b"{[a,b\n")
        file.truncate(50_000_000)
    assert main([*command]) == 2
    assert "太大" in capsys.readouterr().err
