"""The notes of several deputies in one paper: nothing lost, nothing doubled, nobody's notebook."""

from __future__ import annotations

import dataclasses
import io
import random
import sys
from pathlib import Path

import pytest

from content.importing import understand
from content.parsing.outline import parse
from content.report import Report
from content.span import Span
from review.base import paths
from review.base.paper import Body, Quotation
from review.cli import main
from review.notes.export.webannotation import web_annotations
from review.notes.merging import (
    NOBODY,
    joint_paper,
    kept_beside,
    opinions,
    put_beside,
    read_contribution,
    set_apart,
    take_away,
    unclaimed,
)
from review.notes.model import Kind, Note, NoteStatus, anchor, text_id
from tests.small import small_report
from tests.unit.notes.commands.typing_commands import keep_three_notes
from tests.unit.notes.export.exporting import note, primary

NAMES = ("王甲", "李乙", "张丙", "赵丁", "钱戊")


@pytest.fixture(scope="module")
def report() -> Report:
    return primary()


def shared(folder: Path, name: str | None, notes: list[Note], report: Report) -> Path:
    """The file that a deputy gives to others."""
    path = folder / f"{name}.json"
    path.write_text(web_annotations(report, notes, name), encoding="utf-8")
    return path


def of_five(report: Report) -> dict[str, list[Note]]:
    """Two hundred notes of five deputies, some of them on one passage, some of the same words."""
    chance = random.Random(7)
    numbers = [p.number for p in report.paragraphs if len(p.text) > 30]
    found: dict[str, list[Note]] = {name: [] for name in NAMES}
    for number in range(200):
        paragraph = numbers[chance.randrange(20)]
        start = chance.choice((0, 0, 5))
        fastened = anchor(report, Span(paragraph, start, paragraph, start + 20), text_id(report))
        words = chance.choice(("同意。", "", f"意见第{number}号", f"第{number}号：为什么？"))
        at = f"2024-01-31T{chance.randrange(10, 20)}:05:00+08:00"
        kind = chance.choice(list(Kind))
        made = Note(f"{number + 1:032x}", report.id, fastened, kind, (), words, at, at)
        found[NAMES[number % 5]].append(made)
    return found


def merged(capsysbinary: pytest.CaptureFixture[bytes], *options: str, status: int = 0) -> str:
    """What `shenyi merge` answers: its output, or what it says where it refuses."""
    assert main(["merge", *options]) == status
    out, error = capsysbinary.readouterr()
    return (out if status == 0 else error).decode("utf-8")


def test_two_hundred_notes_of_five_deputies(tmp_path: Path, report: Report) -> None:
    """All are there with their names; a passage stands once; the order of files is no matter."""
    files = [shared(tmp_path, name, notes, report) for name, notes in of_five(report).items()]
    read = [read_contribution(path, report) for path in files]
    found = opinions(read)
    assert len(found) == 200
    assert [each.name for each in read] == list(NAMES)
    paper = joint_paper(report, found)
    text = "\n".join(getattr(part, "text", "") for part in paper.parts)
    for name, notes in of_five(report).items():
        for made in notes:
            if made.body.startswith(("意见", "第")):
                words = made.body.rstrip("。")
                assert text.count(f"】{words}（{name}）") == 1
    passages = [part.text for part in paper.parts if isinstance(part, Quotation)]
    assert len(passages) == len(set(passages))
    counted = sum(
        line.count("同意") and (int(line.split("，")[-1][:-3]) if "人）" in line else 1)
        for line in text.splitlines()
    )
    said_twice = len(
        {(o.name, o.note.anchor.segments, o.note.kind) for o in found if o.note.body == "同意。"}
    )
    assert counted == said_twice
    backwards = opinions([read_contribution(path, report) for path in reversed(files)])
    assert joint_paper(report, backwards) == paper


def test_the_own_notebook_stays_to_the_byte(
    tmp_path: Path, report: Report, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    keep_three_notes()
    before = paths.notes_file().read_bytes()
    files = [shared(tmp_path, name, notes, report) for name, notes in of_five(report).items()]
    out = tmp_path / "汇总.docx"
    said = merged(capsysbinary, *map(str, files), "-o", str(out))
    assert said == f"已汇总5人的200条批注：{out}\n"
    assert "审议意见汇总" in understand(out).text
    assert paths.notes_file().read_bytes() == before


def test_the_same_words_are_said_once(
    tmp_path: Path, report: Report, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """With everybody who said them, or only how many they are, whoever selected a comma too."""
    files = []
    for number, name in enumerate(NAMES[:3], start=1):
        quote = ("新建长者食堂20处", "新建长者食堂20处，", "，新建长者食堂20处")[number % 3]
        made = note(report, quote, Kind.SUGGESTION, "应公布名单", number=number)
        files.append(str(shared(tmp_path, name, [made], report)))
    named = merged(capsysbinary, *files, "-o", "-")
    assert "【建议】应公布名单（王甲、李乙、张丙，3人）。" in named
    assert named.count("新建长者食堂20处") == 1
    hidden = merged(capsysbinary, *files, "--anonymous", "-o", "-")
    assert "【建议】应公布名单（3人）。" in hidden
    assert not any(name in hidden for name in NAMES)
    assert "提出意见：3人" in hidden


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        (Kind.QUESTION, "这个数怎么来的", "【疑问】这个数怎么来的？（王甲）"),
        (Kind.SUGGESTION, "按季公开。\n\n写明单位", "【建议】按季公开。写明单位（王甲）。"),
        (Kind.SUGGESTION, "再建10处\n分三年", "【建议】再建10处；分三年（王甲）。"),
    ],
)
def test_what_was_said_is_closed_and_joined_like_sentences(
    kind: Kind, words: str, shown: str, tmp_path: Path, report: Report
) -> None:
    made = note(report, "新建长者食堂20处", kind, words, number=1)
    path = shared(tmp_path, NAMES[0], [made], report)
    paper = joint_paper(report, opinions([read_contribution(path, report)]))
    assert shown in [part.text for part in paper.parts if isinstance(part, Body)]


