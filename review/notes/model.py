"""What a note (批注) is, and the stretch of a report that it is fastened to.

Every place is counted in code points of the raw paragraph, never in cells or bytes, and every
stretch is half-open: `paragraph.text[start:end]`. Beside the numbers an anchor has the words, so
that a note can be told to stand wrong, and be found again.

Nothing here reads or writes a file. All is immutable and may go from thread to thread.
"""

from __future__ import annotations

import datetime
import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from content.errors import Problem
from content.report import Report
from content.span import Span
from content.unseen import visible
from review.base.labelled import Labelled

CONTEXT = 32
"""Characters before and behind a quote that are kept with it."""


class Kind(Labelled):
    """What a note is for.

    Attributes:
        label: What it is called; commands take it as well as sign and value.
        sign: One character, one cell wide, that stands for it in margins and lists.
        motivation: What the Web Annotation model calls a note of this kind; two may share one, so
            the kind itself is written beside it.
    """

    # The values stand in the store and in JSON exports; the order is that of the digits 1 to 6.
    APPROVAL = "approval", "肯定", "✓", "assessing"
    QUESTION = "question", "疑问", "?", "questioning"
    SUGGESTION = "suggestion", "建议", "★", "commenting"
    AMENDMENT = "amendment", "修改", "✎", "editing"
    FIGURE = "figure", "数据", "#", "describing"
    MEMO = "memo", "记录", "·", "commenting"

    def __init__(self, _value: str, _label: str, sign: str, motivation: str) -> None:
        self.sign, self.motivation = sign, motivation


KINDS = tuple(Kind)
"""The kinds in the order of their digits, from 1."""

KIND_OF = {kind.value: kind for kind in Kind}
"""Each kind by its value; a value that is not here was written by a newer version."""


def kind_named(word: str) -> Kind:
    """The kind with a Chinese name, a sign or a value; else a Problem that names all of them.

    Capitals and full-width forms count as the plain ones: ？ is the sign of a question too.
    """
    plain = unicodedata.normalize("NFKC", word).strip().lower()
    for kind in Kind:
        if plain in (kind.label, kind.sign, kind.value):
            return kind
    names = "、".join(kind.label for kind in Kind)
    raise Problem(f"没有“{word}”这一类批注。", remedy=f"可以写：{names}。")


def split_names(entries: Iterable[str]) -> list[str]:
    """Names of kinds or tags as they were typed; one entry may hold several (建议、疑问).

    They come in their order, also more than once; what holds nothing to be seen is left out.
    """
    names = (shown_name(name) for entry in entries for name in re.split("[、，,；;]", entry))
    return [name for name in names if name]


def shown_name(name: str) -> str:
    """A name without what shows nothing, so that no two different ones look the same.

    It is NFC and has no blanks around it; empty where nothing is left.
    """
    return visible(unicodedata.normalize("NFC", name)).strip()


def tag_name(typed: str) -> str:
    """A tag as it is kept: without the # that lists put before tags, and so some people type.

    Otherwise #私 would not be the tag that keeps a note out of papers. Empty where nothing is left.
    """
    return shown_name(shown_name(typed).lstrip("#＃"))


class NoteStatus(str, Enum):
    """How a note stands to the text that is open, since the report was revised."""

    SAME = "same"
    CHANGED = "changed"
    """Its passage reads differently now; `Note.former` has the old wording."""
    ORPHAN = "orphan"
    """Its passage is gone; its anchor is that in the last text that had it."""


class Segment(NamedTuple):
    """What a note covers of one paragraph; as a tuple it sorts in document order."""

    paragraph: int
    """Number of the paragraph, 1-based."""
    start: int
    """Code point of the paragraph's raw text, 0-based."""
    end: int
    """Code point behind the last."""
    exact: str
    """The text between; not empty, without a line end where it is of our own making."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote and where it stands in one version of a report's text.

    Out of a file it may say anything: `revision.reanchor.holds` tells whether it is so.
    """

    text_id: str
    """That version's, as `text_id` gives it; empty where none is known, as with other programs."""
    segments: tuple[Segment, ...]
    """At least one, in document order, none empty."""
    prefix: str
    """Up to `CONTEXT` characters before the quote, in its paragraph."""
    suffix: str
    """Up to `CONTEXT` characters behind it."""
    citation: str
    """How the first paragraph is cited, such as 二（七）第3段."""
    headings: tuple[str, ...]
    """Texts of the part and section it stands under, outermost first; none outside of all parts."""
    line: int
    """Physical line of the first paragraph, 1-based; 0 where a file did not tell it."""

    @property
    def quote(self) -> str:
        """The exact text, paragraphs on lines of their own."""
        return "\n".join(segment.exact for segment in self.segments)

    @property
    def place(self) -> tuple[int, int]:
        """Paragraph number and code point where it begins: sorted by it, notes read in order."""
        return self.segments[0].paragraph, self.segments[0].start


