"""The built index of one report: made in a process of its own, kept in the cache."""
