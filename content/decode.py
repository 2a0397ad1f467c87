"""From the bytes of a text file to its characters, without loss."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem
from content.signatures import signature_of

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAVE_AS_TEXT = "请用记事本或WPS另存为“纯文本”，编码选UTF-8。"
_EXPECTED = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\n\r\t -~]+"
_FAMILIAR = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出会可也你对就说工建设全市年发展政府"
    "经济社民实加新推进高业化进提面强改革服务持续产城区县省重点项目增长保障各位代表务法制"
    "這為個國時來們對說設發濟實進業強務產區縣點項長經會後報議導開總體學與關過還"
)
"""Characters that make up a third of any Chinese text, and hardly any of one read wrongly."""
_SAMPLE = 20_000
"""Characters looked at when an encoding is guessed."""


class Decoded(NamedTuple):
    """The text of a file, without its byte order mark, and how it was written."""

    text: str
    encoding: str
    """Name of the codec, such as `utf-8`."""
    padding: int = 0
    """How many NUL bytes behind the text are not in it: files are filled up with them."""


def byte_order_mark(data: bytes) -> tuple[str, bytes]:
    """The encoding that a mark at the head of a text names, and the mark; empty without one."""
    return next(((name, bom) for bom, name in _BOMS if data.startswith(bom)), ("", b""))


def decode(data: bytes, path: Path | str) -> Decoded:
    """Read UTF-8, UTF-16, GB 18030 or Big5, with a byte order mark or without.

    Raises:
        Problem: The file is empty, not a text, or in none of these encodings.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Problem("文件是空的。", path=path, remedy="请换一个有内容的文本文件。")
    kind = signature_of(data)
    if kind is not None:
        raise Problem(f"这是{kind.value}，不是纯文本。", path=path, remedy=_SAVE_AS_TEXT)
    encoding, bom = byte_order_mark(data)
    data = data[len(bom) :]
    if not bom and b"\x00" in data.rstrip(b"\x00"):
        return _guess(data, path)
    encoding = encoding or "utf-8"
    whole = _without_padding(data, encoding)
    try:
        text = whole.decode(encoding)
    except UnicodeDecodeError as error:
        if bom or _is_damaged_utf8(whole):
            raise _undecodable(whole, error, path) from None
        return _guess(data, path)
    if "\x00" in text:
        raise _binary(path)
    return Decoded(text, encoding, len(data) - len(whole))


def _without_padding(data: bytes, encoding: str) -> bytes:
    """A text without the NUL bytes behind it; in UTF-16 one may be half of the last character."""
    length = len(data.rstrip(b"\x00"))
    return data[: length + length % 2] if encoding.startswith("utf-16") else data[:length]


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether all but a few characters are UTF-8: the file is broken, not in another encoding.

    GB 18030 would read most of it as rare characters, without an error.
    """
    text = data.decode("utf-8", "replace")
    wide = sum(1 for character in text[:_SAMPLE] if character > "\x7f")
    return text[:_SAMPLE].count("\ufffd") * 10 < wide


def _guess(data: bytes, path: Path | str) -> Decoded:
    """Text and encoding of a file without a byte order mark that is not UTF-8."""
    best, text, encoding, padding = 0.0, "", "", 0
    broken = None
    for candidate in ("gb18030", "utf-16-le", "utf-16-be"):
        whole = _without_padding(data, candidate)
        try:
            reading = whole.decode(candidate)
        except UnicodeDecodeError as error:
            broken = broken or error
            continue
        likeness = _likeness(reading)
        if likeness > best and reading.encode(candidate) == whole:
            best, text, encoding, padding = likeness, reading, candidate, len(data) - len(whole)
    narrow = _without_padding(data, "gb18030")
    big5 = _big5(narrow)
    if big5 and (best < 0.7 or _familiarity(big5) > 2 * _familiarity(text) + 0.05):
        return Decoded(big5, "big5hkscs", len(data) - len(narrow))
    if best >= 0.7:
        return Decoded(text, encoding, padding)
    if broken and broken.encoding == "gb18030" and b"\x00" not in narrow:
        raise _undecodable(narrow, broken, path)
    raise _binary(path)


def _big5(data: bytes) -> str:
    """The text of a file in Big5, as used in Hong Kong, Macau and Taiwan; empty if it is none.

    Most of its bytes are also GB 18030, and some the other way round: what they say decides.
    """
    try:
        text = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    sound = text.encode("big5hkscs", "ignore") == data and _likeness(text) >= 0.7
    return text if sound and _familiarity(text) >= 0.1 else ""


def _familiarity(text: str) -> float:
    """Share of the most common characters among all that are not Latin."""
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _FAMILIAR for character in wide) / max(1, len(wide))


def _likeness(text: str) -> float:
    """Share of characters that a Chinese text is made of; 0 if it holds what no text holds."""
    sample = text[:_SAMPLE]
    if "\x00" in text or not sample:
        return 0.0
    expected = sum(len(run) for run in re.findall(_EXPECTED, sample))
    return expected / len(sample)


def _binary(path: Path | str) -> Problem:
    return Problem("这不是文本文件。", path=path, remedy=_SAVE_AS_TEXT)


def _undecodable(data: bytes, error: UnicodeDecodeError, path: Path | str) -> Problem:
    line = data[: error.start].count("\n".encode(error.encoding)) + 1
    remedy = "请用记事本打开原文件，另存为UTF-8编码的纯文本。"
    why = "这里有无法识别的字符，文件可能已损坏或编码有误。"
    return Problem(why, path=path, line=line, remedy=remedy)
