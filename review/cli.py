"""The command `shenyi`: from the words that were typed to an exit status.

0 is done; 1 says that a command has found something wanting, such as faults of the doctor; 2 is a
mistake: it cannot go on, and a Chinese sentence on the standard error says why and what to do. The
same program serves its own child processes, which are called with `child.AS_CHILD`.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from content import child
from content.errors import Problem, refused
from content.report import Report, Role
from review.base import output
from review.base.console import obeys_escape_codes, tell_colours
from review.base.interpreter import load_asyncio
from review.base.reports import last_report_id, load_named, load_report, open_named

if TYPE_CHECKING:
    import argparse

MISTAKE = 2
"""Exit status when the command cannot go on: bad input, a file that cannot be read."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command, from what is typed behind `shenyi`; its exit status.

    Raises:
        OSError: The system failed where no file is to blame, which is a fault of the program.
        SystemExit: Help was asked for, and has been printed.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == [child.AS_CHILD]:
        child.main(arguments[1:])
        return 0
    output.fill_closed_streams()
    output.speak_utf8()
    output.hear_all()
    tell_colours()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except Problem as problem:
        output.tell(str(problem))
        return MISTAKE
    except OSError as error:
        if output.is_closed_pipe(error):  # `shenyi | head`
            output.drop_output()
            return 0
        if error.filename is None:
            raise
        output.tell(str(refused("没有做成", error, path=os.fsdecode(error.filename))))
        return MISTAKE
    return status


ESCAPE_MILLISECONDS = 10
"""Silence behind Esc after which it is no beginning of a sequence; a slow line tears them apart."""


def _set_up_textual() -> None:
    """Drop the variables by which Textual logs keys, takes pictures or slows down; hasten Esc.

    Its log would hold notes key by key and ballots in their order. What the manual names stays.
    """
    os.environ.setdefault("ESCDELAY", str(ESCAPE_MILLISECONDS))
    for name in list(os.environ):
        if name.startswith("TEXTUAL") and name != "TEXTUAL_DISABLE_KITTY_KEY":
            del os.environ[name]


def _run(arguments: list[str]) -> int:
    """Do what the words ask for; raises what its command raises."""
    if not arguments:
        return view(None)
    from review.arguments import read_arguments  # 4 ms, and most starts have none

    options = read_arguments(arguments)
    if "run" in options:
        status: int = options.run(options)
        report = getattr(options, "then_read", None)  # what `open` has put on the shelf
        return status if report is None else view(report)
    if options.command == "outline":
        return _outline(load_named(_named(options)), options.json)
    if options.command == "text":
        return _text(load_report(options.file, options.report), " ".join(options.citation))
    return view(options.file if options.command == "read" else None)


def _named(options: argparse.Namespace) -> str | None:
    """The one report that is named, as a word of its own or as `--report`; None for none."""
    if options.file is not None and options.report is not None:
        remedy = "书架上的报告用--report。"
        raise Problem("文件和--report只能写一个。", remedy=remedy)
    name: str | None = options.report if options.file is None else options.file
    return name


# What the commands do


def view(name: str | None) -> int:
    """Show a report on the terminal; without one, print its text. The exit status.

    `name` is a file or a report of the shelf; None for the one that was chosen from it last, at
    first the one that ships with the program.

    Raises:
        Problem: It cannot be read.
    """
    # Looking for garbage costs a tenth of the time to the first page; the app begins with it later.
    gc.disable()
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if output.is_plain() and is_terminal:
        output.emit(load_named(name).source)
        return 0
    if not (is_terminal and obeys_escape_codes()):
        output.emit(load_named(name).source)
        remedy = _other_terminal() if is_terminal else "在终端窗口中"
        output.tell(f"这里没有终端可用，已直接输出报告全文。要打开阅读界面，请{remedy}输入：shenyi")
        return 0
    _set_up_textual()
    from review.base import paths  # here and below: what printing does without
    from review.first_page import first_page
    from review.settings.config import load_config
    from review.settings.reading_place import read_to_place

    opened = read_to_place(paths.places_file(), open_named(name or last_report_id()))
    config = load_config(paths.config_file())
    with first_page(opened, config) as page:
        load_asyncio()
        from review.app import ShenyiApp  # four fifths of the time that a start takes

        app = ShenyiApp(opened, config, page)
        app.run()
    if app.farewell:
        output.tell(app.farewell)
    return app.return_code or int(app.has_lost_words)


def _other_terminal() -> str:
    """What to do where the window prints escape codes instead of obeying them."""
    if sys.platform == "win32":
        return "换用Windows Terminal，或在窗口的属性里取消“使用旧版控制台”，再"
    return "换一个终端窗口"


def _outline(report: Report, as_json: bool) -> int:
    """Print the contents: line of the file (1-based), indented title, citation; then remarks."""
    if as_json:
        from content.shelf.outline_json import outline  # most starts print nothing

        output.emit_json(outline(report))
        return 0
    for node in report.nodes:
        title = f"{'  ' * node.level}{node.text}"
        output.emit_laid_out(f"{node.line:>5}  {title}　〔{node.citation}〕\n")
    for remark in report.remarks:
        output.emit(f"注意　第{remark.line}行：{remark.text}\n")
    return 0


def _text(report: Report, citation: str) -> int:
    """Print the report as it was read or, for a citation, what it names; of a heading all below."""
    if not citation:
        output.emit(report.source)
        return 0
    from content.citation import stretch  # nobody cites before the first page

    first, last = (place.paragraph for place in stretch(report, citation))
    end = report.paragraph(last)
    below = report.paragraphs_under(end.owner) if end.role is Role.HEADING else ()
    for paragraph in (*report.paragraphs[first - 1 : last], *below):
        output.emit(f"{paragraph.text}\n")
    return 0
