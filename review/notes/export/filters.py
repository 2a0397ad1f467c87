"""What templates can do with the facts: wrap, count, choose, escape. The names are Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from content.numerals import chinese_numeral
from review.base.paper import BLANK_LINE, markdown_paragraphs, markdown_quote
from review.notes.export.paper_markup import LINE_END, without_tags
from review.notes.export.quoting import MOST, closed
from review.notes.export.template_context import count_kinds
from review.notes.model import Kind
from review.typography.linebreak import break_rows, cell_edges

COLUMNS = 80
"""Cells of a row at most, 40 full-width columns: what fits on a page and in a terminal."""

_PACE = 220
"""Characters (字) spoken in a minute, as templates of version 0.1 count."""


def wrap(text: str, indent: int) -> str:
    """Break text into rows of `COLUMNS` cells, with `indent` blanks before all but the first.

    Its own line ends are kept; before the first row the template prints a label.
    """
    rows = []
    for line in text.split("\n"):
        breaks = break_rows(line, max(2, COLUMNS - indent))
        rows += [line[start:end].strip(" ") for start, end in breaks]
    first, *others = rows
    blanks = " " * indent
    return "\n".join([first, *(blanks + row if row else "" for row in others)])


def wrap_list(text: str, indent: int) -> str:
    """Break an enumeration into rows like `wrap`, but only behind its 、: no entry is cut."""
    rows = [""]
    for entry in re.findall("[^、]*、|[^、]+", text):
        if rows[-1] and indent + cell_edges(rows[-1] + entry)[-1] > COLUMNS:
            rows.append("")
        rows[-1] += entry
    return ("\n" + " " * indent).join(rows)


def minutes(text: str) -> int:
    """How many minutes it takes to say a text without punctuation, rounded up, at least one."""
    spoken = sum(character.isalnum() for character in text)
    return max(1, -(-spoken // _PACE))


def chosen(entries: Sequence[dict[str, Any]], *kinds: str) -> list[dict[str, Any]]:
    """The entries of some kinds."""
    return [entry for entry in entries if entry["类型"] in kinds]


def others(entries: Sequence[dict[str, Any]], *kinds: str) -> list[dict[str, Any]]:
    """The entries of all other kinds, those too that are not known yet where a template is made."""
    return [entry for entry in entries if entry["类型"] not in kinds]


_MEANT = {
    Kind.APPROVAL.label: "，对此表示赞成。",
    Kind.QUESTION.label: "，请予说明。",
    Kind.SUGGESTION.label: f"，建议：{BLANK_LINE}。",
    Kind.AMENDMENT.label: f"，建议改为：{BLANK_LINE}。",
}
"""What a mark without words says of its passage, or where the words are to be written by hand."""


def mention(entry: dict[str, Any], loop: Any, again: str = "") -> str:
    """Which passage a note is about, as a sentence.

    `again` is said instead where the note before, in the `loop` of the template, is about the same
    passage; of a mark, which has no words of its own, the passage is said unless this is empty.
    """
    said: str = entry["引"]
    is_again = not loop.first and without_tags(loop.previtem["引"]) == without_tags(said)
    if said and is_again and (entry["话"] or not again):
        return again
    if said and not entry["话"]:
        return said.removesuffix("。") + _MEANT.get(without_tags(entry["类型"]), "。")
    return said


def item_number(entry: dict[str, Any], loop: Any, numbered: str = "{0}．") -> str:
    """1． and so on where there are several; （一） where notes have such numbers themselves."""
    if loop.length == 1:
        return ""
    in_words = chinese_numeral(loop.index)
    return f"（{in_words}）" if entry["正文有序号"] else numbered.format(loop.index, in_words)


def is_short(text: str) -> bool:
    """Whether a passage can stand within a line."""
    plain = without_tags(str(text))  # which names an item that there is not
    return len(plain) <= MOST and LINE_END not in plain


def sentence(text: str) -> str:
    """What a deputy wrote, closed; so are its lines, whichever sign ends them."""
    end = LINE_END if LINE_END in text else "\n"
    return closed(text.replace(end, "\n")).replace("\n", end)


FILTERS: dict[str, Callable[..., Any]] = {
    "折行": wrap,
    "列举": wrap_list,
    "分钟": minutes,
    "选": chosen,
    "除": others,
    "引": mention,
    "序号": item_number,
    "第几": partial(item_number, numbered="第{1}，"),
    "短": is_short,
    "句": sentence,
    "计数": count_kinds,
    "转义": markdown_paragraphs,
    "引用": markdown_quote,
}
