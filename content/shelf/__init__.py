"""Reports on the disk: the built-in one, those that the user keeps, and what stands beside each."""
