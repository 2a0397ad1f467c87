"""What is read: the report model, the outline parser, citations and the shelf of reports."""
