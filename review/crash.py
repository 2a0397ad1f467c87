"""What is shown when the program itself is at fault.

A report of a crash names the places in the program and the kind of the error, and nothing else:
neither local variables nor the error's message, since both may hold a private note.
"""

from __future__ import annotations

import sys
from types import TracebackType

ADVICE = (
    "审议遇到程序错误，只好退出。已经保存的内容没有丢失。"
    "请再打开一次；还不行，请输入“shenyi doctor”检查，"
    "并把下面几行发给维护者，其中没有您的批注或选票。"
)


def crash_text(error: BaseException) -> str:
    """A Chinese sentence, the kind of the error, and the places in the program, innermost last.

    Of each place the file, the line and the function. Anybody may read it: see the module.
    """
    import traceback  # most runs end well

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error)
    return "\n".join([ADVICE, f"{kind.__module__}.{kind.__qualname__}", *places])


def install() -> None:
    """Show errors outside of the screen in the same way, on the standard error.

    Ctrl+C is no error: the process then ends with 130, as a shell expects. On the screen Textual
    has the errors, and `TerminalApp` shows them.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        print(crash_text(error), file=sys.stderr)

    sys.excepthook = hook
