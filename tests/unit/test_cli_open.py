"""Reports of one's own on the command line: opened, listed, renamed, removed, and bad files."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.importing import Understood
from content.shelf import manifest
from content.shelf.library import BUILTIN, load_builtin
from review.base import paths
from review.base.reports import last_report_id, remember_report
from review.cli import main
from tests.small import SMALL_TEXT
from tests.unit.content.importing.papers import pdf_file, picture_pdf, traditional, word_document

LINES = [line.strip() for line in load_builtin().lines if line.strip()]
OTHER_YEAR = SMALL_TEXT.replace("2024", "2031")


class Typed(io.TextIOWrapper):
    """What a person types on a terminal."""

    def isatty(self) -> bool:
        return True


class Shell:
    """The command, and what it answered."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch
        self.input: type[io.TextIOWrapper] = io.TextIOWrapper
        self.said = ""
        """The standard error of the last command."""

    def __call__(self, *arguments: str | Path, text: str = "", status: int = 0) -> str:
        """Run `shenyi` with arguments and something to read; its standard output."""
        self._patch.setattr(sys, "stdin", self.input(io.BytesIO(text.encode()), "utf-8"))
        assert main([str(argument) for argument in arguments]) == status
        out, self.said = self._capsys.readouterr()
        return out

    def refused(self, *arguments: str | Path) -> str:
        """Run what cannot be done; the one sentence it answers with. The shelf is as it was."""
        before = left()
        self(*arguments, status=2)
        assert self.said.startswith("审议：")
        assert self.said.count("\n") == 1
        assert left() == before
        return self.said

    def listed(self, *arguments: str) -> dict[str, str]:
        """The titles on the shelf by their ids."""
        rows = json.loads(self("shelf", "--json", *arguments))
        return {row["id"]: row["title"] for row in rows}

    def opened(self, path: Path, *arguments: str) -> str:
        """Put a file on the shelf; the id of the report."""
        before = self.listed()
        self("open", path, "--yes", *arguments)
        (report_id,) = self.listed().keys() - before.keys()
        return report_id


@pytest.fixture
def shenyi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command."""
    return Shell(capsys, monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report of another year, from an old Notepad."""
    path = tmp_path / "明年的报告.txt"
    path.write_bytes(OTHER_YEAR.encode("gb18030"))
    return path


def left() -> list[Path]:
    """Every file and folder on the shelf."""
    return sorted(paths.reports_dir().rglob("*"))


def test_nothing_is_kept_before_it_is_accepted(shenyi: Shell, file: Path) -> None:
    """What was understood is shown; without a terminal, keeping it takes --yes."""
    shown = shenyi("open", file, status=2)

    assert "请加上--yes" in shenyi.said
    for part in ("标题：", "会议：", "日期：", "报告人：", "GB18030编码", "一、", "（一）", "存疑"):
        assert part in shown
    assert left() == []


def test_an_accepted_report_is_read_like_any_other(shenyi: Shell, file: Path) -> None:
    """By its id, and by a part of its title."""
    said = shenyi("open", file, "--yes", "--title", "小城2031年的报告")
    (report_id,) = shenyi.listed().keys() - {"zhangdian-2024"}

    assert f"打开阅读：shenyi read {report_id}" in said
    assert shenyi("text", "--report", report_id) == OTHER_YEAR
    assert shenyi("text", "--report", "小城") == OTHER_YEAR
    assert shenyi("read", report_id) == OTHER_YEAR
    assert shenyi("outline", report_id) == shenyi("outline", file)


