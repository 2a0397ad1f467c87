"""Web pages, whole or in pieces: their visible text, without what only leads through the site.

What no browser shows is taken out, the rest cut to lines where a block element begins or ends. The
text is in the innermost element with four fifths of all prose: lines of some length with a comma or
a stop that are no links. It is read whole, but for links below its last prose and what follows
them; of what is above, a few lines are kept, which may be the title and the session. Remarks tell
of all else. The parser takes further notes of the page (来源：…, 责任编辑：…) out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree, html

from content.decode import decode
from content.errors import Problem
from content.importing.formats import CELLS, ROW_LIMIT, UP, Extract
from content.lines import BLANK
from content.report import Remark

_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([\w-]+)")
_HEAD = 4_000
"""Bytes within which a page names its encoding."""
# Elements that hold no text, and those that hold what is none of the page's: menus, forms, films.
_SILENT = ("script", "style", "template", "head", "title", "meta", "link", "svg")
_UNSEEN = ("noscript", "select", "textarea", "button", "nav", "iframe", "object", "canvas",
           "audio", "video")  # fmt: skip
# Elements before and behind which a browser begins a new line.
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
     "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_RAISED = (
    "//sup|//*[contains(@class,'FootnoteReference')]"
    "|//*[contains(translate(@style,' ',''),'vertical-align:super')]"
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What word processors leave in the text, and lxml reads but does not write."""
# Also pre-wrap, pre-line and break-spaces; but nowrap shows line ends as blanks.
_AS_WRITTEN = re.compile(r"(?i)white-space\s*:\s*(?:pre|break)")
_LINE_END = "\u2028"
"""Stands for a line end in the source where the page shows it."""
_PROSE = re.compile(r"(?=.{25}).*[，。；]")
"""What a line of text looks like, rather than a link or a label."""
_MOST = 0.8
"""Share of the text that stands in the part of the page which is read."""
_ABOVE = 12
"""Lines above that part which may be the title and the session."""

_IN_BROWSER = "请用浏览器打开它，把正文复制到记事本，存为纯文本后再试。"


class _Line(NamedTuple):
    """What a page shows on one line."""

    text: str
    block: Any
    """The innermost element around it, of lxml."""
    is_link: bool
    """Whether more than half of it leads to another page."""


def read(data: bytes, path: Path | str) -> Extract:
    """The text of a web page, one line for each paragraph and each row of a table.

    No line is empty, and blanks at the ends of lines are left out; indents say nothing on a page.
    The path is only named in messages.

    Raises:
        Problem: It shows no text, is made of frames, or is in no encoding that is known.
    """
    text, encoding = _decoded(data, path)
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=parser)
    except (etree.LxmlError, ValueError):
        raise _nothing(path) from None
    if next(root.iter("frameset"), None) is not None:
        raise Problem("这个网页由几个框架拼成，正文在别的文件里。", path=path, remedy=_IN_BROWSER)
    for element in root.iter("*"):
        element.text = element.text and _CONTROL.sub("\n", element.text)
        element.tail = element.tail and _CONTROL.sub("\n", element.tail)
    hidden = _take_out_hidden(root)
    for element in root.xpath(_RAISED):
        begin, end = UP.split("{}")
        element.text, element.tail = begin + (element.text or ""), end + (element.tail or "")
    _mark_line_ends(root)
    lines = list(_lines(root))
    kept, above, below = _main_part(lines)
    if not kept:
        raise _nothing(path)
    remarks = (
        [Remark(1, "网页的菜单、表单和不显示的文字，未列入正文。", removed=hidden)]
        if hidden
        else []
    )
    for where, left_out in (("上方", above), ("下方", below)):
        removed = "\n".join(line.text for line in left_out)
        if removed:
            remarks.append(Remark(1, f"网页{where}的栏目和链接，未列入正文。", removed=removed))
    text = "\n".join(line.text for line in kept) + "\n"
    return Extract(text, encoding, tuple(remarks)).without_note_marks()


def _nothing(path: Path | str) -> Problem:
    return Problem("网页里没有文字。", path=path, remedy=_IN_BROWSER)


def _decoded(data: bytes, path: Path | str) -> tuple[str, str]:
    """The source of a page, in the encoding that it names if that may be right.

    A page that was saved again may name the one that it had, or a Western one.

    Raises:
        Problem: It is no text; see `decode`.
    """
    named = _CHARSET.search(data[:_HEAD])
    if named and b"\x00" not in data:
        # GB 18030 holds all that pages call gb2312 or gbk.
        name = re.sub(r"^(?:gb2312|gbk|x-gbk)$", "gb18030", named[1].decode("ascii").lower())
        for encoding in ("utf-8", name):
            with suppress(LookupError, UnicodeError):
                if "<<的".encode(encoding).startswith(b"<<"):  # it has Han, and Latin as it is
                    return data.decode(encoding), encoding
    decoded = decode(data, path)
    return decoded.text, decoded.encoding


