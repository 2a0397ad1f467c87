"""Notes made on a real terminal, and what is in the store then."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from review.notes.model import Kind, Note
from review.notes.store.note_store import NoteStore
from tests.e2e.driving import FIRST, REPORT, shenyi
from tests.terminal import Terminal

PHRASES = ("目标为何低于实绩，", "建议按季公布4.3%以上的数据，", "逐条说明。", "请附对照表；")


def machine(folder: Path) -> dict[str, str]:
    """Variables that give the program a machine of its own, whose user is no newcomer."""
    welcomed = folder / "state" / "shenyi" / "welcomed"
    welcomed.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    welcomed.touch(mode=0o600)
    names = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
    names |= {"XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    return {name: str(folder / below) for name, below in names.items()}


def notes_in(folder: Path) -> list[Note]:
    """The notes on such a machine, in document order."""
    store = NoteStore(folder / "data" / "shenyi" / "notes.db")
    try:
        return store.notes(REPORT.id)
    finally:
        store.close()


def write_note(terminal: Terminal, text: str, kind: Kind, number: int) -> None:
    """Write a note on what is selected or read, and wait until it is said to be saved.

    Args:
        terminal: The program.
        text: What to write.
        kind: Its kind, taken by its digit.
        number: How many notes there are then.
    """
    terminal.send("<F4>")
    terminal.wait_for("写批注")
    terminal.send(f"<Tab>{list(Kind).index(kind) + 1}{text}<C-s>")
    terminal.wait_for(f"批注已保存，共 {number} 条")


@dataclass
class Killed:
    """What was seen over all rounds of being killed."""

    rounds: int = 0
    saved: list[str] = field(default_factory=list)
    """What was said to be saved, every one of them."""
    drafts: int = 0
    """Rounds that ended within a note."""
    oldest_lost: float = 0.0
    """Seconds between the kill and the oldest key that was lost of a draft."""


def kill_once(folder: Path, seen: Killed, chance: random.Random) -> None:
    """Write notes on a terminal until kill -9 ends it, then look into the store.

    Raises:
        AssertionError: A note is lost or the file is not sound.
    """
    draft = _draft(folder)
    with shenyi(env=machine(folder)) as terminal:
        terminal.wait_for(FIRST)
        if draft:
            terminal.wait_for("有没写完的批注")
            terminal.send("<F4>")
            terminal.wait_for("写批注")
            terminal.send("<C-s>")
            seen.saved.append(draft)
            terminal.wait_for(f"批注已保存，共 {len(seen.saved)} 条")
        deadline = time.monotonic() + chance.uniform(0.2, 2.5)
        typed = _write_until(terminal, seen, chance, deadline)
        terminal.kill(signal.SIGKILL)
        killed = time.monotonic()
        terminal.wait_exit()
    seen.rounds += 1
    _check(folder, seen, typed, killed)


def _write_until(
    terminal: Terminal, seen: Killed, chance: random.Random, deadline: float
) -> list[tuple[float, str]]:
    """Write notes; what was typed of the last one, and when."""
    while True:
        terminal.send(f"{_select_alone(len(seen.saved))}<F4>")
        terminal.wait_for("写批注")
        typed: list[tuple[float, str]] = []
        for _ in range(chance.randint(2, 6)):
            phrase = chance.choice(PHRASES)
            for character in f"{len(seen.saved)}{phrase}":
                typed.append((time.monotonic(), character))
                terminal.send(character)
                time.sleep(0.01)
                if time.monotonic() > deadline:
                    return typed
        terminal.send("<C-s>")
        terminal.wait_for(f"批注已保存，共 {len(seen.saved) + 1} 条")
        seen.saved.append("".join(character for _, character in typed))


def _select_alone(number: int) -> str:
    """Keys that select a passage which no other number selects: F4 writes a second note on none."""
    long = [paragraph for paragraph in REPORT.paragraphs if len(paragraph.text) > 60]
    length, at = divmod(number, len(long))
    return f"g{long[at].citation}<Enter>vv" + "<Right>" * (length + 1)


def _check(folder: Path, seen: Killed, typed: list[tuple[float, str]], killed: float) -> None:
    path = folder / "data" / "shenyi" / "notes.db"
    if path.exists():
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sorted(note.body for note in notes_in(folder)) == sorted(seen.saved)
    draft, whole = _draft(folder), "".join(character for _, character in typed)
    assert whole.startswith(draft), "a draft that was never typed"
    seen.drafts += 1
    if len(draft) < len(whole):
        seen.oldest_lost = max(seen.oldest_lost, killed - typed[len(draft)][0])


def _draft(folder: Path) -> str:
    """What was being written when the program was killed."""
    path = folder / "data" / "shenyi" / "notes.db"
    if not path.exists():
        return ""
    store = NoteStore(path)
    try:
        return "".join(draft.body for draft in store.drafts(REPORT.id))
    finally:
        store.close()
