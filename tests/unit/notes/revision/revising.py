"""Revisions of a report as a congress makes them, and the truth about every note on it.

Each character carries who it was in the old text, so that what should become of a note is known
and not guessed. Nothing here knows how notes are moved.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from content.parsing.outline import parse
from content.report import Report
from content.span import Span
from review.notes.model import Kind, Note, NoteStatus, anchor, text_id
from review.notes.revision.reanchor import Outcome

WORDS = re.findall(
    r"\S+",
    """
    推进 深化 加快 统筹 突出 着力 全面 持续 有效 稳步 切实 大力 健全 优化 培育
    改造 支持 引导 升级 保障 协同 示范 提质 攻坚 惠民 常态化 精细化 一体化 数字化
    高标准
    """,
)

CLAUSES = re.findall(
    r"\S+",
    """
    统筹发展和安全， 加强基层治理能力建设， 完善多元化投入机制， 扩大优质公共服务供给，
    落实过紧日子要求， 压实各级各部门责任， 推动惠企政策直达快享， 强化要素保障和跟踪服务，
    力争全年新增就业1.2万人以上， 新建口袋公园12处， 整治背街小巷36条，
    建立健全长效管护机制， 广泛听取代表和群众意见， 定期公布进展情况， 严格控制一般性支出，
    完成投资18.6亿元，
    """,
)

SENTENCES = re.findall(
    r"\S+",
    """
    坚持问题导向和目标导向相统一，把代表审议意见逐条落到实处。
    实施老旧小区加装电梯三年行动，年内完成120部以上。
    建立重点企业服务专员制度，诉求办结率保持在98%以上。
    加大对困难群众的临时救助力度，兜牢民生底线。 完善政府投资项目后评价制度，提高资金使用效益。
    支持社会力量参与普惠托育，新增托位600个。
    """,
)


class Mark(NamedTuple):
    """A character of the new text."""

    text: str
    origin: int | None
    """Which character of the old text it is, or None."""
    replaces: range = range(0)
    """Which characters of the old text were reworded to give it."""


Text = list[list[Mark]]

Place = tuple[int, int]
"""Paragraph number and code point."""


class Judgement(NamedTuple):
    """What became of notes, counted."""

    right: int = 0
    """Where their passage is; of one that is mostly gone, also without a place."""
    lost: int = 0
    """Without a place although their passage is there."""
    wrong: int = 0
    """Elsewhere, or on more or less than their passage."""
    gone: int = 0
    """Without a place, as their whole passage is."""
    reattached: int = 0
    """On something else although their whole passage is gone."""

    def plus(self, other: Judgement) -> Judgement:
        """Both together."""
        return Judgement(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def right_share(self) -> float:
        """Of the notes whose passage is there, those in the right place."""
        return self.right / (self.right + self.lost + self.wrong)

    @property
    def reattached_share(self) -> float:
        """Of the notes whose passage is gone, those put on something else."""
        return self.reattached / max(1, self.gone + self.reattached)


@dataclass(frozen=True)
class Revision:
    """A report, what was made of it, and which character became which."""

    old: Report
    new: Report
    marks: Text


def revise(old: Report, edits: int, seed: int) -> Revision:
    """Revise a report.

    Args:
        old: The report.
        edits: How many places to change.
        seed: Which revision to make.
    """
    chance = random.Random(f"{edits} {seed}")
    text: Text = []
    origin = 0
    for paragraph in old.paragraphs:
        text.append([Mark(c, origin + at) for at, c in enumerate(paragraph.text)])
        origin += len(paragraph.text)
    made = 0
    while made < edits:
        (edit,) = chance.choices(list(EDITS), weights=list(EDITS.values()))
        made += edit(text, chance)
    source = "\n".join(_read(marks) for marks in text) + "\n"
    new = parse(source, report_id=old.id, title=old.title)
    assert [p.text for p in new.paragraphs] == [_read(marks) for marks in text]
    return Revision(old, new, text)


def _read(marks: Sequence[Mark]) -> str:
    return "".join(mark.text for mark in marks)


def _fresh(text: str, replaces: range = range(0)) -> list[Mark]:
    return [Mark(c, None, replaces) for c in text]


def _somewhere(text: Text, chance: random.Random, pattern: str) -> tuple[list[Mark], int, int]:
    """A paragraph of some length and a match in it; nothing matched gives (…, 0, 0)."""
    marks = chance.choice([marks for marks in text if len(marks) > 40])
    matches = [m.span() for m in re.finditer(pattern, _read(marks))]
    return marks, *(chance.choice(matches) if matches else (0, 0))


def _reword(marks: list[Mark], start: int, end: int, words: str) -> bool:
    origins = [mark.origin for mark in marks[start:end]]
    if start == end or None in origins or words == _read(marks[start:end]):
        return False
    known = [origin for origin in origins if origin is not None]
    if known != list(range(known[0], known[0] + len(known))):
        return False
    marks[start:end] = _fresh(words, range(known[0], known[-1] + 1))
    return True


# The edits: each changes the text and says whether it could


def replace_word(text: Text, chance: random.Random) -> bool:
    """Two or three characters become another word."""
    marks, start, end = _somewhere(text, chance, r"[\u4e00-\u9fff]{2,3}")
    return _reword(marks, start, end, chance.choice(WORDS))


def change_number(text: Text, chance: random.Random) -> bool:
    """A number becomes another."""
    marks, start, end = _somewhere(text, chance, r"\d+(?:\.\d+)?")
    if start == end:
        return False
    value = float(_read(marks[start:end])) * chance.choice((0.8, 0.9, 1.1, 1.2, 1.5))
    return _reword(marks, start, end, f"{value:.1f}" if chance.random() < 0.4 else f"{value:.0f}")


def insert_clause(text: Text, chance: random.Random) -> bool:
    """A clause, new or heard elsewhere in the report."""
    marks, _, at = _somewhere(text, chance, r"[，；。]")
    clause = chance.choice(CLAUSES)
    if chance.random() < 0.2:
        other, start, end = _somewhere(text, chance, r"[^，；。：]{6,16}，")
        clause = _read(other[start:end])
    marks[at:at] = _fresh(clause)
    return True


def delete_clause(text: Text, chance: random.Random) -> bool:
    """One clause with its comma."""
    marks, start, end = _somewhere(text, chance, r"[^，；。：]{4,30}[，；、]")
    del marks[start:end]
    return end > start


def insert_sentence(text: Text, chance: random.Random) -> bool:
    """A whole sentence."""
    marks, _, at = _somewhere(text, chance, r"。")
    marks[at:at] = _fresh(chance.choice(SENTENCES))
    return True


def delete_sentence(text: Text, chance: random.Random) -> bool:
    """A whole sentence."""
    marks, start, end = _somewhere(text, chance, r"(?<=。)[^。]{6,}。")
    del marks[start:end]
    return end > start


def split_paragraph(text: Text, chance: random.Random) -> bool:
    """At a full stop."""
    marks, _, at = _somewhere(text, chance, r"。(?!$)")
    if at:
        text.insert(text.index(marks) + 1, marks[at:])
        del marks[at:]
    return at > 0


def merge_paragraphs(text: Text, chance: random.Random) -> bool:
    """With the next one."""
    at = chance.randrange(8, len(text) - 1)
    if min(len(text[at]), len(text[at + 1])) < 40:
        return False
    text[at] += text.pop(at + 1)
    return True


def move_paragraph(text: Text, chance: random.Random) -> bool:
    """To anywhere else."""
    moved = text.pop(chance.randrange(8, len(text)))
    text.insert(chance.randrange(8, len(text)), moved)
    return True


def add_paragraph(text: Text, chance: random.Random) -> bool:
    """Made of new sentences and clauses."""
    words = "".join(chance.choices(CLAUSES, k=2)) + "".join(chance.choices(SENTENCES, k=2))
    text.insert(chance.randrange(9, len(text)), _fresh(words))
    return True


def remove_paragraph(text: Text, chance: random.Random) -> bool:
    """A whole one."""
    del text[chance.randrange(8, len(text))]
    return True


EDITS = {
    replace_word: 30,
    change_number: 16,
    insert_clause: 14,
    delete_clause: 10,
    insert_sentence: 5,
    delete_sentence: 5,
    split_paragraph: 4,
    merge_paragraphs: 4,
    move_paragraph: 4,
    add_paragraph: 4,
    remove_paragraph: 4,
}


def notes_on(report: Report, count: int, seed: int) -> list[Note]:
    """Notes of every size: a number, a word, clauses, whole paragraphs, ranges over two."""
    chance = random.Random(seed)
    version = text_id(report)
    notes: list[Note] = []
    while len(notes) < count:
        paragraph = chance.choice(report.paragraphs)
        text = paragraph.text
        last, start, end = paragraph.number, 0, len(text)
        shape = chance.choices(
            ("number", "word", "clause", "stretch", "paragraph", "two"), (15, 15, 30, 25, 7, 8)
        )[0]
        if shape in ("number", "clause"):
            pattern = r"\d+(?:\.\d+)?[%亿万个处项]*" if shape == "number" else r"[^，。；：]{4,}"
            matches = [m.span() for m in re.finditer(pattern, text)]
            if not matches:
                continue
            start, end = chance.choice(matches)
        elif shape in ("word", "stretch"):
            start = chance.randrange(len(text))
            most = 6 if shape == "word" else 60
            end = min(len(text), start + chance.randint(2, most))
        elif shape == "two" and paragraph.number < len(report.paragraphs):
            last += 1
            start = chance.randrange(len(text))
            end = chance.randint(1, len(report.paragraph(last).text))
        span = Span(paragraph.number, start, last, end)
        notes.append(
            Note(
                id=f"{len(notes):032x}",
                report_id=report.id,
                anchor=anchor(report, span, version),
                kind=chance.choice(list(Kind)),
                tags=(),
                body=f"第{len(notes)}条",
                created="2024-01-31T20:05:00+08:00",
                updated="2024-01-31T20:05:00+08:00",
            )
        )
    return notes


def judge(revision: Revision, outcomes: Sequence[Outcome]) -> Judgement:
    """Compare what became of notes with the truth."""
    place = {
        origin: (number, at)
        for number, marks in enumerate(revision.marks, start=1)
        for at, mark in enumerate(marks)
        if (origin := mark.origin) is not None
    }
    reworded: dict[int, set[Place]] = {}
    for number, marks in enumerate(revision.marks, start=1):
        for at, mark in enumerate(marks):
            for origin in mark.replaces:
                reworded.setdefault(origin, set()).add((number, at))
    starts = [0]
    for paragraph in revision.old.paragraphs:
        starts.append(starts[-1] + len(paragraph.text))
    total = Judgement()
    for outcome in outcomes:
        own = {
            starts[segment.paragraph - 1] + at
            for segment in outcome.before.anchor.segments
            for at in range(segment.start, segment.end)
        }
        kept = {place[origin] for origin in own if origin in place}
        instead = {spot for origin in own for spot in reworded.get(origin, ())}
        total = total.plus(_verdict(outcome, len(own), kept, instead))
    return total


def _verdict(outcome: Outcome, size: int, kept: set[Place], instead: set[Place]) -> Judgement:
    """Judge one note.

    Args:
        outcome: What became of it.
        size: Characters of its quote.
        kept: Where those of them stand that are still there.
        instead: Where what replaces others stands.
    """
    orphaned = outcome.fate is NoteStatus.ORPHAN
    if not kept and not instead:
        return Judgement(gone=1) if orphaned else Judgement(reattached=1)
    if orphaned:
        mostly_gone = 2 * len(kept) < size and (size >= 5 or not instead)
        return Judgement(right=1) if mostly_gone else Judgement(lost=1)
    segments = outcome.after.anchor.segments
    covered = {(s.paragraph, at) for s in segments for at in range(s.start, s.end)}
    ends = {end for s in segments for end in ((s.paragraph, s.start), (s.paragraph, s.end - 1))}
    if kept <= covered and ends <= kept | instead:
        return Judgement(right=1)
    return Judgement(wrong=1)
