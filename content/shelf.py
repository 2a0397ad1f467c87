"""The shelf: the reports of the user, each in a folder of its own.

A report's manifest names the file of its current text and those of the earlier ones. To replace the
text is to write a new file and then the manifest, so that at every moment, however the program
ends, either the old text or the new one is there. The report that ships with the program is opened
from its own folder until it is revised; from then on one of its id stands on the shelf.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Problem
from content.library import BUILTIN, load_folder, parse_folder
from content.report import Report

if TYPE_CHECKING:
    from content.manifest import Manifest

BUILTIN_ID = BUILTIN.name
"""The id of the report that ships with the program."""


class Shelf:
    """The reports that can be opened by their id.

    Args:
        root: The folder that holds the report folders; it need not be there.
        folder_name: Gives the name of a report's folder from its id.
        write: Replaces a file by bytes, whole or not at all.
    """

    def __init__(
        self,
        root: Path,
        *,
        folder_name: Callable[[str], str],
        write: Callable[[Path, bytes], None],
    ) -> None:
        self._root = root
        self._folder_name = folder_name
        self._write = write

    def open(self, report_id: str = BUILTIN_ID) -> Report:
        """The current text of a report, from its stored outline if that fits.

        Raises:
            Problem: There is no such report, or its files are broken.
        """
        return load_folder(self._folder(report_id))

    def replace_text(self, report_id: str, data: bytes) -> Report:
        """Put a revised text in the place of a report's current one, which is kept.

        Args:
            report_id: The report.
            data: The bytes of the text file; they are kept as they are.

        Raises:
            Problem: It could not be written; the current text is as it was.
        """
        from content.manifest import read_manifest

        folder = self._folder(report_id)
        manifest = read_manifest(folder)
        own = self._own_folder(report_id)
        if folder != own:
            self._write(own / manifest.text.name, manifest.text.read_bytes())
        version = 2
        while (own / f"report-{version}.txt").exists():
            version += 1
        text = own / f"report-{version}.txt"
        self._write(text, data)
        earlier = (*manifest.earlier, manifest.text.name)
        return self._set_text(own, manifest._replace(text=text, earlier=earlier))

    def go_back(self, report_id: str) -> Report:
        """Make the text before the current one the current one again.

        Raises:
            Problem: There is none, or it could not be written; nothing has changed.
        """
        from content.manifest import read_manifest

        folder = self._folder(report_id)
        manifest = read_manifest(folder)
        if not manifest.earlier:
            raise Problem("这份报告没有换用过修订稿，没有可以恢复的文本。")
        *earlier, last = manifest.earlier
        text = folder / last
        if not text.is_file():
            raise Problem("换用修订稿之前的文本已不在。", path=text, remedy="现在的文本没有改动。")
        return self._set_text(folder, manifest._replace(text=text, earlier=tuple(earlier)))

    def _own_folder(self, report_id: str) -> Path:
        return self._root / self._folder_name(report_id)

    def _folder(self, report_id: str) -> Path:
        """The folder of a report, on the shelf or that of the program."""
        own = self._own_folder(report_id)
        if own.is_dir():  # for most users there is none, and nothing more is looked at
            from content.manifest import MANIFEST

            if (own / MANIFEST).is_file():
                return own
        if report_id == BUILTIN_ID:
            return BUILTIN
        raise Problem(f"没有编号为“{report_id}”的报告。", remedy=f"自带的报告是{BUILTIN_ID}。")

    def _set_text(self, folder: Path, manifest: Manifest) -> Report:
        """Name another text in a manifest, and store the outline anew."""
        from content.manifest import MANIFEST, dump_manifest
        from content.stored import STORED, dump

        self._write(folder / MANIFEST, dump_manifest(manifest).encode("utf-8"))
        report = parse_folder(folder)
        with suppress(Problem):  # without an outline that fits, the text is parsed when opened
            stored = dump(report, folder / MANIFEST, manifest.text)
            self._write(folder / STORED, stored.encode("utf-8"))
        return report
