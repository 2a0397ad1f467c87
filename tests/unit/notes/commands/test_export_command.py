"""`shenyi notes export` and `templates`, as they are typed."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from review.base import paths
from review.notes.export.form import KeptForms
from review.notes.model import Kind
from review.notes.screens.note_editor import read_tags
from tests.unit.notes.commands.typing_commands import Shell, keep_three_notes, stored
from tests.unit.notes.export.exporting import note, primary
from tests.unit.notes.store.disks import unwritable

ROOT = Path(__file__).parents[4]
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, links and signals of POSIX")
DOCUMENTS = "WIN_PD_OVERRIDE_PERSONAL" if sys.platform == "win32" else "XDG_DOCUMENTS_DIR"


@pytest.fixture
def notes(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command, with nobody to answer a question."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Shell(capsysbinary)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents folder, not made yet."""
    folder = tmp_path / "文档"
    monkeypatch.setenv(DOCUMENTS, str(folder))
    return folder


@pytest.fixture
def kept() -> None:
    """Three notes in the store."""
    keep_three_notes()


def test_an_export_goes_to_the_documents_folder(notes: Shell, documents: Path, kept: None) -> None:
    said = notes("export")
    (path,) = documents.iterdir()
    assert said == f"已导出3条批注：{path}\n"
    assert path.name.startswith("审议批注-张店区2024年政府工作报告-20")
    assert path.read_text("utf-8-sig").startswith("政府工作报告审阅批注\n")
    notes("export", "--template", "代表建议", "--tag", "养老")
    assert [p.name[:5] for p in sorted(documents.iterdir())] == ["代表建议-", "审议批注-"]


def test_an_export_can_be_piped(notes: Shell, kept: None) -> None:
    """The same bytes as in a file, and no other."""
    text = notes("export", "-o", "-")
    assert text.startswith("政府工作报告审阅批注")
    assert text.count("【") == 3
    notes("export", "-o", "-", "--crlf", "--bom")
    crlf = notes.out
    assert crlf.startswith(b"\xef\xbb\xbf")
    assert crlf.count(b"\r\n") == crlf.count(b"\n") > 10
    notes("export", "-o", "-", "--encoding", "GB18030")
    assert notes.out.decode("gb18030").startswith("政府工作报告审阅批注")


def test_the_ending_of_the_file_names_the_format(notes: Shell, tmp_path: Path, kept: None) -> None:
    for ending, opening in (
        ("md", "# 政府"),
        ("csv", "\ufeff序号,"),
        ("json", "{"),
        ("txt", "政府"),
    ):
        path = tmp_path / f"批注.{ending}"
        notes("export", "-o", str(path))
        mark = "\ufeff" if ending == "txt" and sys.platform == "win32" else ""
        assert path.read_text("utf-8").startswith(mark + opening)
    notes("export", "-o", str(tmp_path / "批注.DOCX"))
    assert (tmp_path / "批注.DOCX").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-o", "发言.doc"), "不能写成“.doc”文件。请改用.docx"),
        (("-o", "发言.pdf"), "请用这些扩展名：.docx、.txt、.md、.json、.csv"),
        (("-o", "发言"), "文件名没有扩展名"),
        (("-o", "发言.docx", "--format", "txt"), "txt格式不能写进“.docx”文件。请改成“发言.txt”"),
        (("-o", "备份.json", "--format", "md"), "md格式不能写进“.json”文件"),
    ],
)
def test_a_file_is_what_its_ending_says(
    notes: Shell, kept: None, options: tuple[str, ...], message: str
) -> None:
    """Nothing is written into a file that its program could not open."""
    assert message in notes.refused("export", *options)
    assert not Path(options[1]).exists()


