"""Searching on the command line: `shenyi search`.

It finds what the pane finds, with the same index, which is built first if need be. What is found
goes to the standard output, what is said of the search itself to the standard error. Finding
nothing is an answer, with suggestions, and no failure: the exit status is 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing

from content.errors import Problem
from index.results import as_json
from index.searcher import Searcher
from review.base import paths
from review.base.output import emit, emit_json, tell
from review.base.reports import REPORT_HELP, add_report_options, load_report, user_shelf
from review.search.result_entries import ResultEntry, entries, fitted, suggested

_CELLS = 90
"""Cells of a line that shows a hit."""

_INDEXING = "正在为 {} 份报告建立检索索引……"

_HELP = f"""\
检索字词、数字或拼音，结果依次是精确的和相关的。

用法：shenyi search 检索词 [--all] [--json]
      shenyi search --batch [--all]

  检索词         空格表示同时含有，引号表示原样，减号表示不含
  --all          检索书架上的全部报告，结果按报告分列，最新的在前
  --json         输出JSON，供其他程序使用
  --batch        从标准输入逐行读检索词，每行输出一个JSON
{REPORT_HELP}
例子：shenyi search 养老 -食堂
"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `shenyi search`, which `_search` runs.

    A query may begin with a minus, which argparse takes for an option: who calls puts a blank
    before it, and `_queries` takes that away again.
    """
    search = commands.add_parser("search", usage=_HELP)
    search.add_argument("query", nargs="*", metavar="检索词")
    search.add_argument("--all", action="store_true")
    search.add_argument("--json", action="store_true")
    search.add_argument("--batch", action="store_true")
    add_report_options(search)
    search.set_defaults(run=_search)


def _search(options: argparse.Namespace) -> int:
    if not (options.query or options.batch):
        raise Problem("没有写检索词。", remedy="例如：shenyi search 养老 -食堂")
    if options.all and (options.file or options.report):
        raise Problem("--all检索全部报告，不能再写--file或--report。", remedy="请去掉一个。")
    as_json = options.batch or options.json
    return _search_shelf(options, as_json) if options.all else _search_report(options, as_json)


def _search_report(options: argparse.Namespace, is_json: bool) -> int:
    report = load_report(options.file, options.report)
    with closing(Searcher(report, paths.index_dir())) as searcher:
        searcher.prepare(lambda line: tell(line) if line else None)
        for query in _queries(options):
            results = searcher.search(query)
            if is_json:
                emit_json(as_json(results), indent=None)
                continue
            listed = entries(report, results)
            if not listed and query.strip():
                listed = suggested(report, query.strip(), searcher.suggest(query))
            _print(results.hint, listed)
    return 0


def _search_shelf(options: argparse.Namespace, is_json: bool) -> int:
    from index.shelf.shelf_results import shelf_as_json  # with SQLite and the next, 40 ms
    from index.shelf.shelf_searcher import ShelfSearcher
    from review.search.shelf_search import shelf_entries, shelf_searched, shelf_suggested

    with closing(ShelfSearcher(user_shelf().standing, paths.index_dir())) as searcher:
        # Once, and not again for each report that is done.
        searcher.prepare(lambda done, of: None if done or not of else tell(_INDEXING.format(of)))
        for problem in searcher.unread:
            tell(f"{problem}这份报告没有检索。")
        if searcher.left:
            tell(f"{shelf_searched(searcher)}。再检索一次，会接着建立索引。")
        for query in _queries(options):
            results = searcher.search(query)
            if is_json:
                emit_json(shelf_as_json(results), indent=None)
                continue
            listed = shelf_entries(results.reports)
            if not listed and query.strip():
                listed = shelf_suggested(query.strip(), searcher.suggest(query))
            _print(results.hint, listed)
    return 0


def _queries(options: argparse.Namespace) -> Iterator[str]:
    """The queries as they were typed, whatever their encoding.

    That is all of the arguments together, or with --batch each line of the standard input, read as
    it comes: another program may wait for an answer before it asks on.
    """
    words = (word.removeprefix(" ") for word in options.query)  # the blank that argparse needed
    typed = [_bytes(" ".join(words))]
    for query in sys.stdin.buffer if options.batch else typed:
        yield query.decode("utf-8", "replace").rstrip("\r\n")


def _bytes(argument: str) -> bytes:
    """What was typed, of which Python has made text as far as it could.

    Bytes that are no UTF-8 stand in it as lone surrogates. Windows passes on any others, of which
    no byte was made.
    """
    try:
        return argument.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return argument.encode("utf-8", "replace")


def _print(hint: str, listed: Sequence[ResultEntry]) -> None:
    """Print the hint, if any, then each entry on a line, hits indented and cut around the hit."""
    if hint:
        emit(f"{hint}\n")
    for entry in listed:
        row, _ = fitted(entry, _CELLS)
        emit(("" if entry.paragraph is None else "  ") + f"{row}\n")
