"""Rules: their file, what contradicts what, presets, and the digest they freeze under."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from content.errors import NewerFile, Problem
from content.shelf.library import BUILTIN
from review.base.labelled import Labelled
from review.voting.rules.choices import Base, Mode, Threshold, Tie, TieBreak
from review.voting.rules.rules import (
    EACH,
    MOST,
    NO_LIMIT,
    PRESETS,
    Rules,
    digest,
    doubts,
    faults,
    whole_number,
)
from review.voting.rules.rules_file import read_rules, rules_from_data, rules_to_toml

PRESET = {preset.name: preset for preset in PRESETS}


def choices(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(kind))


NUMBERS = st.integers(0, 400)
RULES = st.builds(
    Rules,
    title=st.text(),
    deputies_total=st.just(400),
    present=NUMBERS,
    issued=NUMBERS,
    select_max=st.just(NO_LIMIT),
    select_min=NUMBERS,
    seats=NUMBERS,
    points=st.lists(NUMBERS, max_size=4).map(lambda points: tuple(sorted(points, reverse=True))),
    tie_chain=st.permutations(list(TieBreak)).flatmap(
        lambda steps: st.integers(0, 3).map(lambda end: tuple(steps[:end]))
    ),
    slate_ratio=st.sampled_from(["1/5", "0/1", "1/1"]),
    **{
        field.name: choices(type(field.default))
        for field in fields(Rules)
        if isinstance(field.default, Labelled)
    },
).filter(lambda rules: not faults(rules))


def refused(path: Path, text: str, items: int | None = None) -> str:
    """The message that a rules file is refused with."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_rules(path, items)
    return str(caught.value)


def test_what_ships_is_every_rule_at_its_honest_default() -> None:
    text = (BUILTIN / "ballot.toml").read_text(encoding="utf-8")

    assert text == rules_to_toml(Rules())
    tables = tomli.loads(text)
    assert tables["body"] == {
        "deputies_total": 0, "present": 0, "issued": 0, "collected": 0, "quorum": ">=2/3"
    }  # fmt: skip
    assert (tables["decide"]["seats"], tables["ballot"]["points"]) == (0, "borda")
    keys = {key for table in tables.values() if isinstance(table, dict) for key in table}
    assert keys | {"title"} == {field.name for field in fields(Rules)}


@given(RULES)
def test_rules_survive_their_file(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> None:
    path = tmp_path_factory.getbasetemp() / "rules.toml"
    path.write_text(rules_to_toml(rules), encoding="utf-8")

    assert read_rules(path) == rules


@given(RULES)
def test_the_digest_tells_rules_apart(rules: Rules) -> None:
    assert rules.canonical == replace(rules).canonical
    assert rules.canonical != replace(rules, title=rules.title + "。").canonical
    assert rules.canonical != replace(rules, seats=rules.seats + 1).canonical


def test_the_digest_is_that_of_the_canonical_form() -> None:
    """It stands on sheets of paper, so no rule that comes later may change it."""
    assert Rules().canonical == "{}"
    rules = Rules(seats=2, mode=Mode.RANK, points=(3, 1), tie_chain=(TieBreak.YES,))
    assert rules.canonical == '{"mode":"rank","points":[3,1],"seats":2,"tie_chain":["yes"]}'
    assert (
        digest(rules.canonical)
        == "da2c827f549f955275b1fc18f7826314c25c44c712f0f3cb4d39ce602578ae21"
    )
    assert replace(rules, deputies_total=9, present=8, issued=8).canonical == rules.canonical


def test_what_a_file_leaves_out_is_as_in_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[decide]\nseats = 3\n", encoding="utf-8")

    assert read_rules(path) == Rules(seats=3)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[decide]\nthreshold = ">3/4"\n', 2, ("threshold", '可用的是：">1/2"（过半数）')),
        ("[decide]\nseats = 2\nseats = 3\n", 3, ("TOML",)),
        ("[body]\npresent = \n", 2, ("TOML",)),
        ("[body]\npresent = 1.5\n", 2, ("present", "整数")),
        ("[body]\npresent = true\n", 2, ("present", "整数")),
        ('[body]\npresent = "10"\n', 2, ("present", "整数")),
        ("[body]\npresent = -1\n", 2, ("实到代表数应在0到100000之间",)),
        ("[ballot]\nselect_max = -2\n", 2, ("-1表示不限",)),
        ("[body]\nseats = 2\n", 2, ("不认识“seats”", "deputies_total")),
        ("[bodies]\n", 1, ("不认识“bodies”", "[body]")),
        ("seats = 2\n", 1, ("不认识“seats”",)),
        ("format = 0\n", 1, ("版本", "format = 1")),
        ('title = ""\n', 1, ("title", "文字")),
        ('title = "  "\n', 1, ("没有名称",)),
        ('title = "试投\\n票"\n', 1, ("换行或控制字符",)),
        ('title = "试\\u001b[2J投"\n', 1, ("换行或控制字符",)),
        ('[ballot]\npoints = [3, "2"]\n', 2, ("points", "[5, 3, 1]")),
        ("[ballot]\npoints = [1, 3]\n", 2, ("从大到小",)),
        ('[decide]\ntie_chain = "yes"\n', 2, ("tie_chain", "一列")),
        ('[decide]\ntie_chain = ["votes"]\n', 2, ("tie_chain", "反对少者在先")),
        ('[decide]\ntie_chain = ["yes", "yes"]\n', 2, ("两次",)),
        ('[decide]\nslate_ratio = "1/0"\n', 2, ("1/5",)),
        ('[decide]\nslate_ratio = "20%"\n', 2, ("1/5",)),
        ("[body]\ndeputies_total = 9\npresent = 10\n", 3, ("实到代表（10）多于全体代表（9）",)),
        ("[ballot]\nselect_min = 3\n[decide]\nseats = 2\n", 2, ("至少要选3项，又至多只能选2项",)),
        ("[decide]\nseats = 17\n", 2, ("应选项目数是17，而票上只有16项",)),
        ("[ballot]\nselect_max = 17\n", 2, ("限选项数是17",)),
        ('[ballot]\nmode = "whole"\n', 2, ("整体表决",)),
        ("[ballot]\nmode = ○\n", 2, ("TOML",)),
    ],
)
def test_a_broken_file_names_line_and_remedy(
    tmp_path: Path, text: str, line: int, words: tuple[str, ...]
) -> None:
    message = refused(tmp_path / "规则.toml", text, items=16)

    assert f"规则.toml 第{line}行：" in message
    for word in words:
        assert word in message


