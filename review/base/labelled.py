"""Values that stand in files, each with what people call it."""

from __future__ import annotations

from enum import Enum


class Labelled(str, Enum):
    """Values that are kept, each with what it is called in Chinese.

    A member is a string and equal to its value, which is what stands in files; the label is what
    people see, and may be reworded. What a line of an enumeration has behind the label goes to its
    `__init__`.
    """

    label: str
    """What it is called in Chinese."""

    def __new__(cls, value: str, label: str = "", *_more: str) -> Labelled:
        """One as its line gives it. A member is looked up by its value alone."""
        one = str.__new__(cls, value)
        one._value_, one.label = value, label
        return one
