"""An empty form for a list of candidates, to be filled in and imported."""

from __future__ import annotations

from content.candidates.files import ALL_COLUMNS, KEYS

_TOML_HEAD = """\
# 正式候选项目名单。填好后：shenyi candidates import 文件
# id 序号（从1起，不缺不重），title 名称，summary 内容（一句话）三项必填；
# target 目标，department 责任单位，deadline 完成时限，place 建设地点，category 类别，
# investment 投资（如"6200万元"、"1.36亿元"），没有就留空。
# 需要引用报告原文时，在该项后面加上（可加几条，与原文一字不差）：
#   [[candidate.quote]]
#   text = "新建长者食堂20处"
#   cite = "二（七）第3段"
status = "official"
"""

_BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def toml_form(entries: int) -> str:
    """An empty list as TOML."""
    blanks = "".join(f'{key} = ""\n' for key in KEYS if key != "id")
    forms = (f"\n[[candidate]]\nid = {at}\n{blanks}" for at in range(1, entries + 1))
    return _TOML_HEAD + "".join(forms)


def csv_form(entries: int) -> str:
    """An empty list as CSV, for a spreadsheet."""
    commas = "," * (len(ALL_COLUMNS) - 1)
    rows = (f"{number}{commas}" for number in range(1, entries + 1))
    return _BOM + "\r\n".join((",".join(ALL_COLUMNS), *rows)) + "\r\n"
