"""Keys as they are printed on the keyboard, and which there are.

Textual's name of a key is what tables and settings have: modifiers first, in small letters, and of
a sign its Unicode name, such as `ctrl+g`, `shift+down`, `left_square_bracket`.
"""

from __future__ import annotations

_KEY_LABELS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "空格",
    "enter": "回车",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "退格",
    "delete": "Del",
}

_MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "super": "Super", "meta": "Meta"}


def key_label(key: str) -> str:
    """A key as it is printed on the keyboard: `ctrl+g` is Ctrl+G, `left_square_bracket` is [."""
    *modifiers, name = key.split("+")
    if name in _KEY_LABELS:
        label = _KEY_LABELS[name]
    elif len(name) == 1 or (name[0] == "f" and name[1:].isdigit()):
        label = name.upper() if modifiers or len(name) > 1 else name
    else:
        label = _character(name) or name
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), label])


def short_label(key: str) -> str:
    """The same in fewer cells, for the row at the bottom: ^G."""
    return key_label(key).replace("Ctrl+", "^")


def _character(name: str) -> str:
    """The character with this key name, or nothing if there is none."""
    # No key that is shown on the first page, which waits for nothing of Textual.
    from textual.keys import REPLACED_KEYS, key_to_character

    return key_to_character(REPLACED_KEYS.get(name, name)) or ""


def is_key(key: str) -> bool:
    """Whether Textual can ever report such a key.

    By its name: one character, a key of `_KEY_LABELS`, f1 to f24, or a sign; before it any of
    `_MODIFIERS`. Whether a terminal sends such a combination is another question.
    """
    *modifiers, name = key.split("+")
    if not name or any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    function_key = name[0] == "f" and name[1:].isdigit() and 1 <= int(name[1:]) <= 24
    return len(name) == 1 or name in _KEY_LABELS or function_key or bool(_character(name))
