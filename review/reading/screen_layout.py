"""How the reading view divides a window: what app.tcss and the first page both go by."""

from __future__ import annotations

MEDIUM_COLUMNS = 80
"""From this width on the contents stand beside the page; below it they lie over it."""

WIDE_COLUMNS = 110
"""From this width on the contents are wide enough for a whole heading in two rows; where there are
notes, these stand beside the page instead."""

HUGE_COLUMNS = 150
"""From this width on there is room for both."""

CONTENTS, WIDE_CONTENTS = 26, 40
"""Cells of the contents."""

STYLE_VARIABLES = {"contents": str(CONTENTS), "wide-contents": str(WIDE_CONTENTS)}
"""The same for the style sheet."""


def contents_beside(columns: int) -> int:
    """Cells that the contents take beside the page where there are no notes; 0 for none."""
    if columns < MEDIUM_COLUMNS:
        return 0
    return CONTENTS if columns < WIDE_COLUMNS else WIDE_CONTENTS
