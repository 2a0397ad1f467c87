"""Where private notes are kept: one SQLite file, its backups and its history.

From below: `schema` has the tables, `codec` what stands in their columns, `connection` how the file
is written, `tables` the notes and the steps, `backup` and `opening` what keeps the file sound, and
`note_store` puts it together for everybody else. `peek` is for the first page alone.
"""
