"""How a query is answered: the ways of finding, one after the other, and the groups they make.

A paragraph goes into the group of the best way that finds it. Several terms must all be found;
the paragraph is then as good as the worst of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from index import matching, pinyin, ranking
from index.matching import Match, Matches
from index.meaning import Meaning
from index.numerals import with_percent_signs
from index.pages import Pages
from index.query import Query, Term
from index.ranking import is_aligned
from index.results import KINDS, Group, Kind
from index.synonyms import Synonyms

if TYPE_CHECKING:
    from index.lexicon import Lexicon

_RANKED_WORDS = 8
"""Words of a group that BM25F looks at: each costs it a tenth of a millisecond."""

_TELLING = 3
"""Code points from which sounding alike says something: 污水 is no slip for 服务水平."""

_QUOTED_WORDS = 3
"""Words that a note names."""

_NOTES = {
    Kind.NUMBER: "出现在更长的数中",
    Kind.SOFT: "不计引号、括号和空格",
    Kind.SYNONYM: "已按近义说法查找：{}",
    Kind.PINYIN: "已按拼音查找：{}",
    Kind.HOMOPHONE: "已按同音字查找：{}",
    Kind.WORD: "已按词查找：{}",
}

Way = Callable[[Pages, Query, "Lexicon | None"], Matches]
"""How to find what a query asks for, with the index if there is one."""


def exact(pages: Pages, query: Query, lexicon: Lexicon | None) -> Matches:
    """What has every term just so, or inside longer numbers."""
    found = (_literal(pages, term.text, lexicon) for term in query.wanted)
    return _wanted(pages, query, _all(found))


def related(pages: Pages, query: Query, lexicon: Lexicon | None, synonyms: Synonyms) -> Matches:
    """What is found in any way, what `exact` finds included."""
    found = _all(_by_letter_or_sound(pages, term, lexicon) for term in query.wanted)
    about = _about(pages, query.wanted, lexicon, synonyms)
    if about:
        found = {n: m for n, m in found.items() if not _is_doubtful(pages, n, m, lexicon)}
    if any(match.kind is Kind.PINYIN for match in found.values()):
        # What stands there as it was spelled comes before other words for it.
        about = {number: match._replace(kind=Kind.WORD) for number, match in about.items()}
    return _wanted(pages, query, {**about, **found})


def grouped(pages: Pages, matches: Matches, lexicon: Lexicon | None) -> tuple[Group, ...]:
    """Matches in groups, each in order of rank."""
    groups = []
    for kind in KINDS:
        members = {number: match for number, match in matches.items() if match.kind is kind}
        if members:
            groups.append(_group(pages, kind, members, lexicon))
    return tuple(groups)


def _literal(pages: Pages, text: str, lexicon: Lexicon | None) -> Matches:
    candidates = None if lexicon is None else lexicon.containing(text)
    if candidates is not None:
        candidates = pages.keys() & candidates
    return matching.literal(pages, text, candidates)


def _by_letter_or_sound(pages: Pages, term: Term, lexicon: Lexicon | None) -> Matches:
    """Where a term stands; if nowhere, where it is spelled or sounds like what stands there."""
    found = _literal(pages, term.text, lexicon)
    if term.exact:
        return found
    signed = with_percent_signs(term.text)
    if not found and signed != term.text:
        found = _literal(pages, signed, lexicon)
    found = {**matching.soft(pages, term.text, apart_from=found), **found}
    found = {**matching.numbers(pages, term.text), **found}
    if not found and pinyin.is_latin(term.text):
        return matching.spelled(pages, term.text)
    return found or matching.homophones(pages, term.text)


def _about(
    pages: Pages, terms: Sequence[Term], lexicon: Lexicon | None, synonyms: Synonyms
) -> Matches:
    """What speaks of all terms that are not quoted, and has all that are."""
    loose = [_spelled_out(term.text, synonyms) for term in terms if not term.exact]
    if not loose:
        return {}
    segmenter = None if lexicon is None else lexicon.segmenter
    about = Meaning(pages, synonyms, segmenter).matches(loose)
    quoted = [_literal(pages, term.text, lexicon) for term in terms if term.exact]
    return _all([about, *quoted])


def _spelled_out(text: str, synonyms: Synonyms) -> str:
    """The word known to the synonyms that Latin letters spell, or else the text itself."""
    if pinyin.is_latin(text) and not synonyms.of(text):
        return synonyms.spelled(pinyin.letters(text)) or text
    return text


def _is_doubtful(pages: Pages, number: int, match: Match, lexicon: Lexicon | None) -> bool:
    """Whether a likeness of sound is too weak to stand beside a likeness of meaning."""
    if match.kind is Kind.HOMOPHONE:
        return max(map(len, match.words)) < _TELLING
    if match.kind is not Kind.PINYIN:
        return False
    return not is_aligned(pages[number], match, _borders(number, lexicon))


def _borders(number: int, lexicon: Lexicon | None) -> Container[int] | None:
    """Where words begin or end in a paragraph, if that is known."""
    return None if lexicon is None else lexicon.borders(number)


def _all(found: Iterable[Matches]) -> Matches:
    """The paragraphs that all of several finds have."""
    joined: Matches | None = None
    for matches in found:
        if joined is None:
            joined = matches
        else:
            joined = {n: _both(joined[n], matches[n]) for n in joined.keys() & matches.keys()}
    return joined or {}


def _both(one: Match, other: Match) -> Match:
    return Match(
        max(one.kind, other.kind, key=KINDS.index),
        one.spans + other.spans,
        one.words | other.words,
        one.weight + other.weight,
    )


def _wanted(pages: Pages, query: Query, matches: Matches) -> Matches:
    """Matches without the paragraphs that have what is not wanted."""
    return {
        number: match
        for number, match in matches.items()
        if not any(pages[number].folded.find(text) for text in query.unwanted)
    }


def _group(pages: Pages, kind: Kind, members: Matches, lexicon: Lexicon | None) -> Group:
    frequencies: Mapping[int, float] = {}
    if lexicon is not None and len(members) > 1:  # One needs no order.
        frequencies = lexicon.scores(_commonest(members))
    hits = [
        ranking.hit(
            pages[number],
            match,
            frequencies.get(number, 0.0),
            _borders(number, lexicon),
        )
        for number, match in members.items()
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.paragraph))
    return Group(kind, tuple(hits), _note(pages, kind, members))


def _commonest(members: Matches) -> list[str]:
    """The words that most paragraphs of a group have."""
    counts = Counter(word for match in members.values() for word in match.words)
    return [word for word, _ in counts.most_common(_RANKED_WORDS)]


def _note(pages: Pages, kind: Kind, members: Matches) -> str:
    note = _NOTES.get(kind, "")
    if "{}" not in note:
        return note
    quotes = Counter(
        pages[number].quote(span) for number, match in members.items() for span in match.spans
    )
    words = "、".join(quote for quote, _ in quotes.most_common(_QUOTED_WORDS))
    return note.format(words)
