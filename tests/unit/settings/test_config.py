"""The settings file: what is taken over, and what is said about the rest."""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.binding import Binding
from textual.keys import Keys

from review.settings.colours import NAMES, load_theme
from review.settings.config import Config, load_config
from review.settings.key_names import key_label, key_named, short_label
from review.settings.key_table import COMMANDS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are."""
    return tmp_path / "config.toml"


def load(path: Path, text: str) -> Config:
    """Read settings that consist of `text`."""
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_no_file_means_the_defaults(path: Path) -> None:
    """Nobody needs a settings file."""
    assert load_config(path) == Config()


def test_settings_are_taken_over(path: Path) -> None:
    """Theme and keys arrive as written, blanks around a key left out."""
    config = load(path, 'theme = "light"\n[keys]\ngoto = "g, f11"\nhelp = "f12"\n')
    assert config == Config("light", {"goto": "g,f11", "help": "f12"}, [])


@pytest.mark.parametrize("label", NAMES.values())
def test_a_theme_may_be_written_as_the_screen_calls_it(path: Path, label: str) -> None:
    """The name that F9 says is the one that a user knows."""
    config = load(path, f'theme = "{label}"\n')
    assert (NAMES.get(config.theme or ""), config.problems) == (label, [])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\ncolour = "red"\n', 2, "没有名为“colour”的设置"),
        ('theme = "blue"\n', 1, "theme写得不对"),
        ("theme = 1\n", 1, "theme写得不对"),
        ("theme = []\n", 1, "theme写得不对"),
        ("keys = 3\n", 1, "[keys]"),
        ('[keys]\n\nfly = "f3"\n', 3, "没有名为“fly”的命令"),
        ('[keys]\ngotoo = "g"\n', 2, "没有名为“gotoo”的命令。可用的有goto。"),
        ('[keys]\ngoto = "g,bogus"\n', 2, "不认识按键“bogus”"),
        ('[keys]\ngoto = "hyper+g"\n', 2, "不认识按键“hyper+g”"),
        ('[keys]\ngoto = "ctrl+"\n', 2, "不认识按键“ctrl+”"),
        ('[keys]\ngoto = "shift+1"\n', 2, "不认识按键“shift+1”"),
        ('[keys]\ngoto = "f99"\n', 2, "不认识按键“f99”"),
        ('[keys]\ngoto = ","\n', 2, "不认识按键“,”"),
        ('[keys]\ngoto = ""\n', 2, "不认识按键"),
        ("[keys]\ngoto = 7\n", 2, "不认识按键"),
        ("[keys]\ngoto = []\n", 2, "不认识按键"),
        ("[other]\nx = 1\n", 1, "没有名为“other”的设置"),
    ],
)
def test_what_is_wrong_is_left_out_and_said(path: Path, text: str, line: int, said: str) -> None:
    """The message names file, line and mistake, and nothing of the mistake is applied."""
    config = load(path, text)
    assert (config.theme, config.keys) == (None, {})
    assert len(config.problems) == 1
    assert str(config.problems[0]).startswith(f"{path} 第{line}行：")
    assert said in str(config.problems[0])


def test_a_mistake_does_not_take_the_rest_with_it(path: Path) -> None:
    """Every mistake is said, and what is right is applied all the same."""
    config = load(path, 'colour = 1\ntheme = "dark"\n[keys]\nfly = "f3"\ngoto = "f10"\n')
    assert (config.theme, config.keys) == ("dark", {"goto": "f10"})
    assert len(config.problems) == 2


@pytest.mark.parametrize(
    ("text", "line"), [("theme = \n", 1), ("\n[keys]\ngoto = “g”\n", 3), ("a = 1\na = 2\n", 2)]
)
def test_broken_toml_names_file_and_line(path: Path, text: str, line: int) -> None:
    """A file that is not TOML is left out as a whole, with the line where it breaks."""
    config = load(path, text)
    assert (config.theme, config.keys) == (None, {})
    assert [str(problem).startswith(f"{path} 第{line}行：") for problem in config.problems] == [
        True
    ]
    assert "设置没有采用" in str(config.problems[0])


@pytest.mark.parametrize("data", ["主题".encode("gb18030"), b"\xff\xfe\x00", b"\x00"])
def test_a_file_in_another_encoding_is_said(path: Path, data: bytes) -> None:
    """Bytes that are no UTF-8 or no TOML give one message and the defaults."""
    path.write_bytes(data)
    config = load_config(path)
    assert (config.theme, config.keys, len(config.problems)) == (None, {}, 1)


def test_a_folder_in_its_place_is_said(path: Path) -> None:
    """What cannot be read is no reason not to start."""
    path.mkdir()
    assert [str(path) in str(problem) for problem in load_config(path).problems] == [True]


@given(st.text(max_size=60))
def test_no_text_at_all_stops_the_program(text: str) -> None:
    """Whatever stands in the file, there are settings, and problems are whole sentences."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        config = load_config(file)
    assert all(str(problem).endswith("。") for problem in config.problems)


def test_every_default_key_is_one_that_can_be_set(path: Path) -> None:
    """The keys of the program itself pass the check of the settings and come back the same."""
    lines = [f'{command.id} = "{",".join(command.keys)}"' for command in COMMANDS]
    config = load(path, "\n".join(["[keys]", *lines]))
    assert config.problems == []
    assert config.keys == {command.id: ",".join(command.keys) for command in COMMANDS}


