"""Find the words of reports, one after the other: `python -m index.build_borders`.

The order comes as a line of JSON on standard input, then a line for each report; a line with its
key goes to standard output once a report is done. Whoever ordered may stop at any time: what was
done so far is there, and nothing by halves.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TypedDict

from content.child import step_aside
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
    """Do what standard input asks for."""
    step_aside()
    order: Order = json.loads(sys.stdin.readline())
    cache_dir = Path(order["cache_dir"])
    frequencies, total = segment.load_dictionary(order["terms"])
    cache.add(
        cache_dir,
        order["dictionary"],
        lambda folder: segment.write_dictionary(folder / DICTIONARY, frequencies, total),
    )
    segmenter = segment.Segmenter(frequencies, total)
    for line in sys.stdin:
        work: Work = json.loads(line)
        write = partial(borders.write, texts=work["texts"], segmenter=segmenter)
        cache.add(cache_dir, work["key"], write)
        print(work["key"], flush=True)
    cache.prune(cache_dir)


if __name__ == "__main__":
    main()
