"""Reading Web Annotations (JSON): our own, whole, and those of others that quote the text.

A file is read as a whole or not at all: the first thing that makes no sense is reported with its
place, before any note is kept.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import ValuesView
from dataclasses import fields
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NoReturn

from content.errors import Problem
from content.files import read_text
from content.report import Report
from review.notes.export.webannotation import PREFIX, SOURCE
from review.notes.model import CONTEXT, KIND_OF, Anchor, Kind, Note, NoteStatus, Segment
from review.typography.linebreak import printable

MAX_BYTES = 32_000_000
"""Nine times what two thousand notes take."""

MAX_NOTES = 100_000

_OF_ANCHOR = {field.name for field in fields(Anchor)}
_OF_NOTE = {"report", *(field.name for field in fields(Note))}
"""What is said of a note under our prefix, and is known."""

_STATUSES = {status.value: status for status in NoteStatus}

_MOTIVATIONS = {"questioning": Kind.QUESTION, "editing": Kind.AMENDMENT}
"""What others' motivations tell of a note's kind; assessing, say, may be praise or blame."""

_TEXT_ID = re.compile(re.escape(SOURCE) + "([0-9a-f]{64})")
_LARGEST = 10**9
"""Of numbers of paragraphs and characters: more than any file has that can be read."""

_DEEPEST = 50
"""Objects and lists within each other: Python reads a thousand, less the calls that it is in."""
_REMEDY = "没有导入任何批注。请确认这是“出材料”（F7）里选“备份”或“分享给人”存的文件，且没有改坏。"


def read_annotations(path: Path, report: Report, now: datetime) -> list[Note]:
    """The notes of a file, each fastened to the text that the file says.

    The file is an AnnotationCollection or -Page, a list of annotations, or one; a Problem where it
    is not. Others' annotations are taken to speak of `report`, and without a time to be made `now`.
    """
    items = _items(_parse(path), path)
    if len(items) > MAX_NOTES:
        remedy = "没有导入任何批注。请分成几个文件，分别导入。"
        raise Problem(f"批注多于{MAX_NOTES}条。", path=path, remedy=remedy)
    notes: list[Note] = []
    try:
        for item in items:
            notes.append(_note(item, report, now))
    except _Wrong as wrong:
        raise Problem(f"第{len(notes) + 1}条批注{wrong}。", path=path, remedy=_REMEDY) from None
    return notes


class _Wrong(Exception):
    """What is wrong with an annotation: its place in it, and what should be there."""


def _fail(where: str, what: str) -> NoReturn:
    raise _Wrong(f"的{where}{what}" if where else what)


def creator_of(path: Path) -> str | None:
    """The name of who gives a file to others, empty where it was not written; None in a backup.

    All of the file is read for it; a Problem where it is no JSON.
    """
    root = _parse(path)
    creator = root.get("creator") if isinstance(root, dict) else None
    name = creator.get("name") if isinstance(creator, dict) else creator
    return printable(name).strip() if isinstance(name, str) else None


def _parse(path: Path) -> Any:
    """The JSON of a regular file that is not too large; a pipe would be waited for without end.

    Else a Problem, with the line where the JSON breaks off.
    """
    text = read_text(path, most=MAX_BYTES, remedy=_REMEDY)
    try:
        return json.loads(text, parse_constant=int)  # which refuses NaN and Infinity
    except json.JSONDecodeError as error:
        message = "JSON在这里中断或写错了。"
        raise Problem(message, path=path, line=error.lineno, remedy=_REMEDY) from None
    except RecursionError:
        raise Problem("JSON嵌套得太深。", path=path, remedy=_REMEDY) from None
    except ValueError:  # NaN, or more digits than Python takes
        raise Problem("JSON里有不合规定的数字。", path=path, remedy=_REMEDY) from None


def _items(root: Any, path: Path) -> list[Any]:
    if isinstance(root, list):
        return root
    if isinstance(root, dict):
        page = root.get("first", root)
        if isinstance(page, dict) and isinstance(page.get("items"), list):
            items: list[Any] = page["items"]
            if page.get("next"):
                message = "这个文件只是批注的一页，其余各页在别处。"
                raise Problem(message, path=path, remedy="没有导入任何批注。请先合成一个文件。")
            return items
        if "Annotation" in _list(root.get("type")):
            return [root]
    raise Problem("这不是批注文件（W3C Web Annotation）。", path=path, remedy=_REMEDY)


def _list(value: Any) -> list[Any]:
    """What JSON-LD gives as one thing or as a list of things."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _note(item: Any, report: Report, now: datetime) -> Note:
    """The annotation as a note."""
    if not isinstance(item, dict):
        _fail("", "不是一条批注")
    anchor = _anchor(item)
    body, tags = _bodies(item)
    status = _STATUSES.get(_text(item, "shenyi:status", "same"), NoteStatus.SAME)
    updated = _time(item, "modified" if "modified" in item else "created", now)
    return Note(
        id=_id(item, anchor, body),
        report_id=_text(item, "shenyi:report", report.id) or report.id,
        anchor=anchor,
        kind=_kind(item),
        tags=tags,
        body=body,
        created=_time(item, "created", now) if "created" in item else updated,
        updated=updated,
        status=status,
        former=_text(item, "shenyi:former", ""),
        imported="shenyi:kind" not in item,
        newer=_newer(item),
    )


