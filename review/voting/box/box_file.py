"""What a ballot box (票箱) holds, and its file.

The file holds the ballots sealed, each in a text of one length, sorted, so that neither their order
nor a look before and after a cast tells anything. Beside them stand the rules and the candidates
that they were cast under, the numbers of the day, what was taken in, and a checksum over all of it.
After the count there are totals in their place.

How it is laid out, and why it is so:

1. `box`: random ids, one for each box that was added up, so that none is counted twice.
2. `rules` with `rules_sha256` over just that text: what is stored, not what a program makes of it.
3. `day`: 全体, 实到, 发出. They may change until the count; `trace` keeps how.
4. `candidates` with all that the ballot shows, so that the box needs no other file.
5. `key`: its public half. The secret half is `wrapped` for the key of the vote, which 口令 and
   应急码 lock (argon2id); without a 口令 it lies apart (`round-N.key`) until the box is sealed.
6. `ballots`: libsodium's sealed boxes of texts padded to one length, sorted. Each cast adds one.
7. `taken`: what came from other boxes or from paper; `teller`: whose copies of paper these are.
8. `reopened`, `clear`: what the sheet has to say of it.
9. `sums` in place of `ballots` and of the secret half once it is counted; nothing leads back.
10. `sha256` over all of it; a second copy under `copies/` is written after the file itself.
11. A trial that has been counted moves to `past-N/`; the next one begins with a new box.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from content.errors import NewerFile, Problem
from content.files import read_bytes
from review.base.labelled import Labelled
from review.voting.box.box_ticket import Ticket, ticket_from_data, ticket_to_data
from review.voting.box.sealing import KEY_BYTES, BoxKey, KeyLock, VoteKey, new_box_key, sealed_texts
from review.voting.counting.ballot import Ballot, ballot_from_text
from review.voting.counting.results import Count, Reason, Sums
from review.voting.counting.tally import count_ballots
from review.voting.rules.choices import Mode
from review.voting.rules.rules import canonical_text, digest

FORMAT = 2
"""1 held the ballots themselves; such a box is sealed when it is first opened."""

_KEPT = "文件已原样保留。从别处复制来的，请重新复制；本机的票箱，请输入“shenyi doctor”看怎么办。"


class State(Labelled):
    """How far a box has come. It goes on by one step at a time; what is counted stays counted."""

    OPEN = "open", "正在投票"
    SEALED = "sealed", "已封票"
    COUNTED = "counted", "已计票"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a box has taken in from another."""

    boxes: tuple[str, ...]
    """The random ids of the other."""
    ballots: int
    is_paper: bool
    """Whether they are the paper ballots of the round, as two tellers have copied them."""


@dataclass(frozen=True, slots=True)
class BoxContents:
    """All that a box's file says."""

    ticket: Ticket
    boxes: tuple[str, ...]
    """The random id of the box; of every box that was added up, if several were."""
    key: BoxKey
    state: State = State.OPEN
    sealed: tuple[bytes, ...] = ()
    """The ballots, sorted as bytes; none after the count."""
    teller: int = 0
    """Of whose copies of paper ballots it is the box, 1 or 2; 0 for the box of a round."""
    taken: tuple[Taken, ...] = ()
    trace: tuple[str, ...] = ()
    """How the numbers of the day were changed, a Chinese sentence each."""
    reopened: int = 0
    """How often it was opened again after it had been sealed."""
    clear: int = 0
    """How many of its ballots had been kept in clear by version 0.1."""
    sums: Sums | None = None
    is_first_format: bool = False
    """Whether it was read from a file of version 0.1, which is to be replaced."""
    told: tuple[str, ...] = ()
    """What had to be mended when it was read, a Chinese sentence each."""

    @property
    def count(self) -> int:
        """How many ballots there are: all that may be known before sealing."""
        return len(self.sealed) if self.sums is None else self.sums.collected


def ballot_texts(ticket: Ticket, ballots: Counter[Ballot]) -> list[bytes]:
    """Each ballot as a text of the one length that all ballots of a ticket have."""
    per_mark = 5 if ticket.rules.mode is Mode.RANK else 2
    width = per_mark * len(ticket.items) + len(" | torn ")
    return [ballot.text.ljust(width).encode("ascii") for ballot in ballots.elements()]


def ballots_of_texts(ticket: Ticket, texts: Iterable[bytes]) -> Counter[Ballot]:
    """The ballots of such texts.

    Raises:
        ValueError: One is no ballot of this ticket.
    """
    counted = Counter(texts)
    return _ballots(ticket, ((text.decode("ascii").rstrip(), n) for text, n in counted.items()))


def _ballots(ticket: Ticket, texts: Iterable[tuple[str, int]]) -> Counter[Ballot]:
    ballots: Counter[Ballot] = Counter()
    for text, number in texts:
        ballot = ballot_from_text(text)
        if len(ballot.marks) != len(ticket.items) or type(number) is not int or number < 1:
            raise ValueError("ballots")
        ballots[ballot] += number
    return ballots


# The file


def to_bytes(contents: BoxContents) -> bytes:
    """The file of a box. While it is open, or locked, the secret half of its key is not in it."""
    text = canonical_text(_to_data(contents))
    # One text for both: a cast may not wait for three thousand ballots to be written twice.
    return f'{text[:-1]},"sha256":"{digest(text)}"}}\n'.encode()


def read_box(path: Path) -> BoxContents:
    """Read a box's file. The ballots of one of version 0.1 are sealed in memory.

    Raises:
        Problem: It cannot be read, or is damaged; it stays as it is.
    """
    data = _checked(path)
    try:
        return _from_data(data) if data["format"] == FORMAT else _from_first_format(path, data)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        raise Problem("票箱文件的内容认不出来。", path=path, remedy=_KEPT) from None


