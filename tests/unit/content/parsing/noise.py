"""What happens to a report on its way to the reader: wrapping, page furniture, lost line ends."""

from __future__ import annotations

import re
from collections.abc import Callable

_HAN = "\u3400-\u9fff“”‘’（）《》％"
_HALF_WIDTH = str.maketrans({"，": ",", "。": ".", "；": ";", "：": ":", "！": "!", "？": "?"})


def wrapped(text: str, width: int = 38) -> str:
    """Break every line after so many characters, as text copied from a PDF is."""
    return "\n".join(
        line[start : start + width]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), width)
    )


def paged(text: str, form: str = "- {} -", head: str = "", every: int = 30) -> str:
    """Put a page number, and a running head if asked, behind every so many lines."""
    lines: list[str] = []
    for count, line in enumerate(text.split("\n"), start=1):
        lines.append(line)
        if count % every == 0:
            lines.append(form.format(count // every))
            if head:
                lines.append(head)
    return "\n".join(lines)


def half_width(text: str) -> str:
    """Half-width marks behind Chinese characters, as old web pages have them."""
    return re.sub(f"(?<=[{_HAN}])[，。；：！？]", lambda m: m[0].translate(_HALF_WIDTH), text)


def indented(text: str) -> str:
    """Set every paragraph in by two Chinese characters."""
    return "\n".join(
        "\u3000\u3000" + line.strip() if line.strip() else "" for line in text.split("\n")
    )


def windows(text: str) -> str:
    """A byte order mark before the text and a carriage return at each line's end."""
    return "\ufeff" + text.replace("\n", "\r\n")


def one_line(text: str, headings: set[int]) -> str:
    """Lose the line end behind each of the headings (1-based lines); a wide blank is left."""
    lines = text.split("\n")
    joined: list[str] = []
    for number, line in enumerate(lines, start=1):
        above = number - 1
        while above and not lines[above - 1].strip():
            above -= 1
        if above in headings and number not in headings and line.strip() and _is_text(line):
            while not joined[-1].strip():
                joined.pop()
            joined[-1] += "\u3000" + line.strip()
        else:
            joined.append(line)
    return "\n".join(joined)


def _is_text(line: str) -> bool:
    return len(line) > 30 and not re.match(r"\s*(?:[（(]?[一二三四五六七八九十]+[、）)])", line)


VARIANTS: dict[str, Callable[[str], str]] = {
    "wrap38": wrapped,
    "wrap38-indented": lambda text: wrapped(indented(text)),
    "pages": paged,
    "pages-dash": lambda text: paged(text, "—{}—"),
    "pages-bare": lambda text: paged(text, "{}"),
    "pages-of": lambda text: paged(text, "第 {} 页 共 20 页", head="××市政府工作报告"),
    "wrap38-pages": lambda text: paged(wrapped(text), "第{}页", head="政府工作报告"),
    "half-width": half_width,
    "indented": indented,
    "windows": windows,
    "wrap38-half-width": lambda text: wrapped(half_width(text)),
    "wrap38-blank-lines": lambda text: wrapped(indented(text)).replace("\n", "\n\n"),
    "pages-half-width-windows": lambda text: windows(paged(half_width(text), "-{}-")),
    "web": lambda text: f"来源：某市人民政府\n{text.rstrip()}\n（完）\n责任编辑：张三\n",
    "everything": lambda text: windows(
        paged(wrapped(half_width(indented(text))), "\n- {} -\n", head="某市政府工作报告")
    ),
}
"""Every noise that needs nothing but the text, alone and together."""
