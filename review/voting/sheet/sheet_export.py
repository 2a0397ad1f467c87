"""The result sheet as text in pages, Markdown, CSV and JSON.

All of them hold totals only, say on every page that the vote has no force, and name the digest of
the rules. How many ballots of one pattern there were is nowhere: sixteen marks tell a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from review.base.paper import Body, Grid, Paper, Part, Quotation, markdown_text
from review.base.spreadsheet import csv_text
from review.typography.linebreak import break_rows
from review.voting.box.box_ticket import ticket_to_data
from review.voting.counting.results import Reason
from review.voting.rules.choices import Threshold
from review.voting.sheet.result_sheet import SIGNATURES, Sheet, SheetLine
from review.voting.sheet.wording import column_names, legal_remarks

WIDTH = 78
"""Cells of a line of text."""
PAGE = 54
"""Lines of a page of text, head and foot included: what a printer puts on A4."""
_BAR = 40
"""Cells of a bar."""


# Text


def to_text(sheets: Sequence[Sheet], *, has_bars: bool = True) -> str:
    r"""The sheets in pages for a printer, each round on pages of its own, parted by \f.

    Without `has_bars`, for a screen reader, there is no bar below an item: it would read out forty
    signs.
    """
    return "\f".join(page for sheet in sheets for page in _pages(sheet, has_bars))


def _pages(sheet: Sheet, has_bars: bool) -> Iterator[str]:
    head = [*_wrapped(*sheet.notices, sheet.title), "─" * (WIDTH // 2)]
    room = PAGE - len(head) - 2
    pages = _fill(list(_blocks(sheet, has_bars)), room)
    for number, body in enumerate(pages, start=1):
        foot = ["─" * (WIDTH // 2), f"第{number}页　共{len(pages)}页　{sheet.notices[0]}"]
        yield "\n".join((*head, *body, *foot)) + "\n"


def _fill(blocks: list[list[str]], room: int) -> list[list[str]]:
    """Lay blocks on pages of `room` rows; a block is only parted if it is longer than a page."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room:
            pages.append([])
        for row in block:
            if len(pages[-1]) >= room:
                pages.append([])
            pages[-1].append(row)
    return pages


def _blocks(sheet: Sheet, has_bars: bool) -> Iterator[list[str]]:
    yield ["", *_wrapped(*sheet.head("：", WIDTH, 2))]
    yield ["", *_wrapped(*sheet.conclusions)]
    if sheet.lines:
        has_line = has_bars and any(line.bar(_BAR)[1] is not None for line in sheet.lines)
        yield ["", "各项票数（“|”为通过所需的票数）" if has_line else "各项票数"]
    for line in sheet.lines:
        yield _item_rows(sheet, line) + ([_bar(line)] if has_bars else [])
    yield ["", *_wrapped(*legal_remarks(sheet.ticket, sheet.result))]
    yield ["", *_wrapped(*_origin(sheet))]
    yield ["", *(f"{name}：{'_' * 24}" for name in SIGNATURES)]


def _item_rows(sheet: Sheet, line: SheetLine) -> list[str]:
    """A blank row, the item with what became of it, and its numbers."""
    title = f"{line.item.id:>2}. {line.item.title}　【{line.verdict.value}】"
    counts = "　".join(f"{name}{number}" for name, number in sheet.counts(line))
    if sheet.is_survey:
        counts += f"　满意率{line.count.satisfied}/{sheet.result.valid}（{sheet.rate(line)}）"
    return ["", *_wrapped(title, f"    {counts}", hang=4)]


def _bar(line: SheetLine) -> str:
    filled, at = line.bar(_BAR)
    bar = "#" * filled + "-" * (_BAR - filled)
    return "    " + (bar if at is None else f"{bar[:at]}|{bar[at:]}")


def _origin(sheet: Sheet) -> list[str]:
    """Where the numbers come from: what happened to the box, the digests, the boxes."""
    lines = [*sheet.events, f"规则SHA-256：{sheet.ticket.rules_sha256}"]
    if sheet.ticket.candidates_sha256:
        lines.append(f"名单SHA-256：{sheet.ticket.candidates_sha256}")
    if sheet.boxes:
        lines.append(f"票箱{len(sheet.boxes)}个：{'、'.join(box[:8] for box in sheet.boxes)}")
    return lines


def _wrapped(*texts: str, hang: int = 0) -> Iterator[str]:
    """Each text in rows of at most `WIDTH` cells, the second and later ones set in by `hang`."""
    for text in texts:
        for start, end in break_rows(text, WIDTH - hang):
            yield (" " * hang if start else "") + text[start:end]


