"""The two halves of an amendment (修改意见): the new wording, and why."""

from __future__ import annotations

import re
from typing import NamedTuple

_LABEL = re.compile(r"[ \t\u3000]*(建议改为|理由)[：:][ \t\u3000]*")


class Amendment(NamedTuple):
    """What the body of a note proposes."""

    proposal: str
    reason: str
    """Empty where none is given."""


def read_amendment(body: str) -> Amendment:
    """Read the lines 「建议改为：…」 and 「理由：…」 of a body; each runs on to the next label.

    Nothing of the body is lost: without labels all of it is the proposal, and what stands before
    the first label goes to the other half.
    """
    halves: dict[str, list[str]] = {"建议改为": [], "理由": []}
    before: list[str] = []
    lines = before
    for line in body.splitlines():
        label = _LABEL.match(line)
        if label:
            lines = halves[label[1]]
        lines.append(line[label.end() :] if label else line)
    proposal, reason = halves["建议改为"], halves["理由"]
    (reason if proposal else proposal)[:0] = before
    return Amendment("\n".join(proposal).strip(), "\n".join(reason).strip())
