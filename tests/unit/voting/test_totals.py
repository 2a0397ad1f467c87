"""Totals that a hall gives, and surveys: every row is checked, a slip is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.errors import Problem
from review.cli import main
from review.voting.counting.ballot import Printed
from review.voting.counting.results import Count, ItemStatus, Result, Verdict, rate
from review.voting.counting.tally import decide, level_of
from review.voting.counting.totals import read_totals
from review.voting.rules.choices import Base, BlankBallot, Mode, Threshold
from review.voting.rules.rules import Rules, survey_rules

DATA = Path(__file__).parents[2] / "data"
ITEMS = [Printed(1, "学校"), Printed(2, "食堂"), Printed(3, "公路")]

HEAD = "发出,100,收回,98,有效,96,无效,2\n序号,项目名称,赞成,反对,弃权\n"
ROWS = "1,学校,60,20,16\n2,食堂,50,46,0\n3,公路,40,50,6\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "总数.csv"
    path.write_text(text, encoding="utf-8")
    return path


def counted(tmp_path: Path, text: str, rules: Rules | None = None) -> tuple[object, ...]:
    path = write(tmp_path, text)
    asked = rules or Rules(deputies_total=100, seats=2, select_max=-1)
    sums, known = read_totals(path, ITEMS, asked)
    result = decide(known, sums)
    return result.status, result.elected, result.collected, result.valid, known.issued


def test_totals_are_decided_like_ballots(tmp_path: Path) -> None:
    assert counted(tmp_path, HEAD + ROWS) == (ItemStatus.SHORTFALL, (1,), 98, 96, 100)
    lenient = Rules(base=Base.VALID, seats=2, select_max=-1)
    shuffled = HEAD + "3,公路,40,50,6\n1,学校,60,20,16\n食堂,,50,46,0\n".replace("食堂,,", ",食堂,")
    assert counted(tmp_path, shuffled, lenient)[:2] == (ItemStatus.DECIDED, (1, 2))


def test_what_a_hall_with_devices_gives(tmp_path: Path) -> None:
    """Who pressed nothing is among the valid, and in no half of those who voted."""
    text = "项目,赞成,反对,弃权,未按表决器\n学校,48,20,20,8\n食堂,44,40,0,12\n公路,44,45,5,2\n"
    rules = Rules(base=Base.VALID, seats=-1)
    assert counted(tmp_path, text, rules)[:3] == (ItemStatus.DECIDED, (1, 2), 96)
    data = decide(rules, read_totals(write(tmp_path, text), ITEMS, rules)[0]).as_json()
    assert data["not_pressed"] == [8, 12, 2]
    assert [sum(item) for item in data["items"]] == [88, 84, 94]


def test_a_project_that_is_called_as_a_sum_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, "项目,赞成,反对,弃权\n学校,60,20,16\n总票务中心,50,46,0\n")
    sums, _ = read_totals(path, [Printed(1, "学校"), Printed(2, "总票务中心")], Rules())
    assert [count.yes for count in sums.items] == [60, 50]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("60,20,16", "60,20,15", "第3行：这一行60＋20＋15＝95，与有效票数96不等。"),
        ("有效,96", "有效,97", "第3行：这一行60＋20＋16＝96，与有效票数97不等。另有2行也不等"),
        ("无效,2", "无效,3", "有效96＋无效3＝99，与收回98不等"),
        ("50,46,0", "50,-46,0", "第4行：第4列的数“-46”不对"),
        ("50,46,0", "50,,46", "第4行：第4列是空的"),
        ("50,46,0", f"50,{46:09},{10**6:020}", "第4行：第5列的数“00000000000001000000”不对"),
        ("40,50,6\n", "40,50,6\n收回,97\n", "第6行：收回票数写了两次，一次是98，一次是97。"),
        ("收回,98", f"收回,{10**6}", "第1行：收回票数不对。应是0到100000之间的整数。"),
        ("收回,98", f"收回,{'9' * 5000}", "收回票数不对。应是0到100000之间的整数。"),
        ("3,公路,40,50,6", f"3,公路,40,50,6\n合计,,150,116,{'2' * 5000}", "第6行：第5列的合计"),
        ("3,公路", "3,学校", "第5行：这一行的序号和名称不是同一个项目"),
        ("3,公路", "2,食堂", "第5行：2号“食堂”与第4行重复了"),
        ("3,公路,40,50,6\n", "", "缺少3号“公路”这一行"),
        ("3,公路", "4,桥", "第5行：第1列的“4”与候选项目不符"),
        ("赞成,反对,弃权", "甲,乙,丙", "没有找到各列的名称"),
        ("3,公路,40,50,6", "3,公路,40,50,6\n合计,,151,116,22", "第6行：第3列的合计写的是151"),
        ("发出,100", "发出,100,空白,97", "空白票97张，多于有效票"),
        ("发出,100", "发出,100,空白,1", "第4行：空白票1张算有效票，各项都没有记号，而这一行没有"),
        ("发出,100,收回,98", "发出,100,收回,九十八", "第1行：“收回”后面写的“九十八”不是数"),
        ("发出,100,收回,98,有效,96,无效,2", "发出,收回\n100,98", "“发出”后面写的“收回”不是数"),
        ("收回,98,有效,96,无效,2", "收回,95", "有效票96张，多于收回的95张"),
        ("发出,100", "发出,101,实到,101", "实到代表（101）多于全体代表（100）"),
        ("发出,100,收回,98,", "发出100收回98收回97,,", "收回票数写了两次，一次是98，一次是97"),
        ("发出,100,收回,98", "发出,100,收回:98或97,", "“收回:98或97”后面写的“98或97”不是数"),
        ("发出,100,收回,98,有效,96,无效,2", "收回约98张,,,", "“收回约98张”里的数看不出是多少"),
        ("发出,100,收回,98,有效,96,无效,2", "收回九十八张,,,", "“收回九十八张”里的数看不出"),
        ("发出,100,收回,98,有效,96,无效,2", "收回98或97,,,", "“收回98或97”里的数看不出是多少"),
        ("有效,96,无效,2", "有效,,96,无效,,3", "有效96＋无效3＝99，与收回98不等"),
        ("3,公路,40,50,6", "3,公路,40,50,6\n4,桥,,,", "第6行：第1列的“4”与候选项目不符"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = HEAD + ROWS
    assert old in text
    with pytest.raises(Problem) as caught:
        counted(tmp_path, text.replace(old, new))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("head", "rows", "words"),
    [
        ("赞成", "1,60\n2,50\n3,40\n", "缺少“反对”这一列"),
        ("反对", "1,60\n2,50\n3,40\n", "缺少“赞成”这一列"),
        ("赞成,弃权", "1,60,36\n2,50,46\n3,40,56\n", "缺少“反对”这一列"),
    ],
)
def test_no_number_is_invented(tmp_path: Path, head: str, rows: str, words: str) -> None:
    """Of what is neither for nor against nobody knows what it is, unless one of them is said."""
    with pytest.raises(Problem, match=words):
        counted(tmp_path, f"有效,96\n序号,{head}\n{rows}")


def test_of_votes_alone_the_rest_is_unmarked_where_nobody_can_object(tmp_path: Path) -> None:
    rules = Rules(mode=Mode.APPROVE, base=Base.VALID, seats=2)
    text = "有效,96\n序号,得票\n1,60\n2,50\n3,40\n"
    assert counted(tmp_path, text, rules)[:2] == (ItemStatus.DECIDED, (1, 2))


def test_blank_ballots_choose_nothing(tmp_path: Path) -> None:
    """96 valid ballots of which 24 are blank can hold 72 × 2 votes at most."""
    head = HEAD.replace("发出,100", "发出,100,空白,24")
    rows = "1,学校,60,10,26\n2,食堂,50,20,26\n3,公路,40,30,26\n"
    with pytest.raises(Problem, match="赞成合计150，而72张票每张至多选2项，至多144"):
        counted(tmp_path, head + rows, Rules(deputies_total=100, seats=2))


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("发出 100 收回 98 有效 96 无效 2\n", ""),
        ("发出票数：100张　收回票数：98张　有效票：96张　无效票：2张,,,,\n", ""),
        ("应到会代表100人，实到会代表99人，发出选票总数100张，收回98张，有效票96张，无效2张\n", ""),
        ("发出100张，实收回98张（收回率98.0%），无效票过半的前3张不计\n", ""),
        ("实发100张，实收98，2张无效\n", ""),
        ("发出票数是100张，收回票数（张）：98\n", ""),
        ("发出（100），收回测评票共计（98）\n", ""),
        ("发出100，收回票张数=98。\n", ""),
        ("发出：,,100,收回：,98张\n有效：,,96,无效：,,,2\n", ""),
        ("发出,100\n", "收回98张，有效96张，无效2张,,,,\n"),
        (
            "发出,100,收回,98\n",
            "无效票,,2,,\n监票人：王某,,计票人：,李某,\n日期：2025年1月5日,,,,\n",
        ),
    ],
)
def test_figures_are_read_as_people_write_them(tmp_path: Path, head: str, below: str) -> None:
    """In one cell, behind the empty cells that merged ones leave; none of them is dropped."""
    text = head + HEAD.partition("\n")[2] + ROWS + below
    assert counted(tmp_path, text)[2:] == (98, 96, 100)


def test_a_column_of_sums_is_checked(tmp_path: Path) -> None:
    head = HEAD.replace("弃权", "弃权,合计")
    rows = ROWS.replace("\n", ",96\n") + "合计,,150,116,22,288\n"
    assert counted(tmp_path, head + rows)[2:] == (98, 96, 100)
    with pytest.raises(Problem, match="第4行：这一行50＋46＋0＝96，与这一行的合计“95”不等"):
        counted(tmp_path, head + rows.replace("50,46,0,96", "50,46,0,95"))


@pytest.mark.parametrize(
    "below",
    [
        "总票数,98\n",
        "合计,,150,116,22,总票数：98张\n",
        "合计：发出100张，总票数98张，有效96张\n",
        "合计,发出票数,100,总票数,98\n",
        "总票数,,150,116,22\n收回98张\n",
    ],
)
def test_all_ballots_may_be_written_in_a_line_of_totals(tmp_path: Path, below: str) -> None:
    """总票数 was not read, and the invalid ballots were dropped with it."""
    head = HEAD.replace("收回,98,", "").replace("无效,2", "")
    assert counted(tmp_path, head + ROWS + below)[2:] == (98, 96, 100)
    column = HEAD.replace("弃权", "弃权,总票数") + ROWS.replace("\n", ",96\n")
    assert counted(tmp_path, column)[2:] == (98, 96, 100)
    some = HEAD.replace("弃权", "总票数") + "1,学校,60,20,96\n2,食堂,50,46,96\n3,公路,40,50,96\n"
    assert counted(tmp_path, some)[2:] == (98, 96, 100)


def test_a_part_of_a_sum_has_a_column_too(tmp_path: Path) -> None:
    head = HEAD.replace("弃权", "弃权,小计,未按,合计")
    rows = "1,学校,60,20,10,90,6,96\n2,食堂,50,40,0,90,6,96\n3,公路,40,44,6,90,6,96\n"
    assert counted(tmp_path, head + rows)[2:] == (98, 96, 100)


def test_figures_that_have_columns_are_those_of_every_row(tmp_path: Path) -> None:
    """They were dropped, and the count went on without the invalid ballots."""
    head = "序号,项目,发出票数,收回,赞成,反对,弃权\n"
    rows = "1,学校,100,98,60,20,16\n2,食堂,,,50,46,0\n3,公路,100,98,40,50,6\n2025年1月5日,,,,,,\n"
    assert counted(tmp_path, head + rows)[2:] == (98, 96, 100)
    with pytest.raises(Problem, match="第4行：收回票数写了两次，一次是98，一次是97"):
        counted(tmp_path, head + rows.replace("100,98,40", "100,97,40"))


def test_a_figure_that_is_left_empty_is_not_known(tmp_path: Path) -> None:
    head = HEAD.replace("发出,100,", "发出,,实到,,")
    assert counted(tmp_path, head + ROWS)[2:] == (98, 96, 0)


def test_a_survey_is_over_the_projects_of_last_year(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Those that were imported for it, and not the candidates of this year."""
    listed = tmp_path / "去年.csv"
    listed.write_text("序号,名称,内容\n1,学校,建\n2,食堂,建\n", encoding="utf-8")
    table = write(tmp_path, "序号,满意,基本满意,不满意\n1,5,1,0\n2,2,2,2\n")
    line = ["survey", str(table), "--half", "strict", "--base", "valid"]
    assert main(line) == 2
    assert main(["candidates", "import", str(listed), "--vote", "survey"]) == 0
    capfd.readouterr()
    assert main(line) == 0
    out = capfd.readouterr().out
    assert "2. 食堂　【基本满意】" in out
    assert "满意5　基本满意1　不满意0　未评0" in out
    write(tmp_path, "序号,满意,基本满意,不满意,不了解\n1,5,1,0,2\n2,2,2,2,2\n")
    assert main(line) == 0
    assert "满意5　基本满意1　不满意0　不了解2" in capfd.readouterr().out