def test_the_answer_of_a_person_decides(
    shenyi: Shell, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal; what is neither yes nor no is asked again."""
    shown: list[str] = []

    def view(name: str) -> int:
        shown.append(name)
        return 0

    monkeypatch.setattr("review.cli.view", view)
    shenyi.input = Typed

    shenyi("open", file, text="什么\n否\n", status=2)
    assert "什么也没有改动" in shenyi.said
    assert shenyi.said.count("请输入“是”或“否”") == 2
    assert left() == []

    shenyi("open", file, text="是\n")
    assert shown == [report for report in shenyi.listed() if report != "zhangdian-2024"]


def test_the_same_report_is_not_added_twice(shenyi: Shell, file: Path) -> None:
    """It is told where it stands; nor is that of the program."""
    report_id = shenyi.opened(file)
    before = left()

    title = shenyi.listed()[report_id]
    assert f"已经有这份报告：{title}（编号{report_id}）" in shenyi("open", file)
    assert "编号zhangdian-2024" in shenyi("open", BUILTIN / "report.txt")
    assert left() == before


def test_a_text_that_was_revised_since_is_told_from_the_one_that_is_open(
    shenyi: Shell, file: Path, tmp_path: Path
) -> None:
    report_id = shenyi.opened(file)
    revised = tmp_path / "修订稿.txt"
    revised.write_text(file.read_text("gb18030").replace("2031", "2032"), "utf-8")
    shenyi("revise", revised, "--report", report_id, "--yes")

    assert "换用" not in shenyi("open", revised)
    said = shenyi("open", file)
    assert f"（编号{report_id}）" in said
    assert f"换用这个文件的文本：shenyi revise {file} --report {report_id}" in said


def test_renamed_removed_and_restored(shenyi: Shell, file: Path) -> None:
    """By the id or a part of it."""
    report_id = shenyi.opened(file)

    shenyi("shelf", "rename", report_id[:-2], "小城", "审议稿")
    assert shenyi.listed()[report_id] == "小城 审议稿"
    assert "shenyi shelf restore" in shenyi("shelf", "remove", report_id)
    assert shenyi.listed().keys() == {"zhangdian-2024"}
    assert shenyi.listed("--trash") == {report_id: "小城 审议稿"}
    assert "没有编号为" in shenyi.refused("text", "--report", report_id)
    shenyi("shelf", "restore", "小城")
    assert shenyi("text", "--report", "小城") == OTHER_YEAR
    assert "不能移除" in shenyi.refused("shelf", "remove", "zhangdian-2024")


def test_the_list_for_people(shenyi: Shell, file: Path) -> None:
    """The newest first, with what is known of each."""
    report_id = shenyi.opened(file)

    first, second = shenyi("shelf").splitlines()

    assert first.startswith(report_id)
    assert "张店区2024年政府工作报告（2024-01-30，张店区，张店区人民政府区长苏振华）" in second


def test_each_report_has_its_own_notes_and_votes(shenyi: Shell, file: Path) -> None:
    """Of the other one nothing is seen."""
    own = shenyi.opened(file)
    shenyi("notes", "add", "5", "--kind", "建议", "--report", own, text="只在这里")
    shenyi("notes", "add", "15", "--kind", "疑问", text="只在那里")

    assert "只在这里" in shenyi("notes", "list", "--report", own)
    assert "只在那里" not in shenyi("notes", "list", "--report", own)
    assert "只在这里" not in shenyi("notes", "list")
    assert shenyi.listed()[own] in shenyi("votes", "--report", own)
    shenyi("shelf", "remove", own)
    shenyi("open", file, "--yes")
    assert "只在这里" in shenyi("notes", "list", "--report", own)


def test_the_report_chosen_last_is_shown_while_it_stands_there(shenyi: Shell, file: Path) -> None:
    """Whatever the file of its name holds."""
    own = shenyi.opened(file)
    assert last_report_id() is None
    remember_report(own)
    assert last_report_id() == own
    shenyi("shelf", "remove", own)
    assert last_report_id() is None
    paths.last_report_file().write_bytes(b"\xff\xfe")
    assert last_report_id() is None


def test_two_names_for_one_report_are_refused(shenyi: Shell, file: Path) -> None:
    """Either a file or one of the shelf."""
    assert "只能写一个" in shenyi.refused("text", "--file", file, "--report", "zhangdian-2024")


def zip_bomb() -> bytes:
    """A small Word document that would fill the memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 210_000_000)
    return buffer.getvalue()


NOVEL = "那天夜里下着雨，他推开门走了出去，街上一个人也没有。\n她说：“你来了。”\n" * 200
LOG = "2026-01-01 12:00:00 INFO server started on port 8080\n" * 200
TABLE = "序号,名称,金额\n" + "1,甲,300\n" * 200

