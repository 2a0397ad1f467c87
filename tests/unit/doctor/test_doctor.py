"""`shenyi doctor`: what it finds, what it tells, and that what it tells to do is enough."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from content.errors import Problem
from content.shelf.library import parse_folder
from content.shelf.manifest import read_manifest
from content.shelf.report_folder import store_outline
from content.shelf.stored_outline import load_stored
from content.span import Span
from index.shelf.index_store import FILE
from index.shelf.paragraph_index import connect, create, tell
from index.store import cache, report_store
from review.base import paths
from review.base.files import make_private_dir, write_atomic
from review.base.lock import Lock
from review.cli import main
from review.doctor import checks
from review.doctor.finding import trouble
from review.notes.export.templates import copy_to_own
from review.notes.model import Kind, anchor, new_note, text_id
from review.notes.store.note_store import NoteStore
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import copy_of, move_box
from tests.e2e.driving import CLOSING
from tests.small import SMALL_TEXT
from tests.terminal import Terminal
from tests.unit.notes.making import note
from tests.unit.voting.casting import nth_ballot, ticket

ROOT = Path(__file__).parents[3]
Capture = pytest.CaptureFixture[str]
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and terminals are those of POSIX")


try_index = checks._tried_index


@pytest.fixture(autouse=True)
def _index_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds, and only one test is about it."""
    monkeypatch.setattr(checks, "_tried_index", list)


def doctor(capfd: Capture, *arguments: str) -> tuple[int, str]:
    """Ask the doctor; the exit status and what it says."""
    status = main(["doctor", *arguments])
    out, err = capfd.readouterr()
    assert err == ""
    return status, out


def faults(said: str) -> list[tuple[str, str]]:
    """The lines that need mending, each with its remedy from the list at the end."""
    found = re.findall(r"^！(.+)$", said, re.M)
    remedies = re.findall(r"^ *\d+\. (.+)$", said, re.M)
    assert len(found) == len(remedies)
    assert not found or f"有{len(found)}处需要处理" in said
    return list(zip(found, remedies, strict=True))


def write_notes() -> None:
    store = NoteStore(paths.notes_file())
    store.add(note("此处不宜公开"))
    store.close()
    NoteStore(paths.notes_file()).close()  # a second start makes the first backup


def cast() -> Path:
    path = paths.votes_dir("small") / "round-1.box"
    Box.create(path, ticket()).cast(nth_ballot(1234))
    return path


def write_words(folder: Path) -> None:
    (folder / "words").write_bytes(b"words")


def build_index() -> Path:
    """Something sealed as an index is."""
    folder = paths.index_dir()
    assert cache.make_private(folder)
    cache.add(folder, "0123", write_words)
    (found,) = cache.kept(folder)
    return found


def test_a_new_user_is_well(capfd: Capture) -> None:
    """Nothing there yet is nothing wrong, and to look makes nothing."""
    status, said = doctor(capfd)
    assert (status, faults(said)) == (0, [])
    assert said.endswith("\n一切正常。\n")
    assert not paths.notes_file().exists()
    assert not paths.votes_root().exists()
    assert not paths.index_dir().exists()


def test_one_who_has_used_everything_is_well_and_betrays_nothing(capfd: Capture) -> None:
    """Notes, tags, ballots and the name of the home folder stay with the user."""
    write_notes()
    cast()
    build_index()
    copy_to_own("代表建议")
    write_atomic(paths.config_file(), b'theme = "light"\n')
    status, said = doctor(capfd)
    assert (status, faults(said)) == (0, [])
    for secret in ("不宜公开", "教育", "项目1", "XO", str(Path.home())):
        assert secret not in said
    assert said.count("完好") == 3


def test_an_index_is_really_built_and_one_that_cannot_be_is_told(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that cannot start its own children searches by scanning, and nobody would know."""
    monkeypatch.setattr(checks, "_tried_index", try_index)
    assert doctor(capfd)[0] == 0
    monkeypatch.setattr(report_store, "start_child", lambda module: None)
    (fault,) = faults(doctor(capfd)[1])
    assert "建立不起来" in fault[0]
    assert not paths.index_dir().exists()


def test_what_lacks_a_library_is_told_and_keeps_nothing_else_from_being_examined(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that was installed in part is what one asks the doctor about."""
    damage_notes()
    monkeypatch.setitem(sys.modules, "index.store.cache", None)
    found = faults(doctor(capfd)[1])
    assert found[0] == ("文件　缺少index.store.cache，有一项没能检查", "文件：请重新安装审议。")
    assert "批注" in found[1][0]


def damage_notes() -> None:
    write_notes()
    with paths.notes_file().open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 512)


