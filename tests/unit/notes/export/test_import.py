"""Notes back from files: whole, once, in their places, or with a message and nothing changed."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Problem
from content.parsing.outline import parse
from content.report import Report
from review.notes.export.exporting import Format, exported
from review.notes.export.webannotation import web_annotations
from review.notes.export.webreading import MAX_NOTES, read_annotations
from review.notes.model import CONTEXT, Anchor, Kind, Note, NoteStatus, Segment, text_id
from review.notes.revision.reanchor import placed
from review.notes.revision.revise import follow
from review.notes.store.incoming import merge
from review.notes.store.note_store import NoteStore
from tests.small import SMALL_TEXT, small_report
from tests.unit.notes.export.exporting import NOW, many_notes, note, primary

SMALL = small_report()
VERSION = text_id(SMALL)


def read(path: Path, content: object, report: Report = SMALL) -> list[Note]:
    """The notes of a file of JSON, or of any bytes."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(data)
    return read_annotations(path, report, NOW)


# Whole


def test_notes_of_every_kind_come_back_whole(tmp_path: Path) -> None:
    report = primary()
    notes = many_notes(report)
    text = exported(report, notes, NOW, form=Format.JSON).text
    back = read(tmp_path / "a.json", text.encode(), report)
    assert sorted(back, key=lambda n: n.id) == sorted(notes, key=lambda n: n.id)
    again = placed(report, back)
    assert exported(report, again, NOW, form=Format.JSON).text == text


nasty = st.text(
    st.characters() | st.sampled_from("[]{}\"'\\\t\r\n\x00\x1b\u2028\ufeff\ud83d\ude00😀"),
    max_size=30,
) | st.sampled_from(["]]>", "[/red]", "{{ 1 }}", "\r\n", "=1+1", "</script>", "\\ud800"])
line = st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=20)


@st.composite
def any_note(draw: st.DrawFn) -> Note:
    """A note that says anything, on any passage of any text."""
    segments = []
    for number in draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=3, unique=True)):
        exact = draw(line)
        start = draw(st.integers(0, 10**6))
        segments.append(Segment(number, start, start + len(exact), exact))
    anchored = Anchor(
        "f" * 64,
        tuple(sorted(segments)),
        draw(nasty),
        draw(nasty),
        draw(nasty),
        tuple(draw(st.lists(nasty, max_size=3))),
        draw(st.integers(0, 10**9)),
    )
    return Note(
        f"{draw(st.integers(0, 2**128 - 1)):032x}",
        draw(line),
        anchored,
        draw(st.sampled_from(Kind)),
        tuple(draw(st.lists(nasty, max_size=3))),
        draw(nasty),
        draw(st.sampled_from(["2024-01-31T20:05:00+08:00", "2024-02-29T00:00:00-03:30"])),
        draw(st.sampled_from(["2024-02-01T20:05:00+08:00", "2024-02-01T00:00:00+00:00"])),
        draw(st.sampled_from(NoteStatus)),
        draw(nasty),
    )


def joined(value: Any) -> Any:
    """What JSON makes of strings: two surrogates that form a character are that character."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    if isinstance(value, (list, tuple)):
        return [joined(item) for item in value]
    return {key: joined(item) for key, item in value.items()} if isinstance(value, dict) else value


@given(st.lists(any_note(), max_size=4, unique_by=lambda note: note.id))
def test_any_text_comes_back_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, notes: list[Note]
) -> None:
    """Export, import and export again: the same notes, and the same bytes."""
    path = tmp_path_factory.mktemp("any") / "notes.json"
    text = web_annotations(SMALL, notes)
    back = read(path, text.encode("utf-8"))
    expected = sorted((joined(dataclasses.asdict(note)) for note in notes), key=lambda n: n["id"])
    assert sorted((joined(dataclasses.asdict(n)) for n in back), key=lambda n: n["id"]) == expected
    assert web_annotations(SMALL, back) == text


def test_a_note_of_a_hundred_thousand_characters_comes_back(tmp_path: Path) -> None:
    made = note(SMALL, "建成5G基站1000个", Kind.MEMO, "长" * 100_000)
    (back,) = read(tmp_path / "a.json", web_annotations(SMALL, [made]).encode())
    assert back.body == made.body


# Others' annotations


def foreign(**changes: object) -> dict[str, Any]:
    """An annotation as the W3C's examples have it."""
    annotation: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno23",
        "type": "Annotation",
        "created": "2015-10-13T13:00:00Z",
        "body": {"type": "TextualBody", "value": "评论"},
        "target": {
            "source": "http://example.org/page1",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "建成长者食堂20处",
                "prefix": "参保率达到98%，",
                "suffix": "，惠及老年人",
            },
        },
    }
    return {**annotation, **changes}


