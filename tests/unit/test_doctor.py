"""`shenyi doctor`: what it finds, what it tells, and that what it tells to do is enough."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index import cache
from review import paths
from review.cli import main
from review.files import write_atomic
from review.notes.export.templates import copy_to_own
from review.notes.store import NoteStore
from review.voting.box import Box
from tests.terminal import Terminal
from tests.unit.notes.making import note
from tests.unit.voting.casting import nth_ballot, ticket

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def doctor(capfd: Capture, *arguments: str) -> tuple[int, str]:
    """Ask the doctor; the exit status and what it says."""
    status = main(["doctor", *arguments])
    out, err = capfd.readouterr()
    assert err == ""
    return status, out


def faults(said: str) -> list[str]:
    """The lines that need mending, each with its remedy."""
    return re.findall(r"^！(.+\n.+)$", said, re.M)


def write_notes() -> None:
    store = NoteStore.open(paths.notes_file())
    store.add(note("此处不宜公开"))
    store.close()
    NoteStore.open(paths.notes_file()).close()  # a second start makes the first backup


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
    assert not paths.data_dir().exists()


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


def damage_notes() -> None:
    write_notes()
    with paths.notes_file().open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 512)


def lose_notes() -> None:
    write_notes()
    paths.notes_file().unlink()


def damage_box() -> None:
    path = cast()
    path.write_bytes(path.read_bytes().replace(b'"open"', b'"sealed"'))


def damage_rules() -> None:
    write_atomic(paths.votes_dir("small") / "rules.toml", b"mode = \n")


def damage_index() -> None:
    (build_index() / "words").write_bytes(b"other")


def open_to_others() -> None:
    cast().chmod(0o644)


def damage_config() -> None:
    write_atomic(paths.config_file(), '\ntheme = "紫"\n'.encode())


def damage_template() -> None:
    (copy, *_) = copy_to_own("代表建议")
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text + "{% for 条 in 全部 %}{{ 条.没有 }}{% endfor %}", encoding="utf-8")


def damage_candidates() -> None:
    write_atomic(paths.candidates_file("zhangdian-2024"), b"[[candidate]]\nid = 1\n")


def damage_report() -> None:
    write_atomic(paths.reports_dir() / "zhangdian-2024" / "report.toml", b'id = "zhangdian-2024"\n')


def occupy_data() -> None:
    paths.data_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.data_dir().write_bytes(b"")


@pytest.mark.parametrize(
    ("damage", "finding", "remedy"),
    [
        (damage_notes, r"批注　.*notes\.db损坏", "shenyi notes list"),
        (lose_notes, "不见了，有备份", "shenyi notes list"),
        (damage_box, r"票箱　.*round-1\.box .*校验和", "移"),
        (damage_rules, r"规则　.*rules\.toml 第1行", "改正"),
        (damage_index, "检索索引损坏", "shenyi doctor --mend"),
        (open_to_others, "其他用户也能看到", "shenyi doctor --mend"),
        (damage_config, r"设置　.*config\.toml 第2行", "改正"),
        (damage_template, "模板　.*代表建议.*没有“没有”", "移走"),
        (damage_candidates, r"名单　.*zhangdian-2024\.toml 第1行", "shenyi candidates import"),
        (damage_report, r"报告　.*report\.toml", "补上"),
        (occupy_data, "数据　.*不能写入", "文件夹"),
    ],
)
def test_what_is_broken_is_found_with_its_remedy(
    capfd: Capture, damage: Callable[[], None], finding: str, remedy: str
) -> None:
    """Each damage is one finding that says what to do, and the exit status is 1."""
    damage()
    status, said = doctor(capfd)
    (fault, *others) = faults(said)
    assert (status, others) == (1, [])
    assert re.search(finding, fault)
    assert remedy in fault.split("\n")[1]


@pytest.mark.parametrize("damage", [damage_index, open_to_others])
def test_mend_puts_right_what_it_promises(capfd: Capture, damage: Callable[[], None]) -> None:
    """After --mend all is well."""
    damage()
    assert doctor(capfd, "--mend")[0] == 0


@pytest.mark.parametrize("damage", [damage_notes, lose_notes])
def test_the_remedy_for_notes_brings_them_back(capfd: Capture, damage: Callable[[], None]) -> None:
    """The command that the doctor names is enough."""
    damage()
    assert main(["notes", "list"]) == 0
    capfd.readouterr()
    assert doctor(capfd)[0] == 0
    with_notes = NoteStore.open(paths.notes_file())
    assert [kept.body for kept in with_notes.notes("small")] == ["此处不宜公开"]
    with_notes.close()


# The terminal's answers


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
@pytest.mark.parametrize(
    ("kind", "says", "status"),
    [(Terminal, "各占1格", 0), (Silent, "终端没有回答", 0), (Wide, "不是各占1格", 1)],
)
def test_the_terminal_is_asked_for_its_widths(kind: type[Terminal], says: str, status: int) -> None:
    """Its answer is told, none is no fault, and the row of the question is wiped."""
    with kind([sys.executable, "-m", "review", "doctor"], 100, 40, cwd=ROOT) as terminal:
        assert terminal.wait_exit() == status
        assert terminal.find(says)
        assert terminal.find("100列，40行")
        assert "[" not in "".join(terminal.rows())
        assert "\n".join(terminal.rows()).count("★") == (1 if says != "终端没有回答" else 0)