def lose_notes() -> None:
    write_notes()
    paths.notes_file().unlink()


def update_notes() -> None:
    write_notes()
    with closing(sqlite3.connect(paths.notes_file())) as connection:
        connection.execute("PRAGMA user_version = 99")


def damage_box() -> None:
    path = cast()
    for file in (path, copy_of(path)):
        file.write_bytes(file.read_bytes().replace(b'"open"', b'"sealed"'))


def shrink_box() -> None:
    """The older file of a box is put back."""
    path = cast()
    before = path.read_bytes()
    Box.open(path).cast(nth_ballot(3))
    path.write_bytes(before)


def damage_teller() -> None:
    """The second teller's box of a first round that is whole."""
    path = cast().with_name("round-1-teller-2.box")
    write_atomic(path, b"{")


def damage_second_round() -> None:
    """A third round rests on it; the first is whole."""
    first = cast()
    write_atomic(first.with_name("round-2.box"), b"")
    Box.create(first.with_name("round-3.box"), replace(ticket(), round=3))


def lose_first_round() -> None:
    path = cast()
    path.rename(path.with_name("round-2.box"))
    copy_of(path).unlink()


def shut_box() -> None:
    cast().chmod(0)


def damage_rules() -> None:
    write_atomic(paths.votes_dir("small") / "rules.toml", b"mode = \n")


def damage_index() -> None:
    (build_index() / "words").write_bytes(b"other")


def damage_shelf_index() -> None:
    (build_index().parent / FILE).write_bytes(b"no index")


def open_to_others() -> None:
    cast().chmod(0o644)


def damage_config() -> None:
    write_atomic(paths.config_file(), '\ntheme = "紫"\n'.encode())


def damage_template() -> None:
    copy = copy_to_own("代表建议")
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text + "{% for 条 in 全部 %}{{ 条.没有 }}{% endfor %}", encoding="utf-8")


def damage_candidates() -> None:
    write_atomic(paths.candidates_file("zhangdian-2024"), b"[[candidate]]\nid = 1\n")


def damage_report() -> None:
    write_atomic(paths.reports_dir() / "zhangdian-2024" / "report.toml", b'id = "zhangdian-2024"\n')


def update_report() -> None:
    write_atomic(paths.reports_dir() / "zhangdian-2024" / "report.toml", b"format = 2\nmood = 1\n")


def occupy_data() -> None:
    paths.data_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.data_dir().write_bytes(b"")


def test_an_index_of_an_earlier_version_is_well(capfd: Capture) -> None:
    """The next search makes it anew without a word; it was called damaged after each update."""
    with closing(connect(build_index().parent / FILE)) as connection:
        create(connection)
        tell(connection, "format", "0")
    assert re.search("索引　.*完好", doctor(capfd)[1])


