"""The query language: blank = and, "…" or “…” = exactly so, leading - = not.

What a user types never reaches Whoosh's own parser, to which `a:b`, `*` or `~` mean something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words.normalise import fold

LONGEST = 256
"""Code points of a query that are looked at; the rest is cut, and the user is told."""

MOST_TERMS = 12
"""Terms that are looked at. Each costs a scan of the report, and nobody types so many."""

_OPENING = {'"': '"', "“": "”", "＂": "＂", "”": "”", "„": "”", "「": "」"}
"""Quotes that may open a phrase, and what closes it. An input method may give ” for both."""

_MINUS = "-－−"

_PHRASES = "|".join(f"{o}[^{c}]*(?:{c}(?!\\S)|\\Z)" for o, c in _OPENING.items())
_WORD = re.compile(rf"[{_MINUS}]?(?:{_PHRASES})|\S+")
"""A phrase, or what stands between blanks.

A quote opens a phrase only at the start of a word and closes it only at the end of one:
“微改革”227项 copied from the report is an ordinary word. One that is never closed runs on to the
end, for that is how a phrase looks while it is being typed.
"""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find, folded."""

    text: str
    exact: bool = False
    """Whether it stood in quotes: no synonyms, no pinyin, no nearby words."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a user asks for."""

    wanted: tuple[Term, ...]
    """All of these."""
    unwanted: tuple[str, ...]
    """None of these, folded."""
    hint: str
    """What to tell the user about the query itself, in Chinese; often empty."""


def parse(text: str) -> Query:
    """Understand what a user typed. Anything is a query; there is no wrong syntax.

    养老 “食堂 20处” -托育 wants 养老 in any way and 食堂 20处 just so, and no paragraph with 托育.
    What has no character of a script, no digit and no % is left out, and so is a term that was
    there before. Where nothing is wanted that can be found, `hint` says why.
    """
    wanted: dict[str, Term] = {}
    unwanted: dict[str, None] = {}
    for word in _WORD.findall(text[:LONGEST]):
        is_not = word[0] in _MINUS and word[1:2] not in _MINUS  # two of them are a dash
        body = word[1:] if is_not else word
        quoted = _unquoted(body)
        term = fold(body if quoted is None else quoted).strip()
        if not any(character.isalnum() or character in "%〇" for character in term):
            continue
        if is_not:
            unwanted[term] = None
        else:
            wanted.setdefault(term, Term(term, quoted is not None))
    terms = tuple(wanted.values())
    hint = _hint(text, len(terms), bool(unwanted))
    return Query(terms[:MOST_TERMS], tuple(unwanted)[:MOST_TERMS], hint)


def _unquoted(word: str) -> str | None:
    """What stands between the quotes of a phrase, or None if the word is not a phrase."""
    closing = _OPENING.get(word[:1])
    if closing is None or closing in word[1:-1]:
        return None
    return word[1:].removesuffix(closing)


def _hint(text: str, terms: int, has_unwanted: bool) -> str:
    """What is odd about a query, in one row of the narrowest pane: 34 cells."""
    if not text.strip("-－ \u3000"):
        return "请输入要查找的词。"
    if len(text) > LONGEST:
        return f"检索词太长，只查找了前 {LONGEST} 个字。"
    if terms > MOST_TERMS:
        return f"检索词太多，只查找了前 {MOST_TERMS} 个。"
    if terms:
        return ""
    return "只写了要排除的词，请再写要查的。" if has_unwanted else "标点和表情不能单独查找。"