def test_a_file_of_a_newer_program_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("format = 99\n[new]\n", encoding="utf-8")
    with pytest.raises(NewerFile, match="由更新版本的审议保存"):
        read_rules(path)


def test_a_file_may_come_from_an_old_notepad(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes('title = "试投"\r\n[decide]\r\nseats = 3\r\n'.encode("gb18030"))

    assert read_rules(path) == Rules(title="试投", seats=3)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="找不到"):
        read_rules(tmp_path / "没有.toml")


def test_the_defaults_contradict_nothing() -> None:
    assert faults(Rules(), 16) == []


def test_a_vote_without_a_name_is_not_kept_for_its_file_could_not_be_read(tmp_path: Path) -> None:
    nameless = Rules(title="")
    path = tmp_path / "rules.toml"
    path.write_text(rules_to_toml(nameless), encoding="utf-8")
    with pytest.raises(Problem, match="“title”写得不对"):
        read_rules(path)
    assert [fault.message for fault in faults(nameless)] == ["投票没有名称。"]
    assert doubts(Rules()) == []


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_no_preset_contradicts_itself(preset: Any) -> None:
    set_rules = preset.apply(Rules(deputies_total=280, present=270, title="试投"), 10)

    assert faults(set_rules, 1 if set_rules.mode is Mode.WHOLE else 16) == []
    assert (set_rules.deputies_total, set_rules.present, set_rules.title) == (280, 270, "试投")
    unknown = preset.apply(Rules(), 0)
    assert faults(unknown, 1 if unknown.mode is Mode.WHOLE else 16) == []


def test_presets_are_what_their_names_say() -> None:
    rules = Rules(select_min=1, tie=Tie.LOT)

    assert PRESET["差额限选"].apply(rules, 10).limit == 10
    assert PRESET["差额限选"].apply(rules, 10).tie is Tie.REVOTE
    assert PRESET["逐项表决"].apply(rules, 10).limit is None
    whole = PRESET["整体表决"].apply(rules, 10)
    assert (whole.mode, whole.seats) == (Mode.WHOLE, EACH)
    assert PRESET["逐项表决"].apply(rules, 0).seats == EACH
    most = PRESET["得票多者"].apply(rules, 10)
    assert (most.threshold, most.base) == (Threshold.NONE, Base.COLLECTED)
    exactly = PRESET["必须选满"].apply(rules, 10)
    assert exactly.select_min == exactly.select_max == exactly.limit == 10
    ranking = PRESET["排序"].apply(rules, 10)
    assert (ranking.mode, ranking.limit, ranking.places(16)[0]) == (Mode.RANK, 10, 10)
    assert ranking.threshold is Threshold.NONE


def test_slips_are_pointed_out_but_allowed() -> None:
    assert "发出票数（12）多于实到代表（9）" in doubts(Rules(present=9, issued=12))[0]
    assert "不足法定人数" in doubts(Rules(deputies_total=9, present=5))[0]
    assert "没有反对" in doubts(Rules(mode=Mode.APPROVE, base=Base.YES_NO))[0]
    assert "排第一" in doubts(Rules(tie_chain=(TieBreak.FIRST,)))[0]


def test_the_slate_is_a_fifth_longer_than_the_seats() -> None:
    """Rounded up, and by one at least."""
    assert [Rules().slate_size(vacant) for vacant in (1, 5, 6, 10, 11)] == [2, 6, 8, 12, 14]
    assert Rules(slate_ratio="0/1").slate_size(3) == 4


def test_plain_data_with_unknown_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="seat"):
        rules_from_data({"seat": 1})


def test_no_number_is_too_long_to_be_read() -> None:
    assert [whole_number(text) for text in ("0", "007", str(MOST))] == [0, 7, MOST]
    assert whole_number(str(MOST + 5)) == whole_number("9" * 5000) == MOST + 1
    assert whole_number("") == whole_number("-3") == whole_number("三") == -1
