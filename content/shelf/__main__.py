"""`python -m content.shelf FOLDER…` stores the outlines of report folders beside their texts."""

from __future__ import annotations

import sys
from pathlib import Path

from content.shelf.library import parse_folder
from content.shelf.manifest import MANIFEST, read_manifest
from content.shelf.stored_outline import STORED, dump


def main(folders: list[str]) -> None:
    """Parse the report in each folder and store its outline."""
    for folder in map(Path, folders):
        manifest = read_manifest(folder)
        stored = dump(parse_folder(folder), folder / MANIFEST, manifest.text)
        (folder / STORED).write_text(stored, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
