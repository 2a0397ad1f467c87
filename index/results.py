"""What a search gives back, and its JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import Enum

from content.report import Node
from index.words.normalise import Span


class HitKind(str, Enum):
    """Why a paragraph was found; the order of the members is the order of the groups."""

    EXACT = "exact"
    """Just as asked."""
    NUMBER = "number"
    """Only inside longer numbers: 35% for 5%."""
    SOFT = "soft"
    """But for quotes, brackets and blanks."""
    CHAPTER = "chapter"
    """The query names its part or section."""
    ABBREVIATION = "abbreviation"
    """The words that the query is short for."""
    SLIP = "slip"
    """As the query would be without a slip of the hand."""
    SYNONYM = "synonym"
    """In the report's words for it."""
    PINYIN = "pinyin"
    """The query spells it."""
    HOMOPHONE = "homophone"
    """The query sounds like it."""
    WORD = "word"
    """A good part of the query's words, wherever they stand."""


KINDS = tuple(HitKind)

FIRM = KINDS[:3]
"""What is found by the very text of the query."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that was found."""

    paragraph: int
    """Number of the paragraph, 1-based."""
    line: int
    """Its first line in the source, 1-based."""
    citation: str
    """Where it stands, such as 二（七）第3段."""
    spans: tuple[Span, ...]
    """What to mark: code points of the raw paragraph, in order. They may overlap."""
    score: float
    """Comparable within a group only; higher is better."""


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs found for the same reason, best first."""

    kind: HitKind
    hits: tuple[Hit, ...]
    """At least one."""
    note: str = ""
    """What the user should know about this group, such as 「已按同音字查找：老旧小区」."""

    def noted(self, note: str) -> Group:
        """The same with something more to know."""
        return replace(self, note=f"{self.note}；{note}" if self.note else note)


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. A paragraph is in one group only, its best."""

    query: str
    """As the user typed it, neither folded nor stripped."""
    groups: tuple[Group, ...]
    """Never an empty group; in the order of `HitKind`."""
    hint: str = ""
    """What to tell the user about the query itself, in Chinese; often empty."""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits, best first, which is group by group: scores of two groups do not compare."""
        return tuple(hit for group in self.groups for hit in group.hits)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to show where nothing was found."""

    words: tuple[Results, ...]
    """For the longest parts of the query that are in the report, their hits."""
    headings: tuple[Node, ...]
    """Those that have something of the query, best first."""
    missing: str = ""
    """If the query is the number of a place that there is not: what there is, in Chinese."""


def as_json(results: Results) -> dict[str, object]:
    """The answer as `shenyi search --json` prints it.

    `{"query": …, "groups": [{"kind": …, "hits": [{"paragraph", "line", "citation", "spans",
    "score"}]}]}`; the kinds are the values of `HitKind`, and a span is `[start, end]` in code
    points of the raw paragraph. Notes and hints are for people, and not in it.
    """
    return {
        "query": results.query,
        "groups": [
            {
                "kind": group.kind.value,
                "hits": [
                    asdict(hit) | {"spans": [*map(list, hit.spans)], "score": round(hit.score, 3)}
                    for hit in group.hits
                ],
            }
            for group in results.groups
        ],
    }
