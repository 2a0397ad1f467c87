"""Reading a report: line breaking, the page, the table of contents, the reading position."""
