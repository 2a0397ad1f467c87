"""The figures of a report: every number with a unit, its words, its year, and what was left out.

`read_facts` reads a report; `pair` lays results and goals of the same measure side by side. Nothing
is computed and nothing judged: name, unit, bound words and quote are what the report prints.
"""
