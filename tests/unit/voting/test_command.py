"""The commands of voting, as a shell sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from content.candidates.candidates import read_candidates
from content.shelf.library import load_builtin
from review.base.reports import load_report
from review.cli import main
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import read_box
from review.voting.box.box_merging import merged, unclear_numbers
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.box.sealing import NO_PASSWORD
from review.voting.counting.ballot import Ballot
from review.voting.rules.choices import Mode, Quorum, TieBreak
from review.voting.rules.rules import NO_LIMIT, Day, Rules
from review.voting.rules.rules_file import rules_to_toml
from review.voting.sheet.wording import added_up, history
from review.voting.vote import Vote
from review.voting.vote_files import VoteKind, candidates_in_force
from tests.small import SMALL_TEXT
from tests.unit.voting.vectors import VECTORS, ballots_of, rules_of

REPORT = load_builtin()
ROOT = Path(__file__).parents[3]
TEN = Rules(deputies_total=10, present=10, issued=10, seats=1, select_max=NO_LIMIT)

FEW_BALLOTS = "审议：一共不足10张票，从结果可能看出个人的选择。\n"

Capture = pytest.CaptureFixture[str]


def run(capfd: Capture, *arguments: str | Path) -> str:
    """Run a command that succeeds; what it says."""
    status = main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    assert status == 0
    assert err in ("", FEW_BALLOTS)
    return out


def refused(capfd: Capture, *arguments: str | Path) -> str:
    """Run a command that cannot go on: status 2, one Chinese sentence, nothing else."""
    status = main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith("审议：")
    assert err.count("\n") == 1
    return err


def sealed(path: Path, ticket: Ticket, *papers: str) -> Path:
    """A sealed box with some ballots, unmarked where they are too short."""
    box = Box.create(path, ticket)
    for marks in papers:
        box.cast(marks.ljust(len(ticket.items), "-"))
    box.seal()
    return path


@pytest.fixture
def ticket() -> Ticket:
    return first_ticket(REPORT.id, TEN, candidates_in_force(REPORT))


# candidates


def test_the_trial_list_is_shown_with_its_notice_and_sources(capfd: Capture) -> None:
    out = run(capfd, "candidates")

    assert out.startswith("试投样例：据报告正文整理，并非提请大会票决的正式候选项目\n")
    assert "1. 政务服务事项“就近办”\n" in out
    assert "    “新建长者食堂20处”〔二（七）第3段〕\n" in out
    assert run(capfd, "candidates", "list") == out


@pytest.mark.parametrize("kind", ["csv", "toml"])
def test_a_form_is_written_filled_in_and_imported(
    capfd: Capture, tmp_path: Path, kind: str
) -> None:
    form = tmp_path / f"候选项目.{kind}"
    option = ["--csv"] if kind == "csv" else []
    assert f"import {form}" in run(capfd, "candidates", "template", *option, "-o", form)
    unfilled = "没有找到" if kind == "csv" else "是空的"
    assert unfilled in refused(capfd, "candidates", "import", form)
    assert "已经存在" in refused(capfd, "candidates", "template", *option, "-o", form)
    empty = form.read_bytes().decode("utf-8")
    assert run(capfd, "candidates", "template", *option) == empty
    assert run(capfd, "candidates", "template", *option, "-o", "-") == empty

    parts = empty.replace('summary = ""', 'summary = "乙。"').split('title = ""')
    text = "".join(
        part + (f'title = "甲{at}"' if at < len(parts) else "")
        for at, part in enumerate(parts, start=1)
    )
    text = "\n".join(
        row.replace(",,", f",甲{at},乙。", 1) if row[:1].isdigit() and kind == "csv" else row
        for at, row in enumerate(text.splitlines())
    )
    form.write_bytes(text.encode("gb18030" if kind == "csv" else "utf-8"))
    assert run(capfd, "candidates", "import", form) == "已换上这份名单，共16个候选项目。\n"

    shown = run(capfd, "candidates")
    assert shown.startswith("1. 甲1\n    乙。\n")
    assert "试投样例" not in shown
    assert run(capfd, "candidates", "reset") == "已换回自带的名单。\n"
    assert "试投样例" in run(capfd, "candidates")
    assert "没有改动" in run(capfd, "candidates", "reset")


def test_a_list_of_a_newer_program_is_not_written_over(capfd: Capture, tmp_path: Path) -> None:
    """It was said to be left as it is, and that another one should be imported in its place."""
    kept, other = VoteKind.TRIAL.list_file(REPORT.id), tmp_path / "名单.csv"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("format = 99\n", encoding="utf-8")
    other.write_text("序号,名称,内容\n1,学校,建\n", encoding="utf-8")
    for action in ([], ["import", other], ["reset"]):
        assert "请升级审议后再打开" in refused(capfd, "candidates", *action)
    assert kept.read_text(encoding="utf-8") == "format = 99\n"


def test_a_list_of_an_office_is_read_aloud_before_it_is_taken(
    capfd: Capture, tmp_path: Path
) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_text(
        "附件,,\n序号,项目名称,总投资（万元）,备注\n1,养老食堂,300,\n3,公园,见附件,\n合计,,300,\n",
        encoding="gb18030",
    )
    before = run(capfd, "candidates", "--json")
    data = json.loads(run(capfd, "candidates", "import", listed, "--dry-run", "--json"))
    assert run(capfd, "candidates", "--json") == before
    assert data["items"][0] == {
        "number": 1, "title": "养老食堂", "content": "", "target": "", "department": "",
        "deadline": "", "place": "", "category": "", "investment": 300,
        "investment_text": "300万元",
    }  # fmt: skip
    assert [item["number"] for item in data["items"]] == [1, 3]
    assert data["items"][1]["investment"] is None
    assert len(data["left_out"]) == 3
    assert len(data["doubts"]) == 3

    out = run(capfd, "candidates", "import", listed)
    for words in ("读成这样", "第5行是合计", "序号缺2", "第4行的投资“见附件”认不出数", "已换上"):
        assert words in out
    assert json.loads(run(capfd, "candidates", "--json")) == data["items"]


def test_the_trial_list_stays_one_when_it_is_imported(capfd: Capture) -> None:
    path = ROOT / "content/zhangdian-2024/candidates.toml"

    assert "仍注明：试投样例" in run(capfd, "candidates", "import", path)
    assert run(capfd, "candidates").startswith("试投样例")


def test_another_report_has_a_list_of_its_own(capfd: Capture, tmp_path: Path) -> None:
    report = tmp_path / "明年的报告.txt"
    report.write_text(SMALL_TEXT, encoding="utf-8")
    assert "还没有候选项目名单" in refused(capfd, "candidates", "--file", report)

    listed = tmp_path / "名单.csv"
    listed.write_text("序号,名称,内容\n1,甲,乙。\n2,丙,丁。\n", encoding="utf-8")
    run(capfd, "candidates", "import", listed, "--file", report)

    assert "甲" in run(capfd, "candidates", "--file", report)
    assert "就近办" in run(capfd, "candidates")


def test_a_list_that_is_wrong_changes_nothing(capfd: Capture, tmp_path: Path) -> None:
    before = run(capfd, "candidates")
    wrong = tmp_path / "名单.csv"
    wrong.write_text("序号,名称,内容\n1,甲,乙。\n2,甲,丁。\n", encoding="utf-8")

    assert "名单.csv：第3行：名称“甲”与第1项看起来一样" in refused(
        capfd, "candidates", "import", wrong
    )
    assert "找不到" in refused(capfd, "candidates", "import", tmp_path / "没有.csv")
    assert "没有写要导入的文件" in refused(capfd, "candidates", "import")
    assert "不需要“甲”" in refused(capfd, "candidates", "list", "甲")
    assert run(capfd, "candidates") == before


def test_no_list_is_changed_under_a_vote(capfd: Capture, tmp_path: Path) -> None:
    """Only the very list of the vote can be brought back, in case its file was damaged."""
    same = ROOT / "content/zhangdian-2024/candidates.toml"
    listed = tmp_path / "另一份.toml"
    listed.write_text(same.read_text("utf-8").replace('title = "', 'title = "另'), "utf-8")
    vote = Vote(REPORT)
    vote.set_rules(TEN)
    vote.start()
    vote.close()

    assert "名单不能再换" in refused(capfd, "candidates", "import", listed)
    assert "名单不能再换" in refused(capfd, "candidates", "reset")
    assert main(["candidates", "import", str(same)]) == 0


def test_a_revised_report_keeps_its_list(tmp_path: Path) -> None:
    """A candidate stays when the words that it rests on are no longer in the text."""
    quoted = "新建长者食堂20处"
    revised = tmp_path / "修订稿.txt"
    revised.write_text(REPORT.source.replace(quoted, "新建长者食堂30处"), encoding="utf-8")
    shipped = ROOT / "content/zhangdian-2024/candidates.toml"
    listed = read_candidates(shipped, load_report(str(revised)), was_checked=True)
    assert len(listed.entries) == 16
    assert quoted not in {quote.text for entry in listed.entries for quote in entry.quotes}


# tally


def _kind(vector: dict[str, Any]) -> tuple[str, bool, bool]:
    """What tells a case as a file from others: the ballot, the flags, the columns."""
    rules = vector["rules"]
    flagged = any("flag" in row for row in vector["ballots"])
    return rules.get("mode", "yna"), flagged, rules["m"] < 16


ONE_OF_EACH = list({_kind(vector): vector for vector in VECTORS}.values())
"""All of them are counted in test_vectors.py."""


@pytest.mark.parametrize("vector", ONE_OF_EACH, ids=lambda v: f"{v['id']}-{v['name']}")
def test_a_worked_case_as_files(capfd: Capture, tmp_path: Path, vector: dict[str, Any]) -> None:
    rules, table = tmp_path / "规则.toml", tmp_path / "票.csv"
    rules.write_text(rules_to_toml(rules_of(vector)), encoding="utf-8")
    flags = {"": "", "torn": "破损", "ident": "记号"}
    signs = {"O": "○", "X": "×", "-": ""}
    items = vector["rules"]["m"]
    rows = [[*(f"{number}号" for number in range(1, items + 1)), "张数", "标记"]]
    for ballot, number in ballots_of(vector).items():
        marks = [signs.get(mark, mark) for mark in ballot.marks]
        rows.append([*marks, str(number), flags[ballot.flag]])
    table.write_bytes("\r\n".join(map(",".join, rows)).encode("gb18030"))

    over = ["--items", ",".join(map(str, range(1, items + 1)))] if items < 16 else []
    out = run(capfd, "tally", "--ballots", table, "--rules", rules, "--json", *over)

    assert json.loads(out) == vector["expect"]


def test_without_rules_nothing_is_decided(capfd: Capture, tmp_path: Path) -> None:
    table = tmp_path / "票.csv"
    table.write_text("○" + ",×" * 15 + "\n", encoding="utf-8")
    out = run(capfd, "tally", "--ballots", table)

    assert "试投票·不具法律效力\n试投样例：" in out
    assert "全体代表数未填，是否过半无从判定。" in out
    assert "应选项目数未知，只排票数，不判定入选。" in out
    assert "1. 政务服务事项“就近办”　【无从判定】" in out


def test_a_later_round_has_fewer_columns_and_no_ballot_has_more(
    capfd: Capture, tmp_path: Path
) -> None:
    table = tmp_path / "票.csv"
    table.write_text("O,X\n", encoding="utf-8")
    assert "记号有2列，而候选项目有16个" in refused(capfd, "tally", "--ballots", table)
    later = run(capfd, "tally", "--ballots", table, "--round", "2", "--items", "3，7")
    assert "第2轮" in later
    assert "3. “一刻钟便民生活圈”试点" in later
    assert "没有写明" in refused(capfd, "tally", "--ballots", table, "--round", "2")
    assert "没有17号" in refused(capfd, "tally", "--ballots", table, "--items", "3,17")

    listed = tmp_path / "名单.csv"
    listed.write_text("序号,名称,内容\n1,甲,乙。\n2,丙,丁。\n", encoding="utf-8")
    named = run(capfd, "tally", "--ballots", table, "--candidates", listed)
    assert "2. 丙" in named
    assert "试投样例" not in named

    table.write_text("O,X,O\n", encoding="utf-8")
    message = refused(capfd, "tally", "--ballots", table, "--candidates", listed)
    assert "记号有3列，而候选项目有2个" in message
    table.write_text("O" + ",X" * 16 + "\n", encoding="utf-8")
    message = refused(capfd, "tally", "--ballots", table)
    assert "记号有17列，而候选项目有16个" in message


def test_what_tally_refuses(capfd: Capture, tmp_path: Path) -> None:
    table, rules = tmp_path / "票.csv", tmp_path / "规则.toml"
    table.write_text("O,X\nO,啊\n", encoding="utf-8")
    over = ("--items", "1,2")
    assert "票.csv 第2行：第2列的记号“啊”" in refused(capfd, "tally", "--ballots", table, *over)
    table.write_text("O,X\n", encoding="utf-8")
    for text, words in (
        ("[body]\ndeputies_total = 9\npresent = 10\n", "规则.toml 第3行：实到代表（10）多于"),
        ("[decide]\nseats = 3\n", "规则.toml 第2行：应选项目数是3，而票上只有2项"),
        ("[decide]\nseat = 3\n", "规则.toml 第2行：不认识“seat”"),
        ("[decide\n", "规则.toml 第1行：这一行不符合TOML格式"),
        ("format = 1\n[decide]\n# seats = 3\n", "规则.toml：文件里没有一条规则。"),
    ):
        rules.write_text(text, encoding="utf-8")
        assert words in refused(capfd, "tally", "--ballots", table, "--rules", rules, *over)
    assert "还缺：--ballots" in refused(capfd, "tally")
    for number in ("0", "-3"):
        assert "应是1或更大" in refused(
            capfd, "tally", "--ballots", table, "--round", number, *over
        )


# ballots and votes


def test_boxes_are_added_each_once(capfd: Capture, tmp_path: Path, ticket: Ticket) -> None:
    one = sealed(tmp_path / "一.box", ticket, "O", "O", "OX")
    two = sealed(tmp_path / "二.box", ticket, "O", "-O", "O", "O")
    three = sealed(tmp_path / "三.box", ticket, "O")

    assert "票箱只开一次，这里不显示得票" in refused(capfd, "ballots", "merge", one, two)
    assert "票箱只开一次" in refused(capfd, "ballots", "merge", one, two, "-o", "-")
    both, all_three = tmp_path / "合.box", tmp_path / "全.box"
    assert "合并了2个票箱，共7张票" in run(capfd, "ballots", "merge", one, two, "-o", both)
    run(capfd, "ballots", "merge", both, three, "-o", all_three)
    total = Box.open(all_three)
    assert total.count == 8
    assert total.ballots()[Ballot(("O", *"-" * 15))] == 6
    assert "重复" in refused(capfd, "ballots", "merge", both, two)
    assert "重复" in refused(capfd, "ballots", "merge", one, one)
    assert "已经存在" in refused(capfd, "ballots", "merge", one, three, "-o", both)


@pytest.mark.parametrize(("number", "warning"), [(0, ""), (9, FEW_BALLOTS), (10, "")])
def test_few_ballots_are_warned_of(
    capfd: Capture, tmp_path: Path, ticket: Ticket, number: int, warning: str
) -> None:
    box = sealed(tmp_path / "一.box", ticket, *"O" * number)
    assert main(["ballots", "merge", str(box), "-o", str(tmp_path / "合.box")]) == 0
    assert capfd.readouterr().err == warning


def test_boxes_of_another_vote_are_refused(capfd: Capture, tmp_path: Path, ticket: Ticket) -> None:
    def other(name: str, **changes: Any) -> str:
        path = sealed(tmp_path / name, replace(ticket, **changes), "O")
        return refused(capfd, "ballots", "merge", tmp_path / "一.box", path)

    sealed(tmp_path / "一.box", ticket, "O")
    message = other("规则.box", rules=Rules(select_max=NO_LIMIT, seats=2))
    assert "应选项目数与" in message
    assert "那里是1，这里是2" in message
    message = other("全体.box", rules=replace(TEN, deputies_total=12))
    assert "全体代表数与" in message
    assert "那里是10，这里是12" in message
    message = other("比法.box", rules=replace(TEN, tie_chain=(TieBreak.NO_ASC, TieBreak.YES)))
    assert "那里是没有写，这里是反对少者在先、赞成（被排）多者在先。" in message
    assert "名单的内容与" in other("名单.box", candidates_sha256="0" * 64)
    assert "轮次与" in other("轮次.box", round=2)
    message = other("几项.box", ids=tuple(range(2, 17)))
    assert "（1、2、3、" in message
    assert "这里是第1轮15项（2、3、" in message
    renumbered = tuple(each._replace(id=each.id + 1) for each in ticket.candidates)
    message = other("编号.box", candidates=renumbered)
    assert f"那里是{ticket.candidates[0].quoted}，这里是{renumbered[0].quoted}" in message
    assert "报告与" in other("报告.box", report_id="other")
    Box.create(tmp_path / "开.box", ticket)
    message = refused(capfd, "ballots", "merge", tmp_path / "一.box", tmp_path / "开.box")
    assert "开.box：票箱还没有封" in message


def test_numbers_of_the_day_add_up(capfd: Capture, tmp_path: Path, ticket: Ticket) -> None:
    boxes = [
        sealed(tmp_path / f"{at}.box", replace(ticket, rules=rules), "O")
        for at, rules in enumerate(
            [replace(TEN, present=4, issued=5), replace(TEN, present=6, issued=4)]
        )
    ]
    run(capfd, "ballots", "merge", *boxes, "-o", tmp_path / "合.box")
    contents = read_box(tmp_path / "合.box")
    assert contents.ticket.rules.day == Day(10, 10, 9)
    assert [part.ballots for part in contents.taken] == [1]


@pytest.mark.parametrize(
    ("days", "together"),
    [
        ([Day(10, 9, 9, 4), Day(10, 9, 9, 4)], Day(10, 9, 9, 8)),  # 9 of the hall, 4 of each box
        ([Day(10, 9, 9, 8), Day(10, 9, 9, 8)], Day(10, 9, 9, 8)),  # all of them of the hall
        ([Day(10, 4, 9), Day(10, 4, 9)], Day(10, 8, 9)),  # 4 of each box, 9 of the hall
        ([Day(10, 9, 4, 4), Day(10, 9, 5, 4)], Day(10, 9, 9, 8)),
        ([Day(10, 9, 4, 4), Day(10, 9, 4, 4)], Day(10, 9, 8, 8)),  # four each: less than eight
        ([Day(10, 5, 5, 4), Day(10, 5, 5, 4)], Day(10, 10, 10, 8)),
        ([Day(10, 9, 9, 0), Day(0, 0, 0, 4)], Day(10, 0, 0, 0)),
    ],
)
def test_numbers_of_the_whole_hall_are_not_added_up(
    capfd: Capture, tmp_path: Path, ticket: Ticket, days: list[Day], together: Day
) -> None:
    boxes = [
        sealed(tmp_path / f"{at}.box", ticket.with_day(day), *"OOOO") for at, day in enumerate(days)
    ]
    said = run(capfd, "ballots", "merge", *boxes, "-o", tmp_path / "合.box")
    assert read_box(tmp_path / "合.box").ticket.rules.day == together
    assert ("各票箱的数合起来" in said) is any(together[1:])


@pytest.mark.parametrize(
    ("days", "together", "unclear"),
    [
        ([Day(0, 9, 9, 8)] * 2, Day(), ["实到代表数都是9", "发出票数都是9", "收回票数都是8"]),
        ([Day(0, 9, 5)] * 2, Day(), ["实到代表数都是9", "发出票数都是5"]),
        ([Day(0, 9, 9), Day(0, 8, 9)], Day(0, 17, 18), []),
        ([Day(0, 0, 9), Day(0, 8, 9)], Day(), ["发出票数都是9"]),
        ([Day(20, 9, 9)] * 2, Day(20), ["实到代表数都是9", "发出票数都是9"]),
    ],
)
def test_equal_numbers_that_may_be_of_the_hall_are_not_known(
    tmp_path: Path, ticket: Ticket, days: list[Day], together: Day, unclear: list[str]
) -> None:
    ticket = replace(ticket, rules=replace(TEN, quorum=Quorum.NONE))
    boxes = [
        Box.open(sealed(tmp_path / f"{at}.box", ticket.with_day(day), *"OOOO"))
        for at, day in enumerate(days)
    ]
    contents = merged(boxes)
    assert contents.ticket.rules.day == together
    said = unclear_numbers(boxes)
    for words, sentence in zip(unclear, said, strict=True):
        assert words in sentence
    assert set(said) <= set(contents.trace)
    assert added_up(together, said).count("看不出") == len(unclear)


def test_what_happened_to_a_box_is_said_where_it_is_taken_in(
    tmp_path: Path, ticket: Ticket
) -> None:
    """It was dropped: nobody saw on the sheet that the second box had been opened again."""
    first, second = (
        Box.open(sealed(tmp_path / f"{at}.box", ticket.with_day(Day(20, 5)), "O")) for at in (1, 2)
    )
    second.reopen()
    second.set_day(Day(20, 6))
    second.seal()
    said = "".join(history(merged([first, second])))
    assert "并入的票箱：实到代表数由5改为6（票箱里有1张票时）。" in said
    assert "并入的票箱：封票以后重新开箱1次。" in said
    assert "合并后实到代表数是11。" in said


def test_so_few_present_as_would_be_no_quorum_are_those_of_a_machine(
    capfd: Capture, tmp_path: Path, ticket: Ticket
) -> None:
    boxes = [
        sealed(tmp_path / f"{at}.box", ticket.with_day(Day(total, 9)), "O")
        for at, total in enumerate((20, 20, 0))
    ]
    assert "实到代表18" in run(capfd, "ballots", "merge", *boxes[:2], "-o", tmp_path / "甲.box")
    said = run(capfd, "ballots", "merge", boxes[2], boxes[1], "-o", tmp_path / "乙.box")
    assert "实到代表18" in said
    assert read_box(tmp_path / "乙.box").ticket.rules.deputies_total == 20


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([Day(10, 5), Day(10, 6)], "各票箱的实到代表数5＋6＝11，多于全体代表10。"),
        ([Day(10, 4, 5), Day(10, 4, 6)], "各票箱的发出票数5＋6＝11，多于全体代表10。"),
        ([Day(10, 4, 12), Day(10, 4, 12)], "各票箱的发出票数都是12，多于全体代表10。"),
    ],
)
def test_no_more_are_present_or_have_a_ballot_than_there_are_deputies(
    capfd: Capture, tmp_path: Path, ticket: Ticket, days: list[Day], words: str
) -> None:
    boxes = [
        sealed(tmp_path / f"{at}.box", ticket.with_day(day), "O") for at, day in enumerate(days)
    ]
    message = refused(capfd, "ballots", "merge", *boxes, "-o", tmp_path / "合.box")
    assert words in message
    assert not (tmp_path / "合.box").exists()


def test_the_paper_of_a_teller_is_no_box(capfd: Capture, tmp_path: Path, ticket: Ticket) -> None:
    one = sealed(tmp_path / "round-1.box", ticket, "O")
    teller = Box.create(tmp_path / "换了名.box", ticket, teller=2)
    teller.enter(Ballot(("O", *"-" * 15)))
    teller.seal()

    assert "这是第2位计票人录入的纸质票" in refused(capfd, "ballots", "merge", one, teller.path)


def test_two_sheets_are_compared_cell_by_cell(capfd: Capture, tmp_path: Path) -> None:
    one, other = tmp_path / "甲.csv", tmp_path / "乙.csv"
    head = ",".join(f"{number}号" for number in range(1, 17))
    turned = ",".join(f"{number}号" for number in range(16, 0, -1))
    one.write_text(f"{head}\n○,×{',' * 14}\n×{',' * 15}\n", encoding="utf-8")
    other.write_text(f"{turned}\n{',' * 14}×,○\n{',' * 15}×\n", encoding="utf-8")
    assert run(capfd, "ballots", "compare", one, other) == "两份表格一致，共2张票。\n"

    other.write_text(f"{turned}\n{',' * 14}○,○\n", encoding="utf-8")
    assert main(["ballots", "compare", str(one), str(other)]) == 1
    told = capfd.readouterr().out
    assert "第1张票，2号“充电桩建设”：甲.csv第2行“×”，乙.csv第2行“○”" in told
    assert "第2张票，票：甲.csv第3行“有一张”，乙.csv没有这一张" in told
    assert "有2张票录得不一样，共2处" in told

    again = tmp_path / "乙" / "甲.csv"
    again.parent.mkdir()
    again.write_bytes(other.read_bytes())
    assert main(["ballots", "compare", str(one), str(again)]) == 1
    assert f"{one}第2行“×”，{again}第2行“○”" in capfd.readouterr().out
    assert "两次写的是同一份表格" in refused(capfd, "ballots", "compare", one, one)


def test_a_damaged_box_is_refused_and_kept(capfd: Capture, tmp_path: Path, ticket: Ticket) -> None:
    path = sealed(tmp_path / "一.box", ticket, "O", "X")
    broken = path.read_bytes().replace(b'"sealed"', b'"open"')
    path.write_bytes(broken)

    assert "校验和不对" in refused(capfd, "ballots", "merge", path)
    assert path.read_bytes() == broken
    path.write_bytes(b"not a box")
    assert "不是票箱文件" in refused(capfd, "ballots", "merge", path)


def test_before_sealing_votes_shows_only_a_number(capfd: Capture) -> None:
    assert "还没有开始投票" in run(capfd, "votes")
    vote = Vote(REPORT)
    vote.set_rules(TEN)
    vote.start()
    vote.box.cast("OX" * 8)
    shown = run(capfd, "votes")  # while another program has the box

    digest = vote.ticket.rules_sha256
    assert shown == (
        "张店区2024年政府工作报告　试投票·不具法律效力\n"
        f"第1轮：正在投票，尚未封票，票箱里有1张票。\n规则SHA-256：{digest}\n{NO_PASSWORD}\n"
    )
    vote.box.seal()
    assert f"带上它）：{vote.box.path}" in run(capfd, "votes")
    vote.count()
    vote.close()
    shown = run(capfd, "votes")  # when there is no ballot left to see
    assert "没有设口令：计票以前，" in shown
    assert NO_PASSWORD not in shown


def test_every_command_has_a_chinese_help() -> None:
    for command in ("candidates", "tally", "ballots", "votes"):
        shown = subprocess.run(
            [sys.executable, "-m", "review", command, "--help"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout.decode("utf-8")
        assert f"用法：shenyi {command}" in shown
        assert "例子：shenyi" in shown
        assert "usage" not in shown


def test_a_whole_vote_has_one_column(capfd: Capture, tmp_path: Path) -> None:
    table, rules = tmp_path / "票.csv", tmp_path / "规则.toml"
    set_rules = Rules(mode=Mode.WHOLE, seats=1, deputies_total=3, present=3)
    rules.write_text(rules_to_toml(set_rules), encoding="utf-8")
    table.write_text("整体,张数\n○,2\n×,1\n", encoding="utf-8")

    out = run(capfd, "tally", "--ballots", table, "--rules", rules)

    assert "全部16个候选项目　【入选】" in out
