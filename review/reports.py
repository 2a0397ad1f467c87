"""The report that a command speaks of."""

from __future__ import annotations

from content.library import Opened, load_file, open_file
from content.report import Report
from content.shelf import Shelf
from review import paths
from review.files import write_atomic


def user_shelf() -> Shelf:
    """The user's reports."""
    return Shelf(paths.reports_dir(), folder_name=paths.file_name, write=write_atomic)


def load_report(file: str | None) -> Report:
    """All of a report.

    Args:
        file: A file or folder; None for the current text of the one that ships with the program.

    Raises:
        Problem: It cannot be read.
    """
    return load_file(file) if file else user_shelf().open()


def open_report(file: str | None) -> Opened:
    """A report from the same places, a very long one by its opening first."""
    return open_file(file) if file else Opened(user_shelf().open())
