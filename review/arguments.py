"""The command line of `shenyi`, in Chinese: its commands, their help, and what argparse refuses.

A command is a module of its room that has `add_commands`, and is named in `_MODULES`: of the
command that was typed only that module is imported. Its parser sets `run`, a function from the
options to the exit status. Help is written by hand, beside the command, since argparse would write
it in English.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from content.errors import Problem
from content.files import is_there
from review.base.output import is_plain, linear, speak_plainly
from review.base.reports import REPORT_HELP, add_report_options

_HELP = """\
审议：审阅政府工作报告。

用法：
  shenyi                          打开阅读界面
  shenyi open 文件                打开自己的报告，放上书架
  shenyi shelf                    查看和整理书架上的报告
  shenyi read 编号或文件          在阅读界面中打开书架上的报告，或一个纯文本文件
  shenyi outline [编号或文件]     列出报告的部分、条和段首
  shenyi text [出处]              输出全文，或输出一处的原文
  shenyi search 检索词            检索；加 --all 检索书架上的全部报告
  shenyi compare                  对照：提出的目标和报告的结果，并排列出原文
  shenyi tasks                    任务清单：报告提出的每一项，和您记下的状态
  shenyi notes 操作               添加、列出、删除、恢复、导出、导入批注
  shenyi merge 文件…              把几位代表的批注汇总成一份材料
  shenyi revise 新稿              换用修订稿，批注随原文移动
  shenyi candidates               查看或导入民生实事候选项目名单
  shenyi tally --ballots 文件     按规则计算一份纸质票
  shenyi survey 文件              计算满意度测评
  shenyi ballots merge 文件…      合并几台机器的票箱
  shenyi votes                    查看试投票进行到哪一步
  shenyi doctor                   检查审议和它的文件是否完好
  shenyi 命令 --help              查看一条命令的说明
  shenyi 命令 --plain             输出不画线、不分栏，一项接一项

使用读屏软件的，请用这些命令代替阅读界面：读、检索、批注、计票都能做。
输出不到终端时，不写--plain也一样。

例子：
  shenyi outline
  shenyi text 二（七）第3段
  shenyi read 明年的报告.txt
"""

_PLAIN = "--plain"
"""May stand with every command."""

_READ_HELP = """\
在阅读界面中打开一份报告。

用法：shenyi read 编号或文件

  编号    书架上的报告，见“shenyi shelf”；也可以写标题中的几个字
  文件    纯文本，UTF-8、UTF-16、GB18030或Big5编码均可；只是看看，不放上书架

例子：shenyi read r2025-3f9c2a71
"""

_OUTLINE_HELP = """\
列出报告的部分、条、项和段首，每行依次是原文行号、标题、出处。

用法：shenyi outline [编号或文件] [--json]

  编号    书架上的报告，见“shenyi shelf”；也可以写作--report 编号
  文件    纯文本；都不写则是自带的张店区2024年政府工作报告
  --json  输出JSON，供其他程序使用

例子：shenyi outline 明年的报告.txt
"""

_TEXT_HELP = f"""\
输出报告的原文，一字不改。

