"""Notes on a revised report: they go with their words, or are kept without a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.report import Report
from content.shelf.library import load_builtin
from content.span import Span
from review.notes.model import Kind, Note, NoteStatus, anchor, new_note, text_id
from review.notes.revision.reanchor import Outcome, Reanchorer
from review.notes.revision.revise import changes, figures_differ
from tests.unit.notes.revision.revising import Judgement, judge, notes_on, revise

PRIMARY = load_builtin()

GROWTH = "地区生产总值增长5%以上，一般公共预算收入增长3%左右，居民收入增长与经济增长同步。"
CANTEEN = "健全养老服务体系。新建长者食堂20处，新增养老机构1处，惠及老年人1.2万人以上。"
SCHOOL = "办好人民满意的教育。新建、改扩建学校5所，新增学位3000个，深化教师队伍建设改革。"
BASE = (GROWTH, CANTEEN, SCHOOL)


def report(*paragraphs: str) -> Report:
    """A report of these paragraphs; `PRIMARY` lends what notes do not look at."""
    frame = replace(PRIMARY.paragraphs[8], section=None)
    return replace(
        PRIMARY,
        lines=paragraphs,
        line_ends=("\n",) * len(paragraphs),
        paragraphs=tuple(
            replace(frame, number=number, line=number, last_line=number, text=text)
            for number, text in enumerate(paragraphs, start=1)
        ),
    )


def note_on(old: Report, quote: str) -> Note:
    """A note on the first place of a quote, whose lines are paragraphs."""
    first, *others = quote.split("\n")
    number, start = next((p.number, p.text.index(first)) for p in old.paragraphs if first in p.text)
    last = number + len(others)
    end = len(others[-1]) if others else start + len(first)
    place = anchor(old, Span(number, start, last, end), text_id(old))
    assert place.quote == quote
    return new_note(old.id, place, Kind.MEMO, (), "")


def reanchor(old: Report, new: Report, notes: Sequence[Note]) -> list[Outcome]:
    """What becomes of notes on one version of a report in the next."""
    olds = {text_id(old): [paragraph.text for paragraph in old.paragraphs]}
    reanchorer = Reanchorer(new, olds.get)
    return [reanchorer.outcome(note) for note in notes]


def moved(quote: str, *revised: str, old: Sequence[str] = BASE) -> Outcome:
    """What becomes of a note on a quote of `old` when it is revised."""
    before = report(*old)
    (outcome,) = reanchor(before, report(*revised), [note_on(before, quote)])
    return outcome


def new_quote(outcome: Outcome) -> str:
    """The passage it is on now, which stands where the anchor says."""
    return "" if outcome.fate is NoteStatus.ORPHAN else outcome.after.anchor.quote


def test_a_passage_that_moves_takes_its_note_along() -> None:
    """An unchanged passage stays unchanged wherever its paragraph goes."""
    outcome = moved("新建长者食堂20处", SCHOOL, "加强财源建设。", CANTEEN, GROWTH)

    assert outcome.fate is NoteStatus.SAME
    assert outcome.after.status is NoteStatus.SAME
    assert outcome.after.anchor.segments[0] == (3, 9, 18, "新建长者食堂20处")


def test_a_changed_number_is_followed_and_said() -> None:
    """The note stands on the new number, and the old wording is kept with it."""
    outcome = moved("增长5%以上", GROWTH.replace("增长5%以上", "增长5.5%左右"), CANTEEN, SCHOOL)

    assert new_quote(outcome) == "增长5.5%左右"
    assert outcome.fate is NoteStatus.CHANGED
    assert outcome.after.status is NoteStatus.CHANGED
    assert outcome.after.former == "增长5%以上"
    assert figures_differ(changes(outcome.before.anchor.quote, outcome.after.anchor.quote))


def test_a_note_on_nothing_but_a_number_follows_it() -> None:
    """Not one character is left, but the neighbours are, and a number stands between them."""
    assert new_quote(moved("20", GROWTH, CANTEEN.replace("20", "36"), SCHOOL)) == "36"
    assert new_quote(moved("3000", GROWTH, CANTEEN, SCHOOL.replace("3000", "5120"))) == "5120"


def test_a_number_that_gave_way_to_words_is_gone() -> None:
    """A note on a number is not put on what is none."""
    assert new_quote(moved("20", GROWTH, CANTEEN.replace("20", "若干"), SCHOOL)) == ""


def test_a_reworded_passage_is_changed_without_a_remark_on_numbers() -> None:
    """Words alone differ."""
    outcome = moved("深化教师队伍建设改革", GROWTH, CANTEEN, SCHOOL.replace("深化", "持续推进"))

    assert new_quote(outcome) == "持续推进教师队伍建设改革"
    assert not figures_differ(changes(outcome.before.anchor.quote, outcome.after.anchor.quote))


def test_a_deleted_clause_leaves_an_orphan_with_its_old_anchor() -> None:
    """Nothing else in the report is taken for it, and the note keeps all it had."""
    outcome = moved("新增养老机构1处", GROWTH, CANTEEN.replace("新增养老机构1处，", ""), SCHOOL)

    assert outcome.fate is NoteStatus.ORPHAN
    assert outcome.after == replace(outcome.before, status=NoteStatus.ORPHAN)


def test_an_insertion_at_the_edge_does_not_belong_to_the_passage() -> None:
    """What was put before and behind it was not what the note is about."""
    revised = CANTEEN.replace("新增养老", "改造敬老院2处，新增养老").replace(
        "1处，", "1处，购置床位，"
    )

    outcome = moved("新增养老机构1处，", GROWTH, revised, SCHOOL)

    assert (outcome.fate, new_quote(outcome)) == (NoteStatus.SAME, "新增养老机构1处，")


@pytest.mark.parametrize("quote", ["服务体系。新建长者食堂20处", CANTEEN])
def test_a_passage_in_a_split_paragraph_reads_as_before(quote: str) -> None:
    """It stands in two paragraphs now, and not a word of it is different."""
    head, tail = CANTEEN.split("。", 1)

    outcome = moved(quote, GROWTH, head + "。", tail, SCHOOL)

    assert outcome.fate is NoteStatus.SAME
    assert new_quote(outcome) == quote.replace("。新建", "。\n新建")


def test_a_range_over_two_paragraphs_that_became_one() -> None:
    """The other way round."""
    outcome = moved(f"惠及老年人1.2万人以上。\n{SCHOOL[:10]}", GROWTH, CANTEEN + SCHOOL)

    assert outcome.fate is NoteStatus.SAME
    assert new_quote(outcome) == f"惠及老年人1.2万人以上。{SCHOOL[:10]}"


def test_a_range_whose_paragraphs_were_parted_takes_nothing_in_between() -> None:
    """What stands between them now was never in the note's passage."""
    outcome = moved(f"{CANTEEN}\n{SCHOOL}", SCHOOL, GROWTH, CANTEEN)

    assert [segment.paragraph for segment in outcome.after.anchor.segments] == [1, 3]
    assert outcome.after.anchor.prefix == ""


