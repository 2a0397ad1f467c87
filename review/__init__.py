"""The application: reading, and in rooms beside it finding, noting and voting."""