用法：shenyi text [出处] [--file 文件]

  出处           如 二（七）第3段、二7 3、一（三是）、尾，或原文行号
                 或几段，如 二（七）第2段至第3段；不写则输出全文
{REPORT_HELP}
例子：shenyi text 二（七）第3段
"""


_VOTING = "review.voting.tally_command"
_COMPARING = "review.compare.compare_command"
_SHELF = "review.shelf.shelf_command"
_MODULES = {
    "search": "review.search.search_command",
    "compare": _COMPARING,
    "tasks": _COMPARING,
    "open": _SHELF,
    "shelf": _SHELF,
    "notes": "review.notes.commands.notes_command",
    "merge": "review.notes.commands.merge_command",
    "revise": "review.notes.commands.revise_command",
    **dict.fromkeys(("candidates", "tally", "survey", "ballots", "votes"), _VOTING),
    "doctor": "review.doctor.doctor_command",
}
"""Where a command is: only its module is imported, with all that it works with and no other."""

_ALL = tuple(dict.fromkeys(_MODULES.values()))
_HERE = ("read", "outline", "text")
"""Commands that need no module."""


_FILES = {"files", "boxes", "source", "output", "ballots", "totals", "rules", "candidates"}
"""What commands call a name of a file that has to be one; they look after the others themselves."""


class _Parser(argparse.ArgumentParser):
    """A parser whose help is written by hand, since argparse speaks English."""

    def format_help(self) -> str:
        usage = self.usage or ""
        return linear(usage) if is_plain() else usage

    # Each level refuses what it is left with: the innermost knows which help is wanted.
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        options, left = super().parse_known_args(args, namespace)
        if unknown := next((word for word in left if word.startswith("-")), ""):
            self._refuse(f"{self.prog}没有“{unknown}”这个选项。", self._meant(unknown))
        left = self._take_late(options, left)
        if left:
            self._refuse(f"“{left[0]}”是多出来的。", "名字里有空格的，请在两边加上引号。")
        return options, left

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Path("") is the folder where one is: nobody who has typed nothing means that.
        if action.dest in _FILES and not all(map(str.strip, arg_strings)):
            self._refuse("文件名是空的。", "请写上文件名。")
        return super()._get_values(action, arg_strings)

    def _take_late(self, options: Any, left: list[str]) -> list[str]:
        """What nobody wants of the words that stand behind an option.

        Of `merge 甲 --as 名=乙 丙` argparse leaves 丙, though it belongs to the list.
        """
        for action in self._actions:
            if action.option_strings or not left:
                continue
            taken = getattr(options, action.dest, action.default)
            if action.nargs in ("+", "*"):
                setattr(options, action.dest, [*taken, *self._get_values(action, left)])
                return []
            if action.nargs == "?" and taken == action.default:
                if action.choices is not None and left[0] not in action.choices:
                    return left
                setattr(options, action.dest, self._get_values(action, left[:1]))
                left = left[1:]
        return left

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what argparse says in English.

        Raises:
            Problem: Always; it names what was typed wrong, and what may have been meant.
        """
        wrong = r"argument (\S+): invalid choice: '(.*?)' \(choose from (.+)\)"
        unknown = re.search(wrong, message)
        if unknown is not None:
            option, word, known = unknown.groups()
            if option.startswith("-"):
                those = known.replace("'", "").replace(", ", "、")
                raise Problem(f"{option}不能写“{word}”。", remedy=f"可以写：{those}。")
            is_file = self.prog == "shenyi" and is_there(Path(word))
            instead = f"要打开这个文件，请输入：shenyi open {word}。" if is_file else ""
            self._refuse(f"没有“{word}”这条命令。", instead or self._meant(word))
        for pattern, said in _MISTAKES.items():
            match = re.search(pattern, message)
            if match is not None:
                parts = (part.replace(", ", "、").replace("/", "或") for part in match.groups())
                self._refuse(said.format(*parts), "")
        self._refuse(f"看不懂“{' '.join(['shenyi', *sys.argv[1:]])}”。", "")

    def _meant(self, word: str) -> str:
        """您要的是不是“search”？ for serach, “notes export” for export.

        Nothing where no command or option is like a word.
        """
        known = [name for action in self._actions for name in action.option_strings]
        known += [str(name) for action in self._actions for name in action.choices or ()]
        alike = [name for name in known if name.startswith("-") is word.startswith("-")]
        within = [name for name, own in self._commands() if word in dict(own._commands())]
        near = [f"{name} {word}" for name in within] or get_close_matches(word, alike, n=1)
        return f"您要的是不是“{'”或“'.join(near)}”？" if near else ""

    def _commands(self) -> list[tuple[str, _Parser]]:
        """The commands below this one."""
        below = [each.choices for each in self._actions if isinstance(each.choices, dict)]
        return [entry for commands in below for entry in commands.items()]

    def _refuse(self, message: str, instead: str) -> NoReturn:
        raise Problem(message, remedy=f"{instead}输入“{self.prog} --help”可查看用法。")


_MISTAKES = {
    r"arguments are required: (.+)": "没有写全，还缺：{0}。",
    r"argument (\S+): expected": "“{0}”后面还要写内容。",
    r"argument (\S+): ignored explicit": "“{0}”后面不写内容。",
    r"ambiguous option: (\S+) could match (.+)": "“{0}”没有写全，可以是{1}。",
}
"""Part of what argparse says (Python 3.10 to 3.13), and the same in Chinese."""


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """What the user asked for by the words behind `shenyi`; help ends the program.

    `--plain` may stand anywhere, and no command hears of it. Of the options `command` is the name,
    and `run` does what it says where it is not in `_HERE`.

    Raises:
        Problem: It cannot be understood.
    """
    speak_plainly(_PLAIN in arguments)
    arguments = [word for word in arguments if word != _PLAIN]
    if arguments[:1] == ["search"]:
        # A blank before it tells argparse that a word to leave out (-食堂) is not an option.
        arguments = [re.sub(r"^-(?!-|h\Z)", " -", word) for word in arguments]
    word = arguments[0] if arguments else ""
    modules = () if word in _HERE else (_MODULES[word],) if word in _MODULES else _ALL
    return _parser(modules).parse_args(arguments)


def _parser(modules: Iterable[str] = _ALL) -> _Parser:
    parser = _Parser("shenyi", usage=_HELP)
    commands = parser.add_subparsers(dest="command", prog="shenyi", metavar="命令")
    commands.add_parser("read", usage=_READ_HELP).add_argument("file", metavar="编号或文件")
    outline = commands.add_parser("outline", usage=_OUTLINE_HELP)
    outline.add_argument("file", nargs="?", metavar="编号或文件")
    outline.add_argument("--report")
    outline.add_argument("--json", action="store_true")
    text = commands.add_parser("text", usage=_TEXT_HELP)
    text.add_argument("citation", nargs="*", metavar="出处")
    add_report_options(text)
    for module in modules:
        import_module(module).add_commands(commands)
    return parser