def _take_out_hidden(root: Any) -> str:
    """Take out the elements that are no part of the text, and return what stands in them.

    What holds most of the text is hidden only until a script of the page shows it.
    """
    gone: list[str] = []

    def take_out(element: Any) -> None:
        if element.getparent() is not None:
            gone.append(" ".join("".join(element.itertext()).split()))
            element.drop_tree()

    etree.strip_elements(root, *_SILENT, with_tail=False)
    for element in list(root.iter(*_UNSEEN)):
        take_out(element)
    most = len("".join(root.itertext())) / 2
    for element in list(root.iter("*")):
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if hidden and len(" ".join("".join(element.itertext()).split())) <= most:
            take_out(element)
    return "\n".join(filter(None, gone))


def _mark_line_ends(root: Any) -> None:
    """Mark the line ends in the source that a browser shows as such."""
    written: set[Any] = set()
    """Elements whose text is shown as it is written, those inside of such ones included."""
    for element in root.iter("*"):
        is_inside = element.getparent() in written
        if is_inside:
            element.tail = (element.tail or "").replace("\n", _LINE_END)
        if is_inside or element.tag == "pre" or _AS_WRITTEN.search(element.get("style") or ""):
            written.add(element)
            element.text = (element.text or "").replace("\n", _LINE_END)


def _lines(root: Any) -> Iterator[_Line]:
    """What a page shows, line by line."""
    held: list[tuple[str, Any]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield from _shown(held, element)
            held = []
        if event == "end":
            if element is not root:
                held.append((element.tail or "", element.getparent()))
            continue
        cells = _cells(element) if element.tag == "tr" else []
        if any(cells):
            yield _Line(CELLS.join(cells), element, is_link=False)
        if cells:
            walk.skip_subtree()
        else:
            held.append((element.text or "", element))
    yield from _shown(held, root)


def _shown(held: list[tuple[str, Any]], block: Any) -> Iterator[_Line]:
    """The lines that some texts make within a block, each with the element that it stands in."""
    shown = [(text, element) for text, element in held if text.strip(BLANK + "\n")]
    linked = sum(
        len(text)
        for text, element in shown
        if any(
            link.tag == "a" and (link.get("href") is not None or link.get("name") is None)
            for link in (element, *element.iterancestors())  # links lead to one with but a name
        )
    )
    holder = shown[0][1] if shown else block
    whole = "".join(text for text, _ in held)
    for line in filter(None, map(_visible, whole.split(_LINE_END))):
        yield _Line(line, holder, linked * 2 > len(whole))


def _visible(text: str) -> str:
    """Text as a browser shows it; a line end in the source parts no Chinese words."""
    text = re.sub(r"(?<=[\u2e80-\uffef])[ \t]*\r?\n\s*(?=[\u2e80-\uffef])", "", text)
    return re.sub(r"[ \t\r\n\xa0]+", " ", text).strip(BLANK)


def _cells(row: Any) -> list[str]:
    """The cells of a row of a table; none if it holds a part of the page rather than text."""
    cells = row.xpath("./td|./th")
    if len(cells) < 2 or row.xpath(".//table") or len("".join(row.itertext())) > ROW_LIMIT:
        return []
    return [_visible(" ".join(cell.itertext())) for cell in cells]


def _is_prose(line: _Line) -> bool:
    return _PROSE.match(line.text) is not None and not line.is_link


def _main_part(lines: list[_Line]) -> tuple[list[_Line], list[_Line], list[_Line]]:
    """The lines of the text, those above that are left out, and those below.

    A page without prose is kept whole.
    """
    weights: Counter[Any] = Counter()
    total = 0
    for line in lines:
        if _is_prose(line):
            total += len(line.text)
            for element in (line.block, *line.block.iterancestors()):
                weights[element] += len(line.text)
    if not total:
        return lines, [], []
    depth = {e: sum(1 for _ in e.iterancestors()) for e, w in weights.items() if w >= _MOST * total}
    main = max(depth, key=lambda element: depth[element])
    inside = [main is line.block or main in line.block.iterancestors() for line in lines]
    first = inside.index(True)
    last = len(inside) - inside[::-1].index(True)
    prose = [at for at, line in enumerate(lines[first:last], first) if _is_prose(line)]
    links = (at for at in range(prose[-1], last) if lines[at].is_link)
    last = next(links, last)  # what the site adds below the text, and all behind it
    near = [line for line in lines[:first] if not line.is_link][-_ABOVE:]
    above = [line for line in lines[:first] if line not in near]
    return near + lines[first:last], above, lines[last:]