def test_a_sentence_taken_into_another_paragraph_is_followed() -> None:
    """Word for word and long enough, it can be no other."""
    sentence = "新增养老机构1处，惠及老年人1.2万人以上。"

    outcome = moved(sentence, GROWTH + sentence, CANTEEN.removesuffix(sentence), SCHOOL)

    assert outcome.fate is NoteStatus.SAME
    assert outcome.after.anchor.place == (1, len(GROWTH))


def test_a_clause_that_moves_within_its_paragraph_is_followed_if_it_cannot_be_mistaken() -> None:
    """It stood there once and stands there once; where it stands twice, it is given up."""
    clause = "新建长者食堂20处，"
    tail = "新增养老机构1处，惠及老年人1.2万人以上，努力构建兜底有保障、普惠有支撑的养老服务体系。"
    before = f"强化“一老一小”服务保障，积极发展社区和居家养老服务，优化养老供给，{clause}{tail}"
    after = clause + before.replace(clause, "")
    outcome = moved(clause, GROWTH, after, old=(GROWTH, before))
    assert (outcome.fate, outcome.after.anchor.place) == (NoteStatus.SAME, (2, 0))

    twice = f"{SCHOOL}另{clause}共5所。"
    assert moved(clause, twice, after, old=(GROWTH, before)).fate is NoteStatus.ORPHAN
    assert moved(clause, GROWTH, after, old=(twice, before)).fate is not NoteStatus.CHANGED


