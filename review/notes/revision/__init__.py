"""How notes follow the text when a report is revised."""
