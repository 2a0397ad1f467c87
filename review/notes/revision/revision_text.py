"""What a revision of the report does to its notes, told in Chinese lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from review.notes.model import Note, NoteStatus
from review.notes.revision.reanchor import Outcome
from review.notes.revision.revise import summary

_WORD = re.compile(r"[0-9０-９]+(?:[.．,，:：/／∶][0-9０-９]+)*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_DIGIT = re.compile(r"[0-9０-９]")

_LEGEND = "【】中是不同的数字，〔〕中是不同的字句。"

_SHOWN = 200


def told(outcomes: Sequence[Outcome], name: Callable[[Note], str]) -> str:
    """How many notes fare how, then the changed ones with both wordings, then the lost ones."""
    changed = [outcome for outcome in outcomes if outcome.fate is NoteStatus.CHANGED]
    lost = [outcome for outcome in outcomes if outcome.fate is NoteStatus.ORPHAN]
    lines = [f"批注：{summary(outcomes)}。"]
    if changed:
        lines += ["", f"原文有改动的{len(changed)}条（{_LEGEND}）"]
        lines += [line for outcome in changed for line in _change_lines(outcome, name)]
    if lost:
        lines += ["", f"原文已删的{len(lost)}条（批注仍在，可在批注列表中重新定位）"]
        lines += [line for outcome in lost for line in _loss_lines(outcome, name)]
    return "\n".join(lines) + "\n"


def opening_words(note: Note) -> str:
    """The first words of a note, to tell it from others on the screen."""
    return " ".join(note.body[:40].split())


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """The stretches of two wordings, in order; where they agree, both are the same text."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [("".join(before[i:j]), "".join(after[k:m])) for _, i, j, k, m in matcher.get_opcodes()]


def figures_differ(old: str, new: str) -> bool:
    """Whether two wordings differ in a number, which a reader must not miss."""
    return any(was != now and _DIGIT.search(was + now) for was, now in changes(old, new))


def marked(old: str, new: str) -> tuple[str, str]:
    """Both wordings with what differs in brackets: 【】 around numbers, 〔〕 around words."""
    stretches = changes(old, new)
    return (
        "".join(was if was == now else _ringed(was) for was, now in stretches),
        "".join(now if was == now else _ringed(now) for was, now in stretches),
    )


def _ringed(text: str) -> str:
    """A stretch that differs, its numbers ringed each and what is between them."""
    words = _WORD.findall(text)
    runs = groupby(words, lambda word: _DIGIT.search(word) is not None)
    return "".join(
        "".join(f"【{word}】" for word in run) if is_figure else f"〔{''.join(run)}〕"
        for is_figure, run in runs
    )


def _change_lines(outcome: Outcome, name: Callable[[Note], str]) -> Iterator[str]:
    quotes = (outcome.before.anchor.quote, outcome.after.anchor.quote)
    old, new = marked(*quotes)
    yield _head(outcome, name) + ("　数字有改动" if figures_differ(*quotes) else "")
    yield f"    原文：{_in_one_line(old)}"
    yield f"    现文：{_in_one_line(new)}"


def _loss_lines(outcome: Outcome, name: Callable[[Note], str]) -> Iterator[str]:
    quote = _in_one_line(outcome.before.anchor.quote)
    yield _head(outcome, name)
    yield f"    原文：{quote[:_SHOWN]}{'……' * (len(quote) > _SHOWN)}"


def _head(outcome: Outcome, name: Callable[[Note], str]) -> str:
    note = outcome.after
    return f"  {name(note)} 【{note.kind.label}】{note.anchor.citation}"


def _in_one_line(quote: str) -> str:
    return quote.replace("\n", "⏎")
