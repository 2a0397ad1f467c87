"""`shenyi search --all`: every report of the shelf, put together by report."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from content.importing import understand
from index.shelf.index_store import IndexStore
from review.base.reports import user_shelf
from review.cli import main
from tests.small import SMALL_TEXT

OTHER = SMALL_TEXT.replace("2024年", "2025年").replace("长者食堂", "量子食堂")


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the index built in memory: processes that build are tested in tests/unit/index."""
    monkeypatch.setattr(IndexStore, "_build", lambda self, *order: None)


@pytest.fixture
def added(tmp_path: Path) -> str:
    """The id of a report on the shelf, beside that of the program."""
    path = tmp_path / "新报告.txt"
    path.write_text(OTHER, encoding="utf-8")
    return user_shelf().add(understand(path), title="某区2025年政府工作报告")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["search", "--all", *arguments]) == 0
    return capsys.readouterr().out


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found = json.loads(printed(capsys, "--json", *arguments))
    assert isinstance(found, dict)
    return found


def test_hits_stand_under_the_title_of_their_report(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    lines = printed(capsys, "养老").splitlines()

    titles = [line for line in lines if not line.startswith("  ")]
    assert titles[0].startswith("某区2025年政府工作报告　精确 1 段")
    assert any(title.startswith("张店区2024年政府工作报告　精确 6 段") for title in titles)
    assert lines[1].startswith("  ")


def test_json_has_id_and_title_for_each_report(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    reports = answer(capsys, "量子食堂")["reports"]

    assert (reports[0]["report"], reports[0]["title"]) == (added, "某区2025年政府工作报告")
    (group, *_) = reports[0]["groups"]
    assert group["kind"] == "exact"
    assert set(group["hits"][0]) == {"paragraph", "line", "citation", "spans", "score"}


def test_a_batch_answers_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, added: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("养老\n量子\n".encode())))
    answers = [json.loads(line) for line in printed(capsys, "--batch").splitlines()]
    assert [answer["query"] for answer in answers] == ["养老", "量子"]


def test_a_removed_report_is_searched_no_more(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    user_shelf().remove(added)
    assert [r["title"] for r in answer(capsys, "养老")["reports"]] == ["张店区2024年政府工作报告"]


def test_where_nothing_is_found_the_words_alone_are_offered(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    out = printed(capsys, "“量子食堂” 蒸汽机车")
    assert out.startswith("全部报告中都没有找到““量子食堂” 蒸汽机车”。")
    assert "只含“量子食堂”的：" in out


def test_odd_queries_get_a_hint(capsys: pytest.CaptureFixture[str], added: str) -> None:
    assert printed(capsys, "，。！") == "标点和表情不能单独查找。\n" + (
        "全部报告中都没有找到“，。！”。\n"
    )


@pytest.mark.parametrize("option", [("--file", "报告.txt"), ("--report", "2025")])
def test_all_and_one_of_them_is_a_mistake(
    capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    assert main(["search", "养老", "--all", *option]) == 2
    assert "--all" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads anything")
def test_a_report_without_permission_is_left_out(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    for path in (Path(user_shelf()._folder(added))).iterdir():
        path.chmod(0)
    assert main(["search", "--all", "养老"]) == 0
    assert "这份报告没有检索" in capsys.readouterr().err


def test_a_broken_report_is_left_out_and_named(
    capsys: pytest.CaptureFixture[str], added: str
) -> None:
    folder = user_shelf()._folder(added)
    (folder / "report.toml").write_text("id = \n", encoding="utf-8")

    assert main(["search", "--all", "养老"]) == 0

    out, err = capsys.readouterr()
    assert "张店区2024年政府工作报告" in out
    assert "report.toml" in err
    assert "这份报告没有检索" in err