def test_an_annotation_of_another_program_finds_its_passage(tmp_path: Path) -> None:
    (raw,) = read(tmp_path / "a.json", foreign())
    (made,) = placed(SMALL, [raw])
    assert made.anchor == note(SMALL, "建成长者食堂20处", Kind.MEMO, "").anchor
    assert (made.body, made.kind, made.created) == ("评论", Kind.MEMO, "2015-10-13T13:00:00+00:00")
    assert made.updated == made.created
    assert made.imported
    assert made.status is NoteStatus.SAME
    assert read(tmp_path / "a.json", foreign())[0].id == made.id


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2015-10-13T13:00:00.1Z", "2015-10-13T13:00:00+00:00"),
        ("2015-10-13T13:00:00.123456789+08:00", "2015-10-13T13:00:00+08:00"),
        ("2015-10-13T13:00:00", "2015-10-13T13:00:00+00:00"),
        ("2015-10-13", "2015-10-13T00:00:00+00:00"),
    ],
)
def test_times_of_other_programs_become_ours(tmp_path: Path, told: str, kept: str) -> None:
    (made,) = read(tmp_path / "a.json", foreign(created=told))
    assert (made.created, made.updated) == (kept, kept)


def test_an_annotation_whose_passage_is_nowhere_is_kept_as_an_orphan(tmp_path: Path) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "这里没有的一句话，哪里都没有"}
    (raw,) = read(tmp_path / "a.json", foreign(target={"source": "x", "selector": selector}))
    (made,) = placed(SMALL, [raw])
    assert made.status is NoteStatus.ORPHAN
    assert made.anchor.quote == selector["exact"]
    assert "报告原稿提到“这里没有的一句话，哪里都没有”" in (
        exported(SMALL, [made], NOW, template="代表建议").text
    )


def test_shapes_that_the_model_allows_are_read(tmp_path: Path) -> None:
    """A list, a page, one alone; several bodies; selectors that refine each other."""
    path = tmp_path / "a.json"
    for wrapped in (
        [foreign()],
        {"type": "AnnotationPage", "items": [foreign()]},
        {"type": ["AnnotationCollection"], "first": {"items": [foreign()]}},
        foreign(type=["Annotation", "x"]),
    ):
        assert len(read(path, wrapped)) == 1
    refined = {
        "type": "FragmentSelector",
        "value": "p1",
        "refinedBy": {"type": ["TextQuoteSelector"], "exact": "甲\n\n乙"},
    }
    (made,) = read(
        path,
        foreign(
            motivation=["questioning"],
            bodyValue="一",
            target=["http://example.org", {"source": "x", "selector": [{"type": "X"}, refined]}],
        ),
    )
    assert (made.kind, made.body) == (Kind.QUESTION, "一")
    assert [segment.exact for segment in made.anchor.segments] == ["甲", "乙"]
    bodies = [
        {"type": "TextualBody", "value": "一"},
        {"type": "TextualBody", "value": "养老", "purpose": ["tagging"]},
        {"type": "SpecificResource", "source": "http://example.org"},
        {"type": "TextualBody", "value": "二"},
    ]
    (made,) = read(path, foreign(body=bodies))
    assert (made.body, made.tags) == ("一\n\n二", ("养老",))


# Bad files


def one(**changes: object) -> dict[str, Any]:
    """A note of ours, as exported, with something wrong in it."""
    made = note(SMALL, "建成5G基站1000个", Kind.MEMO, "文")
    collection = json.loads(web_annotations(SMALL, [made]))
    (item,) = collection["first"]["items"]
    return {**item, **changes}


