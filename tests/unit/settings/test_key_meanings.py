"""No function key and no Ctrl key means two things, and none is needed: the table behind it all."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import review
from review.app import ShenyiApp
from review.settings.key_names import key_label
from review.settings.key_table import COMMANDS, Command
from tests.unit.settings.key_meanings import MEANINGS, SAME

TABLE = Path(__file__).parents[3] / "docs" / "keys.md"

FOR_EVERY_KEYBOARD = ("enter", "tab", "space", "backspace", "escape")


def is_function(key: str) -> bool:
    """Whether a key is a function key."""
    return key[0] == "f" and key[1:].isdigit()


def is_meant(key: str) -> bool:
    """Whether a key is one that has one meaning everywhere."""
    return key.startswith("ctrl+") or is_function(key)


def import_all() -> None:
    """Have every class of the program that binds keys."""
    for module in pkgutil.walk_packages(review.__path__, "review."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def bound(above: type[DOMNode] = DOMNode) -> Iterator[tuple[str, Binding]]:
    """Every key that a class of the program binds itself, with the class."""
    for below in above.__subclasses__():
        if below.__module__.startswith("review."):
            own = below.__dict__.get("BINDINGS", ())
            inherited = [
                one for base in below.__mro__[1:] for one in base.__dict__.get("BINDINGS", ())
            ]
            for one in own:
                if one not in inherited:
                    for binding in Binding.make_bindings([one]):
                        yield below.__name__, binding
        yield from bound(below)


def test_a_key_means_one_thing_everywhere() -> None:
    """What a key is called on any screen is its meaning, or the same about something."""
    import_all()
    found = {(name, one.key, one.description) for name, one in bound() if is_meant(one.key)}
    assert found
    wrong = []
    for name, key, label in sorted(found):
        meaning = MEANINGS.get(key)
        if meaning is None or (label and label != meaning and label not in SAME.get(meaning, ())):
            wrong.append((name, key, label))
    assert not wrong, wrong


def test_no_key_is_one_that_terminals_take() -> None:
    """GNOME's terminal takes F10, and F11 is the window's."""
    assert not {"f10", "f11"} & {key for command in COMMANDS for key in command.keys}
    assert not {"f10", "f11"} & set(MEANINGS)


def has_a_twin(keys: Iterable[str]) -> bool:
    """Whether one of some keys is on every keyboard and passes every input method."""
    return any(
        key.startswith(("ctrl+", "alt+"))
        or key in FOR_EVERY_KEYBOARD
        or not ((len(key) == 1 and key.isalpha()) or is_function(key))
        for key in keys
    )


@pytest.mark.parametrize(
    "command",
    [one for one in COMMANDS if any(map(is_function, one.keys))],
    ids=lambda command: command.id,
)
def test_what_a_function_key_does_other_keys_do(command: Command) -> None:
    """Under an input method, and on a keyboard without function keys; the palette has it too."""
    assert has_a_twin(command.keys)
    assert command.palette or command.footer


def test_what_a_function_key_does_on_any_screen_other_keys_do() -> None:
    """A screen that binds one itself binds another to it, or the program has one everywhere."""
    import_all()
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, one in bound():
        keys[name, one.action].add(one.key)
    everywhere = {one.action for name, one in bound() if name == ShenyiApp.__name__}
    lacking = [
        (name, action)
        for (name, action), own in keys.items()
        if any(is_function(key) for key in own) and not has_a_twin(own) and action not in everywhere
    ]
    assert len(keys) > len(COMMANDS)
    assert not lacking


def lines() -> Iterator[str]:
    """The table for people."""
    yield "# 按键\n"
    yield "每个功能键和Ctrl组合键在任何界面上都只有一个意思；输入框里，编辑文字的键仍用来编辑。"
    yield "功能键都有替身：没有功能键的键盘、开着中文输入法时都能用。"
    yield "全角的字母、数字和符号与半角的一样。"
    yield "`Esc` 返回，`回车` 往下走，`Ctrl+P` 列出这一屏的全部命令。\n"
    yield "| 按键 | 意思 | 某些界面上写作 |"
    yield "| --- | --- | --- |"
    for key, meaning in MEANINGS.items():
        yield f"| {key_label(key)} | {meaning} | {'、'.join(SAME.get(meaning, ()))} |"
    yield "\n| 命令 | 按键 | 作用 |"
    yield "| --- | --- | --- |"
    for command in COMMANDS:
        keys = "　".join(map(key_label, command.keys))
        yield f"| {command.label} | {keys.replace('|', chr(92) + '|')} | {command.help} |"


def test_the_table_for_people_is_this_one(request: pytest.FixtureRequest) -> None:
    """docs/keys.md is written from the code: pytest … --write-pictures."""
    text = "\n".join(lines()) + "\n"
    if request.config.getoption("--write-pictures"):
        TABLE.write_text(text, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == text
