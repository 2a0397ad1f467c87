"""Where reports come from: the one that ships with the program, a folder, or a text file."""

from __future__ import annotations

from pathlib import Path

from content.errors import Problem
from content.report import Report
from content.stored import load_stored

BUILTIN = Path(__file__).parent / "zhangdian-2024"
"""The folder of the report that ships with the program."""


def load_builtin() -> Report:
    """The report that ships with the program."""
    return load_folder(BUILTIN)


def load_folder(folder: Path) -> Report:
    """Load a report folder, from its stored outline if that fits its files."""
    return load_stored(folder) or parse_folder(folder)


def parse_folder(folder: Path) -> Report:
    """Read a report folder's manifest and parse the text that it names."""
    from content.decode import decode
    from content.manifest import read_manifest
    from content.outline import parse
    from content.tomlfile import read_bytes

    manifest = read_manifest(folder)
    text = decode(read_bytes(manifest.text), manifest.text).text
    return parse(text, report_id=manifest.id, title=manifest.title)


def load_file(path: Path | str) -> Report:
    """Load a report from a text file, a report folder or a folder's manifest.

    A text file goes by its name: the report's id is the file name without its ending, so that
    notes still find it when the text was corrected.

    Raises:
        Problem: It cannot be read as a report; the message names the file.
    """
    from content.decode import decode
    from content.manifest import MANIFEST
    from content.outline import parse
    from content.tomlfile import read_bytes

    path = Path(path)
    if path.name == MANIFEST:
        return load_folder(path.parent)
    if path.is_dir():
        if not (path / MANIFEST).is_file():
            raise Problem(
                "这是文件夹，不是文件。",
                path=path,
                remedy=f"请指定文本文件，或含有{MANIFEST}的文件夹。",
            )
        return load_folder(path)
    text = decode(read_bytes(path), path).text
    return parse(text, report_id=path.stem)
