"""Reports of one's own on the shelf: added whole or not at all, listed, removed, restored."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from content.errors import Problem
from content.importing import Understood, understand
from content.report import Report
from content.shelf.library import BUILTIN, BUILTIN_ID, load_builtin, parse_folder
from content.shelf.manifest import read_manifest
from content.shelf.report_folder import store_outline
from content.shelf.shelf import Shelf
from content.shelf.standing import TRASH_DAYS
from content.shelf.stored_outline import load_stored

BODY = """\
政府工作报告
——2025年1月20日在某市第三届人民代表大会第四次会议上
某市市长　王某某

各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
一、2024年工作回顾
过去一年，全市经济稳定增长，民生持续改善，各项工作取得新成绩。
- 2 -
（一）加快产业发展
建成项目12个，完成投资3亿元。
（二）保障改善民生
新增学位800个。
二、2025年重点工作
推进城市建设，抓好就业、教育和安全生产。
各位代表！让我们团结奋斗，谱写新篇章！
"""


def write(path: Path, data: bytes) -> None:
    """Write a file, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def shelf_in(root: Path, write: Callable[[Path, bytes], None] = write) -> Shelf:
    """A shelf whose folders are named like the reports."""
    return Shelf(root, folder_name=str, write=write)


def understood(folder: Path, text: str = BODY, name: str = "报告.txt") -> Understood:
    """A text file as it is understood."""
    path = folder / name
    path.write_text(text, encoding="gb18030", newline="")
    return understand(path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the shelf is."""
    return tmp_path / "reports"


def test_everything_of_a_report_is_kept(tmp_path: Path, root: Path) -> None:
    """The file, the text, what was left out, and what the report says of itself."""
    given = understood(tmp_path)

    added = shelf_in(root).add(given)

    folder = root / added
    manifest = read_manifest(folder)
    assert (folder / manifest.original).read_bytes() == BODY.encode("gb18030")
    assert (folder / "report.txt").read_text(encoding="utf-8") == BODY
    assert "- 2 -" not in (folder / "cleaned.txt").read_text(encoding="utf-8")
    assert "第9行　页码“- 2 -”，未列入正文。" in (folder / "account.txt").read_text(
        encoding="utf-8"
    )
    assert (manifest.title, manifest.year) == ("某市2025年政府工作报告", 2025)
    assert (manifest.place, str(manifest.date)) == ("某市", "2025-01-20")
    assert (manifest.session, manifest.speaker) == (given.facts.session, given.facts.speaker)
    assert [path.name for path in root.iterdir()] == [added]


def test_it_opens_from_its_stored_outline(tmp_path: Path, root: Path) -> None:
    """As it was shown before it was kept."""
    given = understood(tmp_path)

    report_id = shelf_in(root).add(given)

    report = shelf_in(root).open(report_id)
    assert report == load_stored(root / report_id) == parse_folder(root / report_id)
    assert (report.paragraphs, report.nodes) == (given.report.paragraphs, given.report.nodes)
    assert (report.id, report.title) == (report_id, "某市2025年政府工作报告")


def test_the_same_report_stands_there_once(tmp_path: Path, root: Path) -> None:
    """From whatever file it comes; another one has an id of its own."""
    shelf = shelf_in(root)
    first = shelf.add(understood(tmp_path))

    again = shelf.add(understood(tmp_path, BODY.replace("\n", "\r\n\r\n"), "另存.txt"))
    other = shelf.add(understood(tmp_path, BODY.replace("800", "900")))

    assert again == first
    assert other != first
    assert len(list(root.iterdir())) == 2


def test_notes_on_a_report_given_in_december_are_found_by_its_id(
    tmp_path: Path, root: Path
) -> None:
    """It is of the year it plans, but has the id by which older versions kept its notes."""
    given = understood(tmp_path, BODY.replace("2025年1月20日", "2024年12月20日"))
    report_id = shelf_in(root).add(given)
    assert (given.facts.year, report_id[:6]) == (2025, "r2024-")
    titled = understood(tmp_path, BODY.replace("政府工作报告", "二〇二五年政府工作报告"))
    assert shelf_in(root).add(titled)[:6] == "r2025-"


def test_the_report_of_the_program_is_known(tmp_path: Path, root: Path) -> None:
    """Its text is not put beside it a second time."""
    given = understood(tmp_path, load_builtin().source)

    assert shelf_in(root).add(given) == BUILTIN_ID
    assert not root.exists()


def test_a_revised_report_is_known_by_both_its_texts(tmp_path: Path, root: Path) -> None:
    """Whoever opens the revised file as well gets no second report that has no notes."""
    shelf = shelf_in(root)
    first, revised = understood(tmp_path), understood(tmp_path, BODY.replace("800", "900"))
    report_id = shelf.add(first)
    shelf.replace_text(report_id, revised.original)

    assert shelf.add(revised) == shelf.add(first) == report_id
    assert (shelf.reads(report_id, revised), shelf.reads(report_id, first)) == (True, False)

    shelf.replace_text(BUILTIN_ID, load_builtin().source.replace("20处", "25处").encode())
    assert shelf.has(understood(tmp_path, shelf.open().source)) == BUILTIN_ID


def test_the_newest_stands_first(tmp_path: Path, root: Path) -> None:
    """By year and day; the report of the program in its place among them."""
    shelf = shelf_in(root)
    ids = [
        shelf.add(understood(tmp_path, BODY.replace("2025年", f"{year}年")))
        for year in (2019, 2025, 2023)
    ]

    listed = shelf.list()

    assert [report.id for report in listed] == [ids[1], BUILTIN_ID, ids[2], ids[0]]
    assert [report.id == BUILTIN_ID for report in listed] == [False, True, False, False]


def test_one_unreadable_manifest_does_not_hide_the_others(tmp_path: Path, root: Path) -> None:
    """It is told."""
    shelf = shelf_in(root)
    kept = shelf.add(understood(tmp_path))
    write(root / "坏的" / "report.toml", b"id = ")
    told: list[Problem] = []

    assert [report.id for report in shelf.list(told.append)] == [kept, BUILTIN_ID]
    assert ["坏的" in str(problem) for problem in told] == [True]


def test_a_report_whose_revised_text_is_broken_keeps_no_other_off(
    tmp_path: Path, root: Path
) -> None:
    shelf = shelf_in(root)
    broken = shelf.add(understood(tmp_path))
    shelf.replace_text(broken, BODY.replace("800", "900").encode())
    write(root / broken / "report-2.txt", b"")
    assert shelf.add(understood(tmp_path, BODY.replace("2025年", "2023年"))) != broken


class Killed(BaseException):
    """The program is killed."""


FULL = Problem("写入失败（磁盘已满）。", remedy="请腾出空间后再试。")


@pytest.mark.parametrize("step", range(1, 7))
def test_a_full_disk_at_any_write_leaves_nothing(tmp_path: Path, root: Path, step: int) -> None:
    """Six files are written; the shelf has the report after the last or not at all."""
    writes = 0

    def full(path: Path, data: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes == step:
            write(path, data[: len(data) // 2])
            raise FULL
        write(path, data)

    given = understood(tmp_path)
    with pytest.raises(Problem, match="磁盘已满"):
        shelf_in(root, full).add(given)

    assert list(root.iterdir()) == []
    assert [report.id for report in shelf_in(root).list()] == [BUILTIN_ID]
    report_id = shelf_in(root).add(given)
    assert {report.id for report in shelf_in(root).list()} == {BUILTIN_ID, report_id}


def test_two_programs_that_add_the_same_report(tmp_path: Path, root: Path) -> None:
    """The slower one finds it there."""
    given = understood(tmp_path)

    def overtaken(path: Path, data: bytes) -> None:
        if path.name == "cleaned.txt":
            shelf_in(root).add(given)
        write(path, data)

    added = shelf_in(root, overtaken).add(given)

    assert [path.name for path in root.iterdir()] == [added]


def test_what_a_killed_program_has_left_is_not_listed_and_goes(tmp_path: Path, root: Path) -> None:
    """With the next report that is added, once nobody can be writing it any more."""
    left = root / ".adding-abc"
    write(left / "report.toml", b"id = ")
    young = root / ".adding-def"
    young.mkdir()
    os.utime(left, (time.time() - 3600,) * 2)

    assert [report.id for report in shelf_in(root).list()] == [BUILTIN_ID]
    added = shelf_in(root).add(understood(tmp_path))

    assert sorted(path.name for path in root.iterdir()) == [".adding-def", added]


def test_a_new_title(tmp_path: Path, root: Path) -> None:
    """The report opens under it, from its stored outline."""
    shelf = shelf_in(root)
    report_id = shelf.add(understood(tmp_path))

    shelf.rename(report_id, " 某市的\n报告 ")

    assert shelf.open(report_id).title == shelf.list()[0].title == "某市的 报告"
    assert load_stored(root / report_id) is not None
    with pytest.raises(Problem, match="标题不能是空的"):
        shelf.rename(report_id, " ")


def test_removed_and_brought_back(tmp_path: Path, root: Path) -> None:
    """With everything that was in its folder."""
    shelf = shelf_in(root)
    report_id = shelf.add(understood(tmp_path))
    before = {path.name: path.read_bytes() for path in (root / report_id).iterdir()}

    shelf.remove(report_id)
    assert [report.id for report in shelf.list()] == [BUILTIN_ID]
    assert [report.id for report in shelf.trash()] == [report_id]
    with pytest.raises(Problem, match=f"没有编号为“{report_id}”的报告"):
        shelf.open(report_id)

    shelf.restore(report_id)
    assert {path.name: path.read_bytes() for path in (root / report_id).iterdir()} == before
    assert shelf.trash() == ()
    with pytest.raises(Problem, match="书架上已经有"):
        shelf.restore(report_id)


def test_the_same_report_removed_twice_comes_back_as_it_was_last(
    tmp_path: Path, root: Path
) -> None:
    """Even within one second."""
    shelf = shelf_in(root)
    for title in ("甲", "乙"):
        report_id = shelf.add(understood(tmp_path), title=title)
        shelf.remove(report_id)

    shelf.restore(report_id)

    assert shelf.open(report_id).title == "乙"
    assert [report.title for report in shelf.trash()] == ["甲"]


def test_the_trash_is_emptied_of_what_is_old(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of nothing else: where the clock was wrong once, 30 days are still to come."""
    shelf = shelf_in(root)
    ids = [shelf.add(understood(tmp_path, BODY.replace("800", n))) for n in ("1", "2", "3")]
    left = []
    for days, report_id in ((-4000, ids[0]), (0, ids[1]), (TRASH_DAYS + 1, ids[2])):
        with monkeypatch.context() as clock:
            now = time.time() + days * 86_400
            clock.setattr(time, "time", partial(float, now))
            shelf.remove(report_id)
        left.append({report.id for report in shelf.trash()})
    assert left == [{ids[0]}, set(ids[:2]), set(ids[1:])]


def test_the_report_of_the_program_stays(root: Path) -> None:
    """It is neither removed nor renamed."""
    with pytest.raises(Problem, match="不能移除"):
        shelf_in(root).remove(BUILTIN_ID)
    with pytest.raises(Problem, match="不能改名"):
        shelf_in(root).rename(BUILTIN_ID, "别的")
    assert (BUILTIN / "report.toml").is_file()


def test_a_report_is_found_by_a_part_of_its_id_or_title(tmp_path: Path, root: Path) -> None:
    """Unless several are meant."""
    shelf = shelf_in(root)
    ids = [shelf.add(understood(tmp_path, BODY.replace("800", n))) for n in ("1", "2")]

    assert shelf.find(ids[0][:-1]).id == ids[0]
    assert shelf.find("张店").id == BUILTIN_ID
    with pytest.raises(Problem, match="“某市”可以指2份报告"):
        shelf.find("某市")
    with pytest.raises(Problem, match="没有编号为“别处”的报告"):
        shelf.find("别处")


def outline_of_another_parser(folder: Path) -> Report:
    """Store an outline as an older version might have read it, the last paragraph left out."""
    report = parse_folder(folder)
    older = replace(report, paragraphs=report.paragraphs[:-1])
    return store_outline(folder, read_manifest(folder), write, older)


def test_a_report_with_another_title_has_the_parts_that_it_had(tmp_path: Path, root: Path) -> None:
    """They are read anew only when somebody asks for it: notes stand on them."""
    shelf = shelf_in(root)
    kept = shelf.add(understood(tmp_path))
    older = outline_of_another_parser(root / kept)

    shelf.rename(kept, "送审稿")

    assert shelf.open(kept) == replace(older, title="送审稿")


def test_a_file_that_an_older_version_read_otherwise_is_no_second_report(
    tmp_path: Path, root: Path
) -> None:
    """Its id is that of the text as it was read then; a second one would have none of the notes."""
    shelf = shelf_in(root)
    kept = shelf.add(understood(tmp_path))
    older = "r2024-01234567"
    (root / kept).rename(root / older)
    manifest = root / older / "report.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(kept, older), encoding="utf-8")

    assert shelf_in(root).add(understood(tmp_path)) == older
    assert [folder.name for folder in root.iterdir()] == [older]


def test_a_copy_of_a_folder_is_no_second_report(tmp_path: Path, root: Path) -> None:
    """Nor is one that was renamed, from which nothing could be opened."""
    shelf = shelf_in(root)
    kept = shelf.add(understood(tmp_path))
    shutil.copytree(root / kept, root / f"{kept} - 副本")
    (root / "damaged-1").mkdir()
    told: list[Problem] = []

    assert [report.id for report in shelf.list(told.append)] == [kept, BUILTIN_ID]
    assert [kept in problem.remedy for problem in told] == [True]
    assert shelf.standing.folders() == sorted([root / kept, BUILTIN])
    with pytest.raises(Problem, match="没有编号为“”的报告"):
        shelf.find("")


def test_a_folder_that_was_renamed_is_told_wherever_its_report_is_asked_for(
    tmp_path: Path, root: Path
) -> None:
    """It is searched no more, since nothing could be opened from it."""
    shelf = shelf_in(root)
    kept = shelf.add(understood(tmp_path))
    (root / kept).rename(root / "今年的报告")

    assert shelf.standing.folders() == [BUILTIN]
    for ask in (shelf.open, shelf.find, shelf.remove):
        with pytest.raises(Problem, match=f"今年的报告：.*请改回“{kept}”。"):
            ask(kept)
    (root / "今年的报告").rename(root / kept)
    assert shelf.open(kept).id == kept
