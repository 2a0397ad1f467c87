"""The rules of a vote as a TOML file that people edit.

The file has a title, then the tables [body] (numbers of the day), [ballot] and [decide]; order and
names are those of `NAMES`. What is left out is as in the defaults, so a file of one line is enough.
What is not known is an error, so that no slip in a name leaves a rule out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

from content.csv_tables import read_any_text
from content.errors import Problem
from content.tomlfile import parse_toml, toml_value
from review.base.labelled import Labelled
from review.voting.rules.choices import TieBreak
from review.voting.rules.rules import NAMES, Rules, faults

FORMAT = 1

_KEYS = list(NAMES)
_BODY, _BALLOT, _DECIDE = map(_KEYS.index, ("deputies_total", "mode", "seats"))
_TABLES = {
    "": _KEYS[:_BODY],
    "body": _KEYS[_BODY:_BALLOT],
    "ballot": _KEYS[_BALLOT:_DECIDE],
    "decide": _KEYS[_DECIDE:],
}
"""The keys of each table; those of "" stand before all tables."""

_REMARKS = {
    "title": "画面和导出件上另注“试投票·不具法律效力”",
    "deputies_total": "在任的；0表示未知，下同",
    "collected": "会场清点的；0则以票箱里的为准",
    "select_max": "0同应选项目数，-1不限",
    "conflict": "只见于纸质票",
    "points": '"borda"按限选项数n依次得n、n-1……1分，或写成[5, 3, 1]',
    "seats": "0未知，-1逐项表决（过门槛的都通过）",
    "tie_chain": "依次再比什么；票决办法有规定才填",
}
"""What stands behind the name of a rule, where there is more to say."""

_BORDA = "borda"
"""`points` in the file where `Rules.points` is empty."""
_KINDS = get_type_hints(Rules)


def read_rules(path: Path, items: int | None = None) -> Rules:
    """Read a rules file in UTF-8 or GB 18030. What it leaves out is as in the defaults.

    It is checked against `items`, how many the ballot has, where that is known.

    Raises:
        NewerFile: A later version of the program has written it.
        Problem: It is broken, contradicts itself, or has no rule at all: taken, it would put all
            rules back to unknown. The message names file, line and remedy.
    """
    file = parse_toml(path, read_any_text(path))
    file.refuse_newer(FORMAT, "票决规则")
    data = dict(file.data)
    if data.pop("format", FORMAT) != FORMAT:
        raise file.problem("规则文件的版本不认识。", "format", remedy=f"应是format = {FORMAT}。")
    flat: dict[str, Any] = {}
    for key, value in data.items():
        table = key if key in _TABLES and isinstance(value, dict) else ""
        for inner, setting in (value if table else {key: value}).items():
            if inner not in _TABLES[table]:
                tables = [] if table else [f"[{name}]" for name in _TABLES if name]
                remedy = f"这里可用的是：{'、'.join([*_TABLES[table], *tables])}。"
                raise file.problem(f"不认识“{inner}”这一项。", inner, remedy=remedy)
            flat[inner] = setting
    if not flat:
        remedy = "请检查选对了文件；空白的规则可以用“shenyi votes rules template”输出。"
        raise Problem("文件里没有一条规则。", path=path, remedy=remedy)
    try:
        rules = rules_from_data(flat)
    except WrongValue as error:
        key, remedy = error.args
        raise file.problem(f"“{key}”写得不对。", key, remedy=remedy) from None
    for key, message, remedy in faults(rules, items):
        raise file.problem(message, key, remedy=remedy)
    return rules


class WrongValue(ValueError):
    """A rule is set to what it cannot be; `args` are its key and a Chinese remedy."""


def rules_from_data(data: Mapping[str, Any]) -> Rules:
    """Rules from plain data, key by key without tables; what is left out is as in the defaults.

    Raises:
        WrongValue: A value is of the wrong kind, or a key is unknown. Whether the rules contradict
            themselves is for `faults` to say.
    """
    for key in data:
        if key not in _KINDS:
            raise WrongValue(key, "没有这条规则。")
    return Rules(**{key: _value(key, value) for key, value in data.items()})


def _value(key: str, value: Any) -> Any:
    kind = _KINDS[key]
    if key == "points":
        return _points(value)
    if key == "tie_chain":
        if not isinstance(value, (list, tuple)):
            raise WrongValue(key, '应是一列，如tie_chain = ["no_asc"]，不用时写[]。')
        return tuple(_choice(key, TieBreak, step) for step in value)
    if issubclass(kind, Labelled):
        return _choice(key, kind, value)
    if type(value) is not kind or value == "":
        form = "整数，不知道的写0" if kind is int else "文字，两边加英文引号"
        raise WrongValue(key, f"应是{form}。")
    return value


def _choice(key: str, kind: type[Labelled], value: Any) -> Labelled:
    for choice in kind:
        if isinstance(value, str) and choice.value == value:
            return choice
    known = "、".join(f'"{choice.value}"（{choice.label}）' for choice in kind)
    raise WrongValue(key, f"可用的是：{known}。")


def _points(value: Any) -> tuple[int, ...]:
    if value == _BORDA:
        return ()
    if isinstance(value, (list, tuple)) and all(type(point) is int for point in value):
        return tuple(value)
    raise WrongValue("points", '应是"borda"，或一列整数，如[5, 3, 1]。')


def rules_to_toml(rules: Rules) -> str:
    """The rules as a file with a comment on every key; reading it gives equal rules."""
    lines = ["# 票决规则。“#”后面是说明。没有把握的项请保持原样：不知道的数写0，程序不会替您猜。"]
    lines.append(f"format = {FORMAT}")
    for table, keys in _TABLES.items():
        if table:
            lines += ["", f"[{table}]"]
        for key in keys:
            remark = f"；{_REMARKS[key]}" if key in _REMARKS else ""
            kind = TieBreak if key == "tie_chain" else _KINDS[key]
            if isinstance(kind, type) and issubclass(kind, Labelled):
                remark += "：" + "，".join(f'"{choice.value}" {choice.label}' for choice in kind)
            lines.append(f"# {NAMES[key]}{remark}")
            lines.append(f"{key} = {_toml(key, getattr(rules, key))}")
    return "\n".join(lines) + "\n"


def _toml(key: str, value: Any) -> str:
    if key == "points" and not value:
        return f'"{_BORDA}"'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml('', part) for part in value)}]"
    if isinstance(value, Enum):
        return f'"{value.value}"'
    return toml_value(value)