def _id(item: dict[str, Any], anchor: Anchor, body: str) -> str:
    """Our own ids as they are; from others', one that is the same at every import."""
    name = _text(item, "id", "")
    if name.startswith("urn:uuid:"):
        try:
            return uuid.UUID(name).hex
        except ValueError:
            _fail("id", "不是UUID")
    name = name or f"{anchor.quote}\n{body}"
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return uuid.uuid5(uuid.NAMESPACE_URL, plain).hex


def _kind(item: dict[str, Any]) -> Kind:
    if "shenyi:kind" in item:
        return KIND_OF.get(_text(item, "shenyi:kind", None), Kind.MEMO)
    known = (_MOTIVATIONS[m] for m in _list(item.get("motivation")) if m in list(_MOTIVATIONS))
    return next(known, Kind.MEMO)


def _bodies(item: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    comments, tags = [], []
    bodies = item.get("bodyValue") if "bodyValue" in item else item.get("body")
    for body in _list(bodies):
        if isinstance(body, str):
            # As `bodyValue` it is the comment, as `body` the address of one.
            comments.append(body)
        elif not isinstance(body, dict):
            _fail("body", "应是文字或对象")
        elif "tagging" in _list(body.get("purpose")):
            tags.append(_text(body, "value", None))
        elif "value" in body:
            comments.append(_text(body, "value", None))
    return "\n\n".join(comments), tuple(tags)


def _anchor(item: dict[str, Any]) -> Anchor:
    for target in _list(item.get("target")):
        selector = _quote_selector(target)
        if selector is not None:
            break
    else:
        _fail("target", "没有引用原文（TextQuoteSelector）")
    exact = _text(selector, "exact", None)
    if not exact.strip("\n"):
        _fail("target.selector.exact", "是空的")
    headings = target.get("shenyi:headings", [])
    if not isinstance(headings, list) or not all(isinstance(h, str) for h in headings):
        _fail("target.shenyi:headings", "应是一列文字")
    source = _TEXT_ID.fullmatch(_text(target, "source", "") or "")
    return Anchor(
        text_id=source[1] if source else "",
        segments=_segments(target, exact),
        prefix=_text(selector, "prefix", "")[-CONTEXT:],
        suffix=_text(selector, "suffix", "")[:CONTEXT],
        citation=_text(target, "shenyi:citation", ""),
        headings=tuple(headings),
        line=_whole(target, "shenyi:line", 0),
    )


def _segments(target: dict[str, Any], exact: str) -> tuple[Segment, ...]:
    """A segment for each line of the quote; others' annotations do not tell their place."""
    quotes = exact.split("\n")
    if "shenyi:segments" not in target:
        lines = enumerate((line for line in quotes if line), start=1)
        return tuple(Segment(number, 0, len(line), line) for number, line in lines)
    places = target["shenyi:segments"]
    where = "target.shenyi:segments"
    if not isinstance(places, list) or len(places) != len(quotes):
        _fail(where, f"应有{len(quotes)}项，与引文的段数相同")
    segments = []
    for place, line in zip(places, quotes, strict=True):
        if not isinstance(place, dict):
            _fail(where, "应是对象")
        number, start, end = (_whole(place, key) for key in ("paragraph", "start", "end"))
        if number < 1 or start >= end or not line:
            _fail(where, "段号或起止位置不对")
        segments.append(Segment(number, start, end, line))
    if segments != sorted(segments, key=lambda segment: segment.paragraph):
        _fail(where, "没有按顺序排列")
    return tuple(segments)


def _time(item: dict[str, Any], key: str, now: datetime) -> str:
    text = _text(item, key, "")
    if not text:
        return now.isoformat(timespec="seconds")
    # Before Python 3.11 neither Z nor any number of decimals is understood.
    plain = re.sub("[zZ]$", "+00:00", re.sub(r"\.\d+", "", text))
    try:
        moment = datetime.fromisoformat(plain)
        # The first and the last year another zone would not have.
        is_time = datetime.min.year < moment.year < datetime.max.year
    except ValueError:
        is_time = False
    if not is_time:
        _fail(key, f"“{text[:40]}”不是时间")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.isoformat(timespec="seconds")


def _text(item: dict[str, Any], key: str, default: str | None) -> str:
    value = item.get(key, default)
    if not isinstance(value, str):
        _fail(key, "应是文字" if key in item else "缺少这一项")
    return value


def _whole(item: dict[str, Any], key: str, default: int | None = None) -> int:
    value = item.get(key, default)
    if type(value) is not int or not 0 <= value <= _LARGEST:
        _fail(key, "应是整数" if key in item else "缺少这一项")
    return value


def _newer(item: dict[str, Any]) -> str:
    """What only a newer version knows of an annotation, to be kept with the note."""
    said = {n.removeprefix(PREFIX): value for n, value in item.items() if n.startswith(PREFIX)}
    # What is known is said elsewhere: it would be written over that, and might make no note.
    strange = {name: value for name, value in said.items() if name not in _OF_NOTE}
    if isinstance(anchor := said.get("anchor"), dict):
        more = {name: value for name, value in anchor.items() if name not in _OF_ANCHOR}
        strange |= {"anchor": more} if more else {}
    for name, known in (("kind", KIND_OF), ("status", _STATUSES)):
        if said.get(name) is not None and said[name] not in known:
            strange[name] = said[name]
    if _is_deeper(strange, _DEEPEST):
        _fail("", "嵌套得太深")
    return json.dumps(strange, ensure_ascii=False) if strange else ""


def _is_deeper(value: Any, most: int) -> bool:
    """Whether more lists and objects than so many stand in each other, counting this one."""
    held = value.values() if isinstance(value, dict) else value
    return isinstance(held, (list, ValuesView)) and (
        most == 0 or any(_is_deeper(each, most - 1) for each in held)
    )


def _quote_selector(target: Any) -> dict[str, Any] | None:
    """The selector of a target that quotes the text, also one that refines another selector."""
    if not isinstance(target, dict):
        return None
    for outermost in _list(target.get("selector")):
        selector = outermost
        while isinstance(selector, dict):
            if "TextQuoteSelector" in _list(selector.get("type")):
                return selector
            selector = selector.get("refinedBy")
    return None
