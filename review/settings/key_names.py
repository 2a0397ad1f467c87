"""Keys as they are printed on the keyboard, which there are, and which one was meant.

Textual's name of a key is what tables and settings have: modifiers first, in small letters, and of
a sign its Unicode name, such as `ctrl+g`, `shift+down`, `left_square_bracket`.

Under an input method keys arrive as something else: with full-width characters on, a letter, a
digit or a blank is wide; with Chinese punctuation on, / is 、 and [ is 【 or 「. Where no text is
typed they mean the key that was pressed.
"""

from __future__ import annotations

import re
import unicodedata

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
    "insert": "Ins",
}

_MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "super": "Super", "meta": "Meta"}

_HELD = re.compile(rf"({'|'.join(_MODIFIERS)}|control) *[+-] *(?=.)|\^(?=.)", re.IGNORECASE)
"""One of them as it may be written before a key; ^ is Ctrl, as in the row at the bottom."""

_WRITTEN = {
    **{name: name for name in (*_KEY_LABELS, *(f"f{number}" for number in range(1, 25)))},
    **{label.lower(): name for name, label in _KEY_LABELS.items()},
    **{"return": "enter", "spacebar": "space", "pgdown": "pagedown"},
}
"""What a key that is no character may be called, in small letters without blanks, and its name."""


_PUNCTUATION = dict(zip("、【】「」『』《》。\u3000", "/[][]{}<>. ", strict=True))
"""Signs of Chinese punctuation, and what stands on their keys."""


def meant_character(character: str | None) -> str | None:
    """The character on the key that sent `character`; None where it is that character already."""
    if character is None or character.isascii() or len(character) != 1:
        return None
    if "！" <= character <= "～":  # the full-width forms of ASCII
        return unicodedata.normalize("NFKC", character)
    return _PUNCTUATION.get(character)


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


def key_named(written: str) -> str | None:
    """Textual's name of a key however it is written: Ctrl+G, ctrl-g and ^G are one; None for none.

    A key is one character, a key of `_KEY_LABELS`, f1 to f24, or a sign by its Unicode name; before
    it any of `_MODIFIERS`. A capital is another key only where it stands by itself. Whether a
    terminal sends such a combination is another question.
    """
    written = unicodedata.normalize("NFKC", written).strip()
    modifiers = set()
    while held := _HELD.match(written):
        modifiers.add((held[1] or "ctrl").lower().replace("control", "ctrl"))
        written = written[held.end() :]
    name: str | None
    if len(written) == 1 and written.isalnum():
        name = written.lower() if modifiers else written
        if modifiers == {"shift"}:
            return written.upper() if written.isalpha() else None
    else:
        name = _WRITTEN.get(re.sub(r"[ _-]", "", written.lower())) or _sign_named(written)
    key = "+".join([*sorted(modifiers), name]) if name else None
    return "ctrl+@" if key == "ctrl+at" else key  # the only sign that terminals send by itself


def _sign_named(written: str) -> str | None:
    """Textual's name of a sign, which stands there itself or by a name; None where it is none."""
    from textual.keys import KEY_NAME_REPLACEMENTS  # as above

    if len(written) == 1:
        written = unicodedata.name(meant_character(written) or written, "")
    name = re.sub(r"[ -]", "_", written.lower())
    name = KEY_NAME_REPLACEMENTS.get(name, name)
    return name if _character(name) else None
