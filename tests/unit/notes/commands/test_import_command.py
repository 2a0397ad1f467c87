"""`shenyi notes import`, as it is typed."""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN, BUILTIN_ID
from review.base import paths
from review.notes.export.form import KeptForms
from review.notes.export.webannotation import web_annotations
from review.notes.model import Kind
from review.notes.store.tables import Action
from tests.unit.notes.commands.typing_commands import Shell, keep_three_notes, stored
from tests.unit.notes.export.exporting import many_notes, note, primary, three_notes


@pytest.fixture
def notes(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command, with nobody to answer a question."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Shell(capsysbinary)


@pytest.fixture
def kept() -> None:
    """Three notes in the store."""
    keep_three_notes()


def test_exported_imported_and_exported_again_the_bytes_are_the_same(
    notes: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another machine; there the notes are marked, and their text is kept for revisions."""
    report = primary()
    store = stored()
    store.keep_text(report)
    store.add(*many_notes(report))
    store.close()
    first, second = tmp_path / "甲.json", tmp_path / "乙.json"
    notes("export", "-o", str(first))

    for folder in ("XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(folder, str(tmp_path / "另一台"))
    assert notes("import", str(first)).startswith("导入批注：新增9条。\n")
    notes("export", "-o", str(second))

    assert second.read_bytes() == first.read_bytes()
    store = stored()
    assert not any(note.imported for note in store.notes(report.id))
    assert store.text_of(store.keep_text(report)) is not None
    store.close()


def test_importing_twice_doubles_nothing(notes: Shell, tmp_path: Path, kept: None) -> None:
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    before = path.read_bytes()
    assert notes("import", str(path)) == "导入批注：已有而不变3条。\n"
    notes("export", "-o", str(path), "--overwrite")
    assert path.read_bytes() == before


def test_a_newer_note_wins_and_the_trash_gives_back(
    notes: Shell, tmp_path: Path, kept: None
) -> None:
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    made = json.loads(path.read_text("utf-8"))
    items = made["first"]["items"]
    items[0]["body"][0]["value"] = "改过的"
    items[0]["modified"] = "2030-01-01T00:00:00+08:00"
    items[2]["body"][0]["value"] = "较旧的"
    items[2]["modified"] = "2020-01-01T00:00:00+08:00"
    path.write_text(json.dumps(made), "utf-8")
    store = stored()
    store.delete(f"{1:032x}")
    store.close()

    said = notes("import", str(path))

    over = "换下的1条原来的话在回收站中，30天内可以恢复。"
    assert said == f"导入批注：更新1条，从回收站恢复1条，本机的较新而保留1条。\n{over}\n"
    store = stored()
    (aside,) = store.trash("zhangdian-2024")
    assert aside.body.startswith("上年"), "both machines may have changed it"
    bodies = [note.body for note in store.notes("zhangdian-2024")]
    assert bodies[0] == "改过的"
    assert bodies[1].startswith("去年已建51处")
    assert bodies[2].startswith("建议改为：增加")
    step = store.undo("zhangdian-2024")
    assert step is not None
    assert (step.action, len(step.changes)) == (Action.IMPORT, 3)
    assert [note.body[:2] for note in store.notes("zhangdian-2024")] == ["上年", "建议"]
    store.close()


def test_a_file_writes_nothing_over_what_makes_a_note(
    notes: Shell, tmp_path: Path, kept: None
) -> None:
    """Under names that only a newer version would use it might damage the notebook."""
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    made = json.loads(path.read_text("utf-8"))
    fields = {"id": "f" * 32, "anchor": 5, "tags": 5, "body": "别的", "deleted": "2024", "more": 1}
    made["first"]["items"][0] |= {f"shenyi:{name}": value for name, value in fields.items()}
    made["first"]["items"][0]["body"][0]["value"] = "改过的"
    made["first"]["items"][0]["modified"] = "2030-01-01T00:00:00+08:00"
    made["first"]["items"][1]["shenyi:anchor"] = {"segments": [], "more": 1}
    made["first"]["items"][1]["body"][0]["value"] = "也改过"
    made["first"]["items"][1]["modified"] = "2030-01-01T00:00:00+08:00"
    path.write_text(json.dumps(made), "utf-8")
    assert notes("import", str(path)).startswith("导入批注：更新2条，已有而不变1条。\n")
    store = stored()
    assert store.remarks == []
    found = store.notes("zhangdian-2024")
    assert [note.newer for note in found] == ['{"more": 1}', '{"anchor": {"more": 1}}', ""]
    assert [note.body for note in found[:2]] == ["改过的", "也改过"]
    store.close()


def test_a_wrong_file_imports_nothing(notes: Shell, tmp_path: Path, kept: None) -> None:
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    made = json.loads(path.read_text("utf-8"))
    made["first"]["items"][0]["body"][0]["value"] = "改过的"
    made["first"]["items"][0]["modified"] = "2030-01-01T00:00:00+08:00"
    made["first"]["items"][1]["id"] = f"urn:uuid:{8:032x}"
    del made["first"]["items"][2]["target"]
    path.write_text(json.dumps(made), "utf-8")
    message = notes.refused("import", str(path))
    assert "第3条批注的target没有引用原文" in message
    assert "没有导入任何批注" in message
    store = stored()
    assert [note.id for note in store.notes("zhangdian-2024")] == [
        f"{number:032x}" for number in (2, 1, 3)
    ]
    assert "改过的" not in [note.body for note in store.notes("zhangdian-2024")]
    store.close()


def test_a_wrong_file_makes_no_store(notes: Shell, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]", "utf-8")
    assert "文件里没有批注" in notes.refused("import", str(path))
    assert not paths.notes_file().exists()


def test_a_revised_report_is_told(notes: Shell, tmp_path: Path, kept: None) -> None:
    """Notes go with their characters; what became of them is said."""
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    revised = tmp_path / "zhangdian-2024.txt"
    text = (BUILTIN / "report.txt").read_text("utf-8")
    text = text.replace("新建长者食堂20处", "新建长者食堂25处").replace(
        "（七）办实事", "（七）又办实事"
    )
    gone = next(line for line in text.splitlines() if "持续提升“12345”" in line)
    revised.write_text(text.replace(gone + "\n", ""), "utf-8")
    said = notes("import", str(path), "--file", str(revised))
    assert "更新" not in said

    store = stored()
    store.delete(*(f"{number:032x}" for number in (1, 2, 3)))
    store.close()
    said = notes("import", str(path), "--file", str(revised))

    assert said.splitlines() == [
        "导入批注：从回收站恢复3条。",
        "其中1条的原文不在本稿中，列在最后，可以重新定位。",
        "其中1条的原文在本稿中有改动。",
    ]
    text = notes("export", "-o", "-", "--file", str(revised))
    assert "修订前：“新建长者食堂20处" in text
    assert "\n原文已不在本稿的批注\n3．【修改】" in text
    assert text.count("（七）又办实事") == 1


def test_a_note_that_was_never_in_a_report_is_listed_without_a_line(
    notes: Shell, tmp_path: Path
) -> None:
    """Another program's annotation whose quote is nowhere is kept, and says so."""
    selector = {"type": "TextQuoteSelector", "exact": "这里没有的一句话，哪里都没有"}
    annotation = {"type": "Annotation", "bodyValue": "评", "target": {"selector": selector}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(annotation), "utf-8")
    assert "其中1条的原文不在本稿中" in notes("import", str(path))
    assert "【记录】位置不详〔原文已删〕〔导入，作者不明〕 “这里没有的一句话，哪里都没有”" in notes(
        "list"
    )
    assert "【记录】位置不详\n原文：“这里没有的一句话，哪里都没有”\n批注：评。\n" in notes(
        "export", "-o", "-"
    )


def test_notes_of_another_report_are_told(notes: Shell, tmp_path: Path, kept: None) -> None:
    path = tmp_path / "a.json"
    notes("export", "-o", str(path))
    made = json.loads(path.read_text("utf-8"))
    for item in made["first"]["items"]:
        item["shenyi:report"] = "别处"
        item["id"] = item["id"].replace("0000000-", "1111111-")
        item["target"]["source"] = "urn:sha256:" + "1" * 64
    path.write_text(json.dumps(made), "utf-8")
    said = notes("import", str(path))
    assert "其中3条属于另外的报告（别处），打开那份报告时可见；" in said
    with closing(stored()) as store:
        assert [len(store.notes(name)) for name in ("别处", BUILTIN_ID)] == [3, 3]

    said = notes("import", str(path), "--report", BUILTIN_ID)  # the shelf has no 别处
    assert said == "导入批注：更新3条。\n书架上没有的另一稿（别处）的批注，都移到了这里。\n"
    for _ in range(2):
        with closing(stored()) as store:
            assert [len(store.notes(name)) for name in ("别处", BUILTIN_ID)] == [0, 6]
        assert "已有而不变3条" in notes("import", str(path))


def test_what_somebody_else_gives_does_not_enter_ones_own_notes(
    notes: Shell, tmp_path: Path, kept: None
) -> None:
    """It is refused with what to do instead; one's own comes back."""
    report = primary()
    path = tmp_path / "甲.json"
    path.write_text(web_annotations(report, three_notes(report), "甲代表"), "utf-8")
    before = notes("list")
    said = notes.refused("import", str(path))
    assert "这是甲代表的批注，不能并进您自己的批注" in said
    assert f"shenyi merge {path}" in said
    assert notes("list") == before
    KeptForms().keep(report.id, "批注清单", {"姓名": "甲代表"})
    assert "已有而不变3条" in notes("import", str(path))
    path.write_text(web_annotations(report, three_notes(report), ""), "utf-8")
    assert "这是没有写姓名的人的批注" in notes.refused("import", str(path))


def test_what_version_0_1_brought_in_is_said(notes: Shell, kept: None) -> None:
    """Nobody knows whose it is: it is listed so, and stands in no paper unless it is chosen."""
    store = stored()
    made = note(primary(), "就业", Kind.SUGGESTION, "来历不明", number=9)
    store.add(dataclasses.replace(made, imported=True))
    store.close()
    assert "〔导入，作者不明〕" in notes("list")
    assert "来历不明" in notes("export", "-o", "-")
    options = ("export", "--template", "审议发言提纲", "-o", "-")
    assert "来历不明" not in notes(*options)
    assert "来历不明" in notes(*options, "--note", made.id)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_file(notes: Shell, name: str) -> None:
    """It comes of a variable that is not set, and names no folder that was meant."""
    assert "文件名是空的" in notes.refused("import", name)


def test_what_a_file_says_of_itself_stays_within_its_row(notes: Shell, tmp_path: Path) -> None:
    """Citations, tags and ids of others may hold line ends, which would write rows of their own."""
    report = primary()
    made = note(report, "新建长者食堂20处", Kind.MEMO, "文")
    strange = dataclasses.replace(
        made,
        tags=("养老\n导入批注：假的",),
        anchor=dataclasses.replace(made.anchor, citation="二\n导入批注：假的"),
    )
    path = tmp_path / "a.json"
    other = dataclasses.replace(strange, id="0" * 32, report_id="别的\n导入批注：假的")
    lying = dataclasses.replace(other.anchor, text_id="0" * 64)
    other = dataclasses.replace(other, anchor=lying)
    path.write_text(web_annotations(report, [strange, other]), encoding="utf-8")
    for said in (notes("import", str(path)), notes("list")):
        assert not [row for row in said.split("\n")[1:] if row.startswith("导入批注：假的")]