def test_no_key_stands_for_two_commands() -> None:
    """A default key does one thing."""
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_letter_has_a_twin_for_chinese_input_methods() -> None:
    """A command on a letter has a key that still arrives; signs that turn full-width are known."""
    for command in COMMANDS:
        reachable = [key for key in command.keys if not (len(key) == 1 and key.isalpha())]
        assert reachable, command.id


@pytest.mark.parametrize("character", list("/\\@-_[]<>!?，。【】「」？／；"))
def test_signs_can_be_set_by_their_names(character: str) -> None:
    """The name under which a sign arrives is a key, and it is shown as the sign."""
    (binding,) = Binding.make_bindings([(character, "", "")])
    name = binding.key
    assert key_named(name) == name
    assert key_label(name) == character


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ctrl+G", "ctrl+g"),
        ("Ctrl+G", "ctrl+g"),
        ("CTRL - g", "ctrl+g"),
        ("^G", "ctrl+g"),
        ("control+g", "ctrl+g"),
        ("Ｃｔｒｌ＋ｇ", "ctrl+g"),
        ("Shift+Ctrl+Right", "ctrl+shift+right"),
        ("shift+n", "N"),
        ("N", "N"),
        ("n", "n"),
        ("F3", "f3"),
        ("PgUp", "pageup"),
        ("Page Down", "pagedown"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("回车", "enter"),
        ("↑", "up"),
        ("Alt+↑", "alt+up"),
        ("[", "left_square_bracket"),
        ("【", "left_square_bracket"),
        ("？", "question_mark"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("-", "minus"),
        ("Left Square Bracket", "left_square_bracket"),
        ("Solidus", "slash"),
        ("^", "circumflex_accent"),
    ],
)
def test_a_key_may_be_written_as_it_is_printed(path: Path, written: str, key: str) -> None:
    """In capitals, as the footer or the help shows it, or full-width."""
    config = load(path, f'[keys]\nquit = "f12，{written}"\n')
    assert config.keys == {"quit": f"f12,{key}"}


def test_a_key_may_be_written_by_its_name_and_as_help_and_footer_have_it() -> None:
    for key in (key for command in COMMANDS for key in command.keys):
        assert {key_named(each) for each in (key, key_label(key), short_label(key))} == {key}


def test_every_key_that_a_terminal_sends_can_be_set() -> None:
    sent = chain.from_iterable(each for each in ANSI_SEQUENCES_KEYS.values() if type(each) is tuple)
    names = {key.value for key in sent if isinstance(key, Keys)}
    assert {name for name in names if key_named(name) != name} == {"<scroll-up>", "<scroll-down>"}


def test_a_key_that_is_written_otherwise_is_the_same_key(path: Path) -> None:
    config = load(path, '[keys]\ngoto = "g,CTRL+P,ctrl+p"\n')
    assert config.keys == {"goto": "g,ctrl+p"}
    (problem,) = config.problems
    assert "按键“Ctrl+P”也用于“更多”" in str(problem)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("ctrl+g", "Ctrl+G"),
        ("f1", "F1"),
        ("g", "g"),
        ("ctrl+up", "Ctrl+↑"),
        ("pagedown", "PgDn"),
        ("left_square_bracket", "["),
        ("left_black_lenticular_bracket", "【"),
        ("fullwidth_question_mark", "？"),
        ("shift+tab", "Shift+Tab"),
        ("space", "空格"),
    ],
)
def test_keys_are_called_what_is_printed_on_them(key: str, label: str) -> None:
    """Help and footer show keys as a keyboard does."""
    assert key_label(key) == label


def test_a_key_that_another_command_has_is_said(tmp_path: Path) -> None:
    """Otherwise F2 would open the citation line and the contents could not be opened any more."""
    path = tmp_path / "config.toml"
    path.write_text('[keys]\ngoto = "f2"\n', encoding="utf-8")
    config = load_config(path)
    assert config.keys == {"goto": "f2"}
    (problem,) = config.problems
    assert problem.line == 2
    assert "“F2”也用于“目录”" in problem.message


def test_the_settings_of_version_0_1_are_taken() -> None:
    """Theme and keys; a key that has another meaning now is taken all the same, and said."""
    config = load_config(KEPT / "config.toml")
    assert config.theme == "contrast"
    assert config.keys == {"goto": "g,ctrl+g", "find": "f3,ctrl+f", "notes": "f8,l"}
    assert all("也用于" in str(problem) for problem in config.problems)
    assert load_theme(KEPT / "theme") == "light"


def test_the_settings_of_a_newer_version_are_taken_as_far_as_they_are_known(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('format = 99\ntheme = "dark"\nvoice = "soft"\n', encoding="utf-8")
    config = load_config(path)
    assert config.theme == "dark"
    (problem,) = config.problems
    assert "更新版本" in str(problem)


KEPT = Path(__file__).parents[2] / "data" / "kept" / "reading-0.1"


@pytest.mark.parametrize(("written", "pace"), [("180", 180), ("260", 260), ("240", 240)])
def test_the_pace_of_a_speech_can_be_set(tmp_path: Path, written: str, pace: int) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"speech_pace = {written}\n", encoding="utf-8")
    assert load_config(path).speech_pace == pace


@pytest.mark.parametrize("written", ["179", "261", '"220"', "2.2", "true"])
def test_a_pace_that_nobody_speaks_is_said(tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"speech_pace = {written}\n", encoding="utf-8")
    config = load_config(path)
    assert config.speech_pace == 220
    assert "180到260" in str(config.problems[0])
