"""Place, year and kind of a report, for a reader who sees many in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.report import Report, Role

if TYPE_CHECKING:
    from content.shelf.manifest import Manifest

_KIND = re.compile(r"[\u4e00-\u9fff]*(?:工作|计划|规划|执行|预算|决算|草案|调研|审计)[^，。]*?报告")
"""What names the kind, such as 政府工作报告 and 预算执行情况和预算草案的报告."""

_ABOUT = re.compile(r"^.*?关于")

_OFFICES = (("法院", "法院"), ("检察", "检察院"), ("常务委员会", "人大常委会"), ("政府", "政府"))
"""Who gives a report, and what their report on their work is called by."""


def name_of(manifest: Manifest, report: Report) -> str:
    """What the title of a report leaves unsaid of its place, year and kind; often nothing."""
    title = manifest.title
    year = manifest.year or (manifest.date.year if manifest.date else None)
    place = "" if manifest.place in title else manifest.place
    named = "" if year is None or str(year) in title else f"{year}年"
    return f"{place}{named}{'' if _KIND.search(title) else _kind_of(manifest, report)}"


def _kind_of(manifest: Manifest, report: Report) -> str:
    """The kind as the title block prints it, else by who gave the report.

    Of two lines the shorter says it: the other may tell who gave the report, where and when.
    """
    lines = ["".join(p.text.split()) for p in report.paragraphs if p.role is Role.TITLE]
    found = [match.group() for line in lines if (match := _KIND.search(_ABOUT.sub("", line)))]
    if found:
        return min(found, key=len).removeprefix(manifest.place)
    offices = (kind for sign, kind in _OFFICES if sign in manifest.speaker)
    return f"{next(offices, '')}工作报告"
