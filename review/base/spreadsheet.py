"""Tables for spreadsheets (CSV, RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet calculates a cell that begins with one of these, blanks before it or not."""


def csv_text(rows: Iterable[Iterable[str | int]]) -> str:
    """Rows as CSV of which no spreadsheet calculates a text; each ends with CR LF."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(_cell, row) for row in rows)
    return text.getvalue()


def _cell(cell: str | int) -> str | int:
    is_formula = isinstance(cell, str) and (
        cell.lstrip().startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    )
    return f"'{cell}" if is_formula else cell
