"""Notes out to files and back: layouts, tables, Web Annotations, and reading those again.

A paper comes about in steps: `selection` says which notes leave, `template_context` makes facts of
them, `templates` fills in a layout with the `filters`, `paper_markup` reads what that wrote, and
`exporting` gives the file. `webannotation` and `webreading` are the way out and back for programs.
"""
