"""Whether a report has notes, told before any is read: where they stand is kept free for them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from content.files import is_there


def has_notes(path: Path, report_id: str) -> bool:
    """Whether there are notes on a report; no where the file cannot be read at once.

    Nobody is waited for and nothing is written: a wrong no costs the first page some room only.
    """
    if not is_there(path):
        return False
    import sqlite3  # the first page of those who have no notes does without it

    query = "SELECT 1 FROM note WHERE report = ? AND due IS NULL LIMIT 1"
    name = report_id.encode("utf-8", "surrogatepass")  # as `codec.pack_name`, which reads far more
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, timeout=0, uri=True)) as connection:
            return connection.execute(query, (name,)).fetchone() is not None
    except sqlite3.Error:
        return False
