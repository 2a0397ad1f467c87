"""`shenyi compare` and `shenyi tasks`: text, tables and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import docx
import pytest

from content.facts.commitments import commitments
from content.facts.comparison import FigureBook, compare
from content.facts.pairing import Likeness
from content.parsing.outline import parse
from content.shelf.library import load_builtin
from review.base import paths
from review.base.paper import Body
from review.cli import main
from review.compare.listing import ComparisonSheet, as_csv, comparison_paper, comparison_sheet
from review.compare.task_states import TaskBook
from review.notes.commands.command_base import opened_store
from tests.unit.facts.small_reports import PLAN, report


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words]) == 0
    return capsys.readouterr().out


def canteen() -> str:
    found = commitments(FigureBook(load_builtin()))
    return next(c.id for c in found if "新建长者食堂" in c.quote)


def test_rows_as_json_are_quotes_of_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "compare", "--json"))
    text = load_builtin()
    assert {row["sort"] for row in found["rows"]} == {"main", "near"}
    for row in found["rows"]:
        for side in (row["result"], row["goal"]):
            paragraph = text.paragraph(side["paragraph"])
            assert paragraph.text[side["start"] : side["end"]] == side["quote"]
            assert side["value"] in side["quote"]
            assert (side["line"], side["citation"]) == (paragraph.line, paragraph.citation)
        assert set(row) == {"name", "sort", "result", "goal", "marks"}


def test_nothing_is_computed_or_judged(capsys: pytest.CaptureFixture[str]) -> None:
    """Every number of the rows is in the report, and no word says how it ended."""
    text = said(capsys, "compare").partition("没有列入的数字")[0]
    source = load_builtin().source
    for line in text.splitlines():
        if line.startswith("    "):
            quote, _, figure = line.partition("　")[2].rpartition("（")[0].rpartition("（")
            assert (quote or figure) in source
    assert not any(word in text for word in ("已完成目标", "未完成", "超额", "差距"))


def test_the_blocks_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "compare")
    for label in (
        "主要指标（4）",
        "可能相近（13）",
        "只有目标（",
        "只有结果（",
        "没有列入的数字（",
    ):
        assert label in text


def test_a_table_is_text_to_a_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "对照.csv"
    said(capsys, "compare", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["类别", "名称", "2023年结果", "数字"]
    assert rows[1][:2] == ["主要指标", "地区生产总值"]
    assert not any(cell[:1] in set("=+-@") or cell.isdecimal() for row in rows for cell in row)


def test_what_cannot_be_compared_has_no_years_and_promises_no_quotes() -> None:
    """There are no rows, and the sentence that says why."""
    sheet = comparison_sheet(compare(FigureBook(parse("政府工作报告\n一、工作回顾\n去年很好。"))))
    assert sheet.header[2:6:3] == ("结果", "目标")
    assert not sheet.rows
    (said,) = comparison_paper(sheet).parts
    assert said == Body(sheet.remarks[0])


def test_a_table_without_rows_is_told_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("政府工作报告\n一、工作回顾\n去年很好。", encoding="utf-8")
    assert main(["compare", "--file", str(path), "--format", "csv"]) == 0
    assert "不能对照" in capsys.readouterr().err


def test_an_id_that_looks_like_a_power_of_ten_is_text_to_a_spreadsheet() -> None:
    cells = ("57328310", "1e418814", "1e418814-2", "7e0480f7", "2024-02-01")
    row = as_csv(ComparisonSheet("", (), (), [cells])).splitlines()[1]
    assert row == "'57328310,'1e418814,1e418814-2,7e0480f7,2024-02-01"


def test_a_file_is_not_overwritten_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("mine", encoding="utf-8")
    assert main(["tasks", "-o", str(path)]) == 2
    assert "没有改动它" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"
    said(capsys, "tasks", "-o", str(path), "--overwrite")
    assert "编号" in path.read_text(encoding="utf-8-sig")


def test_two_reports_in_either_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2024, 2025):
        past = "地区生产总值增长5.2%，固定资产投资增长9%。"
        source = report(past, PLAN, year=year).source
        (tmp_path / f"{year}.txt").write_text(source, encoding="utf-8")
    old, new = str(tmp_path / "2024.txt"), str(tmp_path / "2025.txt")
    one = said(capsys, "compare", "--file", new, "--with", old, "--json")
    assert one == said(capsys, "compare", "--file", old, "--with", new, "--json")
    found = json.loads(one)
    assert (found["goals"]["report"], found["results"]["report"]) == ("2024", "2025")
    assert [row["name"] for row in found["rows"]] == ["地区生产总值", "固定资产投资"]


def test_two_places_are_told_apart_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.txt"
    path.write_text(report("好。", PLAN, year=2025).source, encoding="utf-8")
    assert "不是一个地方的" in said(capsys, "compare", "--with", str(path))


def test_an_unknown_format_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--format", "xls"]) == 2
    assert "可以写：txt、csv、docx、json" in capsys.readouterr().err


def test_tasks_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "tasks", "--json"))["tasks"]
    assert len(found) == 57
    text = load_builtin()
    for task in found:
        paragraph = text.paragraph(task["paragraph"])
        assert paragraph.text[task["start"] : task["end"]] == task["quote"]
        assert task["state"] == "未填"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--topic", "养老托育"], 3),
        (["--text", "食堂"], 1),
        (["--number", "没有"], 3),
        (["--number", "有"], 54),
        (["--state", "已完成"], 0),
        (["--state", "未填", "--text", "新增养老"], 2),
    ],
)
def test_tasks_are_filtered(
    words: list[str], count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(json.loads(said(capsys, "tasks", "--json", *words))["tasks"]) == count


def test_a_state_is_set_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "tasks", "set", canteen()[:6], "有疑问", "--note", "去年51处")
    (task,) = json.loads(said(capsys, "tasks", "--json", "--state", "有疑问"))["tasks"]
    assert (task["id"], task["note"]) == (canteen(), "去年51处")
    assert task["date"]
    assert "?" in said(capsys, "tasks", "--text", "长者食堂")


@pytest.mark.parametrize("is_before", [True, False])
def test_a_state_is_set_of_the_report_that_is_named_before_or_behind(
    is_before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "次年.txt"
    path.write_text(load_builtin().source.replace("2024", "2025"), encoding="utf-8")
    (task,) = json.loads(
        said(capsys, "tasks", "--json", "--file", str(path), "--text", "长者食堂")
    )["tasks"]
    which, change = ["--file", str(path)], ["set", task["id"], "进行中"]
    said(capsys, "tasks", *([*which, *change] if is_before else [*change, *which]))
    assert "进行中" in said(capsys, "tasks", *which, "--text", "长者食堂")


def test_an_unknown_id_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "set", "zzz", "已完成"]) == 2
    assert "没有编号为“zzz”的任务" in capsys.readouterr().err
    assert main(["tasks", "--number", "多少"]) == 2
    assert main(["tasks", "--topic", "养老"]) == 2
    assert "没有“养老”这个主题。可以写：教育、医疗、养老托育、" in capsys.readouterr().err


def test_a_word_document_has_the_rows_in_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "对照.docx"
    said(capsys, "compare", "-o", str(path))
    document = docx.Document(str(path))
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == [
        "名称",
        "2023年结果",
        "2024年目标",
        "说明",
    ]
    assert first.rows[1].cells[1].text == "地区生产总值同口径增长4.3%\n（4.3%，一第2段）"
    said(capsys, "tasks", "-o", str(tmp_path / "清单.docx"))
    assert main(["tasks", "--format", "docx"]) == 2
    assert "请用-o" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["txt", "csv", "json"])
def test_words_that_no_encoding_has_are_put_out_as_well_as_can_be(
    capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """A terminal in another encoding than it says gives lone surrogates."""
    said(capsys, "tasks", "set", canteen(), "有疑问", "--note", "去年\udcff51处")
    assert "去年?51处" in said(capsys, "tasks", "--format", form)


def test_states_and_hidden_rows_go_with_the_backup_of_the_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Out by `notes export`, into another notebook by `notes import`, as often as one likes."""
    said(capsys, "tasks", "set", canteen(), "有疑问", "--note", "去年51处")
    report = load_builtin()
    row = compare(FigureBook(report)).rows(Likeness.MAIN)[0]
    with opened_store() as store:
        TaskBook(store, report).hide(row.goal, row.result.quote)
    backup = tmp_path / "备份.json"
    told = said(capsys, "notes", "export", "--format", "json", "-o", str(backup))
    assert "已导出0条批注和2条任务清单、对照里记的" in told
    assert main(["merge", str(backup), "-o", "-"]) == 2  # they are nobody else's business
    assert "没有这份报告的批注" in capsys.readouterr().err
    paths.data_dir().rename(tmp_path / "old")
    assert json.loads(said(capsys, "tasks", "--json", "--state", "有疑问"))["tasks"] == []
    for told in ("新增2条", "已有而不变2条"):
        assert told in said(capsys, "notes", "import", str(backup))
    (task,) = json.loads(said(capsys, "tasks", "--json", "--state", "有疑问"))["tasks"]
    assert (task["id"], task["note"]) == (canteen(), "去年51处")
    with opened_store() as store:
        kept = TaskBook(store, report).kept()
        assert kept.hiding(row.goal, row.result.quote)
        assert store.notes(report.id) == []
    newer = re.sub('"modified": "2', '"modified": "3', backup.read_text("utf-8"))
    backup.write_text(newer.replace("去年51处", "去年50处"), "utf-8")
    told = said(capsys, "notes", "import", str(backup))
    assert "在那里按Ctrl+Z可以撤销" in told
    assert "回收站" not in told, "where no task is listed"
    with opened_store() as store:
        TaskBook(store, report).undo()
    (task,) = json.loads(said(capsys, "tasks", "--json", "--state", "有疑问"))["tasks"]
    assert task["note"] == "去年51处"


