"""Every folder and file of the user that the program reads or writes, in one place."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

import platformdirs

from content.errors import Problem
from content.files import is_folder

_NOT_IN_NAMES = r'[<>:"/\\|?*\s]|[^\w（）《》，。、“”—·.-]'
"""What Windows forbids in the name of a file, and whatever else could puzzle a program."""

_LONGEST_PART = 50
"""Characters of a part of a name: more of a title helps nobody to tell two files apart."""

_LONGEST_NAME = 240
"""Bytes of a name in UTF-8. Systems take 255, of which a file that is being written needs ten more
than it will have, and one beside another of its name two or three."""

_NAME = "shenyi"

_MARKS = ("便携", "便携.txt")
"""Files that ask for it by being there; Notepad gives every name the second ending."""


@cache
def stick() -> Path | None:
    """The folder beside the program that keeps all that the user makes, if that is asked for.

    It is by a file 便携 beside the program or one folder above it. Where nothing can be written
    there, as on a stick that is locked, the user's own folders are used after all.
    """
    if getattr(sys, "frozen", False):
        beside = [Path(sys.executable).parent]
    else:
        beside = [Path(__file__).parents[2], Path(__file__).parents[3]]
    for folder in beside:
        if any((folder / mark).is_file() for mark in _MARKS) and os.access(folder, os.W_OK):
            return folder / "数据"
    return None


def config_file() -> Path:
    """Settings the user may write by hand: theme and keys."""
    return (stick() or platformdirs.user_config_path(_NAME, appauthor=False)) / "config.toml"


def data_dir() -> Path:
    """What the user made and must never be lost: notes, reports of their own, ballot boxes."""
    return stick() or platformdirs.user_data_path(_NAME, appauthor=False)


def reports_dir() -> Path:
    """The user's reports, a folder for each."""
    return data_dir() / "reports"


def notes_file() -> Path:
    """The notes, a database."""
    return data_dir() / "notes.db"


def others_dir() -> Path:
    """What others wrote and the user has put beside the page, a file for each of them."""
    return data_dir() / "others"


def papers_file() -> Path:
    """What is filled in at the head of papers (name, delegation), and speeches that are drafted."""
    return data_dir() / "papers.json"


def notes_backups_dir(notes: Path) -> Path:
    """The daily copies of a store of notes."""
    return notes.with_name(f"{notes.stem}-backups")


def notes_lock_file(notes: Path) -> Path:
    """What the one application that writes to a store of notes holds locked."""
    return notes.with_name(f"{notes.stem}.lock")


def candidates_file(report_id: str) -> Path:
    """The official candidates of a report, once the user has imported them."""
    return candidates_root() / f"{file_name(report_id)}.toml"


def candidates_root() -> Path:
    """The lists of candidates that the user has imported, a file for each report."""
    return data_dir() / "candidates"


def votes_dir(report_id: str) -> Path:
    """The rules and ballot boxes of a report's vote."""
    return votes_root() / file_name(report_id)


def votes_root() -> Path:
    """The votes of all reports, a folder for each."""
    return data_dir() / "votes"


def file_name(report_id: str) -> str:
    """A name for a report's files that every system takes, another one for every report.

    A plain id is its own name. Short ones might be devices on Windows (con, lpt1), and capitals
    are no difference there, so these and all others get a digest behind them.
    """
    if re.fullmatch(r"[a-z][a-z0-9-]{4,39}", report_id):
        return report_id
    import hashlib  # 4 ms; reports of the shelf have such a name as above

    plain = re.sub(r"[^\w-]", "_", report_id)[:40].strip("_") or "report"
    digest = hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{plain}-{digest[:12]}"


def index_dir() -> Path:
    """Search indexes, which are made anew whenever they are missing; never on a stick.

    Its file system cannot keep a folder private, which opening them asks for.
    """
    return platformdirs.user_cache_path(_NAME, appauthor=False) / "index"


def state_dir() -> Path:
    """What the program remembers by itself and could do without, such as the reading position."""
    return stick() or platformdirs.user_state_path(_NAME, appauthor=False)


def places_file() -> Path:
    """Where one stopped reading, a place for each report."""
    return state_dir() / "places.json"


def last_report_file() -> Path:
    """Which report of the shelf was chosen last."""
    return state_dir() / "report"


def theme_file() -> Path:
    """The theme that was chosen last."""
    return state_dir() / "theme"


def drawing_file() -> Path:
    """How each terminal draws the characters of open width."""
    return state_dir() / "drawing"


def welcome_file() -> Path:
    """There once the user has been welcomed."""
    return state_dir() / "welcomed"


def templates_dir() -> Path:
    """Layouts of exports that the user has changed or made; they win over the shipped ones."""
    return config_file().parent / "templates"


def documents_dir() -> Path:
    """Where people look for what they wrote: exports go there unless told otherwise."""
    kept = stick()
    return platformdirs.user_documents_path() if kept is None else kept.with_name("导出")


def places() -> dict[str, Path]:
    """The folders in which people keep files that they were given, by the names people use."""
    found = {
        "下载": platformdirs.user_downloads_path(),
        "桌面": platformdirs.user_desktop_path(),
        "文档": documents_dir(),
        "个人文件夹": Path.home(),
        **{f"U盘 {folder.name or folder}": folder for folder in _sticks()},
    }
    return {name: folder for name, folder in found.items() if is_folder(folder)}


def _sticks() -> list[Path]:
    """Where drives are that can be taken out; none that was pulled out and does not answer."""
    if sys.platform == "win32":
        import ctypes  # 4 ms

        removable = 2  # DRIVE_REMOVABLE
        drives = (f"{letter}:\\" for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return [Path(d) for d in drives if ctypes.windll.kernel32.GetDriveTypeW(d) == removable]
    user = Path.home().name
    parents = (Path("/media") / user, Path("/run/media") / user, Path("/Volumes"))
    found = (path for parent in parents for path in sorted(parent.glob("*")))
    return [path for path in found if is_folder(path) and path.is_mount()]


def exports_file() -> Path:
    """Which files the program has exported: they are no reports to be opened."""
    return state_dir() / "exports"


def document(*parts: str, ending: str = "") -> Path:
    """Where something written for people goes unless told otherwise.

    `parts` say what it is and of which report; `ending` begins with its dot. Signs that a system
    forbids in names are replaced; long parts are cut, and the longest again until the whole fits.
    """
    named = [re.sub(_NOT_IN_NAMES, "_", part[:_LONGEST_PART]) for part in parts]
    while len("-".join(named).encode()) > _LONGEST_NAME - len(ending):
        longest = max(range(len(named)), key=lambda at: len(named[at].encode()))
        named[longest] = named[longest][:-1]
    return documents_dir() / f"{'-'.join(named)}{ending}"


def typed(text: str) -> Path:
    r"""The path that a person has typed, or dragged into the window, which puts quotes around it.

    The terminals of macOS put \ before blanks and other signs instead.
    """
    name = text.strip().strip("\"'")
    if sys.platform == "darwin":
        name = re.sub(r"\\(.)", r"\1", name)
    try:
        return Path(name).expanduser()
    except RuntimeError:
        message = "没有“~”后面的这个用户。"
        raise Problem(message, remedy="请检查文件名，或写上完整的路径。") from None


def shown(path: Path) -> str:
    """A path for the eye, the user's home as ~: it is shorter, and may be shown to others."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or there is no home
        return str(path)
