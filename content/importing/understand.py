"""One file, understood: what `shenyi open` shows before anything is kept.

Whether it is a report is asked of four signs, such as 工作报告 and a date or a salutation. With two
of them missing it is in doubt, and however many are there if it reads like a log or is hardly
Chinese. The doubt is told and stops nobody: the person knows what the file is.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from content import grammar
from content.errors import Problem
from content.files import read_bytes
from content.importing.formats import Extract, FileFormat, format_of
from content.importing.one_line import with_line_ends
from content.importing.usual_characters import in_usual_characters
from content.lines import BLANK
from content.parsing.outline import parse
from content.parsing.title import BARE_TITLES
from content.parsing.title_block import Facts, read_facts
from content.parsing.traditional import simplified
from content.report import Node, NodeKind, Remark, Report, Role
from content.unseen import visible

_SIZE_LIMIT = 100_000_000
"""Bytes of a document; a report of forty pages has one or two million, pictures included."""
_TEXT_LIMIT = 20_000_000
"""Bytes of a plain text; a report has fifty thousand."""


@dataclass(frozen=True)
class Understood:
    """What was made of a file. Nothing of it is kept anywhere yet."""

    path: Path
    form: FileFormat
    """What kind of file it is."""
    encoding: str
    """Name of the codec of a plain text or a web page; empty for documents."""
    original: bytes
    """The file as it is, to be kept beside the text."""
    text: str
    """The text that the report was read from; `parse(text)` gives the same report again."""
    report: Report
    """The same as a report; its id is the name of the file without its ending."""
    facts: Facts
    """Place, year, session, day and speaker, as far as the title block tells them."""
    doubt: str
    """Why this may be no work report, in Chinese; empty if it looks like one."""
    remarks: tuple[Remark, ...]
    """Doubtful places and everything that was left out (`removed`), in the order of the text."""

    @property
    def title(self) -> str:
        """Its title as printed, or the name of the file where it has none; see `has_title`."""
        return visible(self.report.title)

    @property
    def name(self) -> str:
        """What to call it among others: place and year before a title that names neither."""
        place, year = self.facts.place, self.facts.year
        title = self.title if self.has_title else BARE_TITLES[0]
        if title in BARE_TITLES and (place or (year and self.has_title)):
            return f"{place}{f'{year}年' if year else ''}{title}"
        return self.title

    @property
    def has_title(self) -> bool:
        """Whether the text has a title, rather than being called as its file is."""
        return any(paragraph.role is Role.TITLE for paragraph in self.report.paragraphs)

    @property
    def headings(self) -> tuple[Node, ...]:
        """The parts and sections, in order."""
        return tuple(node for node in self.report.nodes if node.kind.is_heading)

    @property
    def removals(self) -> tuple[Remark, ...]:
        """What of the file is in no paragraph, each with the reason."""
        return tuple(remark for remark in self.remarks if remark.removed)

    @property
    def cleaned(self) -> str:
        """The paragraphs, one a line: the file without what was left out."""
        return "".join(p.text.strip(BLANK) + "\n" for p in self.report.paragraphs)


def understand(path: Path | str) -> Understood:
    """Read a report from a plain text, a web page, a .docx document or a PDF file that holds text.

    That takes up to a minute for a document that asks for much.

    Raises:
        Problem: The file cannot be read; the message says why and what to do.
    """
    path = Path(path)
    with suppress(OSError, ValueError):  # of which `read_bytes` tells
        if path.is_file() and (size := path.stat().st_size) > _SIZE_LIMIT:
            raise _too_large(size, path)
    data = read_bytes(path, most=_SIZE_LIMIT)
    extract = extract_text(data, path)
    report = parse(extract.text, report_id=path.stem)
    remarks = sorted((*extract.remarks, *report.remarks), key=lambda remark: remark.line)
    return Understood(
        path=path,
        form=format_of(data, path),
        encoding=extract.encoding,
        original=data,
        text=extract.text,
        report=report,
        facts=read_facts(report),
        doubt=_find_doubt(report),
        remarks=tuple(remarks),
    )


def _too_large(size: int, path: Path) -> Problem:
    why = f"文件有{size / 1_000_000:.0f}MB，太大了，一份报告通常不到1MB。"
    remedy = "请核对是否选错了文件；图片多的文档请另存为“纯文本”。"
    return Problem(why, path=path, remedy=remedy)


def extract_text(data: bytes, path: Path) -> Extract:
    """The text of a file, and what has to be said of it; the path is only named in messages.

    Raises:
        Problem: It cannot be read, or is too large.
    """
    form = format_of(data, path)
    if len(data) > _TEXT_LIMIT and not form.apart:
        raise _too_large(len(data), path)
    extract = in_usual_characters(form.read(data, path))
    text, why = with_line_ends(extract.text)  # of one paragraph in Word, or on a page
    return (
        extract._replace(text=text, remarks=(*extract.remarks, Remark(1, why))) if why else extract
    )


# Whether a text is a government work report at all; the person has the last word


_WORDS = (
    ("政府", "经济", "发展", "建设", "改革", "民生", "就业", "教育", "产业", "企业", "增长", "财政",
     "农业", "城市", "生态", "安全", "服务", "项目", "人民", "工作"),
    ("法院", "审判", "执行", "案件", "司法", "审结", "诉讼", "裁判", "法官", "审理"),
    ("检察", "公诉", "监督", "案件", "办案", "司法", "犯罪", "起诉", "批捕", "诉讼"),
    ("常委会", "立法", "监督", "代表", "审议", "决定", "任免", "条例", "人大", "执法检查"),
    ("收入", "支出", "预算", "财政", "转移支付", "债务", "资金", "万元", "一般公共预算", "决算"),
)  # fmt: skip
"""What the reports of a session speak of: those of government and plan, court, procuratorate, the
standing committee, the budget."""
# The words of a title or an opening; those on plan and budget are called 关于…计划…的报告.
_REPORTS = r"工作报告|政府工作|规划纲要|向大会(?:报告|作)|请予审[议查]|(?:计划|预算).{0,40}报告"
_SAMPLE = 50_000
"""Characters that are looked at: more than a usual report has."""
_RECORD = r"\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d|[^,\t]*[,\t][^,\t]*[,\t](?!.*[.。！!]\s*$))"
"""A line of a log, or a row of a table; a sentence with half-width commas is none."""


def _find_doubt(report: Report) -> str:
    """What is missing for a work report, in Chinese; empty if the text may well be one."""
    text = simplified("\n".join(p.text for p in report.paragraphs)[:_SAMPLE])
    roles = {paragraph.role for paragraph in report.paragraphs}
    headings = sum(node.kind.is_heading for node in report.nodes)
    addressed = any(
        node.kind is NodeKind.SALUTATION and grammar.salutation(simplified(node.text))
        for node in report.nodes
    )
    signs = {
        "“工作报告”字样": re.search(_REPORTS, text) is not None,
        "会议日期或对代表的称呼": Role.SESSION in roles or addressed,
        "“一、”“（一）”这样的标题": headings >= 2,
        "会议报告的常用词语": any(
            sum(word in text for word in words) >= len(words) // 2 for words in _WORDS
        ),
    }
    missing = [name for name, found in signs.items() if not found]
    kind = _other_kind(text)
    if len(missing) < 2 and not kind:
        return ""
    shown = f"没有找到{'、'.join(missing)}" if missing else "行文不像报告"
    return f"这份文字{kind or '不像政府工作报告'}：{shown}。如确是报告，仍可打开。"


def _other_kind(text: str) -> str:
    """What else a text seems to be, or an empty text."""
    lines = [line for line in text.split("\n") if line.strip(BLANK)][:400]
    records = sum(re.match(_RECORD, line) is not None for line in lines)
    if len(lines) >= 5 and records * 2 > len(lines):
        return "像表格或日志，不像政府工作报告"
    wide = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return "几乎没有汉字，不像政府工作报告" if wide * 5 < len(text) else ""
