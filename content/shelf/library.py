"""Where reports come from: the one that ships with the program, a folder, or a text file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from content.decode import Decoded, decode
from content.errors import Problem
from content.files import is_folder, is_there, read_bytes
from content.lines import BLANK
from content.report import Report
from content.shelf.manifest import MANIFEST, read_manifest
from content.shelf.stored_outline import load_stored

BUILTIN = Path(__file__).parents[1] / "zhangdian-2024"
"""The folder of the report that ships with the program."""

BUILTIN_ID = BUILTIN.name
"""Its id."""

OPENING = 100_000
"""Characters of a very long text that are read before its first page: six usual reports."""


class Opened(NamedTuple):
    """A report that can be shown at once."""

    report: Report
    """The report, or the opening of a very long one."""
    whole: Callable[[], Report] | None = None
    """Reads all of a very long one: a tenth of a second for a hundred usual reports."""


def load_builtin() -> Report:
    """The report that ships with the program."""
    return load_folder(BUILTIN)


def load_folder(folder: Path) -> Report:
    """Load a report folder, from its stored outline if that fits its files.

    Raises:
        Problem: Its manifest or its text is missing or broken.
    """
    return load_stored(folder) or parse_folder(folder)


def parse_folder(folder: Path) -> Report:
    """Read a report folder's manifest and parse the text that it names.

    Raises:
        Problem: One of the two is missing or broken; the message names file and line.
    """
    from content.parsing.outline import parse  # 12 ms; mostly the outline is stored

    manifest = read_manifest(folder)
    text = kept_text(read_bytes(manifest.text), manifest.text)
    return parse(text, report_id=manifest.id, title=manifest.title)


def kept_text(data: bytes, path: Path | str) -> str:
    """The text of a report's file, as it is: what was kept is mended already.

    Raises:
        Problem: It is no text, or holds none.
    """
    text = decode(data, path).text
    if not text.strip(BLANK + "\n"):
        raise Problem("文件里没有文字。", path=path, remedy="请换一个有内容的文本文件。")
    return text


def load_file(path: Path | str) -> Report:
    """Load a report from a text file, a report folder or a folder's manifest.

    A text file goes by its name: the report's id is the file name without its ending, so that
    notes still find it when the text was corrected.

    Raises:
        Problem: It cannot be read as a report; the message names the file.
    """
    opened = open_file(path)
    return opened.report if opened.whole is None else opened.whole()


def open_file(path: Path | str) -> Opened:
    """Open a report from the same places as `load_file`, a very long one by its opening first."""
    path = Path(path)
    if path.name == MANIFEST:
        return Opened(load_folder(path.parent))
    if is_folder(path):
        if not is_there(path / MANIFEST):
            remedy = f"请指定文本文件，或含有{MANIFEST}的文件夹。"
            raise Problem("这是文件夹，不是文件。", path=path, remedy=remedy)
        return Opened(load_folder(path))
    decoded = decode(read_bytes(path), path)
    text = decoded.text
    if len(text) <= OPENING:
        return Opened(_report(decoded, path))
    cut = text.rfind("\n", 0, OPENING) + 1 or OPENING
    opening = _report(decoded._replace(text=text[:cut]), path)
    return Opened(opening, lambda: _report(decode(read_bytes(path), path), path))


def _report(decoded: Decoded, path: Path) -> Report:
    """The report of a text file, mended as it is when it is put on the shelf."""
    from content.importing.plain import mended  # 10 ms, beside the parser
    from content.importing.usual_characters import in_usual_characters
    from content.parsing.outline import parse  # likewise

    extract = in_usual_characters(mended(decoded, path))
    report = parse(extract.text, report_id=path.stem)
    return replace(report, remarks=(*extract.remarks, *report.remarks))
