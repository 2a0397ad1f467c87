"""Reports of one's own: opened from a file, kept on the shelf, chosen and taken off again."""
