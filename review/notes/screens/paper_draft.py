"""A paper in the making: what was chosen for it, and what it is then. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from content.report import Report
from review.notes.export.exporting import Exported, Format, default_path, exported
from review.notes.export.form import Arrangement, Quoting
from review.notes.export.selection import ONE_MATTER, taken_at_first
from review.notes.export.speaking import spoken_characters, told
from review.notes.export.templates import is_paper
from review.notes.listing import ListedNote
from review.notes.model import Note, local_now

SPEECH = "审议发言提纲"
"""The paper that is read aloud, and so has a length in minutes."""

AIMS = (3, 5, 8)


class PaperChoice(NamedTuple):
    """What a file is."""

    label: str
    form: Format
    is_windows: bool = False
    """Whether lines end, and UTF-8 begins, as old Windows programs need it."""
    shares: bool = False
    """Whether it is given to others, with the name of who wrote it."""


CHOICES = (
    PaperChoice("Word", Format.DOCX),
    PaperChoice("文本", Format.TXT),
    PaperChoice("旧版记事本", Format.TXT, is_windows=True),
    PaperChoice("Markdown", Format.MD),
    PaperChoice("表格CSV", Format.CSV),
    PaperChoice("备份", Format.JSON),
    PaperChoice("分享给人", Format.JSON, shares=True),
)


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """What a paper is to be."""

    report: Report
    choice: PaperChoice
    template: str
    notes: Sequence[Note]
    fields: Mapping[str, str] = field(default_factory=dict)
    arrangement: Arrangement = field(default_factory=Arrangement)
    tasks: Sequence[Note] = ()
    """States of tasks and hidden rows, which a backup holds as well."""

    def made(self, *, to_look_at: bool = False) -> Exported:
        """The paper, or a Problem; to look at, its text is enough: Word takes longer."""
        form = self.choice.form
        is_backup = form is Format.JSON and not self.choice.shares
        creator = self.fields.get("姓名", "") if self.choice.shares else None
        if to_look_at and form is Format.DOCX and is_paper(self.template, form.value):
            form = Format.TXT
        return exported(
            self.report,
            [*self.notes, *self.tasks] if is_backup else self.notes,
            local_now(),
            form=form,
            template=self.template,
            fields=self.fields if form.has_layout else {},
            arrangement=self.arrangement,
            creator=creator,
        )

    @property
    def path(self) -> Path:
        """Where it goes unless the user says otherwise."""
        return default_path(self.report, self.choice.form.value, local_now(), self.template)


def at_first(entries: Sequence[ListedNote], choice: PaperChoice, template: str) -> list[str]:
    """Ids of the notes that are ticked before anybody has ticked any."""
    notes = [entry.note for entry in entries]
    if choice.form is Format.JSON and not choice.shares:
        return [note.id for note in notes]
    layout = template if choice.form.has_layout else None
    if layout == ONE_MATTER:
        return []
    return [note.id for note in taken_at_first(notes, layout)]


def arranged(entries: Sequence[ListedNote], arrangement: Arrangement) -> list[ListedNote]:
    """Notes as they are listed: in the order that was kept, new ones behind."""
    by_id = {entry.note.id: entry for entry in entries}
    return [by_id[note.id] for note in arrangement.arranged([entry.note for entry in entries])]


def next_quoting(arrangement: Arrangement, note: Note) -> Arrangement:
    """The same with the next way of quoting for a note."""
    ways = tuple(Quoting)
    now = arrangement.quoting.get(note.id, Quoting.SHORT)
    way = ways[(ways.index(now) + 1) % len(ways)]
    return replace(arrangement, quoting={**arrangement.quoting, note.id: way})


def time_of(paper: Exported, minutes: int, pace: int) -> tuple[str, list[str]]:
    """How long a speech takes, and the notes that can be left out until it is short enough.

    Returns:
        The sentence, and ids of the notes with the longest words. Nothing is cut.
    """
    assert paper.filled is not None
    characters = spoken_characters(paper.text)
    over = characters - pace * minutes
    lengths: dict[int, int] = {}
    for part, notes in zip(paper.filled.paper.parts, paper.filled.notes, strict=True):
        for note in notes:
            lengths[note] = lengths.get(note, 0) + spoken_characters(getattr(part, "text", ""))
    spare = []
    for number in sorted(lengths, key=lambda number: -lengths[number]):
        if over <= 0:
            break
        over -= lengths[number]
        spare.append(paper.given[number].id)
    return told(characters, minutes, pace), spare
