"""Citations as deputies say them aloud."""

from __future__ import annotations

from content.citation import spoken
from content.report import NodeKind, Report


def long_form(report: Report, number: int) -> str:
    """The citation of a paragraph as it is spoken: 第二部分（七）第3段「兜住兜准兜牢民生底线」."""
    paragraph = report.paragraph(number)
    short = paragraph.citation
    if paragraph.section is not None:
        section = report.node(paragraph.section)
        short = spoken(report, section) + short[len(section.citation) :]
    owner = report.node(paragraph.owner)
    return f"{short}「{owner.text}」" if owner.kind is NodeKind.LEAD else short