def test_more_chosen_than_ballots_can_choose_is_a_slip(tmp_path: Path) -> None:
    rules = Rules(deputies_total=100, seats=1)
    with pytest.raises(Problem, match=r"赞成合计150，而96张票每张至多选1项，至多96。"):
        counted(tmp_path, HEAD + ROWS, rules)


def test_numbers_of_the_day_may_not_contradict_the_rules(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"发出票数在表里是100，在规则里是99。"):
        counted(tmp_path, HEAD + ROWS, Rules(issued=99, seats=2, select_max=-1))
    with pytest.raises(Problem, match="排序票要逐张录入"):
        counted(tmp_path, HEAD + ROWS, Rules(mode=Mode.RANK))


def test_blank_ballots_are_told_apart(tmp_path: Path) -> None:
    rows = ROWS.replace("50,46,0", "48,46,2")
    path = write(tmp_path, HEAD.replace("无效,2", "无效,2,空白,2") + rows)
    rules = Rules(blank_ballot=BlankBallot.INVALID, select_max=-1)
    sums, _ = read_totals(path, ITEMS, rules)
    assert [(reason.value, number) for reason, number in sums.reasons] == [("blank", 2)]
    sums, _ = read_totals(path, ITEMS, Rules(select_max=-1))
    assert sums.blank == 2


