"""How alike paragraphs are to a query by its characters and pairs of neighbours: BM25.

It knows nothing of words and lists. It puts in order what those have found alike: what says
背街小巷整治 in one piece comes before what says 小巷 here and 整治 there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from index.pages import Pages

_WORDS = re.compile(r"(?:\d[\d.,]*[万亿]*)?([^\W\d_a-z]*)")
"""What is compared: a part of a number, or of a word in letters, is no likeness."""

_K1 = 1.2
"""How soon one more occurrence adds little; this and `_B` are what BM25 is mostly used with."""

_B = 0.75
"""How much a long paragraph counts less: 0 not at all, 1 by all of its length."""

_MOST_PAIRS = 48
"""Pairs of a query that are looked at: a pasted paragraph must not take longer than a word."""


def pairs_of(runs: Sequence[str]) -> list[str]:
    """The pairs of neighbouring characters that a query is compared by, each once.

    Of 新增2.3亿元 that is 新增 alone: digits and the 万 and 亿 behind them part words. `runs` are
    folded; no pair reaches from one into the next.
    """
    words = (word for run in runs for word in _WORDS.findall(run))
    pairs = dict.fromkeys(word[at : at + 2] for word in words for at in range(len(word) - 1))
    return list(pairs)[:_MOST_PAIRS]


def likeness(pages: Pages, pairs: Sequence[str]) -> dict[int, float]:
    """BM25 of the paragraphs that have any of these pairs, by number; always above zero.

    Single characters of the pairs count as well, in paragraphs that have at least one pair.
    """
    having = {pair: found for pair in pairs if (found := pages.counts(pair))}
    shared = set().union(*having.values())
    for character in dict.fromkeys("".join(having)):
        having[character] = pages.counts(character)
    mean = pages.mean_length
    norms = {n: 1 - _B + _B * len(pages[n].folded.text) / mean for n in shared}
    scores = dict.fromkeys(shared, 0.0)
    for counts in having.values():
        rarity = log(1 + (len(pages) - len(counts) + 0.5) / (len(counts) + 0.5))
        for number in shared & counts.keys():
            often = counts[number]
            scores[number] += rarity * often * (_K1 + 1) / (often + _K1 * norms[number])
    return scores
