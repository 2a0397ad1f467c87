"""What commands share: the notes, opened, and where what a command has made goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.files import is_taken, write_out
from review.base.output import agreed, can_ask, emit, emit_bytes, tell
from review.notes.revision.revise import follow_text
from review.notes.store.note_store import NoteStore


@contextmanager
def opened_store(report: Report | None = None) -> Iterator[NoteStore]:
    """The user's notes, also beside a running application; remarks go to the standard error.

    The notes of `report` are moved first if its text is not the one that they are on, since the
    program ended while it was revised. It is None where a file was named: that may be any version,
    and a look at it moves nothing.
    """
    with closing(NoteStore(paths.notes_file())) as store:
        try:
            if report is not None:
                follow_text(store, report)
            _tell(store.remarks)
            yield store
        finally:
            _tell(store.remarks)


def _tell(remarks: list[str]) -> None:
    while remarks:
        tell(remarks.pop(0))


def format_of(output: str, known: Sequence[str], named: str = "", default: str = "txt") -> str:
    """The format that is named, or that of a file's ending, or the default; or a Problem."""
    if named and named not in known:
        raise Problem(f"没有“{named}”这种格式。", remedy=f"可以写：{'、'.join(known)}。")
    name = Path(output).name if output != "-" else ""
    ending = Path(name).suffix.removeprefix(".").lower()
    if name and ending not in known:
        what = f"不能写成“.{ending}”文件。" if ending else "文件名没有扩展名。"
        if ending == "doc":
            raise Problem(what, remedy="请改用.docx，Word和WPS都能打开。")
        raise Problem(what, remedy=f"请用这些扩展名：{'、'.join('.' + each for each in known)}。")
    if named and name and ending != named:
        remedy = f"请改成“{Path(name).stem}.{named}”，或去掉--format。"
        raise Problem(f"{named}格式不能写进“.{ending}”文件。", remedy=remedy)
    return named or ending or default


def print_out(data: bytes, form: str, encoding: str = "utf-8") -> None:
    """Print what was made: into a pipe or file to the byte, on a terminal so that it is harmless.

    What is no text is refused there.
    """
    if not sys.stdout.isatty():
        emit_bytes(data)
    elif form == "docx":
        raise Problem("Word文档不能显示在屏幕上。", remedy="请用-o写明文件名，如 -o 发言.docx。")
    else:
        emit(data.decode(encoding))


def write_asking(path: Path, data: bytes, overwrite: bool) -> None:
    """Write a file, asking before another is replaced, unless `overwrite` says so.

    A Problem where nobody can be asked, the answer was no, or the disk refuses.
    """
    if is_taken(path) and not overwrite:
        if not can_ask():
            remedy = "要覆盖它请加上--overwrite，或用-o另取文件名。"
            raise Problem("这个文件已经存在，没有改动它。", path=path, remedy=remedy)
        if not agreed(f"{path} 已经存在。要覆盖它吗？"):
            remedy = "要另取文件名，请用-o。"
            raise Problem("没有导出，原来的文件没有改动。", remedy=remedy)
    write_out(path, data, overwrite=True)
