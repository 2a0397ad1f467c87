"""What is kept of papers: who hands them in, how they stand, how their notes are arranged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from content.errors import NewerFile, Problem
from content.files import is_there, read_bytes
from review.base import paths
from review.base.files import set_aside, write_atomic
from review.base.labelled import Labelled
from review.notes.model import Note

FORMAT = 1
"""Number of the form of the file; a greater one is kept, with all that is not known here."""

DEFAULT = "批注清单"
"""The layout that is used when none is named."""

NAME = "姓名"
"""The field of which files that are given to others say who wrote them."""

PERSON = (NAME, "代表证号", "代表团", "电话", "联名")
"""Fields that are the same in every paper of a deputy."""

# The names of fields are keys of the file and of templates, so they stay.
FIELDS = ("题目", "态度", *PERSON, "日期")

STANCES = {"空白": "", "赞成": "赞成", "原则赞成": "原则赞成", "不写": "不写"}
"""What is chosen as 态度, and what a template is given."""


class KeptForms:
    """The fields that were filled in, in `papers.json`, for the user alone.

    `person` has those of the deputy, `papers` by id of the report and name of the template those of
    a paper, and under `draft` how it is arranged.
    """

    def __init__(self) -> None:
        self._path = paths.papers_file()
        self.remark = ""
        """What the user has to know of the file, in Chinese."""
        try:
            self._kept = self._read()
        except Problem as problem:  # papers are made without; `keep` will raise it again
            self._kept = {}
            self.remark = f"填过的姓名等内容读不出来。{problem}"

    def _read(self) -> dict[str, Any]:
        """What the file holds; one that is no JSON is moved aside. A Problem where it is closed."""
        if not is_there(self._path):
            return {}
        try:
            found = json.loads(read_bytes(self._path))
            if isinstance(found, dict):
                return found
        except (ValueError, RecursionError):
            pass
        with suppress(Problem):
            aside = set_aside([self._path], self._path.parent)
            self.remark = f"填过的姓名等内容读不出来，已移到{aside}，请重新填写。"
        return {}

    def of(self, report_id: str, template: str) -> dict[str, str]:
        """The fields of a paper; empty where nothing was filled in."""
        found = self._part("person") | self._part("papers", report_id, template)
        return {name: str(found.get(name, "")) for name in FIELDS}

    def draft(self, report_id: str, template: str) -> dict[str, Any]:
        """What was kept of a paper besides its fields, such as `Arrangement.kept` and `ticked`.

        It is as the file has it, and may make no sense.
        """
        draft = self._part("papers", report_id, template).get("draft", {})
        return draft if isinstance(draft, dict) else {}

    def keep(
        self, report_id: str, template: str, fields: dict[str, str], draft: Any = None
    ) -> None:
        """Keep what was filled in of a paper, or raise a Problem; a newer version's is not touched.

        What another window or command has kept since is read first, and stays beside it. Fields of
        the deputy that are missing become empty; without a `draft`, how the paper is arranged, what
        was kept of that stays.
        """
        self._kept = self._read() or self._kept
        number = self._kept.get("format", FORMAT)
        if type(number) is int and number > FORMAT:
            raise NewerFile(self._path, "填过的姓名等内容")
        person = self._part("person") | {name: fields.get(name, "") for name in PERSON}
        paper = self._part("papers", report_id, template)
        paper |= {name: value for name, value in fields.items() if name not in PERSON}
        if draft is not None:
            paper["draft"] = draft
        papers = self._part("papers")
        papers[report_id] = self._part("papers", report_id) | {template: paper}
        self._kept |= {"format": FORMAT, "person": person}
        self._kept["papers"] = papers
        data = json.dumps(self._kept, ensure_ascii=False, indent=1)
        write_atomic(self._path, data.encode("utf-8", "surrogatepass"))

    def _part(self, *names: str) -> dict[str, Any]:
        """A copy of what stands under some names; empty where there is nothing of the kind."""
        part: Any = self._kept
        for name in names:
            part = part.get(name, {}) if isinstance(part, dict) else {}
        return dict(part) if isinstance(part, dict) else {}


class Quoting(Labelled):
    """How a note quotes its passage."""

    SHORT = "short", "引文缩短"
    WHOLE = "whole", "引全文"
    FIGURES = "figures", "只引有数字的句子"
    NONE = "none", "不引原文"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was arranged; what is empty is as the report has it."""

    order: Sequence[str] = ()
    """Ids of notes in the order in which they are to come; others come behind."""
    # By the ids of notes; those that are not there quote in short.
    quoting: Mapping[str, Quoting] = field(default_factory=dict)
    joining: Mapping[str, str] = field(default_factory=dict)
    """What is said before a note, by its id."""

    def arranged(self, notes: Sequence[Note]) -> list[Note]:
        """Notes in their order."""
        places = {note_id: place for place, note_id in enumerate(self.order)}
        return sorted(notes, key=lambda note: places.get(note.id, len(places)))

    def kept(self) -> dict[str, Any]:
        """What is kept of it, for JSON."""
        return {
            "order": list(self.order),
            "quoting": {note_id: mode.value for note_id, mode in self.quoting.items()},
            "joining": dict(self.joining),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Arrangement:
        """What was kept; what makes no sense, or is of a newer version, is left out."""
        order, quoting, joining = (kept.get(name) for name in ("order", "quoting", "joining"))
        modes = {mode.value: mode for mode in Quoting}
        return cls(
            [each for each in order if isinstance(each, str)] if isinstance(order, list) else (),
            {name: modes[mode] for name, mode in _texts(quoting) if mode in modes},
            dict(_texts(joining)),
        )


def _texts(kept: Any) -> list[tuple[str, str]]:
    if not isinstance(kept, dict):
        return []
    return [(name, value) for name, value in kept.items() if isinstance(value, str)]
