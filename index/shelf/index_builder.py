"""Index reports of the shelf, one after the other; its `main` is a process of its own.

The order comes as a line of JSON on standard input. For each report that is done a line goes to
standard output: null, or what was wrong with it. Whoever ordered may kill this at any time: what
was done so far is there, and nothing by halves.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import TypedDict

from content.child import step_aside
from content.errors import Problem
from index.shelf.index_writer import IndexWriter
from index.shelf.paragraph_index import connect

_MANY = 20
"""Reports from which it pays to have all of jieba's dictionary in memory, and to tidy up."""

FULL, DAMAGED = 1, 2
"""How this ends where the index cannot be written, and where what is there is no index."""


class Order(TypedDict):
    """What to do."""

    path: str
    """The file of the index."""
    terms: list[str]
    """Folded words that jieba is to keep in one piece."""
    gone: list[str]
    """Folders of reports that are on the shelf no more."""
    folders: list[str]
    """Folders of reports to index."""


def main() -> None:
    """Do what standard input asks for."""
    step_aside()
    order: Order = json.loads(sys.stdin.readline())
    try:
        _build(order)
    except (sqlite3.OperationalError, OSError):
        sys.exit(FULL)
    except sqlite3.DatabaseError:
        sys.exit(DAMAGED)


def _build(order: Order) -> None:
    from index.store import dictionary  # jieba, 50 ms

    path, terms = Path(order["path"]), order["terms"]
    has_many = len(order["folders"]) >= _MANY
    segmenter = dictionary.find_or_write(path.parent, terms, has_many)
    writer = IndexWriter(connect(path), segmenter)
    writer.tell("dictionary", dictionary.key_of(terms))
    for folder in order["gone"]:
        writer.drop(Path(folder))
    for folder in order["folders"]:
        said = None
        try:
            writer.add(Path(folder))
        except Problem as problem:
            where = None if problem.path is None else str(problem.path)
            said = {"message": problem.message, "path": where, "remedy": problem.remedy}
        print(json.dumps(said), flush=True)
    writer.tidy(has_many)
