"""How long a text takes to say: every character that is heard, numbers and Latin words too."""

from __future__ import annotations

import re

from content.numerals import in_characters

PACE = 220
"""Characters (字) spoken in a minute at a meeting."""

_TOKEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?=年|[—-])"
    r"|(?P<number>\d+(?:,\d{3})*(?:[.．]\d+)?)(?P<percent>[%％‰])?"
    r"|(?P<latin>[A-Za-z]+)"
    r"|(?P<sign>[∶:：](?=\d))"
    r"|(?P<other>\S)"
)
_LETTERS = 5
"""Letters of a Latin word that is spelt out when all are capitals: GDP, but not BEIJING."""


def told(characters: int, minutes: int, pace: int = PACE) -> str:
    """How a text stands to a length in minutes: 现在 742 字，约3分22秒，超出 22秒."""
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
