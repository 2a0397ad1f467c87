"""What the list of notes shows and what the page marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.parsing.outline import parse
from content.span import Span
from review.notes.listing import listed, marks_of, matching
from review.notes.model import Kind, NoteStatus, anchor, new_note, split_names, text_id
from tests.unit.notes.making import REPORT, note


def test_notes_of_several_kinds_on_the_same_passage_are_all_marked() -> None:
    """Two deputies' thoughts on one sentence: none hides the other."""
    notes = [replace(note(str(kind)), kind=kind) for kind in Kind]
    (marks,) = marks_of(notes, text_id(REPORT)).values()
    assert "".join(mark.sign for mark in marks) == "".join(kind.sign for kind in Kind)


def test_a_note_on_a_whole_line_begins_where_its_text_is_seen() -> None:
    """The page shows no blanks before it: at them there would be no row to bear the sign."""
    report = parse("政府工作报告\n　　一、工作回顾\n　　去年很好。")
    made = new_note(report.id, anchor(report, Span(3, 0, 3, 7), text_id(report)), Kind.MEMO, (), "")
    (mark,) = marks_of([made], text_id(report))[3]
    assert (mark.start, mark.end) == (2, 7)


def test_a_note_without_a_passage_is_listed_and_not_marked() -> None:
    """The list says what became of it."""
    orphan = replace(note(), status=NoteStatus.ORPHAN)
    assert marks_of([orphan], text_id(REPORT)) == {}
    assert marks_of([note()], "another text") == {}
    assert "〔原文已删〕" in listed(orphan).text


@settings(max_examples=40)
@given(text=st.text(), query=st.text(max_size=4))
def test_any_text_is_listed_on_one_line_and_any_query_answered(text: str, query: str) -> None:
    """Line ends, tabs, surrogates; a body is found by every word of its own."""
    entry = listed(note(text))
    assert "\n" not in entry.text
    assert entry.lead <= entry.quote <= len(entry.text)
    matching([entry], query, None)
    for word in text.split():
        if word[0] not in "#＃":
            assert matching([entry], word, None) == [entry]


def test_a_long_note_is_found_by_its_last_word_and_listed_by_its_first() -> None:
    """100,000 characters in one note."""
    entry = listed(note("首" + "长" * 99_998 + "尾"))
    assert matching([entry], "尾", Kind.SUGGESTION) == [entry]
    assert matching([entry], "尾", Kind.MEMO) == []
    assert len(entry.text) < 150


def test_quotes_within_the_quote_are_of_the_other_kind() -> None:
    made = note("近些")
    segment = made.anchor.segments[0]._replace(exact="事项“就近办”")
    entry = listed(replace(made, anchor=replace(made.anchor, segments=(segment,))))
    assert "“事项‘就近办’”" in entry.text


@pytest.mark.parametrize("hidden", "\u200b\u200d\u2060\ufeff\u00ad\u202e\u3164\u034f")
def test_no_two_tags_look_the_same(hidden: str) -> None:
    """What shows nothing is left out of a tag that is typed; so is a decomposed letter."""
    assert split_names([f"养{hidden}老、养老", f"{hidden}", "e\u0301"]) == [
        "养老",
        "养老",
        "\u00e9",
    ]
