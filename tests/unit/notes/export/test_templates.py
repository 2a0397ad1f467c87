"""Layouts that people change: theirs win, and what is wrong with one is named with its line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from content.errors import Problem
from review.base import paths
from review.notes.export import templates
from review.notes.export.exporting import exported
from review.notes.export.filters import FILTERS
from review.notes.export.form import Arrangement
from review.notes.export.template_context import paper_facts
from review.notes.export.templates import SHIPPED, Template, copy_to_own, find, listed
from review.notes.model import Kind
from tests.small import small_report
from tests.unit.notes.export.exporting import NOW, note

ROOT = Path(__file__).parents[4]


@pytest.fixture
def given() -> dict[str, Any]:
    """The facts of one note, as every template may use them."""
    report = small_report()
    made = note(report, "建成5G基站1000个", Kind.SUGGESTION, "应公布分布。", tags=("数字",))
    return paper_facts(report, [made], NOW, {}, Arrangement())


def render(name: str, suffix: str, facts: dict[str, Any]) -> str:
    """What the layout of a name writes in a format."""
    return templates.render(find(name, suffix), facts)


def own(name: str, text: str | bytes) -> Path:
    """Put a template of the user's where the program looks for it."""
    path = paths.templates_dir() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_four_shipped_layouts_are_listed() -> None:
    assert listed() == [
        Template("批注清单", ("docx", "txt", "md"), own=False),
        Template("代表建议", ("docx", "txt", "md"), own=False),
        Template("修改意见", ("docx", "txt", "md"), own=False),
        Template("审议发言提纲", ("docx", "txt", "md"), own=False),
    ]


def test_a_user_changes_a_layout_by_changing_a_copy(given: dict[str, Any]) -> None:
    """The copy wins as soon as it is there, also over one format only; deleted, it is gone."""
    copy = copy_to_own("代表建议")
    assert copy.name == "代表建议.模板.txt"
    assert (paths.templates_dir() / "说明.txt").is_file()
    assert copy.read_bytes() == (SHIPPED / copy.name).read_bytes()
    before = render("代表建议", "txt", given)
    path = paths.templates_dir() / "代表建议.模板.txt"
    changed = path.read_text("utf-8").replace("具体建议", "工作建议")
    path.write_text(changed, "utf-8")
    after = render("代表建议", "txt", given)
    assert after == before.replace("具体建议", "工作建议") != before
    assert [template.own for template in listed()] == [False, True, False, False]
    copy.unlink()
    assert render("代表建议", "txt", given) == before


def test_a_copy_never_overwrites_what_the_user_has_changed() -> None:
    mine = own("批注清单.模板.txt", "我的")
    with pytest.raises(Problem, match="这里已有同名的模板") as caught:
        copy_to_own("批注清单")
    assert caught.value.path == mine
    assert mine.read_text("utf-8") == "我的"
    assert not (paths.templates_dir() / "说明.txt").exists()


