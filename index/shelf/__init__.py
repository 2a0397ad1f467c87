"""Searching all reports of a shelf, by an index on disk that grows with each report."""

from index.shelf.shelf_results import ReportHits, ShelfResults, shelf_as_json
from index.shelf.shelf_searcher import ShelfSearcher

__all__ = ["ReportHits", "ShelfResults", "ShelfSearcher", "shelf_as_json"]
