"""Reading a report: the page, the contents beside it, moving, selecting and the way back."""
