"""The manifest of a report folder, `report.toml`."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import NamedTuple

from content.files import is_folder, is_there
from content.tomlfile import TomlFile, read_toml, toml_value

MANIFEST = "report.toml"


class Manifest(NamedTuple):
    """What the folder says of its report."""

    id: str
    title: str
    text: Path
    """The file that holds the report's text."""
    place: str = ""
    year: int | None = None
    session: str = ""
    date: datetime.date | None = None
    """The day on which the report was given."""
    speaker: str = ""
    original: str = ""
    """Name of the file that the report was read from, as it was, if that stands in the folder."""
    added: datetime.datetime | None = None
    """When it was put on the shelf."""
    earlier: tuple[str, ...] = ()
    """Names of the files that hold the text as it was before it was revised, the oldest first."""
    removed: float | None = None
    """When it went into the trash, in seconds since 1970, as the name of its folder says there."""

    @property
    def known(self) -> list[str]:
        """What is known of it besides its title: day or year, place, speaker."""
        pieces = (str(self.date or self.year or ""), self.place, self.speaker)
        return [piece for piece in pieces if piece]

    @property
    def newness(self) -> tuple[int, datetime.date, float, str]:
        """What the shelf is sorted by, the greatest first: year, day, when it was added."""
        year = self.year or (self.date.year if self.date else 0)
        added = self.added.timestamp() if self.added else 0.0
        return year, self.date or datetime.date.min, added, self.id


_NEEDED = ("id", "title", "text")
"""What has to be said; the rest is told as far as it is known."""

_FILE_NAME = r"(?!\.{0,2}$)[^/\\]+"
"""The name of a file in the same folder, on every system."""

_FILES = ("text", "original")
"""Names of files, which stand beside the manifest: its folder may be copied or moved."""

_TYPES: dict[str, tuple[type, str]] = {
    "id": (str, '文字，如 id = "zhangdian-2024"'),
    "title": (str, '文字，如 title = "张店区2024年政府工作报告"'),
    "text": (str, '文件名，如 text = "report.txt"'),
    "place": (str, '文字，如 place = "张店区"'),
    "year": (int, "年份，如 year = 2024"),
    "session": (str, '文字，如 session = "张店区第十八届人民代表大会第三次会议"'),
    "date": (datetime.date, "日期，如 date = 2024-01-30"),
    "speaker": (str, '文字，如 speaker = "张店区人民政府区长苏振华"'),
    "original": (str, '文件名，如 original = "original.docx"'),
    "added": (datetime.datetime, "时间，如 added = 2025-01-20T08:00:00+08:00"),
    "earlier": (list, '文件名，如 earlier = ["report.txt"]'),
}


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a report folder.

    Raises:
        Problem: It is missing or broken; the message names file and line. One of a newer version is
            a `NewerFile`.
    """
    file = read_toml(folder / MANIFEST)
    _check(file)
    data = file.data
    text = folder / data["text"]
    if not is_there(text) or is_folder(text):
        remedy = "请把它放进同一个文件夹，或改正文件名。"
        raise file.problem(f"找不到报告全文“{data['text']}”。", "text", remedy=remedy)
    return Manifest(**{**data, "text": text, "earlier": tuple(data.get("earlier", ()))})


def said_in(folder: Path, key: str) -> str:
    """What the manifest of a folder says as `dump_manifest` wrote it; nothing if that fails.

    It takes a twentieth of the time of `read_manifest`. The key is that of a text.
    """
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        found = re.search(rf'^{key} = (".*")$', text, re.MULTILINE)
        return str(json.loads(found[1])) if found else ""
    except (OSError, ValueError):
        return ""


def dump_manifest(manifest: Manifest) -> str:
    """The TOML that `read_manifest` reads."""
    rows = manifest._replace(removed=None)._asdict()
    rows |= {"text": manifest.text.name, "earlier": list(manifest.earlier)}
    return "".join(
        # A datetime is a date too.
        f"{key} = {value.isoformat() if isinstance(value, datetime.date) else toml_value(value)}\n"
        for key, value in rows.items()
        if value not in (None, "", [])
    )


def _check(file: TomlFile) -> None:
    file.refuse_newer(1, "这份报告")  # none is written so far
    file.expect(_TYPES)
    for key, (kind, form) in _TYPES.items():
        if key not in file.data:
            if key not in _NEEDED:
                continue
            raise file.problem(f"缺少“{key}”这一项。", remedy=f"请补上{form}。")
        value = file.data[key]
        ages = isinstance(value, datetime.datetime) and not 1970 < value.year < 3000
        names = value if isinstance(value, list) else [value] if key in _FILES else []
        named = all(isinstance(name, str) and re.fullmatch(_FILE_NAME, name) for name in names)
        if type(value) is not kind or value == "" or ages or not named:
            raise file.problem(f"“{key}”这一项写得不对。", key, remedy=f"应是{form}。")
