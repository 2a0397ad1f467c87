"""What a revision of the report does to its notes, told in Chinese lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from review.notes.model import Note
from review.notes.revision.reanchor import Fate, Outcome
from review.notes.revision.revise import summary
from review.notes.revision.wording_changes import marked

_LEGEND = "【】中是不同的数字，〔〕中是不同的字句。"

_SHOWN = 200
"""Characters of a lost passage that are shown."""


def told(outcomes: Sequence[Outcome], name: Callable[[Note], str]) -> str:
    """How many notes fare how, then the changed ones with both wordings, then the lost ones."""
    changed = [outcome for outcome in outcomes if outcome.fate is Fate.CHANGED]
    lost = [outcome for outcome in outcomes if outcome.fate is Fate.ORPHAN]
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


def _change_lines(outcome: Outcome, name: Callable[[Note], str]) -> Iterator[str]:
    old, new = marked(outcome.before.anchor.quote, outcome.after.anchor.quote)
    yield _head(outcome, name) + ("　数字有改动" if outcome.figures else "")
    yield f"    原文：{_in_one_line(old)}"
    yield f"    现文：{_in_one_line(new)}"


def _loss_lines(outcome: Outcome, name: Callable[[Note], str]) -> Iterator[str]:
    quote = _in_one_line(outcome.before.anchor.quote)
    yield _head(outcome, name)
    yield f"    原文：{quote[:_SHOWN]}{'……' * (len(quote) > _SHOWN)}"


def _head(outcome: Outcome, name: Callable[[Note], str]) -> str:
    """Which note it is and where its passage stands now, or stood."""
    note = outcome.after
    return f"  {name(note)} 【{note.kind.label}】{note.anchor.citation}"


def _in_one_line(quote: str) -> str:
    return quote.replace("\n", "⏎")