@pytest.mark.parametrize(
    ("damage", "finding", "remedy"),
    [
        (damage_notes, r"批注　.*notes\.db损坏", "shenyi notes list"),
        (lose_notes, "不见了，有备份", "shenyi notes list"),
        (update_notes, "批注　由更新版本的审议保存，只能查看", "请升级审议"),
        (damage_box, r"票箱　.*round-1\.box .*校验和", "shenyi doctor --mend"),
        (shrink_box, r"票箱　.*round-1\.box比备份少1张", "F5"),
        (damage_teller, r"票箱　.*round-1-teller-2\.box", "shenyi doctor --mend"),
        (damage_second_round, r"票箱　.*round-2\.box", "shenyi doctor --mend"),
        (lose_first_round, r"票箱　.*round-2\.box 第1轮的票箱不见了", "shenyi doctor --mend"),
        (damage_rules, r"规则　.*rules\.toml 第1行", "改正"),
        (damage_index, "检索索引损坏", "shenyi doctor --mend"),
        (damage_shelf_index, "检索索引损坏", "shenyi doctor --mend"),
        pytest.param(open_to_others, "其他用户也能看到", "shenyi doctor --mend", marks=POSIX),
        (damage_config, r"设置　.*config\.toml 第2行", "请写"),
        (damage_template, "模板　.*代表建议.*没有“没有”", "改名"),
        (damage_candidates, r"名单　.*zhangdian-2024\.toml 第1行", "shenyi candidates import"),
        (damage_report, r"报告　.*report\.toml", "shenyi doctor --mend"),
        (
            update_report,
            r"报告　.*这份报告由更新版本的审议保存，.*已原样保留",
            "请升级审议后再打开。$",
        ),
        pytest.param(occupy_data, "数据　.*不能建立", "移走", marks=POSIX),
    ],
)
def test_what_is_broken_is_found_with_its_remedy(
    capfd: Capture, damage: Callable[[], None], finding: str, remedy: str
) -> None:
    """Each damage is one finding that says what to do, and the exit status is 1."""
    damage()
    status, said = doctor(capfd)
    (fault, mending), *others = faults(said)
    assert status == 1
    assert not [other for other in others if "挡在那里" not in other[1]]
    assert re.search(finding, fault)
    assert re.search(remedy, mending)
    for secret in ("不宜公开", "教育", "XO", str(Path.home())):
        assert secret not in said


@pytest.mark.parametrize(
    ("remedy", "told"),
    [
        (
            "请再试一次；还不行，请输入“shenyi doctor”检查。",
            "请再试一次；还不行，请把这份检查结果发给维护者。",
        ),
        ("请输入“shenyi doctor”检查。", "请把这份检查结果发给维护者。"),
        ("请换一个文件名。", "请换一个文件名。"),
    ],
)
def test_the_doctor_sends_nobody_to_the_doctor(remedy: str, told: str) -> None:
    assert trouble("批注", Problem("读不出来。", remedy=remedy)).remedy == told


def test_a_box_of_an_earlier_trial_that_is_damaged_is_told_and_set_aside(capfd: Capture) -> None:
    """The vote of today does not need it, and its file is kept."""
    path = cast()
    move_box(path, path.parent / "past-1")
    (moved,) = (path.parent / "past-1").glob("round-1.box")
    status, said = doctor(capfd)
    assert status == 0
    assert "票箱　现在没有投票，以前各次的1个也完好\n" in said
    moved.write_bytes(b"{")
    ((fault, remedy),) = faults(doctor(capfd)[1])
    assert str(Path("past-1/round-1.box")) in fault
    assert "现在的投票不受影响" in remedy
    status, said = doctor(capfd, "--mend")
    assert status == 0
    assert "票箱　现在没有投票，另有1个从前损坏后移开的\n" in said
    assert not moved.exists()
    (aside,) = path.parent.rglob("damaged-*/past-1/round-1.box")
    assert aside.read_bytes() == b"{"


@pytest.mark.parametrize(
    "damage",
    [
        damage_index,
        pytest.param(open_to_others, marks=POSIX),
        pytest.param(shut_box, marks=POSIX),
        damage_notes,
        lose_notes,
        damage_box,
        damage_teller,
        damage_second_round,
        lose_first_round,
        damage_rules,
        damage_report,
    ],
)
def test_mend_puts_right_what_it_promises(capfd: Capture, damage: Callable[[], None]) -> None:
    """It says what it has done, and after that all is well; no file of the user's is gone."""
    damage()
    before = kept()
    status, said = doctor(capfd, "--mend")
    assert (status, faults(said)) == (0, [])
    assert re.search(r"^已处理　.+　.+。$", said, re.M)
    assert before <= kept()
    assert doctor(capfd, "--mend")[1].count("已处理") == 0


def kept() -> set[tuple[str, bytes]]:
    """Name and content of every file of the user's that is not made by the program itself."""
    names = ("round-*", "rules.toml", "report.toml", "*.db")
    paths_there = [path for name in names for path in paths.data_dir().rglob(name)]
    whole = (path for path in paths_there if os.access(path, os.R_OK))
    return {(path.suffix, path.read_bytes()) for path in whole if "backups" not in str(path)}