# Markdown


def to_markdown(sheets: Sequence[Sheet]) -> str:
    """The sheets as Markdown, one after the other."""
    return "\n---\n\n".join(markdown_text(_paper(sheet)) for sheet in sheets)


def _paper(sheet: Sheet) -> Paper:
    parts: list[Part] = [Quotation("\n".join(sheet.notices))]
    parts.append(Body("　".join(f"{name}：{value}" for name, value in sheet.figures.items())))
    parts += map(Body, sheet.conclusions)
    if sheet.lines:
        parts.append(Grid([list(map(str, row)) for row in _items(sheet)]))
    parts += map(Body, (*legal_remarks(sheet.ticket, sheet.result), *_origin(sheet)))
    parts += [
        Body("　".join(f"{name}：＿＿＿＿＿＿" for name in SIGNATURES)),
        Body(sheet.notices[0]),
    ]
    return Paper(sheet.title, parts)


def _items(sheet: Sheet) -> Iterator[list[str | int]]:
    yield ["序号", "项目", *(name for name, _ in sheet.counts(sheet.lines[0])), "结果"]
    for line in sheet.lines:
        numbers = (number for _, number in sheet.counts(line))
        yield [line.item.id, line.item.title, *numbers, line.verdict.value]


# CSV


def to_csv(sheets: Sequence[Sheet]) -> str:
    """The sheets as tables for a spreadsheet, each with its head above it.

    A cell that a spreadsheet would reckon with, such as a title that begins with =, is made text.
    """
    return csv_text(row for sheet in sheets for row in (*_table(sheet), []))


def _table(sheet: Sheet) -> Iterator[list[str | int]]:
    for text in (*sheet.notices, sheet.title):
        yield [text]
    for name, value in sheet.figures.items():
        yield [name, int(value) if value.isdigit() else value]
    for text in sheet.conclusions:
        yield ["结论", text]
    if sheet.lines:
        yield from _items(sheet)
    for text in (*legal_remarks(sheet.ticket, sheet.result), *_origin(sheet)):
        yield ["说明", text]
    for name in SIGNATURES:
        yield [name, ""]


# JSON


def to_json(sheets: Sequence[Sheet]) -> str:
    """The sheets for other programs: a list, one object for each round.

    Items in `result` are positions on the ballot of the round, 1 the first; `winners` name them by
    the numbers of the list. `verdicts` stand in printed order; none where nothing was counted.
    """
    return json.dumps([_data(sheet) for sheet in sheets], ensure_ascii=False, indent=1) + "\n"


def survey_data(sheet: Sheet) -> dict[str, object]:
    """A 满意度测评 for other programs; rates are pairs of whole numbers.

    `half` says whether exactly half is enough, `base.needed` what 满意 had to reach; `counts` are
    满意, 基本满意, 不满意 and 未评 (or 不了解), in this order.
    """
    rules, valid = sheet.ticket.rules, sheet.result.valid
    return {
        "notices": list(sheet.notices),
        "half": "inclusive" if rules.threshold is Threshold.HALF else "strict",
        "base": {"of": rules.base.value, "needed": sheet.lines[0].needed if sheet.lines else None},
        "valid": valid,
        "items": [
            {
                **line.item.named,
                "counts": [getattr(line.count, name) for name in column_names(rules)],
                "rate": [line.count.satisfied, valid],
                "verdict": line.verdict.value,
            }
            for line in sheet.lines
        ],
        "overall": list(sheet.result.overall),
    }


def _data(sheet: Sheet) -> dict[str, object]:
    ticket = sheet.ticket
    kept = ticket_to_data(ticket)
    return {
        "notices": list(sheet.notices),
        "title": ticket.rules.title,
        **{key: kept[key] for key in ("report", "round", "rules", "rules_sha256", "day")},
        "events": list(sheet.events),
        "candidates_sha256": ticket.candidates_sha256,
        "boxes": list(sheet.boxes),
        "candidates": [item.named for item in ticket.items],
        "result": sheet.result.as_json(),  # its ids are places on this ballot, 1 the first
        "winners": [item.named for item in ticket.named(sheet.result.elected)],
        "verdicts": [line.verdict.value for line in sheet.lines],
        "reasons": {reason.value: reason.label for reason in Reason},
        "conclusions": list(sheet.conclusions),
        "remarks": list(legal_remarks(sheet.ticket, sheet.result)),
        "signatures": dict.fromkeys(SIGNATURES, ""),
    } | ({"survey": survey_data(sheet)} if sheet.is_survey else {})
