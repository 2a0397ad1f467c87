"""The figures of a report: every number with a unit, its words, its year, and what was left out.

`read_facts` reads a report; `pair` lays results and goals of the same measure side by side. Nothing
is computed and nothing judged: name, unit, bound words and quote are what the report prints.

From 地区生产总值增长5.2%左右，其中工业增加值增长6%。 it reads two figures: `numbers.py` finds 5.2%
and 6% and tells dates, names and the like apart; `naming.py` takes the words before each to name
and word of growth; `lexicon.py` knows the indicators; `years.py` tells the year, by the heading and
by words such as 五年来; `read.py` puts it together. `comparison.py` and `pairing.py` lay results
beside goals, `commitments.py` lists what is promised, `glossary.py` terms. The words themselves are
data, in `content/words/`. All offsets are code points of a paragraph's raw text, ends exclusive.
"""
