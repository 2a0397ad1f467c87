"""How well the headings of a report were found, against headings marked by its editors."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from content.report import Report
from content.shelf.outline_json import outline

_LIST_ITEM = re.compile(
    r"\d{1,2}[.、]|\(\d|第[一二三四五六七八九十]+[,、:]|[一二三四五六七八九十]+[是要]|[—―─-]"
)


class Score(NamedTuple):
    """Headings found and right, found and wrong, and missed."""

    right: int
    wrong: list[str]
    missed: list[str]


def gold_of(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The reports of a folder with their true headings."""
    pairs = []
    for gold in sorted(folder.glob("*.headings.json")):
        text = gold.with_name(gold.name.replace(".headings.json", ".txt"))
        pairs.append((text, json.loads(gold.read_text(encoding="utf-8"))))
    return pairs


@cache  # the same lines are asked for with each noise
def bare(text: str) -> str:
    """A heading without blanks and without its closing mark, marks in one width."""
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).rstrip("。.:;")


def score(report: Report, original: str, gold: dict[str, Any]) -> Score:
    """Score the headings that stand on lines of their own inside of the report's body."""
    first, last = gold["body"]
    body = [bare(line) for line in original.split("\n")[first - 1 : last]]
    ignored = [bare(line)[:40] for line in gold["ignore"]]
    run_ins = {bare(entry["text"]) for entry in gold["runins"]}
    wanted = Counter(bare(heading["text"]) for heading in gold["headings"])
    right, wrong = 0, []
    for heading in outline(report)["headings"]:
        found = bare(heading["text"])
        if heading["runin"] or _LIST_ITEM.match(found):
            continue
        if wanted[found]:
            wanted[found] -= 1
            right += 1
        elif found not in run_ins and not _any_start(found, ignored) and _any_start(found, body):
            wrong.append(found)
    return Score(right, wrong, list(wanted.elements()))


def _any_start(found: str, lines: list[str]) -> bool:
    """Whether a heading opens one of the lines, or one of the lines opens it."""
    return any(line.startswith(found) or found.startswith(line) for line in lines if line)


def f1(scores: list[Score]) -> float:
    """The harmonic mean of precision and recall over many reports."""
    right = sum(score.right for score in scores)
    faults = sum(len(score.wrong) + len(score.missed) for score in scores)
    return 2 * right / (2 * right + faults) if right else 0.0
