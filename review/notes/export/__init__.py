"""Notes out to files and back: layouts, tables, Web Annotations, and reading those again."""