def _checked(path: Path) -> dict[str, Any]:
    raw = read_bytes(path)
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise Problem("这不是票箱文件，或者已经损坏。", path=path, remedy=_KEPT) from None
    if not isinstance(data, dict) or "box" not in data:
        raise Problem("这不是票箱文件。", path=path, remedy="请指定封票后的票箱文件。")
    if type(data.get("format")) is int and data["format"] > FORMAT:
        raise NewerFile(path, "票箱")
    if data.pop("sha256", None) != digest(canonical_text(data)):
        raise Problem("票箱文件的校验和不对，可能损坏或被改动过。", path=path, remedy=_KEPT)
    if data.get("format") not in (1, FORMAT):
        raise Problem("票箱文件的内容认不出来。", path=path, remedy=_KEPT)
    return data


def _to_data(contents: BoxContents) -> dict[str, Any]:
    data: dict[str, Any] = {
        "format": FORMAT,
        "box": list(contents.boxes),
        "state": contents.state.value,
        "teller": contents.teller,
        **ticket_to_data(contents.ticket),
        "taken": [[list(part.boxes), part.ballots, part.is_paper] for part in contents.taken],
        "trace": list(contents.trace),
        "reopened": contents.reopened,
        "clear": contents.clear,
    }
    if contents.sums is not None:
        key = replace(contents.key, secret=b"", wrapped=b"")
        return data | {"key": _key_data(key), "sums": _sums_data(contents.sums)}
    key = contents.key
    if contents.state is State.OPEN:
        key = replace(key, secret=b"")
    return data | {"key": _key_data(key), "ballots": list(map(_text, sorted(contents.sealed)))}


def _from_data(data: Mapping[str, Any]) -> BoxContents:
    sums = _sums_from_data(data["sums"]) if "sums" in data else None
    state = State(data["state"])
    if (sums is None) == (state is State.COUNTED):
        raise ValueError("state")
    ticket = ticket_from_data(data)
    if sums is not None and len(sums.items) != len(ticket.items):
        raise ValueError("sums")
    sealed = tuple(_bytes(text) for text in data.get("ballots", ()))
    if len({len(text) for text in sealed}) > 1:
        raise ValueError("ballots")
    return BoxContents(
        ticket,
        tuple(map(str, data["box"])),
        _key_from_data(data["key"]),
        state,
        sealed,
        int(data["teller"]),
        tuple(Taken(tuple(map(str, b)), int(n), bool(p)) for b, n, p in data["taken"]),
        tuple(map(str, data["trace"])),
        int(data["reopened"]),
        int(data["clear"]),
        sums,
    )


def _from_first_format(path: Path, data: Mapping[str, Any]) -> BoxContents:
    """A box of version 0.1, its ballots sealed, or added up if it had been counted."""
    ticket = ticket_from_data(data)
    ballots = _ballots(ticket, data["ballots"])
    state = State(data["state"])
    _, dash, teller = path.stem.partition("-teller-")
    contents = BoxContents(
        ticket,
        tuple(map(str, data["box"])),
        new_box_key(None),
        state,
        teller=int(teller) if dash and teller in ("1", "2") else 0,
        clear=ballots.total(),
        is_first_format=True,
    )
    if state is State.COUNTED:
        sums = count_ballots(ticket.rules, len(ticket.items), ballots)
        return replace(contents, sums=sums)
    return replace(contents, sealed=sealed_ballots(contents, ballots))


def sealed_ballots(contents: BoxContents, ballots: Counter[Ballot]) -> tuple[bytes, ...]:
    """Ballots sealed for a box, in the order of its file."""
    return tuple(sorted(sealed_texts(contents.key, ballot_texts(contents.ticket, ballots))))


# Its parts


@lru_cache(maxsize=10_000)  # all but one of the ballots are those of the cast before
def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: Any) -> bytes:
    return base64.b64decode(text, validate=True)


def _key_data(key: BoxKey) -> dict[str, Any]:
    data: dict[str, Any] = {"public": _text(key.public)}
    if key.vote is not None:
        locks = [[_text(k.salt), k.ops, k.memory, _text(k.sealed)] for k in key.vote.locks]
        data["vote"] = {"public": _text(key.vote.public), "locks": locks}
    halves = {"wrapped": key.wrapped, "secret": key.secret}
    return data | {name: _text(half) for name, half in halves.items() if half}


def _key_from_data(data: Mapping[str, Any]) -> BoxKey:
    vote = data.get("vote")
    if vote is not None:
        locks = tuple(KeyLock(_bytes(s), int(o), int(m), _bytes(b)) for s, o, m, b in vote["locks"])
        vote = VoteKey(_bytes(vote["public"]), locks)
    parts = (_bytes(data.get(name, "")) for name in ("wrapped", "secret"))
    key = BoxKey(_bytes(data["public"]), vote, *parts)
    if {len(key.public), len(key.secret or key.public)} != {KEY_BYTES}:
        raise ValueError("key")
    return key


def _sums_data(sums: Sums) -> dict[str, Any]:
    return {
        "collected": sums.collected,
        "valid": sums.valid,
        "blank": sums.blank,
        "reasons": {reason.value: number for reason, number in sums.reasons},
        "items": [list(astuple(count)) for count in sums.items],
    }


def _sums_from_data(data: Mapping[str, Any]) -> Sums:
    stored = data["reasons"]
    reasons = tuple((each, int(stored[each.value])) for each in Reason if each.value in stored)
    if len(reasons) < len(stored):
        raise ValueError("reasons")
    return Sums(
        int(data["collected"]),
        int(data["valid"]),
        reasons,
        tuple(Count(*map(int, item)) for item in data["items"]),
        int(data["blank"]),
    )
