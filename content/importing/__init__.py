"""Bring your own report: a file of a person's becomes a report, and it is told what was made of it.

`understand(path)` is all that others need. It keeps nothing and changes nothing.

A file takes four steps. `formats.py` tells what kind it is by its first bytes, whatever it is
called. One module for each kind (`word.py`, `pdf.py`, `page.py`, `plain.py`) makes text of it, one
line for each paragraph, and remarks on all that is not in the text; but for plain texts this is
done in a child process (`apart.py`). `usual_characters.py` mends what fonts and web pages did to
the characters. `understand.py` has the text parsed, and asks whether it is a report at all.

Where a printed line ends no paragraph (PDF), `glyphs.py`, `rows.py`, `columns.py`,
`print_tables.py` and `printed.py` put it together again, in this order.
"""

from content.importing.understand import Understood, understand

__all__ = ["Understood", "understand"]