def target(**changes: object) -> dict[str, Any]:
    """The target of a note of ours, with something wrong in it."""
    made: dict[str, Any] = one()["target"]
    return {**made, **changes}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "第1行：JSON在这里中断"),
        (b'{"type":\n "Annotation",\n', "第3行：JSON在这里中断"),
        ("{}\n\n批注".encode("gb18030"), "第3行：不是UTF-8编码"),
        (b"[" * 100_000, "嵌套得太深"),
        (b'{"a":' * 100_000, "嵌套得太深"),
        (b"NaN", "不合规定的数字"),
        (b"[" + b"9" * 10_000 + b"]", "不合规定的数字|第1条批注不是一条批注"),
        (b"1", "不是批注文件"),
        (b'"x"', "不是批注文件"),
        ({"type": "Note"}, "不是批注文件"),
        ({"items": {}}, "不是批注文件"),
        ({"first": "http://example.org/page1", "type": "AnnotationCollection"}, "不是批注文件"),
        ({"items": [], "next": "http://example.org/page2"}, "只是批注的一页"),
        ([one(), 1], "第2条批注不是一条批注"),
        ([one(), one(target="http://example.org")], "第2条批注的target没有引用原文"),
        ([one(target=target(selector=[]))], "没有引用原文"),
        ([foreign(target={"selector": {"type": "TextQuoteSelector"}})], "exact缺少这一项"),
        ([foreign(target={"selector": {"type": "TextQuoteSelector", "exact": "\n"}})], "是空的"),
        ([foreign(target={"selector": {"type": "TextQuoteSelector", "exact": 1}})], "应是文字"),
        ([one(id="urn:uuid:12")], "第1条批注的id不是UUID"),
        ([one(id=5)], "id应是文字"),
        ([one(body=5)], "body应是文字或对象"),
        ([one(body=[{"value": None}])], "value应是文字"),
        ([one(body=[{"purpose": "tagging"}])], "value缺少这一项"),
        ([one(created="昨天")], "created“昨天”不是时间"),
        ([one(modified=[])], "modified应是文字"),
        ([one(**{"shenyi:kind": ["praise"]})], "shenyi:kind应是文字"),
        ([one(**{"shenyi:status": 5})], "shenyi:status应是文字"),
        ([one(created="0001-01-01T00:00:00+08:00")], "created“.*”不是时间"),
        ([one(created="9999-12-31T23:00:00-08:00")], "created“.*”不是时间"),
        ([one(target=target(**{"shenyi:segments": []}))], "shenyi:segments应有1项"),
        ([one(target=target(**{"shenyi:segments": [7]}))], "shenyi:segments应是对象"),
        ([one(target=target(**{"shenyi:segments": [{"paragraph": 1}]}))], "start缺少这一项"),
        (
            [one(target=target(**{"shenyi:segments": [{"paragraph": 0, "start": 0, "end": 1}]}))],
            "段号或起止位置不对",
        ),
        (
            [one(target=target(**{"shenyi:segments": [{"paragraph": 1, "start": 2, "end": 2}]}))],
            "段号或起止位置不对",
        ),
        ([one(target=target(**{"shenyi:line": -1}))], "shenyi:line应是整数"),
        ([one(target=target(**{"shenyi:line": True}))], "shenyi:line应是整数"),
        ([one(target=target(**{"shenyi:line": 1e400}))], "shenyi:line应是整数|不合规定的数字"),
        ([one(target=target(**{"shenyi:headings": "一"}))], "shenyi:headings应是一列文字"),
        ([{}] * (MAX_NOTES + 1), "批注多于100000条"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_file_is_refused_with_its_place(
    tmp_path: Path, content: object, message: str
) -> None:
    with pytest.raises(Problem, match=message) as caught:
        read(tmp_path / "a.json", content)
    assert caught.value.path == tmp_path / "a.json"
    assert "没有导入任何批注" in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"\x00" * 100, b"SQLite format 3\x00", b"PK\x03\x04"]
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Problem):
        read(tmp_path / "a.json", data)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="找不到这个文件"):
        read_annotations(tmp_path / "没有.json", SMALL, NOW)
    with pytest.raises(Problem, match="这是文件夹"):
        read_annotations(tmp_path, SMALL, NOW)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Problem, match="不是普通文件"):
            read_annotations(tmp_path / "pipe", SMALL, NOW)


def test_a_number_too_long_in_any_key_is_no_traceback(tmp_path: Path) -> None:
    data = json.dumps(one(target=target(**{"shenyi:line": 1}))).replace(
        'line": 1', 'line": ' + "9" * 9999
    )
    with pytest.raises(Problem):
        read(tmp_path / "a.json", data.encode())


# In place


def test_a_note_made_on_an_older_text_goes_with_its_characters() -> None:
    """With the old text at hand, by its characters; without, by its quote."""
    old = parse(SMALL_TEXT.replace("建成长者食堂", "建成长者饭堂"), report_id="small")
    made = note(old, "建成长者饭堂20处，惠及老年人1.2万人", Kind.MEMO, "文")
    texts = {text_id(old): [paragraph.text for paragraph in old.paragraphs]}
    for kept in (texts, {}):
        (moved,) = placed(SMALL, [made], kept.get)
        assert moved.status is NoteStatus.CHANGED
        assert moved.former == made.anchor.quote
        assert moved.anchor.quote == "建成长者食堂20处，惠及老年人1.2万人"
        assert moved.anchor.text_id == VERSION


def test_a_note_whose_place_in_the_file_is_wrong_finds_its_quote() -> None:
    """A file that was changed by hand cannot fasten a note to what it does not quote."""
    made = note(SMALL, "建成长者食堂20处", Kind.MEMO, "文")
    (segment,) = made.anchor.segments
    wrong = dataclasses.replace(
        made.anchor, segments=(segment._replace(paragraph=999),), citation="九（九）", line=99
    )
    (moved,) = placed(SMALL, [dataclasses.replace(made, anchor=wrong)])
    assert moved.anchor == made.anchor