def test_only_what_rests_on_a_damaged_box_is_set_aside(capfd: Capture) -> None:
    """The first round stays and can be voted on again; the later ones lie side by side."""
    damage_second_round()
    folder = paths.votes_dir("small")
    _, said = doctor(capfd, "--mend")
    assert "damaged-1，没有删除" in said
    assert sorted(path.name for path in folder.glob("*.box")) == ["round-1.box"]
    assert sorted(path.name for path in (folder / "damaged-1").glob("*.box")) == [
        "round-2.box",
        "round-3.box",
    ]
    assert "另有2个从前损坏后移开的" in said


@POSIX
def test_folders_that_cannot_be_entered_are_opened_one_below_the_other(capfd: Capture) -> None:
    """As after `chmod -R 600`, where a look at what is in them is refused (but to root)."""
    write_notes()
    votes = paths.votes_dir("small")
    make_private_dir(votes)
    (votes / "begun").write_text("0", encoding="utf-8")
    folder = paths.data_dir()
    for path in sorted((folder, *folder.rglob("*")), reverse=True):
        path.chmod(0o600)
    status, said = doctor(capfd, "--mend")
    assert (status, faults(said)) == (0, [])


def test_a_box_in_use_is_left_alone(capfd: Capture) -> None:
    """The vote belongs to the program that has it; the doctor says so, and does the rest."""
    damage_box()
    damage_index()
    lock = Lock(paths.votes_dir("small") / "lock")
    status, said = doctor(capfd, "--mend")
    lock.release()
    assert status == 1
    assert re.search("没有处理　票箱　.*另一个审议窗口正在使用这个票箱。", said)
    assert [fault[:2] for fault, _ in faults(said)] == ["票箱"]
    assert (paths.votes_dir("small") / "round-1.box").exists()


