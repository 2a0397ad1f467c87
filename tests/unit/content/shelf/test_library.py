"""Where reports come from, and what is said when one cannot be read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import Problem
from content.importing import understand
from content.shelf.library import BUILTIN, load_builtin, load_file, load_folder

TEXT = (BUILTIN / "report.txt").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the report folder that ships with the program."""
    return Path(shutil.copytree(BUILTIN, tmp_path / "某市-2025"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_text_file_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "区政府工作报告.txt"
    path.write_text(TEXT, encoding=encoding, newline="")
    report = load_file(path)
    assert report.source == TEXT
    assert (report.id, report.title) == ("区政府工作报告", "政府工作报告")


def test_a_text_file_is_mended_as_it_is_on_the_shelf(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    spread = "\u2028".join(" ".join(line) for line in TEXT.replace("人", "⼈\u200b").split("\n"))
    path.write_text(spread, encoding="utf-8")
    report, understood = load_file(path), understand(path)
    assert report.source == understood.text
    assert report.nodes == understood.report.nodes
    assert set(report.remarks) == set(understood.remarks)


def test_a_folder_or_its_manifest(folder: Path) -> None:
    assert load_file(folder) == load_file(folder / "report.toml") == load_builtin()
    assert load_file(str(folder)).id == "zhangdian-2024"


def change(folder: Path, old: str, new: str) -> Path:
    manifest = folder / "report.toml"
    text = manifest.read_text(encoding="utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new), encoding="utf-8")
    return manifest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "zhangdian-2024"', 'id = "zhangdian-2024', "第2行：这一行不符合TOML格式。"),
        ('place = "张店区"', "place = “张店区”", "第4行：这一行不符合TOML格式。"),
        ("year = 2024", 'year = "2024"', "第5行：“year”这一项写得不对。应是年份，如 year = 2024。"),
        ("year = 2024", "year = true", "第5行：“year”这一项写得不对。"),
        ("date = 2024-01-30", 'date = "1月30日"', "第7行：“date”这一项写得不对。"),
        ('title = "张店区2024年政府工作报告"', 'title = ""', "第3行：“title”这一项写得不对。"),
        ('speaker = "', 'speeker = "', "第8行：不认识“speeker”这一项。"),
        ('text = "report.txt"', "", "缺少“text”这一项。请补上文件名，如 text = "),
        ('"report.txt"', '"没有.txt"', "第9行：找不到报告全文“没有.txt”。"),
        ('"report.txt"', f'"{"长" * 100}.txt"', "第9行：找不到报告全文“长长"),
        ('"report.txt"', '"../report.txt"', "第9行：“text”这一项写得不对。应是文件名"),
        ("year = 2024", 'earlier = ["a/b.txt"]', "第5行：“earlier”这一项写得不对。"),
        ("year = 2024", "added = 0001-01-01T00:00:00", "第5行：“added”这一项写得不对。"),
    ],
)
def test_a_broken_manifest_names_file_line_and_remedy(
    folder: Path, old: str, new: str, message: str
) -> None:
    manifest = change(folder, old, new)
    with pytest.raises(Problem) as caught:
        load_folder(folder)
    assert str(caught.value).startswith(str(manifest))
    assert message in str(caught.value)


def test_a_manifest_in_another_encoding(folder: Path) -> None:
    manifest = folder / "report.toml"
    manifest.write_bytes(manifest.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(Problem, match="第1行：不是UTF-8编码。"):
        load_folder(folder)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b"", "文件是空的。"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 5, "这是图片，不是纯文本。"),
        ("报告.docx", b"PK\x03\x04", "不是纯文本。"),
    ],
)
def test_a_file_that_is_no_report(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        load_file(path)
    assert str(caught.value).startswith(f"{path}：")
    assert message in str(caught.value)


def test_a_missing_file_and_a_plain_folder(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"没有\.txt：找不到这个文件。"):
        load_file(tmp_path / "没有.txt")
    with pytest.raises(Problem, match="这是文件夹，不是文件。"):
        load_file(tmp_path)
    with pytest.raises(Problem, match=r"读不出来|找不到"):
        load_file("坏\0名.txt")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Problem, match="读不出来（没有权限）。"):
        load_file(path)


def test_reading_a_report_imports_nothing_heavy() -> None:
    """The first page waits for this; each of these costs many milliseconds."""
    heavy = {"textual", "jieba", "whoosh", "sqlite3", "hashlib", "asyncio"}
    program = (
        "import sys; before = set(sys.modules); "
        "from content.shelf.library import load_builtin; load_builtin(); "
        f"print(sorted({heavy!r} & (set(sys.modules) - before)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
    )
    assert run.stdout.strip() == "[]"