def test_a_removed_paragraph_is_not_taken_for_its_like() -> None:
    """Its neighbour reads much the same, and has notes of its own."""
    twin = CANTEEN.replace("养老", "托育").replace("长者食堂20处", "托育园3处")

    outcome = moved("新建长者食堂20处", GROWTH, twin, SCHOOL, old=(*BASE, twin))

    assert outcome.fate is NoteStatus.ORPHAN


def test_an_orphan_comes_back_with_its_words() -> None:
    """A later version that has them again brings the note back, from the text it was made on."""
    old = report(*BASE)
    (lost,) = reanchor(old, report(GROWTH, SCHOOL), [note_on(old, "新建长者食堂20处")])
    olds = {text_id(old): list(BASE)}

    found = Reanchorer(report(GROWTH, SCHOOL, CANTEEN), olds.get).outcome(lost.after)

    assert lost.fate is NoteStatus.ORPHAN
    assert found.after.status is NoteStatus.SAME
    assert found.after.anchor.segments[0] == (3, 9, 18, "新建长者食堂20处")


def test_a_change_that_was_not_looked_at_yet_stays_one() -> None:
    """A second revision that leaves the passage alone does not make the first unsaid."""
    outcome = moved("增长5%以上", GROWTH.replace("5%", "6%"), CANTEEN, SCHOOL)
    second = reanchor(
        report(GROWTH.replace("5%", "6%"), CANTEEN, SCHOOL),
        report(GROWTH.replace("5%", "6%"), CANTEEN),
        [outcome.after],
    )[0]

    assert second.fate is NoteStatus.SAME
    assert (second.after.status, second.after.former) == (NoteStatus.CHANGED, "增长5%以上")


def imported(quote: str, *texts: str) -> Outcome:
    """A note out of a file, made on a text that is not there, on these paragraphs."""
    elsewhere = report("前言。", *BASE)
    return Reanchorer(report(*texts), lambda _version: None).outcome(note_on(elsewhere, quote))


def test_a_note_without_its_text_is_found_by_its_quote() -> None:
    """The words, also a little changed, and what stands around them."""
    assert new_quote(imported("新建长者食堂20处，新增养老机构1处", *BASE)) == (
        "新建长者食堂20处，新增养老机构1处"
    )
    changed = CANTEEN.replace("20处", "25处")
    assert new_quote(imported("新建长者食堂20处，新增养老机构1处", GROWTH, changed, SCHOOL)) == (
        "新建长者食堂25处，新增养老机构1处"
    )
    assert imported("新建长者食堂20处，新增养老机构1处", GROWTH, SCHOOL).fate is NoteStatus.ORPHAN


def test_a_short_quote_without_its_text_needs_its_neighbours() -> None:
    """A word that stands in many places is the one with the same words beside it."""
    outcome = imported("增长", "收入增长。", *BASE)

    assert outcome.after.anchor.place == (2, GROWTH.index("增长"))
    assert imported("增长", "收入增长。").fate is NoteStatus.ORPHAN


def test_nothing_is_lost_on_a_text_without_a_word_in_common() -> None:
    """Every note is an orphan, and none raises."""
    notes = notes_on(PRIMARY, 100, seed=1)

    outcomes = reanchor(PRIMARY, report("完全不同。", "x"), notes)

    assert [outcome.before for outcome in outcomes] == notes
    assert {outcome.fate for outcome in outcomes} == {NoteStatus.ORPHAN}


@given(st.integers(0, 10_000))
def test_the_same_text_leaves_every_note_as_it_is(seed: int) -> None:
    """Law: a revision that changes nothing changes no note."""
    notes = notes_on(PRIMARY, 10, seed)

    for outcome in reanchor(PRIMARY, PRIMARY, notes):
        assert outcome.after == outcome.before
        assert outcome.fate is NoteStatus.SAME


@pytest.mark.parametrize(("edits", "right"), [(10, 0.995), (40, 0.99), (150, 0.97)])
def test_notes_survive_a_congress(edits: int, right: float) -> None:
    """Notes go where their words went; those on deleted words go nowhere."""
    total = Judgement()
    for seed in (11, 12, 13):
        revision = revise(PRIMARY, edits, seed)
        notes = notes_on(PRIMARY, 1200, seed)
        judgement = judge(revision, reanchor(revision.old, revision.new, notes))
        assert judgement.right_share >= right, (seed, judgement)
        total = total.plus(judgement)
    assert total.reattached_share <= 0.015, total
