"""The settings that a user may write by hand in `config.toml`.

    theme = "深色"
    speech_pace = 220

    [keys]
    goto = "g,ctrl+g"

What is wrong in it never keeps anyone from reading: it is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import Problem
from review.settings.colours import NAMES
from review.settings.key_names import key_label, key_named
from review.settings.key_table import COMMANDS, Command

if TYPE_CHECKING:
    from content.tomlfile import TomlFile


FORMAT = 1
"""Number of the file's form, which may stand in it; to be raised when it changes."""

PACES = range(180, 261)
"""Characters in a minute that a speech may be counted with."""


_ALLOWED: dict[str, tuple[Sequence[Any], str]] = {
    "theme": (tuple(NAMES), '请写"浅色"、"深色"或"高对比"。'),
    "speech_pace": (PACES, f"请写每分钟念多少字，{PACES[0]}到{PACES[-1]}，如220。"),
}
"""What a setting may be, and what is said where it is something else."""

_THEMES = {label: name for name, label in NAMES.items()}
"""The themes by what the screen calls them: that is what a user knows, and writes."""


@dataclass
class Config:
    """Settings, with what was wrong in the file."""

    theme: str | None = None
    """One of `NAMES`; None where the one that was chosen last in the program counts."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command id → keys by Textual's names, comma-separated. Others have their default keys."""
    problems: list[Problem] = field(default_factory=list)
    """Each names the file, mostly with its line, and what may be written there."""
    speech_pace: int = 220
    """Characters (字) that the deputy speaks in a minute."""

    def keys_of(self, command: Command) -> Sequence[str]:
        """The keys of a command as they are set, by Textual's names, the one to show first."""
        chosen = self.keys.get(command.id)
        return command.keys if chosen is None else chosen.split(",")


def load_config(path: Path) -> Config:
    """Read the settings; a missing file means the defaults.

    Nothing is raised: what is wrong stands in `problems`, and all the rest counts. Of a file with a
    higher `format` what this version does not know is passed over.
    """
    config = Config()
    with suppress(OSError):  # where it may not be looked at, reading it says so
        if not path.exists():
            return config
    from content.tomlfile import read_toml  # most users have no such file

    try:
        file = read_toml(path)
    except Problem as problem:
        config.problems.append(problem.restated(message=f"{problem.message}设置没有采用。"))
        return config
    number = file.data.get("format", FORMAT)
    is_newer = isinstance(number, int) and number > FORMAT
    if is_newer:
        message = "设置由更新版本的审议写成，这一版不认识的没有采用。"
        _reject(file, "format", message, "请改用新版本。", config)
    for name, value in file.data.items():
        if name == "keys":
            _read_keys(file, value, config)
        elif name in _ALLOWED:
            allowed, remedy = _ALLOWED[name]
            meant = _THEMES.get(str(value), value)
            if meant in allowed and not isinstance(value, bool | float):
                setattr(config, name, meant)
            else:
                _reject(file, name, f"{name}写得不对。", remedy, config)
        elif name != "format" and not is_newer:
            remedy = "可用的有theme、speech_pace和[keys]。"
            _reject(file, name, f"没有名为“{name}”的设置。", remedy, config)
    return config


def _reject(file: TomlFile, name: str, message: str, remedy: str, config: Config) -> None:
    config.problems.append(file.problem(message, name, remedy=remedy))


def _read_keys(file: TomlFile, table: Any, config: Config) -> None:
    """Take over `[keys]`: of each command all keys or, with one that nobody can press, none.

    Of a key that two commands have both keep it, and it is said.
    """
    if not isinstance(table, dict):
        _reject(file, "keys", "keys应当是一张表。", "请在按键前面单独写一行[keys]。", config)
        return
    ids = [command.id for command in COMMANDS]
    for name, value in table.items():
        written = re.split("[,，、]", value) if isinstance(value, str) else []
        keys = {each.strip(): key_named(each) for each in written}
        unknown = [each for each, key in keys.items() if key is None]
        if name not in ids:
            from difflib import get_close_matches  # 1 ms

            remedy = f"可用的有{'、'.join(get_close_matches(name, ids) or ids)}。"
            _reject(file, name, f"没有名为“{name}”的命令。", remedy, config)
        elif not keys or unknown:
            said = f"不认识按键“{'、'.join(filter(None, unknown)) or value}”。"
            remedy = '按键的写法如"f3"、"ctrl+g"、"g"，几个之间用逗号。'
            _reject(file, name, said, remedy, config)
        else:
            config.keys[name] = ",".join(dict.fromkeys(filter(None, keys.values())))
    for name, key, other in _clashes(config):
        message = f"按键“{key_label(key)}”也用于“{other}”，其中只有一个有效。"
        _reject(file, name, message, "请换一个按键。", config)


def _clashes(config: Config) -> Iterator[tuple[str, str, str]]:
    """Keys given to a command that another one has: the command, the key, the other's label."""
    keys = {command.id: set(config.keys_of(command)) for command in COMMANDS}
    for name in config.keys:
        for other in COMMANDS:
            if other.id != name:
                for key in keys[name] & keys[other.id]:
                    yield name, key, other.label