BAD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "扫描.pdf": (picture_pdf, "没有文字，多半是扫描的图片"),
    "加密.pdf": (lambda: pdf_file(LINES[:20], password="secret"), "加了密码"),
    "旧.doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000,
        "另存为“Word文档（*.docx）”",
    ),
    "炸弹.docx": (zip_bomb, "为安全起见没有打开"),
    "小说.txt": (NOVEL.encode, "不像政府工作报告"),
    "日志.log": (LOG.encode, "不像政府工作报告"),
    "表.csv": (lambda: TABLE.encode("gb18030"), "不像政府工作报告"),
    "空.txt": (bytes, "文件是空的"),
    "白.txt": ("　\n\n".encode, "没有文字"),
    "图片.txt": (lambda: bytes(range(256)) * 20, "不是"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_and_nothing_is_added(
    shenyi: Shell, tmp_path: Path, name: str
) -> None:
    """Even with --yes."""
    make, message = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(make())

    said = shenyi.refused("open", path, "--yes")

    assert name in said
    assert message in said
    assert left() == []


def test_a_file_of_200_megabytes(shenyi: Shell, tmp_path: Path) -> None:
    """It is not even read."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "200MB，太大了" in shenyi.refused("open", path, "--yes")


def test_what_cannot_be_read(
    shenyi: Shell, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not there, one without a name, or one without permission."""
    assert "没有写文件名" in shenyi.refused("open", "", "--yes")
    assert "找不到这个文件" in shenyi.refused("open", tmp_path / "没有.txt", "--yes")

    def denied(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert "没有权限" in shenyi.refused("open", file, "--yes")


@pytest.mark.parametrize("call", range(1, 7))
def test_a_full_disk_while_adding(
    shenyi: Shell, file: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """At whichever file the space ends: nothing is added, and a later try succeeds."""
    calls = 0

    def full(_descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        shenyi("open", file, "--yes", status=2)

    assert "报告没有放上书架：" in shenyi.said
    assert "（磁盘已满）" in shenyi.said
    assert "请腾出空间后再试。" in shenyi.said
    assert ".adding" not in shenyi.said
    assert left() == []
    shenyi.opened(file)


def test_what_is_no_report_can_be_kept_all_the_same(shenyi: Shell, tmp_path: Path) -> None:
    """The person has the last word."""
    path = tmp_path / "小说.txt"
    path.write_text(NOVEL, encoding="utf-8")

    assert shenyi.opened(path, "--force")


@pytest.mark.parametrize("kind", ["docx", "pdf", "gb18030", "big5"])
def test_the_primary_report_in_every_kind_of_file(shenyi: Shell, tmp_path: Path, kind: str) -> None:
    """It has the same 49 entries, opened from the shelf."""
    lines = [*LINES, "本报告供审议。"]
    data = {
        "docx": lambda: word_document(lines),
        "pdf": lambda: pdf_file(lines),
        "gb18030": lambda: "\n".join(lines).encode("gb18030"),
        "big5": lambda: traditional("\n".join(lines)).encode("big5hkscs"),
    }[kind]()
    path = tmp_path / f"报告.{kind if kind in ('docx', 'pdf') else 'txt'}"
    path.write_bytes(data)

    report_id = shenyi.opened(path)

    nodes = json.loads(shenyi("outline", report_id, "--json"))["nodes"]
    assert len(nodes) == 49
    folder = paths.reports_dir() / report_id
    (original,) = folder.glob("original.*")
    assert original.read_bytes() == data
    if sys.platform != "win32":
        assert (folder / "account.txt").stat().st_mode & 0o777 == 0o600


def test_words_that_no_encoding_has_do_not_keep_a_report_off_the_shelf(
    shenyi: Shell, file: Path
) -> None:
    """A terminal in another encoding than it says gives lone surrogates."""
    said = shenyi(
        "open", file, "--yes", "--title", "明年\udcff的报告", "--speaker", "市长\udcff甲乙"
    )
    assert "报告人：市长?甲乙\n" in said
    assert "已放上书架：明年的报告" in said


def test_what_was_misread_is_put_right(shenyi: Shell, file: Path) -> None:
    said = shenyi(
        "open", file, "--yes", "--session", "小城第五届人民代表大会第二次会议",
        "--date", "2031年2月3日", "--speaker", "小城市长　甲乙",
    )  # fmt: skip
    assert "会议：小城第五届人民代表大会第二次会议\n日期：2031年2月3日\n" in said
    assert "报告人：小城市长 甲乙\n" in said
    (report,) = (entry for entry in json.loads(shenyi("shelf", "--json")) if entry["year"] == 2031)
    assert shenyi("outline", "--report", report["id"]) == shenyi("outline", report["id"])
    assert "日期“去年冬天”写得不对。" in shenyi.refused("open", file, "--date", "去年冬天")


# Many at once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three reports, one of them deeper, and what is none."""
    folder = tmp_path / "历年报告"
    (folder / "更早").mkdir(parents=True)
    for name, year in (("甲.txt", "2031"), ("乙.md", "2030"), ("更早/丙.txt", "2029")):
        (folder / name).write_text(SMALL_TEXT.replace("2024", year), encoding="utf-8")
    (folder / "便条.txt").write_text("买菜。\n", encoding="utf-8")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".藏着.txt").write_text(OTHER_YEAR, encoding="utf-8")
    return folder


def test_a_folder_is_put_on_the_shelf_file_by_file(shenyi: Shell, folder: Path) -> None:
    said = shenyi("open", folder, "--yes", status=1).splitlines()

    assert len(shenyi.listed()) == 1 + 3
    assert [line.split("：")[0] for line in said[:-1]] == [
        "1/4 乙.md",
        "2/4 便条.txt",
        "3/4 丙.txt",
        "4/4 甲.txt",
    ]
    assert "没有放上" in said[1]
    assert "--force" in said[1]
    assert said[-1] == "共4个文件：放上3份，书架上已有0份，没有放上1份。"


def test_what_stands_in_a_folder_that_may_not_be_entered_is_named_and_stops_no_others(
    shenyi: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its names can be read, and what they are of cannot."""

    def refusing(way: Callable[..., Any]) -> Callable[..., Any]:
        def refused(path: Path, *arguments: Any, **options: Any) -> Any:
            if path.name == "丙.txt":
                raise PermissionError(errno.EACCES, "", str(path))
            return way(path, *arguments, **options)

        return refused

    for name in ("stat", "open"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name)))
    said = shenyi("open", folder, "--yes", status=1)
    assert "丙.txt：没有放上" in said
    assert "4/4 甲.txt：已放上" in said


def test_what_is_there_is_not_put_there_again(shenyi: Shell, folder: Path) -> None:
    shenyi("open", folder / "甲.txt", folder / "乙.md", "--yes")
    said = shenyi("open", folder, "--yes", "--force")
    assert said.endswith("共4个文件：放上2份，书架上已有2份，没有放上0份。\n")


def test_a_revised_report_is_known_among_many(shenyi: Shell, folder: Path, tmp_path: Path) -> None:
    report_id = shenyi.opened(folder / "甲.txt")
    revised = tmp_path / "新稿.txt"
    revised.write_text(OTHER_YEAR.replace("区长", "代区长"), encoding="utf-8")
    shenyi("revise", revised, "--report", report_id, "--yes")
    said = shenyi("open", revised, folder / "甲.txt", folder / "乙.md", "--yes")
    assert said.endswith("共3个文件：放上1份，书架上已有2份，没有放上0份。\n")


def test_putting_many_can_be_stopped(
    shenyi: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.shelf.shelf import Shelf

    add = Shelf.add

    def stop_at_second(self: Shelf, understood: Understood, *, title: str = "") -> str:
        if len(left()) > 3:
            raise KeyboardInterrupt
        return add(self, understood, title=title)

    monkeypatch.setattr(Shelf, "add", stop_at_second)
    shenyi("open", folder, "--yes", status=130)
    assert "放上书架的1份都在" in shenyi.said
    assert len(shenyi.listed()) == 1 + 1


def test_many_take_yes_and_no_title(shenyi: Shell, folder: Path, tmp_path: Path) -> None:
    assert "--yes" in shenyi.refused("open", folder)
    assert "--title" in shenyi.refused("open", folder, "--yes", "--title", "报告")
    (tmp_path / "空").mkdir()
    assert "没有能读的文件" in shenyi.refused("open", tmp_path / "空", "--yes")


def test_adding_looks_at_no_other_report(
    shenyi: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: what it costs does not grow with the shelf."""
    shenyi("open", folder, "--yes", status=1)
    read: list[Path] = []
    original = manifest.read_manifest

    def read_manifest(folder: Path) -> manifest.Manifest:
        read.append(folder)
        return original(folder)

    monkeypatch.setattr("content.shelf.shelf.read_manifest", read_manifest)
    other = folder.parent / "丁.txt"
    other.write_text(SMALL_TEXT.replace("2024", "2028"), encoding="utf-8")
    shenyi("open", other, "--yes")
    assert len({folder.name for folder in read if not folder.name.startswith(".adding-")}) == 1
