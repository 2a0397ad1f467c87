"""Putting many files on the shelf at once.

Each is put there for itself: whatever goes wrong with one, the others are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from content.errors import Problem
from content.files import is_folder
from content.importing import understand
from content.importing.formats import FORMATS
from content.shelf.shelf import Shelf
from review.base.output import emit, tell

_ENDINGS = tuple(ending for form in FORMATS for ending in form.endings)


def files_in(paths: Iterable[str]) -> list[Path]:
    """The files that are meant by names of files and folders, each once.

    Of a folder those that a report can be in by their name, also in folders inside it; of others
    it is said that they cannot be read.
    """
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        found.update(dict.fromkeys(_in_folder(path) if is_folder(path) else [path]))
    return list(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        if path.suffix.lower() in _ENDINGS and not is_hidden and path.is_file():
            yield path


def put_all(shelf: Shelf, files: list[Path], *, force: bool) -> int:
    """Put files on the shelf one after the other, telling of each; may be interrupted at any time.

    Args:
        shelf: The shelf.
        files: The files.
        force: Whether those that do not look like a work report are put there too.

    Returns:
        The exit status: 1 if any was not put there.
    """
    put = known = failed = 0
    try:
        for at, path in enumerate(files, 1):
            try:
                is_new, said = _put(shelf, path, force=force)
                put, known = put + is_new, known + (not is_new)
            except Problem as problem:
                failed += 1
                said = f"没有放上：{problem}"
            emit(f"{at}/{len(files)} {path.name}：{said}\n")
    except KeyboardInterrupt:
        tell(f"已停下，放上书架的{put}份都在。再输入一次，会从没有放上的接着放。")
        return 130
    emit(f"共{len(files)}个文件：放上{put}份，书架上已有{known}份，没有放上{failed}份。\n")
    return 1 if failed else 0


def _put(shelf: Shelf, path: Path, *, force: bool) -> tuple[bool, str]:
    """Whether a file was new to the shelf, and what to say of it."""
    understood = understand(path)
    present = shelf.has(understood)
    if present is not None:
        return False, f"书架上已经有（编号{present}）"
    if understood.doubt and not force:
        remedy = "要放上书架，请加上--yes --force。"
        raise Problem(understood.doubt, path=understood.path, remedy=remedy)
    added = shelf.add(understood)
    return True, f"已放上书架：{shelf.report(added).title}（编号{added}）"
