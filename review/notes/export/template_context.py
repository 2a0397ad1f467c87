"""What a template can speak of: the report, the notes in order, and counts, by Chinese names.

The names are those that people write in templates, so they are kept once given; each is explained
in 说明.txt beside the templates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from typing import Any

from content.citation import resolve
from content.citation_labels import row_label
from content.errors import Problem
from content.report import NodeKind, Report
from review.notes.export.amendment import read_amendment
from review.notes.export.form import FIELDS, Arrangement, Quoting
from review.notes.export.paper_markup import guarded, without_tags
from review.notes.export.quoting import MOST, closed, quoted, trimmed, with_figures
from review.notes.export.selection import PRIVATE, in_order
from review.notes.export.speaking import BLOCKS, spoken_citation
from review.notes.model import Kind, Note, NoteStatus, tag_name, text_id
from review.typography.linebreak import printable

_USUAL = "政府工作报告"
_INSTITUTION = re.compile(r"\S*人民政府")
_LAST_STEP = re.compile(r"(?:第\d+[段条]|（[^）]+）|“[^”]+”)$")
_LINE = re.compile(r"(?<=题)第\d+行$")
_LAST_MARK = re.compile(r"(（(?:([^）]+[是要]|第[^）]+)|[^）]+)）)$|“([^”]+)”$")
_OWN_ORDINAL = re.compile(r"^\s*(?:第[一二三四五六七八九十]+|[0-9０-９]+)[，、：．.]", re.MULTILINE)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def paper_facts(
    report: Report,
    ordered: Sequence[Note],
    now: datetime,
    form: Mapping[str, str],
    arrangement: Arrangement,
) -> dict[str, Any]:
    """Everything the template of a paper is given, in which no text is read as a sign of it.

    The places of notes in `ordered`, from 0, are the numbers by which `Filled.notes` tells what
    became of them; `form` has what was filled in, by the names of `form.FIELDS`.
    """
    version = text_id(report)
    entries = []
    is_counted = any(_OWN_ORDINAL.search(note.body) for note in ordered)
    for number, note in enumerate(ordered):
        draft = "" if note.stands_in(version) else "原稿"
        ends = ends_of(note, report, version)
        source = f"报告{draft}{'至'.join(map(spoken_citation, ends))}"
        quoting = arrangement.quoting.get(note.id, Quoting.SHORT)
        about = _about(number + 1, note, now) | {"口述": source, "正文有序号": is_counted}
        about["出处"] = "至".join(ends) or "位置不详"
        words = _words(note) | _sentences(note, ends[0], source, quoting)
        words["衔接"] = plain(arrangement.joining.get(note.id, ""))
        entries.append(guarded(about) | guarded(words, number))
    fields = {name: guarded(form.get(name, "")) for name in FIELDS}
    passages = {without_tags(entry["原文"]): entry for entry in reversed(entries)}
    long = [entry for quote, entry in reversed(passages.items()) if len(quote) > MOST]
    return {**fields, **_facts(report, ordered, entries, now), "节选": long}


def _sentences(note: Note, cited: str, source: str, quoting: Quoting) -> dict[str, str]:
    """What is made of the words of a note and of its passage, `cited`, in words `source`."""
    quote = _quote(_without_mark(note.anchor.quote, cited), quoting)
    former = note.former if note.status is NoteStatus.CHANGED else ""
    was = quoted(former) if former else ""  # where both are cut alike they differ there
    before = was and ("（修订时有改动）" if was == quote else f"（修订前为{was}）")
    body = plain(note.body)
    amendment = read_amendment(body)
    said = closed(body, asks=note.kind is Kind.QUESTION)
    if note.kind is Kind.AMENDMENT:
        said = amendment.statement + amendment.reason_sentence
    return {
        "引": f"{source}提到{quote}{before}。" if quote else "",
        "引文": quoted(note.anchor.quote),
        "原稿引文": quoted(former, whole=True) if former else "",
        "摘录": trimmed(note.anchor.quote),
        "话": said,
        "改成": amendment.quoted_wording,
        "意见": "" if amendment.wording else amendment.sentence,
    }


def _without_mark(passage: str, citation: str) -> str:
    """A passage without the mark at its start that its citation names already: （七）, 一是."""
    mark, passage = _LAST_MARK.search(citation), passage.strip()
    for said in filter(None, mark.groups() if mark else ()):
        if passage.startswith(said) and len(passage) > len(said):
            return passage[len(said) :]
    return passage


def _quote(passage: str, quoting: Quoting) -> str:
    """A passage as it is quoted within a sentence; empty where it is not."""
    if quoting is Quoting.NONE:
        return ""
    if quoting is Quoting.FIGURES:
        passage = "".join(with_figures(passage)) or passage
    return quoted(passage, whole=quoting is not Quoting.SHORT)


def facts(report: Report, notes: Iterable[Note], now: datetime) -> dict[str, Any]:
    """Everything a template of version 0.1 is given; times are told in the zone of `now`."""
    ordered = in_order(notes, text_id(report))
    entries = [
        _about(number, note, now) | _words(note) for number, note in enumerate(ordered, start=1)
    ]
    return _facts(report, ordered, entries, now)


def _facts(
    report: Report, ordered: Sequence[Note], entries: list[dict[str, Any]], now: datetime
) -> dict[str, Any]:
    version = text_id(report)
    tags = entries[0]["标签"] if entries else []
    there = [entry for entry, n in zip(entries, ordered, strict=True) if n.stands_in(version)]
    gone = [entry for entry, n in zip(entries, ordered, strict=True) if not n.stands_in(version)]
    return {
        "报告": {
            "标题": report.title,
            "名称": _name(report),
            "全称": full_title(report),
            "校验": version,
        },
        "导出时间": f"{now:%Y-%m-%d %H:%M}",
        "导出日期": f"{now.year}年{now.month}月{now.day}日",
        "批注": there,
        "已删": gone,
        "全部": entries,
        "分组": _groups(there),
        "已删分组": _groups(gone),
        "共同标签": [tag for tag in tags if all(tag in entry["标签"] for entry in entries)],
        "涉及标题": list(dict.fromkeys(entry["标题"][-1] for entry in entries)),
    }


def count_kinds(entries: Iterable[dict[str, Any]]) -> str:
    """Entries by kind, the most frequent first: 建议 2、疑问 1."""
    counts = Counter(entry["类型"] for entry in entries)
    return "、".join(f"{kind} {count}" for kind, count in counts.most_common())


def local_time(stamp: str, now: datetime) -> str:
    """A note's time to the minute, in the zone of `now`."""
    return f"{datetime.fromisoformat(stamp).astimezone(now.tzinfo):%Y-%m-%d %H:%M}"


