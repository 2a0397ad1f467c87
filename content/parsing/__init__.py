"""The outline parser: from the lines of a report to its paragraphs and the tree over them."""
