"""Adding up the sealed boxes of several machines, each box once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from content.errors import Problem
from review.voting.box.box_file import BoxContents, State, Ticket
from review.voting.counting.ballot import Ballot


def merge(parts: Sequence[tuple[Path, BoxContents]]) -> BoxContents:
    """One sealed box out of several.

    Args:
        parts: The boxes, each with the file it comes from. At least one.

    Raises:
        Problem: One is not sealed, occurs twice, or belongs to another vote.
    """
    first = parts[0][1].ticket
    seen: dict[str, Path] = {}
    ballots: Counter[Ballot] = Counter()
    for path, contents in parts:
        if contents.state is State.OPEN:
            remedy = "请在那台机器上按F6，再按F8封票，然后合并。"
            raise Problem("票箱还没有封。", path=path, remedy=remedy)
        if difference := _difference(first, contents.ticket):
            remedy = "只有同一次投票、同一轮的票箱才能合并。"
            raise Problem(f"{difference}与{parts[0][0]}不同。", path=path, remedy=remedy)
        for box in contents.boxes:
            if box in seen:
                message = f"这个票箱与{seen[box]}重复。"
                raise Problem(message, path=path, remedy="每个票箱只能计一次，请去掉一个。")
            seen[box] = path
        ballots += contents.ballots
    return BoxContents(first, tuple(sorted(seen)), State.SEALED, ballots)


def _difference(one: Ticket, other: Ticket) -> str:
    """What tells two votes apart, in Chinese; empty if they are the same."""
    if one.report_id != other.report_id:
        return "报告"
    if one.candidates_sha256 != other.candidates_sha256 or one.candidates != other.candidates:
        return "候选项目名单"
    if one.round != other.round or one.ids != other.ids:
        return "轮次"
    if one.rules.sha256 != other.rules.sha256:
        return f"规则（SHA-256 {other.rules.sha256[:12]}…）"
    return "" if one.status is other.status else "名单性质"
