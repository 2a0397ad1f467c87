"""Which keys stand at the bottom where not all of them fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.widgets.key_line import HELP, LAST, MORE, QUIT, VOTE, fitting

OWN = ("move", "page", "edit", "leave")
widths = st.dictionaries(st.sampled_from((*OWN, *LAST)), st.integers(4, 20))


def test_where_all_fit_all_are_shown_and_those_of_the_program_come_last() -> None:
    assert fitting(dict.fromkeys((MORE, QUIT, *OWN, HELP, VOTE), 10), 80) == [*OWN, *LAST]


def test_the_vote_goes_first_then_quitting_then_what_stands_last() -> None:
    keys = dict.fromkeys((*OWN, *LAST), 10)
    shown = [fitting(keys, room, {"leave"}) for room in (70, 60, 50, 30)]
    assert shown == [
        [*OWN, HELP, QUIT, MORE],
        [*OWN, HELP, MORE],
        ["move", "page", "leave", HELP, MORE],
        ["leave", HELP, MORE],
    ]


def test_what_goes_on_is_left_out_behind_what_stands_before_it() -> None:
    keys = dict.fromkeys((*OWN, *LAST), 10)
    assert fitting(keys, 40, {"leave"}, {"edit"}) == ["edit", "leave", HELP, MORE]
    assert fitting(keys, 30, {"leave"}, {"edit"}) == ["leave", HELP, MORE]


def test_where_nothing_leads_back_one_can_always_quit() -> None:
    assert fitting(dict.fromkeys((*OWN, *LAST), 10), 30) == [HELP, QUIT, MORE]


@given(widths=widths, room=st.integers(0, 150), back=st.sampled_from([(), ("leave",)]))
def test_no_key_is_cut_as_long_as_those_that_stay_have_room(
    widths: dict[str, int], room: int, back: tuple[str, ...]
) -> None:
    """No key is shown twice, none is left out without need, and help is never left out."""
    shown = fitting(widths, room, back)
    stay = {HELP, MORE, *back, *(() if back else (QUIT,))} & set(widths)
    total = sum(widths[action] for action in shown)
    assert len(set(shown)) == len(shown)
    assert stay <= set(shown)
    assert total <= room or set(shown) == stay
    assert len(shown) == len(widths) or total + max(widths.values()) > room