def test_a_new_layout_needs_a_file_and_nothing_else(given: dict[str, Any]) -> None:
    """Windows Notepad's byte order mark and line ends do no harm; a part can be shared."""
    own("_页眉.txt", "本级人大\n")
    own(
        "表格.txt",
        "\ufeff{% include '_页眉.txt' %}\r\n{% for 条 in 全部 %}\r\n{{ 条.出处 }}\r\n{% endfor %}",
    )
    assert listed()[-1] == Template("表格", ("txt",), own=True)
    assert render("表格", "txt", given) == "本级人大\n二（一）第1段\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("一\n{{ 批住 }}\n", 2, "这里没有“批住”这一项"),
        ("一\n二\n{{ 报告.题目 }}\n", 3, "这里没有“题目”这一项"),
        ("{% for 条 in 批注 %}\n\n{{ 条.原闻 }}{% endfor %}", 3, "这里没有“原闻”这一项"),
        ("一\n{{ 批注 | 折航(3) }}\n", 2, "没有“折航”这种用法"),
        ("一\n{{ 批注\n", 2, "不符合模板的写法"),
        ("一\n{% for 条 in 批注 %}\n三\n", 3, "没有见到“for”的结束标记，如“endfor”"),
        ("一\n{% 循环 %}\n", 2, "不符合模板的写法"),
        ("一\n{{ “引号” }}\n", 2, "不符合模板的写法"),
        ("一\n二{{ 1 / 0 }}\n", 2, "算不出结果"),
        ("一\n{{ 批注 + 1 }}\n", 2, "算不出结果"),
        ("一\n{{ 导出时间 | 折行 }}\n", 2, "算不出结果"),
        ("一\n{% include '没有.txt' %}\n", 2, "找不到它引用的“没有.txt”"),
        ("一\n{{ ''.__class__.__mro__ }}\n", 2, "没有|算不出"),
        ("一\n{% for 数 in range(10 ** 9) %}{% endfor %}\n", 2, "重复得太多"),
        ("一\n{{ '_' * 10 ** 15 }}\n", 2, "算不出结果"),
        ("一\n{% include '坏的.txt' %}\n", 2, "引用了它自己"),
        ("一\n\n".encode() + "{{ 批注 }}".encode("gb18030"), 3, "不是UTF-8编码"),
    ],
)
def test_a_broken_layout_is_named_with_its_line(
    text: str | bytes,
    line: int,
    message: str,
    given: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In this process: that one of its own tells the same is seen where a part is broken."""
    monkeypatch.setattr(templates, "_fill_apart", templates.fill)
    path = own("坏的.txt", text)
    with pytest.raises(Problem, match=message) as caught:
        render("坏的", "txt", given)
    assert (Path(str(caught.value.path)), caught.value.line) == (path, line)
    assert "说明.txt" in str(caught.value) or "UTF-8" in str(caught.value)


def test_a_broken_part_is_named_rather_than_the_layout_that_shares_it(
    given: dict[str, Any],
) -> None:
    part = own("_已删.txt", "{% for %}")
    own("我的.txt", "{% include '_已删.txt' %}")
    with pytest.raises(Problem) as caught:
        render("我的", "txt", given)
    assert (Path(str(caught.value.path)), caught.value.line) == (part, 1)


def test_a_part_in_another_encoding_is_named_rather_than_the_layout_that_shares_it(
    given: dict[str, Any],
) -> None:
    part = own("_页眉.txt", "本级\n".encode() + "人大".encode("gb18030"))
    own("我的.txt", "{% include '_页眉.txt' %}")
    with pytest.raises(Problem, match="不是UTF-8编码") as caught:
        render("我的", "txt", given)
    assert (Path(str(caught.value.path)), caught.value.line) == (part, 2)


@pytest.mark.parametrize(
    "name", ["没有的", "", "../批注清单", "_已删", "说明", "批注清单.txt", "/etc/passwd"]
)
def test_a_layout_that_is_not_there_is_a_problem(name: str, given: dict[str, Any]) -> None:
    with pytest.raises(Problem, match=r"没有名为“.*”的模板。可用的是：批注清单、代表建议"):
        render(name, "txt", given)
    with pytest.raises(Problem, match="没有名为"):
        copy_to_own(name)


def test_a_layout_without_the_format_is_a_problem(given: dict[str, Any]) -> None:
    own("表格.txt", "表")
    with pytest.raises(Problem, match="“表格”没有md格式。有这种格式的是：批注清单、代表建议"):
        render("表格", "md", given)


def test_what_a_note_says_is_never_read_as_a_template() -> None:
    report = small_report()
    made = note(report, "[red]不是标记[/red]", Kind.MEMO, "{{ 1 / 0 }}{% for %}{# 藏 #}")
    assert "批注：{{ 1 / 0 }}{% for %}{# 藏 #}。\n" in exported(report, [made], NOW).text


def test_a_template_cannot_change_what_it_is_given(given: dict[str, Any]) -> None:
    own("改.txt", "{{ 批注.append(1) }}")
    with pytest.raises(Problem, match=r"改\.txt 第1行"):
        render("改", "txt", given)
    assert len(given["批注"]) == 1


def test_the_guide_names_all_that_a_template_can_use_and_nothing_else(
    given: dict[str, Any],
) -> None:
    """Every variable of a paper, of a note and every filter, each with an example."""
    guide = (SHIPPED / "说明.txt").read_text(encoding="utf-8")
    for name in given:
        assert name in guide
    for name in {*given["全部"][0], *FILTERS, *given["报告"]}:
        assert name in guide
    known = {*given["全部"][0]}
    assert set(re.findall(r"条\.([\u4e00-\u9fff]{1,3})(?= |（|$)", guide)) <= known


@pytest.mark.parametrize(
    "bomb",
    [
        "{% for a in range(99999) %}{% for b in '*' * 1000000 %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ '一' * 999 }}{% endfor %}",
        "{% set s = namespace(t='*' * 1000) %}"
        "{% for i in range(40) %}{% set s.t = s.t ~ s.t %}{% endfor %}{{ s.t[:1] }}",
    ],
    ids=["time", "text", "memory"],
)
def test_a_template_that_asks_for_too_much_is_stopped(
    given: dict[str, Any], monkeypatch: pytest.MonkeyPatch, bomb: str
) -> None:
    """In a process of its own, whose end the program outlives."""
    monkeypatch.setattr(templates, "_SECONDS", 1)
    path = own("炸弹.txt", bomb)
    with pytest.raises(Problem, match=r"超过1秒或500MB内存|这一行算不出结果") as caught:
        render("炸弹", "txt", given)
    assert caught.value.path == path


def test_the_shipped_layouts_are_found_in_every_locale() -> None:
    """Their files are called what they are called, whatever bytes the locale reads as names."""
    env = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "review", "notes", "templates"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
    for name in ("批注清单", "代表建议", "修改意见", "审议发言提纲"):
        assert f"{name}（docx、txt、md，自带的）" in done.stdout.decode()