def test_the_command_prints_a_sheet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_text("序号,名称,内容\n1,学校,建\n2,食堂,建\n3,公路,建\n", encoding="utf-8")
    table = write(tmp_path, HEAD + ROWS)
    assert main(["tally", "--totals", str(table), "--candidates", str(listed)]) == 0
    out = capfd.readouterr().out
    assert "1. 学校" in out
    assert "收回票：98" in out
    assert "无效票：2" in out


# Surveys


def survey_file(
    tmp_path: Path, case: dict[str, object], figures: str
) -> tuple[Path, list[Printed]]:
    rows = case["items"]
    assert isinstance(rows, list)
    listed = [Printed(at, str(row[0])) for at, row in enumerate(rows, start=1)]
    table = "".join(f"{at},{','.join(map(str, row))}\n" for at, row in enumerate(rows, start=1))
    path = tmp_path / "测评.csv"
    path.write_text(f"{figures}序号,项目,满意,基本满意,不满意\n{table}", encoding="utf-8")
    return path, listed


CASES = {
    case["id"]: case
    for case in json.loads((DATA / "satisfaction.json").read_text(encoding="utf-8"))["cases"]
}


def surveyed(path: Path, listed: list[Printed], half: Threshold, base: Base) -> Result:
    rules = survey_rules(Rules(base=base), half)
    sums, known = read_totals(path, listed, rules)
    return decide(known, sums)


