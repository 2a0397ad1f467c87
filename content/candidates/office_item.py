"""A project as an office lists it, and a list of them as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

SHEETS = (".xlsx", ".xlsm")
PROSE = (".txt", ".docx", ".pdf")
"""Endings of files that may list projects without a table."""

FIELDS = ("summary", "target", "department", "deadline", "place")
"""What may be said of a project in words."""


@dataclass
class OfficeItem:
    """A project as a table has it."""

    row: str
    """Where it stands, such as 第5行."""
    number: int | None
    title: str
    category: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    investment: Decimal | None = None
    investment_text: str = ""

    def text(self, key: str) -> str:
        """What the table says of one thing, its lines apart."""
        return "\n".join(self.fields.get(key, ()))


class OfficeReading(NamedTuple):
    """A list as it was read."""

    items: tuple[OfficeItem, ...]
    left_out: tuple[str, ...]
    """What was taken for no item, a Chinese sentence each."""
    doubts: tuple[str, ...]
    """What should be looked at, a Chinese sentence each."""
