"""What is said at a meeting: how long a text takes, every character heard, and how one cites.

2024年 is heard as four characters and 年, 1.4% as 百分之一点四, GDP as three letters, Beijing by
the groups of its vowels.
"""

from __future__ import annotations

import re

from content.numerals import in_characters

_TOKEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?=年|[—-])"
    r"|(?P<number>\d+(?:,\d{3})*(?:[.．]\d+)?)(?P<percent>[%％‰])?"
    r"|(?P<latin>[A-Za-z]+)"
    r"|(?P<sign>[∶:：](?=\d))"
    r"|(?P<other>\S)"
)
_LETTERS = 5
"""Letters of a Latin word that is spelt out when all are capitals: GDP, but not BEIJING."""


def told_length(characters: int, minutes: int, pace: int) -> str:
    """How a text stands to a length in minutes: 现在 742 字，约3分22秒，超出 22秒.

    It has as many `spoken_characters`, of which `pace` are spoken in a minute.
    """
    seconds = round(characters * 60 / pace)
    said = f"现在 {characters} 字，约{_clock(seconds)}"
    over = seconds - 60 * minutes
    return f"{said}，超出 {_clock(over)}" if over > 0 else f"{said}，还有 {_clock(-over)}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return (f"{minutes}分" if minutes else "") + (f"{rest}秒" if rest or not minutes else "")


def spoken_characters(text: str) -> int:
    """How many characters are heard when a text is read aloud; punctuation is not."""
    return sum(_heard(token) for token in _TOKEN.finditer(text))


def _heard(token: re.Match[str]) -> int:
    if token["year"]:
        return 4
    if token["number"]:
        return _number(token["number"].replace(",", "")) + (3 if token["percent"] else 0)
    if word := token["latin"]:
        if word.isupper() and len(word) <= _LETTERS:
            return len(word)
        return max(1, len(re.findall("[aeiouyAEIOUY]+", word)))
    if token["sign"]:
        return 1  # 比
    return int(token["other"].isalnum())


def _number(digits: str) -> int:
    """Characters of a number as it is said: 150 is 一百五十, 1.4 is 一点四."""
    whole, _, decimals = digits.replace("．", ".").partition(".")
    said = 1 + len(decimals) if decimals else 0
    if len(whole) > 16:
        return said + len(whole)  # a number of a document, read digit by digit
    return said + (len(in_characters(int(whole))) if whole.strip("0") else 1)


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
_SPOKEN = {
    "part": "第{}部分",
    "section": "第（{}）条",
    "chinese": "第{}条",
    "digits": "第{}条",
    "item": "“{}”",
}
BLOCKS = {"引": "引言", "尾": "结尾", "尾段": "结尾", "附": "附录", "题": "标题", "·": ""}


def spoken_citation(citation: str) -> str:
    """A citation such as 二（七）第3段 in the long form, without 报告: 第二部分第（七）条第3段."""
    return _STEP.sub(_spoken, citation)


def _spoken(step: re.Match[str]) -> str:
    what = step.lastgroup or ""
    return _SPOKEN.get(what, "{}").format(BLOCKS.get(step[what], step[what]))
