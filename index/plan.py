"""How a query is answered: the ways of finding, one after the other, and the groups they make.

A paragraph goes into the group of the best way that finds it. Several terms must all be found;
the paragraph is then as good as the worst of them.

Each term is looked for as it stands and, where it stands nowhere, by its sound (杨老 for 养老).
Beside that all terms together are read for what they ask (`index.meaning`): 老人吃饭 is answered by
长者食堂. Only where that brings a sound at best is a stretch of the query taken for a slip or an
abbreviation; the rest of the query is then looked for beside what it stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from index import matching, ranking, slips
from index.asking import AskedWords, pairs
from index.matching import Match, Matches
from index.meaning import Meaning
from index.pages import Pages
from index.query import Query, Term
from index.ranking import is_aligned
from index.results import KINDS, Group, Hit, HitKind
from index.vocabulary import Vocabulary
from index.words import pinyin
from index.words.normalise import Span, fold
from index.words.numerals import as_printed

if TYPE_CHECKING:
    from index.words.segment import Segmenter

_RANKED_WORDS = 8
"""Words of a group that BM25F looks at: each costs it a tenth of a millisecond."""

_TELLING = 3
"""Code points from which sounding alike says something: 污水 is no slip for 服务水平."""

_SHORT = 3
"""Code points of what may be short for a word of the synonyms: 职教 for 职业教育."""

_QUOTED_WORDS = 3
"""Words that a note names."""

_NEAR = 8
"""Code points between two terms from which on it says nothing that a paragraph has both."""

_SIDE_BY_SIDE = 20.0
"""What it is worth that they stand side by side, where each time that one stands there is worth 1;
less the more there is between them."""

_NOTES = {
    HitKind.NUMBER: "出现在更长的数中",
    HitKind.SOFT: "不计逗号、引号、括号和空格",
    HitKind.ABBREVIATION: "已按全称查找：{}",
    HitKind.SLIP: "没有“{0}”，已按“{1}”检索",
    HitKind.SYNONYM: "已按近义说法查找：{}",
    HitKind.PINYIN: "已按拼音查找：{}",
    HitKind.HOMOPHONE: "已按同音字查找：{}",
    HitKind.WORD: "已按词查找：{}",
}

_FIRST = "；先列所问年份的"
"""Is added where the part that speaks of the year asked for comes first."""

Weigh = Callable[[Iterable[str]], Mapping[int, float]]
"""Tells how much each paragraph is about some folded words, by number."""


def exact(pages: Pages, query: Query) -> Matches:
    """What has every term just so, or inside longer numbers.

    The kinds are `HitKind.EXACT` and `HitKind.NUMBER`; nothing but the text of the terms counts, so
    this is as good before there is an index.
    """
    found = (matching.literal(pages, term.text) for term in query.wanted)
    return _wanted(pages, query, _all(found))


def related(pages: Pages, query: Query, words: Vocabulary) -> Matches:
    """What is found in any way, what `exact` finds included; headings apart (`Chapters.named`).

    Without a segmenter in `words` pairs of characters stand in for the words of a query, and
    abbreviations are not understood.
    """
    found = _all(_by_letter_or_sound(pages, term, words) for term in query.wanted)
    about, asked = _about(pages, query.wanted, words)
    heard = all(match.kind is HitKind.HOMOPHONE for match in found.values())
    if heard and not any(match.kind is HitKind.SYNONYM for match in about.values()):
        slip = _without_slip(pages, asked, words, is_heard=bool(found))
        if slip:
            terms = _mended(query, asked, slip)
            about, _ = _about(pages, terms, words)
            found = {n: m for n, m in slip.items() if len(terms) == 1 or n in about}
    if any(match.kind is HitKind.PINYIN for match in found.values()):
        # What stands there as it was spelled comes before other words for it.
        about = {number: match._replace(kind=HitKind.WORD) for number, match in about.items()}
    return _wanted(pages, query, {**about, **found})


def lacking(pages: Pages, query: Query, words: Vocabulary) -> list[str]:
    """The words of a query, as they were typed, of which nothing stands anywhere.

    To be told where hits have but its other words: 殡葬 for 殡葬改革. Without a segmenter none is.
    """
    loose = [term.text for term in query.wanted if not term.exact]
    if words.segmenter is None or not loose:
        return []
    asked = words.closed.read(loose, words.synonyms, words.segmenter)
    typed = (word for word in asked.pieces if len(word) > 1 and any(word in text for text in loose))
    meaning = Meaning(pages, words)
    return [word for word in typed if not meaning.matches(AskedWords((word,), ()))]


def _without_slip(pages: Pages, asked: AskedWords, words: Vocabulary, is_heard: bool) -> Matches:
    """Where the first stretch of a query stands that a slip explains and nothing else does.

    Where it was found by its sound, only what it may be short for is better.
    """
    for text in chain.from_iterable(_not_plain(pages, t, words) for t in asked.stretches):
        other = slips.spelled_out(pages, text)
        kind = HitKind.ABBREVIATION if other else HitKind.SLIP
        if not other and (is_heard or _is_word(text, words)):
            continue
        found = matching.literal(pages, other or slips.meant(pages, text))
        if not found and len(text) >= _TELLING:
            kind, found = HitKind.HOMOPHONE, _homophones(pages, text, words)
        if found:
            return {n: m._replace(kind=kind, instead_of=text) for n, m in found.items()}
    return {}


def _not_plain(pages: Pages, text: str, words: Vocabulary) -> Iterator[str]:
    """A stretch that is not plain, and such rests of it: 朋户区, where 改造 stands elsewhere."""
    if _is_plain(pages, text, words):
        return
    yield text
    parts = words.segmenter.cut(text) if words.segmenter else []
    for left, end in ((parts[:-1], parts[-1:]), (parts[1:], parts[:1])):
        word, rest = "".join(end), "".join(left)
        is_left = len(rest) >= _TELLING and len(word) > 1
        if is_left and matching.literal(pages, word) and not _is_plain(pages, rest, words):
            yield rest


def _mended(query: Query, asked: AskedWords, slip: Matches) -> list[Term]:
    """The terms of a query without its slip."""
    slipped = next(iter(slip.values())).instead_of
    right = _commonest(slip)[0]
    terms = [Term(text.replace(slipped, right)) for text in asked.stretches]
    return terms + [term for term in query.wanted if term.exact]


def _is_word(text: str, words: Vocabulary) -> bool:
    """Whether a text is known to be a word."""
    return words.segmenter is not None and words.segmenter.cut(text) == [text]


def _is_plain(pages: Pages, text: str, words: Vocabulary) -> bool:
    """Whether a stretch of a query stands there, is one word, or is made of known ones."""
    segmenter = words.segmenter
    if matching.literal(pages, text) or (segmenter and segmenter.is_common(text)):
        return True
    parts = segmenter.cut(text) if segmenter else pairs(text)
    return all(
        words.closed.says_little(part)
        or (len(part) > 1 and (words.synonyms.of(part) or matching.literal(pages, part)))
        for part in parts
    )


def longest_parts(pages: Pages, query: Query, words: Vocabulary) -> list[str]:
    """The longest part of each term that stands in the paragraphs, but for filler.

    To be offered where nothing was found: 食堂 for 量子食堂. Each is folded, stands literally, has
    two characters at least, and begins and ends as a word does, where words are known.
    """
    found: dict[str, None] = {}
    for term in query.wanted:
        stretches = [term.text] if term.exact else words.closed.stretches(term.text)
        parts = (_longest_part(pages, text, words.segmenter) for text in stretches)
        found.update(dict.fromkeys(p for p in parts if p and not words.closed.says_little(p)))
    return list(found)


def _longest_part(pages: Pages, text: str, segmenter: Segmenter | None) -> str:
    """The longest part of a folded text, of two characters at least, that stands somewhere."""
    known = None if segmenter is None else segmenter.word_borders(text)
    for length in range(len(text), 1, -1):
        for at in range(len(text) - length + 1):
            whole = known is None or (at in known and at + length in known)
            if whole and matching.literal(pages, text[at : at + length]):
                return text[at : at + length]
    return ""


def grouped(pages: Pages, matches: Matches, weigh: Weigh | None = None) -> tuple[Group, ...]:
    """Matches in groups, in the order of `HitKind`, each in order of rank.

    `weigh` gives BM25F, by which rarer words and shorter paragraphs come first; without an index it
    is left out. Synonyms and words are ordered by their share of the query instead.
    """
    groups = []
    for kind in KINDS:
        members = {number: match for number, match in matches.items() if match.kind is kind}
        if members:
            groups.append(_group(pages, kind, members, weigh))
    return tuple(groups)


def _by_letter_or_sound(pages: Pages, term: Term, words: Vocabulary) -> Matches:
    """Where a term stands; if nowhere, where it is spelled or sounds like what stands there."""
    found = _as_written(pages, term.text)
    if term.exact:
        return found
    found = {**matching.numbers(pages, term.text, words.closed.units), **found}
    found = found or matching.literal(pages, as_printed(term.text))
    if not found and pinyin.is_latin(term.text):
        if words.synonyms.of(term.text):  # AI is no 爱
            return {}
        return matching.spelled(pages, term.text)
    return found or _homophones(pages, term.text, words)


def _as_written(pages: Pages, text: str) -> Matches:
    """Where a text stands, but for marks; in quotes too, for a row of print may end in it."""
    found = matching.literal(pages, text)
    return {**matching.soft(pages, text, apart_from=found), **found}


def _homophones(pages: Pages, text: str, words: Vocabulary) -> Matches:
    """Where words stand that sound like what is no word itself."""
    if _is_word(text, words):
        return {}
    found = matching.homophones(pages, text)
    return {number: match for number, match in found.items() if is_aligned(pages[number], match)}


def _about(pages: Pages, terms: Sequence[Term], words: Vocabulary) -> tuple[Matches, AskedWords]:
    """What speaks of all terms that are not quoted, and has all that are; how they are read."""
    loose = [_spelled_out(pages, term.text, words) for term in terms if not term.exact]
    if not loose:
        return {}, AskedWords((), ())
    asked = words.closed.read(loose, words.synonyms, words.segmenter)
    about = Meaning(pages, words).matches(asked)
    if asked.looks_back is not None or asked.year:
        about = {
            n: match._replace(is_meant=words.closed.is_meant(pages[n], asked))
            for n, match in about.items()
        }
    quoted = [_as_written(pages, term.text) for term in terms if term.exact]
    return _all([about, *quoted]), asked


def _spelled_out(pages: Pages, text: str, words: Vocabulary) -> str:
    """The word known to the synonyms that a text spells in Latin letters, or that it is short for.

    Else it is the text itself.
    """
    if words.synonyms.of(text):
        return text
    if pinyin.is_latin(text):
        return words.synonyms.spelled(pinyin.letters(text)) or text
    if words.segmenter is None or len(text) > _SHORT or matching.literal(pages, text):
        return text
    return words.synonyms.in_full(text, words.segmenter.borders) or text


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
    kind = max(one.kind, other.kind, key=KINDS.index)
    weight = one.weight + other.weight
    if kind not in ranking.SHARED:
        weight += _SIDE_BY_SIDE * max(0.0, 1 - _gap(one.spans, other.spans) / _NEAR)
    return Match(
        kind,
        one.spans + other.spans,
        one.words | other.words,
        weight,
        one.likeness + other.likeness,
        one.is_meant or other.is_meant,
    )


def _gap(some: Iterable[Span], others: Iterable[Span]) -> int:
    """The fewest code points that stand between one of some spans and one of others."""
    places = sorted([*((span, 0) for span in some), *((span, 1) for span in others)])
    return min(
        max(0, after[0] - before[1])
        for (before, one), (after, other) in pairwise(places)
        if one != other
    )


def _wanted(pages: Pages, query: Query, matches: Matches) -> Matches:
    """Matches without the paragraphs that have what is not wanted."""
    return {
        number: match
        for number, match in matches.items()
        if not any(pages[number].folded.find(text) for text in query.unwanted)
    }


def _group(pages: Pages, kind: HitKind, members: Matches, weigh: Weigh | None) -> Group:
    frequencies: Mapping[int, float] = {}
    # Of many words for one thing BM25F would count each. One hit needs no order.
    if weigh is not None and len(members) > 1 and kind not in ranking.SHARED:
        frequencies = weigh(_commonest(members))
    scores = {
        number: ranking.score(pages[number], match) + frequencies.get(number, 0.0)
        for number, match in members.items()
    }
    if kind in ranking.SHARED:
        scores = ranking.with_likeness(scores, members)
    order = sorted(scores) if kind is HitKind.CHAPTER else ranking.best_first(scores)
    hits = []
    for number in order:
        paragraph, spans = pages[number].paragraph, sorted(set(members[number].spans))
        place = paragraph.number, paragraph.line, paragraph.citation
        hits.append(Hit(*place, tuple(spans), scores[number]))
    return Group(kind, tuple(hits), _note(pages, kind, members))


def _commonest(members: Matches) -> list[str]:
    """The words that most paragraphs of a group have."""
    counts = Counter(word for match in members.values() for word in sorted(match.words))
    return sorted(counts, key=lambda word: (-counts[word], word))[:_RANKED_WORDS]


def _note(pages: Pages, kind: HitKind, members: Matches) -> str:
    note = _NOTES.get(kind, "")
    if kind is HitKind.SLIP:
        match = next(iter(members.values()))
        return note.format(match.instead_of, min(match.words))
    if "{}" not in note:
        return note
    places = [(pages[n], span) for n, match in members.items() for span in match.spans]
    quoted = [(page, page.quote(span)) for page, span in places]
    # Pairs of characters are looked for as well; 速公 of 高速公路 is nothing to tell of.
    words = [q for page, q in quoted if page.is_aligned(page.folded.occurrences(fold(q)))]
    quotes = Counter(words or (quote for _, quote in quoted))
    commonest = sorted(quotes, key=lambda quote: (-quotes[quote], quote))
    note = note.format("、".join(commonest[:_QUOTED_WORDS]))
    return note + _FIRST if any(match.is_meant for match in members.values()) else note
