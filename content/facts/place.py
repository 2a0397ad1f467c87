"""Which place a report is of, as far as its title block tells."""

from __future__ import annotations

import re

from content.report import Report

_UNITS = "特别行政区|自治区|自治州|自治县|自治旗|新区|省|市|州|盟|县|区|旗|镇|乡"
_NAMED = (
    rf"在(?P<at>[\u4e00-\u9fff]{{1,12}}?(?:{_UNITS}))(?:第?[一二三四五六七八九十〇\d]{{1,4}}届|人大|人民代表大会)",
    rf"(?P<of>[\u4e00-\u9fff]{{1,12}}?(?:{_UNITS}))(?:人民)?(?:政府)?(?:工作报告|代?[省市州县区旗镇乡盟]长|人民代表大会)",
    rf"(?P<titled>[\u4e00-\u9fff]{{1,12}}?(?:{_UNITS}))(?:人民政府|\d{{4}}年|政府工作报告|《政府工作报告》)",
)


def place_of(report: Report) -> str:
    """The place, such as 张店区; empty if the title block does not tell."""
    lines = [report.title, *(p.text for p in report.paragraphs[:8] if len(p.text) < 70)]
    block = "\n".join(re.sub(r"[ \u3000]", "", line) for line in lines)
    for pattern in _NAMED:
        found = re.search(pattern, block)
        if found:
            return found[found.lastgroup or 0].removeprefix("我代表")
    return ""


def same_place(one: str, other: str) -> bool:
    """Whether two names may be of one place: 淄博市张店区 and 张店区; unknown ones may."""
    return not one or not other or one.endswith(other) or other.endswith(one)