@dataclass(frozen=True, slots=True)
class Note:
    """One note. A changed note is another object with the same id.

    A note without words is a mark (只划线): its body is empty or blank.
    """

    id: str
    """A random UUID in 32 hexadecimal digits."""
    report_id: str
    """The report that it is on, or the notebook beside that: `tasks_notebook`."""
    anchor: Anchor
    """Where it stands; of an orphan, where it stood last."""
    kind: Kind
    tags: tuple[str, ...]
    """In the order in which they were typed; 私 keeps a note out of papers."""
    body: str
    """What the deputy wrote, its line ends as they were typed or imported."""
    created: str
    """ISO 8601 with seconds and offset, such as 2024-01-31T20:05:00+08:00."""
    updated: str
    """When somebody changed it last, as `created`; a revision of the report and the trash leave it.
    Of two notes with one id the later one counts when files are imported."""
    status: NoteStatus = NoteStatus.SAME
    former: str = ""
    """The quote before the last revision that changed it; empty where none did."""
    imported: bool = False
    """Whether nobody knows who wrote it: version 0.1 brought it in, or another program made it."""
    deleted: str = ""
    """When it was put into the trash, as `created`; empty for a note that is not."""
    newer: str = ""
    """What a newer version wrote of it that this one does not know: a JSON object, or empty."""

    @property
    def is_orphan(self) -> bool:
        """Whether its passage is in no text any more."""
        return self.status is NoteStatus.ORPHAN

    def stands_in(self, version: str) -> bool:
        """Whether its passage stands in the text whose `text_id` is `version`."""
        return not self.is_orphan and self.anchor.text_id == version

    @property
    def short_id(self) -> str:
        """As much of its id as commands show, and as is mostly enough to name it."""
        return self.id[:8]


def new_note(report_id: str, anchor: Anchor, kind: Kind, tags: tuple[str, ...], body: str) -> Note:
    """A note that was not there before, made now by the clock of this machine.

    Its id is random, so that notes of several machines can be put together. Nothing is kept yet.
    """
    import uuid  # milliseconds, which reading without writing does without

    now = stamp(time.time())
    return Note(uuid.uuid4().hex, report_id, anchor, kind, tags, body, now, now)


def stamp(at: float) -> str:
    """A moment in seconds since 1970 as notes have it, in local time, without fractions."""
    # By way of UTC: local time without a zone is refused by Windows for the first day of 1970.
    moment = datetime.datetime.fromtimestamp(at, datetime.timezone.utc).astimezone()
    return moment.isoformat(timespec="seconds")


def local_now() -> datetime.datetime:
    """The time with its zone."""
    return datetime.datetime.now().astimezone()


def moment(stamp: str) -> datetime.datetime:
    """The moment that `stamp` gave: to be compared, as the zones of two stamps may differ."""
    return datetime.datetime.fromisoformat(stamp)


def later_of(now: str, before: str) -> str:
    """The time for a change made `now` of what was changed `before`, both as notes have times.

    The clock may have been set back in between: then it is the same again, so that an old backup
    that is imported does not pass for newer than the change. What is no time is never the later.
    """
    try:
        return now if moment(now) > moment(before) else before
    except (TypeError, ValueError):
        return now


def text_id(report: Report) -> str:
    """What names a version of a text: SHA-256 of its paragraphs, in 64 hexadecimal digits.

    Each counts in UTF-8 with a line feed behind it, as exports tell other programs; line ends of
    the file, blank lines and the title do not count. All of the text is gone through at each call.
    """
    import hashlib  # a millisecond, and the first page needs none

    digest = hashlib.sha256()
    for paragraph in report.paragraphs:
        digest.update(paragraph.text.encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def anchor(report: Report, span: Span, version: str) -> Anchor:
    """Fasten a note to the paragraphs of which a stretch holds something; it holds a character.

    `version` is the report's `text_id`, which takes too long to be made for each note.
    """
    pieces = [
        (paragraph.number, *span.within(paragraph.number, 0, len(paragraph.text)))
        for paragraph in report.paragraphs[span.first - 1 : span.last]
    ]
    return anchor_to(report, [piece for piece in pieces if piece[1] < piece[2]], version)


def anchor_to(report: Report, pieces: Sequence[tuple[int, int, int]], version: str) -> Anchor:
    """Fasten a note to stretches anywhere, perhaps apart from each other, one at least.

    A piece is the number of a paragraph, 1-based, its first code point, and the one behind the
    last; they are in document order, and none is empty.
    """
    if not pieces:
        raise ValueError("a note needs at least one character")
    segments = tuple(
        Segment(number, start, end, report.paragraph(number).text[start:end])
        for number, start, end in pieces
    )
    first, last = segments[0], segments[-1]
    paragraph = report.paragraph(first.paragraph)
    return Anchor(
        version,
        segments,
        paragraph.text[: first.start][-CONTEXT:],
        report.paragraph(last.paragraph).text[last.end :][:CONTEXT],
        paragraph.citation,
        _headings(report, paragraph.section),
        paragraph.line,
    )


def _headings(report: Report, node_id: int | None) -> tuple[str, ...]:
    """Texts of a node and of all that it stands under, outermost first; none without a node."""
    if node_id is None:
        return ()
    node = report.node(node_id)
    return *_headings(report, node.parent), node.text


_TASKS = "/对照"
"""Behind a report's id: a slash is in no id of a report, so the notebook is nobody else's."""


def tasks_notebook(report_id: str) -> str:
    """The notebook beside a report's own that keeps the states of tasks and the hidden rows.

    It is given to the store in the place of a report's id; the entries in it are notes as well.
    """
    return report_id + _TASKS


def is_of_tasks(notebook: str) -> bool:
    """Whether a notebook is one of states and hidden rows."""
    return notebook.endswith(_TASKS)
