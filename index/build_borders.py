"""Find the words of reports, one after the other: `python -m index.build_borders`.

The order comes as a line of JSON on standard input, then a line for each report; a line with its
key goes to standard output once a report is done. Whoever ordered may stop at any time: what was
done so far is there, and nothing by halves.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypedDict

from index import borders, cache, segment
from index.build import DICTIONARY


class Order(TypedDict):
    """Where to put what is built, and with which words."""

    cache_dir: str
    dictionary: str
    """Key of the dictionary, which is left behind for those that search."""
    terms: list[str]


class Work(TypedDict):
    """One report to do."""

    key: str
    texts: list[str]
    """Its folded paragraphs."""


def main() -> None:
    """Do what standard input asks for, out of the way of everything else."""
    os.umask(0o077)
    if sys.platform != "win32":
        os.nice(10)
    order: Order = json.loads(sys.stdin.readline())
    cache_dir = Path(order["cache_dir"])
    frequencies, total = segment.load_dictionary(order["terms"])
    _publish(
        cache_dir,
        order["dictionary"],
        lambda folder: segment.write_dictionary(folder / DICTIONARY, frequencies, total),
    )
    segmenter = segment.Segmenter(frequencies, total)
    for line in sys.stdin:
        work: Work = json.loads(line)
        write = partial(borders.write, texts=work["texts"], segmenter=segmenter)
        _publish(cache_dir, work["key"], write)
        print(work["key"], flush=True)
    cache.prune(cache_dir)


def _publish(cache_dir: Path, key: str, write: Callable[[Path], None]) -> None:
    """Have a folder written, unless another process already did."""
    if cache.find(cache_dir, key) is not None:
        return
    folder = cache.start(cache_dir)
    try:
        write(folder)
        cache.publish(folder, cache_dir, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
