"""How two wordings differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.notes.revision.revise import changes, figures_differ


def told(old: str, new: str) -> str:
    """The differences, with `!` at those of numbers."""
    return " ".join(
        f"{'!' * figures_differ([(was, now)])}{was}>{now}"
        for was, now in changes(old, new)
        if was != now
    )


def test_a_number_is_one_word() -> None:
    """Never the digits of it one by one."""
    assert told("增长5.5%。", "增长6.5%。") == "!5.5%>6.5%"
    assert told("投资1,200万元", "投资1,300万元") == "!1,200>1,300"
    assert told("比例0.3∶21.7∶78", "比例0.3∶22∶77.7") == "!0.3∶21.7∶78>0.3∶22∶77.7"
    assert told("增长５％", "增长６％") == "!５％>６％"


def test_words_apart_from_numbers() -> None:
    """A difference of words says nothing of numbers."""
    assert told("推进5G建设", "深化5G建设") == "推进>深化"
    assert figures_differ(changes("推进5G建设", "深化5G建设")) is False


def test_a_number_that_comes_or_goes() -> None:
    """One more or one less is a difference of numbers too."""
    assert told("新建学校。", "新建学校5所。") == "!>5所"
    assert figures_differ(changes("新建学校5所。", "新建学校。"))


@given(st.text("增长5.%，６AB "), st.text("增长5.%，６AB "))
def test_the_stretches_are_the_wordings(old: str, new: str) -> None:
    """Law: joined, they give back both texts to the character."""
    stretches = changes(old, new)

    assert "".join(was for was, _ in stretches) == old
    assert "".join(now for _, now in stretches) == new