def test_what_cannot_be_moved_is_said_and_stays(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes nothing costs no file."""
    damage_box()
    before = kept()

    def fails(path: Path, target: Path) -> Path:
        raise OSError(errno.EROFS, "read-only", str(path), None, str(target))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fails)
        status, said = doctor(capfd, "--mend")
    assert (status, kept()) == (1, before)
    assert "移不走（磁盘是只读的）" in said


def test_a_removed_report_is_no_fault(capfd: Capture, tmp_path: Path) -> None:
    """The trash of the shelf is not a report."""
    source = tmp_path / "另一份.txt"
    source.write_text(SMALL_TEXT, encoding="utf-8")
    assert main(["open", str(source), "--yes", "--force"]) == 0
    (report,) = (path.name for path in paths.reports_dir().iterdir())
    assert main(["shelf", "remove", report]) == 0
    capfd.readouterr()
    assert doctor(capfd)[0] == 0


@pytest.mark.parametrize("damage", [damage_notes, lose_notes])
def test_the_remedy_for_notes_brings_them_back(capfd: Capture, damage: Callable[[], None]) -> None:
    """The command that the doctor names is enough."""
    damage()
    assert main(["notes", "list"]) == 0
    capfd.readouterr()
    assert doctor(capfd)[0] == 0
    with_notes = NoteStore(paths.notes_file())
    assert [kept.body for kept in with_notes.notes("small")] == ["此处不宜公开"]
    with_notes.close()


# The terminal's answers


def test_what_a_kill_left_is_named_and_goes_after_a_day(capfd: Capture) -> None:
    """What may still be written stays."""
    write_notes()
    young, old = (paths.data_dir() / f".e.txt.0123abc{n}" for n in (1, 2))
    exported = paths.documents_dir() / ".发言.docx.0123abcd"
    for path in (young, old, exported):
        write_atomic(path, b"")
    building = paths.reports_dir() / ".adding-0123456789ab"
    make_private_dir(building)
    yesterday = time.time() - 90_000
    for path in (old, exported, building):
        os.utime(path, (yesterday, yesterday))

    (fault,) = faults(doctor(capfd)[1])
    assert "4个没有写完就中断的临时文件或报告" in fault[0]
    assert ".e.txt.0123abc1" in fault[0]

    assert doctor(capfd, "--mend")[0] == 0
    assert young.exists()
    assert [path for path in (old, exported, building) if path.exists()] == []


def test_a_disk_that_is_nearly_full_is_told(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = shutil.disk_usage(Path.home())._replace(free=3_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: used)

    (fault,) = faults(doctor(capfd)[1])

    assert "只剩3MB" in fault[0]
    assert "腾出空间" in fault[1]


@POSIX
def test_no_rights_are_changed_for_a_disk_that_cannot_be_written(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes()
    allows = os.access
    shut = os.W_OK | os.X_OK
    monkeypatch.setattr(os, "access", lambda path, mode: mode != shut and allows(path, mode))

    found = faults(doctor(capfd)[1])

    assert found
    assert all("写保护" in remedy for _, remedy in found)


def test_a_text_on_the_shelf_that_was_changed_by_hand_is_told(
    capfd: Capture, tmp_path: Path
) -> None:
    text = put_on_shelf(tmp_path, capfd) / "report.txt"
    manifest = text.with_name("report.toml")
    named = manifest.read_text(encoding="utf-8").replace('title = "', 'title = "关于')
    manifest.write_text(named, encoding="utf-8")
    assert doctor(capfd)[0] == 0  # what it is called is no text

    text.write_text(SMALL_TEXT.replace("2024", "2025"), encoding="utf-8")

    (fault,) = faults(doctor(capfd)[1])
    assert "直接改动过" in fault[0]


def put_on_shelf(folder: Path, capfd: Capture) -> Path:
    """A report of the user's own; its folder on the shelf."""
    path = folder / "报告.txt"
    path.write_text(SMALL_TEXT, encoding="utf-8")
    assert main(["open", str(path), "--yes"]) == 0
    capfd.readouterr()
    (text,) = paths.reports_dir().glob("*/report.txt")
    return text.parent


def test_a_renamed_folder_of_the_shelf_is_told_and_called_by_its_report_again(
    capfd: Capture, tmp_path: Path
) -> None:
    """A copy is only told: which of the two is to stay only the user knows."""
    folder = put_on_shelf(tmp_path, capfd)
    folder.rename(folder.with_name("今年的报告"))
    ((fault, remedy),) = faults(doctor(capfd)[1])
    assert "今年的报告 文件夹的名字" in fault
    assert f"请改回“{folder.name}”；或输入：shenyi doctor --mend" in remedy

    assert doctor(capfd, "--mend")[0] == 0
    assert folder.exists()

    shutil.copytree(folder, folder.with_name("副本"))
    ((_, remedy),) = faults(doctor(capfd, "--mend")[1])
    assert "请把它移走" in remedy
    assert folder.with_name("副本").exists()


def test_a_report_that_an_older_version_read_otherwise_is_read_anew_when_asked(
    capfd: Capture, tmp_path: Path
) -> None:
    """Its notes go with their words, are cited as the parts are now; none is gone."""
    folder = put_on_shelf(tmp_path, capfd)
    now = parse_folder(folder)
    last = now.paragraphs[-1]
    joined = replace(last, text=f"第9页　{last.text}", citation="一第1段")
    older = replace(now, paragraphs=(*now.paragraphs[:-1], joined))
    store_outline(folder, read_manifest(folder), write_atomic, older)
    spans = (Span(last.number, 5, last.number, 9), Span(last.number, 0, last.number, 3))
    places = [anchor(older, span, text_id(older)) for span in spans]
    notes = [new_note(now.id, place, Kind.SUGGESTION, (), "") for place in places]
    with closing(NoteStore(paths.notes_file())) as store:
        store.keep_text(older)
        store.add(*notes)

    status, said = doctor(capfd)
    assert status == 1
    ((fault, remedy),) = faults(said)
    assert "有的段落归属、出处不同" in fault
    assert "不换也能照常用" in remedy
    assert load_stored(folder) == older

    status, said = doctor(capfd, "--mend")
    assert (status, faults(said)) == (0, [])
    assert "批注：1 条未变，0 条原文有改动，1 条原文已删。" in said
    assert load_stored(folder) == now
    with closing(NoteStore(paths.notes_file())) as store:
        kept = {each.id: each for each in store.notes(now.id)}
    assert kept.keys() == {each.id for each in notes}
    assert kept[notes[0].id].anchor.quote == notes[0].anchor.quote
    assert kept[notes[0].id].anchor.citation == now.paragraphs[-1].citation
    assert kept[notes[1].id].is_orphan


def test_notes_whose_paragraphs_are_the_same_are_cited_as_the_parts_are_read_now(
    capfd: Capture, tmp_path: Path
) -> None:
    folder = put_on_shelf(tmp_path, capfd)
    now = parse_folder(folder)
    last = now.paragraphs[-1]
    older = replace(now, paragraphs=(*now.paragraphs[:-1], replace(last, citation="九第9段")))
    store_outline(folder, read_manifest(folder), write_atomic, older)
    place = anchor(older, Span(last.number, 0, last.number, 2), text_id(older))
    with closing(NoteStore(paths.notes_file())) as store:
        store.add(new_note(now.id, place, Kind.SUGGESTION, (), ""))

    assert doctor(capfd, "--mend")[0] == 0

    with closing(NoteStore(paths.notes_file())) as store:
        (kept,) = store.notes(now.id)
    assert (kept.anchor.citation, kept.anchor.quote) == (last.citation, place.quote)


class Silent(Terminal):
    """A terminal that does not say where its cursor is."""

    def _write(self, data: bytes) -> None:
        if not data.endswith(b"R"):
            super()._write(data)


class Wide(Terminal):
    """A terminal that is set to give two cells to what Unicode leaves open."""

    def _write(self, data: bytes) -> None:
        super()._write(data.replace(b";2R", b";3R"))


@pytest.mark.e2e
@POSIX
@pytest.mark.parametrize(
    ("kind", "says", "status"),
    [(Terminal, "各占1格", 0), (Silent, "终端没有回答", 0), (Wide, "不是各占1格", 1)],
)
def test_the_terminal_is_asked_for_its_widths(kind: type[Terminal], says: str, status: int) -> None:
    """Its answer is told, none is no fault, and the row of the question is wiped."""
    asked = (
        "from review.doctor.terminal import terminal; found = terminal();"
        "print(*(line.text for line in found), sep='\\n');"
        "raise SystemExit(any(line.remedy for line in found))"
    )
    with kind([sys.executable, "-c", asked], 100, 40, cwd=ROOT) as terminal:
        assert terminal.wait_exit() == status
        assert terminal.find(says)
        assert terminal.find("100列，40行")
        assert "[" not in "".join(terminal.rows())
        assert not any(row.strip() and row.strip() in "“”—…·★汉" for row in terminal.rows())
        assert terminal.find("不空格 “正文”——共○项×①★")


DOCTOR = """
from review.cli import main
from review.doctor import checks
from review.doctor.finding import trouble
checks._tried_index = list
raise SystemExit(main(["doctor"]))
"""
"""The command, but no index is built for a trial."""


@pytest.mark.e2e
@POSIX
def test_the_row_that_can_be_read_is_asked_for_and_kept(tmp_path: Path) -> None:
    """What is neither row is asked again, a wide digit counts, Enter alone changes nothing."""
    argv = [sys.executable, "-c", DOCTOR]
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state")}
    for typed, kept in ((("3<Enter>", "２<Enter>"), "=spaced"), (("<Enter>",), "=spaced")):
        with Terminal(argv, 100, 60, env=env, cwd=ROOT) as terminal:
            for keys in typed:
                terminal.wait_for("直接按回车")
                terminal.settle()
                terminal.send(keys)
            terminal.wait_exit()
            assert terminal.find("1  “正文”——共○项×①★")
            (answers,) = [path for path in tmp_path.rglob("*") if path.name == "drawing"]
            assert kept in answers.read_text(encoding="utf-8")


@pytest.mark.e2e
@POSIX
def test_a_dumb_terminal_is_told_what_to_do() -> None:
    """It is asked nothing, since it would print the question; nor is a narrow one too narrow."""
    argv = [sys.executable, "-c", DOCTOR]
    with Terminal(argv, 40, 60, env={"TERM": "dumb"}, cwd=ROOT) as terminal:
        assert terminal.wait_exit() == 1
        assert b"\x1b" not in terminal.output
        assert terminal.find(" 1. 终端：请换一个终端程序")
        rows = [row.removeprefix("！").strip() for row in terminal.rows()]
        assert not [row for row in rows if row and row[0] in CLOSING]
