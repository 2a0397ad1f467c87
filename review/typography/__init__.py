"""Chinese text in cells: where a row may end, how blocks flow, how each kind of text looks."""