def test_one_note_in_two_files_counts_once(
    tmp_path: Path, report: Report, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """As when version 0.1 mixed somebody else's notes into one's own."""
    made = note(report, "新建长者食堂20处", Kind.SUGGESTION, "应公布名单")
    files = [shared(tmp_path, name, [made], report) for name in NAMES[:2]]
    assert main(["merge", *map(str, files), "-o", "-"]) == 0
    out, error = capsysbinary.readouterr()
    assert "应公布名单（王甲）" in out.decode()
    assert "有1条在几个文件里都有，只算一次" in error.decode()


def test_a_file_without_a_name_is_called_by_its_own(tmp_path: Path, report: Report) -> None:
    """Those of version 0.1, and backups; what is private there stays out, and is counted."""
    private = note(report, "就业", Kind.MEMO, "不外传", tags=("私",), number=2)
    path = tmp_path / "孙某.json"
    text = web_annotations(report, [note(report, "就业", Kind.MEMO, "可以说"), private])
    path.write_text(text, encoding="utf-8")
    read = read_contribution(path, report)
    assert (read.name, [n.body for n in read.notes]) == ("孙某", ["可以说"])
    assert read.said == "孙某.json：标“私”的1条没有列入。"


@pytest.mark.parametrize("name", ["zhangdian-2024", "r2024-0badcafe"])
def test_notes_on_another_text_are_moved_and_said(
    name: str, tmp_path: Path, report: Report
) -> None:
    """To where the words are now, whatever it is called; what is gone stands at the end."""
    old = parse(
        report.source.replace("新建长者食堂20处", "新建长者食堂20处、老年驿站5处"),
        report_id="别处",
        title=report.title,
    )
    here = note(old, "新增养老机构1处、综合养老服务中心3处", Kind.SUGGESTION, "在", number=1)
    gone = note(old, "老年驿站5处", Kind.QUESTION, "哪里？", number=2)
    notes = [dataclasses.replace(each, report_id=name) for each in (here, gone)]
    path = tmp_path / "周某.json"
    path.write_text(web_annotations(old, notes, "周某"), encoding="utf-8")
    read = read_contribution(path, report)
    assert read.said == "周某.json：2条是在另一稿上做的，已对到本稿，其中1条原文不在本稿。"
    assert [each.status for each in read.notes] == [NoteStatus.ORPHAN, NoteStatus.SAME]
    text = "\n".join(getattr(p, "text", "") for p in joint_paper(report, opinions([read])).parts)
    assert text.index("原文已不在本稿的意见") < text.index("哪里？（周某）")


class TestTheSameName:
    """Two files say the same name."""

    @pytest.fixture
    def files(self, tmp_path: Path, report: Report) -> list[str]:
        found = []
        for number in (1, 2):
            made = note(report, "就业", Kind.MEMO, f"第{number}份", number=number)
            path = tmp_path / f"{number}.json"
            path.write_text(web_annotations(report, [made], "王某"), encoding="utf-8")
            found.append(str(path))
        return found

    def test_it_is_refused_where_nobody_can_be_asked(
        self,
        files: list[str],
        capsysbinary: pytest.CaptureFixture[bytes],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        said = merged(capsysbinary, *files, "-o", "-", status=2)
        assert "1.json和2.json都写着“王某”。请用“--as 姓名=" in said

    def test_it_can_be_said(
        self, files: list[str], capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        text = merged(capsysbinary, *files, "-o", "-", "--as", f"小王={files[1]}")
        assert "第1份（王某）" in text
        assert "第2份（小王）" in text

    @pytest.mark.parametrize(("answer", "who"), [("小王\n", "小王"), ("\n", "王某")])
    def test_it_is_asked(
        self,
        files: list[str],
        capsysbinary: pytest.CaptureFixture[bytes],
        monkeypatch: pytest.MonkeyPatch,
        answer: str,
        who: str,
    ) -> None:
        stdin = io.StringIO(answer)
        monkeypatch.setattr(stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", stdin)
        assert f"第2份（{who}）" in merged(capsysbinary, *files, "-o", "-")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("没有.json",), "没有.json"),
        (("a.json", "-o", "x.pdf"), "请用这些扩展名：.docx、.txt、.md"),
        (("a.json", "--as", "王某"), "请写成：--as 甲=文件"),
        (("a.json", "--as", "王某=b.json"), "要汇总的文件里没有“b.json”"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    options: tuple[str, ...], message: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert message in merged(capsysbinary, *options, status=2)


def test_notes_of_another_report_are_refused(tmp_path: Path, report: Report) -> None:
    other = parse("别的报告\n一、没有关系的一段话。\n", report_id="别的", title="别的")
    made = note(other, "没有关系", Kind.MEMO, "话")
    path = shared(tmp_path, "吴某", [made], other)
    with pytest.raises(Exception, match="没有这份报告的批注"):
        read_contribution(path, report)


def test_a_name_with_a_point_in_it_stays_whole(tmp_path: Path, report: Report) -> None:
    """In the file beside the page, and in the one that is left when it is taken from there."""
    given = shared(tmp_path, "阿J.史密斯", [note(report, "长者食堂", Kind.MEMO, "文")], report)
    put_beside(report, read_contribution(given, report))
    (beside,) = kept_beside(report)
    assert (beside.name, take_away(report, beside).name) == ("阿J.史密斯", "阿J.史密斯.json")


def test_what_one_person_wrote_on_two_reports_is_beside_both(
    tmp_path: Path, report: Report
) -> None:
    """The later file takes the place of what was given on its own report alone."""
    other = small_report()
    quotes = {report.id: "长者食堂", other.id: other.paragraph(8).text[:10]}
    for number, body, on in ((1, "先", report), (2, "另一份", other), (1, "后", report)):
        made = note(on, quotes[on.id], Kind.MEMO, body, number=number)
        given = shared(tmp_path, "王甲", [made], on)
        put_beside(on, read_contribution(given, on))
    beside = {on.id: [each.notes for each in kept_beside(on)] for on in (report, other)}
    assert [[made.body for made in notes] for notes in beside[report.id]] == [["后"]]
    assert [[made.body for made in notes] for notes in beside[other.id]] == [["另一份"]]


@pytest.mark.parametrize("name", ["王甲", NOBODY])
def test_a_file_that_is_taken_away_leaves_what_is_on_other_reports(
    tmp_path: Path, report: Report, name: str
) -> None:
    """What is nobody's is set apart report by report, into one file."""
    other = small_report()
    quotes = {report.id: "长者食堂", other.id: other.paragraph(8).text[:10]}
    for number, on in enumerate((report, other)):
        made = note(on, quotes[on.id], Kind.MEMO, on.id, number=number + 1)
        if name == NOBODY:
            set_apart(on, [made])
        else:
            put_beside(on, read_contribution(shared(tmp_path, name, [made], on), on))
    (beside,) = kept_beside(report)
    taken = take_away(report, beside)
    assert [made.body for made in read_contribution(taken, report).notes] == [report.id]
    assert not kept_beside(report)
    (still,) = kept_beside(other)
    assert (still.name, [made.body for made in still.notes]) == (name, [other.id])
    take_away(other, still)
    assert not list(paths.others_dir().iterdir())


def test_a_look_at_what_is_nobodys_makes_no_folder(report: Report) -> None:
    """Nor does it fail where none can be made: the screen opens all the same."""
    mine = note(report, "长者食堂", Kind.MEMO, "谁写的？")
    paths.others_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.others_dir().write_bytes(b"")
    assert unclaimed([dataclasses.replace(mine, imported=True)]) is not None


def test_a_file_that_can_be_read_can_be_put_beside_and_taken_away(
    tmp_path: Path, report: Report
) -> None:
    """However large: twenty million bytes are read as well."""
    path = shared(
        tmp_path, "王甲", [note(report, "新建长者食堂20处", Kind.MEMO, "x" * 21_000_000)], report
    )
    put_beside(report, read_contribution(path, report))
    (beside,) = kept_beside(report)
    assert take_away(report, beside).stat().st_size > 21_000_000
    assert kept_beside(report) == []


def test_a_file_beside_the_page_that_cannot_be_read_is_not_written_over(
    tmp_path: Path, report: Report
) -> None:
    """It may have notes on other reports, and be mended by somebody who knows how."""
    given = read_contribution(
        shared(tmp_path, "王甲", [note(report, "新建长者食堂20处", Kind.MEMO, "新")], report),
        report,
    )
    broken = paths.others_dir() / "王甲.json"
    broken.parent.mkdir(parents=True)
    broken.write_text('{"items": [', encoding="utf-8")
    put_beside(report, given)
    assert [each.name for each in kept_beside(report)] == ["王甲"]
    (aside,) = paths.others_dir().glob("damaged-*/*.json")
    assert aside.read_text(encoding="utf-8") == '{"items": ['
