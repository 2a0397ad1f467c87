"""The command `shenyi`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from content.errors import Problem
from content.library import load_builtin, load_file
from content.report import Report, Role
from review import crash

if TYPE_CHECKING:
    from index import Results, Searcher
from review.files import reason

MISTAKE = 2
"""Exit status when the command cannot go on: bad input, a file that cannot be read."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the command's name; that of the process by default.

    Returns:
        The exit status.
    """
    crash.install()
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["search"]:
        # A blank before it tells argparse that a word to leave out (-食堂) is not an option.
        arguments = [f" {word}" if _is_unwanted_word(word) else word for word in arguments]
    options = _parser().parse_args(arguments)
    try:
        status = _run(options)
        sys.stdout.flush()
    except Problem as problem:
        print(f"审议：{problem}", file=sys.stderr)
        return MISTAKE
    except BrokenPipeError:
        # Whoever read the output has seen enough (`shenyi | head`).
        _drop_output()
        return 0
    return status


def _drop_output() -> None:
    """Keep Python from complaining at exit about output that could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_unwanted_word(argument: str) -> bool:
    return argument.startswith("-") and not argument.startswith("--") and argument != "-h"


def _run(options: argparse.Namespace) -> int:
    if options.command == "outline":
        return _outline(options.file, options.json)
    if options.command == "search":
        return _search(options)
    if options.command == "text":
        return _text(options.file, " ".join(options.citation))
    return _view(options.file if options.command == "read" else None)


# What the commands do


def _load(file: str | None) -> Report:
    return load_file(Path(file)) if file else load_builtin()


def _view(file: str | None) -> int:
    # The garbage of start-up is not worth collecting: looking for it costs a tenth of the time to
    # the first page. The app turns collecting on again as soon as it is ready.
    gc.disable()
    report = _load(file)
    if not _has_terminal():
        _emit(report.source)
        print(
            "审议：这里没有终端可用，已直接输出报告全文。要打开阅读界面，请在终端窗口中输入：shenyi",
            file=sys.stderr,
        )
        return 0
    from review import paths
    from review.app import ShenyiApp
    from review.config import load_config

    app = ShenyiApp(report, load_config(paths.config_file()))
    app.run()
    return app.return_code or 0


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _outline(file: str | None, as_json: bool) -> int:
    report = _load(file)
    if as_json:
        import json

        from content.outline_json import outline

        _emit(json.dumps(outline(report), ensure_ascii=False, indent=1) + "\n")
        return 0
    for node in report.nodes:
        _emit(f"{node.line:>5}  {'  ' * node.level}{node.text}　〔{node.citation}〕\n")
    for remark in report.remarks:
        _emit(f"注意　第{remark.line}行：{remark.text}\n")
    return 0


def _text(file: str | None, citation: str) -> int:
    report = _load(file)
    if not citation:
        _emit(report.source)
        return 0
    from content.citation import resolve

    paragraph = report.paragraph(resolve(report, citation).paragraph)
    _emit(f"{paragraph.text}\n")
    if paragraph.role is Role.HEADING:
        for below in report.paragraphs_under(paragraph.owner):
            _emit(f"{below.text}\n")
    return 0


def _search(options: argparse.Namespace) -> int:
    import json

    from index import Searcher, as_json
    from review import paths

    report = _load(options.file)
    queries = sys.stdin if options.batch else [" ".join(options.query)]
    searcher = Searcher(report, paths.index_dir())
    try:
        searcher.prepare(lambda line: print(line, file=sys.stderr) if line else None)
        for query in queries:
            results = searcher.search(query.rstrip("\r\n"))
            if options.batch or options.json:
                _emit(json.dumps(as_json(results), ensure_ascii=False) + "\n")
            else:
                _print_results(report, searcher, results)
    finally:
        searcher.close()
    return 0


