"""The one exception that is meant for the person at the keyboard."""

from __future__ import annotations

import errno
from pathlib import Path


class Problem(Exception):
    """Something the user can mend. `str()` is a complete Chinese message.

    Args:
        message: What is wrong, a Chinese sentence with its full stop.
        path: The file it is about, if any.
        line: Its 1-based line, if known.
        remedy: What to do about it, a Chinese sentence: what to type, to press or to change.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        remedy: str,
    ) -> None:
        where = ""
        if path is not None:
            where = f"{path}：" if line is None else f"{path} 第{line}行："
        super().__init__(f"{where}{message}{remedy}")
        self.message = message
        self.path = path
        self.line = line
        self.remedy = remedy

    def restated(self, *, message: str = "", remedy: str = "") -> Problem:
        """The same at the same place, with another message or another remedy."""
        return Problem(
            message or self.message, path=self.path, line=self.line, remedy=remedy or self.remedy
        )


class NewerFile(Problem):
    """A file that a newer version of the program has kept: whole, but not to be read here.

    `name` is what it is, in Chinese.
    """

    def __init__(self, path: Path | str, name: str) -> None:
        message = f"{name}由更新版本的审议保存，本版本读不了，已原样保留。"
        super().__init__(message, path=path, remedy="请升级审议后再打开。")


_NO_RIGHTS = ("没有权限", "请检查文件和文件夹的权限；输入“shenyi doctor”可查看审议自己的文件夹。")
_CAUSES = {
    errno.ENOSPC: ("磁盘已满", "请腾出空间后再试。"),
    errno.EDQUOT: ("超出了磁盘配额", "请腾出空间后再试。"),
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: ("磁盘是只读的", "请换一个能写入的位置，或解除写保护后再试。"),
    errno.ENOENT: ("找不到它", "请检查文件名和所在文件夹。"),
    errno.EISDIR: ("它是一个文件夹", "请写上文件名，或先把这个文件夹移走。"),
    errno.EEXIST: ("已有同名的文件", "请先把那个文件移走或改名。"),
    errno.ENOTDIR: ("上级路径不是文件夹", "请先把挡在那里的文件移走或改名。"),
    errno.ENAMETOOLONG: ("文件名太长", "请换一个短些的文件名。"),
    errno.ELOOP: ("链接绕成了圈", "请换一个文件名，不要用链接。"),
    errno.EFBIG: ("超出了允许的文件大小", "请换一个位置再试。"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘，并尽快把数据文件夹复制到别处。"),
    errno.EBUSY: ("另一个程序正开着它", "请先在Word、WPS等程序里关掉它，再试一次。"),
}


_SHARING_VIOLATION = 32
"""What Windows says of a file that Word or Excel has open; for errno it has no rights."""


def _cause(error: OSError) -> tuple[str, str]:
    """Why the system refuses, and what can be done about it."""
    number = error.errno or 0
    if getattr(error, "winerror", 0) == _SHARING_VIOLATION:
        number = errno.EBUSY
    unknown = (f"系统错误{number}", "请再试一次；还不行，请输入“shenyi doctor”检查。")
    return _CAUSES.get(number, unknown)


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in Chinese, without a full stop."""
    return _cause(error)[0]


def refused(
    what: str, error: OSError, *, path: Path | str | None = None, kept: str = ""
) -> Problem:
    """What the system would not do, as a problem to be raised by the caller.

    `what` failed, in Chinese without a full stop; a Chinese sentence says what is `kept` as it was.
    """
    cause, remedy = _cause(error)
    return Problem(f"{what}（{cause}）。", path=path, remedy=f"{kept}{remedy}")