def test_notes_of_another_report_stay_as_they_are() -> None:
    """Unless they were made on this very text under another name."""
    made = note(SMALL, "建成长者食堂20处", Kind.MEMO, "文")
    other = dataclasses.replace(made, report_id="别的")
    assert placed(SMALL, [other]) == [made]
    elsewhere = dataclasses.replace(
        other, anchor=dataclasses.replace(made.anchor, text_id="0" * 64)
    )
    assert placed(SMALL, [elsewhere]) == [elsewhere]


@pytest.mark.parametrize("depth", [60, 400, 900, 970, 985, 5000])
def test_what_is_nested_too_deep_makes_no_note(tmp_path: Path, depth: int) -> None:
    """It could be read now, and then, from the notebook, never again: no note of the report."""
    text = web_annotations(SMALL, [note(SMALL, "建成长者食堂20处", Kind.MEMO, "文")])
    nested = "[" * depth + "]" * depth
    text = text.replace('"shenyi:kind"', f'"shenyi:later": {nested}, "shenyi:kind"')
    with pytest.raises(Problem, match="嵌套得太深"):
        read(tmp_path / "a.json", text.encode())


def test_a_place_that_a_text_does_not_have_is_no_place(tmp_path: Path) -> None:
    """The note becomes an orphan, is exported, and is not looked for again at every start."""
    made = note(SMALL, "建成长者食堂20处", Kind.MEMO, "文")
    nowhere = (Segment(10**9, 0, 6, "没有这些字句"),)
    lying = dataclasses.replace(made, anchor=dataclasses.replace(made.anchor, segments=nowhere))
    store = NoteStore(tmp_path / "notes.db")
    store.keep_text(SMALL)
    store.bring_in([lying])  # as a note on another report comes in, which is not open

    follow(store, SMALL)

    (kept,) = store.notes(SMALL.id)
    assert kept.is_orphan
    assert kept.body == "文"
    assert "文" in web_annotations(SMALL, [lying, kept])
    assert follow(store, SMALL) == []
    (given,) = placed(SMALL, [lying])
    assert given.anchor.text_id != VERSION
    store.close()


def test_others_may_give_more_of_the_context(tmp_path: Path) -> None:
    """As much is kept as with notes of one's own: to compare a page with a page takes minutes."""
    before, behind = "前" * 5000 + "尾", "头" + "后" * 5000
    selector = {"type": "TextQuoteSelector", "exact": "食堂", "prefix": before, "suffix": behind}
    (found,) = read(tmp_path / "a.json", {"type": "Annotation", "target": {"selector": selector}})
    assert found.anchor.prefix == before[-CONTEXT:]
    assert found.anchor.suffix == behind[:CONTEXT]


# Once

MADE = note(SMALL, "建成长者食堂20处", Kind.MEMO, "文", at="2024-01-31T20:05:00+08:00")
NEWER = dataclasses.replace(MADE, body="新", updated="2024-01-31T13:05:00+00:00")
OTHER = dataclasses.replace(MADE, body="别的")
BINNED = dataclasses.replace(MADE, deleted="2024-02-01T00:00:00+08:00")


@pytest.mark.parametrize(
    ("present", "incoming", "expected"),
    [
        ([], [MADE], ("added", MADE)),
        ([MADE], [MADE], ("same", MADE)),
        (
            [dataclasses.replace(MADE, status=NoteStatus.CHANGED, former="旧")],
            [MADE],
            ("same", MADE),
        ),
        ([MADE], [NEWER], ("replaced", NEWER)),
        ([NEWER], [MADE], ("kept", MADE)),
        ([MADE], [OTHER], ("kept", OTHER)),
        ([BINNED], [MADE], ("restored", MADE)),
        ([BINNED], [NEWER], ("restored", NEWER)),
        ([dataclasses.replace(NEWER, deleted=BINNED.deleted)], [MADE], ("restored", NEWER)),
        ([], [MADE, NEWER], ("added", NEWER)),
        ([], [NEWER, MADE], ("added", NEWER)),
        ([], [MADE, MADE], ("added", MADE)),
    ],
)
def test_a_note_is_taken_in_once_and_the_newer_one_wins(
    present: list[Note], incoming: list[Note], expected: tuple[str, Note]
) -> None:
    merged = merge(present, incoming)
    for name in ("added", "replaced", "restored", "same", "kept"):
        assert getattr(merged, name) == ([expected[1]] if name == expected[0] else [])