def test_a_published_slip_is_named(tmp_path: Path) -> None:
    """Nine rows add up to 222, the first one to 122."""
    path, listed = survey_file(tmp_path, CASES["宁海2021"], "")
    with pytest.raises(Problem, match=r"第2行：这一行95＋27＋0＝122，与其余各项的合计222不等"):
        surveyed(path, listed, Threshold.HALF, Base.VALID)


def test_exactly_half_is_for_the_rule_to_judge(tmp_path: Path) -> None:
    path, listed = survey_file(tmp_path, CASES["镇海2022"], "全体代表,34,实到,29\n")
    inclusive = surveyed(path, listed, Threshold.HALF, Base.ALL)
    assert inclusive.levels == (Verdict.GOOD,) * 8
    strict = surveyed(path, listed, Threshold.MORE_THAN_HALF, Base.ALL)
    assert (strict.levels or ()).count(Verdict.FAIR) == 2
    assert [(result.needed or (0,))[0] for result in (inclusive, strict)] == [17, 18]
    assert [sum(count.satisfied for count in result.items or ()) for result in (strict,)] == [229]

    assert level_of(Count(1, 2, fair=1), 2) is Verdict.FAIR
    assert level_of(Count(1, 2, fair=1), 3) is Verdict.POOR


def test_rates_are_rounded_half_up() -> None:
    assert [rate(count, 8) for count in (0, 1, 8)] == ["0.0%", "12.5%", "100.0%"]
    assert rate(1, 16) == "6.3%"
    assert rate(1, 0) == "—"


def test_the_survey_command_wants_to_be_told_the_half(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, listed = survey_file(tmp_path, CASES["镇海2022"], "全体,34\n")
    names = tmp_path / "去年.csv"
    rows = "".join(f"{item.id},{item.title},建\n" for item in listed)
    names.write_text(f"序号,名称,内容\n{rows}", encoding="utf-8")
    line = ["survey", str(path), "--base", "total", "--candidates", str(names)]
    assert main(line) == 2
    assert "--half" in capfd.readouterr().err
    survey_file(tmp_path, CASES["镇海2022"], "")
    assert main([*line, "--half", "strict"]) == 2
    assert "全体代表数没有写，判定不了" in capfd.readouterr().err
    survey_file(tmp_path, CASES["镇海2022"], "全体,34\n")
    assert main([*line, "--half", "strict"]) == 0
    out = capfd.readouterr().out
    assert "5. 照料中心　【基本满意】" in out
    assert "满意率28/29（96.6%）" in out
    assert main([*line, "--half", "inclusive", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert [item["verdict"] for item in data["items"]] == ["满意"] * 8
    assert data["overall"] == [229, 232]