def test_it_is_said_what_leaves(notes: Shell, tmp_path: Path, kept: None) -> None:
    """The notes, the fields of the form, and what stays: private notes, and other kinds."""
    report = primary()
    person = {"姓名": "王某某", "电话": "139", "联名": "李某某"}
    KeptForms().keep(report.id, "修改意见", person)
    store = stored()
    private = note(report, "就业", Kind.AMENDMENT, "不外传的话", tags=("私",), number=77)
    store.add(private)
    store.close()
    for ending in ("txt", "docx"):
        path = tmp_path / f"意见.{ending}"
        notes("export", "--template", "修改意见", "-o", str(path))
        left = "标“私”的1条没有写入；另有2条没有列入“修改意见”。"
        assert notes.said == f"审议：含1条批注和您的姓名、电话；{left}\n"
        assert "不外传的话".encode() not in path.read_bytes()
    notes("export", "--template", "批注清单", "-o", "-")
    assert "您的" not in notes.said, "a list has no place for who wrote it"
    assert "不外传" not in notes("export", "--format", "csv", "-o", "-")
    assert "不外传" not in notes("export", "--share", "--format", "json", "-o", "-")
    text = notes("export", "--template", "修改意见", "-o", "-", "--note", private.id)
    assert "不外传的话" in text
    assert "其中1条标着“私”" in notes.said


def test_a_backup_holds_all_and_says_so(notes: Shell, kept: None) -> None:
    """It names nobody; what is shared names the deputy, and holds nothing private."""
    report = primary()
    KeptForms().keep(report.id, "批注清单", {"姓名": "王某某"})
    store = stored()
    store.add(note(report, "就业", Kind.MEMO, "不外传的话", tags=("私",), number=77))
    store.close()
    backup = json.loads(notes("export", "--format", "json", "-o", "-"))
    assert "这是全部批注的备份，其中1条标着“私”，请自己保管" in notes.said
    assert (backup["total"], "creator" in backup) == (4, False)
    shared = json.loads(notes("export", "--format", "json", "--share", "-o", "-"))
    assert (shared["total"], shared["creator"]["name"]) == (3, "王某某")


def test_a_suggestion_speaks_of_one_matter(notes: Shell, kept: None) -> None:
    """Where nothing was chosen, notes under several headings are refused."""
    said = notes.refused("export", "--template", "代表建议", "-o", "-")
    assert "代表建议一事一议，这3条批注分属2处。请用--note、--tag或--section" in said
    assert "长者食堂" in notes("export", "--template", "代表建议", "-o", "-", "--tag", "养老")


def test_title_and_stance_can_be_said(notes: Shell, kept: None) -> None:
    options = ("--template", "审议发言提纲", "--title", "我的发言", "--stance", "原则赞成")
    text = notes("export", "-o", "-", *options)
    assert text.startswith("我的发言\n")
    assert "我原则赞成政府工作报告。" in text
    assert "没有“反对”这种态度" in notes.refused("export", "--stance", "反对")


def test_only_what_is_asked_for_is_exported(notes: Shell, kept: None) -> None:
    def exported(*options: str) -> list[str]:
        made = json.loads(notes("export", "--format", "json", "-o", "-", *options))
        return [item["shenyi:kind"] for item in made["first"]["items"]]

    assert exported() == ["question", "suggestion", "amendment"]
    assert exported("--kind", "建议", "--kind", "疑问") == ["question", "suggestion"]
    assert exported("--kind", "建议、疑问", "--tag", "就业") == ["question"]
    assert exported("--section", "三") == ["amendment"]


