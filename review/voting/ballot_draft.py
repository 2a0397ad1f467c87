"""The ballot that a deputy is filling in: in memory only, and gone once it is cast or put away.

Nothing is marked beforehand: an item that nobody has touched and one that is abstained from are
told apart while one fills in, though both are unmarked on the ballot that is cast. A teller's copy
of a paper ballot is another thing: it takes slips as they stand, and refuses nothing.
"""

from __future__ import annotations

from review.voting.box.ballot_box import refusal
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import NO, UNMARKED, YES, Ballot, is_place
from review.voting.counting.tally import chosen_in, is_choice
from review.voting.rules.choices import BlankBallot, BlankItem, Mode, UnderMin
from review.voting.sheet.wording import boxes, column_names


class BallotDraft:
    """A ballot being filled in; one for practice goes into no box.

    Nothing of it may be printed, so it has no `repr` of its own and is no dataclass. What it cannot
    take it answers with a sentence, and stays as it is: an error could carry marks into a log.
    """

    def __init__(self, ticket: Ticket, *, is_practice: bool = False) -> None:
        self.ticket = ticket
        self.is_practice = is_practice
        self.at = 0
        """The chosen item, 0-based."""
        self._marks = [UNMARKED] * len(ticket.items)
        self._abstained: set[int] = set()
        """Items on which 弃权 was chosen; on the ballot they are unmarked like untouched ones."""
        self._typed = (-1, "")
        """The item whose place is being typed, and its digits so far."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What is cast: one mark for each item."""
        return tuple(self._marks)

    def mark(self, item: int) -> str:
        """The mark of an item (0-based), with UNMARKED for a chosen 弃权 and nothing for none."""
        mark = self._marks[item]
        return mark if mark != UNMARKED or item in self._abstained else ""

    def choose(self, item: int, mark: str) -> str:
        """Mark an item (0-based); why that cannot be, a Chinese sentence, where nothing changes.

        UNMARKED is a chosen 弃权 where the ballot has a box for that; else it takes a mark away.
        """
        self._typed = (-1, "")
        if mark == NO and self.ticket.rules.mode in (Mode.APPROVE, Mode.RANK):
            return "这种票上没有反对；不选的项目不作记号。"
        return self._set(item, mark)

    def toggle_place(self, item: int) -> str:
        """Give an item of a ranking the next place that is free, or take its place away."""
        if self._marks[item] != UNMARKED:
            return self.choose(item, UNMARKED)
        free = (str(place) for place in range(1, self.last_place + 1))
        place = next((each for each in free if each not in self._marks), "")
        return self.choose(item, place) if place else self._full()

    def type_place(self, item: int, digit: str) -> str:
        """Type one digit of an item's place; the digits of one item are read as one number.

        With 16 places, 1 and then 2 make 12; with 9, the 2 stands for itself. So it does where the
        1 was refused and nobody has place 2: that is the next one, tried instead. What is returned
        is why the place cannot be given, as by `choose`: another item may have it.
        """
        at, digits = self._typed
        typed = digits + digit if at == item else digit
        is_instead = digits != self._marks[item] and is_place(digit) and digit not in self._marks
        if is_instead or int(typed) > self.last_place:
            typed = digit
        if not 1 <= int(typed) <= self.last_place:
            return f"名次应在1到{self.last_place}之间。"
        other = next((at for at, mark in enumerate(self._marks) if mark == typed), item)
        self._typed = (item, typed)
        if other != item:
            return f"第{typed}名已经给了{self.ticket.items[other].id}号。"
        return self._set(item, typed)

    @property
    def last_place(self) -> int:
        """The last place that may be given in a ranking."""
        return self.ticket.rules.limit or len(self._marks)

    def _set(self, item: int, mark: str) -> str:
        mode, limit = self.ticket.rules.mode, self.ticket.rules.limit
        adds = is_choice(mode, mark) and not is_choice(mode, self._marks[item])
        if adds and limit is not None and self.chosen >= limit:
            return self._full()
        self._marks[item] = mark
        can_abstain = any(own == UNMARKED for _name, own in boxes(self.ticket.rules))
        if mark == UNMARKED and can_abstain:
            self._abstained.add(item)
        else:
            self._abstained.discard(item)
        return ""

    def _full(self) -> str:
        return f"已选满{self.last_place}项。多选的票无效，要选这一项，请先改掉另一项。"

    # In words

    @property
    def chosen(self) -> int:
        """How many items are chosen: ○, or places given."""
        return chosen_in(self.ticket.rules.mode, self.marks)

    @property
    def summary(self) -> str:
        """How far one is, such as 已选 9／至多 10."""
        rules = self.ticket.rules
        if rules.mode is Mode.WHOLE:
            filled = {YES: "已填：赞成", NO: "已填：反对", UNMARKED: "已填：弃权"}
            return filled.get(self.mark(0), "还没有填")
        if rules.mode is Mode.SURVEY:
            counts = [
                (name, len(self._abstained) if mark == UNMARKED else self._marks.count(mark))
                for name, mark in boxes(rules)
            ]
            left = len(self._marks) - sum(number for _, number in counts)
            return "　".join(f"{name} {number}" for name, number in (*counts, ("未评", left)))
        text = f"已选 {self.chosen}"
        if rules.limit is not None:
            left = rules.limit - self.chosen
            text += f"／至多 {rules.limit}" + (f"　还可选{left}项" if left > 0 else "　已选满")
        if rules.mode is Mode.YNA:
            against, abstained = self._marks.count(NO), len(self._abstained)
            left = len(self._marks) - self.chosen - against - abstained
            text += f"　反对 {against}　弃权 {abstained}　未填 {left}"
        return text

    @property
    def refusal(self) -> str:
        """Why it cannot be cast, a Chinese sentence; empty if it can, with too few marks too."""
        return refusal(self.ticket, self.marks)

    @property
    def remarks(self) -> list[str]:
        """What the rules make of the ballot as it is now, said without any advice."""
        rules = self.ticket.rules
        limit, chosen = rules.limit, self.chosen
        unmarked = self._marks.count(UNMARKED)
        untouched = unmarked - len(self._abstained)
        what = column_names(rules)["abstain"]
        if unmarked == len(self._marks):
            invalid = rules.blank_ballot is BlankBallot.INVALID
            worth = "按规则无效" if invalid else f"有效，各项都是{what}"
            return [f"没有作任何记号的票{worth}。"]
        found = []
        if unmarked and rules.blank_item is BlankItem.INVALID_BALLOT:
            found.append(f"按规则每项都要作记号，还有{unmarked}项没有记号，这样投出整票无效。")
        elif untouched and rules.mode is Mode.YNA:
            found.append(f"未填的{untouched}项按弃权计。")
        elif untouched and rules.mode is Mode.SURVEY:
            found.append(f"还有{untouched}项没有评，投出就按{what}计。")
        if chosen < rules.select_min:
            is_void = rules.under_min is UnderMin.INVALID
            few = f"按规则要选满{rules.select_min}项，现在选了{chosen}项"
            found.append(f"{few}，{'这样投出整票无效' if is_void else '少选的票也有效'}。")
        elif limit is not None and chosen < limit and rules.mode is not Mode.WHOLE:
            found.append(f"至多{limit}项，选了{chosen}项；少选的票有效。")
        return found