def test_a_damaged_state_in_a_backup_is_no_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "tasks", "set", canteen(), "有疑问")
    backup = tmp_path / "备份.json"
    said(capsys, "notes", "export", "--format", "json", "-o", str(backup))
    backup.write_text(backup.read_text("utf-8").replace("有疑问", "好"), encoding="utf-8")
    paths.data_dir().rename(tmp_path / "old")
    said(capsys, "notes", "import", str(backup))
    assert len(json.loads(said(capsys, "tasks", "--json", "--state", "未填"))["tasks"]) == 57


def test_what_next_years_report_says_stands_beside_each_goal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, growth in ((2024, "5.2"), (2025, "5.9")):
        source = report(f"地区生产总值增长{growth}%。", PLAN, year=year).source
        (tmp_path / f"{year}.txt").write_text(source, encoding="utf-8")
    old, new = str(tmp_path / "2024.txt"), str(tmp_path / "2025.txt")
    found = json.loads(said(capsys, "tasks", "--file", old, "--with", new, "--json"))["tasks"]
    assert found[0]["next"]["quote"] == "地区生产总值增长5.9%"
    assert found[1]["next"] is None
    text = said(capsys, "tasks", "--file", old, "--with", new)
    assert "下一年报告怎么说：地区生产总值增长5.9%（5.9%，一第1段）" in text
    assert text.count("没有找到对应的数字") == 3
    assert main(["tasks", "--file", new, "--with", old]) == 2
    assert "同一个地方下一年的报告" in capsys.readouterr().err
