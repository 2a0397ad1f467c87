"""Notes on the screen: writing them, listing them, and the screens that make something of them.

`note_desk` holds the page and routes. Beside it stand objects with one concern each: `editing` the
editor, `marking` the marks in one stroke, `note_changes` what is written, `beside_page` list and
others' notes. All of them are of the main thread; `notebook` alone has another one, for the disk.
"""
