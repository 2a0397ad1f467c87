"""What is read: the report, how files are imported and parsed, citations, figures, the shelf."""
