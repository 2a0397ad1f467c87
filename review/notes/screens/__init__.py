"""Notes on the screen."""
