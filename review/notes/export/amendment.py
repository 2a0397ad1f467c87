"""The two halves of an amendment (修改意见): the new wording, and why.

Deputies write them as they like: 「建议改为：甲。理由：乙」, 「改为甲」, 「建议删去这一句」.
Only what gives a wording itself is put in quotation marks; what is to be done is a sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from review.notes.export.quoting import closed
from review.typography.sentences import in_quotes

_LABEL = re.compile(r"[ \t\u3000]*(建议改为|理由)[：:][ \t\u3000]*")
_LABEL_WITHIN = re.compile(
    r"(?:(?<=[。；;，,！？”’）)])[ \t\u3000]*|[ \t\u3000]+)(?=(?:建议改为|理由)[：:])"
)
"""Where a label stands behind the end of a clause, in its line: 「甲。理由：乙」."""

_HEADING = re.compile(r"^(?:修改)?(?:意见|建议)[：:]\s*")
"""What some write before a proposal, as if it were a form: 修改意见：, 建议：."""

_CHANGE = re.compile(
    r"(?:我?建议|应当|应该|应|可以|可|宜|请|拟)?(?:修改为|改为|改成|换成|换为|表述为)[：:，, ]*"
)
"""How a proposal begins that gives the new wording itself."""

_DEED = re.compile(
    r"增加|增写|加上|补充|补写|删去|删除|删掉|去掉|合并|移至|移到|调整|明确|写明|保留|"
    r"将|把|在(?!此|于)"
)
"""How a proposal begins that says what is to be done with the wording."""

_WITH_MORE = re.compile(r"“[^”]*”(?:[，,；;。（(]|或|并).")
"""A wording that its writer has put in quotation marks, with something to be done behind it."""


class Amendment(NamedTuple):
    """What the body of a note proposes."""

    proposal: str
    """As it was written, without its label; empty where there is only a reason."""
    reason: str
    """Empty where none is given."""
    is_labelled: bool = False
    """Whether the proposal stands behind 建议改为：."""

    @property
    def wording(self) -> str:
        """The new wording alone; empty where the proposal says something else."""
        change, rest = self._parted()
        is_more = _DEED.match(rest) or _WITH_MORE.match(rest)
        return "" if is_more or not (change or self.is_labelled) else rest

    @property
    def quoted_wording(self) -> str:
        """The new wording in one pair of quotation marks; empty where there is none."""
        plain = self.wording.rstrip("。；;，, ") or self.wording
        is_quoted = plain.startswith("“") and plain.find("”") == len(plain) - 1
        return plain if is_quoted or not plain else in_quotes(plain)

    @property
    def sentence(self) -> str:
        """The proposal as a sentence; nothing where there is none."""
        if self.wording:
            return f"建议改为{self.quoted_wording}。"
        change, rest = self._parted()
        if _DEED.match(rest):
            return closed(f"建议{rest}")
        return closed(f"建议改为{rest}" if rest and (change or self.is_labelled) else rest)

    def _parted(self) -> tuple[str, str]:
        """建议改为, as it is worded, and what stands behind it."""
        change = _CHANGE.match(self.proposal)
        at = change.end() if change else 0
        return self.proposal[:at], self.proposal[at:]

    @property
    def statement(self) -> str:
        """The same where no label stands before it, so that it says itself what it is."""
        said = self.sentence
        return said if not said or said.startswith("建议") else f"修改意见：{said}"

    @property
    def reason_sentence(self) -> str:
        """The reason as a sentence; nothing where there is none."""
        if not self.reason:
            return ""
        return closed(self.reason if self.reason.startswith("理由") else f"理由：{self.reason}")


def read_amendment(body: str) -> Amendment:
    """Read 「建议改为：…」 and 「理由：…」 of a body; each runs on to the next label.

    Nothing of the body is lost: without labels all of it is the proposal, and what stands before
    the first label goes to the other half.
    """
    halves: dict[str, list[str]] = {"建议改为": [], "理由": []}
    before: list[str] = []
    lines = before
    for line in _LABEL_WITHIN.sub("\n", body).splitlines():
        label = _LABEL.match(line)
        if label:
            lines = halves[label[1]]
        lines.append(line[label.end() :] if label else line)
    proposal, reason = halves["建议改为"], halves["理由"]
    is_labelled = bool(proposal)
    (reason if proposal else proposal)[:0] = before
    proposed = "\n".join(proposal).strip()
    if not is_labelled:
        proposed = _HEADING.sub("", proposed, count=1)
    return Amendment(proposed, "\n".join(reason).strip(), is_labelled)
