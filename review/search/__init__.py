"""Finding on screen: the search pane, and what it lists."""
