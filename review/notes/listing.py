"""What the list of notes shows: which notes a filter lets through, and how each is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from review.notes.model import Kind, Note, NoteStatus
from review.reading.marks import MarginNote, NoteMark
from review.typography.looks import Look
from review.typography.sentences import in_quotes

_SHOWN_BODY = 60
"""Characters of a note's text in the list."""

_SHOWN_QUOTE = 24

LOOKS = {kind: Look(f"note-{kind.value}") for kind in Kind}

OTHERS_SIGN = "@"
"""Stands in the margin for a note of somebody else."""


@dataclass(frozen=True)
class ListedNote:
    """A note as it is listed."""

    note: Note
    text: str
    lead: int
    """Code points of `text` up to the note's own words: sign, kind and citation."""
    quote: int
    """Code points up to the quote and the tags."""

    @cached_property
    def haystack(self) -> str:
        """What a filter looks at, folded: not before there is one, it takes as long as the rest."""
        from index.words.normalise import fold  # 40 ms, with `index`

        anchor = self.note.anchor
        return fold("\n".join((self.note.body, anchor.quote, anchor.citation, *self.note.tags)))


def listed(note: Note) -> ListedNote:
    """A note as the list shows it, on one line."""
    head = f"{note.kind.sign}{note.kind.label} {note.anchor.citation}　{standing(note)}"
    body = _shortened(note.body, _SHOWN_BODY)
    quote = _shortened(note.anchor.quote, _SHOWN_QUOTE)
    tags = "".join(f" #{tag}" for tag in note.tags)
    gap = "　" if body else ""  # a mark has no words
    text = f"{head}{body}{gap}{in_quotes(quote)}{tags}"
    return ListedNote(note, text, len(head), len(head) + len(body))


_STANDINGS = {
    NoteStatus.SAME: "",
    NoteStatus.CHANGED: "〔原文有改动〕",
    NoteStatus.ORPHAN: "〔原文已删〕",
}


def standing(note: Note) -> str:
    """What a list says of a note besides what it says itself, in 〔〕."""
    said = _STANDINGS[note.status] + ("〔由更新版本保存〕" if note.newer else "")
    return said + ("〔导入，作者不明〕" if note.imported else "")


def note_text(note: Note) -> str:
    """A note as it stands beside the page: its sign, its words and its tags."""
    tags = "".join(f" #{tag}" for tag in note.tags)
    return f"{note.kind.sign} {note.body or note.kind.label}{tags}"


def margin_notes(notes: Iterable[Note]) -> dict[str, MarginNote]:
    """What stands beside the page, by the id of each note."""
    return {note.id: MarginNote(note_text(note), len(note.kind.sign), Look.SIGN) for note in notes}


def _shortened(text: str, length: int) -> str:
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else f"{line[:length]}…"


def matching(notes: Iterable[ListedNote], query: str, kind: Kind | None) -> list[ListedNote]:
    """The notes of a kind or of any that have every word of a query, a #word among the tags."""
    from index.words.normalise import fold

    words = query.split()
    tags = [fold(word[1:]) for word in words if word[0] in "#＃"]
    plain = [fold(word) for word in words if word[0] not in "#＃"]
    return [
        entry
        for entry in notes
        if (kind is None or entry.note.kind is kind)
        and all(word in entry.haystack for word in plain)
        and all(any(tag in fold(own) for own in entry.note.tags) for tag in tags)
    ]


def next_note(
    notes: Iterable[ListedNote], version: str, place: tuple[int, int], direction: int
) -> Note | None:
    """The nearest note behind a place of a text, by its `text_id`, or before it (-1)."""
    places = {n.note.anchor.place: n.note for n in notes if n.note.stands_in(version)}
    beyond = [at for at in places if (at > place if direction > 0 else at < place)]
    return places[min(beyond) if direction > 0 else max(beyond)] if beyond else None


def marks_of(
    notes: Iterable[Note], version: str, others: Mapping[str, Look] | None = None
) -> Mapping[int, tuple[NoteMark, ...]]:
    """What the page marks, by paragraph number.

    Those whose passage is not in the text of that `text_id` are left out. Those of somebody else
    have the looks that `others` gives by their ids.
    """
    marks: dict[int, list[NoteMark]] = {}
    for note in notes:
        if not note.stands_in(version):
            continue
        others_look = (others or {}).get(note.id)
        sign = OTHERS_SIGN if others_look else note.kind.sign
        for paragraph, start, end, _exact in note.anchor.segments:
            look = others_look or LOOKS[note.kind]
            mark = NoteMark(start, end, look, sign, note.id, is_own=others_look is None)
            marks.setdefault(paragraph, []).append(mark)
            sign = ""
    return {
        number: tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))
        for number, found in marks.items()
    }
