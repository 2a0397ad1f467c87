"""Searching all reports of a shelf, by an index on disk that grows with each report."""
