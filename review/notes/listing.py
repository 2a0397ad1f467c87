"""What the list of notes shows: which notes a filter lets through, and how each is listed.

And likewise what stands for notes in the page and beside it. It knows nothing of a screen: all it
gives are texts with code points, and looks by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from content.lines import BLANK
from review.notes.model import Kind, Note, NoteStatus
from review.reading.marks import MarginNote, NoteMark
from review.typography.looks import Look
from review.typography.sentences import in_quotes

_SHOWN_BODY = 60
"""Characters of a note's text in the list."""

_SHOWN_QUOTE = 24
"""Characters of its passage behind that: enough to know it by, as the page has all of it."""

LOOKS = {kind: Look(f"note-{kind.value}") for kind in Kind}
"""How the passage of a note of each kind is marked."""

OTHERS_SIGN = "@"
"""Stands in the margin for a note of somebody else."""


@dataclass(frozen=True)
class ListedNote:
    """A note as it is listed: 「★建议 二（七）第3段　请公开进度　“新建长者食堂20处” #养老」."""

    note: Note
    text: str
    """All of the entry; it may hold characters that steer a terminal, which the list replaces."""
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
    """A note as the list shows it, on one line; words and quote are cut when they are long."""
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
    """What a list says of a note besides what it says itself, in 〔〕; mostly nothing."""
    said = _STANDINGS[note.status] + ("〔由更新版本保存〕" if note.newer else "")
    return said + ("〔导入，作者不明〕" if note.imported else "")


def note_text(note: Note) -> str:
    """A note as it stands beside the page: its sign, its words in full, and its tags.

    A mark has the name of its kind in the place of words.
    """
    tags = "".join(f" #{tag}" for tag in note.tags)
    return f"{note.kind.sign} {note.body or note.kind.label}{tags}"


def margin_notes(notes: Iterable[Note]) -> dict[str, MarginNote]:
    """What stands beside the page, by the id of each note."""
    return {note.id: MarginNote(note_text(note), len(note.kind.sign), Look.SIGN) for note in notes}


def _shortened(text: str, length: int) -> str:
    """The beginning of a text in one line; four times as much is looked at, for the blanks."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else f"{line[:length]}…"


def matching(notes: Iterable[ListedNote], query: str, kind: Kind | None) -> list[ListedNote]:
    """The notes that a filter lets through, in their order.

    All words of the query have to be there, in any order: folded as for a search, in the note, its
    quote, its citation or a tag. `#养老` has to be in a tag, and # alone lets all through that have
    one.
    """
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
    """The nearest note before (-1) or behind (1) a place; None where there is none that way.

    Those that do not stand in the text, by its `text_id`, are passed over. A place is the number of
    a paragraph, 1-based, and a code point; a note that begins there is none.
    """
    places = {n.note.anchor.place: n.note for n in notes if n.note.stands_in(version)}
    beyond = [at for at in places if (at > place if direction > 0 else at < place)]
    return places[min(beyond) if direction > 0 else max(beyond)] if beyond else None


def marks_of(
    notes: Iterable[Note], version: str, others: Mapping[str, Look] | None = None
) -> Mapping[int, tuple[NoteMark, ...]]:
    """What the page marks, by paragraph number, in each paragraph by place.

    A note over several paragraphs has a mark in each, its sign at the first only; one that is not
    in the text, by its `text_id`, has none. `others` says by ids which are somebody else's, and how
    these look.
    """
    marks: dict[int, list[NoteMark]] = {}
    for note in notes:
        if not note.stands_in(version):
            continue
        others_look = (others or {}).get(note.id)
        sign = OTHERS_SIGN if others_look else note.kind.sign
        for paragraph, start, end, exact in note.anchor.segments:
            look = others_look or LOOKS[note.kind]
            # The page shows no blanks before a text, and so no signs at them.
            seen = start if exact.isspace() else start + len(exact) - len(exact.lstrip(BLANK))
            mark = NoteMark(seen, end, look, sign, note.id, is_own=others_look is None)
            marks.setdefault(paragraph, []).append(mark)
            sign = ""
    return {
        number: tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))
        for number, found in marks.items()
    }
