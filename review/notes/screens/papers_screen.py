"""出材料: ticks on the left, the paper as it will be on the right, and where it is written."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.notes.export.exporting import Exported, Format, default_path, exported
from review.notes.export.form import DEFAULT, FIELDS, NAME, STANCES, Arrangement, KeptForms, Quoting
from review.notes.export.selection import ONE_MATTER, is_private, taken_at_first, told
from review.notes.export.speaking import spoken_characters, told_length
from review.notes.export.templates import listed
from review.notes.listing import ListedNote
from review.notes.model import Note, is_of_tasks, local_now
from review.notes.screens.tick_list import NoteTicks
from review.notes.screens.writing_screen import WritingScreen
from review.settings.config import load_config
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput
from review.widgets.pause import Pause
from review.widgets.prose import Scroll

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

    @property
    def is_backup(self) -> bool:
        """Whether it holds all that is kept, for the deputy alone."""
        return self.form is Format.JSON and not self.shares


CHOICES = (
    PaperChoice("Word", Format.DOCX),
    PaperChoice("文本", Format.TXT),
    PaperChoice("旧版记事本", Format.TXT, is_windows=True),
    PaperChoice("Markdown", Format.MD),
    PaperChoice("表格CSV", Format.CSV),
    PaperChoice("备份", Format.JSON),
    PaperChoice("分享给人", Format.JSON, shares=True),
)

KEEP_AFTER = 0.4
"""Seconds of quiet behind which what was filled in and arranged is kept."""

_STANCE, _STANCES = "态度", tuple(STANCES.values())
_HINTS = {"联名": "联名代表的姓名，可以不填", "日期": "如 2024年2月1日，可以不填"}


class PaperFields(Scroll, can_focus=False):
    """A line for each field; they are kept, for this computer alone."""

    class Changed(Message):
        """Something else stands in a field."""

    def __init__(self) -> None:
        super().__init__(id="fields")
        self._stance = ChoiceRow(_STANCE, list(STANCES), id="stance")
        self.lines = {
            name: LineInput(_HINTS.get(name, "可以不填")) for name in FIELDS if name != _STANCE
        }

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        for name in FIELDS:
            shown = self._stance if name == _STANCE else Field(name, self.lines[name])
            yield shown.add_class("of-paper" if name != NAME else "of-person")

    @property
    def values(self) -> dict[str, str]:
        """What stands in them, by their names."""
        stance = _STANCES[self._stance.taken]
        return {
            name: stance if name == _STANCE else self.lines[name].value.strip() for name in FIELDS
        }

    def take(self, values: Mapping[str, str]) -> None:
        """Show other values; a stance that is not known is left blank."""
        with self.prevent(Input.Changed, ChoiceRow.Changed):
            for name, line in self.lines.items():
                line.value = values.get(name, "")
            stance = values.get(_STANCE, "")
            self._stance.taken = _STANCES.index(stance) if stance in _STANCES else 0

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed())


def time_of(paper: Exported, minutes: int, pace: int) -> tuple[str, list[str]]:
    """How long a speech takes, and ids of the longest notes, without which it is short enough.

    `minutes` is how long it may be, `pace` how many characters (字) are spoken in one.
    """
    assert paper.filled is not None
    characters = spoken_characters(paper.text)
    over = characters - pace * minutes
    lengths: Counter[int] = Counter()
    for part, notes in zip(paper.filled.paper.parts, paper.filled.notes, strict=True):
        for note in notes:
            lengths[note] += spoken_characters(getattr(part, "text", ""))
    spare = []
    for number, length in lengths.most_common():
        if over <= 0:
            break
        over -= length
        spare.append(paper.given[number].id)
    return told_length(characters, minutes, pace), spare


class PapersScreen(WritingScreen):
    """Makes papers of notes; what is kept of it is kept by itself."""

    AUTO_FOCUS = "#template"
    DEFAULT_CSS = """
    PapersScreen {
        #ticks { min-height: 3; }
        #fields { height: auto; max-height: 8; padding: 0; background: $panel; }
        #fields ChoiceRow { background: $panel; }
        #joining { height: 1; }
        #joining, #aim { display: none; }
        &.-speech #joining, &.-speech #aim { display: block; }
        &.-plain #fields, &.-plain #template { display: none; }
        &.-shared #fields { display: block; }
        &.-shared #fields .of-paper { display: none; }
    }
    """

    def __init__(
        self, report: Report, entries: Sequence[ListedNote], tasks: Sequence[Note]
    ) -> None:
        super().__init__(f"出材料　{report.title}")
        self._report = report
        self._entries = {entry.note.id: entry for entry in entries}
        self._notes = [entry.note for entry in entries]
        self._tasks = tasks
        self._forms = KeptForms()
        self._pace = load_config(paths.config_file()).speech_pace
        self._templates = [template.name for template in listed()]
        self._layout_row = ChoiceRow("材料", self._templates, id="template")
        self._form = ChoiceRow("格式", [choice.label for choice in CHOICES], id="form")
        self._filter = LineInput("文字、出处或 #标签；空格选取，1-6选一类，0全选")
        self._ticks = NoteTicks()
        self._joining = LineInput("放在这一条前面的话，如“在此基础上，”")
        self._aim = ChoiceRow("时间", [f"{minutes}分钟" for minutes in AIMS], 1, id="aim")
        self._fields = PaperFields()
        self.rows = (self._layout_row, self._form)
        joining = Vertical(Field("衔接", self._joining), id="joining")
        narrowing = Field("筛选", self._filter)
        self.choosing = (narrowing, self._ticks, joining, self._aim, self._fields)
        self._arrangement = Arrangement()
        self._keeping = Pause(self, KEEP_AFTER, self._keep)
        self._shown = "", False
        """The layout that fields and ticks are of, and whether the file has a layout at all."""
        self._asked_name = False
        """Whether it was asked for before a file for others; a second press writes without."""
        self._has_answer = False
        """Whether a press of Ctrl+S was answered since the last change: a preview that was begun
        before, and comes late, does not wipe that away."""

    def on_mount(self) -> None:
        """Show the first paper at once."""
        self._take_layout()
        if self._forms.remark:
            self.notify(self._forms.remark, severity="warning", timeout=15)

    # What is chosen

    @property
    def _choice(self) -> PaperChoice:
        return CHOICES[self._form.taken]

    @property
    def _template(self) -> str:
        return self._templates[self._layout_row.taken]

    @property
    def _layout(self) -> str:
        return self._template if self._choice.form.has_layout else DEFAULT

    def _maker(self) -> Callable[[], Exported]:
        """What makes the paper as it is chosen now, in any thread, or raises a Problem."""
        choice, fields = self._choice, self._fields.values
        return partial(
            exported,
            self._report,
            [*self._ticks.notes, *(self._tasks if choice.is_backup else ())],
            local_now(),
            form=choice.form,
            template=self._layout,
            fields=fields,
            arrangement=self._arrangement,
            creator=fields[NAME] if choice.shares else None,
        )

    def _at_first(self) -> list[str]:
        """Ids of the notes that are ticked before anybody has ticked any."""
        layout = self._template if self._choice.form.has_layout else None
        if layout == ONE_MATTER:
            return []
        is_all = self._choice.is_backup
        return [n.id for n in (self._notes if is_all else taken_at_first(self._notes, layout))]

    @on(ChoiceRow.Changed, "#template")
    @on(ChoiceRow.Changed, "#form")
    def _take_layout(self) -> None:
        if self._keeping.stop():
            self._keep()
        self._shown = self._template, self._choice.form.has_layout
        kept = self._forms.draft(self._report.id, self._template)
        self._arrangement = Arrangement.read(kept)
        self._fields.take(self._forms.of(self._report.id, self._template))
        ids = self._at_first()
        if self._choice.form.has_layout and isinstance(kept.get("ticked"), list):
            # What was taken before it was marked as private was not chosen as such.
            chosen = kept["private"] if isinstance(kept.get("private"), list) else ()
            ids = [
                note.id
                for note in self._notes
                if note.id in kept["ticked"] and (not is_private(note) or note.id in chosen)
            ]
        notes = self._arrangement.arranged(self._notes)
        self._ticks.take([self._entries[note.id] for note in notes], ids)
        self.set_class(not self._choice.form.has_layout, "-plain")
        self.set_class(self._layout == SPEECH, "-speech")
        self.set_class(self._choice.shares, "-shared")
        self._asked_name = False
        self._show_joining()
        self._changed()

    @on(Input.Changed)
    @on(NoteTicks.Changed)
    @on(PaperFields.Changed)
    @on(ChoiceRow.Changed, "#aim")
    def _something_changed(self, event: Message) -> None:
        line = event.input if isinstance(event, Input.Changed) else None
        if line is self._filter:
            self._ticks.narrow(self._filter.value)
            return
        if line is self.path_line:
            return
        note = self._ticks.note
        if line is self._joining and note is not None:
            joining = {**self._arrangement.joining, note.id: self._joining.value}
            self._arrangement = replace(self._arrangement, joining=joining)
        moved = self._ticks.order != list(self._entries)
        self._arrangement = replace(self._arrangement, order=self._ticks.order if moved else ())
        self._changed()
        self._keeping.begin()

    @on(NoteTicks.Chosen)
    def _show_joining(self) -> None:
        note = self._ticks.note
        with self.prevent(Input.Changed):
            self._joining.value = self._arrangement.joining.get(note.id, "") if note else ""

    def action_quote(self) -> None:
        """Have the note under the cursor quote its passage in another way."""
        if note := self._ticks.note:
            ways, quoting = tuple(Quoting), self._arrangement.quoting
            now = ways.index(quoting.get(note.id, Quoting.SHORT))
            way = ways[(now + 1) % len(ways)]
            self._arrangement = replace(self._arrangement, quoting={**quoting, note.id: way})
            self.notify(f"{note.anchor.citation}：{way.label}。", timeout=3)
            self._changed()
            self._keeping.begin()

    # Keeping what was filled in

    def _keep(self) -> None:
        template, has_layout = self._shown
        draft = {**self._forms.draft(self._report.id, template), **self._arrangement.kept()}
        if has_layout:  # a backup takes all, which no paper is to have because of that
            notes = self._ticks.notes
            draft["ticked"] = [note.id for note in notes]
            draft["private"] = [note.id for note in notes if is_private(note)]
        try:
            self._forms.keep(self._report.id, template, self._fields.values, draft)
        except Problem as problem:
            self.say(f"填写的内容没有存下：{problem}", wrong=True)

    # The paper

    def _changed(self) -> None:
        self._has_answer = False
        form = self._choice.form.value
        self.suggest(default_path(self._report, form, local_now(), self._layout))
        self._make(self._maker())

    # Without a description Textual makes one of the arguments: report and notes, at every key.
    @work(exclusive=True, group="preview", description="preview")
    async def _make(self, make: Callable[[], Exported]) -> None:
        """Show it, and say what is in it and how long it takes."""
        try:
            paper = await asyncio.to_thread(make)
        except Problem as problem:
            self.text = ""
            self.preview.show("")
            self.complain(problem)
            return
        self.text = paper.text if paper.notes else ""
        self.preview.show(paper.text)
        said = self._told(paper)
        self._ticks.spare = ()
        if self._layout == SPEECH and paper.filled is not None:
            length, self._ticks.spare = time_of(paper, AIMS[self._aim.taken], self._pace)
            said = f"{length}。{said}"
        self._ticks.refresh()
        if not self._has_answer:
            self.say(said)

    def _told(self, paper: Exported) -> str:
        choice, fields = self._choice, self._fields.values
        if choice.form.has_layout:
            fields = paper.having(fields)
        else:
            fields = {NAME: fields[NAME]} if choice.shares else {}
        taken = {note.id for note in paper.notes}
        rest = [note for note in self._notes if note.id not in taken]
        own = [note for note in paper.notes if not is_of_tasks(note.report_id)]
        beside = f"；另有{len(paper.notes) - len(own)}条任务清单、对照里记的"
        return told(own, fields, rest) + (beside if len(own) < len(paper.notes) else "")

    # What the keys do

    def action_write(self) -> None:
        """Write the file; one that is there already only when it is asked for twice."""
        self._has_answer = True
        if self._keeping.stop():
            self._keep()
        if not self._ticks.notes:
            self.say("还没有选批注。用空格选取，再按Ctrl+S。", wrong=True)
            self._ticks.focus()
            return
        choice, make_paper = self._choice, self._maker()
        if choice.shares and not self._fields.values[NAME] and not self._asked_name:
            self._asked_name = True
            self.set_focus(self._fields.lines[NAME])
            self.say("这个文件要给别人，请写上您的姓名；不写姓名，请再按一次Ctrl+S。", wrong=True)
            return

        def make() -> tuple[bytes, str]:
            made = make_paper()
            data, lost = made.encoded(crlf=choice.is_windows, bom=choice.is_windows)
            more = f"；有{lost}个字符存不下，已换成“\ufffd”" if lost else ""
            return data, self._told(made) + more

        self.write(make, f".{choice.form.value}")

    def action_leave(self) -> None:
        """Go back; what was filled in stays."""
        if self._keeping.stop():
            self._keep()
        super().action_leave()