def ends_of(note: Note, report: Report, version: str) -> list[str]:
    """How a passage is cited: 二（七）第2段, and 第3段 where it goes on to there.

    Of one that is not in the report, whose `text_id` is `version`, the end is not known. A line of
    the title, which no booklet has so, is the title.
    """
    if not note.stands_in(version):
        return [_LINE.sub("", note.anchor.citation)]
    first, last = (_cited(report, note.anchor.segments[at].paragraph) for at in (0, -1))
    if first == last:
        return [first]
    below = last.removeprefix(first)
    if below != last and below[0] in "（第“·":  # from a heading into what stands below it
        return [first, below]
    one, other = _LAST_STEP.search(first), _LAST_STEP.search(last)
    is_beside = one and other and first[: one.start()] == last[: other.start()]
    return [first, other[0] if other and is_beside else last]


def _cited(report: Report, number: int) -> str:
    """How a paragraph is cited: 附“13.” for a row of an appendix, though one kept long ago counts.

    Its number in print is what a reader of the booklet looks for, if no row above has the same.
    """
    paragraph = report.paragraph(number)
    label, printed = row_label(paragraph.text)
    counted = paragraph.citation
    if label and counted.startswith("附第") and counted != f"附第{printed}条":
        with suppress(Problem):
            if resolve(report, f"附“{label}”").paragraph == number:
                return f"附“{label}”"
    return _LINE.sub("", counted)


def headings(note: Note) -> list[str]:
    """The headings a note stands under; outside of all parts, what that place is called."""
    return list(note.anchor.headings) or [BLOCKS.get(note.anchor.citation[:1], "各部分之外")]


def _about(number: int, note: Note, now: datetime) -> dict[str, Any]:
    return {
        "序号": number,
        "类型": note.kind.label,
        "符号": note.kind.sign,
        "行": note.anchor.line,
        "位置": f"第{note.anchor.line}行" if note.anchor.line else "位置不详",
        "出处": note.anchor.citation,
        "标题": headings(note),
        "标签": [plain(tag) for tag in note.tags if tag_name(tag) != PRIVATE],
        "时间": local_time(note.updated, now),
    }


def _words(note: Note) -> dict[str, Any]:
    """What of a note shows, once it stands in a paper, that the note is in it."""
    body = plain(note.body)
    amendment = read_amendment(body)
    return {
        "原文": note.anchor.quote,
        "原稿": note.former if note.status is NoteStatus.CHANGED else "",
        "正文": body,
        "改为": amendment.proposal,
        "理由": amendment.reason,
    }


def plain(text: str) -> str:
    """The deputy's own words: NFC, no controls, no blanks at the ends of lines.

    Whatever ends a line becomes a line feed; empty lines around the whole are left out.
    """
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(printable(line).rstrip() for line in lines).strip("\n")


def full_title(report: Report) -> str:
    """Who reported what and when, as far as the report's own title page says."""
    title, session, signature = (
        next((node.text for node in report.nodes if node.kind is kind), "")
        for kind in (NodeKind.TITLE, NodeKind.SESSION, NodeKind.SIGNATURE)
    )
    institution = _INSTITUTION.match(signature)
    date = _DATE.search(session)
    if not (institution and date and title == _USUAL):
        return report.title
    return f"{institution[0]}《{title}》 {date[0]}"


def _name(report: Report) -> str:
    """What a report is called within a sentence: 政府工作报告, or 《…》 for one of another kind."""
    title = next((node.text for node in report.nodes if node.kind is NodeKind.TITLE), "")
    is_other = title.endswith("报告") and _USUAL not in title
    return f"《{title}》" if is_other else _USUAL


def _groups(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries under their headings, each group with the headings that are to be printed above it.

    A heading is printed once. Where the text returns from a section to its part, the part's
    heading is printed again as continued, or the notes would seem to belong to the section.
    """
    groups: list[dict[str, Any]] = []
    before: list[str] = []
    for path, own in groupby(entries, key=lambda entry: entry["标题"]):
        titles = [{"级": level, "文字": text} for level, text in new_headings(before, path)]
        groups.append({"标题": titles, "批注": list(own)})
        before = path
    return groups


def new_headings(before: list[str], path: list[str]) -> list[tuple[int, str]]:
    """The headings of a path to be printed behind another, each with its level, 0 for a part.

    Where the path is the same or leads back to a part, that is its last heading, with （续）.
    """
    same = 0
    while same < min(len(before), len(path)) and before[same] == path[same]:
        same += 1
    if same == len(path):
        return [(same - 1, f"{path[-1]}（续）")]
    return list(enumerate(path))[same:]
