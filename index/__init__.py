"""Finding things in a report, or in all reports of a shelf."""