def test_the_name_is_asked_for_before_a_file_is_given_to_others(
    notes: Shell, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: it is kept, and said to be in the file; Enter alone leaves it out."""
    stdin = io.StringIO("\n李某\n")
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    KeptForms().keep("", "", {"姓名": ""})
    for name in ("", "李某", "李某"):
        shared = json.loads(notes("export", "--format", "json", "--share", "-o", "-"))
        assert shared["creator"]["name"] == name
        assert ("和您的姓名" in notes.said) is bool(name)
    assert stdin.read() == ""


@pytest.mark.parametrize("answer", ["是", "y", "ｙｅｓ", "好"])
def test_a_person_is_asked_before_a_file_is_replaced(
    notes: Shell, tmp_path: Path, kept: None, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    path = tmp_path / "批注.txt"
    path.write_bytes(b"old")
    stdin = io.StringIO(f"否\n{answer}\n")
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    notes("export", "-o", str(path), status=2)
    assert "已经存在。要覆盖它吗？请输入“是”或“否”" in notes.said
    assert path.read_bytes() == b"old"
    notes("export", "-o", str(path))
    assert path.read_bytes() != b"old"


def test_a_script_has_to_say_that_a_file_may_be_replaced(
    notes: Shell, tmp_path: Path, kept: None
) -> None:
    path = tmp_path / "批注.txt"
    path.write_bytes(b"old")
    assert "要覆盖它请加上--overwrite" in notes.refused("export", "-o", str(path))
    assert path.read_bytes() == b"old"
    notes("export", "-o", str(path), "--overwrite")
    first = path.read_bytes()
    notes("export", "-o", str(path), "--overwrite")
    assert len(path.read_bytes()) == len(first) != 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "pdf"), "没有“pdf”这种格式。可以写：docx、txt、md、json、csv。"),
        (("--format", "txt", "--share"), "--share只用于json格式"),
        (("--note", "zz"), "没有编号为“zz”的批注"),
        (("--template", "没有"), "没有名为“没有”的模板"),
        (("--template", "代表建议", "--format", "csv"), "csv格式不用模板"),
        (("--encoding", "latin-1"), "不能用“latin-1”这种编码"),
        (("--encoding", "\x00"), "这种编码"),
        (("--encoding", "gb18030", "--bom"), "只有utf-8编码可以加BOM"),
        (("--encoding", "gb18030", "--format", "json"), "json格式只能是不带BOM的utf-8"),
        (("--bom", "--format", "json"), "json格式只能是不带BOM的utf-8"),
        (("--kind", "表扬"), "没有“表扬”这一类批注"),
        (("--section", "九十"), "全文只有第一部分至第三部分"),
        (("--kind", "数据"), "没有符合条件的批注"),
        (("-o", "."), "这是文件夹"),
        pytest.param(("-o", "/dev/null/x.txt"), "无法建立文件夹", marks=POSIX),
        (("--unknown",), "没有“--unknown”这个选项"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_nothing_written(
    notes: Shell, documents: Path, kept: None, options: tuple[str, ...], message: str
) -> None:
    assert message in notes.refused("export", *options)
    assert not documents.exists()


def test_without_notes_there_is_nothing_to_export(notes: Shell, documents: Path) -> None:
    assert "还没有批注。没有导出任何文件。" in notes.refused("export")
    assert not documents.exists()


def test_a_broken_template_is_named_and_nothing_written(
    notes: Shell, documents: Path, kept: None
) -> None:
    notes("templates", "--copy", "批注清单")
    path = paths.templates_dir() / "批注清单.模板.txt"
    path.write_text(path.read_text("utf-8").replace("条.原文", "条.原闻"), "utf-8")
    message = notes.refused("export")
    assert f"{path} 第" in message
    assert "这里没有“原闻”这一项" in message
    assert not documents.exists()
    assert "长者食堂" not in message


def test_notes_of_another_version_are_told_of(notes: Shell, tmp_path: Path, kept: None) -> None:
    """Opened without a revision, a new text has none of the notes; they are listed last."""
    new = tmp_path / "zhangdian-2024.txt"
    new.write_bytes((BUILTIN / "report.txt").read_bytes() + "新增的一段。\n".encode())
    text = notes("export", "-o", "-", "--file", str(new))
    assert "有3条批注是在另一稿上做的" in notes.said
    assert "\n原文已不在本稿的批注\n1．" in text


def test_templates_are_listed_with_the_place_for_ones_own(notes: Shell) -> None:
    assert notes("templates").splitlines() == [
        "批注清单（docx、txt、md，自带的）",
        "代表建议（docx、txt、md，自带的）",
        "修改意见（docx、txt、md，自带的）",
        "审议发言提纲（docx、txt、md，自带的）",
        f"自己的模板放在 {paths.templates_dir()}",
        "复制一个自带的来修改：shenyi notes templates --copy 代表建议",
    ]
    assert str(paths.templates_dir() / "代表建议.模板.txt") in notes(
        "templates", "--copy", "代表建议"
    )
    assert "代表建议（docx、txt、md，自己的）" in notes("templates")


def test_what_no_file_can_hold_is_replaced_and_told(
    notes: Shell, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """A lone surrogate is written as U+FFFD in text; JSON brings it back."""
    made = note(primary(), "力争新增城镇就业1万人以上", Kind.MEMO, "甲\ud800乙")
    store = stored()
    store.add(made)
    store.close()
    assert "甲\ufffd乙" in notes("export", "-o", "-")
    notes("export", "-o", str(tmp_path / "a.json"))
    assert "存不下" not in notes.said
    notes("export", "-o", str(tmp_path / "a.csv"))
    assert "有1个字符任何文件都存不下" in notes.said


@POSIX
def test_exports_are_private_whatever_the_umask(tmp_path: Path, kept: None) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "review", "notes", "export"],
        cwd=ROOT,
        env={**os.environ, DOCUMENTS: str(tmp_path / "文档")},
        umask=0,
        check=True,
        capture_output=True,
    )
    path = Path(run.stdout.decode().partition("：")[2].strip())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


ENDINGS = ("docx", "txt", "md", "csv", "json")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_the_old_file(
    notes: Shell, tmp_path: Path, kept: None, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """Whole, with nothing beside it, and a Chinese sentence."""
    path = tmp_path / f"材料.{ending}"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    notes("list")  # makes the backup of the day
    monkeypatch.setattr(os, "fsync", full)
    said = notes.refused("export", "-o", str(path), "--overwrite")
    assert "原有内容没有改动" in said
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.glob(".*材料*")] == []


@POSIX
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_through_a_link_or_in_a_closed_folder_is_refused(
    notes: Shell, tmp_path: Path, kept: None, ending: str
) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    old = folder / f"材料.{ending}"
    old.write_bytes(b"old")
    link = tmp_path / f"链接.{ending}"
    link.symlink_to(old)
    assert "这是一个链接" in notes.refused("export", "-o", str(link), "--overwrite")
    with unwritable(folder):
        notes.refused("export", "-o", str(old), "--overwrite")
    assert old.read_bytes() == b"old"


@POSIX
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_killed_export_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, kept: None, ending: str
) -> None:
    """Killed at the last moment before the new file takes the place of the old one."""
    path = tmp_path / f"材料.{ending}"
    path.write_bytes(b"old")
    script = (
        "import os, signal, sys; from pathlib import Path; from review.cli import main;"
        "Path.replace = lambda self, to: os.kill(os.getpid(), signal.SIGKILL);"
        "main(['notes', 'export', '-o', sys.argv[1], '--overwrite'])"
    )
    run = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=False)
    assert run.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("option", ["--kind", "--tag"])
@pytest.mark.parametrize("value", ["", "、", "\u200b"])
def test_a_choice_of_nothing_is_not_all(notes: Shell, kept: None, option: str, value: str) -> None:
    """It comes of a variable that is not set: what was not chosen must not leave because of it."""
    assert "是空的" in notes.refused("export", option, value, "-o", "-")
    assert "是空的" in notes.refused("list", option, value)


@pytest.mark.parametrize("typed", ["私", "#私", "＃私", " #私 ", "\u200b#私"])
def test_a_private_note_stays_private_however_its_tag_is_typed(
    notes: Shell, kept: None, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Lists show tags with a # before them, so people type it; others' programs keep it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("不外传的话".encode())))
    notes("add", "二（七）第3段", "--kind", "建议", "--tag", typed)
    store = stored()
    store.add(note(primary(), "就业", Kind.MEMO, "别的程序的话", tags=(typed,), number=77))
    store.close()
    shown = notes("export", "-o", "-")
    assert "不外传的话" not in shown
    assert "别的程序的话" not in shown
    assert "标“私”的2条没有写入" in notes.said
    assert "不外传的话" in notes("list", "--tag", "#私")
    assert read_tags(typed) == ("私",)
