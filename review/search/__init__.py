"""Finding on screen and on the command line: the search pane, what it lists, the command."""