class BallotCopy:
    """A paper ballot that a teller copies, slips and all: too many ○, a place twice, a sign on it.

    What such a ballot is worth is for the tally to say.
    """

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.flag = ""
        """TORN, IDENT or empty."""
        self._marks = [UNMARKED] * len(ticket.items)
        self._typed = -1
        """The item of a ranking whose place is being typed."""
        self._touched = False

    @property
    def ballot(self) -> Ballot:
        """The ballot as it is copied so far."""
        return Ballot(tuple(self._marks), self.flag)

    @property
    def is_touched(self) -> bool:
        """Whether anything has been copied, so that no held key records a blank ballot."""
        return self._touched or bool(self.flag)

    def mark(self, item: int) -> str:
        """The mark of an item (0-based), nothing where there is none."""
        return "" if self._marks[item] == UNMARKED else self._marks[item]

    def copy(self, item: int, mark: str) -> None:
        """Copy the mark of an item (0-based)."""
        self._marks[item], self._typed, self._touched = mark, -1, True

    def type_place(self, item: int, digit: str) -> None:
        """Type one digit of an item's place; two digits of one item are read as one number.

        A third is not taken: a list has 60 items at most.
        """
        before = self._marks[item] if self._typed == item and is_place(self._marks[item]) else ""
        typed = before + digit
        if is_place(typed) and len(typed) < 3:
            self._marks[item], self._typed, self._touched = typed, item, True
