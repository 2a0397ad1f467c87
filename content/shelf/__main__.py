"""`python -m content.shelf FOLDER…` stores the outlines of report folders beside their texts."""

from __future__ import annotations

import sys
from pathlib import Path

from content.shelf.manifest import read_manifest
from content.shelf.report_folder import store_outline


def main(folders: list[str]) -> None:
    """Parse the report in each folder and store its outline."""
    for folder in map(Path, folders):
        store_outline(folder, read_manifest(folder), Path.write_bytes)


if __name__ == "__main__":
    main(sys.argv[1:])
