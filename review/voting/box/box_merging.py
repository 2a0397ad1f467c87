"""Adding up the sealed boxes of several machines, each box once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.errors import Problem
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import BoxContents, State, Taken, sealed_ballots
from review.voting.box.box_ticket import Ticket
from review.voting.rules.rules import DAY, FROZEN, NAMES, Day


def refuse_unlike(boxes: Sequence[Box]) -> None:
    """Make sure that boxes, at least one, can be added up.

    Raises:
        Problem: One is not sealed or counted already, occurs twice, holds the paper of a teller,
            or belongs to another vote; or more deputies are present at all of them together, or
            more ballots were issued there, than there are deputies.
    """
    first = boxes[0]
    seen: dict[str, Path] = {}
    for box in boxes:
        _refuse_state(box.path, box.contents)
        for what, one, other in _differences(first.ticket, box.ticket):
            remedy = "只有同一次投票、同一轮的票箱才能合并。"
            message = f"{what}与{first.path}不同：那里是{one}，这里是{other}。"
            raise Problem(message, path=box.path, remedy=remedy)
        for name in box.contents.boxes:
            if name in seen:
                message = f"这个票箱与{seen[name]}重复。"
                raise Problem(message, path=box.path, remedy="每个票箱只能计一次，请去掉一个。")
            seen[name] = box.path
    total = merged_ticket(boxes).rules.deputies_total
    for key, number, *numbers in _numbers(boxes):
        if key in ("present", "issued") and 0 < total < number:
            added = f"{'＋'.join(map(str, numbers))}＝{number}"
            here = added if sum(numbers) == number else f"都是{number}"
            message = f"各票箱的{NAMES[key]}{here}，多于全体代表{total}。"
            remedy = f"请在各台机器上按F6、再按5核对：{NAMES[key]}写那台机器自己的。"
            raise Problem(message, remedy=remedy)


def merged_ticket(boxes: Sequence[Box]) -> Ticket:
    """The ticket of all boxes together: their numbers of the day add up.

    A number that one of them does not know (0) is not known of all. That of all deputies is that of
    the congress, the same everywhere. Where each box says the same, it may be the number of its own
    machine or of the whole hall. It is the latter where the sum would be more than all deputies: 45
    and 45 of 50 are 45. It is the former where so few present would be no quorum. The numbers of
    ballots are of what that of those present is of; only a number of the hall has to be enough for
    the ballots of all boxes. Where both may be, it is not known: see `unclear_numbers`.
    """
    days = [box.ticket.rules.day for box in boxes]
    totals, presents, *of_ballots = zip(*days, strict=True)
    total, ballots = max(totals), sum(box.count for box in boxes)
    fits = not total or sum(presents) <= total
    hall = boxes[0].ticket.rules.on(Day(total, presents[0]))
    present = _of_all(presents, fits=fits, may_be_hall=not fits or hall.has_quorum is not False)
    is_hall, is_each = 0 < present < sum(presents), 0 < present == sum(presents)
    known = []
    for numbers in of_ballots:
        fits = not is_hall and (not total or sum(numbers) <= total)
        may_be_hall = not (fits and is_each) and (fits or numbers[0] >= ballots)
        known.append(_of_all(numbers, fits=fits, may_be_hall=may_be_hall))
    return boxes[0].ticket.with_day(Day(total, present, *known))


def _of_all(numbers: Sequence[int], *, fits: bool, may_be_hall: bool) -> int:
    """A number of all boxes together, 0 where not known; `fits` where it may be the sum."""
    if not all(numbers):
        return 0
    if len(numbers) == 1 or len(set(numbers)) > 1 or not may_be_hall:
        return sum(numbers)
    return 0 if fits else numbers[0]


def unclear_numbers(boxes: Sequence[Box]) -> tuple[str, ...]:
    """Which numbers may be of each machine or of the hall, half a Chinese sentence each."""
    return tuple(
        f"各票箱的{NAMES[key]}都是{numbers[0]}，看不出是各台机器的还是全场的，合并后按未知计"
        for key, number, *numbers in _numbers(boxes)
        if all(numbers) and not number
    )


def _numbers(boxes: Sequence[Box]) -> Iterator[tuple[Any, ...]]:
    """Each number of the day by its name, of all boxes together and of each."""
    days = (box.ticket.rules.day for box in boxes)
    return zip(DAY, merged_ticket(boxes).rules.day, *days, strict=True)


def merged(boxes: Sequence[Box]) -> BoxContents:
    """What a box would hold with what others hold, whose locks are open; it is locked as before.

    Raises:
        Problem: The ballots of one cannot be read.
    """
    added = [
        f"合并后{NAMES[key]}{f'是{number}' if number else '未知'}"
        for key, number, *numbers in _numbers(boxes)
        if number != numbers[0] and (number or not all(numbers))
    ]
    trace = (*boxes[0].contents.trace, *unclear_numbers(boxes), *added)
    contents = replace(boxes[0].contents, ticket=merged_ticket(boxes), trace=trace)
    for box in boxes[1:]:
        contents = with_box(contents, box)
    return contents


def with_box(contents: BoxContents, other: Box, *, is_paper: bool = False) -> BoxContents:
    """What a box holds with the ballots of another, and a note of where they come from."""
    taken = Taken(other.contents.boxes, other.count, is_paper)
    again = [f"封票以后重新开箱{other.contents.reopened}次"] if other.contents.reopened else []
    told = () if is_paper else (*other.contents.trace, *again)
    return replace(
        contents,
        boxes=tuple(sorted({*contents.boxes, *other.contents.boxes})),
        sealed=tuple(sorted((*contents.sealed, *sealed_ballots(contents, other.ballots())))),
        taken=(*contents.taken, taken),
        trace=(*contents.trace, *(f"并入的票箱：{each}" for each in told)),
    )


def _refuse_state(path: Path, contents: BoxContents) -> None:
    if contents.teller:
        message = f"这是第{contents.teller}位计票人录入的纸质票，不是票箱。"
        remedy = "纸质票请在录入的那台机器上并入票箱（F6、录纸质票），再合并那里的票箱。"
        raise Problem(message, path=path, remedy=remedy)
    if contents.state is State.OPEN:
        remedy = "请在那台机器上按F6封票，然后合并。"
        raise Problem("票箱还没有封。", path=path, remedy=remedy)
    if contents.state is State.COUNTED:
        message = "这个票箱已经计票，里面的票已销毁，不能再合并。"
        raise Problem(message, path=path, remedy="合并要在计票之前。")


def _differences(one: Ticket, other: Ticket) -> Iterator[tuple[str, object, object]]:
    """What tells two votes apart, and how it is in each: a name and two values, in Chinese."""
    if one.report_id != other.report_id:
        yield "报告", one.report_id, other.report_id
    if (one.round, one.ids) != (other.round, other.ids):
        rounds = [
            f"第{each.round}轮{len(each.ids)}项（{'、'.join(map(str, each.ids))}号）"
            for each in (one, other)
        ]
        yield "轮次", rounds[0], rounds[1]
    if len(one.candidates) != len(other.candidates):
        yield "候选项目名单", f"{len(one.candidates)}项", f"{len(other.candidates)}项"
    for first, second in zip(one.candidates, other.candidates, strict=False):
        if first[:2] != second[:2]:
            yield "候选项目名单", first.quoted, second.quoted
    if one.candidates_sha256 != other.candidates_sha256:
        yield "候选项目名单的内容", "一种写法", "另一种写法"
    if one.status is not other.status:
        yield "名单性质", one.status.notice or "正式名单", other.status.notice or "正式名单"
    for key in (*FROZEN, "deputies_total"):
        mine, its = getattr(one.rules, key), getattr(other.rules, key)
        if mine != its and (key != "deputies_total" or (mine and its)):
            yield NAMES[key], _in_words(mine), _in_words(its)


def _in_words(value: object) -> str:
    """What a rule says, as an error tells it."""
    if isinstance(value, tuple):
        return "、".join(map(_in_words, value)) or "没有写"
    return str(getattr(value, "label", value))
