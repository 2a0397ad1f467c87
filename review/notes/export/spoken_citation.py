"""A citation as it is said at a meeting and written in a paper: 报告第二部分第（七）条第3段."""

from __future__ import annotations

import re

_NUMERAL = "[一二三四五六七八九十百]+"
_STEP = re.compile(
    rf"^(?P<part>{_NUMERAL})"
    r"|(?P<whole>第\d+部分|第\d+节|第\d+[段条行])"
    rf"|（(?P<section>{_NUMERAL})）"
    rf"|·(?P<chinese>{_NUMERAL})"
    r"|·(?P<digits>\d+)．"
    rf"|（(?P<item>{_NUMERAL}[是要]|第{_NUMERAL})）"
    r"|(?P<block>尾段|[引尾附题])"
    r"|(?P<other>.)"
)
_BLOCKS = {"引": "引言", "尾": "结尾", "尾段": "结尾", "附": "附录", "题": "标题"}


def spoken_citation(citation: str) -> str:
    """A citation such as 二（七）第3段 in the long form, without 报告 before it."""
    return "".join(_spoken(step) for step in _STEP.finditer(citation))


def _spoken(step: re.Match[str]) -> str:
    if step["part"]:
        return f"第{step['part']}部分"
    if step["section"]:
        return f"第（{step['section']}）条"
    if step["chinese"] or step["digits"]:
        return f"第{step['chinese'] or step['digits']}条"
    if step["item"]:
        return f"“{step['item']}”"
    if step["block"]:
        return _BLOCKS[step["block"]]
    return step["whole"] or ("" if step["other"] == "·" else step["other"])