def _print_results(report: Report, searcher: Searcher, results: Results) -> None:
    from review.search.entries import entries, suggested

    if results.hint:
        _emit(f"{results.hint}\n")
    listed = entries(report, results)
    if not listed and results.query.strip():
        listed = suggested(report, results.query.strip(), searcher.suggest(results.query))
    for entry in listed:
        _emit(("" if entry.paragraph is None else "  ") + f"{entry.text}\n")


def _emit(text: str) -> None:
    """Write text to the standard output in UTF-8, every character as it is.

    On a terminal, characters that would steer it are shown as a replacement sign.
    """
    if sys.stdout.isatty():
        from review.reading.linebreak import printable

        text = "\n".join(printable(line.rstrip("\r")) for line in text.split("\n"))
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise Problem(f"输出没有写完（{reason(error)}）。") from error


# The command line, in Chinese

_HELP = """\
审议：审阅政府工作报告。

用法：
  shenyi                          打开阅读界面
  shenyi read 文件                在阅读界面中打开一份报告（纯文本）
  shenyi outline [文件] [--json]  列出报告的部分、条和段首
  shenyi text [出处] [--file 文件]  输出全文，或输出一处的原文
  shenyi search 检索词            检索
  shenyi 命令 --help              查看一条命令的说明

例子：
  shenyi outline
  shenyi text 二（七）第3段
  shenyi read 明年的报告.txt
"""

_READ_HELP = """\
在阅读界面中打开一份报告。

用法：shenyi read 文件

  文件    纯文本，UTF-8、UTF-16或GB18030编码均可

例子：shenyi read 明年的报告.txt
"""

_OUTLINE_HELP = """\
列出报告的部分、条、项和段首，每行依次是原文行号、标题、出处。

用法：shenyi outline [文件] [--json]

  文件    纯文本；不写则是自带的张店区2024年政府工作报告
  --json  输出JSON，供其他程序使用

例子：shenyi outline 明年的报告.txt
"""

_TEXT_HELP = """\
输出报告的原文，一字不改。

用法：shenyi text [出处] [--file 文件]

  出处         如 二（七）第3段、二7 3、一（三是）、尾，或原文行号；不写则输出全文
  --file 文件  纯文本；不写则是自带的张店区2024年政府工作报告

例子：shenyi text 二（七）第3段
"""


_SEARCH_HELP = """\
检索字词、数字或拼音，结果依次是精确的和相关的。

用法：shenyi search 检索词 [--json] [--file 文件]
      shenyi search --batch [--file 文件]

  检索词       空格表示同时含有，引号表示原样，减号表示不含
  --json       输出JSON，供其他程序使用
  --batch      从标准输入逐行读检索词，每行输出一个JSON
  --file 文件  纯文本；不写则是自带的张店区2024年政府工作报告

例子：shenyi search 养老 -食堂
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose help is written by hand, since argparse speaks English."""

    def format_help(self) -> str:
        return self.usage or ""

    def error(self, message: str) -> NoReturn:
        command = " ".join(["shenyi", *sys.argv[1:]])
        print(f"审议：看不懂“{command}”。输入“{self.prog} --help”可查看用法。", file=sys.stderr)
        sys.exit(MISTAKE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("shenyi", usage=_HELP)
    commands = parser.add_subparsers(dest="command", prog="shenyi")
    read = commands.add_parser("read", usage=_READ_HELP)
    read.add_argument("file")
    outline = commands.add_parser("outline", usage=_OUTLINE_HELP)
    outline.add_argument("file", nargs="?")
    outline.add_argument("--json", action="store_true")
    text = commands.add_parser("text", usage=_TEXT_HELP)
    text.add_argument("citation", nargs="*")
    text.add_argument("--file")
    search = commands.add_parser("search", usage=_SEARCH_HELP)
    search.add_argument("query", nargs="*")
    search.add_argument("--json", action="store_true")
    search.add_argument("--batch", action="store_true")
    search.add_argument("--file")
    return parser
